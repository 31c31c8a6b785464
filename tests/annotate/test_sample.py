"""The sample's faulty returns, written again: merged like the files they come from, nothing missing, and correctable."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from annotate.files import annotated, content, edits, notes, opened, sheet_texts, texts, to_correct
from judges import libreoffice_convert, openxml_errors
from rounds import issue
from xlplan.app.annotate import Annotator, annotate_file, why_not, write_annotated
from xlplan.app.check import CheckResult, check
from xlplan.app.demo import fill_in
from xlplan.core.finding import SEVERITY, Severity
from xlplan.core.text import LANGS, Lang
from xlplan.excel.look import DOUBTFUL, WRONG
from xlplan.excel.problempage import LEFT_TITLE, PROBLEMS_TITLE
from xlplan.merging.words import Outcome, Reason

pytestmark = pytest.mark.slow


@dataclass
class Round:
    """What was issued, what came back, what was found, and what goes back once more."""

    lang: Lang
    master: Path
    issued: list[Path]
    folder: Path
    checked: CheckResult
    back: Annotator

    @property
    def pairs(self) -> list[tuple[Path, Path]]:
        """Each returned file with its annotated one."""
        return [(self.folder / "returned" / p.name, p) for p in self.back.written]


@pytest.fixture(scope="module", params=LANGS)
def round_(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Round:
    folder = tmp_path_factory.mktemp(f"back-{request.param}")
    issued = issue(folder, request.param)
    fill_in(issued, folder / "returned", request.param)
    back = Annotator(folder / "back")
    checked = check([folder / "returned"], each=back)
    return Round(request.param, issued.master, [c.path for c in issued.copies], folder, checked, back)


def test_every_copy_with_something_wrong_comes_back(round_: Round) -> None:
    wrong = {x.place.file for x in to_correct(round_.checked.findings)} - set(round_.checked.unusable)
    assert {path.name for path in round_.back.written} == wrong
    assert len(wrong) == 7
    assert [name for name, _ in round_.back.without] == round_.checked.unusable


def test_merging_gives_the_same(round_: Round) -> None:
    for path, back in round_.pairs:
        before = edits(round_.master, path)
        assert edits(round_.master, back) == before, path.name
        assert before


def test_nothing_that_was_typed_is_missing(round_: Round) -> None:
    issued = {text for path in round_.issued for _, _, text in texts(path)}
    for path, back in round_.pairs:
        # A certain repair is written as it was read; the list says what stood there. 45% is the number 0.45.
        repaired = {x.value for x in round_.checked.findings if x.place.file == path.name and x.code == "CEL100"}
        there = {text for _, _, text in texts(back)}
        missing = {
            (sheet, cell, text)
            for sheet, cell, text in texts(path)
            if text not in there | issued | repaired and number(text) not in there and f"={text}" not in there
        }
        assert not missing, path.name
        assert repaired <= set(sheet_texts(back, PROBLEMS_TITLE(round_.lang)).values())
        assert LEFT_TITLE(round_.lang) not in content(back), path.name


def number(text: str) -> str:
    return str(float(text[:-1]) / 100) if text.endswith("%") and text[:-1].isdigit() else text


def test_done_twice_it_is_the_same(round_: Round) -> None:
    for _, back in round_.pairs:
        again = write_annotated(*opened(back), round_.folder / "again")
        assert content(again) == content(back)


def test_the_same_gives_the_same_bytes(round_: Round) -> None:
    path, back = round_.pairs[0]
    assert annotated(path, round_.folder / "once-more").read_bytes() == back.read_bytes()


def test_the_list_leads_to_every_cell(round_: Round) -> None:
    """Errors are red, warnings amber; each line of the list leads to its cell, which has a note that says the same."""
    fills = {SEVERITY[Severity.ERROR](round_.lang): WRONG, SEVERITY[Severity.WARNING](round_.lang): DOUBTFUL}
    for path, back in round_.pairs:
        book, said = openpyxl.load_workbook(back), notes(back)
        page = book.worksheets[0]
        assert page.title == PROBLEMS_TITLE(round_.lang)
        lines = [row for row in page.iter_rows(min_row=6, min_col=2) if isinstance(row[0].value, int)]
        mine = [x for x in round_.checked.findings if x.place.file == path.name]
        assert [row[0].value for row in lines] == list(range(1, len(mine) + 1))
        assert sorted(str(row[7].value) for row in lines) == sorted(x.message(round_.lang) for x in mine)
        for _, level, sheet, cell, _, column, *_, message, hint, _ in lines:
            assert book[sheet.value]
            if cell.value is None:
                continue
            assert cell.hyperlink.location == f"'{sheet.value}'!{cell.value}"
            note = said[sheet.value, cell.value]
            assert message.value in note and hint.value in note
            if level.value in fills and column.value:
                fill = book[sheet.value][cell.value].fill.fgColor.rgb[2:]
                assert fill == WRONG[1:] or (fill == DOUBTFUL[1:] and fills[level.value] == DOUBTFUL)


CORRECT = {"date": dt.datetime(2026, 11, 19), "int": 7, "pct": 0.5, "num": 3, "money": 1000, "predecessors": None}
NAMES = {"zh": ("杨帆", "中"), "en": ("Yang Fan", "Medium")}


def test_corrected_and_sent_back(round_: Round) -> None:
    """Cells put right in the annotated file are readable, and what they say is an edit like others."""
    for path, back in round_.pairs:
        submission, findings = opened(back)
        assert submission.template is not None
        book = openpyxl.load_workbook(back)
        wrong = [x for x in findings if x.code.startswith("CEL") and x.severity is Severity.ERROR]
        for finding in wrong:
            place = finding.place
            kind = submission.template.table(place.form).column(place.field).kind.name
            person, choice = NAMES[round_.lang]
            value = {"ref": person, "one": choice, **CORRECT}[kind]
            cell = book[place.sheet][place.cell]
            cell.value = value
        corrected = round_.folder / "corrected" / path.name
        corrected.parent.mkdir(exist_ok=True)
        book.save(corrected)
        assert not [x for x in opened(corrected)[1] if x.code.startswith("CEL") and x.severity is Severity.ERROR]
        before = {e[:3]: e[5] for e in edits(round_.master, path)}
        after = {e[:3]: e[5] for e in edits(round_.master, corrected)}
        places = {(x.place.form, x.place.row_id, x.place.field) for x in wrong}
        assert {k: v for k, v in before.items() if k not in places} == {
            k: v for k, v in after.items() if k not in places
        }
        assert {before[k] for k in places & set(before)} <= {Outcome.REJECTED}
        # What can be read now may still change the frozen plan.
        rejected = [e for e in edits(round_.master, corrected) if e[:3] in places and e[5] is Outcome.REJECTED]
        assert {e[6] for e in rejected} <= {Reason.GATED}


def test_the_files_are_valid(round_: Round) -> None:
    found = openxml_errors(round_.back.written)
    assert {path.name: errors for path, errors in found.items() if errors} == {}


def test_libreoffice_opens_it_and_saves_the_same(round_: Round) -> None:
    path, back = round_.pairs[-1]
    saved = libreoffice_convert(back, "xlsx", round_.folder / "office")
    assert edits(round_.master, saved) == edits(round_.master, path)


def test_an_untouched_copy_is_written_as_it_was_issued(round_: Round) -> None:
    """Cell by cell, dropdowns and colours included; so nothing but the list is new, and nothing is left over."""
    for path in round_.issued[:2]:
        submission, findings = opened(path)
        again = openpyxl.load_workbook(write_annotated(submission, findings, round_.folder / "untouched"))
        issued = openpyxl.load_workbook(path)
        title = PROBLEMS_TITLE(round_.lang)
        assert again.sheetnames == [title, *issued.sheetnames]
        for sheet in issued.worksheets[1:]:
            other = again[sheet.title]
            assert cells_of(other) == cells_of(sheet), sheet.title
            marked = {cell for cell, colour in fills(other).items() if colour[2:] in (WRONG[1:], DOUBTFUL[1:])}
            assert {c for c, colour in fills(other).items() if colour != fills(sheet)[c]} == marked
            rules = [[(str(v.sqref), v.formula1) for v in s.data_validations.dataValidation] for s in (sheet, other)]
            assert rules[0] == rules[1]
            assert other.protection.sheet == sheet.protection.sheet
            assert other.freeze_panes == sheet.freeze_panes


def cells_of(sheet: Any) -> dict[str, tuple[object, str]]:
    """Values with their number formats."""
    return {c.coordinate: (c.value, c.number_format) for row in sheet.iter_rows() for c in row if c.value is not None}


def fills(sheet: Any) -> dict[str, str]:
    """The colours of cells."""
    return {c.coordinate: c.fill.fgColor.rgb for row in sheet.iter_rows() for c in row}


def test_why_a_file_does_not_come_back(round_: Round, tmp_path: Path) -> None:
    foreign = next(p for p in (round_.folder / "returned").iterdir() if p.name in round_.checked.unusable)
    for path in (foreign, round_.master):
        submission, findings = opened(path)
        assert why_not(submission, findings) is not None
        assert annotate_file(submission, findings, tmp_path / "back") is None
    assert not (tmp_path / "back").exists()
