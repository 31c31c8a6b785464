"""Checking files: masters, department copies, plan documents; everything found, nothing stops at the first."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from xlplan.app.addresses import addresses
from xlplan.app.books import Master, Submission, in_both, open_master, open_submission
from xlplan.app.concern import with_concern
from xlplan.app.gather import Given, Progress, gather, read_given, same_content
from xlplan.app.judge import copy_context, copy_plan, judge_copy, judge_plan
from xlplan.app.overstep import refused_edits
from xlplan.app.unasked import unasked
from xlplan.app.wanted import template_filter
from xlplan.core.errors import InputError
from xlplan.core.finding import Finding, Place, Severity
from xlplan.core.names import Names
from xlplan.core.raw import RawWorkbook, Unreadable
from xlplan.document.load import load_source, template_of
from xlplan.document.source import read_source
from xlplan.excel import file_findings as f
from xlplan.excel.decisionwords import TITLE as DECISIONS
from xlplan.excel.given_findings import SAME_CONTENT
from xlplan.excel.identity import read_identity
from xlplan.excel.raw_limits import Limits
from xlplan.merge.findings import WAITING
from xlplan.model.plan import Plan, plan_names
from xlplan.report.filtering import Filter, sort_out
from xlplan.template.model import CheckChoice, Template


@dataclass
class CheckResult:
    """Findings by file, in the order of the files, then what is said of files that were not read.

    ``unusable`` names files that could not be read at all. ``ignored`` are findings that the template of their file, or
    :meth:`narrow`, leaves out. ``departments`` maps spellings of departments to the names that findings carry.
    ``addresses`` are e-mail addresses by the names of departments and people, as far as the files know them.
    ``choices`` are what the templates want of checking. ``paths`` tells where a file is; one out of an archive is nowhere.
    """

    files: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    unusable: list[str] = field(default_factory=list)
    ignored: list[Finding] = field(default_factory=list)
    departments: dict[str, str] = field(default_factory=dict)
    choices: list[CheckChoice] = field(default_factory=list)
    paths: dict[str, Path] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)
    project: str = ""

    def count(self, severity: Severity) -> int:
        """How many findings somebody has to do something about; accepted ones are not among them."""
        return sum(1 for x in self.findings if x.severity is severity and x.is_open)

    def narrow(self, filter_: Filter) -> None:
        """Keep what a filter lets pass."""
        parts = sort_out(self.findings, filter_)
        self.findings = parts.wanted
        self.ignored += parts.other

    def take(self, findings: Iterable[Finding], plan: Plan | None, template: Template, names: Names) -> list[Finding]:
        """The findings of a file as its template wants them."""
        if plan is not None:
            self.project = self.project or plan.basic.name or ""
            self.addresses = addresses(plan) | self.addresses
        self.departments |= {k: names.label("dept", ids[0]) for k, ids in names.spellings.get("dept", {}).items()}
        if template.check not in self.choices:
            self.choices.append(template.check)
        parts = sort_out(findings, template_filter(template))
        self.ignored += parts.other
        return parts.wanted


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
                if file.full == str(file.path):
                    result.paths[file.name] = file.path
                if file.name in copies:
                    found = [Finding(SAME_CONTENT, Place(file.name), {"other": copies[file.name]})]
                else:
                    found = list(_book(next(books), each, result) if _is_book(file) else _document(file, result))
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


def _document(given: Given, result: CheckResult) -> Iterator[Finding]:
    try:
        source = read_source(given.path)
        template = template_of(source)
        plan, findings = load_source(source, template)
    except InputError as error:
        yield Finding(f.UNUSABLE, Place(given.name), {"detail": in_both(error)})
        return
    found = with_concern([*findings, *judge_plan(plan, template, given.name)], plan, template)
    yield from result.take(found, plan, template, plan_names(plan))


def _book(raw: RawWorkbook | Unreadable, each: Each | None, result: CheckResult) -> Iterator[Finding]:
    identity = None if isinstance(raw, Unreadable) else read_identity(raw)
    if identity is not None and identity.kind == "master" and isinstance(raw, RawWorkbook):
        try:
            master = open_master(raw.path, raw=raw)
        except InputError as error:
            yield Finding(f.UNUSABLE, Place(raw.name), {"detail": in_both(error)})
            return
        found = with_concern(_master(master, raw.name), master.plan, master.template)
        yield from result.take(found, master.plan, master.template, plan_names(master.plan))
        return
    submission = open_submission(raw, None, None)
    found, plan = _submission(submission)
    if submission.names is not None and submission.template is not None:
        found = result.take(found, plan, submission.template, submission.names)
    if each is not None:
        each(submission, [x for x in found if x.is_open])
    yield from found


def _master(master: Master, name: str) -> Iterator[Finding]:
    yield from master.findings
    if waiting := master.plan.pending:
        yield Finding(WAITING, Place(name, DECISIONS(master.plan.language)), {"count": len(waiting)})
    yield from unasked(master)
    yield from judge_plan(master.plan, master.template, name, master.reading)


def check_submission(submission: Submission) -> list[Finding]:
    """What reading found in a copy, and what the rules find."""
    return _submission(submission)[0]


def _submission(submission: Submission) -> tuple[list[Finding], Plan | None]:
    side, template, found = submission.side, submission.template, list(submission.findings)
    if side is None or template is None:
        return found, None
    if not side.anchored:
        plan = copy_plan(side, template)
        return with_concern(found, plan, template, side.department or ""), plan
    context = copy_context(side, template)
    found += [*refused_edits(side, template), *judge_copy(side, context)]
    names = context.computed.names
    return with_concern(found, context.plan, template, side.department or "", names), context.plan
