"""Reads what stands in a workbook around its cells, out of the same counted and limited parts as everything else."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from xlplan.core.errors import InputError
from xlplan.core.text import Text
from xlplan.excel.around import Around, Drawn, SheetAround, Thing
from xlplan.excel.notes_read import place_of, read_notes
from xlplan.excel.raw_book import SheetEntry, find, package_kind, read_book, relations
from xlplan.excel.raw_limits import Limits, Refused
from xlplan.excel.raw_load import load
from xlplan.excel.raw_package import Parts, unpack
from xlplan.excel.raw_xml import Element, elements, to_utf8

CHANGED = Text(
    "{file} 在读取过程中被改动，请关闭其他程序后重试",
    "{file} changed while it was being read; close it elsewhere and try again",
)

_READ = re.compile(r".*\.(?:xml|rels|vml)", re.IGNORECASE | re.DOTALL)
_LEFT = re.compile(
    r"(?:.*[/\\])?(?:sharedStrings[^/\\]*|styles|calcChain|.*(?:charts|theme|pivotCache|customXml|media)[/\\][^/\\]*)",
    re.IGNORECASE | re.DOTALL,
)
_AROUND = frozenset(
    (
        "cols",
        "filterColumn",
        "col",
        "dataValidation",
        "cfRule",
        "hyperlink",
        "sparkline",
        "control",
        "oleObject",
        "picture",
        "pageSetup",
    )
) | {"legacyDrawingHF", "slicer"}
_ROW = re.compile(rb"<(?:[A-Za-z0-9]+:)?row(\s[^<>]*)>")
_NUMBER, _HIDDEN = re.compile(rb'\sr="([0-9]{1,7})"'), re.compile(rb'\shidden="(?:1|true)"')
_ARRAY = re.compile(
    rb"""<(?:[A-Za-z0-9]+:)?f\s(?=[^<>]*\bt=["']array["'])[^<>]*\bref=["']([A-Z]{1,3}[0-9]{1,7})[^<>]*>"""
)
_OPEN, _CLOSE = b"<sheetData>", b"</sheetData>"
_LAST_COLUMN = 16_384
_ANCHORS = ("twoCellAnchor", "oneCellAnchor", "absoluteAnchor", "Choice")
_DRAWN = {
    "pic": Thing.PICTURE,
    "sp": Thing.SHAPE,
    "cxnSp": Thing.SHAPE,
    "grpSp": Thing.SHAPE,
    "contentPart": Thing.SHAPE,
    "graphicFrame": Thing.OBJECT,
}
_CONTROLS = re.compile(rb"""ObjectType\s*=\s*["'](?!Note["']|Pict["'])([A-Za-z]+)""")
_COUNTED = {
    "dataValidation": Thing.VALIDATION,
    "cfRule": Thing.CONDITION,
    "hyperlink": Thing.LINK,
    "sparkline": Thing.SPARKLINE,
    "control": Thing.CONTROL,
    "oleObject": Thing.OBJECT,
    "picture": Thing.PICTURE,
    "legacyDrawingHF": Thing.PICTURE,
}


def read_around(path: Path, sha256: str, limits: Limits | None = None) -> Around | None:
    """What the workbook behind ``path`` holds around its cells; None where its format does not say (xls, ods).

    ``sha256`` is that of the file whose cells were read. InputError where the file is another one by now.
    """
    limits = limits or Limits()
    try:
        data = load(path, limits)
    except Refused as refused:
        raise InputError(CHANGED, file=path.name) from refused
    if hashlib.sha256(data).hexdigest() != sha256:
        raise InputError(CHANGED, file=path.name)
    try:
        names, parts, _ = unpack(data, limits, _is_left)
        if package_kind(names, parts) == "ods":
            return None
        return _around(names, _in_utf8(parts))
    except Refused:
        # The old binary format, or a part beside the cells that is damaged: nothing can be told of such a file.
        return None


def _is_left(name: str) -> bool:
    return not _READ.fullmatch(name) or bool(_LEFT.fullmatch(name.rpartition(".")[0]))


def _in_utf8(parts: Parts) -> Parts:
    return {name: part if name.lower().endswith(".vml") else to_utf8(part) for name, part in parts.items()}


def _around(names: list[str], parts: Parts) -> Around:
    around = Around()
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        around.things[Thing.MACRO] = 1
    external = sum(1 for name in parts if re.search(r"externalLinks[/\\][^/\\]+\.xml$", name, re.IGNORECASE))
    if external:
        around.things[Thing.EXTERNAL] = external
    around.names = [
        e.attrs.get("name", "")
        for e in elements("xl/workbook.xml", find(parts, "xl/workbook.xml") or b"<none/>", ("definedName",))
    ]
    for entry in read_book(parts).sheets:
        around.sheets[entry.name] = _sheet(entry, parts)
    return around


def _sheet(entry: SheetEntry, parts: Parts) -> SheetAround:
    sheet = SheetAround(entry.name)
    if entry.kind != "worksheet":
        sheet.things[Thing.CHART if entry.kind == "chartsheet" else Thing.MACRO] = 1
        return sheet
    part = find(parts, entry.part)
    if not part:
        return sheet
    rest, cells = _apart(part)
    for element in elements(entry.part, rest, _AROUND):
        _take(sheet, element)
    for found in _ROW.finditer(cells):
        number = _NUMBER.search(found[1])
        if number and _HIDDEN.search(found[1]):
            sheet.hidden_rows.add(int(number[1]) - 1)
    for found in _ARRAY.finditer(cells):
        if place := place_of(found[1].decode()):
            sheet.arrays.add(place)
    folder, _, file = entry.part.rpartition("/")
    targets = list(relations(parts, f"{folder}/_rels/{file}.rels", folder).values())
    _take_related(sheet, targets, parts)
    sheet.notes = read_notes(targets, parts)
    return sheet


def _apart(part: bytes) -> tuple[bytes, bytes]:
    """A sheet without its cells, and its cells; both the whole where they can't be told apart with certainty."""
    start, end = part.find(_OPEN), part.rfind(_CLOSE)
    if start < 0 or end < start or b"<!" in part or part.count(b"sheetData") != 2:
        return part, part
    start += len(_OPEN)
    return part[:start] + part[end:], part[start:end]


