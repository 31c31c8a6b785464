"""Two departments share a name or short code."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Hit]:
    for key in ("name", "short_code"):
        seen: dict[str, str] = {}
        for dept in context.plan.departments.values():
            word = str(dept.cell(key) or "").casefold()
            if word and seen.setdefault(word, dept.id) != dept.id:
                params = {
                    "column": context.template.table("departments").column(key).header,
                    "value": dept.cell(key),
                }
                yield Hit("departments", dept.id, key, params)


RULE = Rule(
    FindingType(
        "TEA004",
        "department-twice",
        Severity.ERROR,
        Text("两个部门的“{column}”相同：{value}", "two departments share “{column}”: {value}"),
        Text("改用不同的名称和简称，重复的删去一行", "give each its own, or clear the repeated row"),
        Text(
            "任务按部门名称分发，编号用部门简称，都不能重复。",
            "Tasks are handed out by name and numbers made from the short code.",
        ),
    ),
    _check,
    since="initiating",
    good=(
        Example(Text("各不相同", "all different"), {"wbs": []}),
        Example(
            Text("都没填简称", "both lack a short code"),
            {"team": {"departments": [{"name": "市场部"}, {"name": "研发部"}]}},
        ),
    ),
    bad=(
        Example(
            Text("简称相同", "the same short code"),
            {
                "team": {
                    "departments": [
                        {"name": "市场部", "short_code": "市"},
                        {"name": "市政部", "short_code": "市"},
                        {"name": "研发部", "short_code": "研"},
                    ]
                }
            },
            (("departments", "d002", "short_code"),),
        ),
    ),
)
