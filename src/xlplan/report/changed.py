"""A change of a cell in one line of a report."""

from __future__ import annotations

from xlplan.core.text import Lang, Text

CHANGE = Text("{place}：{before} → {after}", "{place}: {before} → {after}")
AS_IS = Text("{place}：保留 {value}", "{place}: stays {value}")


def change_line(place: str, before: str, after: str, lang: Lang) -> str:
    """From what to what a cell goes, as people see the values; that it stays where they are the same."""
    if before == after:
        return AS_IS(lang, place=place, value=after)
    return CHANGE(lang, place=place, before=before, after=after)
