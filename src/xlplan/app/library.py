"""xlplan as a library: read, write, check, merge, schedule, frames; and the same, and more, of a project that was read.

What people typed never raises: it becomes findings. :class:`xlplan.XlplanError` and its children mean "cannot go on".
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from xlplan.app.check import CheckResult
from xlplan.app.check import check as check_files
from xlplan.app.concern import with_concern
from xlplan.app.exporting import open_plan
from xlplan.app.frames import plan_frames
from xlplan.app.judge import judge_plan
from xlplan.app.merging import Merged, merge_files
from xlplan.app.saving import save_master
from xlplan.app.scheduling import schedule_plan
from xlplan.app.split import SplitResult
from xlplan.app.split import split as split_master
from xlplan.app.status import read_status, write_status
from xlplan.core.errors import OutputError, UsageError
from xlplan.core.finding import Finding
from xlplan.core.text import Lang, Text
from xlplan.model.plan import Plan
from xlplan.model.read import Reading
from xlplan.scheduling.activity import Schedule
from xlplan.template.resolve import Template

if TYPE_CHECKING:
    import pandas as pd

PathLike = str | Path
THERE = Text("{file} 已存在，请换个文件名", "{file} is there already; choose another name")
NO_FILE = Text("计划还没有文件，先用 write 写出", "the plan has no file yet; write it first")


@dataclass(frozen=True)
class Project:
    """A plan that was read from a file or is about to be written, with what reading found."""

    plan: Plan
    template: Template
    findings: list[Finding] = field(default_factory=list)
    path: Path | None = None
    reading: Reading | None = None
    """Where the cells of a master stand."""

    def frames(self, today: dt.date | None = None) -> dict[str, pd.DataFrame]:
        """Tidy data frames by table; see :func:`xlplan.app.frames.plan_frames`."""
        return plan_frames(self.plan, self.template, today)

    def schedule(self, today: dt.date | None = None) -> Schedule:
        """Dates, floats and the critical path. ``today`` is the start of a plan that names none."""
        return schedule_plan(self.plan, self.template, today or dt.date.today()).schedule

    def check(self) -> list[Finding]:
        """What reading found and what the rules find, each with its cell where the plan comes from a master."""
        name = self.path.name if self.path else ""
        found = judge_plan(self.plan, self.template, name, self.reading)
        return with_concern([*self.findings, *found], self.plan, self.template)

    def split(
        self,
        folder: PathLike,
        *,
        status_date: dt.date | None = None,
        due: dt.date | None = None,
        departments: Sequence[str] = (),
        forms: Sequence[str] = (),
        today: dt.date | None = None,
    ) -> SplitResult:
        """Issue a copy to each department, or to those named, and note the round in the master; then read it anew."""
        return split_master(
            self._file,
            Path(folder),
            status_date=status_date,
            due=due,
            departments=departments,
            forms=forms,
            today=today or dt.date.today(),
        )

    def merge(self, files: Iterable[PathLike] = (), *, out: PathLike | None = None, dry_run: bool = False) -> Merged:
        """Merge returned copies, folders of them and what was decided into the master; then read it anew.

        See :func:`xlplan.app.merging.merge_files`.
        """
        return merge(self._file, files, out=out, dry_run=dry_run)

    def report(self, out: PathLike | None = None, *, lang: Lang | None = None, since: int | None = None) -> Path:
        """Write the status report, one web page, and return where it is: beside the file where no name is given.

        ``lang`` is the plan's own if None; ``since`` is the revision to compare with, by default the one before the newest
        round was merged. UsageError for a plan without a file, or a name that is not a web page's.
        """
        status = read_status(self._file, lang or self.plan.language, dt.datetime.now(), since)
        return write_status(status, Path(out) if out is not None else None, self._file)

    @property
    def _file(self) -> Path:
        if self.path is None:
            raise UsageError(NO_FILE)
        return self.path


def read(path: PathLike) -> Project:
    """Read a master workbook or a plan document (YAML, JSON). InputError where it is neither."""
    path = Path(path)
    opened = open_plan(path)
    return Project(opened.plan, opened.template, opened.findings, path, opened.reading)


def write(project: Project, path: PathLike) -> Project:
    """Write a plan as a master workbook, and return it as the project of that file.

    OutputError where the file is there already: masters are changed by merging.
    """
    path = Path(path)
    if path.exists():
        raise OutputError(THERE, file=path)
    save_master(path, project.plan, project.template)
    return replace(project, path=path, reading=None)


def merge(
    master: PathLike, files: Iterable[PathLike] = (), *, out: PathLike | None = None, dry_run: bool = False
) -> Merged:
    """Merge returned copies, folders of them and what was decided into a master.

    See :func:`xlplan.app.merging.merge_files`; InputError where the master can't be used, or there is nothing to merge.
    """
    return merge_files(Path(master), map(Path, files), Path(out) if out is not None else None, dry_run)


def schedule(path: PathLike, today: dt.date | None = None) -> Schedule:
    """The schedule of a master or plan document: dates, floats in working days, critical paths.

    ``today`` is the start of a plan that names none. InputError where the file is neither.
    """
    return read(path).schedule(today)


def check(*paths: PathLike) -> CheckResult:
    """Check masters, copies, plan documents, folders and archives. InputError where there is nothing to read."""
    return check_files(map(Path, paths))


def frames(path: PathLike, today: dt.date | None = None) -> dict[str, pd.DataFrame]:
    """The data frames of a master or plan document."""
    return read(path).frames(today)
