"""A column that a department owes is blank in a row that was begun."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.base import Party
from xlplan.rules.base import Example, Hit, Rule, RuleContext
from xlplan.rules.gen_required import owed


def _check(context: RuleContext) -> Iterator[Hit]:
    for table, row, column in owed(context, Party.DEPARTMENT):
        yield Hit(table.key, row.id, column.key, {"row": context.row(table, row), "column": column.header})


_RISK = {
    "description": "样机延期",
    "category": "schedule",
    "probability": "low",
    "impact": "low",
    "dept": "研发部",
    "trigger": "三月底未到货",
    "raised_by_dept": "研发部",
}

RULE = Rule(
    FindingType(
        "GEN002",
        "answer-missing",
        Severity.WARNING,
        Text("“{row}”的“{column}”部门尚未填写", "“{row}”: the department has not filled in “{column}”"),
        Text("由所属部门补填“{column}”", "ask the department to fill in “{column}”"),
        Text(
            "必填内容由部门负责，缺了任务或风险就没有人真正承接。",
            "These columns are the department's answer; while they are blank nobody has taken the row on.",
        ),
    ),
    _check,
    good=(
        Example(
            Text("负责人已填", "the owner is named"),
            {"wbs": [{"code": "1", "name": "调研", "dept": "市场部", "owner": "张伟"}]},
        ),
        Example(
            Text("已取消的任务不再催填", "a cancelled task needs no owner"),
            {"wbs": [{"code": "1", "name": "调研", "dept": "市场部", "row_state": "cancelled"}]},
        ),
    ),
    bad=(
        Example(
            Text("末级任务没有负责人", "a task without owner"),
            {"wbs": [{"code": "1", "name": "调研", "dept": "市场部"}]},
            (("wbs", "t001", "owner"),),
        ),
        Example(
            Text("风险没有策略、负责人和状态", "a risk without response, owner and state"),
            {"risks": [_RISK]},
            (("risks", "r001", "response"), ("risks", "r001", "owner"), ("risks", "r001", "state")),
        ),
    ),
)
