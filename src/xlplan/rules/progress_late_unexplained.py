"""A task is late without cause or next step."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext, Setting
from xlplan.twins.engine import is_number
from xlplan.twins.progress_status import LABELS

_DAYS = Setting("days", 0, Text("滞后超过几个工作日才要求说明", "working days late before an explanation is asked for"))


def _check(context: RuleContext) -> Iterator[Hit]:
    late = LABELS["late"](context.computed.world.lang)
    for row, task in context.my_progress:
        days = context.computed.value("progress", row.id, "deviation")
        late_by = float(days) if is_number(days) else 0.0
        behind = late_by > context.setting(_DAYS)
        if row.actual_finish is not None or row.percent == 1 or not context.live(task):
            continue
        tolerated = 0 < late_by <= context.setting(_DAYS)
        if behind or (context.computed.value("progress", row.id, "status") == late and not tolerated):
            said = {"cause": ("cause", "cause_note"), "next_step": ("next_step", "action")}
            blank = [k for k, either in said.items() if all(context.missing(row, "progress", e) for e in either)]
            if blank:
                columns = context.headers("progress", blank)
                yield Hit("progress", row.id, blank[0], {"task": context.task(task.id), "columns": columns})


RULE = Rule(
    FindingType(
        "PRG008",
        "late-without-explanation",
        Severity.WARNING,
        Text("“{task}”已滞后，“{columns}”未填写", "“{task}” is late, but “{columns}” is blank"),
        Text("写明原因和追回办法，并给出预计完成日期", "say why, what comes next, and when it will be finished"),
        Text(
            "滞后不可怕，没有原因和下一步才会越拖越久。",
            "Lateness with neither cause nor next step only grows.",
        ),
    ),
    _check,
    since="executing",
    good=(
        Example(
            Text("有原因和下一步", "with cause and next step"),
            {
                "rounds": [{"number": 1, "status_date": "2026-03-13"}],
                "wbs": [{"code": "1", "manual_start": "2026-03-02", "manual_finish": "2026-03-06"}],
                "progress": [
                    {
                        "task": "1",
                        "round": 1,
                        "percent": "50%",
                        "actual_start": "2026-03-02",
                        "cause": "资源不足",
                        "next_step": "加派一人",
                    }
                ],
            },
        ),
    ),
    bad=(
        Example(
            Text("过了计划完成日还没做完", "past the planned finish"),
            {
                "rounds": [{"number": 1, "status_date": "2026-03-13"}],
                "wbs": [{"code": "1", "manual_start": "2026-03-02", "manual_finish": "2026-03-06"}],
                "progress": [{"task": "1", "round": 1, "percent": "50%", "actual_start": "2026-03-02"}],
            },
            (("progress", "t001@1", "cause"),),
        ),
        Example(
            Text("预计完成晚于计划，没有原因", "a late forecast without cause"),
            {
                "rounds": [{"number": 1, "status_date": "2026-03-06"}],
                "wbs": [{"code": "1", "manual_start": "2026-03-02", "manual_finish": "2026-03-13"}],
                "progress": [
                    {
                        "task": "1",
                        "round": 1,
                        "percent": "50%",
                        "actual_start": "2026-03-02",
                        "forecast_finish": "2026-03-18",
                        "next_step": "加班",
                    }
                ],
            },
            (("progress", "t001@1", "cause"),),
        ),
    ),
    settings=(_DAYS,),
)
