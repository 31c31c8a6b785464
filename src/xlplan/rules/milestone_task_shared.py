"""Two milestones hang on one task."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.milestones import Milestone
from xlplan.rules.base import Example, Hit, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Hit]:
    groups: dict[str, list[Milestone]] = {}
    for milestone in context.plan.milestones.values():
        if milestone.task in context.plan.tasks:
            groups.setdefault(milestone.task, []).append(milestone)
    for task, found in groups.items():
        judged = context.judged("milestones", found) if len(found) > 1 else None
        if judged is not None:
            yield Hit("milestones", judged.id, "task", {"task": context.task(task), "count": len(found)})


RULE = Rule(
    FindingType(
        "MST002",
        "milestones-on-one-task",
        Severity.WARNING,
        Text("{count} 个里程碑都对应任务“{task}”", "{count} milestones hang on the task “{task}”"),
        Text(
            "合并为一个里程碑，或给另一个选自己的任务",
            "make them one milestone, or give the other one a task of its own",
        ),
        Text(
            "里程碑的日期和状态取自任务；对应同一任务的两个里程碑永远同时达成，一个就够了。",
            "Dates and state come from the task: two milestones on one task are always reached together.",
        ),
    ),
    _check,
    good=(
        Example(
            Text("各有各的任务", "each on a task of its own"),
            {
                "wbs": [{"code": "1", "duration": 0}, {"code": "2", "duration": 0}],
                "milestones": [{"name": "样机评审", "task": "1"}, {"name": "量产评审", "task": "2"}],
            },
        ),
        Example(Text("都还没选任务", "no task chosen yet"), {"milestones": [{"name": "样机"}, {"name": "量产"}]}),
    ),
    bad=(
        Example(
            Text("同一任务写了两次", "one task twice"),
            {
                "wbs": [{"code": "1", "duration": 0}],
                "milestones": [{"name": "样机评审", "task": "1"}, {"name": "样机评审通过", "task": "1"}],
            },
            (("milestones", "m002", "task"),),
        ),
    ),
)
