"""The workbook of findings: what it says, where its links lead, and what other programs make of it."""

from __future__ import annotations

import hashlib
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

import judges
from faces.made import FILES, HOSTILE, RD, ROUND, hostile
from xlplan.core.finding import SEVERITY, Finding, Place
from xlplan.core.tally import by_department, by_file
from xlplan.core.text import LANGS, Lang
from xlplan.core.where import at
from xlplan.excel import findings_book
from xlplan.excel.filelink import encoded, file_link
from xlplan.excel.findings_book import FIRST_ROW, HEADER_ROW, KEY_ROW, LIST, SUMMARY, write_findings
from xlplan.excel.findings_columns import COLUMNS

KEYS = ("code", "form", "row_id", "field", "file")


def _read(path: Path, lang: Lang) -> tuple[Worksheet, Worksheet]:
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == [SUMMARY(lang), LIST(lang)]
    return book[SUMMARY(lang)], book[LIST(lang)]


def _rows(sheet: Worksheet) -> list[dict[str, str]]:
    """The rows by the hidden keys, as a reader of the file finds them."""
    keys, _, *rows = [["" if v is None else v for v in row] for row in sheet.iter_rows(values_only=True)]
    return [dict(zip(keys, row, strict=True)) for row in rows]


@pytest.mark.parametrize("lang", LANGS)
def test_rows_say_what_the_findings_say(tmp_path: Path, lang: Lang) -> None:
    write_findings(tmp_path / "f.xlsx", FILES, ROUND, lang, base="../收回")
    _, sheet = _read(tmp_path / "f.xlsx", lang)
    rows = _rows(sheet)
    assert len(rows) == len(ROUND)
    for row, finding in zip(rows, ROUND, strict=True):
        place, accepted = finding.place, finding.accepted
        assert [row[k] for k in KEYS] == [finding.code, place.form, place.row_id, place.field, place.file]
        assert row["severity"] == SEVERITY[finding.severity](lang)
        assert (row["message"], row["hint"]) == (finding.message(lang), finding.hint(lang))
        assert (row["shown_file"], row["place"], row["value"]) == (place.file, at(place, lang), finding.value)
        assert (row["department"], row["owner"]) == (finding.concern.department, finding.concern.owner)
        assert row["reason"] == "", "that is for people to fill in"
        told = [row[f"accepted_{k}"] for k in ("reason", "by", "on", "until")]
        assert told == (["客户已同意", "王强", "2026-11-18", "2026-12-04"] if accepted else [""] * 4)


def test_how_the_list_is_laid_out(tmp_path: Path) -> None:
    write_findings(tmp_path / "f.xlsx", FILES, ROUND, "zh")
    _, sheet = _read(tmp_path / "f.xlsx", "zh")
    assert sheet.row_dimensions[KEY_ROW + 1].hidden and not sheet.row_dimensions[HEADER_ROW + 1].hidden
    assert [c.value for c in sheet[HEADER_ROW + 1]] == [c.title("zh") for c in COLUMNS]
    assert sheet.freeze_panes == "C3" and sheet.print_title_rows == "$2:$2"
    assert sheet.auto_filter.ref == f"A2:S{FIRST_ROW + len(ROUND)}", "sorting takes the hidden columns along"
    assert sheet.page_setup.orientation == "landscape" and sheet.page_setup.fitToHeight == 0
    fills = {row[0].value: row[0].fill.fgColor.rgb for row in sheet.iter_rows(min_row=FIRST_ROW + 1)}
    assert len(set(fills.values())) == 3, "each severity has its word and its colour"
    hidden = {c.key for c in COLUMNS if c.hidden}
    assert hidden == set(KEYS)


def test_the_summary_counts(tmp_path: Path) -> None:
    write_findings(tmp_path / "f.xlsx", FILES, ROUND, "zh")
    sheet, listed = _read(tmp_path / "f.xlsx", "zh")
    cells = {row[0].value: row for row in sheet.iter_rows(min_row=3) if row[0].value}
    for name, counts in by_department(ROUND).items():
        assert [c.value for c in cells[name or "（未指明部门）"][1:5]] == list(counts.values)
    for name, counts in by_file(FILES, ROUND).items():
        assert [c.value for c in cells[name][1:5]] == list(counts.values)
    assert [c.value for c in cells["合计"][1:5]] == [3, 2, 3, 1]
    link = cells["市场部.xlsx"][0].hyperlink
    assert link.location == "'问题清单'!A8" and listed["E8"].value == "市场部.xlsx"
    assert cells["客服部.xlsx"][0].hyperlink is None


