"""Every reason why a file gives no workbook, on a file made for it; honest oddities are none."""

from __future__ import annotations

import os
import struct
import warnings
from dataclasses import replace
from pathlib import Path

import pytest

from hostile.crafted import FAR_CORNERS, MAIN, OLE, save, sheet, simple, workbook_parts, zipped
from xlplan.core.raw import RawWorkbook, Unreadable
from xlplan.excel.preflight import Limits, preflight
from xlplan.excel.rawread import read_one, read_raw

CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'


def with_parts(**parts: str | bytes) -> bytes:
    return zipped(workbook_parts(sheet(CELL)) | {name.replace("__", "/"): part for name, part in parts.items()})


def doubled(second: str) -> bytes:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # zipfile is right to complain
        return zipped([*workbook_parts(sheet(CELL)).items(), (second, sheet(CELL))])


def lying_size() -> bytes:
    """A sheet of 2 MB whose directory entry promises ten bytes."""
    data = bytearray(simple("<!--" + " " * 2_000_000 + "-->" + CELL))
    directory = data.rindex(b"xl/worksheets/sheet1.xml") - 46
    struct.pack_into("<L", data, directory + 24, 10)
    return bytes(data)


def encrypted_entry() -> bytes:
    data = bytearray(simple())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    return bytes(data)


SHEET = "xl/worksheets/sheet1.xml"
FAR = {"cell": "XFD1048576", "sheet": "S1"}
CASES: dict[str, tuple[bytes, str, dict[str, str]]] = {
    "nothing in it": (b"", "empty-file", {}),
    "half downloaded": (simple()[:700], "truncated", {}),
    "last byte range lost": (simple()[:-30], "truncated", {}),
    "damaged part": (simple().replace(b"PK\x03\x04", b"PK\x03\x05"), "not-a-workbook", {"kind": "unknown"}),
    "size that lies": (lying_size(), "truncated", {"part": "xl/worksheets/sheet1.xml"}),
    "text": ("项目计划\n研发部".encode(), "not-a-workbook", {"kind": "text"}),
    "text in GBK": ("项目计划\n研发部".encode("gbk"), "not-a-workbook", {"kind": "text"}),
    "csv": ("编号,名称\n1,需求\n".encode("utf-8-sig"), "not-a-workbook", {"kind": "csv"}),
    "html": (b"\n<html xmlns:x=''><table><tr><td>1</td></table>", "not-a-workbook", {"kind": "html"}),
    "pdf": (b"%PDF-1.7\n", "not-a-workbook", {"kind": "pdf"}),
    "picture": (b"\x89PNG\r\n\x1a\n\0\0", "not-a-workbook", {"kind": "image"}),
    "other zip": (zipped({"a/b.txt": "hello"}), "not-a-workbook", {"kind": "zip"}),
    "workbooks in a zip": (zipped({"研发部.xlsx": simple()}), "not-a-workbook", {"kind": "zip"}),
    "other archive": (b"Rar!\x1a\x07\0\0\0", "not-a-workbook", {"kind": "zip"}),
    "lock file": (b"\x05Name" + b"\0" * 160, "not-a-workbook", {"kind": "unknown"}),
    "password": (OLE + "EncryptedPackage".encode("utf-16-le") * 2, "encrypted", {"by": "password"}),
    "zip password": (encrypted_entry(), "encrypted", {"by": "password"}),
    "company encryption": (b"%TSD-Header-###%" + bytes(range(256)), "encrypted", {"by": "drm"}),
    "other old format": (OLE + "WordDocument".encode("utf-16-le"), "not-a-workbook", {"kind": "unknown"}),
    "damaged .xls": (OLE + "Workbook\0".encode("utf-16-le") + b"\0" * 4096, "reader-error", {}),
    "bomb in a sheet": (with_parts(xl__bomb__xml=b"<a>" + b" " * (65 << 20)), "too-large", {"what": "part"}),
    "bomb of sheets": (
        zipped(workbook_parts(*["<worksheet>" + " " * (60 << 20)] * 5)), "too-large", {"what": "package"}
    ),
    "endless text": (
        simple(f'<row><c t="inlineStr"><is><t>{"长" * 400_000}</t></is></c></row>'),
        "too-large", {"what": "text"},
    ),
    "many parts": (with_parts(**{f"p{n}": b"" for n in range(1001)}), "too-many-parts", {"limit": "1000"}),
    "cells in far corners": (simple(FAR_CORNERS), "used-range", FAR),
    "cell outside": (simple('<row><c r="XFE1"><v>1</v></c></row>'), "used-range", {"cell": "XFE1"}),
    "row outside": (simple('<row><c r="A1048577"><v>1</v></c></row>'), "used-range", {"cell": "A1048577"}),
    "absurd cell": (simple('<row><c r="ZZZZZ9"><v>1</v></c></row>'), "used-range", {"cell": "ZZZZZ9"}),
    "no cell name": (simple('<row><c r="七"><v>1</v></c></row>'), "used-range", {}),
    "spelt in entities": (simple(FAR_CORNERS.replace("XFD", "&#88;&#x46;D")), "used-range", FAR),
    "in single quotes": (
        simple(FAR_CORNERS.replace('"XFD1048576"', "\n'XFD1048576'")), "used-range", FAR
    ),
    "behind a bracket": (simple(FAR_CORNERS.replace("<c r", '<c x=">" r')), "used-range", FAR),
    "cells without names": (
        simple(f'{CELL}<row r="1048576">{"<c><v>1</v></c>" * 20}</row>'), "used-range", {"cell": "T1048576"}
    ),
    "entities": (
        zipped(workbook_parts(f'<!DOCTYPE x [<!ENTITY a "b">]>{sheet(CELL)}')), "dtd", {"part": SHEET}
    ),
    "entities behind a comment": (
        zipped(workbook_parts(sheet(CELL), strings='<?xml version="1.0"?><!-- --><!DOCTYPE sst><sst/>')),
        "dtd", {"part": "xl/sharedStrings.xml"},
    ),
    "entities in UTF-16": (zipped(workbook_parts(f"<!DOCTYPE x>{sheet(CELL)}".encode("utf-16"))), "dtd", {}),
    "part twice": (doubled(SHEET), "duplicate-part", {"part": SHEET}),
    "part twice in capitals": (doubled("XL\\worksheets/Sheet1.xml"), "duplicate-part", {}),
    "path upwards": (doubled("xl/../../etc/passwd"), "unsafe-path", {"part": "xl/../../etc/passwd"}),
    "path from the root": (doubled("/etc/passwd"), "unsafe-path", {}),
    "path on a drive": (doubled("C:\\x.xml"), "unsafe-path", {}),
    "not well-formed": (zipped(workbook_parts(sheet("<row>"))), "reader-error", {}),
    "sheet missing": (
        zipped({k: v for k, v in workbook_parts(sheet(CELL)).items() if "sheet1" not in k}), "reader-error",
        {"detail": "sheet S1: no xl/worksheets/sheet1.xml"},
    ),
    "string missing": (simple('<row><c r="A1" t="s"><v>7</v></c></row>'), "reader-error", {}),
    "no sheet": (zipped(workbook_parts()), "reader-error", {"detail": "no worksheet"}),
}  # fmt: skip


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, RawWorkbook | Unreadable]:
    """All cases in one go, with a good file at the end that must not suffer from its neighbours."""
    folder = tmp_path_factory.mktemp("hostile")
    paths = [save(folder, data, f"{n}.xlsx") for n, (data, _, _) in enumerate(CASES.values())]
    good = save(folder, simple(), "good.xlsx")
    found = list(read_raw([*paths, good]))
    assert [result.path for result in found] == [*paths, good]
    return dict(zip([*CASES, "good"], found, strict=True))


