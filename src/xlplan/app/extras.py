"""Columns that the project manager added to tables of a master: read by row, kept beside the table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from xlplan.app.carry import Keeper
from xlplan.core.text import Lang
from xlplan.excel.book import column_letter
from xlplan.excel.locate import Located
from xlplan.excel.sheets import sheet_name
from xlplan.excel.tablepage import ID_HEADER, header_texts
from xlplan.model.extras import ExtraColumn, extra_column, plain_header
from xlplan.template.resolve import Template

Lines = Mapping[str, Mapping[str, int]]
"""The line of each row on its sheet, counted from 0, by table and row id."""


def beside_headers(located: Located) -> dict[str, int]:
    """The columns beside a table by the header that they get again, in their order."""
    found: dict[str, int] = {}
    for text, col in located.beside.items():
        header = plain_header(text) or column_letter(col)
        while header in found:
            header += " "
        found[header] = col
    return found


def read_extras(
    located: Mapping[str, Located],
    lines: Lines,
    keeper: Keeper,
    template: Template,
    lang: Lang,
    written: Iterable[ExtraColumn],
) -> tuple[ExtraColumn, ...]:
    """The columns of all tables. Cells of rows that no sheet shows stay as they were ``written``."""
    former = {(x.table, x.header): dict(x.cells) for x in written}
    said = {(x.table, x.header): dict(x.said) for x in written}
    found: list[ExtraColumn] = []
    for form, table in template.tables():
        here, rows = located.get(table.key), lines.get(table.key, {})
        headers: dict[str, int] = {}
        if here is not None and table.shape == "table":
            headers = beside_headers(here)
        shown = header_texts(tuple(c for c in table.columns if not (table.rounds and c.key == "round")), lang, headers)
        letters = {}
        if here is not None:
            letters = {column_letter(c): shown[key] for key, c in here.columns.items() if key in shown}
            letters |= {column_letter(c): shown[h] for h, c in headers.items()}
            if here.id_column is not None:
                letters[column_letter(here.id_column)] = ID_HEADER
        for header in dict.fromkeys([*headers, *(h for t, h in former if t == table.key)]):
            cells = {i: c for i, c in former.get((table.key, header), {}).items() if i not in rows}
            if here is not None and header in headers:
                keep = keeper.in_table(here.sheet, table.key, (here.sheet.name, sheet_name(lang, form, table)), letters)
                cells |= {i: keep(r, headers[header]) for i, r in rows.items()}
            column = extra_column(table.key, header, cells, said.get((table.key, header)))
            if column.cells:
                found.append(column)
    return tuple(found)