def test_places_are_links_into_the_files(tmp_path: Path) -> None:
    odd = Finding(ROUND[0].type, Place("a b#c?d%20.xlsx", "O'Neil's # 表", "B3"), {"column": ""})
    packed = Finding(ROUND[0].type, Place("收回.zip/a.xlsx", "表", "B3"), {"column": ""})
    write_findings(tmp_path / "f.xlsx", FILES, [*ROUND, odd, packed], "zh", base="../收回")
    _, sheet = _read(tmp_path / "f.xlsx", "zh")
    links = {row[5].row - FIRST_ROW - 1: row[5].hyperlink for row in sheet.iter_rows(min_row=FIRST_ROW + 1)}
    assert (links[0].target, links[0].location) == ("../收回/研发部%20第3轮.xlsx", "'项目进度跟踪表'!W9")
    assert links[7] is None, "no place in the file, no link"
    assert (links[8].target, links[8].location) == ("../收回/计划.yaml", None)
    assert unquote(links[9].target) == "../收回/a b#c?d%20.xlsx" and "#" not in links[9].target
    assert links[9].location == "'O''Neil''s # 表'!B3"
    assert links[10].target == "../收回/收回.zip"


def test_links_that_no_program_opens_are_texts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert file_link("x" * 3_000, Place()) is None and file_link("", Place("f", "s", "A1")) is None
    assert file_link("a\nb", Place()) is None
    assert encoded("C:/data/a b.xlsx") == "file:///C:/data/a%20b.xlsx" and encoded("/a.xlsx") == "file:///a.xlsx"
    monkeypatch.setattr(findings_book, "MOST_LINKS", 2)
    write_findings(tmp_path / "f.xlsx", FILES, ROUND, "zh")
    _, sheet = _read(tmp_path / "f.xlsx", "zh")
    assert [bool(row[5].hyperlink) for row in sheet.iter_rows(min_row=FIRST_ROW + 1)] == [True] * 2 + [False] * 7
    assert sheet["F5"].value == "项目进度跟踪表!B11"


def test_texts_stay_texts(tmp_path: Path) -> None:
    path = tmp_path / "f.xlsx"
    write_findings(path, HOSTILE, hostile(), "zh")
    summary, sheet = _read(path, "zh")
    assert {c.data_type for row in [*sheet.iter_rows(), *summary.iter_rows()] for c in row} <= {"s", "n"}
    for row, text in zip(_rows(sheet), HOSTILE, strict=True):
        assert [row[k] for k in ("message", "value", "owner", "row_id", "file")] == [text] * 5
    with zipfile.ZipFile(path) as package:
        assert not any(b"<f>" in package.read(n) for n in package.namelist() if n.startswith("xl/worksheets/sheet"))
        for name in package.namelist():
            if name.endswith(".rels") and "worksheets" in name:
                for link in ElementTree.fromstring(package.read(name)):
                    assert not re.match(r"(?!file:)[a-z]+:|//", str(link.get("Target"))), link.get("Target")


def test_long_texts_fit_into_cells(tmp_path: Path) -> None:
    write_findings(tmp_path / "f.xlsx", FILES, [replace(ROUND[0], value="长" * 40_000)], "zh")
    _, sheet = _read(tmp_path / "f.xlsx", "zh")
    assert len(_rows(sheet)[0]["value"]) == 32_000 and (sheet.row_dimensions[3].height or 0) <= 409


def test_columns_that_hold_nothing_are_hidden(tmp_path: Path) -> None:
    write_findings(tmp_path / "f.xlsx", FILES, [ROUND[7]], "zh")
    _, sheet = _read(tmp_path / "f.xlsx", "zh")
    assert sheet.column_dimensions["C"].hidden and sheet.column_dimensions["K"].hidden
    assert not sheet.column_dimensions["E"].hidden


def test_same_input_same_bytes(tmp_path: Path) -> None:
    digests = set()
    for name in ("a.xlsx", "b.xlsx"):
        write_findings(tmp_path / name, FILES, ROUND, "zh")
        digests.add(hashlib.sha256((tmp_path / name).read_bytes()).hexdigest())
    assert len(digests) == 1


@pytest.mark.slow
def test_what_others_say(tmp_path: Path) -> None:
    paths = [tmp_path / f"{name}.xlsx" for name in ("zh", "en", "hostile", "none")]
    for lang, path in zip(LANGS, paths, strict=False):
        write_findings(path, FILES, ROUND, lang, base="../收回")
    write_findings(paths[2], HOSTILE, hostile(), "zh", base=f"../O'Neil & {RD}")
    write_findings(paths[3], FILES, [], "zh")
    told = judges.openxml_errors(paths)
    assert {p.name: errors for p, errors in told.items() if errors} == {}
    for pdf in judges._convert(paths, "pdf", tmp_path / "pdf", recalculate=False):
        assert pdf.read_bytes().startswith(b"%PDF")
    saved = judges.libreoffice_convert(paths[0], "ods", tmp_path / "ods")
    with zipfile.ZipFile(saved) as package:
        content = package.read("content.xml").decode("utf-8")
    assert "研发部%20第3轮.xlsx#&apos;项目进度跟踪表&apos;!W9" in content, "LibreOffice reads the links"
