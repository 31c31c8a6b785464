"""An open risk is past its due date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext, Setting
from xlplan.rules.context import OPEN_RISK

_DAYS = Setting("days", 0, Text("过期超过几天才提示（自然日）", "calendar days past the date before it is said"))


def _check(context: RuleContext) -> Iterator[Hit]:
    today = context.plan.status_date
    grace = dt.timedelta(days=context.setting(_DAYS))
    for risk in context.my_risks:
        if today and risk.due and risk.due + grace < today and risk.state in OPEN_RISK:
            yield Hit("risks", risk.id, "due", {"risk": context.risk(risk), "due": risk.due, "status_date": today})


RULE = Rule(
    FindingType(
        "RSK003",
        "risk-overdue",
        Severity.WARNING,
        Text(
            "风险“{risk}”应于 {due} 前应对，至 {status_date} 仍未解决",
            "risk “{risk}” was due on {due} and is still open on {status_date}",
        ),
        Text("更新状态；未完成的给出新期限和措施", "update its state, or give a new date and action"),
        Text("过了期限的应对措施等于没有措施。", "An action past its date is no action."),
    ),
    _check,
    since="executing",
    good=(
        Example(
            Text("已解决", "resolved"),
            {
                "basic": {"status_date": "2026-04-10"},
                "risks": [{"description": "样机延期", "due": "2026-03-31", "state": "已解决"}],
            },
        ),
    ),
    bad=(
        Example(
            Text("期限已过仍在处理", "past its date, still in progress"),
            {
                "basic": {"status_date": "2026-04-10"},
                "risks": [{"description": "样机延期", "due": "2026-03-31", "state": "处理中"}],
            },
            (("risks", "r001", "due"),),
        ),
    ),
    settings=(_DAYS,),
)
