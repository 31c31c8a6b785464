"""Codes and numbers that people see, given once: WBS codes of new sub-tasks, numbers of new risks and milestones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from xlplan.core.finding import Finding, Place
from xlplan.core.kinds.base import JsonValue
from xlplan.forms.base import Row, Table
from xlplan.merging import findings as f
from xlplan.merging.identity import id_order
from xlplan.model.plan import CellKey, Plan, serial_of
from xlplan.template.resolve import Template

_TRAILING = re.compile(r"(\d+)$")


@dataclass
class Numbered:
    """The plan with its codes and numbers, which cells they are, and rows that got none."""

    plan: Plan
    cells: list[tuple[CellKey, JsonValue]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def number(plan: Plan, template: Template, used: Mapping[str, Iterable[str]]) -> Numbered:
    """Give codes and numbers to the rows that lack them. ``used``: numbers by table seen outside the plan.

    The same plan gives the same result, and a second call gives nothing new.
    """
    done = Numbered(plan)
    for _, table in template.tables():
        if table.key == "wbs" and table.has("parent"):
            _codes(done, table)
        if table.numbered:
            _numbers(done, table, list(used.get(table.key, ())))
    return done


def _without(plan: Plan, table: Table, key: str) -> list[str]:
    """Rows whose cell is blank; one that could not be read holds something."""
    return sorted(
        (i for i, r in plan.rows(table.key).items() if not r.cell(key) and (table.key, i, key) not in plan.unread),
        key=id_order,
    )


def _set(done: Numbered, table: Table, values: Mapping[str, str], key: str) -> None:
    if not values:
        return
    rows: dict[str, Row] = dict(done.plan.rows(table.key))
    for row_id, value in values.items():
        rows[row_id] = rows[row_id].with_cells({key: value})
        done.cells.append(((table.key, row_id, key), value))
    done.plan = replace(done.plan, tables={**done.plan.tables, table.key: rows})


def _codes(done: Numbered, table: Table) -> None:
    """The chosen parent's code and the next number that none of its children has, in the order of the ids."""
    tasks = done.plan.tasks
    codes = {t.id: t.code for t in tasks.values() if t.code}
    last: dict[str, int] = {}
    for code in codes.values():
        pieces = code.split(".")
        for n in range(1, len(pieces)):
            if pieces[n].isdigit():
                above = ".".join(pieces[:n])
                last[above] = max(last.get(above, 0), int(pieces[n]))
    waiting = _without(done.plan, table, "code")
    given: dict[str, str] = {}
    while ready := [i for i in waiting if tasks[i].parent in codes]:
        # A parent that is new itself gets its code first; its children follow in the next turn.
        for id_ in ready:
            above = codes[tasks[id_].parent or ""]
            last[above] = last.get(above, 0) + 1
            given[id_] = f"{above}.{last[above]}"
        codes.update((i, given[i]) for i in ready)
        waiting = [i for i in waiting if i not in given]
    _set(done, table, given, "code")
    for id_ in waiting:
        if serial_of(id_) is not None:  # the project manager's own unfinished rows are left to the rules
            place = Place(form=table.key, row_id=id_, field="code")
            done.findings.append(Finding(f.TASK_WITHOUT_CODE, place, {"row": tasks[id_].name or id_}))


def _numbers(done: Numbered, table: Table, used: list[str]) -> None:
    """One above the highest number ever given: in a department's series, or in the one series of the table."""
    if table.numbered is None:
        return
    plan = done.plan
    taken = [*used, *(str(r.cell("number")) for r in plan.rows(table.key).values() if r.cell("number"))]
    last: dict[str, int] = {}
    given: dict[str, str] = {}
    single = table.numbered("x", 1) == table.numbered("y", 1)
    for id_ in _without(plan, table, "number"):
        row = plan.rows(table.key)[id_]
        department = None if single else plan.departments.get(str(row.cell(table.owner_field) or ""))
        short = department.short_code if department else None
        if table.owner_field and not short and not single:
            place = Place(form=table.key, row_id=id_, field="number")
            name = str((table.natural and row.cell(table.natural[-1])) or id_).split("\n", 1)[0]
            done.findings.append(Finding(f.NOT_NUMBERED, place, {"row": name}))
            continue
        short = short or ""
        if short not in last:
            last[short] = max((_count(table, short, n) for n in taken), default=0)
        last[short] += 1
        given[id_] = table.numbered(short, last[short])
    _set(done, table, given, "number")


def _count(table: Table, short: str, shown: str) -> int:
    """The number in ``R-研发-013`` if it is one of that short code's, else 0."""
    match = _TRAILING.search(shown)
    if match is None or table.numbered is None:
        return 0
    count = int(match[1])
    return count if table.numbered(short, count) == shown else 0
