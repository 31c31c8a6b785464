"""Change requests drafted from what the gate stopped: one for each department and round, each thing asked for once.

A thing is not asked for again where a line of any request says the same, whatever became of it, or where a request of the
department that still waits asks for it in prose. A request that is no draft any more is never touched.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from xlplan.core.kinds.base import JsonValue
from xlplan.core.normal import key as spelling
from xlplan.core.text import Text
from xlplan.forms.base import Row, Table, make_row
from xlplan.merging.gate import WBS, Gatekeeper
from xlplan.merging.identity import mark
from xlplan.merging.sides import Edit
from xlplan.merging.words import row_label, shown
from xlplan.model.plan import Plan, issued_id
from xlplan.ownership.gate import ADDED, BUDGET, Ruling
from xlplan.ownership.proposals import Line, Says, lines, proposal
from xlplan.template.resolve import Template
from xlplan.twins.changes import APPROVED

TITLE = Text("{dept}第 {round} 轮填报中的计划变更", "Plan changes in the return of {dept} for round {round}")
AGAIN = Text("{title}（{n}）", "{title} ({n})")
CONTENT = Text(
    "由合并起草：这些改动在基线之后填报，没有已批准的变更申请，未采用。请补充原因和影响，提交评估；批准后再次合并即采用。",
    "Drafted by a merge: these edits came after the baseline without an approved request and were not taken. Add reason "
    "and effects and have it assessed; once it is approved, merging again takes them.",
)
NEW_TASK = Text("新任务 {row}", "new task {row}")
PIECE = Text("{column} {value}", "{column} {value}")
AND = Text("；", "; ")
SERIAL = 0
"""What stands for the serial number of a copy in the ids of drafted rows: no copy has it."""
CLOSED = frozenset({*APPROVED, "rejected"})


@dataclass(frozen=True, slots=True)
class Drafted:
    """A request with lines that this merge added, by id."""

    request: str
    department: str
    lines: tuple[str, ...]


@dataclass
class Drafts:
    """The plan with the drafts, what was added, and for edits that were stopped the request that asks for them."""

    plan: Plan
    added: list[Drafted] = field(default_factory=list)
    asked: list[tuple[Edit, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Wish:
    """One thing to ask for."""

    edit: Edit
    ruling: Ruling
    proposed: str


def draft(plan: Plan, template: Template, keeper: Gatekeeper, stopped: Iterable[tuple[Edit, Ruling]]) -> Drafts:
    """Requests for edits that the gate stopped, added to the plan after the merge."""
    done = Drafts(plan)
    groups: dict[tuple[str, int], list[tuple[Edit, Ruling]]] = {}
    for edit, ruling in stopped:
        if ruling.what and edit.side.department is not None:
            groups.setdefault((edit.side.department, edit.side.round), []).append((edit, ruling))
    for (department, number), found in sorted(groups.items()):
        _Department(done, template, keeper, department, number).ask(found)
    return done


class _Department:
    def __init__(self, done: Drafts, template: Template, keeper: Gatekeeper, department: str, number: int) -> None:
        self.done, self.keeper, self.department, self.round = done, keeper, department, number
        self.requests, self.lines = template.table("changes"), template.table("change_lines")
        self.ctx = keeper.gate.ctx
        self.known = lines(done.plan)
        self.added: list[str] = []
        self.request = ""

    def ask(self, found: Sequence[tuple[Edit, Ruling]]) -> None:
        waiting: dict[str, list[_Wish]] = {}
        for wish in self._wishes(found):
            known = self._known(wish)
            if known is not None:
                self.done.asked.append((wish.edit, known))
            else:
                waiting.setdefault(self._id(wish), []).append(wish)
        for id_, wishes in waiting.items():
            self._add(id_, wishes[0])
            self.done.asked += [(w.edit, self.request) for w in wishes]
        if self.added:
            self.done.added.append(Drafted(self.request, self.department, tuple(self.added)))

    # --- what is asked for -------------------------------------------------------------------------

    def _wishes(self, found: Iterable[tuple[Edit, Ruling]]) -> Iterator[_Wish]:
        for edit, ruling in found:
            table = self.keeper.state.tables[edit.table]
            if ruling.what == ADDED:
                yield _Wish(edit, ruling, self._new_task(edit))
            else:
                yield _Wish(edit, ruling, proposal(table, table.column(edit.key), edit.value, self.ctx))

    def _new_task(self, edit: Edit) -> str:
        """A new task in a line: its name, and what it says of itself that will be frozen."""
        table = self.keeper.state.tables[WBS]
        cells = self.keeper.judge.said_in(edit.side, WBS, edit.row_id)
        pieces = [self._name(edit)]
        for column in table.inputs:
            if column.gated and column.key != table.owner_field and column.key in cells:
                value = shown(table, column.key, cells[column.key], self.ctx)
                pieces.append(PIECE(self.ctx.lang, column=column.header(self.ctx.lang), value=value))
        return AND(self.ctx.lang).join(pieces)

    def _name(self, edit: Edit) -> str:
        name = self.keeper.judge.said_in(edit.side, WBS, edit.row_id).get("name")
        return name if isinstance(name, str) else NEW_TASK(self.ctx.lang, row=edit.row_id)

    def _known(self, wish: _Wish) -> str | None:
        """The request in which a line asks for it already; None where none does.

        A line that was drafted for it and put into other words since is left as it is.
        """
        if drafted := self.done.plan.rows(self.lines.key).get(self._id(wish)):
            return str(drafted.cell("change") or "")
        table, edit = self.keeper.state.tables[wish.edit.table], wish.edit
        prose: str | None = None
        for line in self.known:
            if line.what != wish.ruling.what or line.task != wish.ruling.task:
                continue
            if wish.ruling.what == ADDED:
                said = Says.THIS if spelling(self._name(edit)) in spelling(line.proposed) else Says.PROSE
            else:
                said = self.keeper.gate.says(line, table, table.column(edit.key), edit.value)
            if said is Says.THIS:
                return line.request
            if said is Says.PROSE and self._asks(line):
                prose = prose or line.request
        return prose

    def _asks(self, line: Line) -> bool:
        """Whether somebody at the department wrote a line that still waits for its answer."""
        drafted = line.id.startswith(issued_id(self.lines.prefix, SERIAL, "h"))
        return line.dept == self.department and line.state not in CLOSED and not drafted

    # --- rows -------------------------------------------------------------------------------------------

    def _id(self, wish: _Wish) -> str:
        said = [self.department, self.round, wish.ruling.what, wish.ruling.task]
        named: JsonValue = spelling(self._name(wish.edit)) if wish.ruling.what == ADDED else wish.edit.value
        key = "" if wish.ruling.what == ADDED else wish.edit.key
        row = "" if wish.ruling.what == ADDED else wish.edit.row_id
        return issued_id(self.lines.prefix, SERIAL, mark([*said, row, key, named]))

    def _add(self, id_: str, wish: _Wish) -> None:
        if not self.request:
            self.request = self._draft()
        cells: dict[str, Any] = {
            "change": self.request,
            "task": wish.ruling.task,
            "what": wish.ruling.what,
            "proposed": wish.proposed,
            "dept": self.department,
        }
        if wish.ruling.what == BUDGET:
            table = self.keeper.state.tables[wish.edit.table]
            cells["note"] = row_label(
                table, wish.edit.row_id, self.keeper.state.cells(table.key, wish.edit.row_id), self.ctx
            )
        self._put(self.lines, id_, cells)
        self.added.append(id_)

    def _draft(self) -> str:
        """The id of the draft for this department and round; a new one where the last is under way already."""
        n = 1
        while (row := self.done.plan.rows("changes").get(self._request_id(n))) and row.cell("state") != "draft":
            n += 1
        if row is None:
            lang, plan = self.ctx.lang, self.done.plan
            title = TITLE(lang, dept=self.ctx.names.label("dept", self.department), round=self.round)
            department = plan.departments.get(self.department)
            contact = department.contact if department else None
            cells = {
                "title": title if n == 1 else AGAIN(lang, title=title, n=n),
                "dept": self.department,
                "requester": contact if contact in plan.people else None,
                "date": self._day(),
                "content": CONTENT(lang),
                "state": "draft",
            }
            self._put(self.requests, self._request_id(n), cells)
        return self._request_id(n)

    def _request_id(self, n: int) -> str:
        return issued_id(self.requests.prefix, SERIAL, mark([self.department, self.round, n]))

    def _day(self) -> dt.date | None:
        """The status date of the round: the same whenever it is merged."""
        plan = self.done.plan
        return next((r.status_date for r in plan.rounds if r.number == self.round), plan.status_date)

    def _put(self, table: Table, id_: str, cells: Mapping[str, Any]) -> None:
        rows: dict[str, Row] = dict(self.done.plan.rows(table.key))
        filled = {k: v for k, v in cells.items() if v is not None and table.has(k)}
        rows[id_] = make_row(table.row, id_, filled)
        self.done.plan = self.done.plan.with_tables({table.key: rows})
