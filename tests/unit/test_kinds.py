"""How people spell values, and what each kind of cell makes of it: blank, a value, or a problem with its code."""

from __future__ import annotations

import datetime as dt
import string
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlplan.core.cell import BLANK, Problem, Value
from xlplan.core.finding import Finding, Place
from xlplan.core.kinds.base import Ctx, Kind
from xlplan.core.kinds.choice import ChoiceKind, option
from xlplan.core.kinds.date import EARLIEST, LATEST, BoolKind, DateKind
from xlplan.core.kinds.number import IntKind, MoneyKind, NumberKind, PercentKind
from xlplan.core.kinds.predecessors import PredecessorsKind
from xlplan.core.kinds.reference import ManyKind, ReferenceKind
from xlplan.core.kinds.text import CodeKind, LongText, MarkKind, TextKind
from xlplan.core.link import LINK_TYPES, Link
from xlplan.core.problem_types import structure
from xlplan.core.problems import PROBLEMS, problem_finding, repair_finding
from xlplan.core.raw import RawCell
from xlplan.core.text import LANGS, Lang, Text
from xlplan.forms.team import Department, Person
from xlplan.model.plan import names_of
from xlplan.template.resolve import load_template

NAMES = names_of(
    [Department(id="d1", name="研发部", short_code="研发"), Department(id="d2", name="R&D", short_code="RD")],
    [
        Person(id="p1", name="张伟", employee_no="10527", dept="d1"),
        Person(id="p2", name="张伟", employee_no="10718", dept="d2"),
        Person(id="p3", name="刘洋", dept="d1"),
        Person(id="p4", name="Li Lei"),
    ],
    [
        ("t1", "1.1", "方案"),
        ("t2", "1.2", "评审"),
        ("t3", "1.10", "试产"),
        ("t4", "2", "量产 SS"),
        ("t5", "A-SS", "字母"),
    ],
)
CTX = Ctx("zh", NAMES)
DATE, BOOL, TEXT, LONG = DateKind(), BoolKind(), TextKind(), LongText()
INT, NUMBER, DAYS = IntKind(), NumberKind(), IntKind(units=("天", "d", "day", "days", "个工作日"))
YUAN, WAN, PERCENT = MoneyKind(), MoneyKind(wan=True), PercentKind()
CHOICE = ChoiceKind(
    "levels",
    (option("high", "高", "High", "高风险"), option("medium", "中", "Medium", "中等"), option("low", "低", "Low")),
)
CODE, WBS = CodeKind(), CodeKind(dotted=True)
DEPT, PERSON, TASK = ReferenceKind("dept"), ReferenceKind("person"), ReferenceKind("task")
MANY, LINKS = ManyKind("dept"), PredecessorsKind()
ALL: list[Kind] = [
    DATE, BOOL, TEXT, LONG, INT, NUMBER, DAYS, YUAN, WAN, PERCENT, CHOICE, CODE, WBS, DEPT, PERSON, TASK, MANY, LINKS,
]  # fmt: skip


def read(kind: Kind, raw: Any) -> Any:
    """What is read: a value, None for blank, the code of a problem in angle brackets."""
    cell = kind.parse(raw if isinstance(raw, RawCell) else RawCell(value=raw), CTX)
    if isinstance(cell, Problem):
        assert cell.code in PROBLEMS
        return f"<{cell.code}>"
    return cell.value if isinstance(cell, Value) else None


