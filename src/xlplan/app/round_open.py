"""Opening a round in a project's folder: folders are laid out, copies go where the round's are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from xlplan.app.gather import Progress
from xlplan.app.project_folder import ProjectFolder, find_project
from xlplan.app.split import SplitResult, split
from xlplan.model.plan import Plan, Round
from xlplan.model.returns import Standing, missing, standings
from xlplan.store.files import make_folder


@dataclass(frozen=True)
class OpenedRound:
    """A round that was opened. ``returned`` is where its copies are put when they come back.

    ``again`` says that the round was open before and copies were handed out once more. ``before`` is the round before it,
    where copies went out in that; ``missing`` are the departments that have not returned theirs, ``untouched`` says that
    nobody has.
    """

    project: ProjectFolder
    split: SplitResult
    returned: Path
    again: bool = False
    before: Round | None = None
    missing: list[Standing] = field(default_factory=list)
    untouched: bool = False


def open_in(
    path: Path,
    *,
    status_date: dt.date | None = None,
    due: dt.date | None = None,
    departments: Sequence[str] = (),
    forms: Sequence[str] = (),
    today: dt.date,
    progress: Progress | None = None,
) -> OpenedRound:
    """Open a round of the project in a folder; options and errors are those of :func:`xlplan.app.split.split`."""
    project = find_project(path)

    def place(plan: Plan, round_: Round) -> Path:
        project.lay_out(plan.language)
        make_folder(project.round("returned", round_.number, plan.language))
        return project.round("issued", round_.number, plan.language)

    done = split(
        project.master,
        place,
        status_date=status_date,
        due=due,
        departments=departments,
        forms=forms,
        today=today,
        progress=progress,
    )
    plan, number = done.plan, done.round.number
    # The plan was taken before its copies were registered.
    again = any(i.round == number for i in plan.issues)
    earlier = [r for r in plan.rounds if r.number < number and any(i.round == r.number for i in plan.issues)]
    before = max(earlier, key=lambda r: r.number, default=None)
    return OpenedRound(
        project,
        done,
        project.round("returned", number, plan.language),
        again,
        before,
        missing(plan, before.number) if before else [],
        before is not None and not any(s.returns for s in standings(plan, before.number)),
    )
