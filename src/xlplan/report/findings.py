"""Findings for people and programs: text in groups, and JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Any

from xlplan.core.finding import SEVERITY, Finding, Severity
from xlplan.core.tally import tally
from xlplan.core.text import Lang, Text
from xlplan.core.where import at
from xlplan.report.look import Ink, Look

SUMMARY = Text(
    "{files} 个文件：{errors} 个错误，{warnings} 个警告，{infos} 条提示",
    "{files} file(s): {errors} error(s), {warnings} warning(s), {infos} note(s)",
)
MORE = Text("（提示未列出，用 --severity info 查看）", " (notes are not listed; see them with --severity info)")
ACCEPTED = Text(
    "；已接受 {n} 条（用 --accepted 列出）",
    "; {n} accepted (list them with --accepted)",
)
LEFT_OUT = Text("；按筛选条件略去 {n} 条，其中错误 {errors} 个", "; {n} filtered out, {errors} of them error(s)")
CLEAN = Text("没有发现问题", "nothing found")
WHY_ACCEPTED = Text("已接受（{by}{on}{until}）：{reason}", "accepted ({by}{on}{until}): {reason}")
UNTIL = Text("，至 {day}", ", until {day}")
WHOLE = Text("整个文件", "the whole file")
NOBODY = {
    "sheet": WHOLE,
    "department": Text("项目经理", "project manager"),
    "owner": Text("（未注明负责人）", "(nobody named)"),
}
"""What stands above findings that belong to no sheet, department or person."""
INKS = {Severity.ERROR: Ink.ERROR, Severity.WARNING: Ink.WARNING, Severity.INFO: Ink.NOTE}

GROUPINGS: dict[str, Callable[[Finding], str]] = {
    "file": lambda x: x.place.file,
    "sheet": lambda x: x.place.sheet,
    "department": lambda x: x.concern.department,
    "owner": lambda x: x.concern.owner,
    "code": lambda x: x.code,
}
"""By what findings can be listed together."""


def as_dict(finding: Finding, lang: Lang) -> dict[str, Any]:
    """A finding with stable keys."""
    place, accepted = finding.place, finding.accepted
    data: dict[str, Any] = {
        "code": finding.code,
        "name": finding.type.name,
        "severity": finding.severity.value,
        "file": place.file,
        "sheet": place.sheet,
        "cell": place.cell,
        "form": place.form,
        "row_id": place.row_id,
        "field": place.field,
        "department": finding.concern.department,
        "owner": finding.concern.owner,
        "value": finding.value,
        "message": finding.message(lang),
        "hint": finding.hint(lang),
    }
    if accepted is not None:
        until = accepted.until.isoformat() if accepted.until else None
        data["accepted"] = {
            "reason": accepted.reason,
            "by": accepted.by,
            "on": accepted.on.isoformat(),
            "until": until,
        }
    return data


def listed(findings: Iterable[Finding], lowest: Severity) -> list[Finding]:
    """Findings that are at least so severe."""
    return [x for x in findings if x.severity.rank <= lowest.rank]


def place_words(finding: Finding, lang: Lang) -> str:
    """Where in its file a finding is, as people write it: ``WBS!F12``, a line of a document, a sheet."""
    return at(finding.place, lang) or WHOLE(lang)


def accepted_words(finding: Finding, lang: Lang) -> str:
    """Why a finding was accepted, by whom, when and how long; nothing where it was not."""
    one = finding.accepted
    if one is None:
        return ""
    by = f"{one.by}{'，' if lang == 'zh' else ', '}" if one.by else ""
    until = UNTIL(lang, day=one.until) if one.until else ""
    return WHY_ACCEPTED(lang, by=by, on=one.on, until=until, reason=one.reason)


def count_words(findings: Iterable[Finding], lang: Lang) -> str:
    """How many findings of each severity there are, the most severe first."""
    severities = [x.severity for x in findings if x.is_open]
    counts = [(s, severities.count(s)) for s in Severity]
    return (" " if lang == "en" else "").join(f"{SEVERITY[s](lang)} {n} " for s, n in counts if n).strip()


def summary_line(
    files: Sequence[str],
    findings: Sequence[Finding],
    lang: Lang,
    *,
    shown: int | None = None,
    left_out: Sequence[Finding] = (),
) -> str:
    """The last line: what there is in all, what is accepted, what is not listed."""
    counts = tally(findings)
    opened = counts.errors + counts.warnings + counts.infos
    summary = SUMMARY(lang, files=len(files), errors=counts.errors, warnings=counts.warnings, infos=counts.infos)
    if counts.accepted:
        summary += ACCEPTED(lang, n=counts.accepted)
    if left_out:
        errors = sum(1 for x in left_out if x.severity is Severity.ERROR)
        summary += LEFT_OUT(lang, n=len(left_out), errors=errors)
    if not findings and not left_out:
        summary += "  " + CLEAN(lang)
    elif shown is not None and shown < opened:
        summary += MORE(lang)
    return summary


def findings_text(
    files: Sequence[str],
    findings: Sequence[Finding],
    lang: Lang,
    lowest: Severity,
    *,
    by: str = "file",
    look: Look | None = None,
    accepted: bool = False,
    left_out: Sequence[Finding] = (),
) -> str:
    """Place first, what is wrong, what to do; in groups by file and sheet, a summary at the end.

    ``by`` is one of :data:`GROUPINGS`, which then goes before the file. Findings that were accepted are listed on demand.
    """
    look = look or Look(lang)
    opened = listed((x for x in findings if x.is_open), lowest)
    shown = listed(findings, lowest) if accepted else opened
    lines: list[str] = []
    for name, group in _groups(shown, GROUPINGS[by], by == "file"):
        found = list(group)
        of = _department(found) if by == "file" else ""
        title = look.paint(name or NOBODY.get(by, WHOLE)(lang), Ink.HEADING) + (of and f"  {of}")
        lines.append(f"{title}  {look.paint(count_words(found, lang), Ink.FLOAT)}".rstrip())
        if by == "file":
            lines += _in_file(found, look, "  ", of)
        else:
            for file, part in groupby(found, key=lambda x: x.place.file):
                lines.append(f"  {look.paint(file, Ink.SUMMARY)}")
                lines += _in_file(list(part), look, "    ", name if by in ("department", "owner") else "")
        lines.append("")
    lines.append(summary_line(files, findings, lang, shown=len(opened), left_out=left_out))
    return "\n".join(lines)


def _groups(
    findings: Sequence[Finding], key: Callable[[Finding], str], in_order: bool
) -> Iterable[tuple[str, Iterable[Finding]]]:
    """Groups in the order given, or by name; those of nobody come last."""
    if in_order:
        return groupby(findings, key=key)
    ordered = sorted(findings, key=lambda x: (not key(x), key(x)))
    return groupby(ordered, key=key)


def _department(findings: Iterable[Finding]) -> str:
    """The department that all findings of a file concern; empty where there are several."""
    found = {x.concern.department for x in findings}
    return found.pop() if len(found) == 1 else ""


def _in_file(findings: Sequence[Finding], look: Look, indent: str, said: str) -> Iterable[str]:
    """The lines of a file's findings; ``said`` is the name that stands above them."""
    lang = look.lang
    for finding in findings:
        word = SEVERITY[finding.severity](lang)
        tag = look.paint(f"[{word} {finding.code}]", INKS[finding.severity])
        place = look.paint(place_words(finding, lang), Ink.SUMMARY)
        yield f"{indent}{place}  {tag} {finding.message(lang)}{look.paint(_whom(finding, lang, said), Ink.FLOAT)}"
        yield f"{indent}    → {finding.hint(lang)}"
        if not finding.is_open:
            yield f"{indent}    {look.paint(accepted_words(finding, lang), Ink.DONE)}"


def _whom(finding: Finding, lang: Lang, said: str) -> str:
    """Whom a finding concerns, behind its message, as far as it is not said above."""
    whom = " ".join(x for x in (finding.concern.department, finding.concern.owner) if x and x != said)
    return "" if not whom else f"（{whom}）" if lang == "zh" else f" ({whom})"
