"""What stands on which line of a paper form: blocks become lines, and columns that no block names find their place."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from xlplan.core.text import Text
from xlplan.excel.book import column_letter
from xlplan.excel.recordkeys import NARROW, SECOND, SLOTS, WIDE
from xlplan.forms.base import Column
from xlplan.forms.paper import Approval, Block, Fields, Line, Listing, Paper, Shown, Signatures, Step
from xlplan.twins.engine import HEADER_ROW

FIRST_LINE_ROW = HEADER_ROW - 1
"""The row of the first line, counted from 0."""
NO_COLUMN = Shown(Text("", ""), "")
NUMBER_COLUMN = Shown(Text("序号", "No."), "")
APPROVAL_HEADS = (
    Text("环节", "Step"),
    Text("审批意见", "Opinion"),
    Text("审批人（签字）", "Decided by (signature)"),
    Text("日期", "Date"),
)
_NUMERALS = "一二三四五六七八九十"
_SHORT = ("date", "one", "ref", "bool", "int", "num", "money", "pct", "id")


@dataclass(frozen=True, slots=True)
class Band:
    """The title of a block, over the whole width; of a listing also how many rows more there are."""

    title: Text
    listing: Listing | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """One or two labels with their values."""

    keys: Line


@dataclass(frozen=True, slots=True)
class Heads:
    """Headings of the four columns."""

    words: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step of the approval."""

    step: Step


@dataclass(frozen=True, slots=True)
class ListLine:
    """The ``number``-th row of a listing, counted from 1; ``columns`` in the four columns of the grid."""

    listing: Listing
    columns: tuple[Shown, ...]
    number: int


@dataclass(frozen=True, slots=True)
class Boxes:
    """One or two boxes for signatures."""

    labels: tuple[Text, ...]


PageLine = Band | Pair | Heads | StepLine | ListLine | Boxes


def page_lines(
    paper: Paper | None, columns: Sequence[Column], tables: Container[str], chosen: bool = False
) -> tuple[PageLine, ...]:
    """The lines of a page from top to bottom.

    Without a ``paper`` short values stand in pairs and long ones alone. Columns that no block names come after the
    one before them; of a ``chosen`` few only the company's own do. What a block names and ``columns`` or ``tables``
    don't have is left out, with blocks that get empty by it.
    """
    given = list(paper.blocks) if paper else []
    shown = list(_narrowed(_completed(given, columns, chosen and bool(given)), columns, tables))
    return tuple(_lines(_counted(shown)))


def slots(line: PageLine) -> dict[int, str]:
    """The keys of a line's values by the column of the grid."""
    if isinstance(line, Pair):
        return dict(zip((WIDE, NARROW), line.keys, strict=False))
    if isinstance(line, StepLine):
        keys = {WIDE: line.step.opinion, SECOND: line.step.by, NARROW: line.step.on}
        return {slot: key for slot, key in keys.items() if key}
    return {}


def cells(lines: Sequence[PageLine]) -> dict[str, str]:
    """The absolute cell of each value by key."""
    return {
        key: f"${column_letter(slot)}${FIRST_LINE_ROW + n + 1}"
        for n, line in enumerate(lines)
        for slot, key in slots(line).items()
    }


def is_short(column: Column) -> bool:
    """Whether a value fits into the narrow column."""
    return column.kind.name in _SHORT and getattr(column.kind, "to", "") != "task"


def in_pairs(columns: Sequence[Column]) -> Iterator[Line]:
    """Lines for columns in their order: short values join the one before them, others stand alone."""
    open_: Column | None = None
    for column in columns:
        if open_ is not None and is_short(column):
            yield (open_.key, column.key)
            open_ = None
            continue
        if open_ is not None:
            yield (open_.key,)
        open_ = column if is_short(column) or column.kind.name == "text" else None
        if open_ is None:
            yield (column.key,)
    if open_ is not None:
        yield (open_.key,)


def _named(block: Block) -> Iterator[str]:
    if isinstance(block, Fields):
        yield from (key for line in block.lines for key in line)
    elif isinstance(block, Approval):
        yield from (key for s in block.steps for key in (s.opinion, s.by, s.on))


