"""The judges judge: each one tells good from bad, so that its silence elsewhere means something."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

import judges

SHEET = "计划"


def write_workbook(path: Path) -> Path:
    """A workbook whose stored results are all wrong."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet(SHEET)
        sheet.write_formula("A1", "=1+1", None, 999)
        sheet.write_string("A2", "甲")
        sheet.write_formula("A3", '=A2&"乙"', None, "wrong")
        sheet.write_formula("A4", "=1/0", None, 0)
        sheet.write_formula("A5", "=A1=2", None, 0)
        sheet.write_formula("AB12", "=A1*10", None, -1)
    return path


def replace_in_sheet(good: Path, changed: Path, old: bytes, new: bytes) -> Path:
    """Copy a workbook with other bytes in the XML of its first sheet."""
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(changed, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                assert old in data
                data = data.replace(old, new)
            target.writestr(name, data)
    return changed


def first_cell(path: Path) -> object:
    return CalamineWorkbook.from_path(path).get_sheet_by_name(SHEET).to_python()[0][0]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write_workbook(tmp_path / "book.xlsx")


@pytest.mark.slow
def test_openxml_passes_a_good_file_and_names_what_is_bad(book: Path, tmp_path: Path) -> None:
    bad = replace_in_sheet(book, tmp_path / "bad.xlsx", b"</sheetData>", b"<nonsense/></sheetData>")
    junk = tmp_path / "junk.xlsx"
    junk.write_bytes(b"not a workbook")
    told = judges.openxml_errors([book, bad, junk])
    assert told[book] == []
    assert len(told[bad]) == 1
    assert told[bad][0].startswith("Schema: ")
    assert "nonsense" in told[bad][0]
    assert told[junk][0].startswith("Exception: ")


@pytest.mark.slow
def test_openxml_tells_one_office_version_from_another(book: Path, tmp_path: Path) -> None:
    # An attribute that came with Office 2010 is an error before it.
    newer = replace_in_sheet(
        book,
        tmp_path / "newer.xlsx",
        b'<row r="1"',
        b'<row xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac" x14ac:dyDescent="0.25" r="1"',
    )
    told = judges.openxml_errors([newer], versions=("Office2007", "Office2013", "Microsoft365"))[newer]
    assert len(told) == 1
    assert told[0].startswith("Office2007: Schema: ")


def test_openxml_refuses_a_version_it_does_not_know(book: Path) -> None:
    with pytest.raises(ValueError, match="Office95"):
        judges.openxml_errors([book], versions=["Office95"])


@pytest.mark.slow
def test_libreoffice_recalculates_and_several_files_at_once(book: Path, tmp_path: Path) -> None:
    other = write_workbook(tmp_path / "另一本 with spaces.xlsx")
    recalculated = judges.libreoffice_recalculated([book, other], tmp_path / "out")
    assert [path.name for path in recalculated] == [book.name, other.name]
    assert [first_cell(path) for path in recalculated] == [2, 2]
    assert first_cell(book) == 999, "the plain file keeps the stored value"
    rows = CalamineWorkbook.from_path(recalculated[0]).get_sheet_by_name(SHEET).to_python()
    assert rows[2][0] == "甲乙"
    assert rows[11][27] == 20


@pytest.mark.slow
def test_libreoffice_conversion_alone_keeps_stored_values(book: Path, tmp_path: Path) -> None:
    assert first_cell(judges.libreoffice_convert(book, "ods", tmp_path / "out")) == 999
    assert first_cell(judges.libreoffice_convert(book, "xlsx", tmp_path / "out")) == 999


@pytest.mark.slow
def test_libreoffice_that_makes_nothing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(judges.JudgeError, match=r"nowhere\.xlsx"):
        judges.libreoffice_convert(tmp_path / "nowhere.xlsx", "pdf", tmp_path / "out")


def test_libreoffice_never_replaces_what_it_reads(book: Path) -> None:
    with pytest.raises(ValueError, match="replace"):
        judges.libreoffice_recalculated([book], book.parent)
    with pytest.raises(ValueError, match="same name"):
        judges.libreoffice_recalculated([book, book], book.parent / "out")


@pytest.mark.slow
def test_a_printed_workbook_becomes_pictures(tmp_path: Path) -> None:
    path = tmp_path / "pages.xlsx"
    with xlsxwriter.Workbook(path) as made:
        for number in range(3):
            made.add_worksheet(f"第{number + 1}页").write_string("A1", "计划")
    pages = judges.pdf_pages(judges.libreoffice_convert(path, "pdf", tmp_path), tmp_path / "pages")
    assert len(pages) == 3
    assert all(page.read_bytes().startswith(b"\x89PNG") for page in pages)


def test_ironcalc_computes_anew(book: Path) -> None:
    values = judges.ironcalc_values(book, {SHEET: ["A1", "A2", "A3", "A4", "A5", "$AB$12", "C1"]})
    assert values == {SHEET: {"A1": 2, "A2": "甲", "A3": "甲乙", "A4": "#DIV/0!", "A5": True, "$AB$12": 20, "C1": None}}


def test_ironcalc_that_cannot_read_is_an_error(tmp_path: Path) -> None:
    junk = tmp_path / "junk.xlsx"
    junk.write_bytes(b"not a workbook")
    with pytest.raises(judges.JudgeError, match="junk"):
        judges.ironcalc_values(junk, {SHEET: ["A1"]})


@pytest.mark.slow
def test_chromium_runs_a_script_and_draws_the_page(tmp_path: Path) -> None:
    path = tmp_path / "页面.html"
    path.write_text("<meta charset=utf-8><p id=p>no</p><script>p.textContent = 1 + 1</script>", encoding="utf-8")
    with judges.chromium() as browser:
        page = browser.new_page()
        page.goto(path.as_uri())
        assert page.text_content("#p") == "2"
        assert page.screenshot().startswith(b"\x89PNG")


def test_a_missing_judge_skips_or_fails_but_never_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(judges.REQUIRE_VARIABLE, raising=False)
    with pytest.raises(pytest.skip.Exception, match="missing judge: Solomon"):
        judges.judge_missing("Solomon", "busy")
    monkeypatch.setenv(judges.REQUIRE_VARIABLE, "1")
    with pytest.raises(pytest.fail.Exception, match="missing judge: Solomon"):
        judges.judge_missing("Solomon", "busy")
