"""A milestone is past its planned date, not reached, and nothing is said about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext, Setting
from xlplan.twins.milestones import LABELS

_DAYS = Setting(
    "days", 0, Text("过期超过几天才要求说明（自然日）", "calendar days past its date before a note is asked for")
)


def _check(context: RuleContext) -> Iterator[Hit]:
    late = LABELS["late"](context.computed.world.lang)
    for row in context.mine("milestones"):
        task = row.cell("task")
        if context.computed.value("milestones", row.id, "state") == late and context.missing(row, "milestones", "note"):
            milestone = context.row(context.template.table("milestones"), row)
            planned = context.computed.planned_finish(task) if task else None
            if planned is not None and not _tolerated(context, planned):
                yield Hit("milestones", row.id, "note", {"milestone": milestone, "planned": planned})


def _tolerated(context: RuleContext, planned: dt.date) -> bool:
    today = context.plan.status_date
    return today is not None and 0 < (today - planned).days <= context.setting(_DAYS)


RULE = Rule(
    FindingType(
        "MST004",
        "milestone-late-unexplained",
        Severity.WARNING,
        Text(
            "里程碑“{milestone}”应于 {planned} 达成，尚未达成，备注为空",
            "milestone “{milestone}” was planned for {planned}, is not reached, and has no note",
        ),
        Text(
            "在备注中写明原因、下一步和新的日期；已达成的请在进度表填实际完成",
            "say why, what comes next and by when; if it is reached, report the task's actual finish",
        ),
        Text(
            "里程碑滞后是管理层最先问到的事，答案应当写在表里。",
            "A late milestone is what management asks about first; the answer belongs into the sheet.",
        ),
    ),
    _check,
    since="executing",
    good=(
        Example(
            Text("已说明；已达成；未到期", "explained, reached, not yet due"),
            {
                "rounds": [{"number": 1, "status_date": "2026-03-13"}],
                "wbs": [
                    {"code": "1", "duration": 0, "manual_finish": "2026-03-06"},
                    {"code": "2", "duration": 0, "manual_finish": "2026-03-06"},
                    {"code": "3", "duration": 0, "manual_finish": "2026-03-31"},
                ],
                "progress": [{"task": "2", "round": 1, "percent": "100%", "actual_finish": "2026-03-06"}],
                "milestones": [
                    {"name": "样机评审", "task": "1", "note": "等样机回板，3 月 20 日评审"},
                    {"name": "需求冻结", "task": "2"},
                    {"name": "开售", "task": "3"},
                ],
            },
        ),
    ),
    bad=(
        Example(
            Text("过了计划日期，没有说明", "past its date without a word"),
            {
                "rounds": [{"number": 1, "status_date": "2026-03-13"}],
                "wbs": [{"code": "1", "duration": 0, "manual_finish": "2026-03-06"}],
                "milestones": [{"name": "样机评审", "task": "1"}],
            },
            (("milestones", "m001", "note"),),
        ),
        Example(
            Text("晚三天", "three days late"),
            {
                "rounds": [{"number": 1, "status_date": "2026-03-09"}],
                "wbs": [{"code": "1", "manual_start": "2026-03-06", "duration": 0}],
                "milestones": [{"name": "样机评审", "task": "1"}],
            },
            (("milestones", "m001", "note"),),
        ),
    ),
    settings=(_DAYS,),
)
