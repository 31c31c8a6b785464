"""Two tasks carry the same WBS code."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Hit]:
    for group in context.code_groups.values():
        task = context.judged("wbs", group) if len(group) > 1 else None
        if task is not None:
            others = "; ".join(f"“{t.name or '?'}”" for t in group)
            yield Hit("wbs", task.id, "code", {"code": task.code, "tasks": others, "count": len(group)})


RULE = Rule(
    FindingType(
        "STR001",
        "duplicate-code",
        Severity.ERROR,
        Text(
            "WBS编码 {code} 有 {count} 个任务在用：{tasks}",
            "{count} tasks carry the WBS code {code}: {tasks}",
        ),
        Text("给其中一个换成未用过的编码", "give all but one of them an unused code"),
        Text(
            "前置任务、进度和风险都按编码引用任务，编码重复就分不清指的是谁。",
            "Links, progress and risks name tasks by code; one used twice may mean either.",
        ),
    ),
    _check,
    since="initiating",
    good=(
        Example(
            Text("1.1 与 1.10 是两个编码", "1.1 and 1.10 are different codes"),
            {"wbs": [{"code": "1"}, {"code": "1.1", "name": "甲"}, {"code": "1.10", "name": "乙"}]},
        ),
    ),
    bad=(
        Example(
            Text("两个 1.1，只报一次", "1.1 twice is one finding"),
            {
                "wbs": [
                    {"code": "1"},
                    {"code": "1.1", "name": "外观设计"},
                    {"code": "1.1", "name": "结构设计"},
                ]
            },
            (("wbs", "t003", "code"),),
        ),
    ),
)
