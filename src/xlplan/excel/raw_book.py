"""The parts of a workbook that are not cells: which sheets there are, who wrote it, what else is inside."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field

from xlplan.core.raw import RawNote
from xlplan.excel.raw_limits import Refused
from xlplan.excel.raw_package import Parts
from xlplan.excel.raw_xml import elements

_SPREADSHEET = re.compile(rb"spreadsheetml\.(?:sheet|template)\.main\+xml")
_MACRO_ENABLED = re.compile(rb"ms-excel\.(?:sheet|template|addin)\.macroEnabled\.main\+xml")
_LINK = re.compile(r"externalLinks[/\\][^/\\]+\.xml$", re.IGNORECASE)
_STATES = {"hidden": "hidden", "veryHidden": "veryHidden"}
_EXTENSIONS = {
    "xlsx": {"xlsx", "xltx"},
    "xlsm": {"xlsm", "xltm", "xlam"},
    "xls": {"xls", "xlt", "et", "ett"},
    "ods": {"ods", "ots"},
}


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A sheet as the workbook lists it; `kind` is worksheet, chartsheet …, "" when it leads nowhere."""

    name: str
    state: str
    kind: str
    part: str


@dataclass(slots=True)
class Book:
    """Facts of the workbook and its properties. `styles` and `strings` are part names, "" for none."""

    sheets: list[SheetEntry] = field(default_factory=list)
    styles: str = ""
    strings: str = ""
    date1904: bool = False
    properties: dict[str, str] = field(default_factory=dict)
    producer: str = ""
    modified_by: str = ""
    modified: str = ""


def package_kind(names: list[str], parts: Parts) -> str:
    """Name the workbook format of a zip: xlsx, xlsm or ods. Raises `Refused` when it is none of them."""
    if parts.get("mimetype", b"").startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
            raise Refused("encrypted", by="password")
        return "ods"
    lower = {name.replace("\\", "/").casefold() for name in names}
    if "xl/workbook.bin" in lower:
        # Neither errors nor formulas can be told from blanks in it, and a cleared cell means something.
        raise Refused("not-a-workbook", kind="xlsb")
    types = find(parts, "[content_types].xml")
    if _MACRO_ENABLED.search(types) or any(name.endswith("vbaproject.bin") for name in lower):
        return "xlsm"
    if _SPREADSHEET.search(types) or "xl/workbook.xml" in lower:
        return "xlsx"
    raise Refused("not-a-workbook", kind="zip")


def package_notes(kind: str, names: list[str], parts: Parts) -> list[RawNote]:
    """Notes on what is inside besides cells: macros, links to other files, DDE."""
    notes = []
    scripts = ("basic/", "scripts/") if kind == "ods" else ()
    if kind == "xlsm" or any(
        name.lower().endswith("vbaproject.bin") or name.lower().startswith(scripts) for name in names
    ):
        notes.append(RawNote("macros"))
    links = [name for name in parts if _LINK.search(name)]
    if links:
        notes.append(RawNote("external-links", {"count": str(len(links))}))
    notes += [RawNote("dde", {"part": name}) for name in links if b"ddeLink" in parts[name]]
    return notes


def renamed_note(extension: str, kind: str) -> list[RawNote]:
    """A note when the file name promises another format than the content has."""
    known = extension.lower().removeprefix(".")
    return [] if not known or known in _EXTENSIONS[kind] else [RawNote("renamed", {"extension": known, "kind": kind})]


def find(parts: Parts, name: str) -> bytes:
    """A part by name, whatever its case and slashes; empty when there is none."""
    if name in parts:
        return parts[name]
    key = find_name(parts, name)
    return b"" if key is None else parts[key]


def find_name(parts: Parts, name: str) -> str | None:
    """The name of a part as the zip spells it, None when there is no such part."""
    wanted = _normal(name)
    return next((key for key in parts if _normal(key) == wanted), None)


def _normal(name: str) -> str:
    return posixpath.normpath(name.replace("\\", "/").lstrip("/")).casefold()


def read_book(parts: Parts) -> Book:
    """Read workbook part and document properties. Raises `Refused` when a needed part is no XML."""
    book = Book()
    root = relations(parts, "_rels/.rels", "")
    path = next((target for kind, target in root.values() if kind == "officeDocument"), "xl/workbook.xml")
    folder, _, file = path.rpartition("/")
    targets = relations(parts, f"{folder}/_rels/{file}.rels", folder)
    for element in elements(path, find(parts, path) or b"<none/>", ("workbookPr", "sheet")):
        if element.name == "workbookPr":
            book.date1904 = element.attrs.get("date1904", "0").strip().lower() in ("1", "true", "on")
        elif element.name == "sheet" and element.parent == "sheets":
            state = _STATES.get(element.attrs.get("state", ""), "visible")
            kind, target = targets.get(element.attrs.get("id", ""), ("", ""))
            book.sheets.append(SheetEntry(element.attrs.get("name", ""), state, kind, target))
    book.styles = next((target for kind, target in targets.values() if kind == "styles"), "")
    book.strings = next((target for kind, target in targets.values() if kind == "sharedStrings"), "")
    for kind, target in root.values():
        part = find(parts, target)
        if part and kind == "custom-properties":
            book.properties = _custom(target, part)
        elif part and kind == "extended-properties":
            book.producer = _texts(target, part, ("Application",)).get("Application", "")
        elif part and kind == "core-properties":
            texts = _texts(target, part, ("lastModifiedBy", "modified"))
            book.modified_by, book.modified = texts.get("lastModifiedBy", ""), texts.get("modified", "")
    return book


def read_ods_book(parts: Parts) -> Book:
    """Read the properties of an OpenDocument file. Raises `Refused` when their part is no XML."""
    book = Book()
    wanted = ("user-defined", "generator", "creator", "date")
    for element in elements("meta.xml", find(parts, "meta.xml") or b"<none/>", wanted):
        text = element.text.strip()
        if element.name == "user-defined":
            book.properties[element.attrs.get("name", "")] = element.text
        elif element.name == "generator":
            book.producer = text
        elif element.name == "creator":
            book.modified_by = text
        elif element.parent == "meta":
            book.modified = text
    return book


def relations(parts: Parts, name: str, folder: str) -> dict[str, tuple[str, str]]:
    """Relations of a part by id to other parts: the last word of their type, and the name of the part they lead to."""
    found: dict[str, tuple[str, str]] = {}
    for element in elements(name, find(parts, name) or b"<none/>"):
        if element.name == "Relationship" and element.attrs.get("TargetMode") != "External":
            target = element.attrs.get("Target", "").replace("\\", "/")
            path = target if target.startswith("/") else f"{folder}/{target}"
            kind = element.attrs.get("Type", "").rpartition("/")[2]
            # Strict files spell the types in another way.
            kind = {"customProperties": "custom-properties", "extendedProperties": "extended-properties"}.get(
                kind, kind
            )
            found[element.attrs.get("Id", "")] = (kind, posixpath.normpath(path.lstrip("/")))
    return found


def _custom(name: str, part: bytes) -> dict[str, str]:
    """Custom properties as text; the value is the only child of each."""
    found: dict[str, str] = {}
    current = ""
    for element in elements(name, part):
        if element.name == "property":
            current = element.attrs.get("name", "")
        elif element.parent == "property":
            found[current] = element.text
    return found


def _texts(name: str, part: bytes, wanted: tuple[str, ...]) -> dict[str, str]:
    return {element.name: element.text.strip() for element in elements(name, part, wanted)}
