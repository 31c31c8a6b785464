"""The sample's faulty returns, written again: merged like the files they come from, nothing missing, and correctable."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from judges import libreoffice_convert, openxml_errors
from rounds import issue
from xlplan.app.annotate import annotate_file, write_annotated
from xlplan.app.books import Submission, open_submission
from xlplan.app.check import check_submission
from xlplan.app.demo import fill_in
from xlplan.app.merging import merge_files
from xlplan.core.finding import Finding, Severity
from xlplan.core.text import LANGS, Lang
from xlplan.excel.problempage import LEFT_TITLE, PROBLEMS_TITLE
from xlplan.excel.rawread import read_one, read_raw

LISTS = "xl_lists"


@dataclass
class Round:
    """What was issued, what came back, and what goes back once more."""

    lang: Lang
    master: Path
    issued: list[Path]
    returned: list[Path]
    folder: Path

    @property
    def pairs(self) -> list[tuple[Path, Path]]:
        """Each returned file with its annotated one."""
        return [(p, self.folder / "back" / p.name) for p in self.returned]


def opened(path: Path) -> tuple[Submission, list[Finding]]:
    submission = open_submission(read_one(path), None, None)
    return submission, list(check_submission(submission))


def annotated(path: Path, folder: Path) -> Path:
    made = annotate_file(*opened(path), folder)
    assert made is not None
    return made


@pytest.fixture(scope="module", params=LANGS)
def round_(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Round:
    folder = tmp_path_factory.mktemp(f"back-{request.param}")
    issued = issue(folder, request.param)
    files = [p for p in fill_in(issued, folder / "returned", request.param) if not p.name.startswith("~")]
    made = []
    for raw in read_raw(files):
        submission = open_submission(raw, None, None)
        if annotate_file(submission, list(check_submission(submission)), folder / "back"):
            made.append(raw.path)
    return Round(request.param, issued.master, [c.path for c in issued.copies], made, folder)


def texts(path: Path, hidden: bool = False) -> Iterator[tuple[str, str, str]]:
    """Sheet, cell and text of what stands in a file, read by another program; formulas as they are."""
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets:
        if hidden or (sheet.sheet_state == "visible" and not sheet.title.startswith("xl_")):
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.value is not None and str(cell.value).strip():
                        yield sheet.title, cell.coordinate, str(cell.value)


def edits(master: Path, path: Path) -> list[tuple[Any, ...]]:
    merged = merge_files(master, [path], dry_run=True)
    details = [
        (d.table, d.row_id, d.key, repr(d.base), repr(d.value), d.outcome, d.reason) for d in merged.result.details
    ]
    return sorted(details, key=repr)


def test_every_copy_with_something_wrong_comes_back(round_: Round) -> None:
    assert len(round_.pairs) == 7
    assert all(back.is_file() for _, back in round_.pairs)


def test_merging_gives_the_same(round_: Round) -> None:
    for path, back in round_.pairs:
        assert edits(round_.master, back) == edits(round_.master, path), path.name


def test_nothing_that_was_typed_is_missing(round_: Round) -> None:
    issued = {text for path in round_.issued for _, _, text in texts(path)}
    for path, back in round_.pairs:
        submission, findings = opened(path)
        # A certain repair is written as it was read; the list says what stood there.
        repaired = {x.value for x in findings if x.code == "CEL100"}
        there = {text for _, _, text in texts(back)}
        missing = {
            (sheet, cell, text)
            for sheet, cell, text in texts(path)
            if text not in there | issued | repaired and not text.startswith("=")
        }
        assert not missing, path.name
        assert repaired <= {text for sheet, _, text in texts(back) if sheet == PROBLEMS_TITLE(round_.lang)}
        assert submission.side is not None
