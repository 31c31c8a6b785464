"""A line of the budget has no amount."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.budget import BudgetLine
from xlplan.rules.base import Example, Hit, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Hit]:
    for line in context.rows("budget", BudgetLine):
        named = line.item is not None or line.subject is not None
        if not named or line.request or line.state == "rejected" or context.unread("budget", line.id, "request"):
            continue
        blank = [k for k in ("unit_price", "quantity") if context.missing(line, "budget", k)]
        if blank:
            params = {"row": context.named("budget", line), "columns": context.headers("budget", blank)}
            yield Hit("budget", line.id, blank[0], params)


RULE = Rule(
    FindingType(
        "BUD003",
        "budget-line-without-amount",
        Severity.WARNING,
        Text("预算“{row}”没有金额：“{columns}”未填写", "budget line “{row}” has no amount: “{columns}” is blank"),
        Text("填写单价和数量，或选择对应的资源申请", "fill in price and quantity, or choose the request it comes from"),
        Text("没有金额的行不计入合计，预算会偏低。", "A line without an amount is missing from the total."),
    ),
    _check,
    good=(
        Example(
            Text("单价 × 数量；来自申请", "price × quantity; or from a request"),
            {
                "resources": [{"number": "RR-研发-001", "spec": "试验台"}],
                "budget": [
                    {"item": "模具", "unit_price": 100, "quantity": 1},
                    {"item": "试验台", "request": "RR-研发-001"},
                ],
            },
        ),
    ),
    bad=(
        Example(
            Text("缺数量；什么都没有", "no quantity; neither"),
            {"budget": [{"item": "模具", "unit_price": 100}, {"item": "差旅", "subject": "差旅"}]},
            (("budget", "b001", "quantity"), ("budget", "b002", "unit_price")),
        ),
    ),
)
