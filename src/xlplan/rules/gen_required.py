"""A column that the project manager owes is blank in a row that was begun."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.base import Column, Party, Row, Table
from xlplan.forms.wbs import Task
from xlplan.model.plan import serial_of
from xlplan.rules.base import Example, Hit, Rule, RuleContext

_SUMMARY = ("code", "name", "dept")


def owed(context: RuleContext, party: Party) -> Iterator[tuple[Table, Row, Column]]:
    """Blank required cells that are filled by one party.

    Of summary, cancelled and doubtful tasks only what names them is required. In a copy the department
    fills in all of a row that it added, but nothing of the project manager's elsewhere.
    """
    for _, table in context.template.tables():
        for row in context.mine(table.key):
            if not any(row.cell(k) is not None or context.unread(table.key, row.id, k) for k in _telling(table)):
                continue
            added = not context.master and serial_of(row.id) is not None
            for column in table.inputs:
                wanted = column.required and context.missing(row, table.key, column.key)
                if not wanted or not _applies(context, row, column.key):
                    continue
                if party is column.owner.party and (party is not Party.PM or context.master or added):
                    yield table, row, column


def _telling(table: Table) -> list[str]:
    """The columns by which a row is begun: of rows that the program lays out, not what it puts there itself."""
    return [c.key for c in table.inputs if not (table.laid_out and c.key in table.natural)]


def _applies(context: RuleContext, row: Row, key: str) -> bool:
    if not isinstance(row, Task):
        return True
    if not context.live(row):
        return False
    if key == "code":
        return row.parent is None and not context.unread("wbs", row.id, "parent")
    return key in _SUMMARY or context.leaf(row)


def _check(context: RuleContext) -> Iterator[Hit]:
    for table, row, column in owed(context, Party.PM):
        yield Hit(table.key, row.id, column.key, {"row": context.row(table, row), "column": column.header})


RULE = Rule(
    FindingType(
        "GEN001",
        "required-missing",
        Severity.ERROR,
        Text("“{row}”的“{column}”未填写", "“{row}”: “{column}” is blank"),
        Text(
            "补填“{column}”；不需要的行请整行清空",
            "fill in “{column}”, or clear the whole row if it is not needed",
        ),
        Text(
            "带 * 的内容是下发、排期和考核的依据，缺了就无法执行。",
            "What is marked * is what copies, dates and reports are made from; without it nobody can act.",
        ),
    ),
    _check,
    good=(
        Example(
            Text("汇总任务只需编码、名称和主责部门", "a summary task needs code, name and department only"),
            {
                "wbs": [
                    {"code": "1", "name": "调研", "dept": "市场部"},
                    {
                        "code": "1.1",
                        "name": "用户访谈",
                        "dept": "市场部",
                        "owner": "张伟",
                        "deliverable": "访谈记录",
                        "acceptance": "不少于 20 份",
                    },
                ]
            },
        ),
        Example(
            Text("新增子任务选了上级任务，编码合并时再给", "a new sub-task gets its code when merged"),
            {
                "wbs": [
                    {"code": "1", "name": "调研", "dept": "市场部"},
                    {
                        "parent": "1",
                        "name": "用户访谈",
                        "dept": "市场部",
                        "owner": "张伟",
                        "deliverable": "访谈记录",
                        "acceptance": "不少于 20 份",
                    },
                ]
            },
        ),
        Example(
            Text("部门名写错另有提示，不再算作未填", "a name that can't be read is another finding"),
            {
                "wbs": [
                    {
                        "code": "1",
                        "name": "调研",
                        "dept": "市扬部",
                        "deliverable": "报告",
                        "acceptance": "评审通过",
                    }
                ]
            },
        ),
    ),
    bad=(
        Example(
            Text("末级任务没有交付成果和标准", "a task without deliverable and standard"),
            {"wbs": [{"code": "1", "name": "调研", "dept": "市场部", "owner": "张伟"}]},
            (("wbs", "t001", "deliverable"), ("wbs", "t001", "acceptance")),
        ),
        Example(
            Text("任务没有主责部门，项目没有预期成果", "a task without department, a project without results"),
            {
                "basic": {"expected_results": None},
                "wbs": [
                    {"code": "1", "name": "调研", "row_state": "active"},
                    {
                        "code": "1.1",
                        "name": "访谈",
                        "dept": "市场部",
                        "deliverable": "记录",
                        "acceptance": "20 份",
                    },
                ],
            },
            (("basic", "basic", "expected_results"), ("wbs", "t001", "dept")),
        ),
    ),
)
