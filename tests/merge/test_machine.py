"""Weeks of a project against a model that is a plain dict: issue, edit, copy, sort, delete, merge, decide, merge again.

The model knows cells as text and nothing of rows, kinds or alignment. It says what every cell holds after each merge,
what became of every edit, and what waits.
"""

from __future__ import annotations

import copy
import hashlib
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from merge.returned import Tables, issue, small, template, unchanged
from merge.returned import with_cell as typed_cell
from xlplan.core.cell import BLANK, Problem, Value
from xlplan.core.cell import Cell as CellValue
from xlplan.merging.decide import merge
from xlplan.merging.own import own_side
from xlplan.merging.result import MergeResult
from xlplan.merging.settle import Choice, settle
from xlplan.merging.sides import Side, make_side
from xlplan.model.pending import Pick
from xlplan.model.plan import Plan
from xlplan.model.read import ReadRow
from xlplan.model.snapshot import Snapshot, is_unread, present

Cell = tuple[str, str, str]
GARBLED = "？？"
TEXTS = ("甲", "乙", "丙")
NUMBERS = ("1", "2", "3")
OWNED = ("duration", "note")
"""Columns that the department of a task fills in; deliverable is the project manager's."""
KEYS = (*OWNED, "deliverable")


def shown(plan: Plan, cell: Cell) -> Any:
    """What a cell of the plan holds, as frozen JSON."""
    return present(plan, template().table(cell[0]), cell[1], cell[2]) if cell[1] in plan.rows(cell[0]) else None


@dataclass
class File:
    """A returned file: what it was issued with, and what stands in it."""

    name: str
    dept: str
    revision: int
    snapshot: Snapshot
    tables: Tables
    base: dict[Cell, Any]
    now: dict[Cell, Any]
    missing: set[str] = field(default_factory=set)
    side: Side | None = None

    def edits(self) -> dict[Cell, Any]:
        return {c: v for c, v in self.now.items() if v != self.base[c] and c[1] not in self.missing}

    def as_side(self) -> Side:
        if self.side is None:
            # The same content is the same file.
            said = sorted((c, repr(v)) for c, v in self.now.items())
            content = repr((self.dept, self.snapshot.serial, said, sorted(self.missing)))
            sha = hashlib.sha256(content.encode()).hexdigest()[:16] + self.name
            self.side = make_side(copy.deepcopy(self.tables), self.snapshot, template(), file=self.name, sha256=sha)
        return self.side

    def rows(self, row_id: str) -> list[ReadRow]:
        """The row and the copies made of it, as they stand in the sheet."""
        return [r for r in self.tables["wbs"].rows if r.id == row_id]

    @cached_property
    def issued(self) -> dict[tuple[str, str], CellValue]:
        rows = unchanged(self.snapshot)["wbs"].rows
        return {(r.id, key): value for r in rows for key, value in r.cells.items()}


