"""A line of the budget counts although its request was refused."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.budget import BudgetLine
from xlplan.forms.resources import Resource
from xlplan.rules.base import Example, Hit, Rule, RuleContext, Scope


def _check(context: RuleContext) -> Iterator[Hit]:
    requests = context.plan.typed("resources", Resource)
    for line in context.rows("budget", BudgetLine):
        request = requests.get(line.request or "")
        if request is not None and request.state in ("rejected", "returned") and line.state == "accepted":
            state = context.choice("resources", "state", request.state)
            params = {"row": context.named("budget", line), "request": context.named("resources", request)}
            yield Hit("budget", line.id, "state", {**params, "state": state})


RULE = Rule(
    FindingType(
        "BUD005",
        "budget-of-refused-request",
        Severity.WARNING,
        Text(
            "预算“{row}”已列入，它的资源申请“{request}”却是“{state}”",
            "budget line “{row}” is accepted, but its request “{request}” is “{state}”",
        ),
        Text("改为不列入，或核对申请的审批状态", "leave the line out, or check what was decided on the request"),
        Text("没有批准的申请不该占预算。", "A request that was refused has no claim on the budget."),
    ),
    _check,
    scope=Scope.MASTER,
    good=(
        Example(
            Text("申请已批准；不批准的不列入", "approved; or left out"),
            {
                "resources": [
                    {"number": "RR-研发-001", "spec": "试验台", "state": "已批准", "cost": 9000},
                    {"number": "RR-研发-002", "spec": "夹具", "state": "不批准", "cost": 900},
                ],
                "budget": [
                    {"item": "试验台", "request": "RR-研发-001", "state": "已列入"},
                    {"item": "夹具", "request": "RR-研发-002", "state": "不列入"},
                ],
            },
        ),
    ),
    bad=(
        Example(
            Text("申请没批下来，预算行没改", "the line was not changed when the request was refused"),
            {
                "resources": [{"number": "RR-研发-001", "spec": "试验台", "state": "不批准", "cost": 9000}],
                "budget": [{"item": "试验台", "request": "RR-研发-001", "state": "已列入"}],
            },
            (("budget", "b001", "state"),),
        ),
    ),
)
