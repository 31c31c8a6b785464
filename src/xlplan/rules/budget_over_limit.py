"""The budget comes to more than was approved."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.calculate.compute import APPROVED
from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext, Scope
from xlplan.rules.context import yuan
from xlplan.twins.budget_summary import difference, grand_total
from xlplan.twins.budget_summary import limit as limit_of
from xlplan.twins.engine import is_number


def _check(context: RuleContext) -> Iterator[Hit]:
    if not context.template.has("budget"):
        return
    world = context.computed.world
    over, limit = difference(world), limit_of(world)
    if not (is_number(over) and is_number(limit)) or float(over) >= 0:
        return
    for table, key in APPROVED:
        row = context.record(table)
        if row is not None and row.cell(key) is not None:
            params = {"total": yuan(grand_total(world)), "limit": yuan(float(limit)), "over": yuan(-float(over))}
            yield Hit(table, row.id, key, params)
            return


RULE = Rule(
    FindingType(
        "BUD001",
        "budget-over-limit",
        Severity.WARNING,
        Text(
            "预算总计（含应急预备费）{total}，批准额度（含已批准变更）{limit}，超出 {over}",
            "the budget with contingency comes to {total}, with changes {limit} is approved: {over} too much",
        ),
        Text("压减预算明细，或通过变更申请追加预算", "cut lines, or ask for more by a change request"),
        Text("超出批准额度的部分没有人授权花。", "Nobody may spend what was not approved."),
    ),
    _check,
    scope=Scope.MASTER,
    good=(
        Example(
            Text("含应急正好用完；待审核的不计", "all of it with the contingency; proposed lines don't count"),
            {
                "basic": {"budget": 112000, "contingency_rate": "12%"},
                "budget": [
                    {"item": "模具", "unit_price": 100000, "quantity": 1, "state": "已列入"},
                    {"item": "样机", "unit_price": 5000, "quantity": 4, "state": "待审核"},
                ],
            },
        ),
        Example(
            Text("已批准的变更追加了预算", "an approved change added money"),
            {
                "basic": {"budget": 100000, "contingency_rate": "12%"},
                "budget": [{"item": "模具", "unit_price": 100000, "quantity": 1, "state": "已列入"}],
                "changes": {"changes": [{"title": "增加型号", "state": "已批准", "effect_budget": 12000}]},
            },
        ),
        Example(
            Text("没有批准的额度", "nothing approved to compare with"),
            {
                "basic": {"budget": None},
                "budget": [
                    {"subject": "物料", "source": "模具", "unit_price": 500000, "quantity": 1, "state": "已列入"}
                ],
            },
        ),
    ),
    bad=(
        Example(
            Text("加上应急就超了", "too much with the contingency"),
            {
                "basic": {"budget": 100000, "contingency_rate": "12%"},
                "budget": [{"item": "模具", "unit_price": 100000, "quantity": 1, "state": "已列入"}],
            },
            (("basic", "basic", "budget"),),
        ),
        Example(
            Text("以通知书的批准预算为准", "the budget of the notice counts"),
            {
                "basic": {"budget": 200000, "contingency_rate": "12%"},
                "approval": {"approved_budget": 100000},
                "budget": [{"item": "模具", "unit_price": 100000, "quantity": 1, "state": "已列入"}],
            },
            (("approval", "approval", "approved_budget"),),
        ),
        Example(
            Text("通知书还没写批准预算", "the notice has no approved budget yet"),
            {
                "basic": {"budget": 100000, "contingency_rate": "12%"},
                "approval": {"approve_date": "2026-02-20"},
                "budget": [{"item": "模具", "unit_price": 100000, "quantity": 1, "state": "已列入"}],
            },
            (("basic", "basic", "budget"),),
        ),
    ),
)
