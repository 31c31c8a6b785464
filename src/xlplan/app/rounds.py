"""Opening a round: its number and dates, and the progress rows that are laid out for it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from xlplan.calculate.compute import Computed
from xlplan.core.errors import UsageError
from xlplan.core.text import Text
from xlplan.forms.base import Row
from xlplan.forms.basic import Basic
from xlplan.forms.progress import PROGRESS, Progress, progress_id
from xlplan.model.order import task_order
from xlplan.model.plan import Plan, Round
from xlplan.template.resolve import Template

FRIDAY = 4
DAYS_TO_RETURN = 3
EARLIER = Text("状态日期 {date} 早于上一轮的 {last}", "the status date {date} is before that of the last round, {last}")
LATE_DUE = Text("交回日期 {due} 早于状态日期 {date}", "the due date {due} is before the status date {date}")


def default_status_date(today: dt.date) -> dt.date:
    """The Friday of the week."""
    return today + dt.timedelta(days=FRIDAY - today.weekday())


def next_round(plan: Plan, status_date: dt.date, due: dt.date | None) -> Round:
    """The round of a status date: the newest one again where it has that date, else a new one.

    UsageError where the date lies before the last round or after the day of return.
    """
    last = plan.round
    due = due or status_date + dt.timedelta(days=DAYS_TO_RETURN)
    if due < status_date:
        raise UsageError(LATE_DUE, due=due, date=status_date)
    if last and status_date < last.status_date:
        raise UsageError(EARLIER, date=status_date, last=last.status_date)
    if last and status_date == last.status_date:
        return replace(last, due=due)
    return Round((last.number if last else 0) + 1, status_date, due)


def open_round(plan: Plan, round_: Round, computed: Computed, template: Template) -> Plan:
    """The plan with the round opened: status date set, a progress row for each task that is due a report.

    Those are leaves that are not finished and have started, should have, or start within the template's days.
    State fields carry over from the last report, the texts of the period start blank. A template without progress has
    rounds, but no rows.
    """
    rounds = (*(r for r in plan.rounds if r.number != round_.number), round_)
    latest = plan.latest_progress()
    rows: dict[str, Row] = dict(plan.progress)
    horizon = round_.status_date + dt.timedelta(days=template.prefill_days)
    columns = [c for _, t in template.tables() if t.key == PROGRESS.key for c in t.inputs]
    carried = [c.key for c in columns if not c.period and c.key not in ("task", "round")]
    for task in task_order(plan) if columns else ():
        if not computed.is_leaf(task) or computed.percent(task) >= 1:
            continue
        start = computed.planned_start(task)
        last = latest.get(task)
        begun = computed.percent(task) > 0 or bool(last and last.actual_start)
        row_id = progress_id(task, round_.number)
        if row_id in rows or not (begun or (start and start <= horizon)):
            continue
        fresh = Progress(id=row_id, task=task, round=round_.number)
        values = {k: last.cell(k) for k in carried} if last else {}
        rows[row_id] = fresh.with_cells(values)
    basic: Basic = plan.basic.model_copy(update={"status_date": round_.status_date})
    return replace(plan, rounds=rounds).with_tables({"basic": {basic.id: basic}, "progress": rows})
