"""Closing a round: what came back is checked, marked where it has to be corrected, merged, and reported."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from xlplan.app.annotate import Annotator, annotator
from xlplan.app.books import Submission, open_master, open_raw
from xlplan.app.check import CheckResult, check
from xlplan.app.gather import Progress
from xlplan.app.merging import Merged, merge_files
from xlplan.app.project_folder import ProjectFolder, find_project
from xlplan.app.project_state import refuse_closed
from xlplan.app.returned import returned_in, to_merge
from xlplan.app.round_status import round_of
from xlplan.core.errors import InputError
from xlplan.core.finding import Finding, Severity
from xlplan.core.text import Text
from xlplan.excel.raw_limits import Limits
from xlplan.model.plan import Round
from xlplan.model.returns import Standing, is_merged, standings

NOTHING = Text(
    "没有要合并的文件：把各部门交回的文件放进 {folder}",
    "there is nothing to merge: put what departments return into {folder}",
)


@dataclass
class ClosedRound:
    """The outcome of closing a round. ``back`` are the annotated returns, ``reports`` is where the report belongs.

    ``overdue``: who is missing is late.
    """

    project: ProjectFolder
    round: Round
    checked: CheckResult
    merged: Merged
    reports: Path
    overdue: bool
    back: list[Path] = field(default_factory=list)

    @property
    def needs_attention(self) -> bool:
        """Whether somebody has to look: something to correct or to decide, or departments that are late."""
        errors = self.checked.count(Severity.ERROR)
        late = self.overdue and any(s.is_missing for s in self.standings)
        return bool(self.merged.needs_attention or errors or late)

    @property
    def behind(self) -> list[str]:
        """Files of earlier rounds that were not merged before."""
        before, number = self.merged.master.plan, self.round.number
        sides = [s.side for s in self.merged.submissions if s.side is not None]
        return [s.file for s in sides if s.round < number and not is_merged(before, s.sha256)]

    @property
    def standings(self) -> list[Standing]:
        """How the departments stand in the round after the merge."""
        return standings(self.merged.plan, self.round.number)


def close_round(
    path: Path,
    *,
    number: int | None = None,
    dry_run: bool = False,
    today: dt.date,
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> ClosedRound:
    """Close a round, the newest by default: its returns, and those of other rounds that are not merged yet.

    It may be closed again when more has come back. Nothing is written with ``dry_run``. InputError where there is nothing
    to merge, UsageError where there is no such round or the project is closed.
    """
    project = find_project(path, limits)
    master = open_master(project.master, raw=open_raw(project.master, limits))
    plan = master.plan
    refuse_closed(plan, master.template)
    round_ = round_of(plan, number)
    found = returned_in(project, plan, master.template, limits)
    paths = list(to_merge(project, plan, found, round_.number))
    if not paths:
        raise InputError(NOTHING, folder=str(project.round("returned", round_.number, plan.language)))
    back: Annotator | None = None
    if not dry_run:
        back = annotator(project.round("back", round_.number, plan.language), paths)

    def annotate(submission: Submission, findings: Sequence[Finding]) -> None:
        # What was merged before was sent back then.
        if back is not None and not is_merged(plan, submission.sha256):
            back(submission, findings)

    checked = check(paths, limits, progress, annotate)
    merged = merge_files(project.master, paths, None, dry_run, limits=limits)
    return ClosedRound(
        project,
        round_,
        checked,
        merged,
        project.part("reports", plan.language),
        bool(round_.due and today > round_.due),
        back.written if back else [],
    )
