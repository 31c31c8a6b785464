"""Forms feed each other: what is laid out, from when on, and that nothing typed is ever touched."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parity.plans import random_plan
from rules.examples import TEMPLATE, plan_of
from xlplan.feeding.feed import feed
from xlplan.model.plan import Plan

TASKS = [
    {"code": "1", "name": "设计", "dept": "研发部", "deliverable": "图纸", "duration": 5},
    {"code": "2", "name": "打样", "dept": "市场部", "duration": 5, "predecessors": "1"},
    {"code": "3", "name": "宣传", "dept": "市场部", "duration": 5, "predecessors": "1SS+2d; 4FS-1d"},
    {"code": "4", "name": "复核", "dept": "研发部", "duration": 2, "predecessors": "1"},
]
ROUND = [{"number": 1, "status_date": "2026-03-13"}]


def fed(**document: Any) -> tuple[Plan, list[tuple[str, str]]]:
    plan, done = feed(plan_of({"wbs": TASKS, **document}), TEMPLATE)
    return plan, [(x.table, x.row_id) for x in done]


def test_a_handover_for_each_link_by_which_another_department_waits() -> None:
    plan, done = fed()
    assert [(r.cell("from_task"), r.cell("to_task"), r.cell("deliverable")) for r in plan.rows("interfaces").values()] == [
        ("t001", "t002", "图纸"),
    ]  # fmt: skip
    assert done == [("interfaces", "i001")]


def test_no_handover_that_is_there_or_past() -> None:
    assert fed(interfaces=[{"from_task": "1", "to_task": "2", "deliverable": "样图"}])[1] == []
    progress = [{"task": "2", "round": 1, "percent": 1, "actual_finish": "2026-03-12"}]
    assert fed(rounds=ROUND, progress=progress)[1] == []
    assert fed(basic={"state": "initiating"})[1] == []


REQUEST = {"number": "RR-研发-001", "type": "equipment", "spec": "试验箱\n-40 ℃", "dept": "研发部", "task": "1"}


@pytest.mark.parametrize(
    ("state", "cost", "lines"), [("approved", 5000, 1), ("pending", 5000, 0), ("approved", None, 0)]
)
def test_a_line_of_the_budget_for_an_approved_request(state: str, cost: int | None, lines: int) -> None:
    plan, _ = fed(wbs=TASKS[:1], resources=[{**REQUEST, "state": state, "cost": cost}])
    found = list(plan.rows("budget").values())
    assert len(found) == lines
    if lines:
        cells = [found[0].cell(k) for k in ("request", "subject", "item", "dept", "task", "unit_price")]
        assert cells == ["q001", "equipment", "试验箱 -40 ℃", plan.tasks["t001"].dept, "t001", None]


def test_a_request_is_booked_once() -> None:
    rows = {"resources": [{**REQUEST, "state": "approved", "cost": 1}], "budget": [{"request": "RR-研发-001"}]}
    assert fed(wbs=TASKS[:1], **rows)[1] == []


NOTICE = {"name": "智能锁", "code": "SL-1", "approved_budget": 4860000, "start": "2026-03-02", "finish": "2026-06-30"}


def test_basic_information_takes_what_was_approved() -> None:
    plan, done = fed(
        wbs=[], approval={**NOTICE, "approve_date": "2026-02-27"}, basic={"name": "旧名", "code": None, "budget": None}
    )
    assert (plan.basic.name, plan.basic.code, plan.basic.budget) == ("旧名", "SL-1", Decimal(4_860_000))
    assert done == [("basic", "basic")]
    assert fed(wbs=[], approval=NOTICE, basic={"name": "旧名"})[1] == [], "a draft of a notice decides nothing"


def test_objectives_are_the_first_targets_of_the_acceptance() -> None:
    basic = {"objective_1": "毛利 38%", "objective_2": "按期开售"}
    plan, _ = fed(wbs=[], basic={**basic, "state": "closing"})
    assert [r.cell("target") for r in plan.rows("acceptance_targets").values()] == ["毛利 38%", "按期开售"]
    assert fed(wbs=[], basic={**basic, "state": "executing"})[1] == []


@settings(max_examples=40)
@given(st.integers(0, 5000))
def test_nothing_typed_is_touched_and_a_second_run_adds_nothing(seed: int) -> None:
    plan = random_plan(seed, TEMPLATE)
    once, done = feed(plan, TEMPLATE)
    laid_out = {(x.table, x.row_id) for x in done}
    for table, rows in plan.tables.items():
        for row_id, row in rows.items():
            if (table, row_id) not in laid_out:
                assert once.rows(table)[row_id] == row
            else:
                kept = {k: v for k, v in row.model_dump().items() if v is not None}
                assert kept.items() <= once.rows(table)[row_id].model_dump().items()
        assert set(once.rows(table)) - set(rows) <= {i for t, i in laid_out if t == table}
    assert once.unread == plan.unread
    assert feed(once, TEMPLATE) == (once, [])
