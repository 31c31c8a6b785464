"""Who may change which cell: each case by name."""

from __future__ import annotations

from typing import Any

import pytest

from merge.returned import template
from xlplan.model.plan import Issue
from xlplan.ownership.rights import is_frozen, may_edit, origin

ISSUES = (Issue(7, 3, 2, "d03", ()), Issue(8, 3, 2, "d04", ()))
TASK = {"code": "3.1", "name": "甲", "dept": "d03"}
RISK = {"number": "R-研发-001", "description": "乙", "dept": "d04", "raised_by_dept": "d03"}
PROGRESS = {"task": "t022"}
HANDOVER = {"from_task": "t022", "to_task": "t036"}
REQUEST = {"number": "RR-研发-001", "spec": "丙", "dept": "d03", "provider": "d04", "state": "pending"}
APPROVED = {**REQUEST, "state": "approved"}
LINE = {"number": "BL-研发-001", "item": "丁", "dept": "d03"}
CHANGE = {"title": "甲", "dept": "d03"}
ACTION = {"topic": "甲", "raised_by_dept": "d03", "dept": "d04"}

Case = tuple[str, str, dict[str, Any], "str | None", dict[str, bool], bool]
NEW, APPENDED = {"is_new": True}, {"appended": True}
CASES: dict[str, Case] = {
    "the owner's column": ("wbs", "duration", TASK, "d03", {}, True),
    "another department": ("wbs", "duration", TASK, "d04", {}, False),
    "a column of the project manager": ("wbs", "name", TASK, "d03", {}, False),
    "the project manager": ("wbs", "duration", TASK, None, {}, True),
    "calculated": ("wbs", "level", TASK, None, {}, False),
    "no department": ("wbs", "duration", {}, "d03", {}, False),
    "a new row": ("wbs", "name", {}, "d03", NEW, True),
    "the code of a new row": ("wbs", "code", {"code": "3.9"}, "d03", NEW, True),
    "the department of a new row": ("wbs", "dept", {}, "d03", NEW, False),
    "an appended row": ("wbs", "name", TASK, "d03", APPENDED, True),
    "an appended row that was given away": ("wbs", "name", {**TASK, "dept": "d04"}, "d03", APPENDED, False),
    "the code of an appended row": ("wbs", "code", TASK, "d03", APPENDED, False),
    "the missing code of an appended row": ("wbs", "code", {"dept": "d03"}, "d03", APPENDED, True),
    "the department of an appended row": ("wbs", "dept", TASK, "d03", APPENDED, False),
    "who raised a risk describes it": ("risks", "description", RISK, "d03", {}, True),
    "who responds does not describe it": ("risks", "description", RISK, "d04", {}, False),
    "who responds acts": ("risks", "action", RISK, "d04", {}, True),
    "who raised it does not act": ("risks", "action", RISK, "d03", {}, False),
    "closing is the project manager's": ("risks", "closed_on", RISK, "d04", {}, False),
    "a number is given": ("risks", "number", {}, "d03", NEW, False),
    "progress follows the task": ("progress", "percent", PROGRESS, "d03", {}, True),
    "progress of another's task": ("progress", "percent", PROGRESS, "d04", {}, False),
    "which task a row is about": ("progress", "task", PROGRESS, "d03", {}, False),
    "which task a new row is about": ("progress", "task", PROGRESS, "d03", NEW, True),
    "a new row about another's task": ("progress", "task", PROGRESS, "d04", NEW, False),
    "who asks for a change says why": ("changes", "reason", CHANGE, "d03", {}, True),
    "another department's change request": ("changes", "reason", CHANGE, "d04", {}, False),
    "the state of a change request": ("changes", "state", CHANGE, "d03", {}, False),
    "the opinion on a new change request": ("changes", "approve_opinion", {}, "d03", NEW, False),
    "the state of a new change request": ("changes", "state", {}, "d03", NEW, False),
    "the state of an appended change request": ("changes", "state", CHANGE, "d03", APPENDED, False),
    "the project manager decides": ("changes", "state", CHANGE, None, {}, True),
    "what a new request changes": ("change_lines", "proposed", {}, "d03", NEW, True),
    "whose the lines of a request are": ("change_lines", "dept", {}, "d03", NEW, False),
    "who raised an item says what it is": ("actions", "action", ACTION, "d03", {}, True),
    "who raised an item sets its date": ("actions", "due", ACTION, "d04", {}, False),
    "who does an item reports on it": ("actions", "state", ACTION, "d04", {}, True),
    "who raised an item does not": ("actions", "state", ACTION, "d03", {}, False),
    "a new item": ("actions", "state", {}, "d03", NEW, True),
    "the department checks its own deliverable": ("selfcheck", "result", PROGRESS, "d03", {}, True),
    "nobody checks another's": ("selfcheck", "result", PROGRESS, "d04", {}, False),
    "which task is checked": ("selfcheck", "task", PROGRESS, "d03", {}, False),
    "a lesson of the department": ("retrospective", "content", {"dept": "d03"}, "d03", {}, True),
    "a lesson of another": ("retrospective", "content", {"dept": "d03"}, "d04", {}, False),
    "a document": ("documents", "document", {}, "d03", {}, False),
    "a new document": ("documents", "document", {}, "d03", NEW, False),
    "the own department's line": ("departments", "mail", {}, "d03", {}, True),
    "another department's line": ("departments", "mail", {}, "d04", {}, False),
    "the name of the own department": ("departments", "name", {}, "d03", {}, False),
    "a new department": ("departments", "head", {}, "d03", NEW, False),
    "basic information": ("basic", "name", {}, "d03", {}, False),
    "the provider says what it hands over": ("interfaces", "deliverable", HANDOVER, "d03", {}, True),
    "the provider promises": ("interfaces", "promised_on", HANDOVER, "d03", {}, True),
    "the receiver does not promise": ("interfaces", "promised_on", HANDOVER, "d04", {}, False),
    "the receiver says by when": ("interfaces", "needed_by", HANDOVER, "d04", {}, True),
    "the provider does not say by when": ("interfaces", "needed_by", HANDOVER, "d03", {}, False),
    "the receiver has got it": ("interfaces", "received_on", HANDOVER, "d04", {}, True),
    "which tasks are linked": ("interfaces", "to_task", HANDOVER, "d04", {}, False),
    "a new handover": ("interfaces", "needed_by", HANDOVER, "d04", NEW, False),
    "a request is the department's": ("resources", "quantity", REQUEST, "d03", {}, True),
    "a request is not the provider's": ("resources", "quantity", REQUEST, "d04", {}, False),
    "the provider answers a request": ("resources", "confirmed", REQUEST, "d04", {}, True),
    "who asks does not answer": ("resources", "confirmed", REQUEST, "d03", {}, False),
    "who asks does not answer in a row it added": ("resources", "confirmed", REQUEST, "d03", APPENDED, False),
    "who asks does not decide": ("resources", "state", {}, "d03", NEW, False),
    "nor afterwards": ("resources", "approved_quantity", REQUEST, "d03", APPENDED, False),
    "a new request": ("resources", "cost", {"dept": "d03"}, "d03", NEW, True),
    "a new request that says it is approved": ("resources", "cost", {"state": "approved"}, "d03", NEW, True),
    "an approved request": ("resources", "quantity", APPROVED, "d03", {}, False),
    "an approved request that it added": ("resources", "quantity", APPROVED, "d03", APPENDED, False),
    "the provider answers after the approval": ("resources", "promised_on", APPROVED, "d04", {}, True),
    "arrival is told after the approval": ("resources", "arrived_on", APPROVED, "d03", {}, True),
    "a returned request": ("resources", "quantity", {**REQUEST, "state": "returned"}, "d03", {}, True),
    "the project manager changes what is approved": ("resources", "quantity", APPROVED, None, {}, True),
    "a line of the budget": ("budget", "unit_price", LINE, "d03", {}, True),
    "a line of another department": ("budget", "actual", LINE, "d04", {}, False),
    "whether a line counts": ("budget", "state", LINE, "d03", APPENDED, False),
    "the matrix": ("raci", "letter", {"task": "t022", "dept": "d03"}, "d03", {}, False),
}


