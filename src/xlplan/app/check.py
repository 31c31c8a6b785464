"""Checking files: masters, department copies, plan documents; everything found, nothing stops at the first."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from xlplan.app.books import Submission, in_both, open_master, open_submission
from xlplan.app.gather import Given, Progress, gather, read_given, same_content
from xlplan.app.judge import judge_copy, judge_plan
from xlplan.app.overstep import refused_edits
from xlplan.core.errors import InputError
from xlplan.core.finding import Finding, Place, Severity
from xlplan.core.raw import RawWorkbook, Unreadable
from xlplan.document.load import load_source, template_of
from xlplan.document.source import read_source
from xlplan.excel import file_findings as f
from xlplan.excel.decisionwords import TITLE as DECISIONS
from xlplan.excel.given_findings import SAME_CONTENT
from xlplan.excel.identity import read_identity
from xlplan.excel.raw_limits import Limits
from xlplan.merge.findings import WAITING


@dataclass
class CheckResult:
    """Findings by file, in the order of the files, then what is said of files that were not read.

    ``unusable`` names files that could not be read at all.
    """

    files: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    unusable: list[str] = field(default_factory=list)

    def count(self, severity: Severity) -> int:
        return sum(1 for x in self.findings if x.severity is severity)


Each = Callable[[Submission, Sequence[Finding]], object]
"""What else is done with a returned file and its findings."""


def check(
    paths: Iterable[Path],
    limits: Limits | None = None,
    progress: Progress | None = None,
    each: Each | None = None,
) -> CheckResult:
    """Check files, folders and zip archives; ``each`` gets every returned file once its findings are known.

    InputError where there is nothing to read.
    """
    limits = limits or Limits()
    result = CheckResult()
    with gather(paths, limits) as given:
        copies = same_content(given.files)
        books = read_given([x for x in given.files if _is_book(x) and x.name not in copies], limits, progress)
        with contextlib.closing(books):
            for file in given.files:
                result.files.append(file.name)
                if file.name in copies:
                    found = [Finding(SAME_CONTENT, Place(file.name), {"other": copies[file.name]})]
                else:
                    found = list(_book(next(books), each) if _is_book(file) else _document(file))
                result.findings += sorted(found, key=_order)
                if copies.get(file.name) in result.unusable or any(map(_makes_unusable, found)):
                    result.unusable.append(file.name)
        result.findings += given.findings
    return result


def _is_book(given: Given) -> bool:
    return given.refused is not None or not given.is_document


def _makes_unusable(finding: Finding) -> bool:
    is_error = finding.code.startswith("FIL") and finding.severity is Severity.ERROR
    return is_error and finding.type is not f.BASE_LOST


def _order(finding: Finding) -> tuple[object, ...]:
    place = finding.place
    letters = place.cell.rstrip("0123456789")
    number = place.cell[len(letters) :]
    return (place.sheet, int(number) if number.isdigit() else 0, len(letters), letters, finding.code)


def _document(given: Given) -> Iterator[Finding]:
    try:
        source = read_source(given.path)
        template = template_of(source)
        plan, findings = load_source(source, template)
    except InputError as error:
        yield Finding(f.UNUSABLE, Place(given.name), {"detail": in_both(error)})
        return
    yield from findings
    yield from judge_plan(plan, template, given.name)


def _book(raw: RawWorkbook | Unreadable, each: Each | None) -> Iterator[Finding]:
    identity = None if isinstance(raw, Unreadable) else read_identity(raw)
    if identity is not None and identity.kind == "master" and isinstance(raw, RawWorkbook):
        try:
            master = open_master(raw.path, raw=raw)
        except InputError as error:
            yield Finding(f.UNUSABLE, Place(raw.name), {"detail": in_both(error)})
            return
        yield from master.findings
        if waiting := master.plan.pending:
            yield Finding(WAITING, Place(raw.name, DECISIONS(master.plan.language)), {"count": len(waiting)})
        yield from judge_plan(master.plan, master.template, raw.name, master.reading)
        return
    submission = open_submission(raw, None, None)
    found = list(check_submission(submission))
    if each is not None:
        each(submission, found)
    yield from found


def check_submission(submission: Submission) -> Iterator[Finding]:
    """What reading found in a copy, and what the rules find."""
    yield from submission.findings
    if submission.side is not None and submission.template is not None and submission.side.anchored:
        yield from refused_edits(submission.side, submission.template)
        yield from judge_copy(submission.side, submission.template)