DAY = dt.date(2026, 3, 5)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (None, None), ("", None), ("  ", None), ("　", None), ("\u200b", None), ("-", None), ("—", None), (" -", None),
        ("[日期]", None), ("yyyy-mm-dd", None),
        (DAY, DAY), (dt.datetime(2026, 3, 5), DAY), (dt.datetime(2026, 3, 5, 9), DAY),
        ("2026-03-05", DAY), ("2026-3-5", DAY), ("2026/3/5", DAY), ("2026.3.5", DAY), ("2026年3月5日", DAY),
        ("2026年3月5号", DAY), ("2026 年 3 月 5 日", DAY), ("20260305", DAY), (20260305, DAY), ("２０２６/３/５", DAY),
        ("2026-03-05 09:00", DAY), ("2026-03-05T09:00:00", DAY), ("2026/3/5`", DAY), ("'2026-03-05", DAY),
        (46086, DAY), (46086.0, DAY), ("2026．3．5", DAY),
        ("2023/6/31", "<no-such-day>"), ("2026-02-29", "<no-such-day>"), (20260230, "<no-such-day>"),
        ("5月28日", "<date-without-year>"), ("3/5", "<date-without-year>"), ("3.5", "<date-without-year>"),
        ("3/17/2023", dt.date(2023, 3, 17)), ("5/3/2026", "<date-ambiguous>"), ("05.03.26", "<date-short-year>"),
        ("2018.1.12~2018.1.17", "<date-range>"), ("2016/8/2-2016/8/20", "<date-range>"),
        ("2018年1月1日至2018年1月5日", "<date-range>"), ("2026-03-05 - 2026-03-09", "<date-range>"),
        ("6月初", "<date-vague>"), ("第1天", "<date-vague>"), ("N/A", "<none-in-words>"), ("TBD", "<not-yet-known>"),
        ("ongoing", "<not-yet-known>"), ("待定", "<not-yet-known>"), (True, "<not-a-date>"), (12, "<not-a-date>"),
        (46086.5, "<not-a-date>"), (dt.time(9), "<not-a-date>"), (dt.timedelta(1), "<not-a-date>"),
        ("1899-12-30", "<date-out-of-range>"), (dt.date(3026, 3, 5), "<date-out-of-range>"),
        ("2026-03-05\n2026-04-01", "<several-dates>"),
    ],
)  # fmt: skip
def test_dates(raw: Any, expected: Any) -> None:
    assert read(DATE, raw) == expected


