"""Networks with published answers: textbooks, manuals and a benchmark library.

Times count working days gone by, as the sources count their weeks, days or hundredths. Facts and numbers only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pytest

from schedule.networks import CALENDAR, D
from xlplan.core.calendar import WorkCalendar
from xlplan.core.link import Link, LinkType
from xlplan.scheduling.activity import Activity, Schedule, Timing
from xlplan.scheduling.engine import schedule

START = D(2026, 10, 8)


def _run(text: str) -> Schedule:
    """A network of finish-to-start links: each word is a letter, its duration and, after a colon, its predecessors."""
    words = [word.partition(":") for word in text.split()]
    return _linked({w[0]: int(w[1:]) for w, _, _ in words}, {w[0]: before for w, _, before in words})


def _linked(durations: Mapping[str, int], predecessors: Mapping[str, Iterable[str]]) -> Schedule:
    return schedule(
        [Activity(i, n, tuple(Link(p) for p in predecessors.get(i, ()))) for i, n in durations.items()], CALENDAR, START
    )


def _duration(found: Schedule) -> int:
    return max(t.early.finish for t in found.activities.values() if t.early)


def _times(timing: Timing) -> tuple[int, int, int, int, int | None]:
    """Early start and finish, late start and finish, total float."""
    assert timing.early and timing.late
    return (*timing.early, *timing.late, timing.total_float)


def _by_arrows(arrows: Iterable[tuple[str, int]]) -> Schedule:
    """Activities on arrows, named "tail-head": each waits for all that lead to its tail."""
    given = dict(arrows)
    heads = {i: i.split("-")[1] for i in given}
    return _linked(given, {i: [p for p, head in heads.items() if head == i.split("-")[0]] for i in given})


def test_reliable_construction() -> None:
    """F. S. Hillier and G. J. Lieberman, Introduction to Operations Research: the Reliable Construction Co. project.

    Chapter "Project Management with PERT/CPM" (chapter 10 of the 7th edition, 2001; 22 of the 8th to 10th). Published:
    six paths with their lengths, 44 weeks, the critical path, the slack of each activity.
    """
    text = "A2 B4:A C10:B D6:C E4:C F5:E G7:D H9:EG I7:C J8:FI K4:J L5:J M2:H N6:KL"
    found = _run(text)
    assert _duration(found) == 44
    assert found.critical_paths == (("A", "B", "C", "E", "F", "J", "L", "N"),)
    slack = dict.fromkeys("ABCDEFGHIJKLMN", 0) | {"D": 4, "G": 4, "H": 4, "I": 2, "K": 1, "M": 4}
    assert {i: t.total_float for i, t in found.activities.items()} == slack
    paths = {"ABCDGHM": 40, "ABCEHM": 31, "ABCEFJKN": 43, "ABCEFJLN": 44, "ABCIJKN": 41, "ABCIJLN": 42}
    for path, length in paths.items():
        durations = {i: t.duration or 0 for i, t in found.activities.items() if i in path}
        assert _duration(_linked(durations, dict(zip(path[1:], path, strict=False)))) == length, path


def test_milwaukee_paper() -> None:
    """J. Heizer and B. Render, Operations Management, chapter 3 (Project Management): Milwaukee Paper Manufacturing.

    Published: a table of early and late starts and finishes and slacks, 15 weeks, the critical path.
    """
    found = _run("A2 B3 C2:A D4:B E4:C F3:C G5:DE H2:FG")
    assert {i: _times(t) for i, t in found.activities.items()} == {
        "A": (0, 2, 0, 2, 0),
        "B": (0, 3, 1, 4, 1),
        "C": (2, 4, 2, 4, 0),
        "D": (3, 7, 4, 8, 1),
        "E": (4, 8, 4, 8, 0),
        "F": (4, 7, 10, 13, 6),
        "G": (8, 13, 8, 13, 0),
        "H": (13, 15, 13, 15, 0),
    }
    assert found.critical_paths == (("A", "C", "E", "G", "H"),)


def test_arrow_networks() -> None:
    """B. W. Taylor, Introduction to Management Science, chapter 8 (Project Management), solutions of the problems.

    ar.scribd.com/doc/47113515/TaylCh08, pages 114 and 115. Two networks of activities on arrows, the second with a
    dummy (4-5). Published: all times and slacks, the critical path of the first.
    """
    first = {
        "1-2": (7, 0, 7, 2, 9, 2),
        "1-3": (10, 0, 10, 0, 10, 0),
        "2-4": (6, 7, 13, 9, 15, 2),
        "3-4": (5, 10, 15, 10, 15, 0),
        "3-5": (4, 10, 14, 14, 18, 4),
        "4-5": (3, 15, 18, 15, 18, 0),
        "5-6": (2, 18, 20, 18, 20, 0),
    }
    second = {
        "1-2": (8, 0, 8, 1, 9, 1),
        "1-3": (10, 0, 10, 0, 10, 0),
        "1-4": (9, 0, 9, 6, 15, 6),
        "2-5": (6, 8, 14, 9, 15, 1),
        "2-6": (4, 8, 12, 16, 20, 8),
        "3-5": (5, 10, 15, 10, 15, 0),
        "4-5": (0, 9, 9, 15, 15, 6),
        "4-7": (7, 9, 16, 20, 27, 11),
        "5-7": (12, 15, 27, 15, 27, 0),
        "5-8": (15, 15, 30, 16, 31, 1),
        "6-9": (18, 12, 30, 20, 38, 8),
        "7-8": (4, 27, 31, 27, 31, 0),
        "8-9": (7, 31, 38, 31, 38, 0),
    }
    for table in (first, second):
        found = _by_arrows((i, row[0]) for i, row in table.items())
        assert {i: _times(t) for i, t in found.activities.items()} == {i: row[1:] for i, row in table.items()}
    assert _by_arrows((i, row[0]) for i, row in first.items()).critical_paths == (("1-3", "3-4", "4-5", "5-6"),)


def test_nine_activities() -> None:
    """C. Hendrickson and T. Au, Project Management for Construction (2nd edition, 2000), sections 10.2 and 10.3.

    The nine-activity project on arrows. Published: 30 days, the critical activities, early and late times of the
    events (the former are the starts of what leaves an event, the latter the finishes of what leads to it).
    """
    found = _run("A4 B3 C8:A D7:A E9:BC F12:BC G2:DE H5:DE I6:FG")
    assert _duration(found) == 30
    assert found.critical_paths == (("A", "C", "F", "I"),)
    early, late = (0, 4, 12, 21, 24, 30), (0, 4, 12, 22, 24, 30)
    arrows = {"A": "01", "B": "02", "C": "12", "D": "13", "E": "23", "F": "24", "G": "34", "H": "35", "I": "45"}
    for i, (tail, head) in ((i, map(int, ends)) for i, ends in arrows.items()):
        timing = found.activities[i]
        assert timing.early and timing.late
        assert (timing.early.start, timing.late.finish) == (early[tail], late[head]), i


def test_pert_example() -> None:
    """Wikipedia, "Program evaluation and review technique", the example with the activities a to g.

    en.wikipedia.org/wiki/Program_evaluation_and_review_technique. Expected times in hundredths of a day. Published:
    all early and late times and slacks, the critical path a-c-e-g of 19.51 days.
    """
    found = _run("a400 b533 c517:a d633:a e517:bc f450:d g517:e")
    assert {i: _times(t) for i, t in found.activities.items()} == {
        "a": (0, 400, 0, 400, 0),
        "b": (0, 533, 384, 917, 384),
        "c": (400, 917, 400, 917, 0),
        "d": (400, 1033, 868, 1501, 468),
        "e": (917, 1434, 917, 1434, 0),
        "f": (1033, 1483, 1501, 1951, 468),
        "g": (1434, 1951, 1434, 1951, 0),
    }
    assert found.critical_paths == (("a", "c", "e", "g"),)


WIDGET = {
    "Approve Plan": (5, ()),
    "Drawings": (10, ("Approve Plan",)),
    "Study Market": (5, ("Approve Plan",)),
    "Write Specs": (5, ("Approve Plan",)),
    "Prototype": (15, ("Drawings", "Write Specs")),
    "Mkt. Strat.": (10, ("Study Market",)),
    "Materials": (10, ("Prototype",)),
    "Facility": (10, ("Prototype",)),
    "Init. Prod.": (10, ("Materials", "Facility")),
    "Evaluate": (10, ("Init. Prod.",)),
    "Test Market": (15, ("Mkt. Strat.", "Init. Prod.")),
    "Changes": (5, ("Evaluate", "Test Market")),
    "Production": (0, ("Changes",)),
    "Marketing": (0, ("Mkt. Strat.", "Init. Prod.")),
}


def _widget(calendar: WorkCalendar, start: D, weekend: tuple[int, ...]) -> dict[str, Timing]:
    activities = [Activity(i, n, tuple(Link(p) for p in before)) for i, (n, before) in WIDGET.items()]
    return schedule(activities, calendar, start, weekend=weekend).activities


def _check_dates(found: Mapping[str, Timing], published: str, year: int) -> None:
    """Rows of: name, early start and finish, late start and finish, total float, free float; without milestones."""
    months = {"JUL": 7, "AUG": 8, "DEC": 12, "JAN": 1, "FEB": 2, "MAR": 3}
    for line in published.strip().splitlines():
        name, *cells = (cell.strip() for cell in line.split("|"))
        dates = [D(year + (months[c[2:]] < 7 if c[2:] != "DEC" else 0), months[c[2:]], int(c[:2])) for c in cells[:4]]
        t = found[name]
        assert [t.early_start, t.early_finish, t.late_start, t.late_finish] == dates, name
        assert [t.total_float, t.free_float] == [int(c) for c in cells[4:]], name


def test_widget_on_weekdays() -> None:
    """SAS Institute, SAS/OR User's Guide: Project Management, chapter "The CPM Procedure", example 4.6, output 4.6.1.

    support.sas.com/documentation/cdl/en/orpmug/66855/HTML/default/orpmug_cpm_examples06.htm. Published: dates, total and
    free floats. Milestones are shown there on the day after, so only their floats are compared.
    """
    found = _widget(WorkCalendar(D(2003, 12, 1), D(2004, 12, 31)), D(2003, 12, 1), (5, 6))
    _check_dates(
        found,
        """
        Approve Plan | 01DEC | 05DEC | 01DEC | 05DEC | 0 | 0
        Drawings     | 08DEC | 19DEC | 08DEC | 19DEC | 0 | 0
        Study Market | 08DEC | 12DEC | 19JAN | 23JAN | 30 | 0
        Write Specs  | 08DEC | 12DEC | 15DEC | 19DEC | 5 | 5
        Prototype    | 22DEC | 09JAN | 22DEC | 09JAN | 0 | 0
        Mkt. Strat.  | 15DEC | 26DEC | 26JAN | 06FEB | 30 | 30
        Materials    | 12JAN | 23JAN | 12JAN | 23JAN | 0 | 0
        Facility     | 12JAN | 23JAN | 12JAN | 23JAN | 0 | 0
        Init. Prod.  | 26JAN | 06FEB | 26JAN | 06FEB | 0 | 0
        Evaluate     | 09FEB | 20FEB | 16FEB | 27FEB | 5 | 5
        Test Market  | 09FEB | 27FEB | 09FEB | 27FEB | 0 | 0
        Changes      | 01MAR | 05MAR | 01MAR | 05MAR | 0 | 0
        """,
        2003,
    )
    floats = {i: (found[i].total_float, found[i].free_float) for i in ("Production", "Marketing")}
    assert floats == {"Production": (0, 0), "Marketing": (20, 20)}


def test_widget_on_all_days() -> None:
    """The same manual, example 4.3, output 4.3.1: seven days a week, from December 22, 2003.

    support.sas.com/documentation/cdl/en/orpmug/63353/HTML/default/orpmug_cpm_sect044.htm.
    """
    found = _widget(WorkCalendar(D(2003, 12, 1), D(2004, 12, 31), weekend=()), D(2003, 12, 22), ())
    _check_dates(
        found,
        """
        Approve Plan | 22DEC | 26DEC | 22DEC | 26DEC | 0 | 0
        Drawings     | 27DEC | 05JAN | 27DEC | 05JAN | 0 | 0
        Study Market | 27DEC | 31DEC | 26JAN | 30JAN | 30 | 0
        Write Specs  | 27DEC | 31DEC | 01JAN | 05JAN | 5 | 5
        Mkt. Strat.  | 01JAN | 10JAN | 31JAN | 09FEB | 30 | 30
        Prototype    | 06JAN | 20JAN | 06JAN | 20JAN | 0 | 0
        Materials    | 21JAN | 30JAN | 21JAN | 30JAN | 0 | 0
        Facility     | 21JAN | 30JAN | 21JAN | 30JAN | 0 | 0
        Init. Prod.  | 31JAN | 09FEB | 31JAN | 09FEB | 0 | 0
        Evaluate     | 10FEB | 19FEB | 15FEB | 24FEB | 5 | 5
        Test Market  | 10FEB | 24FEB | 10FEB | 24FEB | 0 | 0
        """,
        2003,
    )
    assert found["Marketing"].total_float == found["Marketing"].free_float == 20


@pytest.mark.parametrize(
    ("holiday", "published"),
    [
        (
            D(2003, 7, 4),
            """
            plan sur | 01JUL | 07JUL | 01JUL | 07JUL | 0 | 0
            hire per | 08JUL | 14JUL | 08JUL | 14JUL | 0 | 0
            design q | 08JUL | 10JUL | 09JUL | 11JUL | 1 | 0
            select h | 11JUL | 15JUL | 15JUL | 17JUL | 2 | 2
            print q  | 11JUL | 16JUL | 14JUL | 17JUL | 1 | 1
            """,
        ),
        (
            D(1998, 7, 3),
            """
            plan sur | 01JUL | 07JUL | 01JUL | 07JUL | 0 | 0
            hire per | 08JUL | 14JUL | 08JUL | 14JUL | 0 | 0
            design q | 08JUL | 10JUL | 09JUL | 13JUL | 1 | 0
            select h | 13JUL | 15JUL | 15JUL | 17JUL | 2 | 2
            print q  | 13JUL | 16JUL | 14JUL | 17JUL | 1 | 1
            """,
        ),
    ],
)
def test_market_survey_around_a_holiday(holiday: D, published: str) -> None:
    """The market survey of J. J. Moder, C. R. Phillips and E. W. Davis, Project Management with CPM, PERT and Precedence
    Diagramming (3rd edition, 1983), as scheduled in SAS/OR User's Guide: Project Management, "Project Scheduling and
    Reporting".

    support.sas.com/documentation/cdl/en/orpmug/59678/HTML/default/intropm_sect14.htm (2003) and
    www.sfu.ca/sasdoc/sashtml/orpm/chap1/sect14.htm (1998). Published: dates and floats around a holiday.
    """
    durations = {"plan sur": 4, "hire per": 5, "design q": 3, "trn per": 3, "select h": 3, "print q": 4}
    durations |= {"cond sur": 10, "analyze": 6}
    before = {
        "hire per": ("plan sur",),
        "design q": ("plan sur",),
        "trn per": ("hire per", "design q"),
        "select h": ("design q",),
        "print q": ("design q",),
        "cond sur": ("trn per", "select h", "print q"),
        "analyze": ("cond sur",),
    }
    found = schedule(
        [Activity(i, n, tuple(Link(p) for p in before.get(i, ()))) for i, n in durations.items()],
        WorkCalendar(D(holiday.year, 1, 1), D(holiday.year, 12, 31), [holiday]),
        D(holiday.year, 7, 1),
    )
    _check_dates(found.activities, published, holiday.year)
    assert found.critical_paths == (("plan sur", "hire per", "trn per", "cond sur", "analyze"),)


@pytest.mark.parametrize(
    ("type_", "lag", "a", "b", "duration", "b_start"),
    [
        ("FS", 0, 3, 3, 8, 4),
        ("FS", 2, 3, 3, 10, 6),
        ("FS", -2, 3, 3, 6, 2),
        ("FS", 2, 3, 5, 12, 6),
        ("FS", -2, 3, 5, 8, 2),
        ("FS", -2, 5, 3, 8, 4),
        ("FF", 0, 3, 3, 5, 1),
        ("FF", 2, 3, 3, 7, 3),
        ("FF", 2, 3, 5, 7, 1),
        ("FF", 0, 5, 3, 7, 3),
        ("FF", 2, 5, 3, 9, 5),
        ("SS", 0, 3, 3, 5, 1),
        ("SS", 2, 3, 3, 7, 3),
        ("SS", 0, 3, 5, 7, 1),
        ("SS", 2, 3, 5, 9, 3),
        ("SS", 2, 5, 3, 7, 3),
        ("SF", 2, 3, 3, 4, 0),
    ],
)
def test_precedence_diagrams(type_: LinkType, lag: int, a: int, b: int, duration: int, b_start: int) -> None:
    """R. J. Rosa, M. dos Santos, T. Marques, R package criticalpath 0.2.1 (CRAN, 2022), tests by relation type.

    github.com/rubens2005/criticalpath, tests/testthat/test-cpt-early_start_finish_by_relation_type.R. Begin, A, B and
    End in a row, A and B related in all four ways with lags and leads. Published: duration, early and late times.
    Left out are cases that the package treats in another way: where B begins before the project, and where A may be
    late beyond the project's end.
    """
    found = schedule(
        [
            Activity("Begin", 1),
            Activity("A", a, (Link("Begin"),)),
            Activity("B", b, (Link("A", type_, lag),)),
            Activity("End", 1, (Link("B"),)),
        ],
        CALENDAR,
        START,
    )
    assert _duration(found) == duration
    starts = {i: (t.early.start, t.late.start) for i, t in found.activities.items() if t.early and t.late}
    assert starts == {i: (n, n) for i, n in (("Begin", 0), ("A", 1), ("B", b_start), ("End", b_start + b))}


def _by_successors(durations: Iterable[int], successors: Mapping[int, tuple[int, ...]]) -> Schedule:
    before: dict[int, list[Link]] = {}
    for i, later in successors.items():
        for j in later:
            before.setdefault(j, []).append(Link(f"{i}"))
    return schedule(
        [Activity(f"{i}", n, tuple(before.get(i, ()))) for i, n in enumerate(durations, 1)], CALENDAR, START
    )


def test_projects_of_vanhoucke() -> None:
    """M. Vanhoucke, Measuring Time (2009), p. 18; Integrated Project Management and Control (2014), pp. 6 and 9.

    With their durations also in the tests of the R package criticalpath, tests/testthat/test-examples.R.
    """
    fictitious = {1: (2, 3, 4), 2: (5,), 3: (10,), 4: (6,), 5: (9,), 6: (7,), 7: (8, 11)}
    fictitious |= {8: (12,), 9: (12,), 10: (12,), 11: (12,)}
    found = _by_successors((0, 4, 9, 1, 4, 5, 1, 7, 8, 3, 3, 0), fictitious)
    assert _duration(found) == 16
    assert found.critical_paths == (("1", "2", "5", "9", "12"),)

    costs = {1: (2, 3), 2: (4, 5, 6), 3: (7, 8, 9, 10), 4: (11,), 5: (11,), 6: (11,), 7: (12,), 8: (13,), 9: (14,)}
    costs |= {10: (15,)} | dict.fromkeys(range(11, 16), (16, 17))
    assert _duration(_by_successors((1, 2, 2, 4, 3, 3, 3, 2, 1, 1, 2, 1, 1, 1, 1, 2, 1), costs)) == 11

    transport = {1: (2,), 2: (3,), 3: (4, 6), 4: (5,), 5: (8,), 6: (7,), 7: (8,), 8: (9, 10, 11, 12, 13)}
    transport |= {9: (14,), 10: (14,), 11: (14,), 12: (14,), 13: (14, 15), 14: (16, 17), 15: (16, 17)}
    assert _duration(_by_successors((1, 1, 3, 2, 2, 2, 2, 1, 4, 5, 3, 3, 4, 5, 1, 5, 2), transport)) == 25
    assert _duration(_by_successors((1, 2, 5, 4, 3, 2, 1, 5, 3, 5, 5, 3, 4, 2, 1, 2, 4), transport)) == 31


def test_psplib_j301_1() -> None:
    """PSPLIB, single-mode set j30, instance j301_1 (file j301_1.sm), without its resources.

    R. Kolisch and A. Sprecher, PSPLIB – a project scheduling problem library, European Journal of Operational Research
    96 (1997), pp. 205-216; www.om-db.wi.tum.de/psplib. The file names the duration of its network: MPM-Time 38.
    """
    durations = (0, 8, 4, 6, 3, 8, 5, 9, 2, 7, 9, 2, 6, 3, 9, 10, 6, 5, 3, 7, 2, 7, 2, 3, 3, 7, 8, 3, 7, 2, 2, 0)
    text = """
        1: 2 3 4; 2: 6 11 15; 3: 7 8 13; 4: 5 9 10; 5: 20; 6: 30; 7: 27; 8: 12 19 27; 9: 14; 10: 16 25; 11: 20 26;
        12: 14; 13: 17 18; 14: 17; 15: 25; 16: 21 22; 17: 22; 18: 20 22; 19: 24 29; 20: 23 25; 21: 28; 22: 23; 23: 24;
        24: 30; 25: 30; 26: 31; 27: 28; 28: 31; 29: 32; 30: 32; 31: 32
    """
    rows = [row.split(":") for row in text.split(";")]
    successors = {int(i): tuple(int(j) for j in later.split()) for i, later in rows}
    assert sum(durations) == 158  # the horizon named in the file
    assert _duration(_by_successors(durations, successors)) == 38
