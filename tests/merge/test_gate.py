"""What a baseline froze: which edits pass, which wait, and the change requests drafted from those that wait."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from merge.returned import day, frozen_sample, issue, master_side, outcomes, put, returned, sample, template, with_cell
from merge.test_properties import seeds, world
from xlplan.core.link import Link
from xlplan.forms.base import Row
from xlplan.forms.budget import BudgetLine
from xlplan.forms.changes import CHANGE_KIND, Change, ChangeLine
from xlplan.forms.wbs import Task
from xlplan.merging.decide import merge
from xlplan.merging.result import MergeResult
from xlplan.merging.unasked import unasked_changes
from xlplan.merging.words import Reason
from xlplan.model.plan import Plan
from xlplan.model.snapshot import frozen
from xlplan.ownership.gate import Answer, Gate
from xlplan.twins.changes import APPROVED, STATES, WHAT

TASK, OWN = "t029", "t3-77"
"""A task of the baseline, and one that the same department added before the baseline was frozen."""
APPLIED, GATED = ("applied", ""), ("rejected", "gated")


def frozen_plan() -> Plan:
    """The sample with its baseline, which holds a task that a department added and a budget line that counts."""
    plan = frozen_sample()
    task = Task(id=OWN, code="3.2.77", name="加急测试", dept="d03", deliverable="报告", acceptance="通过", duration=3)
    line = BudgetLine(
        id="b777", subject="testing", item="送检", dept="d03", task=TASK, unit_price=Decimal(100), quantity=Decimal(2),
        state="accepted",
    )  # fmt: skip
    baseline = plan.baseline
    assert baseline is not None
    held = replace(baseline, tasks={**baseline.tasks, OWN: baseline.tasks[TASK]})
    plan = replace(plan, baselines=(held,))
    plan = plan.with_tables(
        {"wbs": {**plan.tasks, OWN: task}, "budget": {**plan.rows("budget"), "b777": line}, **requests()}
    )
    return issue(plan, "d03", 3)[0]


def requests(state: str | None = None, *lines: tuple[str | None, str, str], **more: Any) -> dict[str, dict[str, Row]]:
    """One change request with its lines: task, what, proposed."""
    if state is None and not lines:
        return {"changes": {}, "change_lines": {}}
    request = Change(id="g900", number="C-研发-900", title="调整", dept="d03", state=state, **more)
    found: dict[str, Row] = {
        f"gl{n}": ChangeLine(id=f"gl{n}", change="g900", task=t, what=w, proposed=p, dept="d03")
        for n, (t, w, p) in enumerate(lines)
    }
    return {"changes": {"g900": request}, "change_lines": found}


def merged(plan: Plan, *hands: Any, department: str = "d03") -> MergeResult:
    issued, base = issue(plan, department, 9)
    return merge(issued, template(), [returned(base, *hands)])


# --- each column --------------------------------------------------------------------------------------

LINK = (Link("t028"),)
# Table, row, column, new value, kind of change, how a line proposes it, and how another value; "" where no text is certain.
COLUMNS: list[tuple[str, str, str, Any, str, str, str]] = [
    ("wbs", TASK, "duration", 14, "duration", "14 天", "15 天"),
    ("wbs", TASK, "predecessors", LINK, "dependency", "3.2.2", "3.2.1"),
    ("wbs", TASK, "manual_start", day("2026-12-01"), "dates", "计划开始：2026-12-01", "计划开始：2026-12-02"),
    ("wbs", TASK, "manual_finish", day("2026-12-09"), "dates", "2026-12-01 ~ 2026-12-09", "2026-12-01 ~ 2026-12-10"),
    ("wbs", TASK, "not_before", day("2026-12-01"), "dates", "2026年12月1日", "2026-12-02"),
    ("wbs", TASK, "row_state", "cancelled", "cancelled", "取消", "有效"),
    ("wbs", OWN, "deliverable", "报告和数据", "deliverable", "报告和数据", ""),
    ("wbs", OWN, "acceptance", "全部通过", "scope", "全部通过", ""),
    ("wbs", OWN, "deadline", day("2026-12-31"), "dates", "截止日期：2026-12-31", "截止日期：2027-01-31"),
    ("budget", "b777", "unit_price", Decimal(150), "budget", "单价（元）：150", "单价：200"),
    ("budget", "b777", "quantity", Decimal(3), "budget", "数量：3；单价：100", "数量：4"),
    ("budget", "b777", "request", "q001", "budget", "资源申请：RR-研发-001", "资源申请：RR-研发-002"),
]
PROSE = "视情况调整，由核心小组确认"
IDS = [f"{table}.{key}" for table, _, key, *_ in COLUMNS]
column = pytest.mark.parametrize(("table", "row", "key", "value", "what", "same", "other"), COLUMNS, ids=IDS)


def test_every_gated_column_is_tried() -> None:
    declared = {f"{t.key}.{c.key}" for _, t in template().tables() for c in t.columns if c.gated}
    assert declared == {*IDS, "wbs.dept"}  # the department of a task is never a department's to change
    kinds = {c.gated for _, t in template().tables() for c in t.columns if c.gated}
    assert kinds | {"added"} == set(WHAT) == {o.key for o in CHANGE_KIND.options}


def answer(plan: Plan, table: str, row: str, key: str, value: Any) -> tuple[str, str]:
    [found] = outcomes(merged(plan, put(table, row, **{key: value})))[table, row, key]
    return found


@column
def test_a_gated_column(table: str, row: str, key: str, value: Any, what: str, same: str, other: str) -> None:
    plan = frozen_plan()
    task = OWN if row == OWN else TASK

    def said(state: str, *line: tuple[str | None, str, str]) -> tuple[str, str]:
        return answer(plan.with_tables(requests(state, *line)), table, row, key, value)

    assert answer(replace(plan, baselines=()), table, row, key, value) == APPLIED
    assert answer(plan, table, row, key, value) == GATED
    for state in STATES:
        assert said(state, (task, what, same)) == (APPLIED if state in APPROVED else GATED), state
    assert said("approved", (task, what, PROSE)) == APPLIED
    assert said("approved", ("t030", what, same)) == GATED
    assert said("approved", (task, "added", same)) == GATED
    if other:
        assert said("approved", (task, what, other)) == GATED
        assert said("approved", (task, what, other), (task, what, same)) == APPLIED


def test_free_columns_stay_free() -> None:
    hands = (
        put("wbs", TASK, owner="p006", effort=Decimal(20), note="下周开始"),
        put("budget", "b777", actual=Decimal(50), committed=Decimal(20)),
    )
    result = merged(frozen_plan(), *hands)
    assert {tuple(v) for v in outcomes(result).values()} == {(APPLIED,)}
    assert not result.gated and not result.drafted


def test_a_line_of_the_budget_that_does_not_count_is_free() -> None:
    plan = with_cell(frozen_plan(), "budget", "b777", state="proposed")
    assert answer(plan, "budget", "b777", "unit_price", Decimal(150)) == APPLIED


def test_money_may_be_asked_for_without_a_task() -> None:
    plan = frozen_plan().with_tables(requests("approved", (None, "budget", "增加一轮送检")))
    assert answer(plan, "budget", "b777", "quantity", Decimal(3)) == APPLIED
    other = with_cell(plan, "changes", "g900", dept="d04")
    assert answer(other, "budget", "b777", "quantity", Decimal(3)) == GATED


def test_a_task_that_the_newest_baseline_does_not_hold_is_free() -> None:
    plan = frozen_plan()
    assert plan.baseline is not None
    tasks = {i: t for i, t in plan.baseline.tasks.items() if i != TASK}
    newer = replace(plan.baseline, number=1, tasks=tasks)
    assert answer(replace(plan, baselines=(*plan.baselines, newer)), "wbs", TASK, "duration", 14) == APPLIED


def test_clearing_a_cell_is_a_change_too() -> None:
    plan = frozen_plan()
    assert answer(plan, "wbs", TASK, "duration", None) == GATED
    assert answer(
        plan.with_tables(requests("approved", (TASK, "duration", "（清空）"))), "wbs", TASK, "duration", None
    )[0] == ("applied")
    assert (
        answer(plan.with_tables(requests("approved", (TASK, "duration", "12"))), "wbs", TASK, "duration", None) == GATED
    )


@pytest.mark.parametrize(
    ("before", "after", "outcome"),
    [(None, "active", APPLIED), ("cancelled", "void", APPLIED), ("cancelled", None, GATED), (None, "void", GATED)],
)
def test_only_ending_and_resuming_a_task_change_its_state(before: str | None, after: str | None, outcome: Any) -> None:
    plan = with_cell(frozen_plan(), "wbs", TASK, row_state=before)
    assert answer(plan, "wbs", TASK, "row_state", after) == outcome


def test_resuming_needs_a_line_that_says_so() -> None:
    plan = with_cell(frozen_plan(), "wbs", TASK, row_state="cancelled")
    ended = plan.with_tables(requests("approved", (TASK, "cancelled", "不再试制")))
    assert answer(ended, "wbs", TASK, "row_state", None) == GATED
    resumed = plan.with_tables(requests("approved", (TASK, "cancelled", "有效")))
    assert answer(resumed, "wbs", TASK, "row_state", None) == APPLIED


def test_what_was_implemented_before_the_baseline_is_in_it() -> None:
    for on, outcome in (("2026-09-28", GATED), ("2026-09-29", APPLIED)):
        plan = frozen_plan().with_tables(
            requests("implemented", (TASK, "duration", PROSE), approve_on=day("2026-09-20"), implemented_on=day(on))
        )
        assert answer(plan, "wbs", TASK, "duration", 14) == outcome


def test_what_the_master_says_already_is_identical() -> None:
    plan, base = issue(frozen_plan(), "d03", 9)
    plan = with_cell(plan, "wbs", TASK, duration=14)
    result = merge(plan, template(), [returned(base, put("wbs", TASK, duration=14))])
    assert outcomes(result)["wbs", TASK, "duration"] == [("identical", "")]
    assert not result.drafted


def test_rights_come_first() -> None:
    """What was not the department's to change is no change request of its own."""
    result = merged(frozen_plan(), put("wbs", TASK, deliverable="别的", deadline=day("2026-12-31")))
    assert {tuple(v) for v in outcomes(result).values()} == {(("rejected", "not-owner"),)}
    assert not result.drafted


