"""The status report of a project: its plan, its schedule, what changed since, as one page."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from xlplan.app.books import open_master
from xlplan.app.exporting import load_plan
from xlplan.app.file_names import DOCUMENTS
from xlplan.app.former import refuse_gone
from xlplan.app.holidays import with_holidays
from xlplan.app.scheduling import schedule_computed
from xlplan.app.since import changes_since
from xlplan.calculate.compute import compute
from xlplan.core.errors import UsageError
from xlplan.core.text import Lang, Text
from xlplan.model.plan import Plan
from xlplan.report.status.facts import Status
from xlplan.report.status.page import status_html
from xlplan.store.files import free_path, safe_file_name, write_atomic
from xlplan.template.resolve import Template

NO_HISTORY = Text(
    "{file} 是计划文档，没有版本记录；--since 要用主计划",
    "{file} is a plan document and has no revisions; --since needs a master",
)
NAME = Text("{project}_状态报告_{date}.html", "{project}_status_{date}.html")
NOT_HTML = Text(
    "{file}：状态报告是网页，请用 .html 结尾的文件名", "{file}: the report is a web page; end its name in .html"
)


def read_status(path: Path, lang: Lang, now: dt.datetime, since: int | None = None) -> Status:
    """What a master or plan document says now, and what changed since a revision, or since the newest round was answered.

    InputError where the file is neither, or the revision is not known.
    """
    refuse_gone(path)
    if path.suffix.lower() in DOCUMENTS:
        if since is not None:
            raise UsageError(NO_HISTORY, file=path.name)
        plan, template = load_plan(path)
        return status_of(with_holidays(plan, now.date()), template, lang, now)
    master = open_master(path)
    found = status_of(master.plan, master.template, lang, now)
    return replace(found, since=changes_since(master, found.computed, since), findings=tuple(master.findings))


def status_of(plan: Plan, template: Template, lang: Lang, now: dt.datetime) -> Status:
    """What a plan says, without a history."""
    computed = compute(plan, template, lang)
    schedule = schedule_computed(plan, template, computed, now.date()).schedule
    return Status(plan, template, computed, schedule, now)


def write_status(status: Status, out: Path | None, beside: Path) -> Path:
    """Write the page, without a name into a new file beside another one; returns where it is.

    UsageError for a name that is not one of a web page, OutputError where it can't be written.
    """
    if out is None:
        date = (status.plan.status_date or status.made.date()).isoformat()
        project = safe_file_name(status.plan.basic.code or beside.stem)
        out = free_path(beside.parent / NAME(status.lang, project=project, date=date))
    elif out.suffix.lower() not in (".html", ".htm"):
        raise UsageError(NOT_HTML, file=out.name)
    text = status_html(status)
    write_atomic(out, lambda path: path.write_text(text, encoding="utf-8", errors="replace"))
    return out
