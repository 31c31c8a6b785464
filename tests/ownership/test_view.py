"""What a copy shows: its own rows, what it needs to know, and nothing private of anybody else."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from merge.returned import sample, template, with_cell
from xlplan.core.names import Names
from xlplan.forms.budget import BudgetLine
from xlplan.forms.interfaces import Interface
from xlplan.forms.resources import Resource
from xlplan.forms.team import Person
from xlplan.model.plan import Plan, plan_names
from xlplan.model.snapshot import Snapshot, names_of_snapshot, unread
from xlplan.ownership.snapshot import copy_snapshot, master_snapshot
from xlplan.ownership.view import department_view, parent_of
from xlplan.template.resolve import Template, resolve

DEPARTMENTS = ("d01", "d02", "d03", "d04", "d05", "d06")


def snapshot_of(plan: Plan, department: str, using: Template | None = None) -> Snapshot:
    using = using or template()
    return copy_snapshot(plan, using, department_view(plan, using, department, 7))


@pytest.mark.parametrize("department", DEPARTMENTS)
def test_nothing_private_of_others_is_in_a_copy(department: str) -> None:
    plan = sample()
    text = snapshot_of(plan, department).to_json()
    for person in plan.people.values():
        if person.dept != department:
            for secret in (person.phone, person.email, person.employee_no):
                assert not secret or json.dumps(secret) not in text
    for other in plan.departments.values():
        if other.id != department:
            assert not other.mail or other.mail not in text
    assert "4860000" not in text and "contingency_rate" not in text
    assert '"budget"' not in json.dumps(json.loads(text)["cells"]["basic"])
    assert "allocation" not in json.loads(text)["cells"]["people"].get("p001", {}) or department == "d02"


@pytest.mark.parametrize("department", DEPARTMENTS)
def test_rows_of_a_copy(department: str) -> None:
    plan = sample()
    view = department_view(plan, template(), department, 7)
    wbs, people, progress, risks = (view.tables[k] for k in ("wbs", "people", "progress", "risks"))
    assert {plan.tasks[i].dept for i in wbs.own} == {department}
    assert not set(wbs.own) & set(wbs.context)
    parents = parent_of(plan)
    for task in wbs.own:
        assert parents.get(task, task) in (*wbs.own, *wbs.context)
        for link in plan.tasks[task].predecessors or ():
            assert link.predecessor in (*wbs.own, *wbs.context)
    for task in plan.tasks.values():
        if department in (task.support or ()):
            assert task.id in (*wbs.own, *wbs.context)
    assert len(people.own) + len(people.context) == len(plan.people)
    assert all(plan.progress[i].round == 2 and (plan.progress[i].task or "") in wbs.own for i in progress.own)
    assert all(department in (plan.risks[i].dept, plan.risks[i].raised_by_dept) for i in risks.own)
    assert "raci" not in view.tables
    assert wbs.spare[0] == "t7-01" and len(wbs.spare) == 12 and set(progress.spare) == {""}
    assert not view.tables["basic"].own and view.tables["departments"].own == (department,)


def test_columns_of_own_and_context_rows() -> None:
    view = department_view(sample(), template(), "d03", 7)
    assert view.tables["people"].context_columns == ("name", "dept", "role")
    assert "phone" in view.tables["people"].own_columns
    assert "split_from" not in view.tables["wbs"].own_columns and "round" not in view.tables["progress"].columns
    assert set(view.tables["risks"].context_columns) == {"description", "owner", "dept", "state"}
    assert "mail" in view.tables["departments"].shown("d03") and "mail" not in view.tables["departments"].shown("d04")
    assert view.tables["wbs"].shown("t999") == ()


def coordination() -> Plan:
    """A request of d03 to d04, one of d04, budget lines of both, a handover from d03 to d04."""
    return sample().with_tables(
        {
            "resources": {
                "q001": Resource(id="q001", spec="试验箱", dept="d03", provider="d04", cost=Decimal(777001)),
                "q002": Resource(id="q002", spec="模具", dept="d04", cost=Decimal(777002)),
            },
            "budget": {
                "b001": BudgetLine(id="b001", item="试验", dept="d03", unit_price=Decimal(777003)),
                "b002": BudgetLine(id="b002", item="开模", dept="d04", unit_price=Decimal(777004)),
            },
            "interfaces": {"i001": Interface(id="i001", from_task="t022", to_task="t036")},
        }
    )


def test_a_provider_sees_the_request_but_not_its_cost() -> None:
    plan = coordination()
    snapshot = snapshot_of(plan, "d04")
    assert set(snapshot.rows("resources")) == {"q001", "q002"}
    assert snapshot.value("resources", "q001", "spec") == "试验箱"
    assert "cost" not in snapshot.rows("resources")["q001"]
    assert snapshot.value("resources", "q002", "cost") == "777002"
    assert set(snapshot.rows("budget")) == {"b002"}
    assert "777001" not in snapshot.to_json() and "777003" not in snapshot.to_json()


def test_both_sides_see_a_handover_and_nobody_else() -> None:
    plan = coordination()
    assert [d for d in DEPARTMENTS if "i001" in snapshot_of(plan, d).rows("interfaces")] == ["d03", "d04"]
    view = department_view(plan, template(), "d01", 7)
    assert view.tables["resources"].spare and view.tables["budget"].spare and "interfaces" not in view.tables


def test_void_tasks_are_left_out_and_forms_can_be_chosen() -> None:
    plan = with_cell(sample(), "wbs", "t022", row_state="void")
    view = department_view(plan, template(), "d03", 7, forms=("progress", "wbs"))
    assert "t022" not in view.tables["wbs"].own and "t022@2" not in view.tables["progress"].own
    assert set(view.tables) == {"progress", "wbs"}


def test_a_companys_columns_follow_the_same_rules() -> None:
    def extra(key: str, **more: object) -> dict[str, object]:
        return {"key": key, "header": {"zh": key, "en": key}, "kind": "text", "owner": "department", **more}

    base = template()
    data = {
        "name": "x", "version": 1, "title": {"zh": "x", "en": "x"}, "forms": [f.code for f in base.forms],
        "weekend": ["sat", "sun"], "capacity": base.capacity, "spare": base.spare, "prefill_days": 14,
        "gantt_columns": 183,
        "extra_columns": {
            "departments": [extra("cost_centre", private=True), extra("site")],
            "wbs": [extra("vendor")],
        },
    }  # fmt: skip
    using = resolve(data)
    plan = with_cell(sample(), "departments", "d04", cost_centre="机密", site="二楼")
    plan = with_cell(plan, "wbs", "t036", vendor="某厂")
    assert "site" in snapshot_of(plan, "d03", using).rows("departments")["d04"]
    assert "cost_centre" not in snapshot_of(plan, "d03", using).rows("departments")["d04"]
    assert snapshot_of(plan, "d04", using).value("departments", "d04", "cost_centre") == "机密"
    assert snapshot_of(plan, "d04", using).value("wbs", "t036", "vendor") == "某厂"


def resolvable(names: Names, plan: Plan) -> bool:
    return all(names.find("person", names.label("person", p)) == [p] for p in plan.people)


def test_namesakes_are_told_apart_with_as_little_as_possible() -> None:
    plan = sample()
    twins = {
        "p901": Person(id="p901", name="张三", employee_no="90001", dept="d03"),
        "p902": Person(id="p902", name="张三", employee_no="90002", dept="d03"),
        "p903": Person(id="p903", name="张三", employee_no="90003", dept="d05"),
    }
    plan = plan.with_tables({"people": {**plan.people, **twins}})
    known = snapshot_of(plan, "d04").names["person"]
    assert [known[p][1] for p in twins] == ["90001", "90002", None]
    for department in DEPARTMENTS:
        assert resolvable(names_of_snapshot(snapshot_of(plan, department)), plan)


def test_every_task_can_be_referred_to() -> None:
    plan = sample()
    known = names_of_snapshot(snapshot_of(plan, "d06"))
    assert known.labels["task"] == plan_names(plan).labels["task"]


def test_texts_come_back_as_they_went() -> None:
    plan = sample(unread={("wbs", "t021", "duration"): "三天"})
    plan = with_cell(plan, "wbs", "t021", duration=None)
    for snapshot in (*(snapshot_of(plan, d) for d in DEPARTMENTS), master_snapshot(plan, template())):
        back = Snapshot.from_json(snapshot.to_json())
        assert back == snapshot and back.sha256 == snapshot.sha256
    assert back.value("wbs", "t021", "duration") == unread("三天")
    assert back.value("basic", "basic", "budget") == "4860000"
    assert snapshot_of(plan, "d03", None).sha256 != replace(snapshot_of(plan, "d03"), serial=8).sha256


FOREIGN = {
    "not JSON": "{",
    "not a mapping": "[]",
    "a newer format": lambda d: d | {"format": 2},
    "a missing key": lambda d: {k: v for k, v in d.items() if k != "cells"},
    "a key too many": lambda d: d | {"x": 1},
    "a number in a cell": lambda d: d | {"cells": {"wbs": {"t1": {"duration": 3}}}},
    "an endless number": lambda d: d | {"revision": float("inf")},
    "a wrong date": lambda d: d | {"due": "tomorrow"},
    "a wrong link": lambda d: d | {"cells": {"wbs": {"t1": {"predecessors": [["t2", "FS"]]}}}},
    "wrong names": lambda d: d | {"names": {"dept": {}, "person": {"p1": ["x"]}, "task": {}}},
    "deeply nested": "[" * 100_000,
    "language": lambda d: d | {"language": "fr"},
    "negative": lambda d: d | {"revision": -1},
}


@pytest.mark.parametrize("change", FOREIGN.values(), ids=FOREIGN)
def test_a_foreign_text_is_refused(change: object) -> None:
    data = json.loads(snapshot_of(sample(), "d06").to_json())
    text = change if isinstance(change, str) else json.dumps(change(data))  # type: ignore[operator]
    with pytest.raises(ValueError):
        Snapshot.from_json(text)


def test_a_notice_is_shown_once_something_is_written_on_it() -> None:
    plan = sample()
    assert plan.rows("approval") and "approval" in department_view(plan, template(), "d03", 7).tables
    blank = {i: type(row)(id=i) for i, row in plan.rows("approval").items()}
    for rows in (blank, {}):
        assert "approval" not in department_view(plan.with_tables({"approval": rows}), template(), "d03", 7).tables
    assert "basic" in department_view(plan.with_tables({"basic": {}}), template(), "d03", 7).tables
