"""Predecessors as people write them: ``1.2; 1.3SS+2d；2.1 FF-1`` — held by task id, written in one spelling.

The language: entries separated by ``; , 、`` or line breaks; each a task (code, id, name, or code and name) followed by
a type (FS, SS, FF, SF, 完成-开始 …) and a lag in working days (``+2``, ``+2d``, ``-1天``) or calendar days (``+2ed``,
``+2自然日``), both optional. An entry that can be read in no way or in several is a problem.
"""

from __future__ import annotations

from typing import Any, ClassVar

from xlplan.core.cell import BLANK, Cell, Problem, Value
from xlplan.core.kinds.base import CellValue, Ctx, ExcelSpec, Kind
from xlplan.core.kinds.predecessor_language.doubts import ambiguous, date_doubt, doubt, number_doubt
from xlplan.core.kinds.predecessor_language.readings import entries, settled, shown, spell
from xlplan.core.kinds.predecessor_language.words import SEPARATOR
from xlplan.core.link import Link
from xlplan.core.raw import RawCell
from xlplan.core.text import Text

_NONE = Text("没有前置任务", "no predecessor")


class PredecessorsKind(Kind):
    """Any number of links with type FS, SS, FF or SF and a lag in working days (d) or calendar days (ed)."""

    name: ClassVar[str] = "predecessors"

    def read(self, raw: RawCell, ctx: Ctx) -> Cell:
        names = ctx.names
        if problem := date_doubt(raw, names) or number_doubt(raw, names):
            return problem
        links: list[Link] = []
        for token, readings in entries(raw.text, names):
            if len(readings) > 1 and not all(isinstance(r, Problem) for r in readings):
                return _of(raw, ambiguous(token, [shown(r, names) if r else _NONE for r in readings]))
            reading = readings[0] if readings else doubt(token, names)
            if isinstance(reading, Problem):
                return _of(raw, reading)
            for link in reading:
                if any(known[:2] == link[:2] for known in links):
                    return Problem(raw.text, "predecessor-twice", {"part": token})
                links.append(link)
        if not links:
            return BLANK
        value = tuple(sorted(links))
        typed = {t.strip() for t in SEPARATOR.split(raw.text.replace("\r", "\n")) if t.strip()}
        plain = typed == {names.task_code(x.predecessor) + x.suffix() for x in value}
        return Value(
            value, raw.text, "" if plain or typed == set(self._written(value, ctx).split("; ")) else "spelling"
        )

    def to_cell(self, value: tuple[Link, ...], ctx: Ctx) -> CellValue:
        return self._written(value, ctx)

    def _written(self, value: tuple[Link, ...], ctx: Ctx) -> str:
        """The one spelling: codes, types and lags; ids where a code would be read as something else."""
        text = "; ".join(ctx.names.task_code(link.predecessor) + link.suffix() for link in value)
        if settled(text, ctx.names) == value:
            return text
        there = tuple(x for x in value if ctx.names.has("task", x.predecessor))
        if settled("; ".join(spell(ctx.names, x) for x in there), ctx.names) == there:
            return "; ".join(spell(ctx.names, x) for x in value)
        return "; ".join(x.predecessor + x.suffix() for x in value)

    def freeze(self, value: tuple[Link, ...]) -> list[list[Any]]:
        return [list(link) for link in sorted(value)]

    def thaw(self, data: Any) -> tuple[Link, ...]:
        return tuple(sorted(Link(p, t, int(lag), bool(e)) for p, t, lag, e in data))

    def to_doc(self, value: tuple[Link, ...], ctx: Ctx) -> str:
        return self._written(value, ctx)

    def from_doc(self, data: Any, ctx: Ctx) -> Cell:
        return super().from_doc(str(data) if isinstance(data, (int, float)) else data, ctx)

    def spec(self) -> ExcelSpec:
        return ExcelSpec(align="left", width=16)

    def describe(self) -> Text:
        return Text("前置任务编码，如 1.2; 1.3SS+2d", "task codes such as 1.2; 1.3SS+2d")


def _of(raw: RawCell, problem: Problem) -> Problem:
    """The problem of an entry as that of its cell."""
    return Problem(raw.text, problem.code, problem.params)
