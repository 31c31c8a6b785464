"""A risk was closed before it was found."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Hit]:
    for risk in context.my_risks:
        for key, day in (("occurred_on", risk.occurred_on), ("found_on", risk.found_on)):
            if day and risk.closed_on and risk.closed_on < day:
                column = context.template.table("risks").column(key).header
                params = {"risk": context.risk(risk), "closed": risk.closed_on, "column": column, "date": day}
                yield Hit("risks", risk.id, "closed_on", params)
                break


RULE = Rule(
    FindingType(
        "RSK010",
        "risk-dates-reversed",
        Severity.ERROR,
        Text(
            "风险“{risk}”的关闭日期 {closed} 早于{column} {date}",
            "risk “{risk}” was closed on {closed}, before “{column}” {date}",
        ),
        Text("核对日期", "check the dates"),
        Text("风险不可能在发现或发生之前关闭。", "No risk is closed before it is found or occurs."),
    ),
    _check,
    since="initiating",
    good=(
        Example(
            Text("发现当天关闭", "closed on the day it was found"),
            {"risks": [{"description": "样机延期", "found_on": "2026-03-05", "closed_on": "2026-03-05"}]},
        ),
    ),
    bad=(
        Example(
            Text("月份写反", "months mixed up"),
            {"risks": [{"description": "样机延期", "found_on": "2026-05-03", "closed_on": "2026-03-05"}]},
            (("risks", "r001", "closed_on"),),
        ),
    ),
)