def _completed(blocks: list[Block], columns: Sequence[Column], chosen: bool) -> list[Block]:
    """The blocks with the columns that none of them names, after the one that comes before each."""
    placed = {key for block in blocks for key in _named(block)}
    groups: dict[str, list[Column]] = {}
    after = ""
    for column in columns:
        if column.key in placed:
            after = column.key
        elif column.extra or not chosen:
            groups.setdefault(after, []).append(column)
    for neighbour, group in groups.items():
        _insert(blocks, neighbour, tuple(in_pairs(group)))
    return blocks


def _insert(blocks: list[Block], neighbour: str, lines: tuple[Line, ...]) -> None:
    for n, block in enumerate(blocks):
        if isinstance(block, Fields):
            for at, line in enumerate(block.lines, 1):
                if neighbour in line:
                    blocks[n] = replace(block, lines=(*block.lines[:at], *lines, *block.lines[at:]))
                    return
    homes = [n for n, block in enumerate(blocks) if isinstance(block, Fields)]
    if not homes:
        blocks.insert(0, Fields(None, lines))
        return
    block = blocks[homes[-1] if neighbour else homes[0]]
    assert isinstance(block, Fields)
    both = (*block.lines, *lines) if neighbour else (*lines, *block.lines)
    blocks[homes[-1] if neighbour else homes[0]] = replace(block, lines=both)


def _narrowed(blocks: list[Block], columns: Sequence[Column], tables: Container[str]) -> Iterator[Block]:
    """The blocks without what is not there."""
    known = {c.key for c in columns}
    for block in blocks:
        if isinstance(block, Fields):
            lines = tuple(kept for line in block.lines if (kept := tuple(k for k in line if k in known)))
            if lines:
                yield replace(block, lines=lines)
        elif isinstance(block, Approval):
            steps = tuple(s for s in block.steps if {s.opinion, s.by, s.on} & known)
            if steps:
                yield replace(block, steps=tuple(_step(s, known) for s in steps))
        elif not isinstance(block, Listing) or block.table in tables:
            yield block


def _step(step: Step, known: Container[str]) -> Step:
    opinion, by, on = (key if key in known else "" for key in (step.opinion, step.by, step.on))
    return Step(step.title, opinion, by, on)


def _counted(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks with their titles counted, where there are several."""
    several = sum(block.title is not None for block in blocks) > 1
    number = 0
    for block in blocks:
        if block.title is None or not several:
            yield block
            continue
        number += 1
        zh = f"{_NUMERALS[number - 1] if number <= len(_NUMERALS) else number}、{block.title.zh}"
        yield replace(block, title=Text(zh, f"{number}  {block.title.en}"))


def _lines(blocks: Iterator[Block]) -> Iterator[PageLine]:
    for block in blocks:
        listing = block if isinstance(block, Listing) else None
        if block.title is not None:
            yield Band(block.title, listing)
        if isinstance(block, Fields):
            yield from (Pair(line) for line in block.lines)
        elif isinstance(block, Approval):
            yield Heads(APPROVAL_HEADS)
            yield from (StepLine(step) for step in block.steps)
        elif isinstance(block, Signatures):
            yield from (Boxes(block.labels[at : at + 2]) for at in range(0, len(block.labels), 2))
        else:
            shown = listed_columns(block)
            yield Heads(tuple(c.header for c in shown))
            yield from (ListLine(block, shown, n) for n in range(1, block.rows + 1))


def listed_columns(listing: Listing) -> tuple[Shown, ...]:
    """What a listing shows in the four columns of the grid; see :class:`xlplan.forms.paper.Listing`."""
    shown = listing.columns if len(listing.columns) >= 4 else (NUMBER_COLUMN, *listing.columns)
    return (*shown, *(NO_COLUMN,) * (4 - len(shown)))[:4]


def spread(words: Sequence[Any]) -> list[tuple[int, int, Any]]:
    """Columns of the grid for up to four entries: what follows an empty one's neighbour is taken over by it."""
    taken: list[tuple[int, int, Any]] = []
    for slot, word in zip(SLOTS, words, strict=False):
        key = word if isinstance(word, str) else word.key or word.header.en
        if taken and not key:
            first, _, kept = taken[-1]
            taken[-1] = (first, slot, kept)
        else:
            taken.append((slot, slot, word))
    return taken
