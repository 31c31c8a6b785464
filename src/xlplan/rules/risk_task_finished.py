"""A risk is open though its task is finished."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext
from xlplan.rules.context import OPEN_RISK


def _check(context: RuleContext) -> Iterator[Hit]:
    for risk in context.my_risks:
        if risk.task in context.plan.tasks and risk.state in OPEN_RISK and context.finished(risk.task):
            yield Hit("risks", risk.id, "state", {"risk": context.risk(risk), "task": context.task(risk.task)})


RULE = Rule(
    FindingType(
        "RSK006",
        "risk-of-finished-task",
        Severity.INFO,
        Text(
            "“{task}”已完成，相关风险“{risk}”仍未关闭",
            "“{task}” is finished, but its risk “{risk}” is still open",
        ),
        Text(
            "风险已消除就关闭；仍然存在就改挂到后续任务",
            "close it if it is gone, else move it to a later task",
        ),
        Text("任务做完后，它的风险大多已经过去。", "With the task most of its risks are past."),
    ),
    _check,
    since="executing",
    good=(
        Example(
            Text("任务未完成", "the task is running"),
            {"wbs": [{"code": "1"}], "risks": [{"description": "样机延期", "task": "1", "state": "处理中"}]},
        ),
    ),
    bad=(
        Example(
            Text("任务已完成", "the task is finished"),
            {
                "wbs": [{"code": "1"}],
                "progress": [
                    {
                        "task": "1",
                        "percent": "100%",
                        "actual_start": "2026-03-02",
                        "actual_finish": "2026-03-06",
                    }
                ],
                "risks": [{"description": "样机延期", "task": "1", "state": "处理中"}],
            },
            (("risks", "r001", "state"),),
        ),
    ),
)
