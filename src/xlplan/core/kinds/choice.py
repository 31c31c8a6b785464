"""Choices: an ASCII key inside, a label in each language on the sheet, aliases for what people type instead."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from xlplan.core.cell import Cell, Problem, Value
from xlplan.core.kinds.base import CellValue, Ctx, ExcelSpec, Kind, ListSource
from xlplan.core.normal import key
from xlplan.core.raw import RawCell
from xlplan.core.text import Lang, Text


@dataclass(frozen=True, slots=True)
class Option:
    """One entry of a choice."""

    key: str
    label: Text
    aliases: tuple[str, ...] = ()


def option(key_: str, zh: str, en: str, *aliases: str) -> Option:
    """Short for an :class:`Option`."""
    return Option(key_, Text(zh, en), aliases)


@dataclass(frozen=True)
class ChoiceKind(Kind):
    """One of a list. ``list_name`` names the dropdown list; the same name means the same list.

    The words of a ``fixed`` list stand in formulas: a template may add spellings to it, nothing else.
    """

    list_name: str
    options: tuple[Option, ...]
    fixed: bool = False
    name: ClassVar[str] = "one"

    @cached_property
    def _spellings(self) -> dict[str, str]:
        known: dict[str, str] = {}
        for entry in self.options:
            for spelling in (entry.key, *entry.label.both, *entry.aliases):
                if known.setdefault(key(spelling), entry.key) != entry.key:
                    raise ValueError(f"{self.list_name}: {spelling!r} means two things")
        return known

    def label(self, value: str, lang: Lang) -> str:
        """The label of a key."""
        return next((o.label(lang) for o in self.options if o.key == value), value)

    @property
    def listed(self) -> Text:
        """All labels in a sentence."""
        return Text("、".join(self.labels("zh")), ", ".join(self.labels("en")))

    def labels(self, lang: Lang) -> list[str]:
        return [o.label(lang) for o in self.options]

    def read(self, raw: RawCell, ctx: Ctx) -> Cell:
        found = self._spellings.get(key(raw.text))
        if found is None:
            return Problem(raw.text, "not-in-list", {"choices": self.listed})
        return Value(found, raw.text, "" if raw.text in (found, self.label(found, ctx.lang)) else "spelling")

    def to_cell(self, value: str, ctx: Ctx) -> CellValue:
        return self.label(value, ctx.lang)

    def spec(self) -> ExcelSpec:
        width = max(8.0, 2.2 * max(len(o.label.zh) for o in self.options) + 3)
        return ExcelSpec(align="center", wrap=True, width=min(width, 14), check=ListSource(self.list_name))

    def describe(self) -> Text:
        return Text("选择：" + self.listed.zh, "one of: " + self.listed.en)

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "examples": [o.key for o in self.options]}