@pytest.mark.parametrize(
    ("kind", "raw", "expected"),
    [
        (INT, 3, 3), (INT, 3.0, 3), (INT, "3", 3), (INT, "２０", 20), (INT, "1,200", 1200), (INT, "3.0", 3),
        (INT, 0, 0), (INT, "-", None), (INT, "1,20", "<not-a-number>"), (INT, 1.63, "<not-whole>"),
        (INT, "10.5", "<not-whole>"), (INT, -1, "<out-of-range>"), (INT, True, "<not-a-number>"),
        (INT, "三", 3), (INT, "约3天", "<not-a-number>"), (INT, "3天", "<other-unit>"),
        (DAYS, "3天", 3), (DAYS, "3 天", 3), (DAYS, "10 day", 10), (DAYS, "11days", 11), (DAYS, "3d", 3),
        (DAYS, "5个工作日", 5), (DAYS, "1.63 days", "<not-whole>"), (DAYS, "约3天", "<number-vague>"),
        (NUMBER, "0.5", Decimal("0.5")), (NUMBER, 0.1, Decimal("0.1")), (NUMBER, ".5", Decimal("0.5")),
        (NUMBER, float("nan"), "<not-a-number>"), (NUMBER, float("inf"), "<not-a-number>"),
        (NUMBER, "1e5", "<not-a-number>"), (NUMBER, 0.1234567890123456, Decimal("0.123456789012346")),
        (NUMBER, "1234567890123456", "<too-many-digits>"),
        (YUAN, 1200, Decimal(1200)), (YUAN, "￥300", Decimal(300)), (YUAN, "¥1,200.50", Decimal("1200.5")),
        (YUAN, "200万", Decimal(2_000_000)), (YUAN, "1.5亿", Decimal(150_000_000)), (YUAN, "300元", Decimal(300)),
        (YUAN, "20万元", Decimal(200_000)), (YUAN, "RMB 5", Decimal(5)), (YUAN, "3千", Decimal(3000)),
        (YUAN, 0.001, "<too-many-places>"), (YUAN, "一万", Decimal(10_000)), (YUAN, -5, "<out-of-range>"),
        (YUAN, "200万左右", "<number-vague>"), (YUAN, "/", None),
        (WAN, 120, Decimal(1_200_000)), (WAN, "120", Decimal(1_200_000)), (WAN, "200万", Decimal(2_000_000)),
        (WAN, "300元", Decimal(300)), (WAN, "￥300", "<money-unit-ambiguous>"), (WAN, "￥300万", Decimal(3_000_000)), (WAN, 0.01, Decimal(100)),
        (WAN, 0.0000001, "<too-many-places>"),
        (PERCENT, 0.5, Decimal("0.5")), (PERCENT, "50%", Decimal("0.5")), (PERCENT, "６０％", Decimal("0.6")),
        (PERCENT, "完成50%", Decimal("0.5")), (PERCENT, "已完成 80%", Decimal("0.8")), (PERCENT, 70, Decimal("0.7")),
        (PERCENT, 100, Decimal(1)), (PERCENT, 0, Decimal(0)), (PERCENT, "0", Decimal(0)),
        (PERCENT, 1, "<percent-ambiguous>"), (PERCENT, "1", "<percent-ambiguous>"), (PERCENT, "1%", Decimal("0.01")),
        (PERCENT, RawCell(1, percent=True), Decimal(1)), (PERCENT, RawCell(0.45, percent=True), Decimal("0.45")),
        (PERCENT, RawCell(70, percent=True), "<percent-too-large>"), (PERCENT, "120%", "<out-of-range>"),
        (PERCENT, 101, "<out-of-range>"), (PERCENT, -0.1, "<out-of-range>"), (PERCENT, "30%（已完成周一任务）", Decimal("0.3")),
        (PERCENT, "未完成（90%）", "<not-a-percent>"), (PERCENT, "Not Started", "<not-a-percent>"),
        (PERCENT, "√", "<not-a-percent>"), (PERCENT, True, "<not-a-percent>"), (PERCENT, "—", None),
        (PERCENT, RawCell(uncached=True, formula="1/4"), "<uncached-formula>"),
        (PERCENT, RawCell(error="#N/A"), "<error-cell>"),
    ],
)  # fmt: skip
def test_numbers(kind: Kind, raw: Any, expected: Any) -> None:
    assert read(kind, raw) == expected


