"""What merged files brought beside the forms, as lines and as data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from xlplan.core.text import Lang, Text
from xlplan.merging.brought import Arrival, Arrivals
from xlplan.template.resolve import Template

TITLE = Text("部门自加的内容：", "What departments added:")
SHEET = {
    Arrival.NEW: Text(
        "    {file} 的“{sheet}”表 → 主计划“{name}”", "    sheet “{sheet}” of {file} → “{name}” in the master"
    ),
    Arrival.REPLACED: Text(
        "    {file} 的“{sheet}”表 → 更新主计划“{name}”",
        "    sheet “{sheet}” of {file} → a newer “{name}” in the master",
    ),
    Arrival.BOTH: Text(
        "    {file} 的“{sheet}”表 → 与原有的不同，另存为“{name}”",
        "    sheet “{sheet}” of {file} → differs from what is there, kept beside it as “{name}”",
    ),
    Arrival.KNOWN: Text(
        "    {file} 的“{sheet}”表：主计划里已有", "    sheet “{sheet}” of {file}: in the master already"
    ),
}
COLUMN = Text("    {table}“{column}”列：{n} 格", "    {table}, column “{column}”: {n} cell(s)")
ASIDE = Text(
    "    {n} 格与主计划不同，放到了“表外内容”",
    "    {n} cell(s) differ from the master; they are on “Outside the tables”",
)


def brought_lines(arrivals: Arrivals, template: Template, lang: Lang) -> Iterator[str]:
    """A title and a line for each thing; nothing where nothing came in."""
    lines = [SHEET[s.how](lang, file=s.file, sheet=s.sheet, name=s.name) for s in arrivals.sheets]
    for (table, header), n in arrivals.columns.items():
        lines.append(COLUMN(lang, table=template.title_of(table)(lang), column=header, n=n))
    if arrivals.aside:
        lines.append(ASIDE(lang, n=len(arrivals.aside)))
    if lines:
        yield TITLE(lang)
        yield from lines


def brought_dict(arrivals: Arrivals) -> dict[str, Any]:
    """The same with stable keys."""
    return {
        "sheets": [{"file": s.file, "sheet": s.sheet, "name": s.name, "outcome": s.how.value} for s in arrivals.sheets],
        "columns": [{"form": t, "column": h, "cells": n} for (t, h), n in arrivals.columns.items()],
        "aside": len(arrivals.aside),
    }
