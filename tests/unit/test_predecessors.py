"""The language of predecessors: what people write, what is read, what is asked instead of guessed."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from xlplan.core.cell import BLANK, Problem, Value
from xlplan.core.finding import Place
from xlplan.core.kinds.base import Ctx
from xlplan.core.kinds.predecessors import PredecessorsKind
from xlplan.core.link import LINK_TYPES, Link
from xlplan.core.names import Names
from xlplan.core.normal import key
from xlplan.core.problems import PROBLEMS, problem_finding
from xlplan.core.raw import RawCell
from xlplan.core.text import LANGS, Lang, Text
from xlplan.model.plan import names_of

KIND = PredecessorsKind()
COLUMN = Text("前置任务", "Predecessors")
# Ids tell nothing about codes, so that a mix-up shows.
PLAN = names_of(
    [],
    [],
    [
        ("k01", "1", "立项"),
        ("k02", "1.1", "方案"),
        ("k03", "1.2", "评审"),
        ("k04", "1.3", "设计，开发"),
        ("k05", "1.10", "试产"),
        ("k06", "2", "Determine project scope"),
        ("k07", "2.1", "3号样机"),
        ("k08", "2.2", "评审"),
        ("k09", "A1.SS2", "SMT贴片"),
        ("k10", "B-1", "Alpha"),
        ("k11", "B-2", "Beta (draft)"),
        ("k12", "XFS", "letters"),
        ("k13", "12", "十二"),
        ("k14", None, "没有编码"),
        ("k15", "3.0", "version"),
        ("k16", "3.01", "next"),
    ],
)  # fmt: skip


def read(raw: Any, names: Names = PLAN, lang: Lang = "zh") -> Any:
    """The canonical spelling of what is read, "" for blank, the code of a problem in angle brackets."""
    cell = KIND.parse(raw if isinstance(raw, RawCell) else RawCell(value=raw), Ctx(lang, names))
    if isinstance(cell, Problem):
        assert cell.code in PROBLEMS
        return f"<{cell.code}>"
    return KIND.to_cell(cell.value, Ctx(lang, names)) if isinstance(cell, Value) else ""


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        # Codes, types, lags.
        ("1.2", "1.2"), ("1.2FS", "1.2"), ("1.2FS+3", "1.2FS+3d"), ("1.2 SS+2d", "1.2SS+2d"), ("1.3FF-1d；2.1", "1.3FF-1d; 2.1"),
        ("1.2fs+3D", "1.2FS+3d"), ("2fs", "2"), ("1.2SF", "1.2SF"), ("1.2FS + 2 d", "1.2FS+2d"), ("1.2FS+0", "1.2"), ("1.2SS+0ed", "1.2SS"),
        ("1.2FS+02", "1.2FS+2d"), ("1.2FS+2.0d", "1.2FS+2d"), ("1.2FS+3650", "1.2FS+3650d"), ("1.2:FS", "1.2"), ("1.2-FS+1", "1.2FS+1d"),
        # Units and signs.
        ("1.2FS+2天", "1.2FS+2d"), ("1.2FS+2日", "1.2FS+2d"), ("1.2FS+2工作日", "1.2FS+2d"), ("1.2FS+2个工作日", "1.2FS+2d"),
        ("1.2FS+2 个 工作日", "1.2FS+2d"), ("1.2FS+1 day", "1.2FS+1d"), ("1.2FS+2days", "1.2FS+2d"), ("1.2FS+2ed", "1.2FS+2ed"),
        ("1.2FS+2自然日", "1.2FS+2ed"), ("1.2FS+2日历日", "1.2FS+2ed"), ("1.2FS+2个自然日", "1.2FS+2ed"), ("1.2FS+2 edays", "1.2FS+2ed"),
        ("1.2FS+2 calendar days", "1.2FS+2ed"), ("1.2FS−1", "1.2FS-1d"), ("1.2FS–1d", "1.2FS-1d"), ("1.2FS－1", "1.2FS-1d"),
        ("1.2FS＋1", "1.2FS+1d"), ("1.2FS—1天", "1.2FS-1d"), ("1.2-3ed", "1.2FS-3ed"), ("1.2-3天", "1.2FS-3d"),
        # A lag without a type, where nothing else can be meant.
        ("1.1+2", "1.1FS+2d"), ("1.1 + 2天", "1.1FS+2d"), ("1+20", "1FS+20d"), ("1+2d", "1FS+2d"), ("1+2", "<predecessor-ambiguous>"),
        ("1.1+1.2", "<predecessor-ambiguous>"), ("1.1+1.7", "<lag-fraction>"), ("B-1+2", "<predecessor-ambiguous>"), ("B-1+3", "B-1FS+3d"),
        # Words for types.
        ("1.2完成-开始", "1.2"), ("1.2 开始-开始+2天", "1.2SS+2d"), ("1.2完成完成", "1.2FF"), ("1.2 开始—完成", "1.2SF"), ("1.2结束到开始", "1.2"),
        ("1.2 完成-开始(FS)", "1.2"), ("1.2 finish-to-start", "1.2"), ("1.2 Start to Start + 2 days", "1.2SS+2d"),
        ("1.2 完成-开始(SS)", "<predecessor-unreadable>"),
        # Full width, stray marks.
        ("１．２ＦＳ＋３", "1.2FS+3d"), ("１。２ｓｓ", "1.2SS"), ("1.2。", "1.2"), ("1.2.", "1.2"), ("1 . 2", "1.2"), ("'1.2", "1.2"),
        ("\u200b1.2\u3000", "1.2"),
        # Separators.
        ("1.1；1.2，1.3、2\n2.1", "1.1; 1.2; 1.3; 2; 2.1"), ("1.1,1.2", "1.1; 1.2"), ("1.1\r\n1.2", "1.1; 1.2"), ("；1.1；；", "1.1"),
        ("1.1FS+2;3.0", "1.1FS+2d; 3.0"), ("1.1FS+3天,1.2", "1.1FS+3d; 1.2"), ("3.0, 3.01", "3.0; 3.01"), ("1.1; -", "1.1"),
        ("1.10,1.1", "1.1; 1.10"), ("1\n2SS", "1; 2SS"),
        ("1.1 1.2", "1.1; 1.2"), ("1.1 1.2SS+2d 2.1", "1.1; 1.2SS+2d; 2.1"), ("1.1 1.2 SS + 2 d", "1.1; 1.2SS+2d"),
        ("1.1/1.2", "1.1; 1.2"), ("1.1和1.2", "1.1; 1.2"), ("1.1 & 1.2", "1.1; 1.2"), ("1.1 and 1.2", "1.1; 1.2"), ("1.1\t1.2", "1.1; 1.2"),
        ("1 2", "<predecessor-ambiguous>"), ("1.1 2", "<predecessor-ambiguous>"), ("1.1 0", "<name-unknown>"),
        ("1.1和2", "<predecessor-ambiguous>"),
        ("1.1 2FS", "<predecessor-ambiguous>"), ("1.1和", "<predecessor-name-differs>"), ("和1.1和1.2", "<name-unknown>"),
        ("1.1//1.2", "<predecessor-unreadable>"), ("1.1 1.2-FS", "1.1; 1.2"),
        ("1.1 SS 1.2", "<predecessor-ambiguous>"), ("1.1 9.9", "<name-unknown>"), ("1.1 1.2FS+1w", "<lag-in-weeks>"),
        # Names and ids.
        ("1.1 方案", "1.1"), ("1.1方案", "1.1"), ("方案", "1.1"), ("方案 SS+1", "1.1SS+1d"), ("k02", "1.1"), ("K02FF", "1.1FF"),
        ("1.2 评审 SS", "1.2SS"),
        ("2 - Determine project scope", "2"), ("2 - determine project scope FS+2 days", "2FS+2d"), ("1.2：评审", "1.2"), ("1.2（评审）", "1.2"),
        ("评审（1.2）", "1.2"), ("评审 2.2", "2.2"), ("设计，开发", "1.3"), ("1.3 设计，开发 SS+2；1.1", "1.1; 1.3SS+2d"),
        ("没有编码", "没有编码"), ("没有编码FF", "没有编码FF"),
        ("A1.SS2 SMT贴片", "A1.SS2"), ("A1.SS2SMT贴片SS", "A1.SS2SS"), ("B-2 Beta (draft)", "B-2"), ("2.1 3号样机", "2.1"),
        ("2.13号样机", "<name-unknown>"),
        ("评审", "<predecessor-ambiguous>"), ("1.2 方案", "<predecessor-name-differs>"), ("1.2 等样机", "<predecessor-name-differs>"),
        ("1.2等样机", "<predecessor-name-differs>"), ("1.2 Tests SS+2", "<predecessor-name-differs>"),
        # Codes that end like types.
        ("A1.SS2", "A1.SS2"), ("a1.ss2ss+2", "A1.SS2SS+2d"), ("XFS", "XFS"), ("XFSFS+1d", "XFSFS+1d"), ("XFS+1d", "XFSFS+1d"),
        ("B-1", "B-1"), ("B-1FS-1d", "B-1FS-1d"),
        # Brackets.
        ("（1.2）", "1.2"), ("[1.2]", "1.2"), ("1.2(FS)", "1.2"), ("1.2（SS+2天）", "1.2SS+2d"), ("1.2(SS)+2", "1.2SS+2d"), ("1.2()", "1.2"),
        ("1.2（等样机）", "<predecessor-remark>"), ("1.2FS+2（等样机）", "<predecessor-remark>"), ("1.2(SS)FF", "<predecessor-unreadable>"),
        # Nothing.
        (None, ""), ("", ""), ("-", ""), ("—", ""), ("——", ""), ("/", ""), ("无", ""), ("N/A", ""), ("none", ""), ("n/a；无", ""),
        ("；", ""), ("没有", ""),
        # Ranges. A minus may also be a lead.
        ("1.00-1.10", "<predecessor-range>"), ("1.1~1.3", "<predecessor-range>"), ("1.1～1.3", "<predecessor-range>"),
        ("1.1至1.3", "<predecessor-range>"),
        ("1.1-1.3", "<predecessor-range>"), ("1.1 to 1.3", "<predecessor-range>"), ("1.1~1.3SS+2", "<predecessor-range>"),
        ("1.1..1.3", "<predecessor-range>"),
        ("B-1~B-2", "<predecessor-range>"), ("方案~试产", "<predecessor-range>"), ("1-2", "<predecessor-ambiguous>"),
        ("1.1-3", "<predecessor-ambiguous>"),
        ("1.2-9", "<name-unknown>"), ("B-9", "<name-unknown>"),
        # Lags that are not whole days.
        ("1.2FS+2w", "<lag-in-weeks>"), ("1.2+1周", "<lag-in-weeks>"), ("1.2FS+2ew", "<lag-in-weeks>"), ("1.2FS-0.5个星期", "<lag-in-weeks>"),
        ("1.2FS+1.5d", "<lag-fraction>"), ("1.2FS+.5", "<lag-fraction>"), ("1.2FS+50%", "<lag-percent>"), ("1.2+50％", "<lag-percent>"),
        ("1.2FS+3h", "<lag-unit>"), ("1.2FS+1个月", "<lag-unit>"), ("1.2FS+30 min", "<lag-unit>"), ("1.2FS+2x", "<lag-unit>"),
        ("1.2+2x", "<predecessor-unreadable>"),
        ("1.2FS+9999", "<lag-out-of-range>"), ("1.2FS+999999999999999999w", "<lag-out-of-range>"),
        # Pieces in another order, pieces missing.
        ("FS1.2", "<link-type-first>"), ("SS 1.2", "<link-type-first>"), ("FS+2 1.2", "<link-type-first>"), ("完成-开始：1.2", "<link-type-first>"),
        ("1.2FS2", "<lag-without-sign>"), ("1.2 FS 2天", "<lag-without-sign>"), ("1.2 3天", "<lag-without-sign>"),
        ("SS+2", "<predecessor-unreadable>"), ("1.2FS+", "<predecessor-unreadable>"), ("1.2FS+-2", "<predecessor-unreadable>"),
        ("1.1？？", "<predecessor-unreadable>"),
        ("9.9", "<name-unknown>"), ("9.9FS+2w", "<name-unknown>"), ("等样机", "<name-unknown>"), ("待定", "<name-unknown>"),
        ("TBD", "<name-unknown>"),
        # Twice.
        ("1.1;1.1", "<predecessor-twice>"), ("1.1SS;1.1SS+2", "<predecessor-twice>"), ("1.1SS;1.1FF", "1.1FF; 1.1SS"),
        ("1.1；k02", "<predecessor-twice>"),
        # Cells that are no text.
        (2, "2"), (2.0, "2"), (12, "12"), (1.1, "<code-as-number>"), (1.2, "<code-as-number>"), (7.5, "<code-as-number>"), (3, "<code-as-number>"),
        (3.01, "3.01"), (7, "<name-unknown>"), (-1, "<name-unknown>"), (True, "<name-unknown>"),
        (RawCell(0.5, percent=True), "<predecessor-unreadable>"),
        (dt.date(2026, 1, 2), "<code-as-date>"), (dt.datetime(2026, 1, 2), "<code-as-date>"), (dt.time(1, 2), "<code-as-date>"),
        (RawCell(error="#REF!"), "<error-cell>"),
    ],
)  # fmt: skip
def test_what_people_write(raw: Any, expected: str) -> None:
    for lang in LANGS:
        assert read(raw, lang=lang) == expected


@pytest.mark.parametrize(
    ("raw", "repair"),
    [
        ("1.2", ""), ("1.2SS+2d; 1.1", ""), ("1.1；1.2", ""), (2, ""), ("1.2FS", "spelling"), ("1.1+2", "spelling"),
        ("1.1 1.2", "spelling"), ("方案", "spelling"),
        ("1.2（SS）", "spelling"), ("1.2FS+2自然日", "spelling"), ("１．２", "spelling"), ("1.1; -", "spelling"),
    ],
)  # fmt: skip
def test_what_is_made_certain_is_logged(raw: Any, repair: str) -> None:
    cell = KIND.parse(RawCell(value=raw), Ctx("zh", PLAN))
    assert isinstance(cell, Value)
    assert cell.repair == repair


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (1.1, "“1.1” or “1.10”"), (1.2, "did you mean “1.2”?"), (3, "“3.0”"), (dt.date(2026, 1, 2), "“1.2”"), (dt.date(2026, 10, 1), "“1.10”"),
        ("1.1~1.3", "1.1; 1.2; 1.3"), ("1.00-1.10", "1.1; 1.2; 1.3; 1.10"), ("7.1-9.1", "7.1; …; 9.1"), ("1.2FS+2w", "1.2FS+10d / 1.2FS+14ed"),
        ("1.2SS-1周", "1.2SS-5d / 1.2SS-7ed"), ("1.2FS+2ew", "1.2FS+14ed"), ("1.2FS+1.5d", "1.2FS+1d / 1.2FS+2d"),
        ("1.2FF-0.5ed", "1.2FF-1ed"), ("FS+2 1.2", "1.2FS+2d"),
        ("SS1.2", "1.2SS"), ("1.2FS2", "1.2FS+2d"), ("1.4", "“1.3”"), ("2.3", "“2.2” or “2.1”"), ("1+2", "“1FS+2d” or “1; 2”"),
        ("1-2", "“1FS-2d” or “1; 2”"), ("1.1-3", "“1.1FS-3d” or “1.1; 1.2; 1.3”"), ("1.2-9", "“1.2FS-9d”"),
        ("1 2", "“1; 2” or “12” or “1.2”"), ("1.1 2", "“1.1; 2” or “1.1; 1.2” or “1.1FS+2d”"),
        ("评审", "“1.2” or “2.2”"), ("1.2 方案", "did you mean “1.1”?"), ("1.2FS+2（等样机）", "write 1.2FS+2d alone"), ("1.2FS+3h", "“h”"),
        ("9.9FS+2", "task: 9.9"),
        ("1.1 SS 1.2", "“1.1SS; 1.2” or “1.1; 1.2SS”"), ("1.1+1.2", "“1.1FS+1.2d” or “1.1; 1.2”"), ("Determine scope", "did you mean “2"),
    ],
)  # fmt: skip
def test_problems_name_what_may_have_been_meant(raw: Any, said: str) -> None:
    cell = KIND.parse(RawCell(value=raw), Ctx("en", PLAN))
    assert isinstance(cell, Problem)
    finding = problem_finding(cell, COLUMN, Place())
    assert said in f"{finding.message('en')} | {finding.hint('en')}"


def test_a_code_that_may_be_read_in_two_ways_is_asked_about_and_not_written() -> None:
    names = names_of(
        [],
        [],
        [
            ("k1", "X", "a"),
            ("k2", "XSS", "b"),
            ("k3", "NA", "c"),
            ("k4", "1.1", "d"),
            ("k5", "1.1", "e"),
            ("k6", "Y", "1.1; X"),
        ],
    )
    for raw in ("XSS", "XSS+2d", "NA", "1.1", "1.1; X"):
        assert read(raw, names) == "<predecessor-ambiguous>"
    for link in (
        Link("k1", "SS"),
        Link("k1", "SS", 2),
        Link("k2"),
        Link("k2", "SS"),
        Link("k3"),
        Link("k3", "FF"),
        Link("k4"),
        Link("k5", "FS", 1),
    ):
        written = KIND.to_cell((link,), Ctx("zh", names))
        assert KIND.parse(RawCell(value=written), Ctx("zh", names)) == Value((link,), str(written), "")
    assert KIND.to_cell((Link("k2"),), Ctx("zh", names)) == "XSSFS"
    assert KIND.to_cell((Link("k1", "SS"),), Ctx("zh", names)) == "k1SS"


def test_codes_that_differ_in_case_only_are_told_apart_or_asked_about() -> None:
    names = names_of([], [], [("k1", "a1", "x"), ("k2", "A1", "y"), ("k3", "A2", "z")])
    found = {raw: KIND.parse(RawCell(value=raw), Ctx("zh", names)) for raw in ("a1", "A1SS", "a2")}
    assert [c.value for c in found.values() if isinstance(c, Value)] == [
        (Link("k1"),),
        (Link("k2", "SS"),),
        (Link("k3"),),
    ]
    assert read("a１；Ａ1", names) == "k1; k2"


def test_braces_in_codes_and_names_are_shown() -> None:
    names = names_of([], [], [("k1", "{a", "x"), ("k2", "b}", "x"), ("k3", "{a1", "{0}"), ("k4", "{a2", "y}")])
    for raw in ("x", "{a3", "{0", "{", "{}", "y} SS {a", "{a b}"):
        cell = KIND.parse(RawCell(value=raw), Ctx("en", names))
        if isinstance(cell, Problem):
            finding = problem_finding(cell, COLUMN, Place())
            assert all(finding.message(lang) and finding.hint(lang) for lang in LANGS)
    assert read("x", names) == "<predecessor-ambiguous>"


def test_predecessors_that_are_gone_are_kept() -> None:
    value = (Link("gone", "SS", 2), Link("k02"))
    assert KIND.to_cell(value, Ctx("zh", PLAN)) == "goneSS+2d; 1.1"
    assert read("goneSS+2d; 1.1") == "<name-unknown>"


def test_long_cells_are_read_in_no_time() -> None:
    for piece in (
        "x;",
        "1.1;",
        "x y ",
        "1.1 ",
        "+1",
        "(",
        "()",
        "1 ",
        "SS ",
        "~1.1",
        "1-",
        "1.2(a)",
        "完成开始",
        "-",
        "1",
    ):
        for length in (300, 30_000):
            read(piece * (length // len(piece)))


parts = st.from_regex(r"[A-Z]{0,2}[0-9]{1,2}|[A-Z]{1,2}(FS|SS)?|SS[0-9]", fullmatch=True)
codes = st.lists(parts, min_size=1, max_size=3).flatmap(
    lambda p: st.lists(st.sampled_from(".-"), min_size=len(p), max_size=len(p)).map(
        lambda marks: "".join(a + b for a, b in zip(p, marks, strict=True))[:-1]
    )
)
plans = st.lists(codes, min_size=1, max_size=8, unique_by=key).map(
    lambda found: names_of([], [], [(f"row{n:02}", code, f"任务{n}") for n, code in enumerate(found)])
)
lags = st.integers(-400, 400)


@st.composite
def linked(draw: st.DrawFn, plain: bool = False) -> tuple[Names, tuple[Link, ...]]:
    """A plan and links to its tasks; ``plain`` where every code is written as it is."""
    names = draw(plans)
    ids = sorted(names.labels["task"])
    link = st.builds(
        Link, st.sampled_from(ids), st.sampled_from(LINK_TYPES), st.one_of(st.just(0), lags), st.booleans()
    )
    links = draw(st.lists(link, min_size=1, max_size=4, unique_by=lambda x: x[:2]))
    value = tuple(sorted(x if x.lag else x._replace(elapsed=False) for x in links))
    if plain:
        spelt = "; ".join(names.label("task", x.predecessor).split(" ")[0] + x.suffix() for x in value)
        assume(KIND.to_cell(value, Ctx("zh", names)) == spelt)
    return names, value


@given(linked(), st.sampled_from(LANGS))
def test_what_is_written_reads_back(found: tuple[Names, tuple[Link, ...]], lang: Lang) -> None:
    names, value = found
    ctx = Ctx(lang, names)
    written = KIND.to_cell(value, ctx)
    assert KIND.parse(RawCell(value=written), ctx) == Value(value, str(written), "")
    again = KIND.from_doc(KIND.to_doc(value, ctx), ctx)
    assert isinstance(again, Value)
    assert again.value == value
    assert KIND.thaw(KIND.freeze(value)) == value


WIDE = {ord("+"): "＋", ord("-"): "－", ord("."): "．"} | {
    n: chr(n + 0xFEE0) for n in (*range(48, 58), *range(65, 91), *range(97, 123))
}
DAYS, ELAPSED = (
    ["d", " d", "D", "天", "日", " 工作日", "个工作日", " days", ""],
    ["ed", "ED", "自然日", " 个自然日", "日历日", " edays"],
)
WORDS = {"FS": "完成-开始", "SS": "开始—开始", "FF": "完成完成", "SF": "开始－完成"}


@given(linked(plain=True), st.data())
def test_noise_does_not_count(found: tuple[Names, tuple[Link, ...]], data: st.DataObject) -> None:
    names, value = found
    blank = st.sampled_from(["", "", " ", "\u3000", "\xa0"])
    entries = []
    for link in data.draw(st.permutations(value)):
        entry = names.label("task", link.predecessor).split(" ")[0]
        if link.type != "FS" or link.lag:
            entry += data.draw(blank) + data.draw(st.sampled_from([link.type, link.type.lower(), WORDS[link.type]]))
        if link.lag:
            sign = data.draw(st.sampled_from(["+", "＋"] if link.lag > 0 else ["-", "－", "−", "–"]))
            unit = data.draw(st.sampled_from(ELAPSED if link.elapsed else DAYS))
            entry += data.draw(blank) + sign + data.draw(blank) + str(abs(link.lag)) + unit
        entry = data.draw(st.sampled_from([entry, entry.lower(), entry.translate(WIDE)]))
        entries.append(data.draw(blank) + entry + data.draw(blank))
    noisy = entries[0] + "".join(
        data.draw(st.sampled_from([";", "；", ",", "，", "、", "\n", "\r\n", ";;"])) + e for e in entries[1:]
    )
    cell = KIND.parse(RawCell(value=noisy), Ctx("zh", names))
    assert isinstance(cell, Value), (noisy, cell)
    assert cell.value == value


PIECES = [
    "1",
    "1.1",
    "1.2",
    "2",
    "B-1",
    "XFS",
    "k02",
    "评审",
    "方案",
    "FS",
    "SS",
    "+2",
    "-1",
    "d",
    "w",
    "天",
    "%",
    " ",
    " ",
]
anything = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.dates(), st.datetimes(), st.times(), st.timedeltas(), st.text(),
    st.text("0123456789.;,、 +-~FSdew天周%()（）完成开始方案评审\n", max_size=25),
    st.lists(st.sampled_from([*PIECES, *"()-+~和;,"]), max_size=7).map("".join),
)  # fmt: skip


@given(anything, st.booleans(), st.sampled_from(LANGS))
def test_anything_is_blank_a_value_or_a_problem(value: Any, percent: bool, lang: Lang) -> None:
    ctx = Ctx(lang, PLAN)
    cell = KIND.parse(RawCell(value=value, percent=percent), ctx)
    if isinstance(cell, Problem):
        finding = problem_finding(cell, COLUMN, Place())
        assert all(finding.message(each) and finding.hint(each) for each in LANGS)
    elif isinstance(cell, Value):
        written = KIND.to_cell(cell.value, ctx)
        assert KIND.parse(RawCell(value=written), ctx) == Value(cell.value, str(written), "")
    else:
        assert cell == BLANK


def test_every_problem_of_predecessors_fills_its_sentence() -> None:
    raws = [
        dt.date(2026, 1, 2),
        "1 2",
        "1.1~1.2",
        "1.2 x{y}",
        "FS1.2",
        "1.2FS2",
        "1.2FS+2w",
        "1.2FS+2h",
        "1.2FS+1.5",
        "1.2FS+5%",
        "1.2FS+9999",
        "1.2{y}",
    ]
    found = [KIND.parse(RawCell(value=raw), Ctx("zh", PLAN)) for raw in raws]
    problems = [cell for cell in found if isinstance(cell, Problem)]
    assert {f"CEL{n:03d}" for n in range(27, 39)} == {PROBLEMS[p.code].code for p in problems}
    for problem in problems:
        finding = problem_finding(problem, COLUMN, Place())
        for lang in LANGS:
            assert "{" not in (finding.message(lang) + finding.hint(lang)).replace("{y}", "")
