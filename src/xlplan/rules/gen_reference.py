"""A cell refers to a row that is no longer in the plan."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.kinds.base import Kind
from xlplan.core.kinds.predecessors import PredecessorsKind
from xlplan.core.kinds.reference import ManyKind, ReferenceKind
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext, Scope

_TABLES = {"dept": "departments", "person": "people", "task": "wbs"}
_WHAT = {"dept": Text("部门", "department"), "person": Text("人员", "person"), "task": Text("任务", "task")}


def _targets(kind: Kind, value: object) -> tuple[str, list[str]]:
    if isinstance(kind, ReferenceKind) and isinstance(value, str):
        return kind.to, [value]
    if isinstance(kind, ManyKind) and isinstance(value, tuple):
        return kind.to, [str(v) for v in value]
    if isinstance(kind, PredecessorsKind) and isinstance(value, tuple):
        return "task", [link.predecessor for link in value]
    return "task", []


def _check(context: RuleContext) -> Iterator[Hit]:
    for _, table in context.template.tables():
        for row in context.mine(table.key):
            for column in table.inputs:
                target, ids = _targets(column.kind, row.cell(column.key))
                known = context.plan.rows(_TABLES.get(target, target))
                if any(id_ not in known for id_ in ids):
                    called = column.kind.what if isinstance(column.kind, ReferenceKind) else None
                    what = {"row": context.row(table, row), "column": column.header, "what": called or _WHAT[target]}
                    yield Hit(table.key, row.id, column.key, what)


RULE = Rule(
    FindingType(
        "GEN003",
        "reference-gone",
        Severity.ERROR,
        Text(
            "“{row}”的“{column}”指向的{what}已不在计划中",
            "“{row}”: “{column}” names a {what} that is no longer in the plan",
        ),
        Text(
            "重新选择；删除前先改掉引用它的地方",
            "choose again; change what refers to a row before deleting it",
        ),
        Text("行被删除后，引用它的内容就失去了意义。", "What refers to a deleted row means nothing any more."),
    ),
    _check,
    since="initiating",
    scope=Scope.MASTER,
    good=(
        Example(
            Text("前置任务都在", "all predecessors exist"),
            {"wbs": [{"code": "1", "name": "设计"}, {"code": "2", "name": "试制", "predecessors": "1"}]},
        ),
    ),
    bad=(
        Example(
            Text("接口人已从团队表删除", "a contact was deleted from the team"),
            {"wbs": []},
            (("departments", "d02", "contact"),),
            deleted=(("people", "p002"),),
        ),
        Example(
            Text("前置任务的行被删除", "the row of a predecessor was deleted"),
            {"wbs": [{"code": "1"}, {"code": "2", "predecessors": "1"}]},
            (("wbs", "t002", "predecessors"),),
            deleted=(("wbs", "t001"),),
        ),
        Example(
            Text("变更申请的行被删除", "the row of a change request was deleted"),
            {
                "changes": {
                    "changes": [{"number": "C-研发-001", "title": "更换供应商"}],
                    "change_lines": [{"change": "C-研发-001", "what": "新增", "proposed": "试验"}],
                }
            },
            (("change_lines", "gl001", "change"),),
            deleted=(("changes", "g001"),),
        ),
        Example(
            Text("协作部门的行被删除", "the row of a supporting department was deleted"),
            {"wbs": [{"code": "1", "name": "试制", "dept": "市场部", "support": "研发部"}]},
            (("wbs", "t001", "support"),),
            (("departments", "d02"), ("people", "p002"), ("people", "p003")),
        ),
    ),
)
