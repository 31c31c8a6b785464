"""The steps of an approval are dated in another order than they are taken."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext, Scope

_STEPS = ("apply_date", "dept_on", "office_on", "leader_on")


def _check(context: RuleContext) -> Iterator[Hit]:
    request, notice = context.record("initiation"), context.record("approval")
    dated = [("initiation", request, key) for key in _STEPS] + [("approval", notice, "approve_date")]
    before: tuple[dt.date, Text] | None = None
    for table, row, key in dated:
        day = row.cell(key) if row else None
        if row is None or day is None:
            continue
        header = context.headers(table, [key])
        if before is not None and day < before[0]:
            params = {"column": header, "date": day, "earlier": before[1], "before": before[0]}
            yield Hit(table, row.id, key, params)
            return
        before = day, header


RULE = Rule(
    FindingType(
        "INI002",
        "approval-dates-out-of-order",
        Severity.WARNING,
        Text(
            "“{column}”{date} 早于“{earlier}”{before}",
            "“{column}” {date} lies before “{earlier}” {before}",
        ),
        Text("按签字件核对日期", "check the dates against the signed form"),
        Text(
            "审批逐级进行：申请、部门、项目管理部、分管领导，最后签发。",
            "Each step follows the one before it, from the request to the notice.",
        ),
    ),
    _check,
    since="initiating",
    scope=Scope.MASTER,
    good=(
        Example(
            Text("同一天批完；中间一步没有日期", "all on one day; a step without date"),
            {
                "initiation": {"apply_date": "2026-02-02", "dept_on": "2026-02-03", "leader_on": "2026-02-03"},
                "approval": {"approve_date": "2026-02-03"},
            },
        ),
    ),
    bad=(
        Example(
            Text("部门意见早于申请", "an opinion before the request"),
            {"initiation": {"apply_date": "2026-02-02", "dept_on": "2026-01-30", "leader_on": "2026-01-20"}},
            (("initiation", "initiation", "dept_on"),),
        ),
        Example(
            Text("批准日期早于分管领导签署", "a notice before the executive signed"),
            {"initiation": {"leader_on": "2026-02-06"}, "approval": {"approve_date": "2026-02-05"}},
            (("approval", "approval", "approve_date"),),
        ),
    ),
)
