"""Checking one file: a master, a department's copy, a plan document. Everything found, nothing stops at the first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from xlplan.app.addresses import addresses
from xlplan.app.books import Master, Submission, in_both, open_master, open_submission
from xlplan.app.concern import with_concern
from xlplan.app.gather import Given
from xlplan.app.judge import copy_context, copy_plan, judge_copy, judge_plan
from xlplan.app.overstep import refused_edits
from xlplan.app.unasked import unasked
from xlplan.app.wanted import template_filter
from xlplan.core.errors import InputError
from xlplan.core.finding import Finding, Place
from xlplan.core.names import Names
from xlplan.core.raw import RawWorkbook, Unreadable
from xlplan.document.load import load_source, template_of
from xlplan.document.source import read_source
from xlplan.excel import file_findings as f
from xlplan.excel.decisionwords import TITLE as DECISIONS
from xlplan.excel.identity import read_identity
from xlplan.merging.findings import WAITING
from xlplan.model.plan import Plan, plan_names
from xlplan.report.filtering import sort_out
from xlplan.template.model import CheckChoice, Template

Each = Callable[[Submission, Sequence[Finding]], object]
"""What else is done with a returned file and its findings."""


@dataclass
class Checked:
    """What was found in a file, and what it says of its project; see :class:`xlplan.app.check.CheckResult`."""

    findings: list[Finding] = field(default_factory=list)
    ignored: list[Finding] = field(default_factory=list)
    departments: dict[str, str] = field(default_factory=dict)
    choice: CheckChoice | None = None
    addresses: dict[str, str] = field(default_factory=dict)
    project: str = ""

    def take(self, findings: Iterable[Finding], plan: Plan | None, template: Template, names: Names) -> None:
        """Take findings as their template wants them."""
        if plan is not None:
            self.project, self.addresses = plan.basic.name or "", addresses(plan)
        self.departments = {k: names.label("dept", ids[0]) for k, ids in names.spellings.get("dept", {}).items()}
        self.choice = template.check
        parts = sort_out(findings, template_filter(template))
        self.findings += parts.wanted
        self.ignored += parts.other

    def take_plan(self, findings: Iterable[Finding], plan: Plan, template: Template) -> None:
        """Take the findings of a whole plan, with whom they concern."""
        names = plan_names(plan)
        self.take(with_concern(findings, plan, template, names=names), plan, template, names)


def check_document(given: Given) -> Checked:
    """Check a plan document."""
    done = Checked()
    try:
        source = read_source(given.path)
        template = template_of(source)
        plan, findings = load_source(source, template)
    except InputError as error:
        done.findings.append(Finding(f.UNUSABLE, Place(given.name), {"detail": in_both(error)}))
        return done
    done.take_plan([*findings, *judge_plan(plan, template, given.name)], plan, template)
    return done


def check_book(raw: RawWorkbook | Unreadable, each: Each | None = None) -> Checked:
    """Check a workbook that was read; ``each`` gets a returned file once its findings are known."""
    done = Checked()
    identity = None if isinstance(raw, Unreadable) else read_identity(raw)
    if identity is not None and identity.kind == "master" and isinstance(raw, RawWorkbook):
        try:
            master = open_master(raw.path, raw=raw)
        except InputError as error:
            done.findings.append(Finding(f.UNUSABLE, Place(raw.name), {"detail": in_both(error)}))
            return done
        done.take_plan(_master(master, raw.name), master.plan, master.template)
        return done
    submission = open_submission(raw, None, None)
    found, plan = _submission(submission)
    if submission.names is not None and submission.template is not None:
        done.take(found, plan, submission.template, submission.names)
    else:
        done.findings += found
    if each is not None:
        each(submission, [x for x in done.findings if x.is_open])
    return done


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