def test_a_companys_own_column_is_closed_as_its_template_says() -> None:
    from xlplan.template.resolve import resolve, templates_folder

    data = yaml.safe_load((templates_folder() / "full.yaml").read_text(encoding="utf-8"))
    own = {"key": "x_days", "header": {"zh": "驻场天数", "en": "Days on site"}, "kind": "int", "owner": "department"}
    wbs = resolve({**data, "extra_columns": {"wbs": [{**own, "gated": "duration"}]}}).table("wbs")
    gate = Gate(frozen_plan().with_tables(requests("approved", (TASK, "duration", "驻场天数：4"))), template())
    answers = [gate.cell(wbs, wbs.column("x_days"), TASK, None, value, {}).answer for value in ("4", "5")]
    assert answers == [Answer.COVERED, Answer.GATED]
    assert gate.cell(wbs, wbs.column("duration"), TASK, "10", "4", {}).answer is Answer.GATED


def test_without_the_forms_nothing_is_closed() -> None:
    plan, base = issue(frozen_plan(), "d03", 9)
    side = returned(base, put("wbs", TASK, duration=14))
    light = replace(template(), forms=tuple(f for f in template().forms if f.code != "changes"))
    assert merge(plan, light, [side]).counts.applied == 1


def test_the_project_managers_own_edits_are_not_put_back() -> None:
    before = frozen_plan()
    after = with_cell(before, "wbs", TASK, duration=14)
    result = merge(after, template(), [master_side(before, after)])
    assert outcomes(result)["wbs", TASK, "duration"] == [("applied", "on-behalf")]
    assert not result.drafted


