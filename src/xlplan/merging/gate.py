"""Which edits of a department change what was agreed, and which request lets them through.

The rules themselves stand in :mod:`xlplan.ownership.gate`; here they are asked about edits of files. What refers to a new
task that has to wait, such as its progress, waits with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from xlplan.core.kinds.base import JsonValue
from xlplan.merging.references import named
from xlplan.merging.sides import Edit, Side
from xlplan.merging.words import Outcome, Reason
from xlplan.model.snapshot import is_unread
from xlplan.ownership.gate import FREE, Answer, Gate, Ruling, parent_by_code

if TYPE_CHECKING:
    from xlplan.merging.judge import Judge

WBS = "wbs"
WAITS = Ruling(Answer.GATED)
"""Waits for what something else asks for."""


class Gatekeeper:
    """Answers for the edits of one merge and remembers what it said."""

    def __init__(self, judge: Judge) -> None:
        self.judge, self.state = judge, judge.state
        self.gate = Gate(judge.state.plan, judge.template)
        self.rulings: dict[int, Ruling] = {}
        self._new: dict[tuple[int, str], Ruling] = {}

    def refuses(self, edit: Edit) -> bool:
        """Whether an edit that its department has a right to waits for a change request."""
        ruling = self._ruling(edit)
        self.rulings[id(edit)] = ruling
        return ruling.answer is Answer.GATED

    def gated(self, verdicts: Iterable[tuple[Edit, Outcome, Reason]]) -> list[tuple[Edit, Ruling]]:
        """The edits that were refused here, each with what a request has to ask for."""
        return [(e, self.rulings.get(id(e), WAITS)) for e, _, reason in verdicts if reason is Reason.GATED]

    def requests(self, verdicts: Iterable[tuple[Edit, Outcome, Reason]]) -> Iterator[tuple[Edit, str]]:
        """The edits that changed what was agreed, each with the id of the request that lets it."""
        for edit, outcome, _ in verdicts:
            ruling = self.rulings.get(id(edit), FREE)
            if outcome is Outcome.APPLIED and ruling.request:
                yield edit, ruling.request

    def _ruling(self, edit: Edit) -> Ruling:
        # Without a base nobody knows who changed it; a row that is gone or in doubt is asked about anyway.
        row = (edit.table, edit.row_id)
        if self.gate.baseline is None or not edit.side.anchored or edit.aside or row in self.judge.gone:
            return FREE
        if edit.table == WBS and edit.is_new and not self._is_there(edit.row_id):
            return self.new_task(edit.side, edit.row_id)
        if self.hangs(edit):
            return WAITS
        table = self.state.tables[edit.table]
        cells = self.state.cells(*row)
        return self.gate.cell(
            table, table.column(edit.key), edit.row_id, self.state.value(edit.cell), edit.value, cells
        )

    def hangs(self, edit: Edit) -> bool:
        """Whether an edit hangs on a task that its file adds and that has to wait."""
        return self.gate.baseline is not None and any(self._waits(edit.side, task) for task in self._tasks(edit))

    def _is_there(self, task: str) -> bool:
        return task in self.state.plan.tasks

    def _tasks(self, edit: Edit) -> Iterator[str]:
        """The tasks that an edit, or its row where that is one of a task, refers to."""
        rows = named(self.state.tables[edit.table], edit.cell, edit.value)
        return (row_id for table, row_id in rows if table == WBS)

    def _waits(self, side: Side, task: str) -> bool:
        if self.state.has(WBS, task) or not side.is_new(WBS, task):
            return False
        known = (self.judge.number[id(side)], WBS, task) in self.judge.rows
        return known and self.new_task(side, task).answer is Answer.GATED

    def new_task(self, side: Side, row_id: str) -> Ruling:
        """What becomes of a task that a file adds; one below another new task goes with that."""
        key = (self.judge.number[id(side)], row_id)
        if key not in self._new:
            self._new[key] = WAITS  # tasks that are each other's parents wait for each other
            self._new[key] = self._judged(side, row_id, self._said(side, row_id))
        return self._new[key]

    def _said(self, side: Side, row_id: str) -> dict[str, JsonValue]:
        """What the row of a new task says; where it names no task above, the one that other hands at it agree on."""
        own = self.judge.said_in(side, WBS, row_id)
        if own.get("parent") or own.get("code"):
            return own
        said = [self.judge.said_in(other, WBS, row_id) for other in self.judge.sides if other.is_new(WBS, row_id)]
        above = {str(s["parent"]): s["parent"] for s in said if s.get("parent")}
        return {**own, "parent": next(iter(above.values()))} if len(above) == 1 else own

    def _judged(self, side: Side, row_id: str, cells: Mapping[str, JsonValue]) -> Ruling:
        parent = self._parent(side, cells)
        if parent is not None and parent != row_id and not self._is_there(parent) and side.is_new(WBS, parent):
            above = self.new_task(side, parent)
            return (
                above if above.answer is not Answer.FREE or self._fits(side, parent, cells) else self._ask(side, cells)
            )
        return self._ask(side, cells)

    def _fits(self, side: Side, parent: str, cells: Mapping[str, JsonValue]) -> bool:
        """Whether a task below a new one lies inside the first task above both that was agreed."""
        above: str | None = parent
        seen: set[str] = set()
        while above is not None and above not in seen and not self._is_there(above):
            seen.add(above)
            above = self._parent(side, self.judge.said_in(side, WBS, above))
        return above is None or self.gate.fits(above, cells)

    def _ask(self, side: Side, cells: Mapping[str, JsonValue]) -> Ruling:
        parent = self._parent(side, cells)
        known = parent if parent is not None and self._is_there(parent) else None
        own = known is not None and self.judge.dept_in(side, known) == side.department
        return self.gate.new_task(side.department, known, own, cells)

    def _parent(self, side: Side, cells: Mapping[str, JsonValue]) -> str | None:
        """The task above a new one: chosen, or told by the code that was typed."""
        if isinstance(parent := cells.get("parent"), str):
            return parent
        if is_unread(cells.get("parent")):
            return None
        names = side.snapshot.names.get("task", {})
        return parent_by_code(cells.get("code"), ((i, n[0]) for i, n in names.items()))
