"""Checking files: masters, department copies, plan documents; everything found, nothing stops at the first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from xlplan.app.books import Submission, in_both, open_master, open_submission
from xlplan.app.gather import DOCUMENTS, gather
from xlplan.app.judge import judge_copy, judge_plan
from xlplan.core.errors import InputError
from xlplan.core.finding import Finding, Place, Severity
from xlplan.core.raw import RawWorkbook, Unreadable
from xlplan.document.load import load_source, template_of
from xlplan.document.source import read_source
from xlplan.excel import findings as f
from xlplan.excel.identity import read_identity
from xlplan.excel.rawread import read_raw


@dataclass
class CheckResult:
    """Findings by file, in the order of the files. ``unusable`` names files that could not be read at all."""

    files: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    unusable: list[str] = field(default_factory=list)

    def count(self, severity: Severity) -> int:
        return sum(1 for x in self.findings if x.severity is severity)


Each = Callable[[Submission, Sequence[Finding]], object]
"""What else is done with a returned file and its findings."""


def check(paths: Iterable[Path], each: Each | None = None) -> CheckResult:
    """Check files and folders; ``each`` gets every returned file. InputError where there is nothing to read."""
    files = gather(paths)
    result = CheckResult()
    books = read_raw([p for p in files if p.suffix.lower() not in DOCUMENTS])
    for path in files:
        result.files.append(path.name)
        document = path.suffix.lower() in DOCUMENTS
        found = list(_document(path) if document else _book(next(books), each))
        result.findings += sorted(found, key=_order)
        if any(x.code.startswith("FIL") and x.type is not f.BASE_LOST for x in found):
            result.unusable.append(path.name)
    return result


def _order(finding: Finding) -> tuple[object, ...]:
    place = finding.place
    letters = place.cell.rstrip("0123456789")
    number = place.cell[len(letters) :]
    return (place.sheet, int(number) if number.isdigit() else 0, len(letters), letters, finding.code)


def _document(path: Path) -> Iterator[Finding]:
    try:
        source = read_source(path)
        template = template_of(source)
        plan, findings = load_source(source, template)
    except InputError as error:
        yield Finding(f.UNUSABLE, Place(path.name), {"detail": in_both(error)})
        return
    yield from findings
    yield from judge_plan(plan, template, path.name)


def _book(raw: RawWorkbook | Unreadable, each: Each | None) -> Iterator[Finding]:
    identity = None if isinstance(raw, Unreadable) else read_identity(raw)
    if identity is not None and identity.kind == "master" and isinstance(raw, RawWorkbook):
        try:
            master = open_master(raw.path, raw=raw)
        except InputError as error:
            yield Finding(f.UNUSABLE, Place(raw.path.name), {"detail": in_both(error)})
            return
        yield from master.findings
        yield from judge_plan(master.plan, master.template, raw.path.name, master.reading)
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
        yield from judge_copy(submission.side, submission.template)
