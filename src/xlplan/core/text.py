"""Words in both languages, kept together at the unit that owns them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, ...] = get_args(Lang)


def _placeholders(pattern: str) -> set[str]:
    import string  # not every command has a text to fill

    try:
        return {name for _, name, _, _ in string.Formatter().parse(pattern) if name}
    except ValueError:  # words that people typed may hold braces; such a text is never filled
        return set()


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence or label in Chinese and English.

    Both may hold the same ``{placeholders}``; a pair whose placeholders differ is refused when it is declared.
    """

    zh: str
    en: str

    def __post_init__(self) -> None:
        if ("{" in self.zh or "{" in self.en) and _placeholders(self.zh) != _placeholders(self.en):
            raise ValueError(f"placeholders differ: {self.zh!r} / {self.en!r}")

    def __call__(self, lang: Lang, **params: object) -> str:
        """The words in one language with the placeholders filled; parameters that are texts follow the language."""
        pattern = self.zh if lang == "zh" else self.en
        if not params:
            return pattern
        return pattern.format(**{k: v(lang) if isinstance(v, Text) else v for k, v in params.items()})

    @property
    def both(self) -> tuple[str, str]:
        return (self.zh, self.en)
