"""Handovers, requests and the budget: what their computed columns say, how amounts add up, what paper shows."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.examples import TEMPLATE, context_of, plan_of
from xlplan.calculate.compute import compute
from xlplan.document.dump import dump
from xlplan.excel.racipage import COLOURS, count
from xlplan.forms.paper import Approval, Fields
from xlplan.forms.resources import PAPER
from xlplan.merging.number import number
from xlplan.twins import budget_summary as money
from xlplan.twins.budget_rows import CHECKS
from xlplan.twins.dashboard_attention import CONCERNS
from xlplan.twins.engine import Scalar, World
from xlplan.twins.interfaces import LABELS
from xlplan.twins.money import times, yuan
from xlplan.twins.resources import ALERTS, PRIORITY

TODAY = "2026-03-13"
TASKS = [
    {"code": "1", "name": "设计", "dept": "研发部", "duration": 5, "manual_start": "2026-03-02"},
    {"code": "2", "name": "推广", "dept": "市场部", "duration": 5, "manual_start": "2026-03-16"},
    {"code": "3", "name": "取消", "dept": "市场部", "duration": 5, "row_state": "cancelled"},
]
BASE: dict[str, Any] = {"rounds": [{"number": 1, "status_date": TODAY}], "wbs": TASKS}


def world_of(**tables: Any) -> World:
    return compute(plan_of({**BASE, **tables}), TEMPLATE).world


def shown(table: str, row: dict[str, Any], key: str, **more: Any) -> Scalar:
    """A computed value of the only row of a table."""
    return world_of(**{table: [row]}, **more).columns[table][key][0]


LINK = {"from_task": "1", "to_task": "2"}
STATES = [
    ("unconfirmed", LINK),
    ("agreed", {**LINK, "confirmed": "agreed"}),
    ("agreed", {**LINK, "confirmed": "agreed", "needed_by": TODAY, "promised_on": TODAY}),
    ("at_risk", {**LINK, "confirmed": "agreed", "promised_on": "2026-03-17"}),
    ("at_risk", {"from_task": "2", "to_task": "2"}),
    ("disputed", {**LINK, "confirmed": "declined", "promised_on": "2026-03-17"}),
    ("overdue", {**LINK, "confirmed": "agreed", "needed_by": "2026-03-12"}),
    ("handed_over", {**LINK, "needed_by": "2026-03-12", "received_on": "2026-03-13"}),
    ("cancelled", {"from_task": "1", "to_task": "3"}),
    (None, {"note": "只有备注"}),
]


@pytest.mark.parametrize(("state", "row"), STATES)
def test_state_of_a_handover(state: str | None, row: dict[str, Any]) -> None:
    assert shown("interfaces", row, "state") == (LABELS[state].zh if state else "")


def test_days_to_spare_and_departments() -> None:
    # Finished on Friday the 6th, needed on Monday the 16th.
    assert shown("interfaces", LINK, "margin") == 6
    assert shown("interfaces", {**LINK, "promised_on": "2026-03-18"}, "margin") == -2
    assert [shown("interfaces", LINK, k) for k in ("from_dept", "to_dept")] == ["研发部", "市场部"]


ASKED = {"number": "RR-研发-001", "spec": "试验箱", "dept": "研发部", "task": "2", "need_by": "2026-03-16"}
REQUESTS = [
    ("fine", ASKED),
    ("undecided", {**ASKED, "need_by": "2026-03-12"}),
    ("fine", {**ASKED, "need_by": "2026-03-12", "state": "rejected"}),
    ("missing", {**ASKED, "need_by": "2026-03-12", "state": "approved"}),
    ("fine", {**ASKED, "need_by": "2026-03-12", "state": "arrived"}),
    ("declined", {**ASKED, "confirmed": "declined"}),
    ("late_promise", {**ASKED, "promised_on": "2026-03-17"}),
    ("late_need", {**ASKED, "need_by": "2026-03-17"}),
    ("unconfirmed", {**ASKED, "provider": "市场部", "state": "partly"}),
    ("fine", {**ASKED, "provider": "市场部", "state": "partly", "confirmed": "agreed"}),
]


@pytest.mark.parametrize(("alert", "row"), REQUESTS)
def test_alert_of_a_request(alert: str, row: dict[str, Any]) -> None:
    assert shown("resources", row, "alert") == ALERTS[alert].zh


def test_priority_follows_float() -> None:
    tasks = [
        {"code": "1", "duration": 20},
        {"code": "2", "duration": 16, "predecessors": ""},
        {"code": "3", "duration": 2},
    ]
    basic = {"start": "2026-03-02", "finish": "2026-03-27"}
    found = [shown("resources", {**ASKED, "task": c}, "priority", wbs=tasks, basic=basic, rounds=[]) for c in "123"]
    assert found == [PRIORITY[k].zh for k in ("critical", "urgent", "normal")]
    assert shown("resources", {"spec": "无任务"}, "priority") == ""


GRANTS = [
    ("", {"cost": 100}),
    ("", {"cost": 100, "state": "returned", "approved_cost": 90}),
    (100, {"cost": 100, "state": "approved"}),
    (90, {"cost": 100, "state": "approved", "approved_cost": 90}),
    (90, {"cost": 100, "state": "partly", "approved_cost": 90}),
    ("", {"cost": 100, "state": "partly"}),
    (100, {"cost": 100, "state": "arrived"}),
]


@pytest.mark.parametrize(("granted", "cells"), GRANTS)
def test_what_a_request_may_cost(granted: Scalar, cells: dict[str, Any]) -> None:
    assert shown("resources", {**ASKED, **cells}, "granted") == granted


LINE = {"item": "试验", "subject": "testing", "dept": "研发部", "unit_price": 10, "quantity": 3, "state": "accepted"}
LINES = [
    ("fine", LINE),
    ("waiting", {**LINE, "state": None}),
    ("waiting", {**LINE, "state": "proposed"}),
    ("left_out", {**LINE, "state": "rejected"}),
    ("incomplete", {**LINE, "quantity": None}),
    ("overspent", {**LINE, "committed": 20, "actual": 10.01}),
    ("fine", {**LINE, "committed": 20, "actual": 10}),
    ("unplanned", {**LINE, "state": "rejected", "actual": 1}),
    ("not_granted", {**LINE, "request": "RR-研发-001"}),
]


@pytest.mark.parametrize(("check", "row"), LINES)
def test_check_of_a_line(check: str, row: dict[str, Any]) -> None:
    assert shown("budget", row, "check", resources=[ASKED]) == CHECKS[check].zh


def test_a_line_of_a_request_takes_what_was_granted() -> None:
    granted = {**ASKED, "cost": 100, "approved_cost": 80.5, "state": "partly"}
    row = {**LINE, "request": "RR-研发-001 试验箱", "actual": 20}
    world = world_of(budget=[row], resources=[granted])
    assert [world.columns["budget"][k][0] for k in ("subtotal", "balance", "counted")] == [80.5, 60.5, 80.5]


def test_a_request_that_is_not_there() -> None:
    plan = plan_of({**BASE, "budget": [LINE]})
    row = plan.rows("budget")["b001"].with_cells({"request": "q999"})
    world = compute(plan.with_tables({"budget": {"b001": row}}), TEMPLATE).world
    assert world.columns["budget"]["check"][0] == CHECKS["unknown_request"].zh


@given(st.decimals(0, 10**7, places=2), st.decimals(0, 5000, places=2))
def test_products_are_rounded_as_decimals_are(price: Decimal, count_: Decimal) -> None:
    exact = (price * count_).quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert times(float(price), float(count_)) == pytest.approx(float(exact), abs=0.004 if exact > 10**9 else 1e-9)


@given(st.lists(st.decimals(0, 10**6, places=2), max_size=40))
def test_sums_are_exact(amounts: list[Decimal]) -> None:
    assert yuan(sum(float(a) for a in amounts)) == float(sum(amounts, Decimal(0)))


@pytest.mark.parametrize(
    ("amount", "rounded"), [(0.1 + 0.2, 0.3), (1.005, 1.01), (-1.005, -1.01), (2.675, 2.68), (-0.0, 0.0)]
)
def test_halves_go_away_from_zero(amount: float, rounded: float) -> None:
    assert yuan(amount) == rounded


def summary(**basic: Any) -> World:
    lines = [
        {**LINE, "unit_price": 0.1, "quantity": 1},
        {**LINE, "unit_price": 0.2, "quantity": 1, "dept": "市场部", "subject": None},
        {**LINE, "unit_price": 99, "quantity": 1, "state": None},
        {**LINE, "unit_price": 100, "quantity": 10, "committed": 400, "actual": 100.5, "phase": "closing"},
    ]
    return world_of(budget=lines, basic=basic)


def test_totals() -> None:
    world = summary(budget=1120, contingency_rate="10%")
    assert (money.total(world), money.pending(world)) == (1000.3, 99)
    assert (money.contingency(world), money.grand_total(world)) == (100.03, 1100.33)
    assert (money.limit(world), money.difference(world), money.changed(world)) == (1120, 19.67, 0)
    assert money.used_share(world) == pytest.approx(500.5 / 1120)
    assert money.rest(world) == 619.5


def told(world: World) -> dict[str, tuple[Scalar, str]]:
    return {line.key: (line.value(world), line.told(world)) for line in money.TOTALS}


def test_what_is_said_of_the_totals() -> None:
    good = told(summary(budget=1120, contingency_rate="10%"))
    assert good["rate"] == (0.1, money.RATE_FINE.zh) and good["difference"][1] == money.WITHIN.zh
    assert good["pending"] == (0.0099, money.WAITING.zh)
    assert told(summary(budget=1120))["rate"] == (0.12, money.RATE_BLANK.zh)
    assert told(summary(contingency_rate="16%"))["rate"][1] == money.RATE_HIGH.zh
    assert told(summary(contingency_rate="9%"))["rate"][1] == money.RATE_LOW.zh
    assert told(summary(budget=1100, contingency_rate="10%"))["difference"][1] == money.BEYOND_LIMIT.zh
    assert told(summary(budget=500))["rest"][1] == money.OVERSPENT.zh
    none = plan_of(BASE)
    basic = none.basic.with_cells({"budget": None})
    world = compute(none.with_tables({"basic": {"basic": basic}}), TEMPLATE).world
    assert told(world)["difference"] == ("—", money.NOT_APPROVED.zh) and told(world)["share"][0] == "—"


def test_parts_of_the_budget() -> None:
    world = summary(budget=1120)
    assert money.part_of(world, "dept", "counted", "研发部") == 1000.1
    assert money.part_of(world, "subject", "counted", "检测认证") == 1000.1
    assert money.part_of(world, "phase", "paid", "收尾") == 100.5
    assert money.part_of(world, "dept", "counted", "") == ""
    assert money.usage_of((0.0, 0.0, 0.0)) == "—" and money.balance_of((1.0, 0.2, 0.1)) == 0.7


def test_approved_changes_count_once_their_sheet_is_there() -> None:
    world = summary(budget=1120)
    world.columns["changes"] = {"budget_effect": [100.25, 0, ""]}
    assert money.connected(world.columns)
    assert (money.changed(world), money.limit(world)) == (100.25, 1220.25)
    formulas = {f.key: f.formula for f in money.figures(True)}
    assert formulas["b_changes"] == "ROUND(SUM([changes.budget_effect:all]),2)"
    assert {f.key: f.formula for f in money.figures(False)}["b_changes"] == "0"


def test_what_wants_attention() -> None:
    rows = {
        "resources": [ASKED, {**ASKED, "number": "RR-研发-002", "state": "approved"}],
        "interfaces": [r for _, r in STATES],
    }
    world, blank = world_of(**rows), world_of()
    concerns = {c.key: c for c in CONCERNS}
    requests, handovers = concerns["resources"], concerns["interfaces"]
    assert (requests.tally.value(world), requests.told(world)) == (1, "其中关键任务 1 项")
    assert (handovers.tally.value(world), handovers.told(world)) == (3, "逾期、有争议或有风险 4 项")
    assert (requests.tally.value(blank), requests.told(blank), handovers.tally.value(blank)) == (0, "", 0)


def test_numbers_are_given_in_series() -> None:
    plan = plan_of(
        {
            **BASE,
            "interfaces": [LINK, {**LINK, "number": "I-007"}],
            "resources": [{**ASKED, "number": None}],
            "budget": [{**LINE, "dept": "市场部"}, {**LINE, "dept": "市场部"}],
        }
    )
    numbered = number(plan, TEMPLATE, {}).plan
    found = {t: [r.cell("number") for r in numbered.rows(t).values()] for t in ("interfaces", "resources", "budget")}
    assert found == {
        "interfaces": ["I-008", "I-007"],
        "resources": ["RR-研发-001"],
        "budget": ["BL-市场-001", "BL-市场-002"],
    }


def test_a_document_refers_to_requests_by_number_and_title() -> None:
    plan = plan_of({**BASE, "resources": [ASKED], "budget": [{**LINE, "request": "RR-研发-001"}]})
    assert plan.rows("budget")["b001"].cell("request") == "q001" and not plan.unread
    assert dump(plan, TEMPLATE)["budget"][0]["request"] == "RR-研发-001 试验箱"


def test_the_paper_form_shows_columns_that_are_there() -> None:
    table = TEMPLATE.table("resources")
    assert table.one_page is PAPER
    keys = [k for b in PAPER.blocks if isinstance(b, Fields) for line in b.lines for k in line]
    keys += [k for b in PAPER.blocks if isinstance(b, Approval) for s in b.steps for k in (s.opinion, s.by, s.on)]
    assert len(set(keys)) == len(keys) and all(table.has(k) for k in keys)
    assert all(len(line) <= 2 for b in PAPER.blocks if isinstance(b, Fields) for line in b.lines)


def test_letters_are_counted() -> None:
    values = ["A/R", "A", "R", "S", "C", "I", "", "S"]
    assert {letter: count(letter, values) for letter in ("A", "R", "S", "C", "I")} == {
        "A": 2, "R": 2, "S": 2, "C": 1, "I": 1,
    }  # fmt: skip
    assert set(COLOURS) == {"A/R", "A", "R", "S", "C", "I"}


def test_how_many_departments_a_task_involves() -> None:
    plan = plan_of({**BASE, "raci": [{"task": "1", "dept": "市场部", "letter": "C"}]})
    involved = context_of(plan).computed.world.columns["raci"]["involved"]
    assert involved[:4] == [2, 1, "", ""]
