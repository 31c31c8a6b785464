"""An approved resource is not in place although its day has passed."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.resources import Resource
from xlplan.rules.base import Example, Hit, Rule, RuleContext, Setting

_DAYS = Setting("days", 0, Text("超过需到位日期几天才提示（自然日）", "calendar days past the date before it is said"))


def _check(context: RuleContext) -> Iterator[Hit]:
    for row in context.rows("resources", Resource):
        if row.state not in ("approved", "partly") or row.arrived_on or context.over(row.task):
            continue
        # A provider who has not agreed is a finding of its own.
        if context.unread("resources", row.id, "arrived_on") or (row.provider and row.confirmed != "agreed"):
            continue
        need = context.day("resources", row.id, "need")
        if context.soon(need, -context.setting(_DAYS) - 1):
            params = {"row": context.named("resources", row), "date": need, "status_date": context.plan.status_date}
            yield Hit("resources", row.id, "arrived_on", params)


RULE = Rule(
    FindingType(
        "RSC009",
        "resource-not-in-place",
        Severity.WARNING,
        Text(
            "资源申请“{row}”应于 {date} 到位，至 {status_date} 没有到位记录",
            "request “{row}” was needed on {date} and is not in place on {status_date}",
        ),
        Text(
            "到位的由申请部门填实际到位；没到的催提供方并评估影响",
            "the department dates what has come; press for the rest and see what waits for it",
        ),
        Text(
            "批准了不等于拿到了，缺口要在影响进度前说出来。", "Approved is not in place; say so before the work stops."
        ),
    ),
    _check,
    since="executing",
    good=(
        Example(
            Text("已到位；当天还不算晚", "in place; the day itself is not late"),
            {
                "basic": {"status_date": "2026-03-16"},
                "resources": [
                    {"spec": "试验台", "state": "已批准", "need_by": "2026-03-10", "arrived_on": "2026-03-12"},
                    {"spec": "夹具", "state": "已批准", "need_by": "2026-03-16"},
                ],
            },
        ),
    ),
    bad=(
        Example(
            Text("晚了三天", "three days late"),
            {
                "basic": {"status_date": "2026-03-16"},
                "resources": [{"spec": "试验台", "state": "已批准", "need_by": "2026-03-13"}],
            },
            (("resources", "q001", "arrived_on"),),
        ),
    ),
    settings=(_DAYS,),
)
