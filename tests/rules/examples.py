"""Examples as plans: what an example leaves out comes from a small valid project."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from xlplan.calculate.compute import compute
from xlplan.core.text import Lang
from xlplan.document.load import load_source
from xlplan.document.source import parse_source
from xlplan.forms.calendar import Day
from xlplan.model.plan import Plan
from xlplan.rules.base import Example, RuleContext
from xlplan.template.resolve import load_template

TEMPLATE = load_template()
BASE: dict[str, Any] = {
    "basic": {
        "name": "新品试制",
        "code": "NP-01",
        "strategic_area": "新品",
        "sponsor_dept": "市场部",
        "manager": "张伟",
        "start": "2026-03-02",
        "finish": "2026-12-31",
        "objective_1": "按期量产",
        "expected_results": "样机",
        "budget": 100000,
        "stakeholders": "两个部门",
        "state": "执行中",
    },
    "team": {
        "departments": [
            {"id": "d01", "name": "市场部", "short_code": "市场", "contact": "张伟"},
            {"id": "d02", "name": "研发部", "short_code": "研发", "contact": "李娜"},
        ],
        "people": [
            {"id": "p001", "name": "张伟", "dept": "市场部", "role": "项目经理"},
            {"id": "p002", "name": "李娜", "dept": "研发部", "role": "部门负责人"},
            {"id": "p003", "name": "王强", "dept": "研发部", "role": "成员"},
        ],
    },
    "calendar": [{"date": "2026-05-01", "kind": "节假日", "name": "劳动节"}],
}


def plan_of(document: Mapping[str, Any], language: Lang = "zh") -> Plan:
    """The plan of a partial document.

    A date that stands twice in the calendar is kept as a second row, as reading a workbook keeps it.
    """
    days = document.get("calendar", BASE["calendar"])
    dates = [d.get("date") for d in days]
    whole = {
        **BASE,
        **document,
        "language": language,
        "basic": {**BASE["basic"], **document.get("basic", {})},
        "team": {**BASE["team"], **document.get("team", {})},
        "calendar": [d for n, d in enumerate(days) if d.get("date") not in dates[:n]],
    }
    plan, _ = load_source(parse_source(json.dumps(whole, ensure_ascii=False), "example.json", is_json=True))
    twice = [i for i, d in enumerate(dates) if d in dates[:i]]
    for row in [r for r in plan.calendar.values() if str(r.date) in {dates[i] for i in twice}]:
        extra = Day(id=f"{row.id}#2", date=row.date, kind="workday")
        plan.tables["calendar"][extra.id] = extra
    return plan


def example_plan(example: Example, language: Lang = "zh") -> Plan:
    """The plan of an example."""
    plan = plan_of(example.document, language)
    for table, row_id in example.deleted:
        del plan.tables[table][row_id]
    return plan


def context_of(plan: Plan, **more: Any) -> RuleContext:
    """What rules see of a plan."""
    return RuleContext(plan, compute(plan, TEMPLATE), TEMPLATE, **more)
