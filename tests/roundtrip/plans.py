"""Plans as Hypothesis draws them: every table and kind, hostile texts, blanks, links of all types, namesakes, rounds."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

from hypothesis import strategies as st

from xlplan.core.kinds.base import Kind
from xlplan.core.kinds.choice import ChoiceKind
from xlplan.core.kinds.number import IntKind, MoneyKind, PercentKind
from xlplan.core.kinds.predecessors import PredecessorsKind
from xlplan.core.kinds.reference import ManyKind, ReferenceKind
from xlplan.core.kinds.text import CodeKind
from xlplan.core.link import LINK_TYPES, Link
from xlplan.core.normal import clean, key, tidy
from xlplan.core.raw import RawCell
from xlplan.core.text import LANGS
from xlplan.forms.base import Row, make_row
from xlplan.forms.calendar import day_id
from xlplan.forms.progress import progress_id
from xlplan.forms.raci import mark_id
from xlplan.forms.selfcheck import selfcheck_id
from xlplan.model.baseline import Baseline, BaselineTask
from xlplan.model.carried import carried
from xlplan.model.extras import ExtraColumn, extra_column
from xlplan.model.looks import LookNote, SheetLook, look_of
from xlplan.model.pending import Claim, Decision, Pending, Pick
from xlplan.model.plan import CarriedSheet, Issue, Plan, Return, Round
from xlplan.template.resolve import load_template

TEMPLATE = load_template()

HOSTILE = [
    "=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3", "'quoted", "http://example.com/?a=1&b=2", "{x} {0} {{", "_x0041_", "a\nb\n\nc",
    "<b>&amp;</b>", "null", "~", "yes", "1.10", "2026-03-05", "1e5", "#N/A", "TRUE", '"', "\\", "- a: b", "# no", "𠮷野家 👩‍👩‍👧", "é", "%s",
    "：全角，标点。", "\u2028x", "x" * 300, "[a](b)", "$A$1", "''", "0", "１２", "xl:wbs", "ID",
]  # fmt: skip
# NEL and tabs count as white space for some programs only; they are left to the tests of reading.
_CHARACTERS = st.characters(
    codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co"], exclude_characters="\u2028\u2029"
)
texts = st.one_of(
    st.sampled_from(HOSTILE), st.text(_CHARACTERS, min_size=1, max_size=12), st.sampled_from(["研发方案", "Test plan"])
)
long_texts = texts.map(tidy).filter(bool)
lines = long_texts
days = st.dates(dt.date(2025, 1, 1), dt.date(2027, 12, 31))
codes = texts.map(clean).filter(bool)
UNREADABLE = {
    "date": "6月初", "int": "约3天", "num": "很多", "money": "几万", "pct": "大半", "one": "很高？", "bool": "也许", "predecessors": "等样机！",
}  # fmt: skip


def values(kind: Kind, ids: dict[str, list[str]]) -> st.SearchStrategy[Any]:
    """Values of a kind; references go to the ids given."""
    match kind:
        case ChoiceKind():
            return st.sampled_from([o.key for o in kind.options])
        case ReferenceKind():
            return st.sampled_from(ids[kind.to]) if ids[kind.to] else st.none()
        case ManyKind():
            chosen = st.sets(st.sampled_from(ids[kind.to]), min_size=1) if ids[kind.to] else st.just(set())
            return chosen.map(lambda x: tuple(sorted(x)) or None)
        case PredecessorsKind():
            return _links(ids["task"])
        case PercentKind():
            return st.decimals(0, 1, places=4)
        case MoneyKind():
            return st.decimals(0, 10**9, places=2)
        case IntKind():
            return st.integers(0, 300)
        case CodeKind():
            return codes
    plain: dict[str, st.SearchStrategy[Any]] = {
        "text": lines,
        "long": long_texts,
        "date": days,
        "bool": st.booleans(),
        "num": st.decimals(0, 9999, places=2),
    }
    return plain[kind.name]


def _links(tasks: list[str]) -> st.SearchStrategy[Any]:
    if not tasks:
        return st.none()
    link = st.builds(Link, st.sampled_from(tasks), st.sampled_from(LINK_TYPES), st.integers(-30, 30), st.booleans())
    plain = link.map(lambda x: x if x.lag else x._replace(elapsed=False))
    return st.lists(plain, min_size=1, max_size=4, unique_by=lambda x: x[:2]).map(lambda x: tuple(sorted(x)))


@st.composite
def _row(draw: st.DrawFn, key_: str, id_: str, ids: dict[str, list[str]], **fixed: Any) -> Row:
    table = TEMPLATE.table(key_)
    cells: dict[str, Any] = {}
    for column in table.inputs:
        if column.key in fixed:
            cells[column.key] = fixed[column.key]
        elif draw(st.integers(0, 2)):
            cells[column.key] = draw(values(column.kind, ids))
    return make_row(table.row, id_, {k: v for k, v in cells.items() if v is not None})


@st.composite
def plans(draw: st.DrawFn, *, tasks: int = 6, unread: bool = True) -> Plan:
    """A plan that fills any of the tables."""

    def ids(prefix: str, most: int) -> list[str]:
        return [f"{prefix}{n:03d}" for n in range(1, draw(st.integers(0, most)) + 1)]

    known = {"dept": ids("d", 3), "person": ids("p", 4), "task": ids("t", tasks)}
    known["changes"] = ids("g", 3)
    tables: dict[str, dict[str, Row]] = {}

    def put(table: str, id_: str, **fixed: Any) -> None:
        tables.setdefault(table, {})[id_] = draw(_row(table, id_, known, **fixed))

    put("basic", "basic")
    names = draw(st.lists(lines, min_size=3, max_size=3, unique_by=key))
    for id_, name in zip(known["dept"], names, strict=False):
        put("departments", id_, name=name, short_code=None)
    numbers = draw(st.lists(st.integers(10000, 99999), min_size=4, max_size=4, unique=True))
    for id_, number in zip(known["person"], numbers, strict=False):
        name = draw(st.sampled_from(["张伟", "Li Lei", "刘洋", *names[:1]]))
        put("people", id_, name=name, employee_no=draw(st.sampled_from([str(number), None])))
    for id_, code in zip(known["task"], ["1", "1.1", "1.2", "1.10", "2", "2.1", "3"], strict=False):
        put("wbs", id_, code=code, name=draw(lines))
    rounds = tuple(
        Round(n, dt.date(2026, 1, 2) + dt.timedelta(7 * n), dt.date(2026, 1, 5) + dt.timedelta(7 * n))
        for n in range(1, draw(st.integers(0, 3)) + 1)
    )
    for task, round_ in itertools.product(known["task"], rounds):
        if draw(st.booleans()):
            put("progress", progress_id(task, round_.number), task=task, round=round_.number)
    for task, dept in itertools.product(known["task"], known["dept"]):
        if draw(st.booleans()):
            letter = draw(values(TEMPLATE.table("raci").column("letter").kind, known))
            put("raci", mark_id(task, dept), task=task, dept=dept, letter=letter)
    for id_ in ids("r", 3):
        put("risks", id_, description=draw(long_texts))
    for id_ in ids("m", 3):
        put("milestones", id_, name=draw(lines))
    for id_ in known["changes"]:
        put("changes", id_, title=draw(lines))
    for id_ in ids("gl", 3):
        put("change_lines", id_)
    for id_ in ids("a", 3):
        put("actions", id_, topic=draw(lines))
    for task in known["task"]:
        if draw(st.booleans()):
            put("selfcheck", selfcheck_id(task), task=task)
    for id_ in ids("l", 2):
        put("retrospective", id_, content=draw(long_texts))
    for id_ in ids("f", 2):
        put("documents", id_, document=draw(lines))
    for id_ in ids("i", 3):
        put("interfaces", id_, note=draw(long_texts))
    known["resources"] = ids("q", 3)
    for id_ in known["resources"]:
        put("resources", id_, spec=draw(lines))
    for id_ in ids("b", 3):
        put("budget", id_, item=draw(lines))
    for day in draw(st.sets(days, max_size=3)):
        put("calendar", day_id(day), date=day, kind="holiday")
    issues = (
        tuple(Issue(n, n, 1, d, ("wbs",), "0" * 64, f"{n}.xlsx") for n, d in enumerate(known["dept"], 1))
        if rounds
        else ()
    )
    plan = Plan(
        project=draw(st.uuids().map(str)),
        revision=draw(st.integers(0, 99)),
        language=draw(st.sampled_from(LANGS)),
        tables=tables,
        rounds=rounds,
        issues=issues,
        returns=tuple(Return(i.serial, i.round, i.department, draw(lines), "f" * 64) for i in issues[:2]),
        former_codes={t: tuple(draw(st.lists(lines, max_size=2))) for t in known["task"][:2]},
        baselines=draw(_baselines(known["task"])),
        carried=draw(carried_sheets),
        extras=draw(_extras(known["task"])),
        looks=draw(_looks(known["task"])),
        pending=draw(_pending(known["task"])),
        decisions=draw(_decisions(known["task"])),
        taken=draw(st.lists(st.sampled_from(["1:0a1b2c3d4e", "2:ffffffffff"]), max_size=2, unique=True).map(tuple)),
    )
    return _with_unread(draw, plan) if unread else plan


_maybe = st.one_of(st.just(""), lines)
_frozen = st.builds(
    BaselineTask,
    *(st.none() | s for s in (days, days, st.integers(0, 300), st.decimals(0, 9999, places=2), lines)),
)


def _baselines(tasks: list[str]) -> st.SearchStrategy[tuple[Baseline, ...]]:
    chosen = st.dictionaries(st.sampled_from(tasks), _frozen) if tasks else st.just({})
    drawn = st.lists(st.tuples(days, _maybe, _maybe, _maybe, chosen), max_size=2)
    return drawn.map(lambda found: tuple(Baseline(n, *values) for n, values in enumerate(found)))


_link_lists = st.lists(st.tuples(lines, st.just("FS"), st.integers(-9, 9), st.booleans()).map(list), max_size=2)
_values = st.one_of(
    st.none(), lines, st.booleans(), st.just({"unread": "约两周"}), st.lists(lines, max_size=2), _link_lists
)
_claims = st.lists(
    st.builds(
        Claim,
        st.just("研发部.xlsx"),
        st.sampled_from(["0" * 64, "1" * 64]),
        st.sampled_from(["d01", None]),
        _values,
        _values,
        st.sampled_from(["conflict", "rejected"]),
        st.sampled_from(["", "not-owner", "unreadable"]),
        st.integers(0, 9),
        _maybe,
        st.just("任务!C9"),
    ),
    min_size=1,
    max_size=10,
).map(tuple)


def _pending(tasks: list[str]) -> st.SearchStrategy[tuple[Pending, ...]]:
    if not tasks:
        return st.just(())
    one = st.builds(
        Pending,
        st.just("wbs"),
        st.sampled_from(tasks),
        st.sampled_from(["note", "deliverable"]),
        _maybe,
        _values,
        _claims,
        st.booleans(),
        st.sampled_from(["", "采用 A", "不知道"]),
        _maybe,
    )
    return st.lists(one, max_size=2, unique_by=lambda p: p.cell).map(tuple)


def _decisions(tasks: list[str]) -> st.SearchStrategy[tuple[Decision, ...]]:
    if not tasks:
        return st.just(())
    one = st.builds(
        Decision,
        st.just("wbs"),
        st.sampled_from(tasks),
        st.just("note"),
        st.sampled_from(Pick),
        _values,
        st.integers(1, 9),
        _claims,
        _values,
    )
    return st.lists(one, max_size=2).map(tuple)


_shown = st.one_of(
    st.floats(-1e9, 1e9, allow_nan=False).map(lambda x: float(f"{x:.16G}")),
    st.booleans(),
    days,
    st.datetimes(dt.datetime(1900, 1, 2), dt.datetime(2099, 1, 1)).map(lambda t: t.replace(microsecond=0)),
    st.times().map(lambda t: t.replace(microsecond=0)),
    st.integers(-(10**6), 10**6).map(lambda n: dt.timedelta(seconds=n)),
)
_note_texts = st.sampled_from(["看一看", "two\nlines", "<&>"])


def _extras(tasks: list[str]) -> st.SearchStrategy[tuple[ExtraColumn, ...]]:
    if not tasks:
        return st.just(())
    cells = st.dictionaries(st.sampled_from(tasks), lines | _typed_values, min_size=1)
    headers = st.lists(st.sampled_from(["自评", "Score", "备注"]), max_size=2, unique=True)
    drawn = st.tuples(headers, cells, st.just({}) | cells)
    return drawn.map(lambda found: tuple(extra_column("wbs", h, *found[1:]) for h in found[0]))


def _looks(tasks: list[str]) -> st.SearchStrategy[tuple[SheetLook, ...]]:
    """How the breakdown is arranged."""
    if not tasks:
        return st.just(())
    keys = st.sampled_from(["note", "owner"])
    notes = st.builds(LookNote, st.sampled_from(["", *tasks]), keys, st.just(""), _maybe, _note_texts)
    one = st.builds(
        look_of,
        st.just("wbs"),
        st.just(""),
        st.dictionaries(keys, st.integers(400, 900)),
        st.sets(st.just("deadline")),
        st.sets(st.sampled_from(tasks)),
        st.lists(notes, max_size=2).map(lambda found: {n.at: n for n in found}),
    )
    return one.map(lambda look: () if look.is_empty else (look,))


_formulas = st.sampled_from(["SUM(A1:A3)", "'My sheet'!A1&\"<&>\"", "xl_t_wbs[[#Totals],[ID]]", "{1,2}"])
_typed_values = st.builds(RawCell, _shown).map(carried)
_typed = st.one_of(
    st.builds(RawCell, _shown),
    st.builds(lambda n: RawCell(n, percent=True), st.integers(-999, 999).map(lambda n: n / 1000)),
    st.builds(RawCell, st.none(), st.sampled_from(["#N/A", "#DIV/0!"]), st.none() | _formulas),
    st.builds(lambda value, formula: RawCell(value, formula=formula), st.none() | lines | _shown, _formulas),
).map(carried)
_cells = st.one_of(st.none(), lines, _typed)
carried_sheets = st.lists(
    st.builds(
        CarriedSheet,
        st.sampled_from(["备忘", "My sheet"]),
        st.lists(st.lists(_cells, min_size=1, max_size=3).map(lambda x: (*x, "end")), min_size=1, max_size=3).map(
            tuple
        ),
    ),
    max_size=2,
    unique_by=lambda x: x.name,
).map(tuple)


def _with_unread(draw: st.DrawFn, plan: Plan) -> Plan:
    """Some blank cells of the plan hold text that nobody can read."""
    for _, table in TEMPLATE.tables():
        if table.shape == "matrix":
            continue
        for id_, row in plan.rows(table.key).items():
            for column in table.inputs:
                text = UNREADABLE.get(column.kind.name)
                derived = table.id_of is not None and column.key in ("task", "round", "date")
                if text and not derived and row.cell(column.key) is None and draw(st.integers(0, 5)) == 0:
                    plan.unread[(table.key, id_, column.key)] = text
    return plan
