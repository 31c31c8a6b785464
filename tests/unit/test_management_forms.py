"""What is calculated for changes, action items, self-checks and documents, and what copies show of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from rules.examples import TEMPLATE, context_of, plan_of
from xlplan.core.text import LANGS, Lang
from xlplan.document.dump import dump
from xlplan.feeding.feed import feed
from xlplan.model.baseline import Baseline, BaselineTask
from xlplan.model.order import ordered
from xlplan.model.plan import Plan
from xlplan.twins import actions, selfcheck

TODAY = "2026-03-13"  # a Friday
ROUND = [{"number": 1, "status_date": TODAY}]


def shown(plan: Plan, table: str, row: str, key: str) -> Any:
    """A calculated value."""
    return context_of(plan).computed.value(table, row, key)


# --- changes -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("state", "waiting", "days"),
    [
        (None, 1, 4),
        ("to_assess", 1, 4),
        ("to_approve", 1, 4),
        ("draft", 0, ""),
        ("approved", 0, ""),
        ("returned", 0, ""),
    ],
)
def test_a_request_waits_until_it_is_decided(state: str | None, waiting: int, days: Any, lang: Lang) -> None:
    request = {"title": "甲", "date": "2026-03-09", "state": state}
    plan = plan_of({"rounds": ROUND, "changes": {"changes": [request]}}, lang)
    assert shown(plan, "changes", "g001", "waiting") == waiting
    assert shown(plan, "changes", "g001", "waiting_days") == days
    assert shown(plan, "changes", "g001", "at_management") == int(state == "to_approve")


def test_a_request_dated_ahead_has_not_waited() -> None:
    plan = plan_of({"rounds": ROUND, "changes": {"changes": [{"title": "甲", "date": "2026-03-20"}, {"reason": "乙"}]}})
    assert shown(plan, "changes", "g001", "waiting_days") == 0
    assert (shown(plan, "changes", "g002", "waiting"), shown(plan, "changes", "g002", "waiting_days")) == (0, "")


TASKS = [
    {
        "code": "1",
        "name": "设计",
        "dept": "研发部",
        "duration": 5,
        "manual_start": "2026-03-02",
        "acceptance": "评审通过",
    },
    {"code": "2", "name": "试产", "dept": "市场部", "duration": 3, "predecessors": "1FS+1d", "deliverable": "样机"},
    {"code": "3", "name": "停售", "row_state": "取消"},
]
BEFORE = [
    ("1", "scope", "评审通过", "评审通过"),
    ("2", "deliverable", "样机", "样机"),
    ("1", "duration", "5 个工作日", "5 working days"),
    ("2", "dependency", "1+1天", "1+1d"),
    ("1", "dates", "2026-03-02 ~ 2026-03-06", "2026-03-02 ~ 2026-03-06"),
    ("1", "department", "研发部", "研发部"),
    ("2", "cancelled", "有效", "Active"),
    ("3", "cancelled", "取消", "Cancelled"),
    ("1", "budget", "", ""),
    ("1", "added", "", ""),
    (None, "added", "（无此任务）", "(no such task yet)"),
    (None, "duration", "", ""),
    ("1", None, "", ""),
]


def lines(lang: Lang) -> Plan:
    said = [{"task": task, "what": what, "proposed": "x"} for task, what, *_ in BEFORE]
    return plan_of({"wbs": TASKS, "changes": {"change_lines": said}}, lang)


@pytest.mark.parametrize("lang", LANGS)
def test_what_stands_before_a_change(lang: Lang) -> None:
    plan = lines(lang)
    found = [shown(plan, "change_lines", f"gl{n:03d}", "before") for n in range(1, len(BEFORE) + 1)]
    links = str(plan.tasks["t002"].predecessors and _typed_links(plan))
    meant = [row[3 if lang == "en" else 2] for row in BEFORE]
    assert found == [links if row[1] == "dependency" else text for row, text in zip(BEFORE, meant, strict=True)]


def _typed_links(plan: Plan) -> Any:
    """Predecessors as their sheet shows them."""
    from xlplan.core.kinds.base import Ctx
    from xlplan.model.plan import plan_names

    return (
        TEMPLATE.table("wbs")
        .column("predecessors")
        .kind.to_cell(plan.tasks["t002"].predecessors, Ctx(plan.language, plan_names(plan)))
    )


def test_a_frozen_plan_is_what_stands_before() -> None:
    frozen = {"t001": BaselineTask(dt.date(2026, 3, 9), dt.date(2026, 3, 18), 8, None, None)}
    plan = replace(lines("zh"), baselines=(Baseline(0, dt.date(2026, 3, 1), tasks=frozen),))
    assert shown(plan, "change_lines", "gl003", "before") == "8 个工作日"
    assert shown(plan, "change_lines", "gl005", "before") == "2026-03-09 ~ 2026-03-18"


def test_a_document_names_requests_by_number_or_title() -> None:
    requests = [{"number": "C-研发-001", "title": "更换供应商"}, {"title": "延长（环境）试验" * 8}]
    said = [{"change": "C-研发-001"}, {"change": "更换供应商"}, {"change": "延长（环境）试验" * 8}, {"change": "没有"}]
    plan = plan_of({"changes": {"changes": requests, "change_lines": said}})
    assert [r.cell("change") for r in plan.rows("change_lines").values()] == ["g001", "g001", "g002", None]
    assert plan.unread == {("change_lines", "gl004", "change"): "没有"}
    written = dump(plan, TEMPLATE)["changes"]
    assert plan_of({"changes": written}).tables["change_lines"] == plan.tables["change_lines"]


def test_a_document_with_requests_but_no_lines_reads_again() -> None:
    plan = plan_of({"changes": {"changes": [{"title": "甲"}]}})
    written = dump(plan, TEMPLATE)["changes"]
    assert list(written) == ["changes"]
    assert plan_of({"changes": written}).tables["changes"] == plan.tables["changes"]


# --- action items ------------------------------------------------------------------------------------------------

TIMING = [
    ("overdue", 4, {"due": "2026-03-09"}),
    ("overdue", 1, {"due": "2026-03-12", "state": "进行中"}),
    ("soon", "", {"due": TODAY}),
    ("soon", "", {"due": "2026-03-20"}),
    ("ahead", "", {"due": "2026-03-21"}),
    ("closed", "", {"due": "2026-03-09", "state": "已完成"}),
    ("closed", "", {"due": "2026-03-09", "state": "已取消"}),
    ("", "", {}),
]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(("timing", "days", "cells"), TIMING)
def test_timing_of_an_item(timing: str, days: Any, cells: dict[str, Any], lang: Lang) -> None:
    plan = plan_of({"rounds": ROUND, "actions": [{"topic": "甲", **cells}]}, lang)
    assert shown(plan, "actions", "a001", "timing") == (actions.TIMING[timing](lang) if timing else "")
    assert shown(plan, "actions", "a001", "overdue_days") == days


def test_without_a_status_date_nothing_is_overdue() -> None:
    plan = plan_of({"actions": [{"topic": "甲", "due": "2020-01-06"}]})
    assert (shown(plan, "actions", "a001", "timing"), shown(plan, "actions", "a001", "overdue")) == ("", 0)


def test_items_stand_in_the_order_of_their_dates() -> None:
    dues = ["2026-03-20", None, "2026-03-09", "2026-03-20", "2026-03-01"]
    rows = [{"topic": "甲", "due": due, "state": "已完成" if n == 4 else None} for n, due in enumerate(dues)]
    plan = plan_of({"rounds": ROUND, "actions": rows})
    assert [shown(plan, "actions", f"a{n:03d}", "due_rank") for n in range(1, 6)] == [2, 4, 1, 3, 0]


# --- self-checks -------------------------------------------------------------------------------------------------

DONE = [
    {"code": "1", "name": "甲", "dept": "研发部", "deliverable": "图纸", "acceptance": "评审通过", "owner": "李娜"},
    {"code": "2", "name": "乙", "dept": "市场部", "deliverable": "报告"},
    {"code": "10", "name": "丙", "dept": "研发部"},
    {"code": "3", "name": "丁", "dept": "研发部", "deliverable": "样机"},
]
FINISHED = [{"task": c, "round": 1, "percent": "100%", "actual_finish": TODAY} for c in ("1", "2", "10")]


def finished(**more: Any) -> Plan:
    return plan_of({"rounds": ROUND, "wbs": DONE, "progress": FINISHED, **more})


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("state", "cells"),
    [
        ("pending", {}),
        ("passed", {"result": "符合"}),
        ("passed", {"result": "不适用"}),
        ("failed", {"result": "不符合"}),
        ("failed", {"result": "不符合", "fix_due": TODAY}),
        ("overdue", {"result": "不符合", "fix_due": "2026-03-12"}),
    ],
)
def test_state_of_a_self_check(state: str, cells: dict[str, Any], lang: Lang) -> None:
    plan = plan_of({"rounds": ROUND, "wbs": DONE, "selfcheck": [{"task": "1", **cells}]}, lang)
    assert shown(plan, "selfcheck", "t001!", "state") == selfcheck.STATES[state](lang)
    assert [shown(plan, "selfcheck", "t001!", k) for k in ("owner", "dept", "deliverable", "standard")] == [
        "李娜", "研发部", "图纸", "评审通过",
    ]  # fmt: skip


def test_finished_deliverables_are_laid_out_once() -> None:
    plan = finished(selfcheck=[{"task": "2", "result": "符合"}])
    fed, done = feed(plan, TEMPLATE)
    # Task 10 has no deliverable, task 3 is not finished.
    assert ordered(fed, "selfcheck") == ["t001!", "t002!"]
    assert fed.rows("selfcheck")["t002!"].cell("result") == "conforms"
    assert [(x.table, x.row_id) for x in done] == [("selfcheck", "t001!")]
    assert feed(fed, TEMPLATE) == (fed, [])


@pytest.mark.parametrize("state", ["计划中", None])
def test_nothing_is_laid_out_while_it_is_not_asked_for(state: str | None) -> None:
    plan = finished(basic={"state": state})
    assert feed(plan, TEMPLATE) == (plan, [])
