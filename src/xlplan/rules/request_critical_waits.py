"""A critical task has to wait for a resource that is promised for a day after its start."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.resources import Resource
from xlplan.rules.base import Example, Hit, Rule, RuleContext
from xlplan.rules.promised import critical_wait


def _check(context: RuleContext) -> Iterator[Hit]:
    for row in context.rows("resources", Resource):
        days = critical_wait(context, row)
        if days:
            params = {
                "row": context.named("resources", row),
                "task": context.task(row.task or ""),
                "start": context.computed.start(row.task or ""),
                "promised": row.promised_on,
                "days": days,
            }
            yield Hit("resources", row.id, "promised_on", params)


def _plan(promised: str, **row: object) -> dict[str, object]:
    return {
        "wbs": [
            {"code": "1", "name": "试制", "manual_start": "2026-03-16", "duration": 10},
            {"code": "2", "name": "资料", "manual_start": "2026-03-16", "duration": 1},
        ],
        "resources": [
            {"spec": "试制线", "dept": "研发部", "task": "1", "state": "已批准", "promised_on": promised, **row},
        ],
    }


RULE = Rule(
    FindingType(
        "RSC011",
        "critical-task-waits",
        Severity.WARNING,
        Text(
            "关键任务“{task}”{start} 开始，要等资源申请“{row}”承诺的 {promised}：项目可能因此推迟 {days} 个工作日",
            "the critical task “{task}” starts on {start}, but has to wait for request “{row}”, promised for {promised}: the "
            "project may finish {days} working day(s) later",
        ),
        Text(
            "请提供方提前，另找来源，或调整任务顺序",
            "ask for an earlier day, find another source, or change the order of the tasks",
        ),
        Text(
            "关键任务没有余量，等资源等几天，项目就晚几天。",
            "A critical task has no float: the days it waits are the project's.",
        ),
    ),
    _check,
    good=(
        Example(Text("开始当天到位", "there on the first day"), _plan("2026-03-16")),
        Example(Text("不是关键任务", "not critical"), _plan("2026-03-18", task="2")),
        Example(Text("已经到位", "already there"), _plan("2026-03-18", arrived_on="2026-03-10")),
    ),
    bad=(
        Example(
            Text("承诺晚了三个工作日", "promised three working days late"),
            _plan("2026-03-19"),
            (("resources", "q001", "promised_on"),),
        ),
    ),
)
