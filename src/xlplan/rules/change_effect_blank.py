"""A change request was submitted without its effect on schedule and budget."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.changes import Change
from xlplan.rules.base import Example, Hit, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Hit]:
    keys = ("effect_schedule_days", "effect_budget")
    for row in context.rows("changes", Change):
        submitted = row.state in (None, "to_assess", "to_approve") and not context.unread("changes", row.id, "state")
        if row.title and submitted and all(context.missing(row, "changes", k) for k in keys):
            params = {"row": context.named("changes", row), "columns": context.headers("changes", keys)}
            yield Hit("changes", row.id, keys[0], params)


RULE = Rule(
    FindingType(
        "CHG008",
        "change-effect-blank",
        Severity.WARNING,
        Text("变更申请“{row}”的“{columns}”都没有填", "change request “{row}”: “{columns}” are all blank"),
        Text("估算后填写；没有影响的填 0", "estimate them; 0 where there is no effect"),
        Text("不知道要多少时间和钱，管理层没法决定。", "Nobody can decide without knowing what it takes."),
    ),
    _check,
    good=(
        Example(
            Text("填了一项；草稿不要求", "one of them; a draft needs none"),
            {
                "changes": {
                    "changes": [
                        {"title": "更换供应商", "effect_schedule_days": 0},
                        {"title": "增加型号", "state": "草稿"},
                    ]
                }
            },
        ),
    ),
    bad=(
        Example(
            Text("都没有填", "neither"),
            {"changes": {"changes": [{"title": "更换供应商", "state": "待评估"}]}},
            (("changes", "g001", "effect_schedule_days"),),
        ),
    ),
)
