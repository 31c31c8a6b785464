"""Two lines of the budget take the amount of one request."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.budget import BudgetLine
from xlplan.rules.base import Example, Hit, Rule, RuleContext, Scope


def _check(context: RuleContext) -> Iterator[Hit]:
    groups: dict[str, list[BudgetLine]] = {}
    for line in context.plan.typed("budget", BudgetLine).values():
        if line.request and line.state != "rejected":
            groups.setdefault(line.request, []).append(line)
    for id_, lines in groups.items():
        request = context.plan.rows("resources").get(id_)
        judged = context.judged("budget", lines) if len(lines) > 1 else None
        if judged is not None and request is not None:
            params = {"request": context.named("resources", request), "count": len(lines)}
            yield Hit("budget", judged.id, "request", params)


RULE = Rule(
    FindingType(
        "BUD007",
        "request-budgeted-twice",
        Severity.WARNING,
        Text(
            "资源申请“{request}”在 {count} 行预算里，每行都取了它的批准费用",
            "request “{request}” stands in {count} budget lines, each with its whole approved cost",
        ),
        Text(
            "只保留一行，其余不列入或改填单价和数量",
            "keep one line; leave the others out, or give them price and quantity instead",
        ),
        Text("同一笔钱算了两次，合计会偏高。", "The same money is counted twice."),
    ),
    _check,
    scope=Scope.MASTER,
    good=(
        Example(
            Text("另一行已改为不列入", "the other line is left out"),
            {
                "resources": [{"number": "RR-研发-001", "spec": "试验台", "state": "已批准", "cost": 9000}],
                "budget": [
                    {"item": "试验台", "request": "RR-研发-001", "state": "已列入"},
                    {"item": "试验台", "request": "RR-研发-001", "state": "不列入"},
                ],
            },
        ),
        Example(
            Text("申请那一行已被删除，另有提示", "the row of the request was deleted, another finding"),
            {
                "resources": [{"number": "RR-研发-001", "spec": "试验台"}],
                "budget": [{"item": "试验台", "request": "RR-研发-001"}, {"item": "夹具", "request": "RR-研发-001"}],
            },
            deleted=(("resources", "q001"),),
        ),
    ),
    bad=(
        Example(
            Text("复制了一行", "a line was copied"),
            {
                "resources": [{"number": "RR-研发-001", "spec": "试验台", "state": "已批准", "cost": 9000}],
                "budget": [
                    {"item": "试验台", "request": "RR-研发-001", "state": "已列入"},
                    {"item": "试验台", "request": "RR-研发-001"},
                ],
            },
            (("budget", "b002", "request"),),
        ),
    ),
)
