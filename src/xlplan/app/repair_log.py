"""The log of repairs as a file of the kind that its name asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from xlplan.core.errors import UsageError
from xlplan.core.finding import Finding
from xlplan.core.text import Lang, Text
from xlplan.excel.logpage import write_list
from xlplan.report.repairs import COLUMNS, TITLE, Repair, repairs, repairs_csv, repairs_json
from xlplan.store.files import write_atomic

SUFFIXES = (".xlsx", ".csv", ".json")
WRONG_SUFFIX = Text(
    "修正记录只能存为 .xlsx、.csv 或 .json：{file}", "the log of repairs is an .xlsx, .csv or .json file: {file}"
)
_WIDTHS = (26, 18, 8, 12, 24, 16, 24, 24, 60, 10)


def log_writer(path: Path, lang: Lang) -> Callable[[Iterable[Finding]], int]:
    """What writes the repairs among findings and says how many they are; UsageError where no file can have that name."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise UsageError(WRONG_SUFFIX, file=str(path))

    def write(findings: Iterable[Finding]) -> int:
        found = repairs(findings, lang)
        write_atomic(path, lambda target: _write(target, suffix, found, lang))
        return len(found)

    return write


def _write(path: Path, suffix: str, found: Sequence[Repair], lang: Lang) -> None:
    if suffix == ".xlsx":
        columns = [title(lang) for title in COLUMNS.values()]
        write_list(path, lang, TITLE(lang), columns, _WIDTHS, [x.values for x in found])
    elif suffix == ".csv":
        # The byte order mark is what makes Excel read it as UTF-8; the writer ends lines by itself.
        path.write_text(repairs_csv(found, lang), encoding="utf-8-sig", errors="replace", newline="")
    else:
        path.write_text(repairs_json(found), encoding="utf-8", errors="replace")
