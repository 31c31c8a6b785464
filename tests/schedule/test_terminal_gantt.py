"""The Gantt chart of characters: widths, bars, axis, colours, and consoles that lack characters."""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xlplan.app.scheduling import Scheduled, schedule_file, schedule_plan
from xlplan.cli.schedule_command import command
from xlplan.core.link import Link
from xlplan.core.text import LANGS, Lang
from xlplan.forms.basic import Basic
from xlplan.forms.progress import Progress
from xlplan.forms.wbs import Task
from xlplan.model.plan import Plan
from xlplan.report.columns import columns, cut, one_line, wrapped
from xlplan.report.critical import critical_text
from xlplan.report.look import ASCII, BLOCKS, Look, glyphs_for
from xlplan.report.scheduled import closing_lines, schedule_text, shown_tasks
from xlplan.report.terminal_gantt import gantt_text
from xlplan.report.timescale import Timescale, axis
from xlplan.template.resolve import load_template

SAMPLES = Path(__file__).parents[2] / "samples" / "smart-lock"
TODAY = dt.date(2026, 9, 1)
PLAN = """
basic: {start: 2026-10-12, status_date: 2026-10-21}
wbs:
  - {code: "1", name: 硬件}
  - {code: "1.1", name: 设计, duration: 5}
  - {code: "1.2", name: 制作, duration: 10, predecessors: "1.1"}
  - {code: "1.3", name: 试装, duration: 5, predecessors: "1.2"}
  - {code: "1.4", name: 文件, duration: 3, predecessors: "1.1"}
  - {code: "2", name: 评审, duration: 0, predecessors: "1.3; 1.4"}
progress:
  - {task: "1.1", round: 1, actual_start: 2026-10-12, actual_finish: 2026-10-16, percent: 1}
  - {task: "1.2", round: 1, actual_start: 2026-10-19, percent: 0.3}
calendar:
  - {date: 2026-12-26, kind: holiday}
"""
"""Five weeks from Monday, 12 October 2026, to Friday, 6 November; two columns a day fill 52 columns."""


@pytest.fixture
def done(tmp_path: Path) -> Scheduled:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return schedule_file(path, TODAY)


def _drawn(done: Scheduled, look: Look) -> list[str]:
    return gantt_text(done.plan, done.schedule, shown_tasks(done.plan, done.schedule), look).splitlines()


def test_a_small_chart(done: Scheduled) -> None:
    lines = _drawn(done, Look("zh", width=64))
    assert lines[0].strip() == "2026年"
    assert [line.split()[0] for line in lines[1:3]] == ["10月", "任务"]
    assert lines[2].split()[1:] == ["12", "19", "26", "02"]
    body = {line.split()[0]: line for line in lines[4:10]}
    assert lines[3].strip() == "▼ 状态日期 2026-10-21"
    assert "━" * 52 in body["1"]
    assert body["1.1"].count("█") == 10 and "▓" not in body["1.1"]
    assert "●" in body["1.2"] and 0 < body["1.2"].count("█") < body["1.2"].count("▓")
    assert "●" in body["1.3"] and "█" not in body["1.3"]
    assert body["1.4"].count("▒") == 10 and body["1.4"].endswith("·") and "●" not in body["1.4"]
    assert body["2"].endswith("◆")
    assert "│ 状态日期 2026-10-21" in lines[-1]


def _grid(line: str) -> str:
    """A line in which every character stands at its column."""
    return "".join(char + " " * (columns(char) - 1) for char in line)


def test_bars_lie_under_their_days(done: Scheduled) -> None:
    """Each column of the chart is a piece of a day: what stands there is what happens on that day."""
    look = Look("en", width=200)
    lines = [_grid(line) for line in _drawn(done, look)]
    at = {line.split()[0]: line for line in lines[4:10]}
    begin = lines[2].index("12")
    for code, sign, first, last in (
        ("1.1", "█", 0, 4),
        ("1", "━", 0, 25),
        ("1.3", "▓", 21, 25),
    ):
        row = at[code]
        assert row.index(sign) == begin + 3 * first
        assert row.rindex(sign) == begin + 3 * last + 2
    assert at["1.3"].index("│") == begin + 3 * 9 + 2


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("width", [40, 80, 111, 112, 140, 1000])
def test_no_line_is_wider(lang: Lang, width: int) -> None:
    found = schedule_file(SAMPLES / f"plan.{lang}.yaml", TODAY)
    for look in (Look(lang, width=width), Look(lang, ASCII, width), Look(lang, width=width, colour=True)):
        lines = _drawn(found, look)
        assert max(map(columns, lines)) <= width
        assert any("2027-04-26" in line for line in lines) == (width >= 112)


