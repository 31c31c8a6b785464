"""A problem left open at acceptance is past its date."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.acceptance import UNSOLVED, Problem
from xlplan.rules.base import Example, Hit, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Hit]:
    today = context.plan.status_date
    for row in context.rows("acceptance_problems", Problem):
        open_ = row.state in (None, *UNSOLVED) and not context.unread("acceptance_problems", row.id, "state")
        if today and row.due and row.due < today and open_:
            params = {"row": context.named("acceptance_problems", row), "due": row.due, "status_date": today}
            yield Hit("acceptance_problems", row.id, "due", params)


RULE = Rule(
    FindingType(
        "CLO006",
        "problem-overdue",
        Severity.WARNING,
        Text(
            "验收遗留问题“{row}”应于 {due} 解决，至 {status_date} 仍未解决",
            "the problem “{row}” was to be solved by {due} and is open on {status_date}",
        ),
        Text("更新状态；没解决的给出措施和新期限", "update its state, or give an action and a new date"),
        Text("项目组解散以后，遗留问题更难解决。", "Once the team has gone, nobody solves it."),
    ),
    _check,
    since="closing",
    good=(
        Example(
            Text("已解决；当天到期", "solved; or due today"),
            {
                "basic": {"state": "closing", "status_date": "2026-03-20"},
                "acceptance": {
                    "acceptance_problems": [
                        {"problem": "说明书缺英文版", "due": "2026-03-10", "state": "已解决"},
                        {"problem": "备件未到", "due": "2026-03-20"},
                    ]
                },
            },
        ),
    ),
    bad=(
        Example(
            Text("过期仍在处理", "past its date"),
            {
                "basic": {"state": "closing", "status_date": "2026-03-20"},
                "acceptance": {
                    "acceptance_problems": [{"problem": "备件未到", "due": "2026-03-19", "state": "处理中"}]
                },
            },
            (("acceptance_problems", "problem001", "due"),),
        ),
    ),
)
