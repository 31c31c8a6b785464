"""The returned files that lie in a project's folder: whose they are, of which round, and whether they are merged already."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from xlplan.app.books import Submission, open_submission
from xlplan.app.file_names import Kind, kind_of
from xlplan.app.gather import Progress, gather, read_given
from xlplan.app.project_folder import ProjectFolder
from xlplan.core.finding import Finding
from xlplan.excel.raw_limits import Limits
from xlplan.merging.sides import edits
from xlplan.model.plan import Plan
from xlplan.model.returns import is_merged
from xlplan.template.resolve import Template


@dataclass(frozen=True)
class Lying:
    """A returned file. ``source`` is what lies in the folder: the file itself or the archive that holds it.

    ``edits`` counts the cells that differ from what was issued. A file that can't be used has no department; its
    ``findings`` say why.
    """

    name: str
    source: Path
    sha256: str = ""
    department: str = ""
    round: int = 0
    serial: int = 0
    edits: int = 0
    merged: bool = False
    findings: tuple[Finding, ...] = ()

    @property
    def usable(self) -> bool:
        """Whether it can be merged."""
        return bool(self.department)


@dataclass
class Returned:
    """What lies there, in the order of the folders, and what is said of files that were not read."""

    files: list[Lying] = field(default_factory=list)
    not_read: list[Finding] = field(default_factory=list)


def places_of(project: ProjectFolder, plan: Plan) -> list[Path]:
    """The files and archives that may hold returns: those of the rounds, then those that lie in 收回 itself."""
    folder = project.part("returned", plan.language)
    rounds = project.rounds("returned", plan.language)
    return [p for f in (*(rounds[n] for n in sorted(rounds)), folder) for p in _files(f)]


def _files(folder: Path) -> list[Path]:
    """The files of a folder that may be returns; what else lies there is for the commands that take whole folders."""
    if not folder.is_dir():
        return []
    wanted = (Kind.WORKBOOK, Kind.ZIP, Kind.UNKNOWN)
    return [p for p in sorted(folder.iterdir()) if p.is_file() and kind_of(p.name) in wanted]


def returned_in(
    project: ProjectFolder,
    plan: Plan,
    template: Template,
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> Returned:
    """Read all returned files of a project."""
    places = places_of(project, plan)
    found = Returned()
    if not places:
        return found
    limits = limits or Limits()
    with contextlib.ExitStack() as stack:
        given, sources = [], []
        for place in places:
            gathered = stack.enter_context(gather([place], limits))
            given += gathered.files
            sources += [place] * len(gathered.files)
            found.not_read += gathered.findings
        with contextlib.closing(read_given(given, limits, progress)) as books:
            for source, raw in zip(sources, books, strict=True):
                found.files.append(_lying(open_submission(raw, plan, template), source, plan, template))
    return found


def _lying(submission: Submission, source: Path, plan: Plan, template: Template) -> Lying:
    side = submission.side
    if side is None or side.department is None:
        return Lying(submission.name, source, submission.sha256, findings=tuple(submission.findings))
    return Lying(
        submission.name,
        source,
        side.sha256,
        side.department,
        side.round,
        side.issue,
        len(edits(side, template)),
        is_merged(plan, side.sha256),
        tuple(submission.findings),
    )


def to_merge(project: ProjectFolder, plan: Plan, found: Returned, number: int) -> Iterator[Path]:
    """What a closing round takes: the round's folder whole; what is not merged yet of the files that lie in 收回 itself
    and, as far as it can be used, of those in the folders of earlier rounds.
    """
    rounds = {path: n for n, path in project.rounds("returned", plan.language).items()}
    yield from (p for p, n in rounds.items() if n == number and any(p.iterdir()))
    lying = {f.source: rounds.get(f.source.parent, 0) for f in found.files if not f.merged}
    usable = {f.source for f in found.files if not f.merged and f.usable}
    yield from (s for s, n in lying.items() if n == 0 or (n < number and s in usable))
