"""The identity of accounts, checked on every merge of a test run by counting anew.

What a file says is compared with its base here by other means than the merge has: cell by cell, as JSON text. For each of
those differences there has to be one entry, and none besides; each entry has one of four outcomes, and they add up.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pytest

from xlplan.core.cell import Blank, Cell, Problem
from xlplan.merging import decide
from xlplan.merging.result import MergeResult
from xlplan.merging.sides import Side

merges = 0
"""So many merges were checked."""


def _said(cell: Cell, column: Any) -> str:
    if isinstance(cell, Blank):
        return "null"
    if isinstance(cell, Problem):
        return json.dumps(["unread", "".join(cell.raw.split())], ensure_ascii=True)
    return json.dumps(column.kind.freeze(cell.value), ensure_ascii=True, sort_keys=True)


def _issued(value: Any) -> str:
    if isinstance(value, dict):
        return json.dumps(["unread", "".join(value["unread"].split())], ensure_ascii=True)
    return json.dumps(value, ensure_ascii=True, sort_keys=True)


def differences(side: Side, tables: Iterable[Any]) -> Iterator[tuple[str, str, str]]:
    """Every cell of the rows that count in which a file says something else than its base."""
    for table in tables:
        shown = set(side.columns.get(table.key, ()))
        for row in side.tables.get(table.key, ()):
            base = side.snapshot.cells.get(table.key, {}).get(row.id, {})
            for column in table.inputs:
                cell = row.cells.get(column.key)
                if column.key in shown and cell is not None and _said(cell, column) != _issued(base.get(column.key)):
                    yield (table.key, row.id, column.key)


def check(result: MergeResult, sides: Sequence[Side], tables: Sequence[Any]) -> None:
    """Raise AssertionError where the account of a merge does not add up."""
    counts = result.counts
    assert counts.edits == counts.applied + counts.identical + counts.conflicts + counts.rejected == len(result.details)
    told = Counter(d.outcome.value for d in result.details)
    assert set(told) <= {"applied", "identical", "conflict", "rejected"}
    assert (told["applied"], told["conflict"]) == (counts.applied, counts.conflicts)
    found: dict[tuple[str, str | None], Counter[tuple[str, str, str]]] = {}
    for detail in result.details:
        found.setdefault((detail.sha256, detail.department), Counter())[detail.cell] += 1
    seen = set()
    for side in sides:
        key = (side.sha256, side.department)
        if key in seen:
            continue
        seen.add(key)
        entries = found.pop(key, Counter())
        meant = Counter(differences(side, tables))
        aside = {(t, a.row.id) for t, rows in side.aside.items() for a in rows}
        assert not meant - entries, "an edit without an entry"
        extra = {cell for cell in entries - meant if cell[:2] not in aside}
        assert not extra, f"entries without an edit: {sorted(extra)[:3]}"
    assert not found, "entries of files that were not given"


def watch(patch: pytest.MonkeyPatch) -> None:
    """Check every merge from now on. The function's own code is wrapped, since modules hold it by its name."""
    original = decide.merge.__code__
    inner = type(decide.merge)(original, decide.merge.__globals__, "counted", decide.merge.__defaults__)

    def checked(plan: Any, template: Any, sides: Any) -> Any:
        given = list(sides)
        result = _inner(plan, template, given)  # type: ignore[name-defined]  # noqa: F821
        _check(result, given, [t for _, t in template.tables()])  # type: ignore[name-defined]  # noqa: F821
        return result

    def counted(result: MergeResult, sides: Sequence[Side], tables: Sequence[Any]) -> None:
        global merges
        merges += 1
        check(result, sides, tables)

    patch.setitem(decide.merge.__globals__, "_inner", inner)
    patch.setitem(decide.merge.__globals__, "_check", counted)
    patch.setattr(decide.merge, "__code__", checked.__code__)