# --- new tasks ------------------------------------------------------------------------------------------

NEW: dict[str, Any] = {"name": "补测", "owner": "p006", "deliverable": "补测报告", "acceptance": "无遗漏"}
# 3.2 (t026) was agreed for 2026-10-14 to 2026-12-10.


@pytest.mark.parametrize(
    ("cells", "outcome"),
    [
        ({"parent": "t026", "duration": 5}, "applied"),
        ({"parent": "t026"}, "applied"),
        ({"code": "3.2.99", "duration": 5}, "applied"),
        ({"parent": "t026", "manual_start": day("2026-12-07"), "manual_finish": day("2026-12-10")}, "applied"),
        ({"parent": "t026", "manual_start": day("2026-12-07"), "duration": 4}, "applied"),
        ({"parent": "t026", "manual_start": day("2026-12-07"), "duration": 5}, "rejected"),
        ({"parent": "t026", "manual_finish": day("2026-12-11")}, "rejected"),
        ({"parent": "t026", "not_before": day("2026-10-01")}, "rejected"),
        ({"parent": "t026", "duration": 200}, "rejected"),
        ({"parent": "t034", "duration": 1}, "rejected"),  # another department's
        ({"code": "99", "duration": 1}, "rejected"),
        ({"duration": 1}, "rejected"),
    ],
)
def test_a_new_task(cells: dict[str, Any], outcome: str) -> None:
    result = merged(frozen_plan(), put("wbs", "t9-01", **NEW, **cells))
    mine = [d for d in result.details if d.key not in ("parent", "code")]  # those have rights of their own
    assert {d.outcome.value for d in mine} == {outcome}
    assert ("t9-01" in result.plan.tasks) == (outcome == "applied")
    assert len(result.drafted) == (outcome == "rejected")


