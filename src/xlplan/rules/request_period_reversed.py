"""A resource is asked for until a day before the first one."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.resources import Resource
from xlplan.rules.base import Example, Hit, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Hit]:
    for row in context.rows("resources", Resource):
        first, last = row.cell("from"), row.cell("to")
        if first and last and last < first:
            params = {"row": context.named("resources", row), "first": first, "last": last}
            yield Hit("resources", row.id, "to", params)


RULE = Rule(
    FindingType(
        "RSC003",
        "use-period-reversed",
        Severity.ERROR,
        Text(
            "资源申请“{row}”的使用结束 {last} 早于使用开始 {first}",
            "request “{row}”: its last day {last} lies before its first {first}",
        ),
        Text("核对两个日期", "check both dates"),
        Text("使用不可能在开始之前结束。", "Nothing is used up before it is used."),
    ),
    _check,
    since="initiating",
    good=(
        Example(
            Text("只用一天", "for one day"),
            {"resources": [{"spec": "试验台", "from": "2026-03-16", "to": "2026-03-16"}]},
        ),
    ),
    bad=(
        Example(
            Text("结束早于开始", "reversed"),
            {"resources": [{"spec": "试验台", "from": "2026-03-16", "to": "2026-03-13"}]},
            (("resources", "q001", "to"),),
        ),
    ),
)