def _take(sheet: SheetAround, element: Element) -> None:
    """One element of a sheet's part."""
    attrs = element.attrs
    if element.name == "col" and element.parent == "cols":
        first, last = _whole(attrs.get("min")), _whole(attrs.get("max"))
        if not 0 < first <= last <= _LAST_COLUMN or last == _LAST_COLUMN:
            return  # all columns to the edge: the default width of a sheet, spelt out
        columns = range(first - 1, last)
        if attrs.get("hidden") in ("1", "true"):
            sheet.hidden_columns.update(columns)
        if attrs.get("customWidth") in ("1", "true") and (width := _decimal(attrs.get("width"))) is not None:
            sheet.widths.update(dict.fromkeys(columns, width))
    elif element.name == "filterColumn":
        sheet.filtered = True
    elif element.name in _COUNTED and element.parent != "Fallback":
        if element.name == "picture" and element.parent != "worksheet":
            return
        sheet.things[_COUNTED[element.name]] += 1


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 8 else 0


def _decimal(text: str | None) -> float | None:
    """A width; None where it is none."""
    try:
        width = float(text or "")
    except ValueError:
        return None
    return width if 0 < width <= 255 else None


def _take_related(sheet: SheetAround, targets: list[tuple[str, str]], parts: Parts) -> None:
    """What other parts say that belong to a sheet."""
    counts: Counter[str] = Counter(kind for kind, _ in targets)
    if counts["pivotTable"]:
        sheet.things[Thing.PIVOT] = counts["pivotTable"]
    for kind, target in targets:
        part = find(parts, target)
        if not part:
            continue
        if kind == "drawing":
            sheet.drawn += drawn_in(target, part)
        elif kind == "table":
            for element in elements(target, part, ("table", "filterColumn")):
                if element.name == "table":
                    sheet.tables.append(element.attrs.get("displayName") or element.attrs.get("name", ""))
                else:
                    sheet.filtered = True
        elif kind == "vmlDrawing" and not sheet.things[Thing.CONTROL] and not sheet.things[Thing.OBJECT]:
            controls = len(_CONTROLS.findall(part))
            if controls:
                sheet.things[Thing.CONTROL] = controls


def drawn_in(name: str, part: bytes) -> Iterator[Drawn]:
    """The objects of a drawing, in its order; those of a group count as one."""
    found: list[Drawn] = []
    controls: set[int] = set()
    for element in elements(name, part):
        if element.name in _DRAWN and element.parent in _ANCHORS:
            found.append(Drawn(_DRAWN[element.name]))
        elif not found:
            continue
        elif element.name == "cNvPr" and not found[-1].name:
            named = element.attrs.get("name") or "?"
            found[-1] = Drawn(found[-1].kind, named, element.attrs.get("descr", ""))
        elif element.name == "graphicData" and found[-1].kind is Thing.OBJECT:
            found[-1] = Drawn(_graphic(element.attrs.get("uri", "")), found[-1].name, found[-1].description)
        elif element.name == "compatExt":
            controls.add(len(found) - 1)  # drawn once more for what the sheet itself lists as a control
    yield from (one for n, one in enumerate(found) if n not in controls)


def _graphic(uri: str) -> Thing:
    if "chart" in uri.rpartition("/")[2]:
        return Thing.CHART
    if "slicer" in uri or "timeslicer" in uri:
        return Thing.SLICER
    return Thing.SHAPE if "diagram" in uri else Thing.OBJECT
