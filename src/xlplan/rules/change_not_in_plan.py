"""A change request is marked as implemented, but the plan is still as before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from xlplan.core.cell import Value
from xlplan.core.finding import FindingType, Severity
from xlplan.core.kinds.base import Ctx
from xlplan.core.normal import key as spelling
from xlplan.core.raw import RawCell
from xlplan.core.text import Text
from xlplan.forms.changes import Change, ChangeLine
from xlplan.forms.wbs import WBS, Task
from xlplan.rules.base import Example, Hit, Rule, RuleContext, Scope
from xlplan.rules.context import UNKNOWN

_COMPARED = ("duration", "department", "deliverable", "cancelled")


def _check(context: RuleContext) -> Iterator[Hit]:
    changes = context.plan.typed("changes", Change)
    done = [
        line
        for line in context.rows("change_lines", ChangeLine)
        if line.change in changes and changes[line.change].state == "implemented" and line.what in _COMPARED
    ]
    touched = Counter((line.task, line.what) for line in done)
    for line in done:
        task = context.plan.tasks.get(line.task or "")
        # Of several changes to one thing only the last still shows.
        if task is None or touched[line.task, line.what] > 1 or context.unread("wbs", task.id, *_COLUMNS):
            continue
        if _still_as_before(context, task, line):
            what, proposed = context.choice("change_lines", "what", line.what), line.proposed or UNKNOWN
            if line.what == "cancelled":  # what is proposed is prose
                what = context.headers("wbs", ["row_state"])
                proposed = context.choice("wbs", "row_state", "cancelled")
            params = {"row": context.named("changes", changes[line.change or ""]), "task": context.task(task.id)}
            yield Hit("change_lines", line.id, "proposed", {**params, "what": what, "proposed": proposed})


_COLUMNS = ("duration", "dept", "deliverable", "row_state")


def _still_as_before(context: RuleContext, task: Task, line: ChangeLine) -> bool:
    """Whether the plan certainly does not show the change: proposals are free text."""
    if line.what == "cancelled":
        return context.live(task)
    if not context.live(task) or line.proposed is None:
        return False
    if line.what == "duration":
        read = WBS.column("duration").kind.parse(RawCell(line.proposed), Ctx(context.plan.language))
        return isinstance(read, Value) and context.leaf(task) and task.duration not in (None, read.value)
    if line.what == "department":
        named = context.names.find("dept", line.proposed)
        return len(named) == 1 and task.dept not in (None, named[0])
    # A deliverable may be put in other words: one that never changed is certain.
    change = context.plan.typed("changes", Change)[line.change or ""]
    before = [b for b in context.plan.baselines if change.approve_on and b.date < change.approve_on]
    frozen = max(before, key=lambda b: b.number).tasks.get(task.id) if before else None
    old = frozen.deliverable if frozen else None
    return bool(old and task.deliverable == old and spelling(line.proposed) != spelling(old))


_CHANGE = {"number": "C-研发-001", "title": "更换供应商", "state": "已实施", "approve_on": "2026-03-12"}
_TASK = {"code": "1", "name": "试制", "dept": "研发部", "duration": 5, "deliverable": "样机 5 台"}
_FROZEN = [{"number": 0, "date": "2026-03-02", "tasks": [{"task": "1", "deliverable": "样机 5 台"}]}]

RULE = Rule(
    FindingType(
        "CHG006",
        "change-not-in-plan",
        Severity.WARNING,
        Text(
            "变更申请“{row}”已实施，“{task}”的{what}却没有变成“{proposed}”",
            "change request “{row}” is implemented, but {what} of “{task}” has not become “{proposed}”",
        ),
        Text("把变更落实到 WBS；没有实施的改回“已批准”", "change the task, or set the request back to approved"),
        Text("标了已实施，大家就以为计划已经改过。", "Everybody takes an implemented change to be in the plan."),
    ),
    _check,
    since="executing",
    scope=Scope.MASTER,
    good=(
        Example(
            Text("计划已改；说不准的文字不判断", "the plan shows it; words that can't be compared are not judged"),
            {
                "wbs": [{**_TASK, "duration": 8}],
                "baselines": _FROZEN,
                "changes": {
                    "changes": [_CHANGE],
                    "change_lines": [
                        {"change": "C-研发-001", "task": "1", "what": "工期", "proposed": "8 天"},
                        {"change": "C-研发-001", "task": "1", "what": "部门", "proposed": "研发与市场共同承担"},
                        {"change": "C-研发-001", "task": "1", "what": "交付成果", "proposed": "样机 5 台"},
                        {"change": "C-研发-001", "task": "1", "what": "范围", "proposed": "增加低温试验"},
                    ],
                },
            },
        ),
        Example(
            Text("没有基线可比，也没有交付成果", "no baseline to compare with, and no deliverable"),
            {
                "wbs": [{**_TASK, "deliverable": None}],
                "changes": {
                    "changes": [_CHANGE],
                    "change_lines": [
                        {"change": "C-研发-001", "task": "1", "what": "交付成果", "proposed": "样机 8 台"}
                    ],
                },
            },
        ),
    ),
    bad=(
        Example(
            Text("工期、部门、交付成果都没改", "duration, department and deliverable are unchanged"),
            {
                "wbs": [_TASK],
                "baselines": _FROZEN,
                "changes": {
                    "changes": [_CHANGE],
                    "change_lines": [
                        {"change": "C-研发-001", "task": "1", "what": "工期", "proposed": "8 天"},
                        {"change": "C-研发-001", "task": "1", "what": "部门", "proposed": "市场部"},
                        {"change": "C-研发-001", "task": "1", "what": "交付成果", "proposed": "样机 8 台"},
                    ],
                },
            },
            (
                ("change_lines", "gl001", "proposed"),
                ("change_lines", "gl002", "proposed"),
                ("change_lines", "gl003", "proposed"),
            ),
        ),
        Example(
            Text("任务没有取消", "the task was not cancelled"),
            {
                "wbs": [_TASK],
                "changes": {
                    "changes": [_CHANGE],
                    "change_lines": [{"change": "C-研发-001", "task": "1", "what": "取消", "proposed": "不再试制"}],
                },
            },
            (("change_lines", "gl001", "proposed"),),
        ),
        Example(
            Text("和最近一次基线比", "compared with the newest baseline before it"),
            {
                "wbs": [{**_TASK, "deliverable": "样机 6 台"}],
                "baselines": [
                    *_FROZEN,
                    {"number": 1, "date": "2026-03-09", "tasks": [{"task": "1", "deliverable": "样机 6 台"}]},
                ],
                "changes": {
                    "changes": [_CHANGE],
                    "change_lines": [
                        {"change": "C-研发-001", "task": "1", "what": "交付成果", "proposed": "样机 8 台"}
                    ],
                },
            },
            (("change_lines", "gl001", "proposed"),),
        ),
    ),
)
