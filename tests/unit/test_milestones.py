"""Milestones: dates and states follow from their tasks, numbers are given once, copies show what concerns them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from rules.examples import TEMPLATE, context_of, plan_of
from xlplan.core.text import LANGS, Lang
from xlplan.document.dump import dump
from xlplan.merging.number import number
from xlplan.model.baseline import Baseline, BaselineTask
from xlplan.model.plan import Plan
from xlplan.ownership.view import department_view
from xlplan.twins.engine import from_serial
from xlplan.twins.milestones import LABELS

TODAY = "2026-03-13"
LINKED = [
    {"code": "1", "duration": 5, "manual_start": "2026-03-02"},
    {"code": "2", "duration": 0, "predecessors": "1"},
]


def shown(plan: Plan, key: str, row: str = "m001") -> Any:
    """A calculated value of a milestone, dates as dates."""
    computed = context_of(plan).computed
    value = computed.value("milestones", row, key)
    is_day = key in ("planned", "forecast", "actual", "baseline") and value != ""
    return from_serial(float(value)) if is_day else value


def on(task: dict[str, Any], *progress: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A plan with one milestone on one task, at the end of a week of March."""
    return {
        "rounds": [{"number": 1, "status_date": TODAY}],
        "wbs": [{"code": "1", "duration": 0, **task}],
        "progress": [{"task": "1", "round": 1, **p} for p in progress],
        "milestones": [{"name": "样机评审", "task": "1"}],
        **more,
    }


STATES = [
    ("ahead", on({"manual_finish": "2026-03-20"})),
    ("ahead", on({"manual_finish": TODAY})),
    ("late", on({"manual_finish": "2026-03-12"})),
    ("late", on({"manual_finish": "2026-03-12"}, {"forecast_finish": "2026-03-18"})),
    ("at_risk", on({"manual_finish": "2026-03-20"}, {"forecast_finish": "2026-03-24"})),
    ("at_risk", on({"manual_finish": "2026-03-20", "deadline": "2026-03-18"})),
    ("reached", on({"manual_finish": "2026-03-12"}, {"percent": "100%"})),
    ("reached", on({"manual_finish": "2026-03-12"}, {"actual_finish": "2026-03-13"})),
    (None, on({"manual_finish": "2026-03-12", "row_state": "取消"})),
    (None, on({}, milestones=[{"name": "样机评审"}])),
]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(("state", "document"), STATES)
def test_state(state: str | None, document: dict[str, Any], lang: Lang) -> None:
    assert shown(plan_of(document, lang), "state") == (LABELS[state](lang) if state else "")


def test_complete_without_an_actual_date_leaves_it_blank() -> None:
    plan = plan_of(on({"manual_finish": "2026-03-12"}, {"percent": "100%"}))
    assert (shown(plan, "actual"), shown(plan, "state")) == ("", "已达成")


def test_dates_are_those_of_the_task() -> None:
    plan = plan_of({"wbs": LINKED, "milestones": [{"name": "样机评审", "task": "2"}, {"name": "方案", "task": "1"}]})
    friday = dt.date(2026, 3, 6)
    for row in ("m001", "m002"):  # of a task with a length its finish counts
        assert (shown(plan, "planned", row), shown(plan, "forecast", row)) == (friday, friday)
        assert (shown(plan, "baseline", row), shown(plan, "deviation", row)) == ("", 0)


def test_deviation_is_against_the_baseline_in_working_days() -> None:
    plan = plan_of(on({"manual_finish": "2026-03-24"}))
    frozen = {"t001": BaselineTask(None, dt.date(2026, 3, 20), 0, None, None)}
    plan = replace(plan, baselines=(Baseline(0, dt.date(2026, 3, 2), tasks=frozen),))
    assert shown(plan, "baseline") == shown(plan, "planned") == dt.date(2026, 3, 20)
    assert (shown(plan, "deviation"), shown(plan, "state")) == (2, "有风险")


def test_a_milestone_on_a_summary_is_reached_with_its_last_task() -> None:
    tasks = [
        {"code": "1"},
        {"code": "1.1", "manual_start": "2026-03-02", "manual_finish": "2026-03-05"},
        {"code": "1.2", "manual_start": "2026-03-04", "manual_finish": "2026-03-10"},
    ]
    done = {"task": "1.1", "round": 1, "percent": "100%"}
    document = on({}, wbs=tasks, progress=[done])
    assert (shown(plan_of(document), "planned"), shown(plan_of(document), "state")) == (dt.date(2026, 3, 10), "已滞后")
    document["progress"] = [done, {**done, "task": "1.2"}]
    assert shown(plan_of(document), "state") == "已达成"


def test_numbers_are_given_once_in_one_series() -> None:
    plan = plan_of({"milestones": [{"name": "甲"}, {"name": "乙", "number": "M-004"}, {"name": "丙"}]})
    once = number(plan, TEMPLATE, {"milestones": ["M-006"]})
    assert [m.number for m in once.plan.milestones.values()] == ["M-007", "M-004", "M-008"]
    assert not once.findings
    again = number(once.plan, TEMPLATE, {})
    assert again.cells == [] and again.plan.tables == once.plan.tables


COPIED = {
    "wbs": [{"code": "1", "dept": "市场部", "duration": 0}, {"code": "2", "dept": "研发部", "duration": 0}],
    "milestones": [
        {"name": "开售", "task": "1", "owner": "张伟", "note": "不外传"},
        {"name": "样机评审", "task": "2", "owner": "张伟"},
    ],
}


def test_a_copy_shows_milestones_of_its_tasks_and_people_to_read() -> None:
    plan = plan_of(COPIED)
    marketing = department_view(plan, TEMPLATE, "d01", 1).tables["milestones"]
    development = department_view(plan, TEMPLATE, "d02", 1).tables["milestones"]
    assert (marketing.own, marketing.context) == ((), ("m001", "m002"))
    assert (development.own, development.context, development.spare) == ((), ("m002",), ())
    assert "note" not in development.columns and {"name", "task", "owner", "standard"} < set(development.columns)


def test_a_copy_without_milestones_has_no_such_sheet() -> None:
    plan = plan_of({**COPIED, "milestones": COPIED["milestones"][:1]})
    assert "milestones" not in department_view(plan, TEMPLATE, "d02", 1).tables


def test_a_document_names_the_form_where_it_is_used() -> None:
    plan = plan_of(COPIED)
    assert [m["name"] for m in dump(plan, TEMPLATE)["milestones"]] == ["开售", "样机评审"]
    assert "milestones" not in dump(plan.with_tables({"milestones": {}}), TEMPLATE)
