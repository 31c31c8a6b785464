"""Forms that a company adds without code: a table or a record of typed columns."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import get_args

from xlplan.core.kinds.choice import ChoiceKind
from xlplan.core.kinds.text import CodeKind
from xlplan.core.text import Text
from xlplan.forms.base import Column, Form, Party, Phase, Row, Shown, Table
from xlplan.forms.basic import PROJECT_STATE
from xlplan.template import findings as f
from xlplan.template.columns import PARTIES, extended, names_department
from xlplan.template.node import Node
from xlplan.template.problems import near

TITLE, HINT = 24, 120
"""Characters of a title, which names a sheet and another one for information, and of the hint below it."""
KEYS = (
    "code", "shape", "title", "hint", "phase", "filled_by", "after", "appended_by", "owner_field", "number", "natural",
    "shown", "asked", "columns",
)  # fmt: skip
NUMBER = "number"
FIRST_NUMBER = 1000
"""Where the numbers of extra forms begin; built-in ones stay below."""
RESERVED = {
    "format", "template", "language", "identity", "rounds", "issues", "baselines", "unread", "carried", "dept", "person",
    "task", "people", "tasks", "departments", "links", "history", "own", "gantt", "id",
}  # fmt: skip
"""Keys of plan documents and names of lists that a form must not be called by."""
LONGEST_CODE = 30
_PATTERN = re.compile(r"(?P<before>[^{}]*)(?P<dept>\{dept\})?(?P<between>[^{}]*)\{n(?::0(?P<places>[1-6]))?\}")
_HINT = Text("填写本表。", "Fill in this sheet.")
_BY = {
    False: Text("项目经理", "project manager"),
    True: Text("项目经理、各部门", "project manager, departments"),
}
_EXAMPLE = ("Q-{n:03}", "Q-{dept}-{n:03}")
_NUMBER_COLUMN = Column(
    Text("编号", "No."),
    CodeKind(),
    help=Text("合并时自动编号，可留空", "given when merged; leave blank"),
    width=14,
    key=NUMBER,
    extra=True,
)


class ExtraRow(Row):
    """A row of an extra form: all its values are extras."""


@dataclass(frozen=True, slots=True)
class Numbering:
    """The numbers of an extra form, such as ``Q-研发-003`` for ``Q-{dept}-{n:03}``."""

    pattern: str

    def __call__(self, short_code: str, count: int) -> str:
        match = _PATTERN.fullmatch(self.pattern)
        assert match is not None
        shown = str(count).zfill(int(match["places"] or 1))
        return match["before"] + (short_code if match["dept"] else "") + match["between"] + shown


def read_forms(node: Node, taken: Collection[str], lists: Mapping[str, ChoiceKind]) -> list[tuple[Form, Node]]:
    """The ``extra_forms`` part, each form with where it stands; ``taken`` are codes and keys in use."""
    found: list[tuple[Form, Node]] = []
    used = {*taken, *RESERVED, *lists}
    for entry in node.items():
        if not isinstance(entry.data, dict):
            entry.say(f.WRONG_SHAPE, want=f.MAPPING)
            continue
        form = _form(entry, used, FIRST_NUMBER + len(found), lists)
        if form is not None:
            used.add(form.code)
            found.append((form, entry))
    return found


def _form(node: Node, used: Collection[str], number: int, lists: Mapping[str, ChoiceKind]) -> Form | None:
    parts = node.known(KEYS, ("code", "title", "columns"))
    code = parts["code"].key() if "code" in parts else None
    if code is not None and (code in used or code.startswith("xl_")):
        parts["code"].say(f.TAKEN, value=code)
        code = None
    elif code is not None and len(code) > LONGEST_CODE:
        parts["code"].say(f.KEY_MALFORMED, value=code)
        code = None
    title = parts["title"].text(TITLE) if "title" in parts else None
    phase = parts["phase"].one_of([p.value for p in Phase]) if "phase" in parts else None
    table = _table(node, parts, code or "x", title or _HINT, lists)
    departments = table.appended_by is Party.DEPARTMENT or any(c.owner.party is Party.DEPARTMENT for c in table.columns)
    form = Form(
        code or "x",
        number,
        title or _HINT,
        (parts["hint"].text(HINT) if "hint" in parts else None) or _HINT,
        Phase(phase or "planning"),
        (table,),
        (parts["filled_by"].text(TITLE) if "filled_by" in parts else None) or _BY[departments],
        asked=tuple(_states(parts.get("asked"))),
    )
    return form if code and title and table.columns else None


def _states(node: Node | None) -> list[str]:
    keys = [o.key for o in PROJECT_STATE.options]
    return [word for part in (node.items() if node else ()) if (word := part.one_of(keys))]


def _table(node: Node, parts: Mapping[str, Node], code: str, title: Text, lists: Mapping[str, ChoiceKind]) -> Table:
    shape = parts["shape"].one_of(("table", "record")) if "shape" in parts else "table"
    table = Table(code, title, ExtraRow, prefix=re.sub(r"[^a-z]", "", code))
    # What owns a row must be known before its columns are: their owners may name it.
    asked = parts["owner_field"].word() if "owner_field" in parts else None
    table = extended(replace(table, owner_field=asked or ""), _columns(node, parts), lists)
    if shape == "record":
        return _record(parts, table)
    owner = asked or ("dept" if names_department(table, "dept") else "")
    if asked and not names_department(table, asked):
        parts["owner_field"].say(f.OWNER_FIELD, column=asked, table=code)
    appended = parts["appended_by"].one_of(PARTIES) if "appended_by" in parts else "pm"
    if appended == "department" and (not owner or "." in owner):
        parts["appended_by"].say(f.OWNER_FIELD, column="appended_by", table=code)
    table = replace(
        table,
        owner_field=owner,
        appended_by=Party(appended or "pm"),
        shown=_shown(parts.get("shown"), get_args(Shown)),
    )
    table = _numbered(parts.get("number"), table)
    return replace(table, natural=_natural(parts.get("natural"), table))


def _columns(node: Node, parts: Mapping[str, Node]) -> Node:
    """The columns, those that departments' ones may name first: where they stand is settled afterwards."""
    columns = parts.get("columns") or node.at("columns", None)
    if isinstance(columns.data, list) and not columns.data:
        node.say(f.KEY_MISSING, where=node.where, key="columns")
    return columns


