"""A department supports its own task."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Hit]:
    for task in context.my_tasks:
        if task.dept and task.dept in (task.support or ()):
            yield Hit("wbs", task.id, "support", {"task": context.task(task.id), "dept": context.dept(task.dept)})


RULE = Rule(
    FindingType(
        "RES004",
        "supports-itself",
        Severity.WARNING,
        Text(
            "“{task}”的协作部门里有主责部门自己（{dept}）",
            "“{task}”: {dept} is responsible and supports itself",
        ),
        Text("从协作部门中去掉{dept}", "remove {dept} from the supporting departments"),
        Text("协作部门是需要配合的其他部门。", "Support comes from other departments."),
    ),
    _check,
    good=(
        Example(
            Text("由其他部门协作", "another department"),
            {"wbs": [{"code": "1", "dept": "市场部", "support": ["研发部"]}]},
        ),
    ),
    bad=(
        Example(
            Text("主责又协作", "responsible and supporting"),
            {"wbs": [{"code": "1", "dept": "市场部", "support": ["研发部", "市场部"]}]},
            (("wbs", "t001", "support"),),
        ),
    ),
)
