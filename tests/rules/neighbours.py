"""Plans next to an example: one value a little more or less, another choice, another name, left out; rows in another order."""

from __future__ import annotations

import copy
import datetime as dt
import inspect
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from rules.examples import BASE, TEMPLATE, context_of, example_plan
from xlplan.calculate.compute import compute
from xlplan.core.errors import InputError
from xlplan.core.kinds.choice import ChoiceKind
from xlplan.core.kinds.date import DateKind
from xlplan.core.kinds.number import IntKind, NumberKind, PercentKind
from xlplan.core.kinds.predecessors import PredecessorsKind
from xlplan.core.kinds.reference import ManyKind, ReferenceKind
from xlplan.core.kinds.text import CodeKind, LongText, TextKind
from xlplan.forms.base import Column
from xlplan.model.plan import CellKey, Plan
from xlplan.rules.base import Example, Rule, RuleContext, Setting
from xlplan.template.resolve import load_template

LIGHT = load_template("light")
COMMON = ("basic", "departments", "people", "calendar")
"""Tables that all examples have."""
UNREADABLE = "？？"
NAMES = {"person": ("张伟", "李娜", "王强"), "dept": ("市场部", "研发部")}


@dataclass(frozen=True)
class Neighbour:
    """An example with one thing changed, and the words for it."""

    change: str
    example: Example


def neighbours(rule: Rule, example: Example) -> Iterator[Neighbour]:
    """Every neighbour of an example of a rule, in the order of its document. Rows are known by their place.

    Blank cells are filled, too, in columns that the rule's own code names.
    """
    named = _named(rule)
    days = _boundaries(rule, example.document)
    for path, row, columns in _rows(example.document):
        for key, column in columns.items():
            value = row.get(key)
            if value is None and key not in named:
                continue
            if value is None and path == ("basic",):
                value = BASE["basic"].get(key)  # what the example leaves to the project that all have in common
            for other in _others(column, value, days):
                shown = ["—" if x is None else x for x in (value, other)]
                change = f"{_words(path)}.{key}: {shown[0]} → {shown[1]}"
                yield Neighbour(change, _changed(example, (*path, key), other))
    for path, row in _aside(example.document):
        for key in ("status_date", "date", "start", "finish"):
            if _day(row.get(key)):
                for other in _near(row[key]):
                    change = f"{_words(path)}.{key}: {row[key]} → {other}"
                    yield Neighbour(change, _changed(example, (*path, key), other))
    for path, rows in _lists(example.document):
        if example.deleted:
            continue
        if len(rows) > 1:
            yield Neighbour(f"{_words(path)} reversed", _changed(example, path, rows[::-1]))
        if path[0] != "calendar":
            yield Neighbour(f"{_words(path)} after a blank row", _changed(example, path, [{}, *rows]))


def _named(rule: Rule) -> frozenset[str]:
    """The words in the code of a rule: a column that it looks at is among them."""
    return frozenset(re.findall(r"\w+", inspect.getsource(inspect.getmodule(rule.check) or rule.check)))


def _boundaries(rule: Rule, document: Mapping[str, Any]) -> list[str]:
    """Days at which a rule may change its mind: around the status date, as far from it as its settings say, other dates."""
    dates = [r.get("status_date") for r in document.get("rounds", ())] + [document.get("basic", {}).get("status_date")]
    known = [str(d) for d in dates if _day(d)]
    others = sorted(set(re.findall(r"\d{4}-\d\d-\d\d", str(_plain(document)))))[:5]
    if not known:
        return others
    today = dt.date.fromisoformat(max(known))
    steps = {n for s in rule.settings if isinstance(s.default, int) for n in (s.default, s.default + 1)} | {0, 1}
    near = [str(today + dt.timedelta(days=sign * n)) for n in sorted(steps) for sign in (-1, 1) if n or sign > 0]
    return list(dict.fromkeys((*near, *others)))


def near_contexts(rule: Rule, example: Example) -> Iterator[tuple[str, RuleContext | None]]:
    """What a rule sees of all neighbours; None where the changed document is none, such as one with a row twice.

    Besides, the example itself with other numbers of the rule's settings, in a template with few forms, and as a copy of
    each department.
    """
    for near in neighbours(rule, example):
        try:
            yield near.change, context_of(example_plan(near.example))
        except InputError:
            yield near.change, None
    plan = example_plan(example)
    for key, unread in _unread_texts(rule, plan):
        yield f"{' '.join(key)} unread", context_of(unread)
    for setting in rule.settings:
        for value in _numbers(setting):
            yield f"{setting.key} = {value}", context_of(plan, settings={setting: value})
    kept = {t.key: plan.rows(t.key) for _, t in LIGHT.tables()}
    light = replace(plan, tables={k: dict(rows) for k, rows in kept.items()}, template=LIGHT.name)
    yield "in a workbook with few forms", RuleContext(light, compute(light, LIGHT), LIGHT)
    for dept in list(plan.departments.values())[:2]:
        yield f"as a copy of {dept.name}", context_of(plan, own=_own(plan, dept.id), master=False)


