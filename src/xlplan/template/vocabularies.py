"""Choice lists that a template changes: more options, other labels, more spellings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from xlplan.core.kinds.choice import ChoiceKind, Option
from xlplan.core.normal import key as spelling
from xlplan.forms.base import Table
from xlplan.template import findings as f
from xlplan.template.kinds import LABEL, named_list, read_options, sound
from xlplan.template.node import Node
from xlplan.template.problems import near

KEYS = ("options", "labels", "aliases")


def lists_of(tables: Iterable[Table]) -> dict[str, ChoiceKind]:
    """Every choice list of some tables by name."""
    kinds = (c.kind for t in tables for c in t.columns)
    return {k.list_name: k for k in kinds if isinstance(k, ChoiceKind)}


def read_vocabularies(node: Node, lists: Mapping[str, ChoiceKind]) -> dict[str, ChoiceKind]:
    """The lists that the ``vocabularies`` part changes, as they are afterwards."""
    found = {}
    for name, entry in node.entries().items():
        kind = named_list(Node(name, entry.path, entry.problems), lists)
        if kind is not None:
            found[name] = _changed(entry, kind)
    return found


def with_lists(table: Table, lists: Mapping[str, ChoiceKind]) -> Table:
    """A table whose columns use the changed lists."""
    columns = tuple(
        replace(c, kind=lists.get(c.kind.list_name, c.kind)) if isinstance(c.kind, ChoiceKind) else c
        for c in table.columns
    )
    return replace(table, columns=columns)


def _changed(node: Node, kind: ChoiceKind) -> ChoiceKind:
    parts = node.known(KEYS)
    options = {o.key: o for o in kind.options}
    if kind.fixed:
        for key in ("options", "labels"):
            if key in parts:
                parts[key].say(f.FIXED_WORDS, list=kind.list_name)
    for key, part in _by_option(parts.get("labels"), kind).items():
        if label := part.text(LABEL):
            options[key] = replace(options[key], label=label)
    for key, part in _by_option(parts.get("aliases"), kind).items():
        options[key] = replace(options[key], aliases=(*options[key].aliases, *part.words(LABEL)))
    added = read_options(parts["options"]) if "options" in parts else ()
    every = (*options.values(), *added)
    return replace(kind, options=_with_former(kind, every)) if sound(node, every) else kind


def _with_former(kind: ChoiceKind, options: tuple[Option, ...]) -> tuple[Option, ...]:
    """Options that are also known by the labels they had, where those mean nothing else now."""
    taken = {spelling(w) for o in options for w in (o.key, *o.label.both, *o.aliases)}
    former = {o.key: tuple(w for w in o.label.both if spelling(w) not in taken) for o in kind.options}
    return tuple(replace(o, aliases=(*o.aliases, *former.get(o.key, ()))) for o in options)


def _by_option(node: Node | None, kind: ChoiceKind) -> dict[str, Node]:
    """Entries by the keys of options that there are."""
    entries = node.entries() if node else {}
    keys = [o.key for o in kind.options]
    for key, part in entries.items():
        if key not in keys:
            part.say(f.UNKNOWN_OPTION, list=kind.list_name, option=key, near=near(key, keys))
    return {k: part for k, part in entries.items() if k in keys}
