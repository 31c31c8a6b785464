"""More is committed and paid than a line of the budget has."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xlplan.core.finding import FindingType, Severity
from xlplan.core.kinds.number import PercentKind
from xlplan.core.text import Text
from xlplan.forms.budget import BudgetLine
from xlplan.rules.base import Example, Hit, Rule, RuleContext, Setting
from xlplan.rules.context import yuan

_TOLERATED = Setting(
    "tolerated",
    Decimal(0),
    Text("超出小计多大比例才提示", "share of the subtotal by which it may be exceeded"),
    PercentKind(),
)


def _check(context: RuleContext) -> Iterator[Hit]:
    for line in context.rows("budget", BudgetLine):
        subtotal = context.number("budget", line.id, "subtotal")
        used = float((line.committed or Decimal(0)) + (line.actual or Decimal(0)))
        # Spent on a line that was not accepted is a finding of its own.
        if subtotal is None or line.state != "accepted":
            continue
        if used > subtotal * (1 + float(context.setting(_TOLERATED))) + 0.005:
            params = {"row": context.named("budget", line), "used": yuan(used), "subtotal": yuan(subtotal)}
            yield Hit("budget", line.id, "actual" if line.actual else "committed", params)


RULE = Rule(
    FindingType(
        "BUD004",
        "budget-line-overspent",
        Severity.WARNING,
        Text(
            "预算“{row}”已承诺和已支出共 {used}，超过小计 {subtotal}",
            "budget line “{row}”: {used} is committed or paid, more than its {subtotal}",
        ),
        Text(
            "说明原因；需要追加的走变更申请或从应急中列支", "explain it; ask for more, or take it from the contingency"
        ),
        Text("超支要在花出去之前被看见。", "Overspending has to be seen before the money is gone."),
    ),
    _check,
    since="executing",
    good=(
        Example(
            Text("正好用完", "used up"),
            {
                "budget": [
                    {
                        "item": "模具",
                        "unit_price": 100,
                        "quantity": 2,
                        "state": "已列入",
                        "committed": 50,
                        "actual": 150,
                    }
                ]
            },
        ),
    ),
    bad=(
        Example(
            Text("加上已承诺就超了；只有承诺也算", "too much with what is committed; commitments alone count too"),
            {
                "budget": [
                    {
                        "item": "模具",
                        "unit_price": 100,
                        "quantity": 2,
                        "state": "已列入",
                        "committed": 100,
                        "actual": 150,
                    },
                    {"item": "样机", "unit_price": 100, "quantity": 2, "state": "已列入", "committed": 250},
                ]
            },
            (("budget", "b001", "actual"), ("budget", "b002", "committed")),
        ),
        Example(
            Text("超了 2.5%", "2.5 % more"),
            {"budget": [{"source": "模具", "unit_price": 200, "quantity": 1, "actual": 205, "state": "已列入"}]},
            (("budget", "b001", "actual"),),
        ),
    ),
    settings=(_TOLERATED,),
)
