"""An approved request costs money that is not in the budget."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.budget import BudgetLine
from xlplan.forms.resources import Resource
from xlplan.rules.base import Example, Hit, Rule, RuleContext, Scope
from xlplan.rules.context import yuan


def _check(context: RuleContext) -> Iterator[Hit]:
    lines = context.plan.typed("budget", BudgetLine)
    # A budget that was not begun gets these lines when copies are issued.
    if not lines or any(context.unread("budget", i, "request") for i in lines):
        return
    known = {line.request for line in lines.values()}
    for row in context.rows("resources", Resource):
        cost = context.number("resources", row.id, "granted")
        if cost and row.id not in known:
            yield Hit("resources", row.id, "state", {"row": context.named("resources", row), "cost": yuan(cost)})


RULE = Rule(
    FindingType(
        "BUD002",
        "approved-request-unbudgeted",
        Severity.WARNING,
        Text(
            "资源申请“{row}”已批准 {cost}，预算里没有这一笔",
            "request “{row}” is approved for {cost}, but the budget has no line for it",
        ),
        Text(
            "在预算表补一行并选择该申请；下发时也会自动补上",
            "add a line that names the request; issuing copies adds it as well",
        ),
        Text("批准了却不在预算里，合计就少算了。", "What is approved but not budgeted is missing from the total."),
    ),
    _check,
    since="executing",
    scope=Scope.MASTER,
    good=(
        Example(
            Text("有对应的预算行；不花钱的不用", "with its line; none for what is free"),
            {
                "resources": [
                    {"number": "RR-研发-001", "spec": "试验台", "state": "已批准", "cost": 9000},
                    {"number": "RR-研发-002", "spec": "场地", "state": "已批准"},
                ],
                "budget": [{"item": "试验台", "request": "RR-研发-001"}],
            },
        ),
        Example(
            Text("有一行的申请看不懂", "the request of one line is unreadable"),
            {
                "resources": [
                    {
                        "number": "RR-研发-001",
                        "spec": "试验台",
                        "dept": "研发部",
                        "state": "已批准",
                        "cost": 9000,
                        "approved_cost": 9000,
                    },
                    {
                        "number": "RR-研发-002",
                        "spec": "夹具",
                        "dept": "研发部",
                        "state": "已批准",
                        "cost": 1000,
                        "approved_cost": 1000,
                    },
                ],
                "budget": [
                    {"source": "别的", "unit_price": 1, "quantity": 1, "request": "？？"},
                    {"source": "夹具", "request": "RR-研发-002"},
                ],
            },
        ),
        Example(
            Text("预算还一行都没有", "the budget has no line yet"),
            {
                "resources": [
                    {
                        "number": "RR-研发-001",
                        "spec": "试验台",
                        "dept": "研发部",
                        "state": "已批准",
                        "cost": 9000,
                        "approved_cost": 9000,
                    }
                ]
            },
        ),
    ),
    bad=(
        Example(
            Text("预算里只有别的", "only something else is budgeted"),
            {
                "resources": [{"number": "RR-研发-001", "spec": "试验台", "state": "已批准", "cost": 9000}],
                "budget": [{"item": "模具", "unit_price": 100, "quantity": 1}],
            },
            (("resources", "q001", "state"),),
        ),
    ),
)
