"""What the workbook's formulas accept as a predecessor, the reader takes as the same link; the rest they refuse aloud."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from parity.plans import small_template
from xlplan.calculate.compute import compute
from xlplan.core.cell import Value
from xlplan.core.kinds.base import Ctx
from xlplan.core.kinds.predecessors import PredecessorsKind
from xlplan.core.link import LINK_TYPES, Link
from xlplan.core.raw import RawCell
from xlplan.forms.wbs import Task
from xlplan.model.plan import Plan, plan_names
from xlplan.twins.engine import HEADER_ROW
from xlplan.twins.links_parse import CYCLE, INACTIVE, RELATIVE, SUMMARY_TYPE, Codes, _token
from xlplan.twins.links_text import unify

CODES = ("1", "2", "3", "1.1", "1.10", "12", "1FS", "A-1", "A1.SS2", "X", "XSS", "2.1")
TEMPLATE = small_template()
SEEN = (0, CYCLE, INACTIVE, RELATIVE, SUMMARY_TYPE)


def _plan() -> Plan:
    tasks = {f"t{n:03d}": Task(id=f"t{n:03d}", code=code, name=f"任务{n}") for n, code in enumerate(CODES, 1)}
    return Plan(project="links", tables={"wbs": dict(tasks)})


PLAN = _plan()
CTX = Ctx("zh", plan_names(PLAN))
LOOKUP = Codes(list(CODES), list(PLAN.tasks))
PART = st.sampled_from(
    [*CODES, "FS", "SS", "ff", "SF", "+", "-", "2", "3", "45", "d", "ed", "天", "工作日", "自然日", " ", "w", ".5", "（", "t004", "任务4", "９", "＋"]
)  # fmt: skip


def _reader(text: str) -> set[Link] | None:
    cell = PredecessorsKind().read(RawCell(text, text), CTX)
    return set(cell.value) if isinstance(cell, Value) else None


@settings(max_examples=3000)
@given(st.lists(PART, min_size=1, max_size=7).map("".join))
def test_what_formulas_take_the_reader_takes_alike(text: str) -> None:
    found = _token(unify(text).strip(" "), LOOKUP)
    if not found["pred_row"] or ";" in unify(text):
        return
    id_ = list(PLAN.tasks)[int(found["pred_row"]) - HEADER_ROW - 1]
    link = Link(id_, LINK_TYPES[int(found["kind"]) - 1], int(found["lag"] or 0), found["unit"] == 2)
    if not link.lag:
        link = link._replace(elapsed=False)
    read = _reader(text)
    assert read is None or read == {link}, (text, link, read)


@given(
    st.lists(
        st.builds(
            Link,
            st.sampled_from([i for i, t in PLAN.tasks.items()]),
            st.sampled_from(LINK_TYPES),
            st.integers(-40, 40),
            st.booleans(),
        ).map(lambda link: link if link.lag else link._replace(elapsed=False)),
        max_size=4,
        unique_by=lambda link: link[:2],
    )
)
@settings(max_examples=200)
def test_what_is_written_formulas_take(links: list[Link]) -> None:
    task = Task(id="t099", code="99", name="末", predecessors=tuple(sorted(links)) or None)
    plan = replace(PLAN, tables={"wbs": {**PLAN.tasks, "t099": task}})
    computed = compute(plan, TEMPLATE)
    columns = computed.world.columns["links"]
    ids = computed.rows["wbs"].ids
    found = set()
    for row in range(len(columns["token"])):
        if columns["token"][row]:
            assert columns["problem"][row] in SEEN, columns["token"][row]
            pred = ids[int(columns["pred_row"][row]) - HEADER_ROW - 1]
            lag = int(columns["lag"][row] or 0)
            kind = LINK_TYPES[int(columns["kind"][row]) - 1]
            found.add(Link(pred, kind, lag, bool(lag) and columns["unit"][row] == 2))
    assert found == set(links)
