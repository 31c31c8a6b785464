"""Columns that a template adds or changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from xlplan.core.kinds.choice import ChoiceKind
from xlplan.core.kinds.reference import ReferenceKind
from xlplan.core.normal import key as spelling
from xlplan.forms.base import PM, Column, Owner, Party, Table, department, never
from xlplan.template import findings as f
from xlplan.template.kinds import read_kind
from xlplan.template.node import Node
from xlplan.template.problems import near
from xlplan.twins.changes import WHAT

HEADER, HELP = 40, 250
"""Characters of a header, and of the help that spreadsheet programs show beside a cell."""
EXTRA_KEYS = (
    "key", "header", "kind", "options", "list", "owner", "owner_field", "required", "private", "width", "after", "help",
    "gated",
)  # fmt: skip
CHANGE_KEYS = ("header", "help", "width", "required")
NARROWEST, WIDEST = 4, 120
PARTIES = (Party.PM.value, Party.DEPARTMENT.value)


def read_column(node: Node, table: Table, every: Table, lists: Mapping[str, ChoiceKind]) -> Column | None:
    """One extra column of a table; ``every`` has the columns that may name its department, also those to come."""
    parts = node.known(EXTRA_KEYS, ("key", "header"))
    key = parts["key"].key() if "key" in parts else None
    if key is not None and (table.has(key) or key in ("id", *table.row.model_fields)):
        parts["key"].say(f.TAKEN, value=key)
        key = None
    header = parts["header"].text(HEADER) if "header" in parts else None
    kind = read_kind(node, f"{table.key}_{key}", lists)
    column = Column(
        header or table.title,
        kind or ReferenceKind("dept"),
        _owner(node, parts, every),
        required="required" in parts and bool(parts["required"].flag()),
        help=parts["help"].text(HELP, lines=True) if "help" in parts else None,
        width=_width(parts.get("width")) or 0,
        private="private" in parts and bool(parts["private"].flag()),
        gated=_gated(parts["gated"], table) if "gated" in parts else "",
        key=key or "",
        extra=True,
    )
    return column if key and header and kind else None


def _gated(node: Node, table: Table) -> str:
    """The kind of change that a request has to ask for; only tasks and rows that bind are frozen by a baseline."""
    if table.key != "wbs" and table.binding is never:
        node.say(f.UNKNOWN_KEY, where=table.title, near="")
        return ""
    return node.one_of([key for key in WHAT if key not in ("added", "cancelled")]) or ""


def _width(node: Node | None) -> float | None:
    return node.number(NARROWEST, WIDEST) if node else None


def _owner(node: Node, parts: Mapping[str, Node], table: Table) -> Owner:
    party = parts["owner"].one_of(PARTIES) if "owner" in parts else "pm"
    if party != "department":
        if "owner_field" in parts:
            parts["owner_field"].say(f.UNKNOWN_KEY, where="owner: pm", near="")
        return PM
    asked = parts["owner_field"].word() if "owner_field" in parts else None
    field = asked or default_field(table)
    if field and table.shape != "record" and names_department(table, field):
        return department(field)
    shown = table.title if not isinstance(parts.get("key"), Node) else parts["key"].data
    node.say(f.OWNER_FIELD, column=shown, table=table.key)
    return PM


def default_field(table: Table) -> str:
    """The field that names the department of a row: the table's own, else that of its first department column."""
    named = next(iter(table.owner_fields), "")
    return named or next((c.key for c in table.columns if c.kind == ReferenceKind("dept")), "")


def names_department(table: Table, field: str) -> bool:
    """Whether a field leads to a department: ``id``, a column of departments, or ``task.dept``."""
    if field == "id":
        return table.key == "departments"
    key, dotted, rest = field.partition(".")
    wanted = ReferenceKind("task" if dotted else "dept")
    return (not dotted or rest == "dept") and any(c.key == key and c.kind == wanted for c in table.inputs)


def extended(table: Table, node: Node, lists: Mapping[str, ChoiceKind]) -> Table:
    """A table with its extra columns, each after the column that it names, else at the end."""
    every = _with_references(table, node)
    for entry in node.items():
        column = read_column(entry, table, every, lists)
        after = entry.entries().get("after") if isinstance(entry.data, dict) else None
        place = after.word() if after else None
        keys = [c.key for c in table.columns]
        if after is not None and place is not None and place not in keys:
            after.say(f.UNKNOWN_COLUMN, table=table.key, column=place, near=near(place, keys))
            place = None
        if column is not None:
            at = keys.index(place) + 1 if place else len(keys)
            columns = (*table.columns[:at], column, *table.columns[at:])
            _unlike(entry, table, column)
            table = replace(table, columns=columns)
    return table


def _with_references(table: Table, node: Node) -> Table:
    """A table with the columns to come that refer to departments and tasks."""
    entries = [e for e in node.data if isinstance(e, dict)] if isinstance(node.data, list) else []
    found = tuple(
        Column(table.title, ReferenceKind(e["kind"]), key=str(e.get("key")))
        for e in entries
        if e.get("kind") in ("dept", "task")
    )
    return replace(table, columns=(*table.columns, *found))


def changed(table: Table, node: Node) -> Table:
    """A table with other headers, helps, widths, and other columns required."""
    for key, entry in node.entries().items():
        if not table.has(key):
            entry.say(f.UNKNOWN_COLUMN, table=table.key, column=key, near=near(key, [c.key for c in table.columns]))
            continue
        column = _changed(table.column(key), entry)
        if column.header != table.column(key).header:
            _unlike(entry, table, column)
        table = replace(table, columns=tuple(column if c.key == key else c for c in table.columns))
    return table


def _changed(column: Column, node: Node) -> Column:
    parts = node.known(CHANGE_KEYS)
    if "required" in parts and not column.is_input:
        parts.pop("required").say(f.COMPUTED_REQUIRED, column=column.header)
    header = parts["header"].text(HEADER) if "header" in parts else None
    required = parts["required"].flag() if "required" in parts else None
    return replace(
        column,
        header=header or column.header,
        # A sheet whose hidden keys are gone is known by its headers; those of before stay known.
        aliases=(*column.aliases, *column.header.both) if header else column.aliases,
        help=(parts["help"].text(HELP, lines=True) if "help" in parts else None) or column.help,
        width=_width(parts.get("width")) or column.width,
        required=column.required if required is None else required,
    )


def _unlike(node: Node, table: Table, column: Column) -> None:
    """Say where another column has the same header."""
    words = {spelling(w) for w in column.header.both}
    for other in table.columns:
        if other.key != column.key and words & {spelling(w) for w in other.header.both}:
            node.say(f.HEADER_TWICE, table=table.key, header=column.header)
            return
