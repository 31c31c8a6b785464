"""Findings in the form that was asked for, as text or as a file."""

from __future__ import annotations

import datetime as dt
import json
import os
from pathlib import Path

from xlplan.app.check import CheckResult
from xlplan.core.finding import Severity
from xlplan.core.text import Lang, Text
from xlplan.report.findings import as_dict, findings_text, listed
from xlplan.report.look import Look
from xlplan.store.files import write_atomic

TITLE = Text("{project}：检查结果", "{project}: findings")


def as_text(result: CheckResult, form: str, by: str, lowest: Severity, accepted: bool, look: Look) -> str:
    """Findings as text, JSON or HTML. ``lowest`` is the severity down to which they are listed."""
    if form == "json":
        shown = [as_dict(x, look.lang) for x in listed(result.findings, lowest)]
        return json.dumps(shown, ensure_ascii=False, indent=1)
    if form == "html":
        return _page(result, lowest, look.lang, Path())
    return findings_text(
        result.files,
        result.findings,
        look.lang,
        lowest,
        by=by,
        look=look,
        accepted=accepted,
        left_out=result.ignored,
    )


def write_findings_file(
    path: Path, result: CheckResult, form: str, by: str, lowest: Severity, accepted: bool, lang: Lang
) -> None:
    """Write findings into a file of one of the forms; OutputError where it can't be written."""

    def write(target: Path) -> None:
        if form == "xlsx":
            from xlplan.excel.findings_book import write_findings

            links = links_from(path, result)
            write_findings(target, result.files, listed(result.findings, lowest), lang, base=links)
            return
        page = form == "html"
        look = Look(lang)
        text = _page(result, lowest, lang, path.parent) if page else as_text(result, form, by, lowest, accepted, look)
        target.write_text(text.rstrip("\n") + "\n", encoding="utf-8", errors="replace")

    write_atomic(path, write)


def _page(result: CheckResult, lowest: Severity, lang: Lang, folder: Path) -> str:
    from xlplan.report.findings_page import findings_html

    return findings_html(
        result.files,
        listed(result.findings, lowest),
        lang,
        title=TITLE(lang, project=result.project) if result.project else "",
        made=dt.datetime.now(),
        base=links_from(folder / "x", result),
    )


def links_from(report: Path, result: CheckResult) -> dict[str, str]:
    """Where each file is, seen from a report: with slashes; only files that can be reached by a relative path."""
    found = {}
    for name, path in result.paths.items():
        try:
            found[name] = Path(os.path.relpath(path.resolve(), report.parent.resolve())).as_posix()
        except ValueError:  # on another drive
            continue
    return found
