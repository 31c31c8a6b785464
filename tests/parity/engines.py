"""Masters with wrong values on purpose, and what spreadsheet programs make of their formulas."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch
from xml.etree import ElementTree

from xlplan.app.split import write_copy
from xlplan.calculate.compute import Computed, compute
from xlplan.excel.book import Sheet, column_letter
from xlplan.excel.master import write_master
from xlplan.excel.recordkeys import line_keys
from xlplan.model.plan import Plan
from xlplan.ownership.snapshot import copy_snapshot
from xlplan.ownership.view import department_view
from xlplan.template.resolve import Template

Meant = dict[str, dict[str, tuple[str, Any]]]
"""Formula and value by sheet and cell, as the writer meant them."""
Values = Mapping[str, Mapping[str, Any]]
"""Values by sheet and cell: a number, a text, a boolean, None for an empty cell, the text of an error."""

POISON_NUMBER, POISON_TEXT = 987654, "poison"
TOLERANCE = 1e-9

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@contextmanager
def recorded(poison: bool = True) -> Iterator[Meant]:
    """What is written as formulas meanwhile. With ``poison``, a wrong value of the wrong type stands in the file."""
    meant: Meant = {}
    write = Sheet.formula

    def record(self: Sheet, row: int, col: int, formula: str, style: dict[str, Any], value: Any) -> None:
        meant.setdefault(self.name, {})[f"{column_letter(col)}{row + 1}"] = (formula, value)
        wrong: Any = POISON_NUMBER if isinstance(value, str) else POISON_TEXT
        write(self, row, col, formula, style, wrong if poison else value)

    with patch.object(Sheet, "formula", record):
        yield meant


def write_poisoned(path: Path, plan: Plan, template: Template, computed: Computed | None = None) -> Meant:
    """Write a master whose cached values are all wrong; returns what they should have been."""
    with recorded() as meant:
        write_master(path, plan, template, computed or compute(plan, template), "{}")
    return meant


def write_copies(folder: Path, plan: Plan, template: Template) -> list[Path]:
    """Write the copies of all departments that have a name, as ``split`` does."""
    computed, round_ = compute(plan, template), plan.round
    assert round_ is not None
    paths = []
    for serial, dept in enumerate((d for d in plan.departments if plan.departments[d].name), 1):
        view = department_view(plan, template, dept, serial)
        paths.append(folder / f"{plan.language}-{dept}.xlsx")
        write_copy(paths[-1], plan, template, computed, view, copy_snapshot(plan, template, view), round_)
    return paths


def read_values(path: Path) -> dict[str, dict[str, Any]]:
    """All values of a workbook by sheet and cell, from its XML. Blank cells are left out."""
    with zipfile.ZipFile(path) as package:
        names = set(package.namelist())
        relations = ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))
        targets = {r.get("Id"): str(r.get("Target")).removeprefix("/xl/") for r in relations}
        shared: list[str] = []
        if "xl/sharedStrings.xml" in names:
            for item in ElementTree.fromstring(package.read("xl/sharedStrings.xml")):
                shared.append(_text(item))
        found: dict[str, dict[str, Any]] = {}
        for sheet in ElementTree.fromstring(package.read("xl/workbook.xml")).iter(f"{_MAIN}sheet"):
            cells: dict[str, Any] = {}
            root = ElementTree.fromstring(package.read(f"xl/{targets[sheet.get(_RELATION)]}"))
            for cell in root.iter(f"{_MAIN}c"):
                value = _value(cell, shared)
                if value is not None:
                    cells[str(cell.get("r"))] = value
            found[str(sheet.get("name"))] = cells
    return found


def _text(item: ElementTree.Element) -> str:
    # Phonetic readings are no part of the text.
    parts = [item.find(f"{_MAIN}t"), *(r.find(f"{_MAIN}t") for r in item.findall(f"{_MAIN}r"))]
    return _unescaped("".join(p.text or "" for p in parts if p is not None))


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda m: chr(int(m[1], 16)), text)


def _value(cell: ElementTree.Element, shared: Sequence[str]) -> Any:
    kind, value = cell.get("t", "n"), cell.findtext(f"{_MAIN}v")
    if kind == "inlineStr":
        inline = cell.find(f"{_MAIN}is")
        return None if inline is None else _text(inline)
    if value is None:
        return None
    if kind == "s":
        return shared[int(value)]
    if kind == "b":
        return value == "1"
    return float(value) if kind == "n" else _unescaped(value)


def same(meant: Any, found: Any) -> bool:
    """Whether a computed value is what Python computed; an empty text equals an empty cell."""
    if meant is None or meant == "":
        return found is None or found == ""
    if isinstance(meant, str) or isinstance(found, (str, bool)) or found is None:
        return type(meant) is type(found) and bool(meant == found)
    return abs(float(meant) - float(found)) <= TOLERANCE * max(1.0, abs(float(meant)))


@dataclass(frozen=True)
class Difference:
    """A cell that comes out otherwise than Python says."""

    where: str
    formula: str
    meant: Any
    found: Any

    def __str__(self) -> str:
        return f"{self.where}: {self.meant!r} meant, {self.found!r} found: ={self.formula[:300]}"


def differences(meant: Meant, values: Values) -> list[Difference]:
    """Every formula cell whose value is not the one meant."""
    return [
        Difference(f"'{sheet}'!{cell}", formula, value, values.get(sheet, {}).get(cell))
        for sheet, cells in meant.items()
        for cell, (formula, value) in cells.items()
        if not same(value, values.get(sheet, {}).get(cell))
    ]


def shown(found: Sequence[Difference]) -> str:
    """The first of many differences."""
    return "\n".join([f"{len(found)} cell(s) differ", *map(str, found[:12])])


def record_cell(cells: Mapping[str, Any], key: str) -> tuple[int, int]:
    """Where an input of a record stands: its row number and its column counted from 0."""
    for row in range(1, 80):
        for slot, found in line_keys(str(cells.get(f"A{row}") or "")).items():
            if found == key:
                return row, slot
    raise KeyError(key)
