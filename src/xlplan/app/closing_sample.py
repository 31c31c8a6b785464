"""The sample project at its end: the running project, and what changes until then (``closing.yaml``).

No words or figures stand here: what people wrote is data, and the dates of tasks are those of the schedule.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

from xlplan.app.feeding import fed
from xlplan.app.holidays import with_holidays
from xlplan.app.rounds import open_round
from xlplan.calculate.compute import Computed, compute
from xlplan.core.errors import InputError
from xlplan.core.text import LANGS, Lang, Text
from xlplan.document.load import load_source, template_of
from xlplan.document.source import Source, read_source
from xlplan.forms.base import Row, Table
from xlplan.model.plan import Plan, Round
from xlplan.template.resolve import Template

UNREADABLE = Text("示例数据有误：{what}", "the sample data are wrong: {what}")
Data = dict[str, Any]


def closing_sample(folder: Path, lang: Lang) -> tuple[Plan, Template]:
    """The plan of the finished project, ready to be closed. InputError where the sample's data can't be used."""
    source = read_source(folder / f"plan.{lang}.yaml")
    changes = read_source(folder / "closing.yaml")
    template = template_of(source)
    data = overlaid(source.data, spoken(changes.data["forms"], lang), template)
    plan, findings = load_source(replace(source, data=data), template)
    if findings:
        raise InputError(UNREADABLE, what=f"{changes.file}, {findings[0].place.form}.{findings[0].place.field}")
    last = _round(changes)
    plan = finished(with_holidays(plan, last.status_date), template, last)
    plan, _ = fed(plan, template)
    return checked(plan, compute(plan, template), spoken(changes.data["checked"], lang)), template


def _round(changes: Source) -> Round:
    last = changes.data["round"]
    status_date, due = (dt.date.fromisoformat(last[key]) for key in ("status_date", "due"))
    return Round(int(last["number"]), status_date, due)


def spoken(data: Any, lang: Lang) -> Any:
    """Data with each ``{zh: …, en: …}`` replaced by the text in one language."""
    if isinstance(data, Mapping):
        return data[lang] if set(data) == set(LANGS) else {key: spoken(value, lang) for key, value in data.items()}
    return data


def overlaid(document: Data, changes: Data, template: Template) -> Data:
    """A plan document with cells of its rows replaced, and the rows added that it does not have.

    ``changes``: by form, and by table where a form has several, cells by row id, or by task in a table whose rows have
    no id of their own; of a record just its cells. InputError for a form or table that the template does not have.
    """
    result = deepcopy(document)
    forms = {form.code: form.tables for form in template.forms if form.tables}
    for code, changed in changes.items():
        if code not in forms:
            raise InputError(UNREADABLE, what=code)
        if len(forms[code]) == 1:
            result[code] = _table(forms[code][0], result.get(code), changed)
            continue
        parts = result.setdefault(code, {})
        tables = {table.key: table for table in forms[code]}
        for key, part in changed.items():
            if key not in tables:
                raise InputError(UNREADABLE, what=f"{code}.{key}")
            parts[key] = _table(tables[key], parts.get(key), part)
    return result


def _table(table: Table, rows: Any, changed: Data) -> Any:
    if table.shape == "record":
        return {**(rows or {}), **changed}
    listed: list[Data] = list(rows or ())
    named = {str(row.get("id") or row.get("task")): row for row in listed}
    for row_id, cells in changed.items():
        if row_id in named:
            named[row_id].update(cells)
        else:
            listed.append({"id": row_id, **cells})
    return listed


def finished(plan: Plan, template: Template, last: Round) -> Plan:
    """The plan with a last round in which every task is reported finished, on the dates that the schedule gives now."""
    computed = compute(plan, template)
    plan = open_round(plan, last, computed, template)
    rows: dict[str, Row] = dict(plan.progress)
    for row in plan.progress.values():
        if row.round != last.number or row.task is None:
            continue
        rows[row.id] = row.with_cells(
            {
                "actual_start": row.actual_start or computed.start(row.task),
                "actual_finish": computed.finish(row.task),
                "percent": 1,
                "blocked": None,
                "forecast_finish": None,
                "updated_by": plan.tasks[row.task].owner,
                "updated_on": last.status_date,
            }
        )
    return plan.with_tables({"progress": rows})


def checked(plan: Plan, computed: Computed, said: Data) -> Plan:
    """The plan with the self-checks answered that nobody has answered yet: by the owner, on the task's last day."""
    return plan.with_tables({"selfcheck": dict(_answers(plan, computed, said))})


def _answers(plan: Plan, computed: Computed, said: Data) -> Iterator[tuple[str, Row]]:
    for id_, row in plan.rows("selfcheck").items():
        task = plan.tasks.get(str(row.cell("task")))
        if task is None or row.cell("result"):
            yield id_, row
            continue
        department = plan.departments.get(task.dept or "")
        by = {
            "checked_by": task.owner,
            "checked_on": computed.finish(task.id),
            "confirmed_by": department.head if department else None,
        }
        yield id_, row.with_cells({**said, **by})
