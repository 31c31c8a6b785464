"""A change request does not say item by item what changes."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.changes import Change, ChangeLine
from xlplan.rules.base import Example, Hit, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Hit]:
    lines = context.plan.typed("change_lines", ChangeLine)
    if any(context.unread("change_lines", i, "change") for i in lines):
        return
    described = {line.change for line in lines.values()}
    for row in context.rows("changes", Change):
        closed = row.state in ("draft", "returned", "rejected") or context.unread("changes", row.id, "state")
        if row.title and not closed and row.id not in described:
            yield Hit("changes", row.id, "content", {"row": context.named("changes", row)})


RULE = Rule(
    FindingType(
        "CHG001",
        "change-without-items",
        Severity.WARNING,
        Text("变更申请“{row}”没有变更内容明细", "change request “{row}” has no change items"),
        Text(
            "在“变更内容明细”逐项写明任务、变更项和拟变更为",
            "list task, what changes and its proposed value on the sheet of change items",
        ),
        Text(
            "说不清改什么，就没法评估影响，也没法核对是否落实。",
            "What changes has to be said before it can be assessed and checked.",
        ),
    ),
    _check,
    good=(
        Example(
            Text("有明细；草稿不要求", "with an item; a draft needs none"),
            {
                "changes": {
                    "changes": [
                        {"number": "C-研发-001", "title": "更换供应商", "state": "待评估"},
                        {"title": "增加型号", "state": "草稿"},
                    ],
                    "change_lines": [{"change": "C-研发-001", "what": "新增", "proposed": "补一轮试验"}],
                }
            },
        ),
    ),
    bad=(
        Example(
            Text("只有名称；状态没填算已提交", "a title only; a blank state counts as submitted"),
            {"changes": {"changes": [{"title": "更换供应商"}, {"title": "增加型号", "state": "已批准"}]}},
            (("changes", "g001", "content"), ("changes", "g002", "content")),
        ),
    ),
)
