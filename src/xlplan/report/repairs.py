"""The log of repairs: what was read otherwise than it stands in the file, from what to what, and why."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from xlplan.core.finding import Finding
from xlplan.core.text import Lang, Text

REPAIR_CODES = frozenset(
    (
        *("MRG001", "MRG002", "MRG003"),  # rows found again, taken for new ones, counted once
        *("SHT005", "SHT012", "SHT013"),  # sheets and columns recognised by less than their mark
        *("SHT006", "SHT008", "SHT017"),  # a formula's result taken, calculated cells restored, a header passed over
        *("FIL026", "FIL029", "FIL046"),  # read by content, control characters left out
    )
)
"""Findings that record a repair. All of the family CEL1 do, too."""
_RESULTS = ("SHT006",)
"""Their value is what was read, not what stands there."""
COLUMNS: dict[str, Text] = {
    "file": Text("文件", "File"),
    "sheet": Text("工作表", "Sheet"),
    "cell": Text("单元格", "Cell"),
    "form": Text("表单", "Form"),
    "row": Text("行", "Row"),
    "column": Text("列", "Column"),
    "from": Text("原内容", "From"),
    "to": Text("读作", "To"),
    "why": Text("说明", "Why"),
    "code": Text("代码", "Code"),
}
TITLE = Text("修正记录", "Repairs")
# What spreadsheet programs take for the beginning of a formula. A number is none, and dates begin with a digit.
_FORMULA = re.compile(r"\A[\s\0]*[=+\-@|%]|\A[\t\r]")
_NUMBER = re.compile(r"\A[+-]?[0-9][0-9.,]*%?\Z")


@dataclass(frozen=True)
class Repair:
    """One repair in words of one language; ``form`` is the key of the table, ``row`` the row's name or else its id."""

    file: str
    sheet: str
    cell: str
    form: str
    row: str
    column: str
    before: str
    after: str
    why: str
    code: str

    @property
    def values(self) -> tuple[str, ...]:
        """The values in the order of :data:`COLUMNS`."""
        return tuple(asdict(self).values())


def is_repair(finding: Finding) -> bool:
    """Whether a finding says that something was read otherwise than it stands there."""
    return finding.code in REPAIR_CODES or finding.code.startswith("CEL1")


def repairs(findings: Iterable[Finding], lang: Lang) -> list[Repair]:
    """The repairs among findings, in their order."""
    return [_repair(x, lang) for x in findings if is_repair(x)]


def _repair(finding: Finding, lang: Lang) -> Repair:
    def param(*names: str) -> str:
        value = next((finding.params[n] for n in names if n in finding.params), "")
        return value(lang) if isinstance(value, Text) else str(value)

    place, before = finding.place, finding.value or param("was", "extension")
    return Repair(
        place.file,
        place.sheet,
        place.cell,
        place.form,
        param("row") or place.row_id,
        param("column") or place.field,
        *(("", finding.value) if finding.code in _RESULTS else (before, param("read", "kind"))),
        finding.message(lang),
        finding.code,
    )


def repairs_csv(found: Sequence[Repair], lang: Lang) -> str:
    """The log as CSV. What a spreadsheet program would take for a formula has an apostrophe before it."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([title(lang) for title in COLUMNS.values()])
    writer.writerows([plain(x) for x in repair.values] for repair in found)
    return out.getvalue()


def plain(text: str) -> str:
    """A text that no spreadsheet program runs when it opens a CSV."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.match(text) else text


def repairs_json(found: Sequence[Repair]) -> str:
    """The log as JSON: a list with the keys of :data:`COLUMNS`."""
    rows = [dict(zip(COLUMNS, repair.values, strict=True)) for repair in found]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
