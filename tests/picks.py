"""A project manager at the sheet of decisions."""

from __future__ import annotations

import warnings
from pathlib import Path

import openpyxl

from xlplan.core.text import Lang
from xlplan.excel.decisionwords import TITLE


def pick(master: Path, lang: Lang, **picks: tuple[str, object]) -> None:
    """Fill in the sheet of decisions, by ``row__key``: the choice and the own value."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl names what it does not keep
        book = openpyxl.load_workbook(master)
    sheet = book[TITLE(lang)]
    top = next(r for r in range(1, 8) if sheet.cell(r, 1).value == "xlplan:decisions")
    columns = {sheet.cell(top, c).value: c for c in range(1, sheet.max_column + 1)}
    for name, (choice, own) in picks.items():
        ends = " ".join(["", *name.split("__")])
        row = next(r for r in range(top + 1, sheet.max_row + 1) if str(sheet.cell(r, 1).value).endswith(ends))
        sheet.cell(row, columns["pick"]).value = choice
        sheet.cell(row, columns["own"]).value = own
    book.save(master)