class Weeks(RuleBasedStateMachine):
    """The master, the files that are about, and the model beside them."""

    steps = 0

    @initialize()
    def begin(self) -> None:
        self.plan = small(revision=3)
        self.written = self.plan
        leaves = [(i, t.dept) for i, t in self.plan.tasks.items() if t.duration]
        # Few tasks, so that hands meet.
        self.tasks = {i: d for d in ("d03", "d04") for i, _ in [x for x in leaves if x[1] == d][:2]}
        self.model: dict[Cell, Any] = {("wbs", i, k): shown(self.plan, ("wbs", i, k)) for i in self.tasks for k in KEYS}
        self.base = dict(self.model)  # of the master, as last written
        self.files: list[File] = []
        self.merged: list[File] = []
        self.decided: dict[Cell, list[tuple[str, Any, int]]] = {}
        self.waiting: dict[Cell, set[tuple[str, str, str]]] = {}
        self.taken: set[tuple[int, Cell, str]] = set()
        self.after = self.plan
        self.names = 0

    # --- people -----------------------------------------------------------------------------------

    @rule(dept=st.sampled_from(["d03", "d04"]))
    def hand_out(self, dept: str) -> None:
        if len(self.files) > 12:
            self.files = self.files[4:]
        self._write(replace(self.plan, revision=self.plan.revision + 1))
        self.plan, snapshot = issue(self.plan, dept, len(self.plan.issues) + 1)
        self.written = self.plan
        there = [c for c in self.model if c[1] in snapshot.rows("wbs") and c[2] in snapshot.columns["wbs"]]
        base = {c: snapshot.value(*c) for c in there}
        own = [c for c in there if self.tasks[c[1]] == dept]
        assert own and all(base[c] == self.model[c] for c in own), "the copy shows what the master has"
        self.names += 1
        name = f"{dept}-{self.names}.xlsx"
        self.files.append(File(name, dept, self.plan.revision, snapshot, unchanged(snapshot), base, dict(base)))

    def _file(self, n: int) -> File:
        file = self.files[n % len(self.files)]
        if file.side is not None:  # it was submitted: what is changed now is another file
            self.names += 1
            name = f"{file.dept}-{self.names}.xlsx"
            file = replace(
                file,
                name=name,
                side=None,
                tables=copy.deepcopy(file.tables),
                now=dict(file.now),
                missing=set(file.missing),
            )
            self.files.append(file)
        return file

    @precondition(lambda self: self.files)
    @rule(n=st.integers(0, 30), task=st.integers(0, 30), key=st.sampled_from(KEYS), what=st.integers(0, 4))
    def type_something(self, n: int, task: int, key: str, what: int) -> None:
        """A value, nothing, or what nobody can read; in own columns as well as in others'."""
        file = self._file(n)
        own = [i for i in self.tasks if ("wbs", i, key) in file.base and i not in file.missing]
        mine = [i for i in own if self.tasks[i] == file.dept] or own
        if not mine:
            return
        task_id = mine[task % len(mine)]
        cell = ("wbs", task_id, key)
        typed: CellValue
        if what == 4 and key == "duration":
            typed, file.now[cell] = Problem(GARBLED, "not-a-number"), {"unread": GARBLED}
        elif what == 3:
            typed, file.now[cell] = BLANK, None
        else:
            value = (NUMBERS if key == "duration" else TEXTS)[what % 3]
            typed, file.now[cell] = Value(int(value) if key == "duration" else value), value
        first, *copies = file.rows(task_id)
        # A copy made before an edit was typed over says the former edit: a second claim, which the model does not know.
        for row in [first, *(c for c in copies if c.cells[key] != file.issued[task_id, key])]:
            row.cells[key] = typed

    @precondition(lambda self: self.files)
    @rule(n=st.integers(0, 30), row=st.integers(0, 30), how=st.sampled_from(["sort", "delete", "copy"]))
    def mistreat_rows(self, n: int, row: int, how: str) -> None:
        """Sorting, copying a row as it is, deleting one: none of it is an edit."""
        file = self._file(n)
        rows = file.tables["wbs"].rows
        there = [r for r in rows if r.id in self.tasks and r.id not in file.missing]
        if how == "sort":
            rows.sort(key=lambda r: repr(r.cells["name"]) + r.id)
        elif there and how == "delete":
            chosen = there[row % len(there)]
            file.tables["wbs"].rows = [r for r in rows if r.id != chosen.id]
            file.missing.add(chosen.id)
        elif there:
            chosen = there[row % len(there)]
            rows.append(ReadRow(chosen.id, dict(chosen.cells), chosen.places))

    @rule(task=st.integers(0, 30), key=st.sampled_from(KEYS), what=st.integers(0, 3))
    def manager_types(self, task: int, key: str, what: int) -> None:
        cell = ("wbs", list(self.tasks)[task % len(self.tasks)], key)
        value = None if what == 3 else (NUMBERS if key == "duration" else TEXTS)[what]
        typed = int(value) if value and key == "duration" else value
        self.plan = typed_cell(self.plan, *cell[:2], **{key: typed})
        self.model[cell] = value

    # --- merging ----------------------------------------------------------------------------------

    @precondition(lambda self: self.files)
    @rule(chosen=st.lists(st.integers(0, 30), min_size=1, max_size=5, unique=True), data=st.randoms())
    def merge_some(self, chosen: list[int], data: Any) -> None:
        files = list({id(f): f for f in (self.files[n % len(self.files)] for n in chosen)}.values())
        data.shuffle(files)
        self._merge(files)

    @precondition(lambda self: self.merged)
    @rule()
    def merge_the_same_again(self) -> None:
        before = self.plan
        typed = [c for c in self.model if self.base[c] != self.model[c]]
        result = self._merge(self.merged)
        if not typed and before == self.after:  # nothing else happened in between
            assert not result.differs and self.plan == before

    def _merge(self, files: list[File]) -> MergeResult:
        own = own_side(self.written, self.plan, template(), file="master.xlsx", sha256="m")
        result = merge(self.plan, template(), [*(f.as_side() for f in files), own])
        meant = self._meant(files)
        found: dict[tuple[str, Cell], str] = {}
        for d in result.details:
            if d.cell in self.model:
                found[d.file, d.cell] = f"{d.outcome} {d.reason}".strip().removesuffix(" on-behalf")
        assert found == meant
        for cell, value in self.model.items():
            assert shown(result.plan, cell) == value, cell
        if result.differs or result.plan.taken != self.plan.taken:  # a new file is entered in the register
            self._write(replace(result.plan, revision=self.plan.revision + 1))
        self.merged, self.after = files, self.plan
        return result

    def _write(self, plan: Plan) -> None:
        """The master is written: what its manager typed is part of it from now on."""
        self.plan = self.written = plan
        self.base = dict(self.model)

    def _meant(self, files: list[File]) -> dict[tuple[str, Cell], str]:
        """What becomes of each edit by the promises; the model takes what is applied."""
        ordered = sorted(files, key=lambda f: f.as_side().order)
        meant: dict[tuple[str, Cell], str] = {}
        for cell in self.model:
            typed = self.model[cell] != self.base[cell]
            said = [(f, f.edits()[cell]) for f in ordered if cell in f.edits()]
            now, live, taken = self.model[cell], [], []
            answered: dict[str, int] = {}
            for file, value in said:
                key = (file.name, cell)
                if self._was_decided(cell, file, value):
                    meant[key] = "identical decided" if value == now else "rejected decided"
                elif value != now and (file.snapshot.serial, cell, repr(value)) in self.taken:
                    meant[key] = "identical superseded"
                elif is_unread(value):
                    meant[key] = "rejected unreadable"
                elif cell[2] not in OWNED or self.tasks[cell[1]] != file.dept:
                    meant[key] = "rejected not-owner"
                elif value == now:
                    meant[key] = "identical"
                    if not self._had_since(cell, file, value, files):
                        taken.append(file)
                elif self._had_since(cell, file, value, files):
                    meant[key] = "identical superseded"
                else:
                    live.append((file, value))
                if meant.get(key) in ("identical", "identical decided"):
                    answered[file.dept] = max(answered.get(file.dept, -1), file.revision)
            values = {v for _, v in live}
            starts = [f for f, _ in live if f.base[cell] == now]
            undone = any(f.base[cell] in values for f in taken) or (typed and self.base[cell] in values)
            if live and len(values) == 1 and starts and not undone:
                for file, _ in live:
                    meant[file.name, cell] = "applied" if file is starts[0] else "identical"
                    answered[file.dept] = max(answered.get(file.dept, -1), file.revision)
                (self.model[cell],) = values
            else:
                meant.update({(file.name, cell): "conflict" for file, _ in live})
            self.taken |= {
                (file.snapshot.serial, cell, repr(value))
                for file, value in said
                if meant[file.name, cell] in ("applied", "identical")
            }
            if typed:
                disputed = any(meant.get((f.name, cell)) == "conflict" for f, _ in said)
                own = is_unread(now)
                meant["master.xlsx", cell] = "conflict" if disputed else "rejected unreadable" if own else "applied"
            self._wait(cell, said, meant, answered)
        return meant

    def _wait(
        self, cell: Cell, said: list[tuple[File, Any]], meant: dict[tuple[str, Cell], str], answered: dict[str, int]
    ) -> None:
        """What waits: what was not taken, as long as the master says something else and nobody answered later."""
        claims = self.waiting.setdefault(cell, set())
        for file, value in said:
            outcome = meant[file.name, cell]
            if outcome.startswith(("conflict", "rejected")) and outcome != "rejected decided":
                claims.add((file.dept, file.as_side().sha256, repr((value, file.revision))))
        kept = set()
        for dept, sha, what in claims:
            value, revision = eval(what)
            if value != self.model[cell] and answered.get(dept, -1) <= revision:
                kept.add((dept, sha, what))
        self.waiting[cell] = kept

    def _was_decided(self, cell: Cell, file: File, value: Any) -> bool:
        return any(
            file.dept == dept and value == said and file.revision < revision
            for dept, said, revision in self.decided.get(cell, ())
        )

    def _had_since(self, cell: Cell, file: File, value: Any, files: list[File]) -> bool:
        """Whether a file issued later, or the master as last written, began with the value."""
        bases = [(f.revision, f.base, f.dept) for f in files]
        bases.append((self.written.revision, self.base, file.dept))
        return any(
            revision > file.revision
            and cell in base
            and base[cell] == value
            and (value is not None or dept == file.dept)
            for revision, base, dept in bases
        )

    @precondition(lambda self: self.plan.pending)
    @rule(n=st.integers(0, 50), way=st.integers(0, 9))
    def decide_one(self, n: int, way: int) -> None:
        own = [p for p in self.plan.pending if p.cell in self.model]
        if not own:
            return
        waits = own[n % len(own)]
        letters = [letter for letter, c in waits.lettered if not is_unread(c.value)]
        letter = letters[way % len(letters)] if letters and way % 3 else ""
        choice = Choice(waits.mark, waits.cell, Pick.TAKE if letter else Pick.KEEP, letter)
        revision = self.plan.revision + 1
        done = settle(self.plan, template(), [choice], revision)
        assert not done.findings and len(done.decisions) == 1
        self._write(replace(done.plan, revision=revision))
        if letter:
            self.model[waits.cell] = dict(waits.lettered)[letter].value
        self.base[waits.cell] = self.model[waits.cell]
        if waits.present is not None:
            for dept in ("d03", "d04"):
                self.decided.setdefault(waits.cell, []).append((dept, waits.present, revision))
        for claim in waits.claims:
            self.decided.setdefault(waits.cell, []).append((claim.department or "", claim.value, revision))
        self.waiting[waits.cell] = set()
        assert shown(self.plan, waits.cell) == self.model[waits.cell]

    # --- always -----------------------------------------------------------------------------------

    @invariant()
    def what_waits_is_known(self) -> None:
        Weeks.steps += 1
        if not hasattr(self, "plan"):
            return
        found = {
            p.cell: {(c.department, c.sha256, repr((c.value, c.revision))) for c in p.claims}
            for p in self.plan.pending
            if p.cell in self.model
        }
        assert found == {c: set(v) for c, v in self.waiting.items() if v}
        assert not [p for p in self.plan.pending if p.cell not in self.model]


@pytest.mark.parametrize("examples", [pytest.param(20), pytest.param(250, marks=pytest.mark.slow)])
def test_weeks_of_a_project(examples: int) -> None:
    from hypothesis.stateful import run_state_machine_as_test

    Weeks.steps = 0
    quiet = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    run_state_machine_as_test(
        Weeks,
        settings=settings(max_examples=examples, stateful_step_count=50, deadline=None, suppress_health_check=quiet),
    )
    if examples > 200:
        assert Weeks.steps >= 10_000
