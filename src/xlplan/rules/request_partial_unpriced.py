"""A request is approved in part, without what that part may cost."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.resources import Resource
from xlplan.rules.base import Example, Hit, Rule, RuleContext, Scope
from xlplan.rules.context import yuan


def _check(context: RuleContext) -> Iterator[Hit]:
    for row in context.rows("resources", Resource):
        if row.state == "partly" and row.cost and context.missing(row, "resources", "approved_cost"):
            params = {"row": context.named("resources", row), "cost": yuan(row.cost)}
            yield Hit("resources", row.id, "approved_cost", params)


RULE = Rule(
    FindingType(
        "RSC006",
        "partial-approval-unpriced",
        Severity.WARNING,
        Text(
            "资源申请“{row}”部分批准，申请 {cost}，没有填批准费用",
            "request “{row}” for {cost} is approved in part, but its approved cost is blank",
        ),
        Text("补填批准费用；不花钱的填 0", "fill in the approved cost, 0 if it costs nothing"),
        Text(
            "部分批准该花多少钱算不出来，预算里就没有这一笔。",
            "What a part costs can't be told from the whole; the budget leaves it out.",
        ),
    ),
    _check,
    scope=Scope.MASTER,
    good=(
        Example(
            Text("有批准费用；本来就不花钱", "with its cost; or free from the start"),
            {
                "resources": [
                    {"spec": "试验台", "state": "部分批准", "cost": 9000, "approved_cost": 6000},
                    {"spec": "场地", "state": "部分批准"},
                ]
            },
        ),
    ),
    bad=(
        Example(
            Text("缺批准费用", "without its cost"),
            {"resources": [{"spec": "试验台", "state": "部分批准", "cost": 9000}]},
            (("resources", "q001", "approved_cost"),),
        ),
    ),
)
