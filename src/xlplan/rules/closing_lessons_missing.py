"""The retrospective lacks one of its kinds."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.retrospective import LESSON_KIND, Lesson
from xlplan.rules.base import Example, Hit, Rule, RuleContext, Scope


def _check(context: RuleContext) -> Iterator[Hit]:
    rows = context.plan.typed("retrospective", Lesson)
    if not context.template.has("retrospective") or any(context.unread("retrospective", i, "kind") for i in rows):
        return
    told = {row.kind for row in rows.values()}
    missing = [context.choice("retrospective", "kind", o.key) for o in LESSON_KIND.options if o.key not in told]
    if missing:
        kinds = Text("、".join(m.zh for m in missing), ", ".join(m.en for m in missing))
        yield Hit("retrospective", "", "", {"kinds": kinds})


RULE = Rule(
    FindingType(
        "CLO009",
        "retrospective-incomplete",
        Severity.INFO,
        Text("项目复盘还缺：{kinds}", "the retrospective still lacks: {kinds}"),
        Text("请各部门补写；确实没有的写明“无”和理由", "ask the departments for it, or say why there is none"),
        Text("只写成绩不写问题的复盘，下一个项目用不上。", "Praise without problems is of no use to the next project."),
    ),
    _check,
    since="closing",
    scope=Scope.MASTER,
    good=(
        Example(
            Text("三类都有", "all three kinds"),
            {
                "basic": {"state": "closing"},
                "retrospective": [
                    {"kind": "做得好的经验", "content": "每周例会"},
                    {"kind": "未解决的问题", "content": "备件周期长"},
                    {"kind": "改进方向", "content": "提前锁定供应商"},
                ],
            },
        ),
    ),
    bad=(
        Example(
            Text("只有经验", "praise only"),
            {"basic": {"state": "closing"}, "retrospective": [{"kind": "做得好的经验", "content": "每周例会"}]},
            (("retrospective", "", ""),),
        ),
    ),
)
