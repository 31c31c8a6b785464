"""Numbers of rules that a company may change in its template."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from xlplan.core.cell import Value
from xlplan.core.kinds.base import Ctx, Kind
from xlplan.core.kinds.number import IntKind
from xlplan.core.text import LANGS, Lang, Text

DAYS = IntKind(Decimal(0), Decimal(365))


@dataclass(frozen=True, eq=False)
class Setting:
    """A number of a rule: its key in templates, what it is if they say nothing, what it means, how it is spelt."""

    key: str
    default: Any
    meaning: Text
    kind: Kind = DAYS

    def parse(self, written: str) -> Any:
        """The value of what a template says; None for anything that it can't be."""
        read = (self.kind.from_doc(written, Ctx(lang)) for lang in LANGS)
        return next((cell.value for cell in read if isinstance(cell, Value)), None)

    def show(self, value: Any, lang: Lang) -> str:
        """A value as people write it."""
        return self.kind.show(value, Ctx(lang))

    @property
    def expected(self) -> Text:
        """What may be written, with its bounds."""
        if not isinstance(self.kind, IntKind):
            return self.kind.describe()
        bounds = f"{self.kind.minimum}～{self.kind.maximum}", f"{self.kind.minimum} to {self.kind.maximum}"
        return Text(f"整数 {bounds[0]}", f"a whole number from {bounds[1]}")


Values = Mapping[Setting, Any]


def value_of(values: Values, setting: Setting) -> Any:
    """What a setting is: as chosen, else its default."""
    return values.get(setting, setting.default)


def by_key(settings: Iterable[Setting]) -> dict[str, Setting]:
    return {s.key: s for s in settings}
