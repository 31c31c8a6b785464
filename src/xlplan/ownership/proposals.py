"""What a line of a change request says about a cell: exactly this value, another one, or something in prose."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto

from xlplan.core.cell import Value
from xlplan.core.kinds.base import Ctx, JsonValue
from xlplan.core.kinds.date import DateKind
from xlplan.core.kinds.text import TextKind
from xlplan.core.normal import key as spelling
from xlplan.core.raw import RawCell
from xlplan.core.text import Text
from xlplan.forms.base import Column, Table
from xlplan.model.plan import Plan
from xlplan.model.snapshot import frozen

CLEARED = Text("（清空）", "(cleared)")
"""How a line says that a cell is to be blank."""
NAMED = Text("{column}：{value}", "{column}: {value}")
"""How a line says which column it means where several go by one kind of change."""
_NAMED = re.compile(r"\s*([^:：]+)[:：]\s*(.*)", re.S)
_PARTS = re.compile(r"[;；\n]")
_RANGE = re.compile(r"\s*[~～至]\s*")
_BEGINNINGS = ("manual_start", "not_before")
_ENDS = ("manual_finish", "deadline")


class Says(Enum):
    """How a line goes with a value."""

    THIS = auto()
    OTHER = auto()
    PROSE = auto()
    """Words in which no value can be read: whoever approves them knows what they mean."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a change request: ``request`` is the id of the request, ``dept`` who asks."""

    id: str
    request: str
    state: str
    dept: str | None
    task: str | None
    what: str
    proposed: str


def lines(plan: Plan) -> list[Line]:
    """The lines of all change requests that can be read, in the order of the sheet."""
    requests = plan.rows("changes")
    found = []
    for id_, row in plan.rows("change_lines").items():
        request = requests.get(str(row.cell("change")))
        unread = any(("change_lines", id_, k) in plan.unread for k in ("change", "task", "what", "proposed"))
        if request is None or unread or not row.cell("what"):
            continue
        state = "" if ("changes", request.id, "state") in plan.unread else request.cell("state") or ""
        found.append(
            Line(
                id_, request.id, state, request.cell("dept"), row.cell("task"), row.cell("what"),
                row.cell("proposed") or "",
            )
        )  # fmt: skip
    return found


def siblings(table: Table, column: Column) -> list[Column]:
    """The columns of a table that go by the same kind of change, the column among them."""
    return [c for c in table.columns if c.gated == column.gated]


def proposal(table: Table, column: Column, value: JsonValue, ctx: Ctx) -> str:
    """A frozen value as a line proposes it, with the name of its column where the kind of change leaves that open."""
    text = CLEARED(ctx.lang) if value is None else column.kind.show(column.kind.thaw(value), ctx)
    if len(siblings(table, column)) == 1:
        return text
    return NAMED(ctx.lang, column=column.header(ctx.lang), value=text)


def says(proposed: str, table: Table, column: Column, value: JsonValue, ctx: Ctx) -> Says:
    """What a proposal says about a cell that is to take a frozen value.

    A text is never certain to be another one, since the same may be put in other words. Neither is a number alone where
    several columns go by one kind of change; a date alone is one of them, and a period is beginning and end.
    """
    group = siblings(table, column)
    if len(group) > 1:
        named = dict(_named(proposed, group))
        if column.key in named:
            return _compared(named[column.key], column, value, ctx)
        if named:
            return Says.OTHER
        if column.kind.target is None and not isinstance(column.kind, DateKind):
            return Says.PROSE
    found = _compared(proposed, column, value, ctx)
    return _period(proposed, column, value, ctx) if found is Says.PROSE else found


def _named(proposed: str, group: Iterable[Column]) -> Iterable[tuple[str, str]]:
    """The parts of a proposal that begin with the name of a column."""
    words = {spelling(w): c.key for c in group for w in (*c.aliases, *c.header.both)}
    for part in _PARTS.split(proposed):
        match = _NAMED.fullmatch(part)
        if match and spelling(match[1]) in words:
            yield words[spelling(match[1])], match[2]


def _compared(text: str, column: Column, value: JsonValue, ctx: Ctx) -> Says:
    if spelling(text) in {spelling(w) for w in CLEARED.both}:
        return Says.THIS if value is None else Says.OTHER
    if isinstance(column.kind, TextKind):
        return Says.THIS if isinstance(value, str) and spelling(text) == spelling(value) else Says.PROSE
    cell = column.kind.parse(RawCell(text), ctx)
    if not isinstance(cell, Value):
        return Says.PROSE
    return Says.THIS if frozen(column, cell.value) == value else Says.OTHER


def _period(text: str, column: Column, value: JsonValue, ctx: Ctx) -> Says:
    """A period read as its beginning and its end."""
    parts = _RANGE.split(text)
    if len(parts) != 2 or column.key not in (*_BEGINNINGS, *_ENDS):
        return Says.PROSE
    both = [_compared(p, column, value, ctx) for p in parts]
    return Says.PROSE if Says.PROSE in both else both[column.key in _ENDS]
