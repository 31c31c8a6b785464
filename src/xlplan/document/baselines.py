"""Baselines in plan documents: written by task code, read back with a finding for whatever makes no sense."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from xlplan.core.cell import Blank, Cell, Problem, Value
from xlplan.core.finding import Finding, FindingType, Place
from xlplan.core.kinds.base import Ctx
from xlplan.core.kinds.date import DateKind
from xlplan.core.kinds.number import IntKind
from xlplan.core.kinds.reference import ReferenceKind
from xlplan.core.kinds.text import LongText, TextKind
from xlplan.core.problems import problem_finding
from xlplan.core.text import Text
from xlplan.document import findings as f
from xlplan.document.shape import Shape
from xlplan.document.source import Path_
from xlplan.forms.base import Column
from xlplan.forms.wbs import WBS
from xlplan.model.baseline import Baseline, BaselineTask
from xlplan.model.order import task_order
from xlplan.model.plan import Plan

FIELDS = (
    Column(Text("编号", "Number"), IntKind(), key="number"),
    Column(Text("日期", "Date"), DateKind(), key="date"),
    Column(Text("批准人", "Approved by"), TextKind(), key="approved_by"),
    Column(Text("变更单", "Change request"), TextKind(), key="change"),
    Column(Text("说明", "Note"), LongText(), key="note"),
)
"""What is written of a baseline, spelt as on the sheets."""
TASK = Column(Text("任务", "Task"), ReferenceKind("task"), key="task")
VALUES = tuple(WBS.column(key) for key in ("start", "finish", "duration", "effort", "deliverable"))
TASK_FIELDS = (TASK, *VALUES)
"""What is written of a task in a baseline."""
TASKS = "tasks"
BLANK = Text("“{column}”未填", "“{column}” is blank")


def dump_baselines(plan: Plan, ctx: Ctx) -> list[dict[str, Any]]:
    """The baselines of a plan as plain data, the oldest first, tasks in the order of the sheet."""
    order = {id_: n for n, id_ in enumerate(task_order(plan))}
    listed = []
    for baseline in sorted(plan.baselines, key=lambda b: b.number):
        ids = sorted(baseline.tasks, key=lambda id_: (order.get(id_, len(order)), id_))
        data = {c.key: c.kind.to_doc(value, ctx) for c in FIELDS if (value := getattr(baseline, c.key)) != ""}
        data[TASKS] = [_dump_task(id_, baseline.tasks[id_], ctx) for id_ in ids]
        listed.append(data)
    return listed


def _dump_task(id_: str, task: BaselineTask, ctx: Ctx) -> dict[str, Any]:
    values = {c.key: c.kind.to_doc(value, ctx) for c in VALUES if (value := getattr(task, c.key)) is not None}
    return {TASK.key: TASK.kind.to_doc(id_, ctx), **values}


def read_baselines(shape: Shape, data: Any, ctx: Ctx, findings: list[Finding]) -> tuple[Baseline, ...]:
    """The baselines of a document by number. What makes no sense is left out and said; only the structure raises."""
    found: dict[int, Baseline] = {}
    for n, entry in enumerate(shape.sequence(data, ("baselines",))):
        baseline = _Reading(shape, ctx, findings, ("baselines", n)).baseline(entry, found)
        if baseline is not None:
            found[baseline.number] = baseline
    return tuple(found[number] for number in sorted(found))


class _Reading:
    """One baseline while it is read; findings are placed by line."""

    def __init__(self, shape: Shape, ctx: Ctx, findings: list[Finding], path: Path_) -> None:
        self.shape, self.ctx, self.findings, self.path = shape, ctx, findings, path
        self.number = 0

    def baseline(self, data: Any, known: Mapping[int, Baseline]) -> Baseline | None:
        """The baseline, None where it is left out."""
        row = self.shape.mapping(data, self.path, (*(c.key for c in FIELDS), TASKS))
        rows = self._rows(row.get(TASKS))
        cells = {c.key: c.kind.from_doc(row.get(c.key), self.ctx) for c in FIELDS}
        needed = [c for c in FIELDS if c.key in ("number", "date")]
        for column in needed:
            cell = cells[column.key]
            if not isinstance(cell, Value):
                self._say(f.BASELINE_UNUSABLE, column, (column.key,), detail=self._detail(cell, column))
                return None
        self.number, date = (_value(cells[c.key]) for c in needed)
        if self.number in known:
            self._say(f.BASELINE_TWICE, needed[0], ("number",))
            return None
        texts = {c.key: self._taken(c, cells[c.key], (c.key,)) or "" for c in FIELDS if c not in needed}
        return Baseline(self.number, date, **texts, tasks=self._tasks(rows))

    def _rows(self, data: Any) -> list[Mapping[str, Any]]:
        keys, path = tuple(c.key for c in TASK_FIELDS), (*self.path, TASKS)
        return [self.shape.mapping(e, (*path, n), keys) for n, e in enumerate(self.shape.sequence(data, path))]

    def _tasks(self, rows: Iterable[Mapping[str, Any]]) -> dict[str, BaselineTask]:
        tasks: dict[str, BaselineTask] = {}
        for n, row in enumerate(rows):
            at: Path_ = (TASKS, n)
            cell = TASK.kind.from_doc(row.get(TASK.key), self.ctx)
            if isinstance(cell, Blank):
                self._say(f.BASELINE_VALUE, TASK, at, detail=self._detail(cell, TASK))
                continue
            id_ = self._taken(TASK, cell, (*at, TASK.key))
            if id_ is None:
                continue
            if id_ in tasks:
                label = self.ctx.names.label("task", id_)
                self._say(f.BASELINE_TASK_TWICE, TASK, (*at, TASK.key), task=label)
                continue
            read = {c.key: c.kind.from_doc(row.get(c.key), self.ctx) for c in VALUES}
            tasks[id_] = BaselineTask(**{c.key: self._taken(c, read[c.key], (*at, c.key)) for c in VALUES})
        return tasks

    def _taken(self, column: Column, cell: Cell, at: Path_) -> Any:
        """A certain value, None for a blank one; what could not be read is said."""
        if isinstance(cell, Problem):
            self._say(f.BASELINE_VALUE, column, at, detail=self._detail(cell, column), value=cell.raw)
        return _value(cell)

    def _detail(self, cell: Cell, column: Column) -> Text:
        """What is wrong with a value, in the words that cells have for it."""
        if isinstance(cell, Problem):
            finding = problem_finding(cell, column.header, Place())
            return Text(finding.message("zh"), finding.message("en"))
        return Text(BLANK("zh", column=column.header), BLANK("en", column=column.header))

    def _say(self, kind: FindingType, column: Column, at: Path_, value: str = "", **params: object) -> None:
        line = self.shape.source.line((*self.path, *at))
        place = Place(self.shape.source.file, "", f"line {line}", "baselines", str(self.number), column.key)
        self.findings.append(Finding(kind, place, {"number": self.number, **params}, value))


def _value(cell: Cell) -> Any:
    return cell.value if isinstance(cell, Value) else None
