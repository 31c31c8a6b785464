"""The plan differs from its newest baseline, and no approved change request says so."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.normal import key as spelling
from xlplan.core.text import Text
from xlplan.forms.wbs import WBS, Task
from xlplan.model.baseline import BaselineTask
from xlplan.model.snapshot import frozen, frozen_row
from xlplan.ownership.gate import Answer, Gate
from xlplan.rules.base import Example, Hit, Rule, RuleContext, Scope
from xlplan.rules.context import listed
from xlplan.twins.changes import WHAT

_ITEM = Text("{code} {what}", "{code} {what}")


def _check(context: RuleContext) -> Iterator[Hit]:
    gate = Gate(context.plan, context.template)
    if gate.baseline is None:
        return
    found = []
    for task in context.plan.tasks.values():
        held = gate.baseline.tasks.get(task.id)
        kinds = _differences(context, gate, task, held) if held else _added(context, gate, task)
        found += [
            _ITEM(context.plan.language, code=context.code(task.id), what=WHAT[k](context.plan.language)) for k in kinds
        ]
    if found:
        yield Hit("wbs", "", "", {"baseline": gate.baseline.name, "count": len(found), "tasks": listed(found)})


def _differences(context: RuleContext, gate: Gate, task: Task, held: BaselineTask) -> Iterator[str]:
    """The kinds of change by which a task differs from what the baseline says of it."""
    told: dict[str, object] = {"row_state": None}
    if context.leaf(task) and held.duration is not None and task.duration is not None:
        told["duration"] = held.duration
    if held.deliverable and task.deliverable and spelling(held.deliverable) != spelling(task.deliverable):
        told["deliverable"] = held.deliverable
    cells = frozen_row(context.plan, WBS, task.id, [c.key for c in WBS.inputs])
    for key, before in told.items():
        column = context.template.table("wbs").column(key)
        was, now = (frozen(column, v) for v in (before, task.cell(key)))
        if gate.cell(context.template.table("wbs"), column, task.id, was, now, cells).answer is Answer.GATED:
            yield column.gated


def _added(context: RuleContext, gate: Gate, task: Task) -> Iterator[str]:
    cells = frozen_row(context.plan, WBS, task.id, [c.key for c in WBS.inputs])
    if not task.name or not context.live(task):
        return
    if gate.new_task(None, context.parent(task) or task.parent, True, cells).answer is Answer.GATED:
        yield "added"


_TASKS = [
    {"code": "1", "name": "试制", "dept": "研发部", "duration": 5, "deliverable": "样机 5 台"},
    {"code": "2", "name": "试产", "dept": "研发部", "duration": 4},
]
_FROZEN = [
    {
        "number": 0,
        "date": "2026-03-02",
        "tasks": [
            {"task": "1", "start": "2026-03-09", "finish": "2026-03-13", "duration": 5, "deliverable": "样机 5 台"},
            {"task": "2", "start": "2026-03-16", "finish": "2026-03-19", "duration": 4},
        ],
    }
]
_ASKED = {
    "changes": [{"number": "C-研发-001", "title": "增加样机", "state": "已批准"}],
    "change_lines": [
        {"change": "C-研发-001", "task": "1", "what": "工期", "proposed": "8 天"},
        {"change": "C-研发-001", "task": "1", "what": "交付成果", "proposed": "再加三台"},
        {"change": "C-研发-001", "task": "2", "what": "取消", "proposed": "不再试产"},
        {"change": "C-研发-001", "what": "新增", "proposed": "复测"},
    ],
}
_CHANGED = [
    {**_TASKS[0], "duration": 8, "deliverable": "样机 8 台"},
    {**_TASKS[1], "row_state": "取消"},
    {"code": "3", "name": "复测", "dept": "研发部", "duration": 2},
]

RULE = Rule(
    FindingType(
        "CHG009",
        "plan-differs-unasked",
        Severity.WARNING,
        Text(
            "与基线 {baseline} 相比有 {count} 处改动没有已批准的变更申请：{tasks}",
            "{count} difference(s) from baseline {baseline} without an approved change request: {tasks}",
        ),
        Text(
            "补变更申请并批准，或改回；变更已落实的，重新冻结基线",
            "have them asked for and approved, or put them back; once changes are in the plan, freeze a new baseline",
        ),
        Text(
            "冻结之后随手改动，基线就不再是约定。",
            "Where a frozen plan changes just so, a baseline is no agreement.",
        ),
    ),
    _check,
    since="executing",
    scope=Scope.MASTER,
    good=(
        Example(
            Text("都有已批准的申请", "approved requests for all of it"),
            {"wbs": _CHANGED, "baselines": _FROZEN, "changes": _ASKED},
        ),
        Example(
            Text("任务之下的细分在基线日期之内", "a sub-task inside the agreed dates"),
            {"wbs": [*_TASKS, {"code": "1.1", "name": "备料", "dept": "研发部", "duration": 2}], "baselines": _FROZEN},
        ),
        Example(
            Text("基线里没有工期", "no duration in the baseline"),
            {
                "wbs": [{"code": "1", "name": "试制", "dept": "研发部", "duration": 5}],
                "baselines": [{"number": 0, "date": "2026-03-02", "tasks": [{"task": "1"}]}],
            },
        ),
        Example(
            Text(
                "交付成果只是空格不同；工期看不懂", "the deliverable differs by blanks only; the duration is unreadable"
            ),
            {"wbs": [{**_TASKS[0], "deliverable": "样机5台", "duration": "？？"}, _TASKS[1]], "baselines": _FROZEN},
        ),
    ),
    bad=(
        Example(
            Text("工期、交付成果、取消、新增", "duration, deliverable, a task cancelled and one added"),
            {"wbs": _CHANGED, "baselines": _FROZEN},
            (("wbs", "", ""),),
        ),
        Example(
            Text("前一项看不懂，后一项改了", "the first one is unreadable, the second one changed"),
            {
                "wbs": [{**_TASKS[0], "duration": "？？", "deliverable": "样机 9 台"}, {**_TASKS[1], "duration": 6}],
                "baselines": _FROZEN,
            },
            (("wbs", "", ""),),
        ),
    ),
)
