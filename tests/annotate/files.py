"""Returned files and the annotated ones made of them, and what stands in both, read by another program."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl

from xlplan.app.annotate import annotate_file
from xlplan.app.books import Master, Submission, open_master, open_submission
from xlplan.app.check import check_submission
from xlplan.core.finding import Finding, Severity
from xlplan.excel.problempage import PROBLEMS_TITLE
from xlplan.excel.rawread import read_one
from xlplan.merging.decide import merge
from xlplan.merging.sides import Side

Edits = list[tuple[Any, ...]]


def opened(path: Path) -> tuple[Submission, list[Finding]]:
    """A returned file with what is found in it."""
    submission = open_submission(read_one(path), None, None)
    return submission, list(check_submission(submission))


def annotated(path: Path, folder: Path) -> Path:
    """The annotated return of a file."""
    made = annotate_file(*opened(path), folder)
    assert made is not None
    return made


def texts(path: Path) -> Iterator[tuple[str, str, str]]:
    """Sheet, cell and text of what people see in a file; formulas as they are."""
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets:
        if not sheet.title.startswith("xl_"):
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.value is not None and str(cell.value).strip():
                        yield sheet.title, cell.coordinate, str(cell.value).strip()


def sheet_texts(path: Path, sheet: str) -> dict[str, str]:
    """The texts of one sheet by cell."""
    return {cell: text for name, cell, text in texts(path) if name == sheet}


def notes(path: Path) -> dict[tuple[str, str], str]:
    """The notes on cells by sheet and cell."""
    book = openpyxl.load_workbook(path)
    return {
        (sheet.title, cell.coordinate): cell.comment.text
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }


def content(path: Path) -> dict[str, dict[str, str]]:
    """What a file holds but for the list of problems: texts by sheet and cell."""
    found: dict[str, dict[str, str]] = {}
    for sheet, cell, text in texts(path):
        if sheet not in PROBLEMS_TITLE.both:
            found.setdefault(sheet, {})[cell] = text
    return found


@cache
def _master(path: Path) -> Master:
    return open_master(path)


def edits(master: Path, path: Path) -> Edits:
    """What merging makes of a file, edit by edit."""
    opened_master = _master(master)
    submission = open_submission(read_one(path), opened_master.plan, opened_master.template)
    assert isinstance(submission.side, Side)
    result = merge(opened_master.plan, opened_master.template, [submission.side])
    return sorted(
        ((d.table, d.row_id, d.key, d.base, d.value, d.outcome, d.reason) for d in result.details),
        key=repr,
    )


def to_correct(findings: list[Finding]) -> list[Finding]:
    """Errors and warnings."""
    return [x for x in findings if x.severity is not Severity.INFO]
