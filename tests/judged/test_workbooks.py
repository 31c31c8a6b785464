"""What programs other than ours say of every kind of workbook."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest

import judges
from judged.books import DEPARTMENTS, LONG, TEXTS, Written, hostile_plan, write_all
from parity.engines import read_values
from parity.plans import small_template
from xlplan.app.books import open_master
from xlplan.calculate.compute import compute
from xlplan.core.kinds.text import CodeKind
from xlplan.core.normal import clean, tidy
from xlplan.core.raw import RawWorkbook
from xlplan.document.dump import to_json
from xlplan.excel.master import write_master
from xlplan.excel.rawread import read_raw
from xlplan.model.plan import Plan
from xlplan.template.resolve import Template

pytestmark = pytest.mark.slow

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> list[Written]:
    return write_all(tmp_path_factory.mktemp("books"))


@pytest.fixture(scope="module")
def raw(books: list[Written]) -> dict[Path, RawWorkbook]:
    found = {}
    for book, read in zip(books, read_raw(b.path for b in books), strict=True):
        assert isinstance(read, RawWorkbook), read
        found[book.path] = read
    return found


def _one_of_each(books: list[Written]) -> list[Path]:
    """The first of each kind and language."""
    return list({(b.kind, b.plan.language): b.path for b in reversed(books)}.values())


def test_every_kind_is_there(books: list[Written]) -> None:
    kinds = [(b.kind, b.plan.language) for b in books]
    assert kinds.count(("hostile copy", "zh")) == len(DEPARTMENTS)
    assert kinds.count(("sample copy", "zh")) == kinds.count(("sample copy", "en")) == 6
    assert {k for k in kinds if kinds.count(k) == 1} == {
        ("hostile", "zh"), ("sample", "zh"), ("sample", "en"), ("blank", "zh"), ("blank", "en"),
    }  # fmt: skip


def test_the_standard(books: list[Written]) -> None:
    told = judges.openxml_errors([b.path for b in books], ["Office2013"])
    assert {path.name: errors for path, errors in told.items() if errors} == {}


def test_the_newest_version(books: list[Written]) -> None:
    told = judges.openxml_errors(_one_of_each(books), ["Microsoft365"])
    assert {path.name: errors for path, errors in told.items() if errors} == {}


def test_they_open_and_print_in_libreoffice(books: list[Written], tmp_path: Path) -> None:
    # All in one start; a page full of the longest texts takes long, so one language of each kind.
    kinds = list({b.kind: b.path for b in books}.values())
    pages = judges._convert(kinds, "pdf", tmp_path, recalculate=False)
    assert len(pages) == 5
    for path in pages:
        content = path.read_bytes()
        assert content.startswith(b"%PDF") and len(content) > 20_000, path.name


# --- what makes Excel offer a repair though the standard allows it ------------------------------------


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda m: chr(int(m[1], 16)), text)


def _parts(path: Path, prefix: str) -> Iterator[tuple[str, ElementTree.Element]]:
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if name.startswith(prefix) and name.endswith(".xml"):
                yield name, ElementTree.fromstring(package.read(name))


def _tables(path: Path) -> Iterator[tuple[str, ElementTree.Element]]:
    """The tables of a workbook with the names of their sheets."""
    with zipfile.ZipFile(path) as package:
        book = ElementTree.fromstring(package.read("xl/workbook.xml"))
        for n, sheet in enumerate(book.iter(f"{MAIN}sheet"), 1):  # xlsxwriter numbers the parts in order
            relations = f"xl/worksheets/_rels/sheet{n}.xml.rels"
            if relations in package.namelist():
                for relation in ElementTree.fromstring(package.read(relations)):
                    if str(relation.get("Type")).endswith("/table"):
                        part = str(relation.get("Target")).replace("..", "xl")
                        yield str(sheet.get("name")), ElementTree.fromstring(package.read(part))


def test_tables_are_headed_as_their_cells(books: list[Written]) -> None:
    seen = 0
    for path in _one_of_each(books):
        values = read_values(path)
        for sheet, root in _tables(path):
            row = re.sub(r"\D", "", str(root.get("ref")).partition(":")[0])
            names = [_unescaped(str(c.get("name"))) for c in root.iter(f"{MAIN}tableColumn")]
            folded = [n.casefold() for n in names]
            assert len(set(folded)) == len(folded), (sheet, names)
            assert all(0 < len(n) <= 255 for n in names)
            cells = [v for c, v in values[sheet].items() if re.sub(r"\D", "", c) == row]
            assert cells[: len(names)] == names, (path.name, sheet)
            seen += 1
    assert seen > 50


def test_limits_of_excel(books: list[Written]) -> None:
    for book in books:
        with zipfile.ZipFile(book.path) as package:
            workbook = ElementTree.fromstring(package.read("xl/workbook.xml"))
        sheets = [str(s.get("name")) for s in workbook.iter(f"{MAIN}sheet")]
        assert len({s.casefold() for s in sheets}) == len(sheets)
        for name in sheets:
            assert 0 < len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name), name
            assert name.strip("'") == name and name.casefold() != "history"
        for part, root in _parts(book.path, "xl/worksheets/"):
            for value in root.iter(f"{MAIN}v"):
                assert len(value.text or "") <= 32_767, part
            for item in root.iter(f"{MAIN}oddFooter"):
                assert len(item.text or "") <= 255, part
            for rule in root.iter(f"{MAIN}dataValidation"):
                assert len(rule.get("promptTitle", "")) <= 32 and len(rule.get("errorTitle", "")) <= 32
                assert len(rule.get("prompt", "")) <= 255 and len(rule.get("error", "")) <= 225
                assert len(rule.findtext(f"{MAIN}formula1") or "") <= 255


# --- what other readers make of the input cells ---------------------------------------------------


def _plain(value: Any) -> Any:
    """A value as both libraries could have given it."""
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date()
    if isinstance(value, str):
        return value.replace("\r\n", "\n") or None
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def test_two_libraries_read_the_same_cells(books: list[Written], raw: dict[Path, RawWorkbook]) -> None:
    """All cells but formulas; text is text, never a formula, a link or a number."""
    for path in _one_of_each(books):
        plain = openpyxl.load_workbook(path)
        assert plain.sheetnames == [s.name for s in raw[path].sheets]
        compared = 0
        for sheet, ours in zip(plain.worksheets, raw[path].sheets, strict=True):
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.data_type == "f":
                        continue
                    theirs = _plain(cell.value)
                    mine = _plain(ours.cell(cell.row - 1, cell.column - 1).value)
                    assert mine == theirs, f"{path.name} '{sheet.title}'!{cell.coordinate}"
                    compared += theirs is not None
        assert compared > 300


def _shown(raw: RawWorkbook) -> set[str]:
    return {str(v) for sheet in raw.sheets for row in sheet.rows for v in row if isinstance(v, str)}


def test_hostile_texts_arrive_as_they_are(books: list[Written], raw: dict[Path, RawWorkbook]) -> None:
    master = next(b.path for b in books if b.kind == "hostile")
    texts = _shown(raw[master])
    assert set(TEXTS) <= texts
    assert {d.strip() for d in DEPARTMENTS} <= texts
    written = {f for sheet in raw[master].sheets for f in sheet.formulas.values()}
    assert not any(text.startswith("=") and text[1:] in written for text in TEXTS)
    copies = [b.path for b in books if b.kind == "hostile copy"]
    for text in TEXTS:
        assert any(text in _shown(raw[path]) for path in copies), text[:40]


def test_links_are_our_own(books: list[Written]) -> None:
    for book in books:
        with zipfile.ZipFile(book.path) as package:
            for name in package.namelist():
                assert not name.startswith("xl/externalLinks"), name
                if name.endswith(".rels"):
                    assert b'TargetMode="External"' not in package.read(name), name


def test_the_hostile_plan_comes_back(books: list[Written]) -> None:
    book = next(b for b in books if b.kind == "hostile")
    plan = open_master(book.path).plan
    for table, rows in book.plan.tables.items():
        for id_, row in rows.items():
            for key, value in row.model_dump(exclude={"id", "extras"}).items():
                meant: Any = value
                if isinstance(value, str) and book.template.table(table).has(key):
                    is_code = isinstance(book.template.table(table).column(key).kind, CodeKind)
                    meant = clean(value) if is_code else tidy(value)
                assert plan.rows(table)[id_].model_dump()[key] == meant, (table, id_, key)
    assert [s.name for s in plan.carried] == ["my 'own' notes", "MY 'OWN' NOTES (2)", "_______" + "名" * 24]
    assert [s.rows for s in plan.carried] == [s.rows for s in book.plan.carried]


def test_long_texts_are_whole(raw: dict[Path, RawWorkbook]) -> None:
    master = next(r for p, r in raw.items() if p.name == "hostile-zh.xlsx")
    assert sum(v == LONG for sheet in master.sheets for row in sheet.rows for v in row) >= 8


# --- footers --------------------------------------------------------------------------------------


def _footers(path: Path) -> list[str]:
    return [str(f.text) for _, root in _parts(path, "xl/worksheets/") for f in root.iter(f"{MAIN}oddFooter")]


def _hostile_basic(path: Path, **changes: Any) -> list[str]:
    template = small_template()
    plan = hostile_plan("zh")
    plan = plan.with_tables({"basic": {"basic": plan.basic.model_copy(update=changes)}})
    write_master(path, plan, template, compute(plan, template), "{}")
    return _footers(path)


def test_a_footer_may_begin_with_a_digit(tmp_path: Path) -> None:
    footers = _hostile_basic(tmp_path / "m.xlsx", code="2026-05")
    assert footers and not any(re.search(r"&8\d", footer) for footer in footers)


def test_a_long_footer_is_cut(tmp_path: Path) -> None:
    footers = _hostile_basic(tmp_path / "m.xlsx", plan_version="版" * 300)
    assert footers and all(len(footer) <= 255 for footer in footers)


# --- equal plans give equal bytes -----------------------------------------------------------------


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _write(path: Path, plan: Plan, template: Template) -> str:
    write_master(path, plan, template, compute(plan, template), to_json(plan, template))
    return _digest(path)


def test_bytes_do_not_change(books: list[Written], tmp_path: Path) -> None:
    """Written a second time, seconds later and elsewhere, masters and copies are the same to the byte."""
    first = {b.path.name: _digest(b.path) for b in books if b.plan.language == "zh"}
    again = {b.path.name: _digest(b.path) for b in write_all(tmp_path, ("zh",))}
    assert again == first


def test_bytes_do_not_depend_on_the_process(tmp_path: Path) -> None:
    """Nor on hash seeds, time zones and the day."""
    program = (
        "import sys; from pathlib import Path; sys.path[:0] = sys.argv[1].split('|')\n"
        "from judged.test_workbooks import _write; from parity.plans import sample_plan\n"
        "print(_write(Path(sys.argv[2]), *sample_plan('zh')))"
    )
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", program, "|".join(sys.path), str(tmp_path / f"{seed}.xlsx")],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
        )
        for seed, zone in (("1", "Asia/Shanghai"), ("2", "America/New_York"))
    ]
    digests = [run.communicate()[0].strip() for run in runs]
    assert len(digests[0]) == 64
    assert digests[0] == digests[1]