@pytest.mark.parametrize(
    ("kind", "raw", "expected"),
    [
        (CHOICE, "高", "high"), (CHOICE, "High", "high"), (CHOICE, "高风险", "high"), (CHOICE, " h i g h ", "high"),
        (CHOICE, "ＨＩＧＨ", "high"), (CHOICE, "中等", "medium"), (CHOICE, "很高", "<not-in-list>"), (CHOICE, 3, "<not-in-list>"),
        (CHOICE, "", None),
        (BOOL, "是", True), (BOOL, "√", True), (BOOL, "Y", True), (BOOL, True, True), (BOOL, 1, True), (BOOL, "×", False),
        (BOOL, "No", False), (BOOL, 0, False), (BOOL, 0.0, False), (BOOL, "也许", "<not-yes-or-no>"), (BOOL, None, None),
        (TEXT, " 方案\u200b ", "方案"), (TEXT, 12, "12"), (TEXT, 1.5, "1.5"), (TEXT, "=1+1", "=1+1"), (TEXT, "-", "-"),
        (TEXT, "x" * 32_768, "<too-long>"), (LONG, "一\r\n二", "一\n二"),
        (CODE, "ＳＬ－０１", "SL-01"), (CODE, 13, "13"), (WBS, "1.2", "1.2"), (WBS, "1。2", "1.2"), (WBS, "1.2.", "1.2"),
        (WBS, "1 . 2", "1.2"), (WBS, 2, "2"), (WBS, 2.0, "2"), (WBS, 1.1, "<code-as-number>"), (WBS, 1.12, "1.12"),
        (DEPT, "研发部", "d1"), (DEPT, "研发", "d1"), (DEPT, "rd", "d2"), (DEPT, "研发 部", "d1"), (DEPT, "-", None),
        (DEPT, "财务部", "<name-unknown>"),
        (PERSON, "刘洋", "p3"), (PERSON, "刘 洋", "p3"), (PERSON, "10527", "p1"), (PERSON, 10527, "p1"), (PERSON, "张伟 10718", "p2"),
        (PERSON, "张伟(研发部)", "p1"), (PERSON, "li lei", "p4"), (PERSON, "张伟", "<name-ambiguous>"),
        (PERSON, "刘洋、张伟", "<several-people>"), (PERSON, "后端：刘洋 前端：张伟", "<several-people>"), (PERSON, "DBA", "<name-unknown>"),
        (PERSON, "all/whoever has time", "<several-people>"),
        (TASK, "1.1 方案", "t1"), (TASK, "1.1", "t1"), (TASK, "方案", "t1"), (TASK, "1.1 改过名", "t1"), (TASK, "9.9", "<name-unknown>"),
        (MANY, "研发部、RD", ("d1", "d2")), (MANY, "R&D; 研发部;", ("d1", "d2")), (MANY, "研发部/研发", ("d1",)),
        (MANY, "研发部、谁", "<name-unknown>"), (MANY, " ; ", None),
    ],
)  # fmt: skip
def test_words(kind: Kind, raw: Any, expected: Any) -> None:
    assert read(kind, raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("", None), ("-", None), ("无", None), ("1.1", [("t1", "FS", 0, False)]), (2, [("t4", "FS", 0, False)]),
        ("2fs", [("t4", "FS", 0, False)]), ("1.2SS+2d", [("t2", "SS", 2, False)]), ("1.2 SS + 2 天", [("t2", "SS", 2, False)]),
        ("1.2FF-1", [("t2", "FF", -1, False)]), ("1.2+3", [("t2", "FS", 3, False)]), ("1.2-3ed", [("t2", "FS", -3, True)]),
        ("１．２ＦＳ＋１；1.10", [("t2", "FS", 1, False), ("t3", "FS", 0, False)]), ("1.10,1.1", [("t1", "FS", 0, False), ("t3", "FS", 0, False)]),
        ("1.1 方案", [("t1", "FS", 0, False)]), ("方案 SS", [("t1", "SS", 0, False)]), ("1.1\n1.2", [("t1", "FS", 0, False), ("t2", "FS", 0, False)]),
        ("1.2完成-开始", [("t2", "FS", 0, False)]), ("1.1;1.1SS", [("t1", "FS", 0, False), ("t1", "SS", 0, False)]),
        ("A-SS", [("t5", "FS", 0, False)]), ("A-SSFF+1", [("t5", "FF", 1, False)]),
        (1.1, "<code-as-number>"), ("1.1;1.1", "<predecessor-twice>"), ("5.1.9", "<name-unknown>"),
        ("1.00-1.10", "<predecessor-range>"), ("等样机；", "<name-unknown>"), ("1.1？？", "<predecessor-unreadable>"),
        ("1.1+9999", "<lag-out-of-range>"), ("SS+2", "<predecessor-unreadable>"),
    ],
)  # fmt: skip
def test_predecessors(raw: Any, expected: Any) -> None:
    assert read(LINKS, raw) == (tuple(Link(*x) for x in expected) if isinstance(expected, list) else expected)


