"""No rule raises, whatever the plan: half filled, dangling, circular, out of range."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from rules.examples import TEMPLATE, context_of
from xlplan.core.kinds.base import Kind
from xlplan.core.kinds.choice import ChoiceKind
from xlplan.core.kinds.date import BoolKind, DateKind
from xlplan.core.kinds.number import IntKind, NumberKind, PercentKind
from xlplan.core.kinds.predecessors import PredecessorsKind
from xlplan.core.kinds.reference import ManyKind, ReferenceKind
from xlplan.core.kinds.text import CodeKind
from xlplan.core.link import Link
from xlplan.core.text import LANGS
from xlplan.forms.base import Row, Table, make_row
from xlplan.model.baseline import Baseline, BaselineTask
from xlplan.model.plan import Plan, Round
from xlplan.rules.run import run

CODES = ["1", "1.1", "1.1.1", "1.2", "2", "2.1", "3.1.1", "1..2", "A", "*", ".", "１"]
DATES = st.sampled_from([dt.date(2026, 3, d) for d in range(1, 15)]) | st.dates(
    dt.date(2020, 1, 1), dt.date(2035, 1, 1)
)
IDS = {
    "task": ["t1", "t2", "t3", "t4", "t9"],
    "dept": ["d1", "d2", "d9"],
    "person": ["p1", "p2", "p9"],
    "resources": ["q1", "q2", "q9"],
    "changes": ["g1", "g2", "g9"],
}
ROWS = {
    "wbs": "t",
    "departments": "d",
    "people": "p",
    "milestones": "k",
    "risks": "r",
    "raci": "m",
    "progress": "g",
    "calendar": "c",
    "interfaces": "i",
    "resources": "q",
    "budget": "b",
}
LINKS = st.builds(
    Link,
    st.sampled_from(IDS["task"]),
    st.sampled_from(["FS", "SS", "FF", "SF"]),
    st.integers(-3650, 3650),
    st.booleans(),
)

BASELINES = st.builds(
    Baseline,
    st.just(0),
    DATES,
    change=st.sampled_from(["", "文字", "{}"]),
    tasks=st.just({"t1": BaselineTask(deliverable="文字")}),
)


def _values(kind: Kind, key: str) -> st.SearchStrategy[Any]:
    match kind:
        case ReferenceKind():
            return st.sampled_from(IDS.get(kind.to, ["x1", "x9"]))
        case ManyKind():
            return st.lists(st.sampled_from(IDS[kind.to]), unique=True, max_size=2).map(tuple)
        case PredecessorsKind():
            return st.lists(LINKS, max_size=3).map(tuple)
        case ChoiceKind():
            return st.sampled_from([o.key for o in kind.options])
        case DateKind():
            return DATES
        case BoolKind():
            return st.booleans()
        case PercentKind():
            return st.sampled_from([Decimal(0), Decimal("0.5"), Decimal(1)])
        case IntKind():
            return st.sampled_from([0, 1, 2, 5, 2000])
        case NumberKind():
            return st.sampled_from([Decimal(0), Decimal("2.5")])
        case CodeKind():
            return st.sampled_from(CODES)
    return st.sampled_from(["甲", "乙 {x}", "a、b", ""] if key == "name" else ["文字", "{}"])


@st.composite
def _rows(draw: st.DrawFn, table: Table) -> dict[str, Row]:
    count = 1 if table.shape == "record" else draw(st.integers(0, 4))
    rows = {}
    for n in range(1, count + 1):
        cells = {c.key: draw(st.none() | _values(c.kind, c.key)) for c in table.inputs}
        id_ = table.prefix if table.shape == "record" else f"{ROWS.get(table.key, table.prefix)}{n}"
        rows[id_] = make_row(table.row, id_, cells)
    return rows


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    tables = {t.key: draw(_rows(t)) for _, t in TEMPLATE.tables()}
    rounds = draw(st.lists(st.builds(Round, st.integers(1, 3), DATES), max_size=3))
    plan = Plan(
        project="x",
        language=draw(st.sampled_from(LANGS)),
        tables=tables,
        rounds=tuple(rounds),
        baselines=draw(st.just(()) | st.tuples(BASELINES)),
    )
    cells = [(t.key, i, c.key) for _, t in TEMPLATE.tables() for i in tables[t.key] for c in t.inputs]
    for table, row_id, key in draw(st.lists(st.sampled_from(cells), max_size=5)):
        row = plan.tables[table][row_id]
        plan.tables[table][row_id] = row.with_cells({key: None})
        plan.unread[(table, row_id, key)] = "？"
    return plan


@given(plans(), st.booleans())
def test_no_rule_raises_and_nothing_is_found_twice(plan: Plan, master: bool) -> None:
    own = (lambda _t, _i: True) if master else (lambda _t, i: i.endswith(("1", "basic")))
    context = context_of(plan, master=master, own=own)
    found = run(context)
    places = [(f.code, f.place) for f in found]
    assert len(set(places)) == len(places)
    for finding in found:
        cell = (finding.place.form, finding.place.row_id, finding.place.field)
        assert cell not in plan.unread
        for lang in LANGS:
            assert finding.message(lang) and finding.hint(lang)
    assert [(f.code, f.place) for f in run(context_of(plan, master=master, own=own))] == places