@pytest.mark.parametrize("lang", LANGS)
def test_the_axis(lang: Lang) -> None:
    year = Timescale.over(dt.date(2026, 9, 1), dt.date(2027, 4, 30), 60)
    years, months = axis(year, lang)
    first = {"zh": ["2026年", "2027年"], "en": ["2026", "2027"]}[lang]
    assert years.split() == first
    names = {"zh": "9月 10月 11月 12月 1月 2月 3月 4月", "en": "Sep Oct Nov Dec Jan Feb Mar Apr"}[lang]
    assert months.split() == names.split()
    assert columns(years[: years.index(first[1])]) == year.column(dt.date(2027, 1, 1))
    decade = axis(Timescale.over(dt.date(2020, 5, 1), dt.date(2040, 5, 1), 60), lang)
    assert len(decade) == 1
    days = axis(Timescale.over(dt.date(2026, 9, 30), dt.date(2026, 10, 3), 60), lang)
    # The last day of September leaves no room for its month beside that of October.
    assert days[1].split() == [{"zh": "10月", "en": "Oct"}[lang]]
    assert days[2].split() == ["30", "01", "02", "03"]


def test_short_and_endless_scales() -> None:
    one = Timescale.over(TODAY, TODAY, 60)
    assert (one.columns, list(one.span(TODAY, TODAY))) == (3, [0, 1, 2])
    for lang in LANGS:
        ever = Timescale.over(dt.date.min, dt.date.max, 60)
        assert all(columns(row) == 60 for row in axis(ever, lang))
        assert ever.span(dt.date.max, dt.date.min) == range(59, 60)
        assert [columns(row) <= 3 for row in axis(one, lang)] == [True] * len(axis(one, lang))


@given(st.dates(), st.integers(0, 4000), st.integers(1, 200), st.data())
def test_days_and_columns(first: dt.date, days: int, room: int, data: st.DataObject) -> None:
    last = dt.date.fromordinal(min(first.toordinal() + days, dt.date.max.toordinal()))
    scale = Timescale.over(first, last, room)
    start = data.draw(st.dates(first, last))
    finish = data.draw(st.dates(start, last))
    span = scale.span(start, finish)
    assert len(span) > 0 and 0 <= span.start < span.stop <= scale.columns <= room
    assert scale.span(start, start).start == span.start and scale.span(finish, finish).stop == span.stop
    assert scale.span(first, last) == range(scale.columns)


def test_texts_in_columns() -> None:
    assert columns("锁A") == 3 and columns("e\u0301") == 1 and columns("\x1b[31m锁\x1b[0m") == 2
    assert cut("智能门锁", 8) == "智能门锁"
    assert cut("智能门锁", 7) == "智能门…"
    assert cut("智能门锁", 6) == "智能…"
    assert cut("智能门锁", 6, "..") == "智能.."
    assert cut("锁", 1) == "…" and cut("锁", 0) == cut("锁", -3) == ""
    assert one_line("a\n b\x1b[2J\u202ec\ud800") == "a b[2Jc"
    assert wrapped(["aa", "bb", "cc"], 5, " ") == ["aa bb", "cc"]


@pytest.mark.parametrize("encoding", ["utf-8", "UTF8", "utf-16-le"])
def test_consoles_with_blocks(encoding: str) -> None:
    assert glyphs_for(encoding) is BLOCKS


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "cp936", "big5", "cp437", "cp1252", "ascii", "none such", None])
def test_consoles_without_blocks(encoding: str | None) -> None:
    """Where an encoding has a block, but in two columns, there are none either."""
    assert glyphs_for(encoding) is ASCII
    assert "█".encode("gbk") and "◆".encode("gbk")


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "utf-8"])
@pytest.mark.parametrize("lang", LANGS)
def test_the_output_of_a_console(encoding: str, lang: Lang) -> None:
    known = {**os.environ, "PYTHONIOENCODING": encoding, "COLUMNS": "90"}
    arguments = [str(SAMPLES / f"plan.{lang}.yaml"), "--gantt", "--lang", lang]
    process = subprocess.run(
        [sys.executable, "-m", "xlplan", "schedule", *arguments], env=known, capture_output=True, timeout=60
    )
    assert process.returncode == 0 and b"Traceback" not in process.stderr
    # click writes UTF-8 where ASCII is asked for.
    out = process.stdout.decode(encoding.replace("ascii", "utf-8"))
    assert ("█" in out) == (encoding == "utf-8") and ("####" in out) == (encoding != "utf-8")
    assert "\x1b" not in out
    assert "?" not in out
    assert max(map(columns, out.split("\n\n")[0].splitlines())) <= 89