def test_a_new_task_passes_by_a_request_for_its_parent_or_its_department() -> None:
    hand = put("wbs", "t9-01", **NEW, parent="t026", duration=200)
    for line, passes in (
        (("t026", "added", "补测"), True),
        ((None, "added", "补测"), True),
        (("t020", "added", "补测"), False),
        (("t026", "scope", "补测"), False),
    ):
        result = merged(frozen_plan().with_tables(requests("approved", line)), hand)
        assert ("t9-01" in result.plan.tasks) == passes, line
    foreign = frozen_plan().with_tables(requests("approved", (None, "added", "补测")))
    result = merged(with_cell(foreign, "changes", "g900", dept="d04"), hand)
    assert "t9-01" not in result.plan.tasks


def test_what_hangs_on_a_new_task_waits_with_it() -> None:
    hands = (
        put("wbs", "t9-01", **NEW, parent="t026", duration=200),
        put("wbs", "t9-02", name="补测一组", owner="p006", parent="t9-01", duration=2),
        put("wbs", OWN, predecessors=(Link("t9-01"),)),
        put("progress", "t9-01@2", task="t9-01", percent=Decimal("0.1")),
        put("risks", "r9-01", description="样本不足", task="t9-01"),
    )
    plan = frozen_plan().with_tables(requests("approved", (OWN, "dependency", PROSE)))
    result = merged(plan, *hands)
    found = outcomes(result)
    assert found["wbs", OWN, "predecessors"] == [GATED]
    assert found["risks", "r9-01", "task"] == [GATED]
    assert found["risks", "r9-01", "description"] == [APPLIED]
    assert {v[0] for c, v in found.items() if c[1] in ("t9-01", "t9-02", "t9-01@2")} == {GATED}
    [drafted] = result.drafted
    wanted = [result.plan.rows("change_lines")[i] for i in drafted.lines]
    assert {(x.cell("task"), x.cell("what")) for x in wanted} == {("t026", "added")}
    assert {str(x.cell("proposed")).split("；")[0] for x in wanted} == {"补测", "补测一组"}
    approved = approve(result.plan, drafted.request)
    again = merge(approved, template(), [returned(issue(plan, "d03", 9)[1], *hands)])
    assert {"t9-01", "t9-02"} <= set(again.plan.tasks)
    assert not again.gated


# --- drafts ---------------------------------------------------------------------------------------------


def approve(plan: Plan, request: str, state: str = "approved") -> Plan:
    return with_cell(plan, "changes", request, state=state)


