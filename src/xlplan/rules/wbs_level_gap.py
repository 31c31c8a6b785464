"""A level of the hierarchy is left out."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext, Scope
from xlplan.rules.context import ancestor_codes, listed
from xlplan.rules.wbs_orphan import without_parent


def _check(context: RuleContext) -> Iterator[Hit]:
    for parent, tasks in without_parent(context).items():
        nearest = next((c for c in ancestor_codes(parent) if c.casefold() in context.code_groups), None)
        if nearest is not None:
            names = listed(str(context.task(t.id)) for t in tasks)
            yield Hit("wbs", tasks[0].id, "code", {"parent": parent, "nearest": nearest, "tasks": names})


RULE = Rule(
    FindingType(
        "STR004",
        "level-gap",
        Severity.ERROR,
        Text(
            "“{tasks}”跳级：有 {nearest}，但没有 {parent}",
            "“{tasks}” skips a level: there is {nearest} but no {parent}",
        ),
        Text(
            "补上任务 {parent}，或把编码改到 {nearest} 的下一级",
            "add a task {parent}, or put the task right below {nearest}",
        ),
        Text(
            "分解要一级一级来，跳级的任务汇总不到上级。",
            "Work is broken down level by level; a task that skips one is not rolled up.",
        ),
    ),
    _check,
    since="initiating",
    scope=Scope.MASTER,
    good=(Example(Text("逐级分解", "level by level"), {"wbs": [{"code": "1"}, {"code": "1.1"}, {"code": "1.1.1"}]}),),
    bad=(
        Example(
            Text("1 之下直接是 1.2.1", "1.2.1 right below 1"),
            {
                "wbs": [
                    {"code": "1", "name": "调研"},
                    {"code": "1.2.1", "name": "访谈"},
                    {"code": "1.2.2", "name": "问卷"},
                ]
            },
            (("wbs", "t002", "code"),),
        ),
    ),
)
