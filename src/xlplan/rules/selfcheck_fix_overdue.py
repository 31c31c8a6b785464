"""A deliverable was to be put right by a day that has passed, and still fails."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.selfcheck import SelfCheck
from xlplan.rules.base import Example, Hit, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Hit]:
    today = context.plan.status_date
    for row in context.rows("selfcheck", SelfCheck):
        if row.result == "fails" and today and row.fix_due and row.fix_due < today:
            params = {"task": context.task(row.task or ""), "due": row.fix_due, "status_date": today}
            yield Hit("selfcheck", row.id, "fix_due", params)


RULE = Rule(
    FindingType(
        "SEL002",
        "correction-overdue",
        Severity.WARNING,
        Text(
            "“{task}”应于 {due} 前整改，至 {status_date} 自检仍是不符合",
            "“{task}” was to be put right by {due} and still fails on {status_date}",
        ),
        Text("整改后重新自检；做不到的商定新期限", "check it again once it is put right, or agree on a new date"),
        Text("带着不符合项走不到验收。", "What fails can't be handed over for acceptance."),
    ),
    _check,
    since="executing",
    good=(
        Example(
            Text("已整改为符合；当天到期", "put right; or due today"),
            {
                "basic": {"status_date": "2026-03-20"},
                "wbs": [{"code": "1", "name": "试制"}, {"code": "2", "name": "测试"}],
                "selfcheck": [
                    {"task": "1", "result": "符合", "fix_due": "2026-03-10"},
                    {"task": "2", "result": "不符合", "issue": "尺寸超差", "fix_due": "2026-03-20"},
                ],
            },
        ),
    ),
    bad=(
        Example(
            Text("过期仍不符合", "past its date"),
            {
                "basic": {"status_date": "2026-03-20"},
                "wbs": [{"code": "1", "name": "试制"}],
                "selfcheck": [{"task": "1", "result": "不符合", "issue": "尺寸超差", "fix_due": "2026-03-19"}],
            },
            (("selfcheck", "t001!", "fix_due"),),
        ),
    ),
)