def test_a_request_is_drafted_and_lets_the_edit_through_once_it_is_approved() -> None:
    plan, base = issue(frozen_plan(), "d03", 9)
    side = returned(base, put("wbs", TASK, duration=14, manual_start=day("2026-12-01")))
    first = merge(plan, template(), [side])
    assert first.changed and first.counts.rejected == len(first.gated) == 2
    [drafted] = first.drafted
    request = first.plan.rows("changes")[drafted.request]
    assert (request.cell("number"), request.cell("state"), request.cell("dept")) == ("C-研发-001", "draft", "d03")
    assert request.cell("title") == "研发部第 2 轮填报中的计划变更"
    assert (request.cell("requester"), request.cell("reason")) == ("p006", None)
    lines = [first.plan.rows("change_lines")[i] for i in drafted.lines]
    said = {(x.cell("task"), x.cell("what"), x.cell("proposed")) for x in lines}
    assert said == {(TASK, "duration", "14"), (TASK, "dates", "计划开始（填写）：2026-12-01")}
    assert {d.request for d in first.gated} == {drafted.request}

    again = merge(first.plan, template(), [side])
    assert not again.changed and not again.drafted
    assert {d.request for d in again.gated} == {drafted.request}

    taken = merge(approve(first.plan, drafted.request), template(), [side])
    assert taken.counts.applied == 2 and not taken.gated
    assert taken.plan.tasks[TASK].duration == 14
    assert {d.request for d in taken.details} == {drafted.request}


@pytest.mark.parametrize("state", ["to_assess", "returned", "rejected"])
def test_a_draft_that_is_under_way_is_not_touched(state: str) -> None:
    plan, base = issue(frozen_plan(), "d03", 9)
    first = merge(plan, template(), [returned(base, put("wbs", TASK, duration=14))])
    [drafted] = first.drafted
    moved = approve(first.plan, drafted.request, state)
    same = merge(moved, template(), [returned(base, put("wbs", TASK, duration=14))])
    assert not same.changed and {d.request for d in same.gated} == {drafted.request}
    other = merge(moved, template(), [returned(base, put("wbs", TASK, duration=16))])
    [second] = other.drafted
    assert second.request != drafted.request
    assert other.plan.rows("changes")[drafted.request] == moved.rows("changes")[drafted.request]
    assert str(other.plan.rows("changes")[second.request].cell("title")).endswith("（2）")


def test_a_later_value_is_one_more_line_of_the_draft() -> None:
    plan, base = issue(frozen_plan(), "d03", 9)
    first = merge(plan, template(), [returned(base, put("wbs", TASK, duration=14))])
    later = merge(first.plan, template(), [returned(base, put("wbs", TASK, duration=16))])
    assert later.drafted[0].request == first.drafted[0].request
    assert [r.cell("proposed") for r in later.plan.rows("change_lines").values()] == ["14", "16"]


def test_a_line_that_was_reworded_is_left_as_it_is() -> None:
    plan, base = issue(frozen_plan(), "d03", 9)
    side = returned(base, put("wbs", TASK, duration=14))
    first = merge(plan, template(), [side])
    [line] = first.drafted[0].lines
    reworded = with_cell(first.plan, "change_lines", line, proposed="12 天", change=None)
    again = merge(reworded, template(), [side])
    assert not again.changed and again.plan.rows("change_lines")[line].cell("proposed") == "12 天"


def test_what_the_department_asked_for_itself_is_not_asked_for_again() -> None:
    hands = (
        put("wbs", TASK, duration=14),
        put("changes", "g9-01", title="延长", requester="p006", reason="新增测试"),
        put("change_lines", "gl9-01", change="g9-01", task=TASK, what="duration", proposed="延长约一周"),
    )
    result = merged(frozen_plan(), *hands)
    assert not result.drafted
    assert {d.request for d in result.gated} == {"g9-01"}
    turned_down = frozen_plan().with_tables(requests("rejected", (TASK, "duration", "延长约一周")))
    assert merged(turned_down, put("wbs", TASK, duration=14)).drafted


def test_files_of_one_department_share_a_draft_in_any_order() -> None:
    plan, base = issue(frozen_plan(), "d03", 9)
    plan, other = issue(plan, "d04", 10)
    sides = [
        returned(base, put("wbs", TASK, duration=14), name="a.xlsx"),
        returned(base, put("wbs", TASK, duration=16), put("wbs", "t028", duration=30), name="b.xlsx"),
        returned(base, put("wbs", TASK, duration=14), name="c.xlsx"),
        returned(other, put("wbs", "t040", duration=20), name="d.xlsx"),
    ]
    result = merge(plan, template(), sides)
    assert result == merge(plan, template(), sides[::-1])
    assert sorted((d.department, len(d.lines)) for d in result.drafted) == [("d03", 3), ("d04", 1)]
    tables = [list(merge(plan, template(), s).plan.rows("change_lines")) for s in (sides, sides[::-1])]
    assert tables[0] == tables[1]


