"""The steps of a change request are dated in another order than they are taken."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.changes import Change
from xlplan.rules.base import Example, Hit, Rule, RuleContext, Scope

_STEPS = ("date", "assess_on", "approve_on", "implemented_on")


def _check(context: RuleContext) -> Iterator[Hit]:
    for row in context.rows("changes", Change):
        dated = [(key, day) for key in _STEPS if (day := row.cell(key)) is not None]
        for (earlier, before), (key, day) in pairwise(dated):
            if day < before:
                params = {"row": context.named("changes", row), "date": day, "before": before}
                columns = {
                    "column": context.headers("changes", [key]),
                    "earlier": context.headers("changes", [earlier]),
                }
                yield Hit("changes", row.id, key, {**params, **columns})
                break


RULE = Rule(
    FindingType(
        "CHG004",
        "change-dates-out-of-order",
        Severity.WARNING,
        Text(
            "变更申请“{row}”的“{column}”{date} 早于“{earlier}”{before}",
            "change request “{row}”: “{column}” {date} lies before “{earlier}” {before}",
        ),
        Text("按签字件核对日期；先做后补的写明原因", "check the dates; say why if it was done before it was approved"),
        Text(
            "申请、评估、审批、实施依次进行，先斩后奏等于没有变更控制。",
            "Request, assessment, decision, work: a change made first and approved later was not controlled.",
        ),
    ),
    _check,
    since="initiating",
    scope=Scope.MASTER,
    good=(
        Example(
            Text("同一天办完", "all on one day"),
            {"changes": {"changes": [{"title": "更换供应商", "date": "2026-03-10", "approve_on": "2026-03-10"}]}},
        ),
    ),
    bad=(
        Example(
            Text("审批之前就实施了", "done before it was approved"),
            {
                "changes": {
                    "changes": [
                        {
                            "title": "更换供应商",
                            "date": "2026-03-10",
                            "approve_on": "2026-03-16",
                            "implemented_on": "2026-03-12",
                        }
                    ]
                }
            },
            (("changes", "g001", "implemented_on"),),
        ),
    ),
)
