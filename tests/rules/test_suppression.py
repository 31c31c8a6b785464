"""One finding per cause: what follows from a mistake is not found again."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from rules.examples import context_of, plan_of
from xlplan.core.finding import Finding
from xlplan.rules.catalogue import rule
from xlplan.rules.run import run

FULL = {"dept": "市场部", "owner": "张伟", "deliverable": "报告", "acceptance": "评审通过", "duration": 3}


def _task(code: str | None, **more: Any) -> dict[str, Any]:
    return {"code": code, "name": f"任务{code}", **FULL, **more}


def _found(document: dict[str, Any], **more: Any) -> list[Finding]:
    return run(context_of(plan_of(document), **more))


def _codes(*tasks: dict[str, Any], **document: Any) -> list[str]:
    return [f.code for f in _found({"wbs": list(tasks), **document})]


def test_a_clean_plan_gives_nothing() -> None:
    assert _codes(_task("1", manual_start="2026-03-02"), _task("2", manual_start="2026-03-05", predecessors="1")) == []


def test_a_missing_parent_is_one_finding() -> None:
    assert _codes(_task("1"), *(_task(c) for c in ("2.1", "2.1.1", "2.1.2", "2.2", "2.3"))) == [
        "STR003",
        "STR011",  # 2.1 has children
    ]


def test_an_unreadable_code_hides_what_may_follow_from_it() -> None:
    plan = plan_of({"wbs": [_task("1", duration=None), _task("1.2.1")]})
    plan.unread[("wbs", "t003", "code")] = "1.2"
    assert run(context_of(plan), [rule("STR003"), rule("STR004")]) == []


def test_a_cycle_is_found_once_with_its_members_in_order() -> None:
    found = _found(
        {
            "wbs": [
                _task("1", predecessors="3", manual_start="2026-03-02"),
                _task("2", predecessors="1", manual_start="2026-03-02"),
                _task("3", predecessors="2", manual_start="2026-03-02"),
                _task("4", predecessors="3", manual_start="2026-03-09"),
            ]
        }
    )
    assert [f.code for f in found] == ["STR006"]
    assert "1 → 2 → 3 → 1" in found[0].message("zh")


def test_two_cycles_are_two_findings() -> None:
    pairs = (("1", "2"), ("2", "1"), ("3", "4"), ("4", "3"))
    assert _codes(*(_task(a, predecessors=b) for a, b in pairs)) == ["STR006", "STR006"]


def test_a_group_of_equal_codes_is_one_finding() -> None:
    twin = {"name": "甲", "dept": "市场部"}
    found = _found({"wbs": [{"code": "1", **twin}, {"code": "1", **twin}, {"code": "1", **twin}]})
    assert [f.code for f in found] == ["STR001"]
    assert found[0].params["count"] == 3


def test_an_unreadable_date_stops_the_date_rules() -> None:
    before = _task("1", manual_start="2026-03-02")
    odd = {"manual_finish": "2026-03-07", "deadline": "2026-03-04", "predecessors": "1", "duration": 9}
    assert _codes(before, _task("2", manual_start="三月初", **odd)) == ["DAT005"]  # that Saturday is a day of its own


def test_a_reversed_period_is_not_a_wrong_duration_too() -> None:
    more = {"deadline": "2026-03-04", "manual_start": "2026-03-09", "manual_finish": "2026-03-05"}
    assert _codes(_task("1", **more)) == ["DAT001"]


def test_a_task_without_code_is_only_that() -> None:
    assert _codes({"name": "设计", "dept": "市场部"}) == ["GEN001"]


def test_a_reversed_project_does_not_throw_out_every_task() -> None:
    basic = {"start": "2026-12-31", "finish": "2026-03-02"}
    people = [{"id": "p001", "name": "张伟", "dept": "市场部", "role": "项目经理", "from": "2026-03-02"}]
    departments = [{"name": "市场部", "short_code": "市", "contact": "张伟"}]
    team = {"departments": departments, "people": people}
    assert _codes(_task("1", manual_start="2026-03-02"), basic=basic, team=team) == ["BAS001"]


def test_an_empty_calendar_is_the_finding_not_the_durations() -> None:
    task = _task("1", manual_start="2026-03-07", manual_finish="2026-03-20", duration=3)
    assert _codes(task, calendar=[]) == ["CAL004"]


def test_a_first_draft_is_not_greeted_with_everything_it_lacks() -> None:
    draft = {
        "wbs": [{"code": "1", "name": "设计"}, {"code": "1", "name": "试制"}],
        "basic": {"state": "立项中"},
    }
    assert [f.code for f in _found(draft)] == ["STR001"]


def test_a_copy_is_judged_by_its_own_rows_only() -> None:
    document = {
        "wbs": [{"code": "1", "name": "甲", "dept": "市场部"}, {"code": "2", "name": "乙", "dept": "研发部"}],
        "calendar": [],
    }

    def own(table: str, row_id: str) -> bool:
        return table == "wbs" and row_id == "t002"

    found = _found(document, own=own, master=False)
    # What the project manager owes in this row (GEN001) is not the department's to fill in.
    assert [(f.code, f.place.row_id) for f in found] == [("DAT002", "t002"), ("GEN002", "t002")]


def test_a_department_fills_in_all_of_a_row_it_added() -> None:
    document = {
        "wbs": [
            {"code": "1", "name": "甲"},
            {"id": "t7-01", "parent": "1", "name": "子任务", "owner": "张伟"},
        ]
    }
    found = _found(document, own=lambda t, i: i == "t7-01", master=False)
    missing = [f.place.field for f in found if f.code == "GEN001"]
    assert missing == ["dept", "deliverable", "acceptance"]


def test_a_task_whose_children_a_copy_does_not_show_is_no_leaf() -> None:
    document = {"wbs": [{"code": "1", "name": "甲", "dept": "市场部"}]}
    assert _found(document, master=False, summaries=frozenset({"t001"})) == []


@pytest.mark.parametrize("key", ["manual_start", "duration", "predecessors", "dept", "owner"])
def test_an_unreadable_cell_is_never_missing(key: str) -> None:
    document = {"wbs": [_task("1", **{key: "？？"})]}
    assert not [f for f in _found(document) if f.place.field == key]


def _form_codes(state: str = "执行中", **document: Any) -> list[str]:
    tasks = [_task("1", manual_start="2026-03-02"), _task("2", manual_start="2026-03-05")]
    basic = {"state": state, **document.pop("basic", {})}
    return [f.code for f in _found({"wbs": tasks, "basic": basic, **document})]


def test_a_request_that_the_provider_declined_is_not_missing_too() -> None:
    request = {
        "dept": "市场部", "type": "设备", "spec": "试验台", "quantity": 1, "task": "1", "from": "2026-02-20",
        "provider": "研发部", "confirmed": "不同意", "state": "已批准", "decided_by": "张伟", "decided_on": "2026-02-10",
    }  # fmt: skip
    assert _form_codes(basic={"status_date": "2026-03-04"}, resources=[request]) == ["RSC007"]


def test_money_spent_on_a_line_that_was_not_accepted_is_not_overspent_too() -> None:
    line = {"subject": "物料", "item": "样机", "dept": "市场部", "unit_price": 10, "quantity": 1, "actual": 50}
    assert _form_codes(budget=[line]) == ["BUD006"]


def test_a_blank_line_of_a_partly_approved_request_is_found_at_the_request() -> None:
    request = {
        "number": "RR-市场-001", "dept": "市场部", "type": "设备", "spec": "试验台", "quantity": 1, "task": "1",
        "from": "2026-02-20", "cost": 900, "state": "部分批准", "decided_by": "张伟", "decided_on": "2026-02-10",
    }  # fmt: skip
    line = {"subject": "物料", "item": "试验台", "dept": "市场部", "request": "RR-市场-001"}
    assert _form_codes(resources=[request], budget=[line]) == ["RSC006"]


def test_an_acceptance_report_without_conclusion_is_one_finding() -> None:
    found = _found({"basic": {"state": "已关闭"}, "acceptance": {"acceptance": {"basis": "通知书"}}})
    at_conclusion = [f.code for f in found if f.place.field == "conclusion"]
    assert at_conclusion == ["GEN001"] and "CLO005" not in [f.code for f in found]


def test_a_template_without_the_forms_is_not_asked_for_them() -> None:
    context = context_of(plan_of({"basic": {"state": "已关闭"}}))
    forms = tuple(f for f in context.template.forms if f.code not in ("acceptance", "retrospective", "documents"))
    found = run(replace(context, template=replace(context.template, forms=forms)))
    assert not [f.code for f in found if f.code.startswith("CLO")]


@pytest.mark.parametrize("n", [1, 2])
def test_an_unreadable_number_may_tell_namesakes_apart(n: int) -> None:
    people = [{"name": "赵敏", "dept": "市场部", "employee_no": "10527"}, {"name": "赵敏", "dept": "市场部"}]
    plan = plan_of({"basic": {"manager": None}, "team": {"people": people}})
    assert [f.code for f in run(context_of(plan), [rule("TEA001")])] == ["TEA001"]
    first = plan.people["p001"].with_cells({"employee_no": None})
    plan = replace(plan.with_tables({"people": {**plan.people, "p001": first}}), unread={})
    plan.unread["people", f"p00{n}", "employee_no"] = "#REF!"
    assert run(context_of(plan), [rule("TEA001")]) == []