def _record(parts: Mapping[str, Node], table: Table) -> Table:
    for key in ("appended_by", "number", "natural", "owner_field"):
        if key in parts:
            parts[key].say(f.UNKNOWN_KEY, where="shape: record", near="")
    shown = _shown(parts.get("shown"), ("all", "none"), "none")
    return replace(table, shape="record", shown=shown, owner_field="")


def _shown(node: Node | None, choices: Collection[str], default: str = "linked") -> Shown:
    word = node.one_of(choices) if node else None
    found: Shown = word or default  # type: ignore[assignment]
    return found


def _numbered(node: Node | None, table: Table) -> Table:
    pattern = node.word() if node else None
    if node is None or pattern is None:
        return table
    match = _PATTERN.fullmatch(pattern)
    if (
        match is None
        or bool(match["dept"]) != bool(table.owner_field)
        or len(pattern) > TITLE
        or "." in table.owner_field
    ):
        node.say(f.NUMBERING, value=pattern, example=_EXAMPLE[bool(table.owner_field)])
        return table
    if not table.has(NUMBER):
        table = replace(table, columns=(_NUMBER_COLUMN, *table.columns))
    return replace(table, numbered=Numbering(pattern))


def _natural(node: Node | None, table: Table) -> tuple[str, ...]:
    """The columns that recognise a row: those named, else the first one that is neither number nor department."""
    keys = [c.key for c in table.inputs]
    if node is None:
        plain = [k for k in keys if k not in (NUMBER, table.owner_field)]
        return tuple((plain or keys)[:1])
    found = []
    for part in node.items():
        word = part.word()
        if word is not None and word not in keys:
            part.say(f.UNKNOWN_COLUMN, table=table.key, column=word, near=near(word, keys))
        elif word is not None:
            found.append(word)
    return tuple(found)