@pytest.mark.parametrize(
    ("kind", "raw", "repair"),
    [
        (DATE, dt.datetime(2026, 3, 5), ""), (DATE, dt.datetime(2026, 3, 5, 9), "time-dropped"), (DATE, "2026.3.5", "date-as-text"),
        (DATE, 46086, "date-as-serial"), (DATE, 20260305, "date-as-number"), (INT, 3, ""), (INT, "3", "number-as-text"),
        (WAN, "200万", "money-spelling"), (WAN, 5, ""), (PERCENT, "50%", "percent-spelling"), (PERCENT, 0.5, ""), (PERCENT, 70, "percent-spelling"),
        (CHOICE, "高", ""), (CHOICE, "高风险", "spelling"), (BOOL, "是", ""), (BOOL, "√", "spelling"), (TEXT, "x", ""), (TEXT, 12, "number-as-text"),
        (CODE, "ＳＬ", "spelling"), (DEPT, "研发部", ""), (DEPT, "研发", "spelling"), (TASK, "1.1", ""),
    ],
)  # fmt: skip
def test_a_repair_is_named(kind: Kind, raw: Any, repair: str) -> None:
    cell = kind.parse(RawCell(value=raw), CTX)
    assert isinstance(cell, Value)
    assert cell.repair == repair
    if repair:
        finding = repair_finding(cell, kind.show(cell.value, CTX), Text("列", "Column"), Place())
        assert all(finding.message(lang) for lang in LANGS)


links = st.builds(
    Link,
    st.sampled_from(["t1", "t2", "t3", "t4", "t5"]),
    st.sampled_from(LINK_TYPES),
    st.integers(-99, 99),
    st.booleans(),
).map(lambda x: x if x.lag else x._replace(elapsed=False))
decimals = st.decimals(0, 10**9, places=2, allow_nan=False)
VALUES: list[tuple[Kind, st.SearchStrategy[Any]]] = [
    (DATE, st.dates(EARLIEST, LATEST)),
    (BOOL, st.booleans()),
    (TEXT, st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Z"]), min_size=1)),
    (INT, st.integers(0, 10**14)),
    (NUMBER, decimals),
    (YUAN, decimals),
    (WAN, decimals),
    (PERCENT, st.decimals(0, 1, places=4)),
    (CHOICE, st.sampled_from(["high", "medium", "low"])),
    (CODE, st.from_regex(r"[A-Z]{1,3}-[0-9]{1,3}", fullmatch=True)),
    (WBS, st.from_regex(r"[1-9](\.[1-9][0-9]?){0,3}", fullmatch=True)),
    (DEPT, st.sampled_from(["d1", "d2"])),
    (PERSON, st.sampled_from(["p1", "p2", "p3", "p4"])),
    (TASK, st.sampled_from(["t1", "t2", "t3", "t4"])),
    (MANY, st.sets(st.sampled_from(["d1", "d2"]), min_size=1).map(lambda x: tuple(sorted(x)))),
    (LINKS, st.lists(links, min_size=1, unique_by=lambda x: x[:2]).map(lambda x: tuple(sorted(x)))),
]


def test_every_kind_is_here() -> None:
    used = {type(c.kind) for _, t in load_template().tables() for c in t.columns}
    assert used <= {type(k) for k, _ in VALUES} | {LongText, MarkKind}


@pytest.mark.parametrize(("kind", "values"), VALUES, ids=lambda x: x.name if isinstance(x, Kind) else "")
@given(data=st.data())
def test_what_is_written_reads_back(kind: Kind, values: st.SearchStrategy[Any], data: st.DataObject) -> None:
    value = data.draw(values)
    for lang in LANGS:
        ctx = Ctx(lang, NAMES)
        written = kind.to_cell(value, ctx)
        stored = float(written) if isinstance(written, Decimal) else written
        cell = kind.parse(RawCell(value=stored, percent=kind is PERCENT), ctx)
        assert cell == Value(value, cell.raw if isinstance(cell, Value) else "", "")
        again = kind.from_doc(kind.to_doc(value, ctx), ctx)
        assert isinstance(again, Value)
        assert again.value == value
    assert kind.thaw(kind.freeze(value)) == value


anything = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.dates(), st.datetimes(), st.times(), st.timedeltas(),
    st.text("0123456789./-年月日~至 天%万元;；、,FS+d1.2张伟研发部", max_size=20),
    st.text("{}column:!01 值", max_size=12),
    st.text("0123456789零一二十百年月日号旬初底至周(（)）—–-~:：.,，%％¥￥万千元整天个w约左右", max_size=14),
    st.text("0123.完成未是否？?²①½\u00a0\u2028\u200d\u0301\n ", max_size=14),
    st.lists(
        st.sampled_from(["2026", "26", "3", "5", "31", "/", "-", ".", "年", "月", "日", " ", "Mar", "周四", "(", ")", "9:00", "至", "初", "TBD",
                         "50", "%", "完成", "刘洋", "张伟", "研发部", "经理", "和", "、", "高", "？", "{", "}", "1.2", "\n"]), max_size=8,
    ).map("".join),
)  # fmt: skip
cells = st.builds(
    RawCell,
    anything,
    error=st.none() | st.sampled_from(["#N/A", "#REF!", "Err:502"]),
    formula=st.none() | st.text(max_size=8),
    uncached=st.sampled_from([False, False, False, True]),
    percent=st.booleans(),
)
days = st.none() | st.dates(EARLIEST, LATEST)


