"""The next milestones come later than the newest baseline says."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.milestones import Milestone
from xlplan.rules.base import Example, Hit, Rule, RuleContext, Scope, Setting

_DAYS = Setting(
    "days", 0, Text("比基线晚几个工作日以内不提示", "working days behind the baseline that are not reported")
)


def _check(context: RuleContext) -> Iterator[Hit]:
    baseline = context.plan.baseline
    moved = []
    for row in context.rows("milestones", Milestone) if baseline else ():
        agreed = baseline.tasks.get(row.task or "") if baseline else None
        now = context.computed.finish(row.task or "")
        if agreed is None or agreed.finish is None or now is None or now <= agreed.finish or context.over(row.task):
            continue
        days = (context.working_days(agreed.finish, now) or 0) - bool(context.works(agreed.finish))
        if days > context.setting(_DAYS):
            moved.append((now, row, agreed.finish, days))
    if moved and baseline:
        # What moves the first one moves the others, too: one finding for them all.
        now, row, was, days = min(moved, key=lambda x: x[0])
        others = len(moved) - 1
        params = {
            "milestone": context.named("milestones", row),
            "finish": now,
            "was": was,
            "baseline": f"B{baseline.number}",
            "days": days,
            "others": Text(f"，其后还有 {others} 个推迟", f", and {others} more after it") if others else "",
        }
        yield Hit("milestones", row.id, "task", params)


def _plan(finish: str, **more: object) -> dict[str, object]:
    return {
        "wbs": [
            {"code": "1", "name": "样机评审", "manual_start": finish, "duration": 0},
            {"code": "2", "name": "量产评审", "manual_start": "2026-06-08", "duration": 0},
        ],
        "milestones": [{"name": "样机", "task": "1"}, {"name": "量产", "task": "2"}],
        "baselines": [
            {
                "number": 0,
                "date": "2026-03-02",
                "tasks": [
                    {"task": "1", "start": "2026-04-01", "finish": "2026-04-01"},
                    {"task": "2", "start": "2026-06-01", "finish": "2026-06-01"},
                ],
            }
        ],
        **more,
    }


RULE = Rule(
    FindingType(
        "MST006",
        "milestone-moved",
        Severity.WARNING,
        Text(
            "里程碑“{milestone}”按现在的安排 {finish} 达成，比基线 {baseline} 的 {was} 晚 {days} 个工作日{others}",
            "milestone “{milestone}” is reached on {finish} as things stand, {days} working day(s) after {was} of baseline "
            "{baseline}{others}",
        ),
        Text(
            "追回进度；确需改期的走变更申请，再冻结新基线",
            "make up for it; where the date has to change, ask for it by a change request and freeze a new baseline",
        ),
        Text(
            "里程碑是对外的承诺，会不会守住要在到期之前说。",
            "A milestone is a promise; whether it holds has to be said before its date.",
        ),
    ),
    _check,
    since="executing",
    scope=Scope.MASTER,
    good=(
        Example(
            Text("都守住", "both hold"),
            {
                **_plan("2026-04-01"),
                "wbs": [
                    {"code": c, "manual_start": d, "duration": 0} for c, d in (("1", "2026-04-01"), ("2", "2026-06-01"))
                ],
            },
        ),
    ),
    bad=(
        Example(
            Text(
                "晚一个工作日；已达成的、没有日期的不算",
                "one working day late; what is reached or undated does not count",
            ),
            {
                **_plan("2026-04-02"),
                "wbs": [
                    {"code": "1", "manual_start": "2026-04-02", "duration": 0},
                    {"code": "2", "manual_start": "2026-06-08", "duration": 0},
                    {"code": "3"},
                ],
                "milestones": [
                    {"name": "量产", "task": "2"},
                    {"name": "样机", "task": "1"},
                    {"name": "立项", "task": "3"},
                    {"name": "没有任务"},
                ],
                "rounds": [{"number": 1, "status_date": "2026-03-06"}],
                "progress": [
                    {
                        "task": "2",
                        "round": 1,
                        "percent": "100%",
                        "actual_start": "2026-06-08",
                        "actual_finish": "2026-06-08",
                    }
                ],
            },
            (("milestones", "m002", "task"),),
        ),
        Example(
            Text("两个都晚，只报最近的一个", "both are late: the next one is reported"),
            _plan("2026-04-03"),
            (("milestones", "m001", "task"),),
        ),
    ),
    settings=(_DAYS,),
)
