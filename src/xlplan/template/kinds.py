"""Kinds of cells by name, and choice lists as a template writes them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from xlplan.core.kinds.base import Kind
from xlplan.core.kinds.choice import ChoiceKind, Option
from xlplan.core.kinds.date import BoolKind, DateKind
from xlplan.core.kinds.number import IntKind, MoneyKind, NumberKind, PercentKind
from xlplan.core.kinds.reference import ManyKind, ReferenceKind
from xlplan.core.kinds.text import CodeKind, LongText, TextKind
from xlplan.core.normal import key as spelling
from xlplan.core.text import Text
from xlplan.template import findings as f
from xlplan.template.node import Node
from xlplan.template.problems import Origin, Problems, failure, near

LABEL = 40
"""Characters of an option's label."""
OPTION_KEYS = ("key", "zh", "en", "aliases")
PLAIN: Mapping[str, Kind] = {
    "text": TextKind(),
    "long": LongText(),
    "id": CodeKind(),
    "int": IntKind(),
    "num": NumberKind(),
    "money": MoneyKind(),
    "pct": PercentKind(),
    "date": DateKind(),
    "bool": BoolKind(),
    "dept": ReferenceKind("dept"),
    "person": ReferenceKind("person"),
    "task": ReferenceKind("task"),
    "departments": ManyKind("dept"),
}
CHOICE = "one"
KINDS = (*PLAIN, CHOICE)
_KEY = re.compile(r"[A-Za-z0-9_.-]{1,40}")


def kind_named(spec: Mapping[str, Any], list_name: str) -> Kind:
    """The kind that a column's data ask for; ``list_name`` names its choices. InputError says what is wrong."""
    problems = Problems(Origin(list_name))
    kind = read_kind(Node(dict(spec), (), problems), list_name, {})
    if kind is None or problems.errors:
        raise failure(list_name, problems.errors)
    return kind


def read_kind(node: Node, list_name: str, lists: Mapping[str, ChoiceKind]) -> Kind | None:
    """The kind of a column by its ``kind``, ``options`` and ``list``."""
    parts = node.entries()
    name = parts["kind"].word() if "kind" in parts else "text"
    if name is None:
        return None
    if name not in KINDS:
        parts["kind"].say(f.UNKNOWN_KIND, kind=name, near=near(name, KINDS), kinds=", ".join(KINDS))
        return None
    if name != CHOICE:
        for key in ("options", "list"):
            if key in parts:
                node.at(key, None).say(f.UNKNOWN_KEY, where=f"kind: {name}", near="")
        return PLAIN[name]
    if "list" in parts:
        return named_list(parts["list"], lists)
    if "options" not in parts:
        node.say(f.KEY_MISSING, where=node.where, key="options")
        return None
    options = read_options(parts["options"])
    if not options and isinstance(parts["options"].data, list) and not parts["options"].data:
        node.say(f.KEY_MISSING, where=node.where, key="options")
    return ChoiceKind(list_name, options) if options and sound(parts["options"], options) else None


def named_list(node: Node, lists: Mapping[str, ChoiceKind]) -> ChoiceKind | None:
    """A choice list that the built-in forms use."""
    name = node.word()
    if name is None or name in lists:
        return lists[name] if name else None
    node.say(f.UNKNOWN_LIST, list=name, near=near(name, lists), lists=", ".join(sorted(lists)))
    return None


def read_options(node: Node) -> tuple[Option, ...]:
    """Options with key, label in both languages, aliases."""
    found = []
    for entry in node.items():
        parts = entry.known(OPTION_KEYS, ("key",))
        label = entry.label(LABEL)
        key = parts["key"].word() if "key" in parts else None
        if key is not None and not _KEY.fullmatch(key):
            parts["key"].say(f.KEY_MALFORMED, value=key)
            key = None
        aliases = parts["aliases"].words(LABEL) if "aliases" in parts else ()
        if key and label:
            found.append(Option(key, label, aliases))
    return tuple(found)


def sound(node: Node, options: Iterable[Option]) -> bool:
    """Whether each spelling means one option; what means two is said."""
    known: dict[str, Option] = {}
    keys: set[str] = set()
    said = False
    for option in options:
        if option.key in keys:
            node.say(f.TAKEN, value=option.key)
            said = True
        keys.add(option.key)
        for word in (option.key, *option.label.both, *option.aliases):
            other = known.setdefault(spelling(word), option)
            if other.key != option.key:
                one, two = (Text(*o.label.both) for o in (other, option))
                node.say(f.OPTION_TWICE, word=word, one=one, other=two)
                said = True
    return not said
