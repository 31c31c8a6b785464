"""A WBS code is not made of levels separated by dots."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext
from xlplan.rules.context import is_well_formed


def _check(context: RuleContext) -> Iterator[Hit]:
    for task in context.my_tasks:
        if task.code and not is_well_formed(task.code):
            yield Hit("wbs", task.id, "code", {"code": task.code, "task": task.name or "?"})


RULE = Rule(
    FindingType(
        "STR002",
        "malformed-code",
        Severity.ERROR,
        Text("任务“{task}”的WBS编码“{code}”写法不对", "task “{task}”: the WBS code “{code}” is malformed"),
        Text(
            "写成 1、1.2、1.2.3，各级之间一个圆点",
            "write 1, 1.2, 1.2.3: one dot between levels, nothing else",
        ),
        Text(
            "上下级关系由编码推出，写法不对就接不上。",
            "The hierarchy follows from codes; it can't be told from such a code.",
        ),
    ),
    _check,
    since="initiating",
    good=(
        Example(
            Text("数字或字母分级", "digits or letters"),
            {"wbs": [{"code": "1"}, {"code": "1.2"}, {"code": "A-1.b"}]},
        ),
    ),
    bad=(
        Example(
            Text("多了一个圆点；混入星号", "a dot too many; a star"),
            {"wbs": [{"code": "1..2", "name": "设计"}, {"code": "1*", "name": "试制"}]},
            (("wbs", "t001", "code"), ("wbs", "t002", "code")),
        ),
    ),
)