def unfilled(finding: Finding, lang: Lang, typed: str) -> list[str]:
    """Placeholders that were left in the sentences of a finding; those that somebody typed do not count."""
    patterns = (finding.type.message.zh, finding.type.hint.zh)
    names = {name for p in patterns for _, name, _, _ in string.Formatter().parse(p) if name}
    sentences = finding.message(lang) + finding.hint(lang)
    return [n for n in names if f"{{{n}}}" in sentences and f"{{{n}}}" not in typed]


@given(kind=st.sampled_from(ALL), raw=cells, lang=st.sampled_from(LANGS), today=days)
def test_reading_and_showing_never_raise(kind: Kind, raw: RawCell, lang: Lang, today: dt.date | None) -> None:
    ctx = Ctx(lang, NAMES, today)
    cell = kind.parse(raw, ctx)
    if isinstance(cell, Problem):
        assert cell.raw == ("=" + (raw.formula or "") if raw.uncached and not raw.error else raw.text)
        finding = problem_finding(cell, Text("列", "Column"), Place())
        for each in LANGS:
            assert finding.message(each)
            assert finding.hint(each)
            assert not unfilled(finding, each, cell.raw)
            assert "\n" not in finding.message(each) + finding.hint(each) or "\n" in cell.raw
    elif isinstance(cell, Value):
        assert cell.raw == raw.text
        assert isinstance(kind.show(cell.value, ctx), str)
        if cell.repair:
            noted = repair_finding(cell, kind.show(cell.value, ctx), Text("列", "Column"), Place())
            assert all(noted.message(each) and noted.hint(each) for each in LANGS)
            assert not [n for each in LANGS for n in unfilled(noted, each, cell.raw)]
        assert kind.thaw(kind.freeze(cell.value)) == cell.value
        # What was read is written so that it reads the same.
        written = kind.to_cell(cell.value, ctx)
        stored = float(written) if isinstance(written, Decimal) else written
        again = kind.parse(RawCell(value=stored, percent=isinstance(kind, PercentKind)), ctx)
        assert isinstance(again, Value)
        assert again.value == cell.value
    else:
        assert cell == BLANK
        assert not raw.percent or not isinstance(raw.value, int | float)
        assert cell.raw in ("", raw.text)


@given(kind=st.sampled_from(ALL), raw=cells, today=st.dates(EARLIEST, LATEST))
def test_the_status_date_completes_suggestions_and_no_value(kind: Kind, raw: RawCell, today: dt.date) -> None:
    without, with_ = kind.parse(raw, Ctx("zh", NAMES)), kind.parse(raw, Ctx("zh", NAMES, today))
    assert type(without) is type(with_)
    if isinstance(without, Problem) and isinstance(with_, Problem):
        assert (without.code, without.raw) == (with_.code, with_.raw)
    else:
        assert without == with_


SUGGESTING = [k for k in ALL if not isinstance(k, (PredecessorsKind, CodeKind, TextKind))]