def test_a_file_without_its_base_asks_for_nothing() -> None:
    plan, base = issue(frozen_plan(), "d03", 9)
    result = merge(plan, template(), [returned(base, put("wbs", TASK, duration=14), anchored=False)])
    assert outcomes(result)["wbs", TASK, "duration"] == [("conflict", "no-base")]
    assert not result.drafted


# --- the project manager ------------------------------------------------------------------------------


def test_what_the_manager_changed_without_a_request_is_said() -> None:
    before = frozen_plan()
    after = with_cell(before, "wbs", TASK, duration=14, note="改了")
    new = Task(id="t900", code="99", name="新增任务", dept="d03")
    inside = Task(id="t901", code="3.2.98", name="子任务", dept="d03", duration=3)
    after = after.with_tables({"wbs": {**after.tasks, "t900": new, "t901": inside}})
    found = list(unasked_changes(before, after, template()))
    assert [(x.code, x.place.row_id, x.place.field) for x in found] == [
        ("MRG032", TASK, "duration"),
        ("MRG033", "t900", "name"),
    ]
    assert "由“10”改成“14”" in found[0].message("zh") and "from “10” to “14”" in found[0].message("en")
    covered = after.with_tables(requests("approved", (TASK, "duration", "14"), (None, "added", "新增任务")))
    assert not list(unasked_changes(before, covered, template()))
    assert not list(unasked_changes(replace(before, baselines=()), replace(after, baselines=()), template()))


# --- whatever people do ---------------------------------------------------------------------------------


@settings(max_examples=25)
@given(seeds)
def test_the_gate_holds_whatever_people_do(seed: int) -> None:
    """Merged again nothing changes, order does not matter, and no frozen cell moves without a request."""
    plan, sides = world(seed)
    plan = replace(plan, baselines=frozen_sample().baselines)
    result = merge(plan, template(), sides)
    c = result.counts
    assert c.edits == c.applied + c.identical + c.conflicts + c.rejected == len(result.details)
    again = merge(result.plan, template(), sides)
    assert not again.changed and again.plan == result.plan and not again.drafted
    assert merge(plan, template(), Random(seed).sample(sides, len(sides))) == result
    assert plan.baseline is not None
    for d in result.details:
        column = template().table(d.table).column(d.key)
        if d.reason is Reason.GATED:
            assert d.department is not None
        elif d.outcome == "applied" and d.department and d.table == "wbs" and column.gated and d.row_id in plan.tasks:
            assert d.request or d.row_id not in plan.baseline.tasks or column.gated == "cancelled"


@settings(max_examples=25)
@given(seeds)
def test_the_gate_only_stops_what_would_have_been_taken_or_asked(seed: int) -> None:
    """Reasons of rights stay what they are: with and without a baseline the same edits lack them."""
    plan, sides = world(seed)
    free = merge(plan, template(), sides)
    gated = merge(replace(plan, baselines=frozen_sample().baselines), template(), sides)
    rights = ("not-owner", "proposal", "unreadable", "duplicate-row", "row-unknown")
    before = {(d.sha256, d.cell) for d in free.details if d.reason in rights}
    after = {(d.sha256, d.cell) for d in gated.details if d.reason in rights}
    stopped = {(d.sha256, d.cell) for d in gated.gated}
    assert before == after and not before & stopped


@given(
    st.sampled_from([c for c in COLUMNS if c[2] != "row_state"]),
    st.sampled_from(["", "，", "：", "1 2 3", "#N/A", "=1"]),
)
def test_any_words_in_a_line_are_read_or_are_prose(case: tuple[Any, ...], words: str) -> None:
    from xlplan.core.kinds.base import Ctx
    from xlplan.ownership.proposals import Says, says

    table = template().table(case[0])
    value = frozen(table.column(case[2]), case[3])
    assert says(words, table, table.column(case[2]), value, Ctx()) in Says


def test_the_sample_without_a_baseline_is_free() -> None:
    assert answer(sample(), "wbs", TASK, "duration", 14) == APPLIED