def none(_table: str, _row_id: str) -> dict[str, Any]:
    return {}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_may_edit(case: Case) -> None:
    table_key, key, cells, department, how, allowed = case
    table = template().table(table_key)
    dept_of = {"t022": "d03", "t036": "d04"}.get
    may = may_edit(table, table.column(key), "d03", cells, department, dept_of=dept_of, **how)
    closed = department is not None and not how.get("is_new") and is_frozen({}, table, table.column(key), cells, none)
    assert (may and not closed) is allowed


@pytest.mark.parametrize(
    ("row_id", "department"),
    [("t022", None), ("t7-03", "d03"), ("t8-h0123abcd", "d04"), ("t9-01", None), ("t022@2", None)],
)
def test_origin(row_id: str, department: str | None) -> None:
    assert origin(ISSUES, row_id) == department


def _frozen(table_key: str, cells: dict[str, Any], state: object = None) -> bool:
    tables = {table.key: table for _, table in template().tables()}
    column = next(c for c in tables[table_key].inputs if c.owner.field == tables[table_key].owner_field)
    return is_frozen(tables, tables[table_key], column, cells, lambda _table, _row: {"state": state})


@pytest.mark.parametrize(
    ("state", "closed"),
    [
        (None, False),
        ("draft", False),
        ("to_assess", False),
        ("to_approve", False),
        ("returned", False),
        ("approved", True),
        ("conditional", True),
        ("rejected", True),
        ("implemented", True),
        ({"unread": "批了"}, False),
    ],
)
def test_a_decided_change_request_is_frozen_with_its_lines(state: object, closed: bool) -> None:
    assert _frozen("changes", {**CHANGE, "state": state}) is closed
    assert _frozen("change_lines", {"change": "g001"}, state) is closed
    assert not _frozen("change_lines", {}, state)