@pytest.mark.parametrize("case", CASES)
def test_refused(case: str, results: dict[str, RawWorkbook | Unreadable]) -> None:
    _, code, params = CASES[case]
    result = results[case]
    assert isinstance(result, Unreadable)
    assert (result.code, params.items() <= result.params.items()) == (code, True), result
    assert all("\n" not in value for value in result.params.values())


def test_good_neighbour(results: dict[str, RawWorkbook | Unreadable]) -> None:
    good = results["good"]
    assert isinstance(good, RawWorkbook)
    assert good.sheets[0].rows == [[1]]


def test_not_found_and_folder(tmp_path: Path) -> None:
    missing, folder = read_raw([tmp_path / "missing.xlsx", tmp_path])
    assert isinstance(missing, Unreadable)
    assert isinstance(folder, Unreadable)
    assert (missing.code, folder.code) == ("not-found", "not-a-workbook")


def test_locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "used by another process")

    path = save(tmp_path, simple())
    monkeypatch.setattr(os, "open", refuse)
    result = preflight(path, Limits())
    assert isinstance(result, Unreadable)
    assert result.code == "locked"


@pytest.mark.parametrize(
    ("limits", "what"),
    [(replace(Limits(), file_bytes=100), "file"), (replace(Limits(), ratio=5, ratio_from=1 << 20), "ratio")],
)
def test_too_large_by_other_measures(tmp_path: Path, limits: Limits, what: str) -> None:
    path = save(tmp_path, simple("<!--" + " " * (2 << 20) + "-->"))
    result = preflight(path, limits)
    assert isinstance(result, Unreadable)
    assert (result.code, result.params["what"]) == ("too-large", what)


HONEST = {
    "styled blank cell in the far corner": simple(f'{CELL}<row r="1048576"><c r="XFD1048576" s="0"/></row>'),
    "large picture": with_parts(**{"xl__media__film.mp4": bytes(70 << 20)}),
    "strings that announce too many": zipped(
        workbook_parts(sheet(CELL), strings=f'<sst xmlns="{MAIN}" count="9" uniqueCount="99999999999999"><si/></sst>')
    ),
    "backslashes": zipped({name.replace("/", "\\"): part for name, part in workbook_parts(sheet(CELL)).items()}),
    "UTF-16": zipped(workbook_parts(f'<?xml version="1.0" encoding="UTF-16"?>{sheet(CELL)}'.encode("utf-16"))),
    "GBK": zipped(workbook_parts(f'<?xml version="1.0" encoding="GBK"?><!-- 表 -->{sheet(CELL)}'.encode("gbk"))),
    "impossible dimension": zipped(
        workbook_parts(sheet(CELL).replace("<sheetData>", '<dimension ref="1:4"/><sheetData>'))
    ),
    "control character": simple(f'{CELL}<row r="2"><c r="A2" t="inlineStr"><is><t>\x01</t></is></c></row>'),
    "DTD in a comment of a sheet": simple(f"<!-- <!DOCTYPE html> -->{CELL}"),
}


@pytest.mark.parametrize("case", HONEST)
def test_odd_but_readable(case: str, tmp_path: Path) -> None:
    result = read_one(save(tmp_path, HONEST[case]))
    assert isinstance(result, RawWorkbook), result
    assert result.sheets[0].rows[0] == [1]
