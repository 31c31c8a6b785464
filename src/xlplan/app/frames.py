"""A plan as tidy data frames: a row per row, a column per column, each of the type of what it holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from xlplan.app.scheduling import schedule_computed
from xlplan.calculate.compute import compute
from xlplan.core.errors import XlplanError
from xlplan.core.kinds.base import Ctx, Kind
from xlplan.core.kinds.choice import ChoiceKind
from xlplan.core.kinds.date import BoolKind, DateKind
from xlplan.core.kinds.number import IntKind, NumberKind
from xlplan.core.kinds.reference import ManyKind, ReferenceKind
from xlplan.core.link import LINK_TYPES
from xlplan.core.text import Text
from xlplan.model.order import rows_in_order
from xlplan.model.plan import Plan
from xlplan.scheduling.activity import Schedule, Timing
from xlplan.template.resolve import Template

if TYPE_CHECKING:
    import pandas as pd

NO_PANDAS = Text(
    "数据表需要 pandas：pip install pandas，或 pip install 'xlplan[frames]'",
    "data frames need pandas: pip install pandas, or pip install 'xlplan[frames]'",
)
DAY, TEXT, WHOLE, NUMBER, TRUTH, CHOICE = "datetime64[s]", "string", "Int64", "Float64", "boolean", "category"
_UNKNOWN = Timing("", "planned")
"""Of a task that is not scheduled: nothing is known."""
_TIMING = {
    "start": ("early_start", DAY),
    "finish": ("early_finish", DAY),
    "late_start": ("late_start", DAY),
    "late_finish": ("late_finish", DAY),
    "total_float": ("total_float", WHOLE),
    "free_float": ("free_float", WHOLE),
    "critical": ("critical", TRUTH),
    "near_critical": ("near_critical", TRUTH),
}
"""Columns of the schedule beside a task, with what they are called in its timing."""


def plan_frames(plan: Plan, template: Template, today: dt.date | None = None) -> dict[str, pd.DataFrame]:
    """Every table of a plan by its key, indexed by row id in the order of its sheet; those without rows are empty frames.

    Dates are ``datetime64[s]``, money and other numbers ``Float64`` (money in yuan, shares from 0 to 1), whole numbers
    ``Int64``, choices categories of their keys, everything else ``string``; blanks are missing values. A reference holds
    an id, beside it ``…_name`` says what people call it; several are separated by ``; ``. Beside the tasks stand dates,
    floats in working days and critical path of the schedule. Two more frames: ``links``, a row per predecessor, and
    ``unread``, a row per cell whose text could not be read, which is missing in its own table. ``today`` is the start of a
    plan that names none. XlplanError without pandas.
    """
    _pandas()
    computed = compute(plan, template, sheets=False)
    ctx = Ctx(plan.language, computed.names)
    found: dict[str, pd.DataFrame] = {}
    for _, table in template.tables():
        rows = rows_in_order(plan, table.key)
        columns: dict[str, Any] = {}
        for column in table.inputs:
            cells = [row.cell(column.key) for row in rows]
            columns |= _columns(column.key, column.kind, cells, ctx)
        if table.key == "wbs":
            schedule = schedule_computed(plan, template, computed, today or dt.date.today()).schedule
            columns |= _scheduled(schedule, [row.id for row in rows])
        found[table.key] = _frame(columns, [row.id for row in rows])
    links = [(t.id, *link) for t in plan.tasks.values() for link in t.predecessors or ()]
    kinds = {"task": TEXT, "predecessor": TEXT, "type": CHOICE, "lag": WHOLE, "elapsed": TRUTH}
    found["links"] = _listed(links, kinds)
    unread = [(*cell, text) for cell, text in plan.unread.items()]
    found["unread"] = _listed(unread, dict.fromkeys(("table", "id", "column", "text"), TEXT))
    return found


def _pandas() -> Any:
    try:
        import pandas
    except ImportError as fault:
        raise XlplanError(NO_PANDAS) from fault
    return pandas


def _frame(columns: dict[str, Any], ids: Sequence[str]) -> pd.DataFrame:
    pandas = _pandas()
    return pandas.DataFrame(columns, index=pandas.Index(ids, name="id", dtype=TEXT))


def _listed(rows: Sequence[tuple[Any, ...]], kinds: dict[str, str]) -> pd.DataFrame:
    pandas = _pandas()
    dtypes = {CHOICE: pandas.CategoricalDtype(LINK_TYPES)}
    columns = {
        key: _array([row[n] for row in rows], dtypes.get(kind, kind)) for n, (key, kind) in enumerate(kinds.items())
    }
    return pandas.DataFrame(columns)


def _array(cells: Any, dtype: Any) -> Any:
    return _pandas().Series(cells, dtype=dtype).array


def _days(cells: Sequence[dt.date | None]) -> Any:
    """Days of any year: the usual type of pandas reaches from 1678 to 2262."""
    import numpy

    return _array(numpy.array(cells, dtype=DAY), DAY)


def _columns(key: str, kind: Kind, cells: Sequence[Any], ctx: Ctx) -> dict[str, Any]:
    """One column as it is kept, a reference also by name."""
    if isinstance(kind, ReferenceKind):
        names = [None if c is None else ctx.names.label(kind.to, c) for c in cells]
        return {key: _array(cells, TEXT), f"{key}_name": _array(names, TEXT)}
    if isinstance(kind, ManyKind):
        names = [None if not c else "; ".join(ctx.names.label(kind.to, i) for i in c) for c in cells]
        return {key: _array([None if not c else "; ".join(c) for c in cells], TEXT), f"{key}_name": _array(names, TEXT)}
    if isinstance(kind, ChoiceKind):
        pandas = _pandas()
        return {key: pandas.Categorical(cells, categories=[o.key for o in kind.options])}
    if isinstance(kind, DateKind):
        return {key: _days(cells)}
    if isinstance(kind, BoolKind):
        return {key: _array(cells, TRUTH)}
    if isinstance(kind, NumberKind):
        numbers = [None if c is None else float(c) for c in cells]
        return {key: _array(cells, WHOLE) if isinstance(kind, IntKind) else _array(numbers, NUMBER)}
    return {key: _array([None if c is None else str(kind.to_cell(c, ctx)) for c in cells], TEXT)}


def _scheduled(schedule: Schedule, ids: Sequence[str]) -> dict[str, Any]:
    """What follows from the plan: when each task lies, how far it may slip."""
    found = [schedule.activities.get(i, _UNKNOWN) for i in ids]
    columns: dict[str, Any] = {}
    for key, (name, dtype) in _TIMING.items():
        cells = [getattr(t, name) for t in found]
        columns[key] = _days(cells) if dtype == DAY else _array(cells, dtype)
    return columns
