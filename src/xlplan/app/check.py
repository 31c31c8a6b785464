"""Checking files: masters, department copies, plan documents; whole folders and archives of them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from xlplan.app.checked import Checked, Each, check_document, check_submission
from xlplan.app.checkers import check_books
from xlplan.app.gather import Given, Progress, gather, same_content
from xlplan.core.finding import Finding, Place, Severity
from xlplan.excel import file_findings as f
from xlplan.excel.given_findings import SAME_CONTENT
from xlplan.excel.raw_limits import Limits
from xlplan.report.filtering import Filter, sort_out
from xlplan.template.model import CheckChoice

__all__ = ["CheckResult", "check", "check_submission"]


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

    def take(self, done: Checked) -> None:
        """Take what was found in one more file."""
        self.project = self.project or done.project
        self.addresses = done.addresses | self.addresses
        self.departments |= done.departments
        if done.choice is not None and done.choice not in self.choices:
            self.choices.append(done.choice)
        self.ignored += done.ignored
        self.findings += sorted(done.findings, key=_order)


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
        wanted = [x for x in given.files if _is_book(x) and x.name not in copies]
        with contextlib.closing(check_books(wanted, limits, progress, each)) as books:
            for file in given.files:
                result.files.append(file.name)
                if file.full == str(file.path):
                    result.paths[file.name] = file.path
                if file.name in copies:
                    done = Checked([Finding(SAME_CONTENT, Place(file.name), {"other": copies[file.name]})])
                else:
                    done = next(books) if _is_book(file) else check_document(file)
                result.take(done)
                if copies.get(file.name) in result.unusable or any(map(_makes_unusable, done.findings)):
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
