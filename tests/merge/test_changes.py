"""Change requests and action items as departments return them: what is theirs to say, and what only management decides."""

from __future__ import annotations

from typing import Any

import pytest

from merge.returned import Hand, day, issue, outcomes, put, returned, sample, template, with_cell
from xlplan.forms.actions import Action
from xlplan.forms.base import Row
from xlplan.forms.changes import Change, ChangeLine
from xlplan.merging.decide import merge
from xlplan.merging.result import MergeResult
from xlplan.model.plan import Plan

DONE, NO, FROZEN = ("applied", ""), ("rejected", "not-owner"), ("rejected", "frozen")
REASON = ("changes", "g001", "reason")


def with_request(state: str | None = None) -> Plan:
    requests: dict[str, Row] = {
        "g001": Change(id="g001", number="C-研发-001", title="更换供应商", dept="d03", reason="交期", state=state)
    }
    lines: dict[str, Row] = {"gl001": ChangeLine(id="gl001", change="g001", task="t022", what="duration", dept="d03")}
    return sample().with_tables({"changes": requests, "change_lines": lines})


def merged(plan: Plan, department: str, *hands: Hand, now: dict[str, Any] | None = None) -> MergeResult:
    """The plan merged with a department's copy; ``now``: what the manager has changed in the request since the issue."""
    issued, base = issue(plan, department, 7)
    if now:
        issued = with_cell(issued, "changes", "g001", **now)
    return merge(issued, template(), [returned(base, *hands)])


@pytest.mark.parametrize(
    ("state", "outcome"), [(None, DONE), ("returned", DONE), ("to_approve", DONE), ("approved", FROZEN)]
)
def test_a_request_is_its_departments_until_it_is_decided(state: str | None, outcome: tuple[str, str]) -> None:
    result = merged(with_request(state), "d03", put("changes", "g001", reason="停产"))
    assert outcomes(result)[REASON] == [outcome]


def test_a_decision_made_since_the_issue_closes_the_request_too() -> None:
    hands = put("changes", "g001", reason="停产"), put("change_lines", "gl001", proposed="20 天")
    result = merged(with_request(), "d03", *hands, now={"state": "approved"})
    assert outcomes(result)[REASON] == [FROZEN]
    assert outcomes(result)["change_lines", "gl001", "proposed"] == [FROZEN]
    returned_to_them = merged(with_request("to_approve"), "d03", *hands, now={"state": "returned"})
    assert outcomes(returned_to_them)[REASON] == [DONE]


def test_what_the_decided_request_says_already_is_no_edit() -> None:
    result = merged(
        with_request(), "d03", put("changes", "g001", reason="停产"), now={"state": "approved", "reason": "停产"}
    )
    assert outcomes(result)[REASON] == [("identical", "")]


def test_lines_are_not_added_to_a_decided_request() -> None:
    line = put("change_lines", "gl7-01", change="g001", what="dates", proposed="延后")
    found = outcomes(merged(with_request("approved"), "d03", line))
    assert {found["change_lines", "gl7-01", k][0] for k in ("change", "what", "proposed")} == {FROZEN}
    found = outcomes(merged(with_request("returned"), "d03", line))
    assert {found["change_lines", "gl7-01", k][0] for k in ("change", "what", "proposed")} == {DONE}


def test_a_new_request_is_numbered_and_decides_nothing() -> None:
    new = put("changes", "g7-01", title="延长试验", reason="新增要求", state="approved", approve_opinion="agree")
    result = merged(with_request(), "d03", new)
    found = outcomes(result)
    assert found["changes", "g7-01", "state"] == found["changes", "g7-01", "approve_opinion"] == [NO]
    row = result.plan.rows("changes")["g7-01"]
    assert (row.cell("title"), row.cell("dept"), row.cell("state")) == ("延长试验", "d03", None)
    assert str(row.cell("number")).endswith("-002")
    again = merge(result.plan, template(), [])
    assert again.plan.tables == result.plan.tables


def test_items_are_numbered_in_one_series_whoever_raised_them() -> None:
    actions: dict[str, Row] = {
        "a001": Action(id="a001", number="A-004", topic="甲"),
        "a002": Action(id="a002", topic="乙"),
    }
    plan = sample().with_tables({"actions": actions})
    mine = put("actions", "a7-01", topic="丙", action="查", dept="d04", due=day("2026-12-01"))
    result = merged(plan, "d03", mine)
    numbers = {i: r.cell("number") for i, r in result.plan.rows("actions").items()}
    assert numbers == {"a001": "A-004", "a002": "A-005", "a7-01": "A-006"}
    row = result.plan.rows("actions")["a7-01"]
    assert (row.cell("raised_by_dept"), row.cell("dept")) == ("d03", "d04")
