"""A sub-task that was added after the baseline ends later than the task above it was agreed to."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.ownership.gate import ADDED, Gate
from xlplan.rules.base import Example, Hit, Rule, RuleContext, Scope
from xlplan.rules.context import listed


def _check(context: RuleContext) -> Iterator[Hit]:
    gate = Gate(context.plan, context.template)
    if gate.baseline is None:
        return
    agreed = gate.baseline.tasks
    late: dict[str, list[str]] = {}
    for task in context.plan.tasks.values():
        if task.id in agreed or not context.leaf(task) or context.finished(task.id):
            continue
        above = next((a for a in context.ancestors(task.id) if a in agreed), None)
        until = agreed[above].finish if above else None
        finish = context.computed.finish(task.id)
        if above is None or until is None or finish is None or finish <= until:
            continue
        asked = (x for x in gate.approved if x.what == ADDED)
        if not any(x.task in (above, task.id) if x.task else x.dept == task.dept for x in asked):
            late.setdefault(above, []).append(context.code(task.id))
    for above, codes in late.items():
        params = {"task": context.task(above), "subtasks": listed(codes), "finish": agreed[above].finish}
        yield Hit("wbs", above, "finish", {**params, "baseline": gate.baseline.name})


_TASK = {"code": "1", "name": "试制", "dept": "研发部"}
_AGREED = {"task": "1", "start": "2026-03-09", "finish": "2026-03-13"}
_FROZEN = [{"number": 0, "date": "2026-03-02", "tasks": [_AGREED]}]
_FIRST = {"code": "1.1", "name": "备料", "dept": "研发部", "manual_start": "2026-03-09", "manual_finish": "2026-03-11"}
_NEXT = {"code": "1.2", "name": "装配", "dept": "研发部", "duration": 4, "predecessors": "1.1"}

RULE = Rule(
    FindingType(
        "CHG010",
        "subtask-beyond-baseline",
        Severity.WARNING,
        Text(
            "“{task}”在基线 {baseline} 中于 {finish} 完成，之后新增的子任务 {subtasks} 排到了更晚",
            "“{task}” finishes on {finish} in baseline {baseline}; its sub-tasks {subtasks}, added since, end later",
        ),
        Text(
            "压缩子任务，或提出变更申请（变更项“新增”或“日期”）",
            "shorten the sub-tasks, or ask for the change (“Addition” or “Dates”)",
        ),
        Text(
            "细分本部门的任务不用申请，前提是不突破已约定的日期。",
            "Sub-tasks of an own task need no request as long as they stay inside the agreed dates.",
        ),
    ),
    _check,
    since="executing",
    scope=Scope.MASTER,
    good=(
        Example(
            Text("在约定日期之内", "inside the agreed dates"),
            {"wbs": [_TASK, _FIRST, {**_NEXT, "duration": 2}], "baselines": _FROZEN},
        ),
        Example(
            Text("有已批准的申请", "an approved request"),
            {
                "wbs": [_TASK, _FIRST, _NEXT],
                "baselines": _FROZEN,
                "changes": {
                    "changes": [{"number": "C-研发-001", "title": "增加装配", "state": "已批准"}],
                    "change_lines": [{"change": "C-研发-001", "task": "1", "what": "新增", "proposed": "装配"}],
                },
            },
        ),
        Example(
            Text("基线里已有的子任务另有说法", "a sub-task of the baseline is another matter"),
            {
                "wbs": [_TASK, {**_FIRST, "manual_finish": "2026-03-18"}],
                "baselines": [
                    {
                        **_FROZEN[0],
                        "tasks": [_AGREED, {"task": "1.1", "start": "2026-03-09", "finish": "2026-03-11"}],
                    }
                ],
            },
        ),
        Example(
            Text("已经完成的", "already finished"),
            {
                "rounds": [{"number": 1, "status_date": "2026-03-20"}],
                "wbs": [_TASK, {**_FIRST, "manual_finish": "2026-03-18"}],
                "baselines": _FROZEN,
                "progress": [
                    {
                        "task": "1.1",
                        "round": 1,
                        "percent": "100%",
                        "actual_start": "2026-03-09",
                        "actual_finish": "2026-03-18",
                    }
                ],
            },
        ),
        Example(
            Text(
                "基线没有日期；别处的新任务；没有日期的子任务",
                "no date in the baseline; a new task elsewhere; a sub-task without dates",
            ),
            {
                "wbs": [
                    _TASK,
                    _FIRST,
                    {**_NEXT, "duration": None, "predecessors": None},
                    {"code": "2", "name": "包装", "dept": "研发部", "manual_start": "2026-04-01", "duration": 2},
                ],
                "baselines": [{**_FROZEN[0], "tasks": [{"task": "1"}]}],
            },
        ),
        Example(
            Text("本部门的申请没有写任务", "a request of the department that names no task"),
            {
                "wbs": [_TASK, _FIRST, _NEXT],
                "baselines": _FROZEN,
                "changes": {
                    "changes": [{"number": "C-研发-001", "title": "增加装配", "state": "已批准", "dept": "研发部"}],
                    "change_lines": [{"change": "C-研发-001", "what": "新增", "proposed": "装配"}],
                },
            },
        ),
        Example(
            Text("子任务互为前置，算不出完成", "sub-tasks in a circle have no finish"),
            {
                "wbs": [
                    _TASK,
                    {"code": "1.1", "name": "备料", "dept": "研发部", "duration": 3, "predecessors": "1.2"},
                    _NEXT,
                ],
                "baselines": _FROZEN,
            },
        ),
    ),
    bad=(
        Example(
            Text("前置任务把子任务推到约定之后", "its predecessor moves it past the agreed finish"),
            {"wbs": [_TASK, _FIRST, _NEXT], "baselines": _FROZEN},
            (("wbs", "t001", "finish"),),
        ),
        Example(
            Text("下两级的子任务；中间一级也是新增的", "two levels below, the level between is new, too"),
            {
                "wbs": [
                    _TASK,
                    {"code": "1.1", "name": "装配", "dept": "研发部"},
                    {"code": "1.1.1", "name": "总装", "dept": "研发部", "manual_start": "2026-03-16", "duration": 2},
                ],
                "baselines": _FROZEN,
            },
            (("wbs", "t001", "finish"),),
        ),
    ),
)
