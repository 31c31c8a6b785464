"""Findings for people and programs: text grouped by file and sheet, and JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from xlplan.core.finding import SEVERITY, Finding, Severity
from xlplan.core.text import Lang, Text

SUMMARY = Text(
    "{files} 个文件：{errors} 个错误，{warnings} 个警告，{infos} 条提示",
    "{files} file(s): {errors} error(s), {warnings} warning(s), {infos} note(s)",
)
MORE = Text("（提示未列出，用 --severity info 查看）", " (notes are not listed; see them with --severity info)")
CLEAN = Text("没有发现问题", "nothing found")
DOCUMENT_LINE = Text("第 {n} 行", "line {n}")


def as_dict(finding: Finding, lang: Lang) -> dict[str, Any]:
    """A finding with stable keys."""
    place = finding.place
    return {
        "code": finding.code,
        "name": finding.type.name,
        "severity": finding.severity.value,
        "file": place.file,
        "sheet": place.sheet,
        "cell": place.cell,
        "form": place.form,
        "row_id": place.row_id,
        "field": place.field,
        "value": finding.value,
        "message": finding.message(lang),
        "hint": finding.hint(lang),
    }


def listed(findings: Iterable[Finding], lowest: Severity) -> list[Finding]:
    """Findings that are at least so severe."""
    return [x for x in findings if x.severity.rank <= lowest.rank]


def _place(finding: Finding, lang: Lang) -> str:
    cell = finding.place.cell
    if cell.startswith("line "):
        return DOCUMENT_LINE(lang, n=cell.removeprefix("line "))
    sheet = finding.place.sheet
    return f"{sheet}!{cell}" if sheet and cell else sheet or cell or "-"


def findings_text(files: Sequence[str], findings: Sequence[Finding], lang: Lang, lowest: Severity) -> str:
    """Place first, what is wrong, what to do; files in the order given, a summary at the end."""
    lines: list[str] = []
    shown = listed(findings, lowest)
    for file, group in groupby(shown, key=lambda x: x.place.file):
        lines.append(file)
        for finding in group:
            word = SEVERITY[finding.severity](lang)
            lines.append(f"  {_place(finding, lang)}  [{word} {finding.code}] {finding.message(lang)}")
            lines.append(f"      → {finding.hint(lang)}")
        lines.append("")
    counts = {s: sum(1 for x in findings if x.severity is s) for s in Severity}
    summary = SUMMARY(
        lang,
        files=len(files),
        errors=counts[Severity.ERROR],
        warnings=counts[Severity.WARNING],
        infos=counts[Severity.INFO],
    )
    if not findings:
        summary += "  " + CLEAN(lang)
    elif len(shown) < len(findings):
        summary += MORE(lang)
    lines.append(summary)
    return "\n".join(lines)
