"""Money is committed or paid on a line that the budget does not hold."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.budget import BudgetLine
from xlplan.rules.base import Example, Hit, Rule, RuleContext, Scope
from xlplan.rules.context import yuan


def _check(context: RuleContext) -> Iterator[Hit]:
    for line in context.rows("budget", BudgetLine):
        used = (line.committed or Decimal(0)) + (line.actual or Decimal(0))
        if used > 0 and line.state != "accepted":
            state = context.choice("budget", "state", line.state)
            params = {"row": context.named("budget", line), "used": yuan(used), "state": state}
            yield Hit("budget", line.id, "state", params)


RULE = Rule(
    FindingType(
        "BUD006",
        "spent-outside-budget",
        Severity.WARNING,
        Text(
            "预算“{row}”是否列入：{state}，却已承诺或支出 {used}",
            "budget line “{row}” is “{state}”, but {used} is committed or paid",
        ),
        Text("由项目经理审核列入，或查清支出依据", "accept the line, or find out on what grounds the money was spent"),
        Text(
            "先列入、后花钱；反过来预算就管不住支出。",
            "Money is spent from accepted lines; otherwise the budget controls nothing.",
        ),
    ),
    _check,
    since="executing",
    scope=Scope.MASTER,
    good=(
        Example(
            Text("已列入；还没有花钱", "accepted; or nothing spent yet"),
            {
                "budget": [
                    {"item": "模具", "unit_price": 100, "quantity": 2, "state": "已列入", "actual": 150},
                    {"item": "样机", "unit_price": 100, "quantity": 2},
                ]
            },
        ),
        Example(
            Text("状态看不懂", "its state is unreadable"),
            {"budget": [{"source": "模具", "unit_price": 100, "quantity": 2, "actual": 150, "state": "？？"}]},
        ),
    ),
    bad=(
        Example(
            Text("待审核就下了单；没有审核", "ordered while proposed; never reviewed"),
            {
                "budget": [
                    {"item": "模具", "unit_price": 100, "quantity": 2, "state": "待审核", "committed": 150},
                    {"item": "样机", "unit_price": 100, "quantity": 2, "actual": 1},
                ]
            },
            (("budget", "b001", "state"), ("budget", "b002", "state")),
        ),
    ),
)