class _Terminal:
    """Standard output that says it is a terminal."""

    encoding = "utf-8"

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> int:
        self.text += text
        return len(text)

    def flush(self) -> None:
        pass

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"TERM": "dumb"}, False)],
)
@pytest.mark.parametrize("options", [[], ["--gantt"]])
def test_colours_on_a_terminal_only(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    environment: dict[str, str],
    coloured: bool,
    options: list[str],
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    arguments = [str(SAMPLES / "plan.en.yaml"), *options, "--width", "80"]
    assert command("en").main(arguments, standalone_mode=False) == 0
    plain = capsys.readouterr().out
    assert "\x1b" not in plain
    terminal = _Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    assert command("en").main(arguments, standalone_mode=False) == 0
    assert ("\x1b[31m" in terminal.text) == coloured
    assert [x.rstrip() for x in re.sub("\x1b\\[[0-9]*m", "", terminal.text).splitlines()] == plain.splitlines()


def test_ascii_by_request(capsys: pytest.CaptureFixture[str]) -> None:
    assert command("en").main([str(SAMPLES / "plan.en.yaml"), "--gantt", "--ascii"], standalone_mode=False) == 0
    assert capsys.readouterr().out.isascii()


def test_tasks_in_a_circle(tmp_path: Path) -> None:
    path = tmp_path / "ring.yaml"
    rows = ('{code: "1", duration: 1, predecessors: "2"}', '{code: "2", duration: 1, predecessors: "1"}')
    path.write_text("wbs:\n" + "".join(f"  - {r}\n" for r in rows), encoding="utf-8")
    assert _drawn(schedule_file(path, TODAY), Look("en")) == ["there are no tasks to schedule"]
    path.write_text(path.read_text(encoding="utf-8") + '  - {code: "3", duration: 1}\n', encoding="utf-8")
    lines = _drawn(schedule_file(path, TODAY), Look("zh"))
    assert sum("未排" in line for line in lines) == 2


DAYS = st.none() | st.dates(dt.date(1990, 1, 1), dt.date(2099, 12, 31))
"""As far as a cell's date is read as one."""
CODES = st.none() | st.lists(st.integers(1, 3), min_size=1, max_size=9).map(lambda x: ".".join(map(str, x)))
NAMES = st.none() | st.text(max_size=60) | st.just("\x1b[2J\r\n锁" * 30)


@st.composite
def _plans(draw: st.DrawFn) -> Plan:
    ids = [f"t{n}" for n in range(draw(st.integers(1, 6)))]
    links = st.none() | st.lists(
        st.builds(
            Link,
            st.sampled_from([*ids, "none"]),
            st.sampled_from(["FS", "SS", "FF", "SF"]),
            st.integers(-9, 9),
            st.booleans(),
        )
    ).map(tuple)
    tasks = {
        i: Task(
            id=i,
            code=draw(CODES),
            name=draw(NAMES),
            parent=draw(st.sampled_from([None, *ids])),
            duration=draw(st.none() | st.integers(0, 2000)),
            predecessors=draw(links),
            manual_start=draw(DAYS),
            manual_finish=draw(DAYS),
            not_before=draw(DAYS),
            deadline=draw(DAYS),
        )
        for i in ids
    }
    progress = {
        f"p{i}": Progress(
            id=f"p{i}",
            task=i,
            actual_start=draw(DAYS),
            actual_finish=draw(DAYS),
            percent=draw(st.none() | st.decimals(-1, 2, places=2)),
            forecast_finish=draw(DAYS),
        )
        for i in draw(st.sets(st.sampled_from(ids)))
    }  # fmt: skip
    basic = Basic(id="basic", start=draw(DAYS), finish=draw(DAYS), status_date=draw(DAYS))
    return Plan(tables={"wbs": tasks, "progress": progress, "basic": {"basic": basic}})


@settings(max_examples=150, deadline=None)
@given(_plans(), st.integers(40, 160), st.sampled_from(LANGS), st.sampled_from([BLOCKS, ASCII]), st.booleans())
def test_whatever_a_plan_holds(plan: Plan, width: int, lang: Lang, glyphs: object, colour: bool) -> None:
    assert glyphs in (BLOCKS, ASCII)
    look = replace(Look(lang, width=width, colour=colour), glyphs=glyphs)
    found = schedule_plan(plan, load_template("standard"), TODAY)
    lines = _drawn(found, look)
    assert all(columns(line) <= width for line in lines)
    ids = shown_tasks(found.plan, found.schedule)
    texts = [
        schedule_text(found.plan, found.schedule, ids, look),
        critical_text(found.plan, found.schedule, look, True),
    ]
    texts += [*closing_lines(found.plan, found.schedule, look), *lines]
    assert not any("\x1b[2J" in text or "\r" in text for text in texts)
