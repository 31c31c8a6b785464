"""A handover is promised for a day after it is needed."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.interfaces import Interface
from xlplan.rules.base import Example, Hit, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Hit]:
    for row in context.rows("interfaces", Interface):
        need = context.day("interfaces", row.id, "need")
        if not (need and row.promised_on and row.promised_on > need) or row.received_on:
            continue
        if not (context.over(row.from_task) or context.over(row.to_task)):
            params = {"row": context.named("interfaces", row), "promised": row.promised_on, "date": need}
            yield Hit("interfaces", row.id, "promised_on", params)


RULE = Rule(
    FindingType(
        "INT004",
        "handover-promised-late",
        Severity.WARNING,
        Text(
            "交接“{row}”承诺 {promised} 交出，接收方 {date} 就要用",
            "handover “{row}” is promised for {promised}, but needed on {date}",
        ),
        Text(
            "两个部门商定日期，或调整接收任务的开始",
            "let both departments agree on a date, or move the task that waits",
        ),
        Text("承诺晚于需要，接收方的任务必然推迟。", "A promise after the need delays the receiver."),
    ),
    _check,
    good=(
        Example(
            Text("当天交出；已接收的不再看", "on the very day; what was received is done"),
            {
                "wbs": [{"code": "1", "dept": "市场部"}, {"code": "2", "dept": "研发部"}],
                "interfaces": [
                    {"from_task": "1", "to_task": "2", "needed_by": "2026-03-18", "promised_on": "2026-03-18"},
                    {
                        "from_task": "1",
                        "to_task": "2",
                        "needed_by": "2026-03-18",
                        "promised_on": "2026-03-19",
                        "received_on": "2026-03-18",
                    },
                ],
            },
        ),
        Example(
            Text("接收任务或提供任务已完成", "one of both tasks is finished"),
            {
                "rounds": [{"number": 1, "status_date": "2026-03-20"}],
                "wbs": [{"code": c, "name": c, "dept": "市场部" if c in "13" else "研发部"} for c in "1234"],
                "interfaces": [
                    {"from_task": "1", "to_task": "2", "needed_by": "2026-03-18", "promised_on": "2026-03-25"},
                    {"from_task": "3", "to_task": "4", "needed_by": "2026-03-18", "promised_on": "2026-03-25"},
                ],
                "progress": [
                    {
                        "task": t,
                        "round": 1,
                        "percent": "100%",
                        "actual_start": "2026-03-02",
                        "actual_finish": "2026-03-06",
                    }
                    for t in "14"
                ],
            },
        ),
    ),
    bad=(
        Example(
            Text("晚一天；没填需求日期的按接收任务开始", "a day late; without a date the start of the task counts"),
            {
                "wbs": [
                    {"code": "1", "dept": "市场部"},
                    {"code": "2", "dept": "研发部", "manual_start": "2026-03-16", "duration": 3},
                ],
                "interfaces": [
                    {"from_task": "1", "to_task": "2", "needed_by": "2026-03-18", "promised_on": "2026-03-19"},
                    {"from_task": "1", "to_task": "2", "promised_on": "2026-03-17"},
                ],
            },
            (("interfaces", "i001", "promised_on"), ("interfaces", "i002", "promised_on")),
        ),
    ),
)
