"""An action item has a closing date, but its state is open."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.actions import Action
from xlplan.rules.base import Example, Hit, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Hit]:
    for row in context.rows("actions", Action):
        if row.closed_on and row.state in ("open", "in_progress"):
            state = context.choice("actions", "state", row.state)
            params = {"row": context.named("actions", row), "date": row.closed_on, "state": state}
            yield Hit("actions", row.id, "state", params)


RULE = Rule(
    FindingType(
        "ACT005",
        "action-closed-but-open",
        Severity.WARNING,
        Text(
            "行动项“{row}”有实际完成日期 {date}，状态却是“{state}”",
            "action item “{row}” was closed on {date}, but its state is “{state}”",
        ),
        Text("改为已完成，或清空实际完成日期", "set it to done, or clear the date"),
        Text("两处说法不一，催办清单会算错。", "It is counted wrong one way or the other."),
    ),
    _check,
    good=(
        Example(
            Text("已完成并有日期", "done, with a date"),
            {"actions": [{"topic": "选型", "state": "已完成", "closed_on": "2026-03-10"}]},
        ),
    ),
    bad=(
        Example(
            Text("状态忘了改", "the state was not changed"),
            {"actions": [{"topic": "选型", "state": "进行中", "closed_on": "2026-03-10"}]},
            (("actions", "a001", "state"),),
        ),
    ),
)
