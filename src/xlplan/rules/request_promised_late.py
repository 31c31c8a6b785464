"""A resource is promised for a day after it is needed."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.resources import Resource
from xlplan.rules.base import Example, Hit, Rule, RuleContext
from xlplan.rules.promised import critical_wait, is_settled


def _check(context: RuleContext) -> Iterator[Hit]:
    for row in context.rows("resources", Resource):
        need = context.day("resources", row.id, "need")
        if need and row.promised_on and row.promised_on > need and not is_settled(context, row):
            if critical_wait(context, row):
                continue  # the graver finding says it
            params = {"row": context.named("resources", row), "promised": row.promised_on, "date": need}
            yield Hit("resources", row.id, "promised_on", params)


RULE = Rule(
    FindingType(
        "RSC010",
        "resource-promised-late",
        Severity.WARNING,
        Text(
            "资源申请“{row}”{date} 就要到位，提供方承诺 {promised}",
            "request “{row}” is needed on {date}, but promised for {promised}",
        ),
        Text("与提供部门商定日期，或调整任务安排", "agree on a date with the provider, or move the task"),
        Text("承诺晚于需要，任务就得等。", "A promise after the need makes the task wait."),
    ),
    _check,
    good=(
        Example(
            Text("当天到位；已到位的不再看", "on the very day; what has come is done"),
            {
                "resources": [
                    {"spec": "试验台", "need_by": "2026-03-16", "promised_on": "2026-03-16"},
                    {"spec": "夹具", "need_by": "2026-03-16", "promised_on": "2026-03-18", "arrived_on": "2026-03-18"},
                ]
            },
        ),
    ),
    bad=(
        Example(
            Text("晚两天；没填需到位日期的按使用开始", "two days late; without a date the first day of use counts"),
            {
                "resources": [
                    {"spec": "试验台", "need_by": "2026-03-16", "promised_on": "2026-03-18"},
                    {"spec": "夹具", "from": "2026-03-16", "promised_on": "2026-03-17"},
                ]
            },
            (("resources", "q001", "promised_on"), ("resources", "q002", "promised_on")),
        ),
        Example(
            Text("关键任务等着的由 RSC011 提示", "RSC011 is for what a critical task waits for"),
            {
                "wbs": [{"code": "1", "name": "试制", "manual_start": "2026-03-16", "duration": 5}],
                "resources": [
                    {"spec": "试验台", "task": "1", "need_by": "2026-03-16", "promised_on": "2026-03-18"},
                    {"spec": "夹具", "need_by": "2026-03-16", "promised_on": "2026-03-18"},
                ],
            },
            (("resources", "q002", "promised_on"),),
        ),
    ),
)
