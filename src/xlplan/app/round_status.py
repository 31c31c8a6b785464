"""How a round stands: who was handed a copy, what lies in the folder of returns, what is merged, who is late or silent."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

from xlplan.app.books import open_master, open_raw
from xlplan.app.gather import Progress
from xlplan.app.project_folder import ProjectFolder, find_project
from xlplan.app.returned import Lying, Returned, returned_in
from xlplan.core.errors import UsageError
from xlplan.core.finding import Finding
from xlplan.core.text import Text
from xlplan.excel.raw_limits import Limits
from xlplan.model.plan import Plan, Round
from xlplan.model.returns import Standing, standings
from xlplan.template.resolve import Template

NO_ROUND = Text("还没有下发过任何一轮；先用 xlplan round open", "no round was opened yet; begin with xlplan round open")
UNKNOWN = Text("没有第 {number} 轮；有：{known}", "there is no round {number}; there are: {known}")


@dataclass(frozen=True)
class DepartmentStatus:
    """A department in a round. ``waiting`` are its files for the round that are not merged yet.

    ``returned``: something came back, merged or not. ``late``: nothing did, and the due day has passed.
    """

    standing: Standing
    waiting: tuple[Lying, ...] = ()
    merged: tuple[Lying, ...] = ()
    late: bool = False

    @property
    def returned(self) -> bool:
        return bool(self.standing.returns or self.waiting or self.merged)

    @property
    def silent(self) -> int:
        """The rounds in a row, this one included, without a return; 0 where one lies there."""
        return 0 if self.returned else self.standing.silent


@dataclass
class RoundStatus:
    """The answer of ``round status``. ``others`` are files for other rounds that are not merged yet."""

    project: ProjectFolder
    master: Path
    plan: Plan
    template: Template
    round: Round
    overdue: bool
    lines: list[DepartmentStatus] = field(default_factory=list)
    others: list[Lying] = field(default_factory=list)
    unusable: list[Lying] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def missing(self) -> list[DepartmentStatus]:
        """Who was handed a copy and has returned nothing."""
        return [x for x in self.lines if not x.returned]

    @property
    def unmerged(self) -> list[Lying]:
        """Usable files that are not merged yet."""
        return [f for x in self.lines for f in x.waiting] + self.others


def round_status(
    path: Path,
    *,
    number: int | None = None,
    today: dt.date,
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> RoundStatus:
    """The status of a round, the newest by default. UsageError where there is no such round."""
    project = find_project(path, limits)
    master = open_master(project.master, raw=open_raw(project.master, limits))
    round_ = round_of(master.plan, number)
    found = returned_in(project, master.plan, master.template, limits, progress)
    overdue = bool(round_.due and today > round_.due)
    status = RoundStatus(project, project.master, master.plan, master.template, round_, overdue)
    _sort_in(status, found)
    return status


def round_of(plan: Plan, number: int | None) -> Round:
    """A round by its number, the newest one without."""
    if plan.round is None:
        raise UsageError(NO_ROUND)
    if number is None:
        return plan.round
    found = next((r for r in plan.rounds if r.number == number), None)
    if found is None:
        raise UsageError(UNKNOWN, number=number, known=", ".join(str(r.number) for r in plan.rounds))
    return found


def _sort_in(status: RoundStatus, found: Returned) -> None:
    number = status.round.number
    mine: dict[str, list[Lying]] = {}
    for file in found.files:
        if not file.usable:
            status.unusable.append(file)
        elif file.round == number:
            mine.setdefault(file.department, []).append(file)
        elif not file.merged:
            status.others.append(file)
    # What could not be used in an earlier round was said then.
    earlier = [p for n, p in status.project.rounds("returned", status.plan.language).items() if n < number]
    status.unusable = [f for f in status.unusable if f.source.parent not in earlier]
    known = {s.department: s for s in standings(status.plan, number)}
    known |= {d: Standing(d) for d in mine if d not in known}
    for department in (d for d in status.plan.departments if d in known):
        files = mine.get(department, [])
        line = DepartmentStatus(
            known[department],
            tuple(f for f in files if not f.merged),
            tuple(f for f in files if f.merged),
        )
        late = status.overdue and not line.returned
        status.lines.append(DepartmentStatus(line.standing, line.waiting, line.merged, late))
    status.findings += found.not_read
