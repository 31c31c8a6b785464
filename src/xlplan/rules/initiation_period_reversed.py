"""A project is asked for or approved that ends before it begins."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Hit]:
    for table in ("initiation", "approval"):
        for row in context.mine(table):
            start, finish = row.cell("start"), row.cell("finish")
            if start and finish and finish < start:
                form = context.template.form_of(table).title
                yield Hit(table, row.id, "finish", {"form": form, "start": start, "finish": finish})


RULE = Rule(
    FindingType(
        "INI005",
        "request-period-reversed",
        Severity.ERROR,
        Text(
            "{form}的结束日期 {finish} 早于开始日期 {start}",
            "{form}: the finish {finish} lies before the start {start}",
        ),
        Text("核对两个日期", "check both dates"),
        Text("项目不可能在开始之前结束。", "No project ends before it begins."),
    ),
    _check,
    since="initiating",
    good=(
        Example(
            Text("当天开始、当天结束", "within one day"),
            {"initiation": {"start": "2026-03-02", "finish": "2026-03-02"}, "approval": {"start": "2026-03-02"}},
        ),
    ),
    bad=(
        Example(
            Text("年份写错", "a wrong year"),
            {
                "initiation": {"start": "2026-03-02", "finish": "2025-12-31"},
                "approval": {"start": "2026-03-02", "finish": "2025-12-31"},
            },
            (("initiation", "initiation", "finish"), ("approval", "approval", "finish")),
        ),
    ),
)
