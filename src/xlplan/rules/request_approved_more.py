"""More is approved than was asked for."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.resources import Resource
from xlplan.rules.base import Example, Hit, Rule, RuleContext, Scope


def _check(context: RuleContext) -> Iterator[Hit]:
    for row in context.rows("resources", Resource):
        if row.quantity is not None and row.approved_quantity is not None and row.approved_quantity > row.quantity:
            params = {"row": context.named("resources", row), "asked": f"{row.quantity:f}"}
            yield Hit("resources", row.id, "approved_quantity", {**params, "approved": f"{row.approved_quantity:f}"})


RULE = Rule(
    FindingType(
        "RSC004",
        "approved-more-than-asked",
        Severity.WARNING,
        Text(
            "资源申请“{row}”申请 {asked}，却批准了 {approved}",
            "request “{row}” asks for {asked}, but {approved} are approved",
        ),
        Text("按审批单核对批准数量", "check it against the signed form"),
        Text(
            "批准数量不会多过申请，多半是填错了列或单位。",
            "Nobody is given more than asked for; the column or the unit is wrong.",
        ),
    ),
    _check,
    since="initiating",
    scope=Scope.MASTER,
    good=(
        Example(
            Text("全部批准；部分批准", "all of it, and a part"),
            {
                "resources": [
                    {"spec": "试验台", "quantity": 2, "approved_quantity": 2},
                    {"spec": "夹具", "quantity": 4, "approved_quantity": 3},
                ]
            },
        ),
    ),
    bad=(
        Example(
            Text("多了一个零", "one digit too many"),
            {"resources": [{"spec": "试验台", "quantity": 2, "approved_quantity": 20}]},
            (("resources", "q001", "approved_quantity"),),
        ),
    ),
)
