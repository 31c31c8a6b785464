"""Merging returned files and decisions into the master: read, decide, write, report. The former master is kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from xlplan.app.books import Master, Submission, open_master, open_raw, open_submission
from xlplan.app.brought import arrival_findings, take_in
from xlplan.app.deciding import choices_in, open_decisions
from xlplan.app.feeding import fed
from xlplan.app.gather import Progress, gather, nothing_in, read_given
from xlplan.app.journal import Entry, check_newest, issued_bases
from xlplan.app.judge import judge_plan
from xlplan.app.newest import refuse_issued_later
from xlplan.app.project_state import refuse_closed
from xlplan.app.saving import save_master
from xlplan.app.unasked import unasked
from xlplan.calculate.compute import Computed, compute
from xlplan.core.errors import UsageError
from xlplan.core.finding import Finding, Severity
from xlplan.core.text import Text
from xlplan.excel.raw_limits import Limits
from xlplan.feeding.base import Fed
from xlplan.merging.brought import Arrivals
from xlplan.merging.consequences import Consequences, consequences
from xlplan.merging.decide import merge
from xlplan.merging.own import own_side
from xlplan.merging.result import MergeResult
from xlplan.merging.settle import Settled, settle
from xlplan.merging.sides import Side
from xlplan.model.plan import Plan, Return
from xlplan.model.returns import missing, with_returns
from xlplan.store.files import locked
from xlplan.store.journal import MergedFile
from xlplan.template.resolve import Template

NOTHING = Text(
    "没有给出要合并的文件，“待裁定事项”里也没有新的裁定",
    "no files to merge were given, and nothing new was decided on the sheet of decisions",
)


@dataclass(frozen=True)
class Move:
    """A task whose finish moved."""

    task: str
    before: dt.date | None
    after: dt.date | None


@dataclass
class Merged:
    """The outcome for people and programs. ``written`` is None where nothing was to be written."""

    master: Master
    result: MergeResult
    submissions: list[Submission]
    plan: Plan
    template: Template
    finish_before: dt.date | None
    finish_after: dt.date | None
    progress_before: float
    progress_after: float
    moved: list[Move] = field(default_factory=list)
    written: Path | None = None
    archived: Path | None = None
    silent: list[str] = field(default_factory=list)
    fed: list[Fed] = field(default_factory=list)
    new_findings: list[Finding] = field(default_factory=list)
    solved: int = 0
    registered: int = 0
    """How many returns are new in the register."""
    not_read: list[Finding] = field(default_factory=list)
    """What is said of files that were given and not read."""
    consequences: Consequences = field(default_factory=Consequences)
    settled: Settled = field(default_factory=Settled)
    """What was decided and carried out."""
    arrivals: Arrivals | None = None
    """What files brought beside the forms."""

    @property
    def findings(self) -> list[Finding]:
        """What reading the master and the files found; what the merge itself noted is in the result."""
        return [
            *self.master.findings,
            *(x for s in self.submissions for x in s.findings),
            *self.not_read,
            *self._arrived,
        ]

    @property
    def _arrived(self) -> list[Finding]:
        return list(arrival_findings(self.arrivals, self.template)) if self.arrivals else []

    @property
    def differs(self) -> bool:
        """Whether the plan is another one than before."""
        return self.result.differs or bool(self.settled.decisions) or bool(self.arrivals and self.arrivals.differs)

    @property
    def changed(self) -> bool:
        """Whether the master has something new to remember: cells, decisions, or who returned what."""
        return self.differs or self.registered > 0

    @property
    def needs_attention(self) -> bool:
        """Whether somebody has to look: cells that wait, edits that the gate stopped, decisions or files not used."""
        unused = any(s.side is None for s in self.submissions)
        return bool(self.plan.pending or self.result.gated or unused or self.settled.findings)


def merge_files(
    master_path: Path,
    paths: Iterable[Path] = (),
    out: Path | None = None,
    dry_run: bool = False,
    *,
    decisions: Sequence[Path] = (),
    limits: Limits | None = None,
    progress: Progress | None = None,
    now: dt.datetime | None = None,
) -> Merged:
    """Merge files, folders and zip archives into a master, and carry out what was decided on its sheet of decisions.

    ``decisions`` are further workbooks with such a sheet. Without ``out`` the master is replaced and the former one
    archived; with it the result goes there and the master stays. Nothing is written where nothing changed or ``dry_run``
    is set. UsageError where there is nothing to merge and nothing was decided, InputError for a master that is not the
    newest. ``now`` is the moment that is noted, the clock's if None.
    """
    limits, paths = limits or Limits(), list(paths)
    with locked(master_path):
        raw = open_raw(master_path, limits)
        master = open_master(master_path, raw=raw)
        check_newest(master)
        master.findings += unasked(master)
        refuse_closed(master.plan, master.template)
        sheets = [raw, *(open_decisions(p, limits) for p in decisions)]
        submissions, not_read = _submissions(master, paths, limits, progress)
        refuse_issued_later(master, submissions)
        sides = [s.side for s in submissions if s.side is not None]
        result = merge(master.plan, master.template, [*sides, *_own(master)])
        said: list[Finding] = []
        choices = [c for sheet in sheets for c in choices_in(sheet, result.plan, master.template, said)]
        if not (paths or choices or said):
            raise UsageError(NOTHING)
        settled = settle(result.plan, master.template, choices, master.plan.revision + 1)
        merged = _outcome(master, result, replace(settled, findings=(*said, *settled.findings)), submissions)
        merged.not_read = not_read
        if dry_run:
            return merged
        target = out or master_path
        # A result at another place is always written: it was asked for.
        beside = target.resolve() != master_path.resolve()
        if merged.changed or beside:
            entry = Entry(
                "merge",
                master,
                merged_files(submissions),
                result.details,
                decisions=settled.decisions,
                beside=beside,
                now=now,
            )
            merged.archived = save_master(target, merged.plan, master.template, entry=entry)
            merged.written = target
    return merged


def merged_files(submissions: Iterable[Submission]) -> tuple[MergedFile, ...]:
    """The files that took part, in the order of the merge itself: it does not depend on that of the command line."""
    found = {
        (side.order, s.name): MergedFile(
            s.name, s.sha256, side.department, side.issue, side.round, s.raw.modified_by if s.raw else ""
        )
        for s in submissions
        if (side := s.side) is not None
    }
    return tuple(found[key] for key in sorted(found))


def _submissions(
    master: Master, paths: Sequence[Path], limits: Limits, progress: Progress | None
) -> tuple[list[Submission], list[Finding]]:
    """The returned files, opened, and what is said of others; InputError where paths were given and nothing is there."""
    if not paths:
        return [], []
    with gather(paths, limits) as given:
        files = [x for x in given.files if x.path.resolve() != master.path.resolve()]
        if not files and not given.findings:
            raise nothing_in(paths)
        read = read_given(files, limits, progress)
        bases = issued_bases(master)
        return [open_submission(raw, master.plan, master.template, bases) for raw in read], given.findings


def _own(master: Master) -> Iterator[Side]:
    """The project manager's side; none where it is lost what was last written."""
    if master.written is not None:
        yield own_side(
            master.written,
            master.plan,
            master.template,
            file=master.path.name,
            sha256=master.sha256,
            reading=master.reading,
        )


