"""Two rows of a list carry the same number."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.base import Row
from xlplan.rules.base import Example, Hit, Rule, RuleContext

_OWN_RULE = ("risks", "milestones")
"""Lists with a rule of their own."""


def _check(context: RuleContext) -> Iterator[Hit]:
    for form, table in context.template.tables():
        if table.numbered is None or not table.has("number") or table.key in _OWN_RULE:
            continue
        groups: dict[str, list[Row]] = {}
        for row in context.plan.rows(table.key).values():
            if row.cell("number"):
                groups.setdefault(str(row.cell("number")).casefold(), []).append(row)
        for rows in groups.values():
            judged = context.judged(table.key, rows) if len(rows) > 1 else None
            if judged is not None:
                params = {"form": form.title, "number": judged.cell("number"), "count": len(rows)}
                yield Hit(table.key, judged.id, "number", params)


RULE = Rule(
    FindingType(
        "GEN004",
        "number-twice",
        Severity.ERROR,
        Text("{form}：编号 {number} 有 {count} 行在用", "{form}: {count} rows carry the number {number}"),
        Text("清空新的那一行的编号，合并时会自动给号", "clear the newer one's number; merging gives it another"),
        Text(
            "编号一经使用就不再改变，别的表、邮件和会议纪要靠它引用。",
            "A number is given once; other sheets, mails and minutes refer to it.",
        ),
    ),
    _check,
    since="initiating",
    good=(
        Example(
            Text("编号不同；未编号；不同的表", "different numbers, none yet, other lists"),
            {
                "resources": [{"number": "X-001"}, {"number": "X-002"}, {"spec": "试验台"}, {"spec": "夹具"}],
                "changes": {"changes": [{"number": "X-001"}]},
            },
        ),
        Example(
            Text("风险和里程碑各有自己的检查", "risks and milestones have rules of their own"),
            {
                "risks": [{"number": "R-1", "description": "甲"}, {"number": "R-1", "description": "乙"}],
                "milestones": [{"number": "M-1", "name": "甲"}, {"number": "M-1", "name": "乙"}],
            },
        ),
    ),
    bad=(
        Example(
            Text("复制行时带上了编号", "rows were copied with their numbers"),
            {
                "resources": [{"number": "RR-研发-001"}, {"number": "rr-研发-001"}],
                "actions": [{"number": "A-001"}, {"number": "A-002"}, {"number": "A-001"}],
            },
            (("resources", "q002", "number"), ("actions", "a003", "number")),
        ),
    ),
)
