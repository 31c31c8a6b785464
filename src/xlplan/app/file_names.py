"""What the name of a file in a folder or an archive says that it is. Only names are looked at here."""

from __future__ import annotations

import os
import re
import unicodedata
from enum import Enum, auto
from pathlib import Path, PurePosixPath

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".xltx", ".xltm", ".xlt", ".et", ".ett", ".ods", ".ots", ".wps")
DOCUMENTS = (".yaml", ".yml", ".json")
_ARCHIVES = (
    *(".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".cab", ".arj", ".lzh", ".iso", ".zipx", ".z01", ".001"),
)
_TABLES = (".numbers", ".fods", ".sxc", ".uos", ".dps")
_SHORTCUTS = (".url", ".lnk", ".webloc", ".desktop", ".cloud", ".cloudf", ".gsheet", ".gdoc", ".icloud")
_UNFINISHED = (
    *(".crdownload", ".part", ".partial", ".download", ".downloading", ".td", ".xltd", ".opdownload", ".!ut", ".tmp"),
)
# Files that nobody takes for a workbook, so that their content needs no look.
_OTHERS = re.findall(
    r"\.\w+",
    """
    .csv .tsv .txt .md .log .htm .html .mht .mhtml .xml .pdf .ofd .doc .docx .docm .dot .dotx .rtf .odt .wpt
    .ppt .pptx .pptm .pps .ppsx .odp .vsd .vsdx .mpp .mpt .msg .eml .one .pub .mdb .accdb .db
    .jpg .jpeg .png .gif .bmp .tif .tiff .webp .heic .svg .psd .dwg .dxf .step .stp .stl
    .mp3 .mp4 .mov .avi .mkv .wav .m4a .exe .msi .dll .bat .cmd .ps1 .sh .py .js .java .c .cpp .h .sql .ini .cfg
    .toml .yaml .yml .json .lock
    """,
)
_SYSTEM = ("thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "__macosx")
_OWNERS = ("~$", ".~lock.", ".~")
_NAMED_LIKE_A_WORKBOOK = re.compile(f"(?:{'|'.join(map(re.escape, (*WORKBOOKS, '.zip')))})(?![a-z0-9])")


class Kind(Enum):
    """What a file is by its name. UNKNOWN: only its content can tell."""

    WORKBOOK = auto()
    ZIP = auto()
    UNKNOWN = auto()
    LOCK = auto()
    LEFTOVER = auto()
    OTHER = auto()
    TABLE = auto()
    ARCHIVE = auto()
    UNFINISHED = auto()
    STUB = auto()


def kind_of(name: str) -> Kind:
    """What a file is by its name, whatever the case of its letters."""
    lower = unicodedata.normalize("NFC", name).casefold()
    suffix = PurePosixPath(lower).suffix
    # Unfinished downloads and stubs come first: iCloud's begin with a dot.
    if suffix in _SHORTCUTS:
        wanted = suffix == ".gsheet" or _NAMED_LIKE_A_WORKBOOK.search(lower)
        return Kind.STUB if wanted else Kind.LEFTOVER if lower.startswith(".") else Kind.OTHER
    if suffix in _UNFINISHED:
        return (
            Kind.UNFINISHED
            if _NAMED_LIKE_A_WORKBOOK.search(lower) and not lower.startswith((".", "~"))
            else Kind.LEFTOVER
        )
    if lower.startswith(_OWNERS) and not lower.startswith(".~xlplan-"):
        return Kind.LOCK
    # Excel saves into a file of eight hexadecimal digits first, which stays behind where that fails.
    if lower.startswith(".") or lower.endswith("~") or lower in _SYSTEM or re.fullmatch("[0-9A-F]{8}", name):
        return Kind.LEFTOVER
    if suffix in WORKBOOKS:
        return Kind.WORKBOOK
    if suffix == ".zip":
        return Kind.ZIP
    if suffix in _ARCHIVES:
        return Kind.ARCHIVE
    if suffix in _TABLES:
        return Kind.TABLE
    return Kind.OTHER if suffix in _OTHERS else Kind.UNKNOWN


def locked_name(name: str) -> str:
    """The file that a lock file is about, as far as its name says (Excel replaces the first two letters of long ones)."""
    for mark in (".~lock.", "~$", ".~"):
        if name.startswith(mark):
            return name.removeprefix(mark).removesuffix("#")
    return name


def shown_name(name: str) -> str:
    """A name that can be printed and written: bytes that are no UTF-8 are read as Chinese ones of Windows."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        try:
            name = decoded(os.fsencode(name))
        except UnicodeEncodeError:  # half a character, which Windows allows
            name = name.encode("utf-8", "replace").decode()
    return "".join(c if c.isprintable() else "\ufffd" for c in name)


def decoded(data: bytes) -> str:
    """Bytes of a name of which nobody says in what encoding they are."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", "replace")


def folder_name(path: Path) -> str:
    """What people call a folder, however it was given."""
    return shown_name(path.name or path.resolve().name or str(path))