def _outcome(master: Master, result: MergeResult, settled: Settled, submissions: list[Submission]) -> Merged:
    template = master.template
    differs = result.differs or bool(settled.decisions)
    # What is merely remembered of files comes along even where no cell is another.
    plan, laid_out = fed(settled.plan, template) if differs else (settled.plan, [])
    arrivals = take_in(plan, master.plan, template, submissions)
    plan, differs = arrivals.plan, differs or arrivals.differs
    plan = with_returns(plan, _returns(submissions))
    registered = len(plan.returns) - len(master.plan.returns)
    if differs or registered:
        plan = replace(plan, revision=master.plan.revision + 1)
    before, after = compute(master.plan, template), compute(plan, template)
    moved = [
        Move(t, before.finish(t), after.finish(t))
        for t in plan.tasks
        if before.finish(t) != after.finish(t) and t in master.plan.tasks
    ]
    number = plan.round.number if plan.round else 0
    silent = [plan.departments[s.department].name or s.department for s in missing(plan, number)]
    was, now = _judged(master.plan, template), _judged(plan, template)
    return Merged(
        master,
        result,
        submissions,
        plan,
        template,
        before.project_finish(),
        after.project_finish(),
        _progress(before),
        _progress(after),
        moved,
        silent=silent,
        fed=laid_out,
        new_findings=[x for key, x in now.items() if key not in was and x.severity is not Severity.INFO],
        registered=registered,
        consequences=consequences(
            master.written, result, settled.decisions, (master.plan, before), (plan, after), template
        ),
        solved=sum(1 for key, x in was.items() if key not in now and x.severity is not Severity.INFO),
        settled=settled,
        arrivals=arrivals,
    )


def _returns(submissions: Iterable[Submission]) -> list[Return]:
    """The entries of the register for the files that were used."""
    sides = [s.side for s in submissions if s.side is not None]
    return [Return(s.issue, s.round, s.department, s.file, s.sha256) for s in sides if s.department]


def _judged(plan: Plan, template: Template) -> dict[tuple[str, str, str], Finding]:
    """What the rules find in a plan, by code, row and column."""
    found = judge_plan(plan, template, "")
    return {(x.code, x.place.row_id, x.place.field): x for x in found}


def _progress(computed: Computed) -> float:
    from xlplan.twins.dashboard import FIGURES

    value = next(f for f in FIGURES if f.key == "percent").value(computed.world)
    return float(value)
