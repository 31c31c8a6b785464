"""A piece of a template's data with its path: every question says what is wrong with the answer, and gives None then."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from xlplan.core.finding import FindingType
from xlplan.core.kinds.number_text import decimal_of
from xlplan.core.text import Text
from xlplan.template import findings as f
from xlplan.template.problems import Path_, Problems, dotted, near

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
KEY = re.compile(r"[a-z][a-z0-9_]*")
_WHOLE = Text("{low}～{high} 的整数", "a whole number from {low} to {high}")
_NUMBER = Text("{low}～{high} 的数字", "a number from {low} to {high}")
_LISTED = Text("以下之一：{words}", "one of: {words}")


@dataclass(frozen=True)
class Node:
    """A value of the template. ``path`` leads to it from the top."""

    data: Any
    path: Path_
    problems: Problems

    @property
    def where(self) -> str:
        return dotted(self.path) or self.problems.origin.file or "?"

    def say(self, kind: FindingType, /, **params: object) -> None:
        self.problems.say(kind, self.path, **params)

    def at(self, key: str | int, data: Any) -> Node:
        return Node(data, (*self.path, key), self.problems)

    def raw(self) -> Mapping[str, Any]:
        """A mapping whose keys are judged elsewhere; an empty one where there is none."""
        if self.data is None:
            return {}
        if not isinstance(self.data, dict):
            self.say(f.WRONG_SHAPE, want=f.MAPPING)
            return {}
        return self.data

    def entries(self) -> dict[str, Node]:
        """All entries of a mapping; those left blank count as left out."""
        return {k: self.at(k, v) for k, v in self.raw().items() if v is not None}

    def known(self, keys: Collection[str], needed: Iterable[str] = ()) -> dict[str, Node]:
        """The entries of a mapping with fixed keys."""
        found = self.raw()
        shaped = isinstance(self.data, dict) or self.data is None
        for key in found:
            if key not in keys:
                self.at(key, None).say(f.UNKNOWN_KEY, where=self.where, near=near(key, keys))
        for key in needed:
            if shaped and found.get(key) is None:
                self.say(f.KEY_MISSING, where=self.where, key=key)
        return {k: v for k, v in self.entries().items() if k in keys}

    def items(self) -> list[Node]:
        """The entries of a list."""
        if self.data is None:
            return []
        if not isinstance(self.data, list):
            self.say(f.WRONG_SHAPE, want=f.LIST)
            return []
        return [self.at(n, v) for n, v in enumerate(self.data)]

    def word(self) -> str | None:
        """A single text without line breaks."""
        if not isinstance(self.data, str):
            self.say(f.WRONG_SHAPE, want=f.SCALAR)
            return None
        return self.data.strip()

    def key(self) -> str | None:
        """A key as programs use it: small ASCII letters, digits, underscores."""
        word = self.word()
        if word is None or KEY.fullmatch(word):
            return word
        self.say(f.KEY_MALFORMED, value=word)
        return None

    def one_of(self, choices: Collection[str]) -> str | None:
        word = self.word()
        if word is None or word in choices:
            return word
        want = Text(*(t.format(words=w.join(choices)) for t, w in zip(_LISTED.both, ("、", ", "), strict=True)))
        self.say(f.WRONG_VALUE, value=word, want=want)
        return None

    def flag(self) -> bool | None:
        word = self.word()
        if word is None:
            return None
        if word.casefold() in ("true", "false"):
            return word.casefold() == "true"
        self.say(f.WRONG_VALUE, value=word, want=f.FLAG)
        return None

    def whole(self, low: int, high: int) -> int | None:
        number = self._number(low, high, _WHOLE, whole=True)
        return None if number is None else int(number)

    def number(self, low: int, high: int) -> float | None:
        found = self._number(low, high, _NUMBER, whole=False)
        return None if found is None else float(found)

    def _number(self, low: int, high: int, want: Text, whole: bool) -> Decimal | None:
        word = self.word()
        if word is None:
            return None
        number = decimal_of(word)
        if number is not None and low <= number <= high and (not whole or number == int(number)):
            return number
        self.say(f.WRONG_VALUE, value=word, want=Text(*(t.format(low=low, high=high) for t in want.both)))
        return None

    def text(self, limit: int, lines: bool = False) -> Text | None:
        """Words in both languages: ``{zh: …, en: …}``, and nothing beside them."""
        self.known(("zh", "en"))
        return self.label(limit, lines)

    def label(self, limit: int, lines: bool = False) -> Text | None:
        """Words in both languages that may stand among other entries."""
        if not isinstance(self.data, dict):
            if self.data is None:
                self.say(f.WRONG_SHAPE, want=f.MAPPING)
            return None
        both: list[str | None] = []
        for key in ("zh", "en"):
            if self.data.get(key) is None:
                self.say(f.KEY_MISSING, where=self.where, key=key)
                return None
            both.append(self._words(self.at(key, self.data[key]), limit, lines))
        return Text(both[0], both[1]) if both[0] and both[1] else None

    def _words(self, part: Node, limit: int, lines: bool) -> str | None:
        word = part.word()
        if word is None:
            return None
        bad = any(c in word for c in "{}") or _CONTROL.search(word) or (not lines and "\n" in word)
        if bad or not word or len(word) > limit:
            part.say(f.WORDS, value=word, limit=str(limit))
            return None
        return word

    def words(self, limit: int) -> tuple[str, ...]:
        """A list of words, such as aliases."""
        return tuple(w for part in self.items() if (w := self._words(part, limit, False)))