@given(kind=st.sampled_from(SUGGESTING), raw=cells, lang=st.sampled_from(LANGS))
def test_what_is_suggested_can_be_typed(kind: Kind, raw: RawCell, lang: Lang) -> None:
    ctx = Ctx(lang, NAMES, DAY)
    cell = kind.parse(raw, ctx)
    if not isinstance(cell, Problem):
        return
    near = cell.params.get("near") or ()
    for meant in near if isinstance(near, tuple) else (near,):
        again = kind.parse(RawCell(value=meant(lang) if isinstance(meant, Text) else str(meant)), ctx)
        assert isinstance(again, Value), (cell, meant, again)


def test_the_sentence_of_every_problem_fills_in() -> None:
    raws = [
        "", "#N/A", "?", "很高", "1.1;1.1", "5.1.9", "1.1+9999", "张伟", "刘洋、张伟", 1.1, "2023/6/31", "5月1日", "5/3/2026",
        "2018.1.12~2018.1.17", "1899-1-1", "x" * 40_000, 1.5, -1, 0.001, "1234567890123456", 1, 120, "120%",
        DAY, "1.1 2", "1.1~1.2", "1.2 改过名", "FS1.2", "1.2FS2", "1.2FS+2w", "1.2FS+2h", "1.2FS+1.5d", "1.2FS+50%", "1.2（等样机）",
        "￥5", 0, "6月", "无", "2026-03-05（周三）", 1e17, "待定", "3（含测试）", "约3天", "26/3/5", "5月1日\n5月2日", "3周", "5%", "高/中", "1 2",
    ]  # fmt: skip
    seen = set()
    cells = [RawCell(error="#N/A"), RawCell(uncached=True, formula="A1"), RawCell(70, percent=True)]
    for kind in ALL:
        given_ = [kind.parse(c, CTX) for c in (*cells, *(RawCell(value=r) for r in raws))]
        for cell in (*given_, kind.from_doc([["a"]], CTX), kind.from_doc({"a": 1}, CTX)):
            if isinstance(cell, Problem):
                seen.add(cell.code)
                finding = problem_finding(cell, Text("列", "Column"), Place())
                for lang in LANGS:
                    for sentence in (finding.message(lang), finding.hint(lang)):
                        assert "{" not in sentence.replace(cell.raw, "")
    # Those of the structure come from what was done to the sheet; tests/reading looks at their sentences.
    assert seen == set(PROBLEMS) - {t.name for t in structure.TYPES}


AMBIGUOUS = names_of(
    [
        Department(id="d1", name="研发、测试部"),
        Department(id="d2", name="测试部"),
        Department(id="d3", name="R&D/QA; Lab"),
        Department(id="d4", name="研发"),
    ],
    [Person(id="p1", name="张伟", dept="d2"), Person(id="p2", name="张伟", dept="d2")],
    [
        ("t1", "1", "方案"),
        ("t2", "1", "方案"),
        ("t5-01", None, "OTA 升级 方案"),
        ("t5-02", None, "OTA 联调"),
        ("t9", "A-1", "x"),
    ],
)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        *((MANY, ids) for ids in (("d1",), ("d2", "d4"), ("d1", "d2", "d3", "d4"), ("d3", "d4"))),
        *((DEPT, id_) for id_ in ("d1", "d3")),
        *((PERSON, id_) for id_ in ("p1", "p2")),
        *((TASK, id_) for id_ in ("t1", "t2", "t5-01", "t5-02")),
        *(
            (LINKS, (Link(id_, *rest),))
            for id_ in ("t1", "t2", "t5-01", "t9")
            for rest in ((), ("SS", 3), ("FS", -1), ("FF",))
        ),
    ],
)
def test_names_that_are_not_unique_are_written_so_that_they_lead_back(kind: Kind, value: Any) -> None:
    for lang in LANGS:
        ctx = Ctx(lang, AMBIGUOUS)
        for written in (kind.to_cell(value, ctx), kind.to_doc(value, ctx)):
            cell = kind.from_doc(written, ctx)
            assert isinstance(cell, Value), cell
            assert cell.value == value
