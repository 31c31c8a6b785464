"""The team names several project managers."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext, Scope
from xlplan.rules.context import listed


def _check(context: RuleContext) -> Iterator[Hit]:
    managers = [p for p in context.plan.people.values() if p.role == "manager"]
    if len(managers) > 1:
        names = listed(str(context.person(p.id)) for p in managers)
        yield Hit("people", managers[1].id, "role", {"people": names, "count": len(managers)})


RULE = Rule(
    FindingType(
        "BAS005",
        "several-managers",
        Severity.WARNING,
        Text("团队中有 {count} 位项目经理：{people}", "the team has {count} project managers: {people}"),
        Text(
            "只保留一位项目经理，其他人改为核心小组成员",
            "keep one and make the others members of the core team",
        ),
        Text("项目只能有一个人对结果负责。", "One person answers for a project."),
    ),
    _check,
    scope=Scope.MASTER,
    good=(
        Example(
            Text("一位", "one"),
            {"team": {"people": [{"name": "张伟", "role": "项目经理"}, {"name": "李娜", "role": "成员"}]}},
        ),
    ),
    bad=(
        Example(
            Text("两位", "two"),
            {"team": {"people": [{"name": "张伟", "role": "项目经理"}, {"name": "李娜", "role": "项目经理"}]}},
            (("people", "p002", "role"),),
        ),
    ),
)
