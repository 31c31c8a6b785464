"""The baselines: what was frozen of each task at first and last, and by how much the present schedule passes it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlplan.calculate.compute import Computed
from xlplan.core.kinds.date import DateKind
from xlplan.core.kinds.number import IntKind, NumberKind
from xlplan.core.kinds.text import CodeKind, TextKind
from xlplan.core.text import Text
from xlplan.excel.book import Book
from xlplan.excel.calcpages import Source
from xlplan.excel.formula import Compiler
from xlplan.excel.look import LATE
from xlplan.excel.sheets import Placed
from xlplan.excel.tablepage import Head, TablePage, closed, write_table
from xlplan.forms.base import COMPUTED, Column
from xlplan.forms.base import computed as computed_column
from xlplan.model.baseline import BaselineTask
from xlplan.model.plan import Plan

TASK_ID = Column(Text("任务标识", "Task id"), CodeKind(), COMPUTED, key="task_id")


def _columns(plan: Plan) -> tuple[Column, ...]:
    first, now = plan.first_baseline, plan.baseline
    names = (first.name if first else "B0", now.name if now else "B0")

    def frozen(key: str, zh: str, en: str, kind: Any, number: int, **more: Any) -> Column:
        return Column(Text(f"{names[number]} {zh}", f"{names[number]} {en}"), kind, COMPUTED, key=key, **more)

    def live(key: str, zh: str, en: str, kind: Any, **more: Any) -> Column:
        return computed_column(Text(zh, en), kind, key, key=key, **more)

    return (
        Column(Text("WBS编码", "WBS code"), CodeKind(dotted=True), COMPUTED, key="code"),
        Column(Text("任务名称", "Task"), TextKind(), COMPUTED, key="name", width=30),
        frozen("first_finish", "首版完成", "first finish", DateKind(), 0, width=12),
        frozen("base_start", "开始", "start", DateKind(), 1, width=12),
        frozen("base_finish", "完成", "finish", DateKind(), 1, width=12),
        frozen("base_duration", "工期", "duration", IntKind(), 1, width=8),
        frozen("base_effort", "工时", "effort", NumberKind(), 1, width=8),
        live("start", "当前开始", "Start now", DateKind(), width=12),
        live("finish", "当前完成", "Finish now", DateKind(), width=12),
        live("variance_first", "与首版相差（工作日）", "Against the first (working days)", IntKind(), width=11),
        live("variance", "与现行基线相差（工作日）", "Against the current (working days)", IntKind(), width=11),
        TASK_ID,
    )


def write_baseline(
    book: Book, name: str, head: Head, plan: Plan, computed: Computed, compiler: Compiler, ids: Sequence[str]
) -> Source:
    """Write the sheet; returns where its frozen values stand."""
    placed = Placed(_columns(plan))
    first = plan.first_baseline.tasks if plan.first_baseline else {}
    current = plan.baseline.tasks if plan.baseline else {}
    none = BaselineTask()

    def value(id_: str, column: Column) -> Any:
        task, now = plan.tasks.get(id_), current.get(id_, none)
        found: dict[str, Any] = {
            "code": task.code if task else None,
            "name": task.name if task else None,
            "first_finish": first.get(id_, none).finish,
            "base_start": now.start,
            "base_finish": now.finish,
            "base_duration": now.duration,
            "base_effort": now.effort,
            "task_id": id_ or None,
        }
        return found.get(column.key)

    def shown(n: int, id_: str, column: Column) -> tuple[str, Any]:
        if not column.computed:
            return "", value(id_, column)
        return compiler.fetched("baseline", column.computed), computed.world.columns["baseline"][column.computed][n]

    later = placed.letter("variance")
    page = TablePage(
        "baseline",
        name,
        placed,
        tuple(ids) or ("",),
        head,
        value,
        shown,
        own=closed,
        typed_rows=len(ids),
        frozen=3,
        readonly=True,
        hidden=frozenset({"task_id"}),
        emphasis=[(f"N(${later}7)>0", {"font_color": LATE})],
    )
    sheet = write_table(book, page)
    sheet.ws.protect("", {"autofilter": True, "sort": True, "format_columns": True, "format_rows": True})
    return Source(sheet.quoted, {c.key: placed.letter(c.key) for c in placed.columns})
