"""A handover is needed soon, and its provider has not confirmed it."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.interfaces import Interface
from xlplan.rules.base import Example, Hit, Rule, RuleContext, Setting

_DAYS = Setting(
    "days",
    14,
    Text("需求日期前几天仍未确认就提示（自然日）", "calendar days before the date by which it is to be confirmed"),
)


def _check(context: RuleContext) -> Iterator[Hit]:
    for row in context.rows("interfaces", Interface):
        tasks = [context.plan.tasks.get(i or "") for i in (row.from_task, row.to_task)]
        if None in tasks or row.received_on or row.confirmed == "agreed" or any(context.over(t.id) for t in tasks if t):
            continue
        need = context.day("interfaces", row.id, "need")
        if context.soon(need, context.setting(_DAYS)):
            answer = context.choice("interfaces", "confirmed", row.confirmed)
            params = {"row": context.named("interfaces", row), "date": need, "answer": answer}
            yield Hit("interfaces", row.id, "confirmed", params)


_TASKS = [
    {"code": "1", "name": "需求", "dept": "市场部"},
    {"code": "2", "name": "设计", "dept": "研发部", "predecessors": "1"},
]

RULE = Rule(
    FindingType(
        "INT003",
        "handover-unconfirmed",
        Severity.WARNING,
        Text(
            "交接“{row}”{date} 就要用，提供方的答复是“{answer}”",
            "handover “{row}” is needed on {date}, but its provider's answer is “{answer}”",
        ),
        Text(
            "请提供部门确认并给出承诺日期；不同意的由项目经理协调",
            "have the provider confirm and promise a date, or settle it between the departments",
        ),
        Text("没有确认的交接，到期多半拿不到。", "What nobody confirmed seldom arrives in time."),
    ),
    _check,
    since="executing",
    good=(
        Example(
            Text("已确认；还早的不催", "confirmed; or not needed for a while"),
            {
                "basic": {"status_date": "2026-03-13"},
                "wbs": _TASKS,
                "interfaces": [
                    {"from_task": "1", "to_task": "2", "needed_by": "2026-03-18", "confirmed": "已确认"},
                    {"from_task": "1", "to_task": "2", "needed_by": "2026-05-18"},
                ],
            },
        ),
        Example(
            Text("一方已完成", "one of both is finished"),
            {
                "rounds": [{"number": 1, "status_date": "2026-03-13"}],
                "wbs": [
                    {"code": "1", "name": "需求", "dept": "市场部"},
                    {"code": "2", "name": "设计", "dept": "研发部"},
                ],
                "interfaces": [{"from_task": "1", "to_task": "2", "needed_by": "2026-03-18"}],
                "progress": [
                    {
                        "task": "1",
                        "round": 1,
                        "percent": "100%",
                        "actual_start": "2026-03-02",
                        "actual_finish": "2026-03-06",
                    }
                ],
            },
        ),
    ),
    bad=(
        Example(
            Text("下周要用，尚未确认；另一项被拒绝", "needed next week and unconfirmed; another one declined"),
            {
                "basic": {"status_date": "2026-03-13"},
                "wbs": _TASKS,
                "interfaces": [
                    {"from_task": "1", "to_task": "2", "needed_by": "2026-03-18"},
                    {"from_task": "1", "to_task": "2", "needed_by": "2026-03-20", "confirmed": "不同意"},
                ],
            },
            (("interfaces", "i001", "confirmed"), ("interfaces", "i002", "confirmed")),
        ),
    ),
    settings=(_DAYS,),
)
