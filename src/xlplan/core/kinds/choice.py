"""Choices: an ASCII key inside, a label in each language on the sheet, aliases for what people type instead."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from xlplan.core.cell import Blank, Cell, Problem, Value
from xlplan.core.kinds.base import CellValue, Ctx, ExcelSpec, Kind, ListSource, text_of
from xlplan.core.kinds.wording import beside, is_sign, negated, remark, said, some, trimmed
from xlplan.core.normal import key, split_list
from xlplan.core.raw import RawCell
from xlplan.core.text import Lang, Text

_ENTRY = Text("选项", "entry")


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
        text = text_of(raw)
        found = self._known(text)
        if found is not None:
            return Value(found, raw.text, "" if raw.text in (found, self.label(found, ctx.lang)) else "spelling")
        if is_sign(text):
            return Blank(raw.text)
        if (note := remark(text)) and (head := self._known(note[0])) is not None:
            return beside(raw.text, self.label(head, ctx.lang), note[1])
        several = [self._known(part) for part in split_list(raw.text)]
        if len(several) > 1 and all(several):
            near = some(self.label(k, ctx.lang) for k in several if k)
            return Problem(raw.text, "several-values", {"what": _ENTRY, "near": near})
        problem = said(text, raw.text, states=False)
        return problem or Problem(raw.text, "not-in-list", {"choices": self.listed, "near": self._near(text, ctx.lang)})

    def _known(self, text: str) -> str | None:
        return self._spellings.get(key(text)) or self._spellings.get(key(trimmed(text)))

    def _near(self, text: str, lang: Lang) -> tuple[str, ...]:
        """Labels of what was probably meant: a spelling in it, or much like it, and not the opposite of it."""
        typed = key(text.strip("?？~ "))
        if typed in self._spellings:
            return (self.label(self._spellings[typed], lang),)
        alike = [s for s in self._spellings if negated(s) == negated(typed)]
        inside = [s for s in alike if s and (s in typed if len(s) > 1 or not s.isascii() else False)]
        inside = [s for s in inside if not any(s != other and s in other for other in inside)]
        close = difflib.get_close_matches(typed, alike, 2, 0.6)
        return some((self.label(self._spellings[s], lang) for s in (inside or close)), 2)

    def to_cell(self, value: str, ctx: Ctx) -> CellValue:
        return self.label(value, ctx.lang)

    def spec(self) -> ExcelSpec:
        width = max(8.0, 2.2 * max(len(o.label.zh) for o in self.options) + 3)
        return ExcelSpec(align="center", wrap=True, width=min(width, 14), check=ListSource(self.list_name))

    def describe(self) -> Text:
        return Text("选择：" + self.listed.zh, "one of: " + self.listed.en)

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "examples": [o.key for o in self.options]}