def _unread_texts(rule: Rule, plan: Plan) -> Iterator[tuple[CellKey, Plan]]:
    """The plan with one text of the example unread, which no document can say of a text; blank then, as after reading."""
    named = _named(rule)
    tables = {t.key: t for _, t in TEMPLATE.tables()}
    for key, rows in plan.tables.items():
        for row in rows.values() if key not in COMMON else ():
            for column in tables[key].inputs:
                if column.key in named and isinstance(column.kind, (TextKind, LongText, CodeKind)):
                    cell = (key, row.id, column.key)
                    blank = {**rows, row.id: row.with_cells({column.key: None})}
                    changed = plan.with_tables({key: blank})
                    yield cell, replace(changed, unread={**plan.unread, cell: UNREADABLE})


def _numbers(setting: Setting) -> list[Any]:
    if isinstance(setting.default, int):
        return [setting.default + n for n in (-1, 1, 3, 400) if setting.default + n >= 0]
    return [setting.default * Decimal("0.9"), setting.default * Decimal("1.1")] if setting.default else [Decimal("0.1")]


def _own(plan: Plan, dept: str) -> Callable[[str, str], bool]:
    def own(table: str, row_id: str) -> bool:
        row = plan.rows(table).get(row_id)
        task = plan.tasks.get(str(row.cell("task"))) if row else None
        return row is not None and (row.cell("dept") or (task.dept if task else None)) in (dept, None)

    return own


def _others(column: Column, value: Any, days: Sequence[str]) -> Iterator[Any]:
    """Other values for a cell; None leaves it out."""
    kind = column.kind
    if value is None:
        yield from _fillings(column, days)
        return
    yield None
    if isinstance(kind, (DateKind, IntKind, NumberKind, PercentKind, ChoiceKind, ReferenceKind)):
        yield UNREADABLE
    if isinstance(kind, DateKind) and _day(value):
        yield from dict.fromkeys((*_near(value), *(d for d in days if d != value)))
    elif isinstance(kind, PercentKind):
        yield from (x for x in ("0%", "50%", "100%") if x != value)
    elif isinstance(kind, (IntKind, NumberKind)) and isinstance(value, (int, float)):
        yield from (x for x in (value - 1, value + 1) if x >= 0)
    elif isinstance(kind, ChoiceKind):
        yield from (o.label.zh for o in kind.options if o.label.zh != value)
    elif isinstance(kind, ReferenceKind) and kind.to in NAMES:
        yield from (x for x in NAMES[kind.to] if x != value)


def _fillings(column: Column, days: Sequence[str]) -> Iterator[Any]:
    """What may stand in a cell that is blank."""
    kind = column.kind
    if isinstance(kind, DateKind):
        yield from dict.fromkeys((*days, "2026-03-10"))
    elif isinstance(kind, PercentKind):
        yield from ("50%", "100%")
    elif isinstance(kind, (IntKind, NumberKind)):
        yield from (0, 1)
    elif isinstance(kind, ChoiceKind):
        yield from (o.label.zh for o in kind.options)
    elif isinstance(kind, ReferenceKind):
        yield from NAMES.get(kind.to, ("1",))
    elif isinstance(kind, ManyKind):
        yield NAMES.get(kind.to, ("1",))[0]
    elif isinstance(kind, PredecessorsKind):
        yield "1"
    else:
        yield "某"


def _near(value: Any) -> list[str]:
    """The day before and the day after."""
    return [str(dt.date.fromisoformat(str(value)) + dt.timedelta(days=n)) for n in (-1, 1)]


def _aside(document: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], Mapping[str, Any]]]:
    """What is no form: rounds, and baselines with their tasks."""
    for part in ("rounds", "baselines"):
        for n, entry in enumerate(document.get(part, ())):
            yield (part, n), entry
            yield from (((part, n, "tasks", k), task) for k, task in enumerate(entry.get("tasks", ())))


def _day(value: Any) -> bool:
    try:
        return bool(dt.date.fromisoformat(str(value)))
    except ValueError:
        return False


def _rows(document: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], Mapping[str, Any], dict[str, Column]]]:
    """Every row of a document with its path and the columns of its table."""
    for form in TEMPLATE.forms:
        data = document.get(form.code, {} if form.code == "basic" else None)
        for table in form.tables if data is not None else ():
            path: tuple[str | int, ...] = (form.code,)
            part = data
            if len(form.tables) > 1:
                path, part = (*path, table.key), data.get(table.key)
            columns = {c.key: c for c in table.inputs}
            if isinstance(part, Mapping):
                yield path, part, columns
            for n, row in enumerate(part if isinstance(part, (list, tuple)) else ()):
                yield (*path, n), row, columns


def _lists(document: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], list[Any]]]:
    for path, _, _ in _rows(document):
        if path[-1] == 0:
            rows: Any = document
            for step in path[:-1]:
                rows = rows[step]
            yield path[:-1], list(rows)


def _changed(example: Example, path: tuple[str | int, ...], value: Any) -> Example:
    document: Any = copy.deepcopy(_plain(example.document))
    if path[0] == "basic":
        document = {**document, "basic": {**document.get("basic", {})}}
    place = document
    for step in path[:-1]:
        place = place[step]
    if value is None:
        place[path[-1]] = None
    else:
        place[path[-1]] = value
    return replace(example, document=document)


def _plain(data: Any) -> Any:
    if isinstance(data, Mapping):
        return {k: _plain(v) for k, v in data.items()}
    return [_plain(v) for v in data] if isinstance(data, (list, tuple)) else data


def _words(path: tuple[str | int, ...]) -> str:
    return "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in path).lstrip(".")


assert set(NAMES["dept"]) == {d["name"] for d in BASE["team"]["departments"]}
