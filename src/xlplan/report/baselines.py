"""Baselines and what moved since, for people and programs: tables, and JSON with stable keys."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from xlplan.core.text import Lang, Text
from xlplan.model.baseline import Baseline, Variance
from xlplan.model.plan import Plan
from xlplan.report.columns import cut, one_line, table

LIST_HEADERS = (
    Text("基线", "Baseline"),
    Text("日期", "Date"),
    Text("任务数", "Tasks"),
    Text("项目完成", "Project finish"),
    Text("批准人", "Approved by"),
    Text("变更单", "Change"),
    Text("说明", "Note"),
)
COUNT = 2
"""The column of numbers in the list."""
CODE, NAME = Text("编码", "Code"), Text("任务", "Task")
THEN, NOW = Text("{name} 完成", "{name} finish"), Text("现在完成", "Finish now")
AGAINST = Text("较 {name}", "vs {name}")
NEW, CANCELLED = Text("新增", "new"), Text("取消", "cancelled")
UNIT = Text("差异以工作日计，+ 为推迟，- 为提前", "differences in working days: + is later, - is earlier")
NONE = Text("还没有基线", "there is no baseline yet")
COUNTS = (
    Text("推迟 {n} 项", "{n} later"),
    Text("提前 {n} 项", "{n} earlier"),
    Text("不变 {n} 项", "{n} unchanged"),
    Text("新增 {n} 项", "{n} new"),
    Text("取消 {n} 项", "{n} cancelled"),
    Text("缺日期 {n} 项", "{n} without dates"),
)
SUMMARY = Text("较 {name}（{date}）：{counts}", "against {name} ({date}): {counts}")
FINISH = Text("项目完成 {then} → {now}，{moved}", "project finish {then} → {now}, {moved}")
MOVED = {
    1: Text("推迟 {days} 个工作日", "{days} working day(s) later"),
    0: Text("不变", "unchanged"),
    -1: Text("提前 {days} 个工作日", "{days} working day(s) earlier"),
}
NAME_WIDTH, TEXT_WIDTH = 36, 40
"""Columns of the terminal that the names of tasks and other texts take at most."""


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


# --- JSON


def baselines_dict(plan: Plan, variances: Sequence[Variance], project: Variance) -> dict[str, Any]:
    """Baselines and variances with stable keys; dates ISO, variances in working days, positive where later."""
    return {
        "revision": plan.revision,
        "baselines": [_baseline(b) for b in plan.baselines],
        "project": _moved(project),
        "variance": [_task(plan, v) for v in variances],
    }


def _baseline(baseline: Baseline) -> dict[str, Any]:
    return {
        "number": baseline.number,
        "name": baseline.name,
        "date": baseline.date.isoformat(),
        "approved_by": baseline.approved_by,
        "change": baseline.change,
        "note": baseline.note,
        "tasks": len(baseline.tasks),
        "finish": _iso(baseline.finish),
    }


def _moved(variance: Variance) -> dict[str, Any]:
    return {
        "finish": _iso(variance.finish),
        "first_finish": _iso(variance.first_finish),
        "current_finish": _iso(variance.current_finish),
        "against_first": variance.against_first,
        "against_current": variance.against_current,
    }


def _task(plan: Plan, variance: Variance) -> dict[str, Any]:
    task = plan.tasks[variance.task]
    return {
        "id": task.id,
        "code": task.code,
        "name": task.name,
        **_moved(variance),
        "in_first": variance.in_first,
        "in_current": variance.in_current,
        "active": variance.active,
        "summary": not variance.leaf,
    }


# --- text


def list_text(plan: Plan, lang: Lang) -> str:
    """The baselines as a table, the oldest first."""
    if not plan.baselines:
        return NONE(lang)
    rows = [[h(lang) for h in LIST_HEADERS]]
    for b in plan.baselines:
        texts = [cut(one_line(text), TEXT_WIDTH) for text in (b.approved_by, b.change, b.note)]
        rows.append([b.name, b.date.isoformat(), str(len(b.tasks)), _iso(b.finish) or "-", *texts])
    return "\n".join(table(rows, (COUNT,)))


def variance_text(plan: Plan, variances: Sequence[Variance], lang: Lang) -> str:
    """Tasks with the finishes of the first and the newest baseline beside the present one."""
    sides = _sides(plan)
    headers = [CODE(lang), NAME(lang)]
    headers += [THEN(lang, name=b.name) for b, *_ in sides] + [NOW(lang)]
    rows = [[*headers, *(AGAINST(lang, name=b.name) for b, *_ in sides)]]
    for v in variances:
        task = plan.tasks[v.task]
        name = "  " * (task.code or "").count(".") + cut(one_line(task.name or ""), NAME_WIDTH)
        then = [_iso(finish(v)) or "-" for _, finish, *_ in sides]
        now = (_iso(v.finish) or "-") if v.active else CANCELLED(lang)
        apart = [_difference(v, days(v), within(v), lang) for _, _, days, within in sides]
        rows.append([one_line(task.code or "") or "-", name, *then, now, *apart])
    numbers = range(len(headers), len(headers) + len(sides))
    return "\n".join([*table(rows, numbers), "", UNIT(lang)])


_Side = tuple[
    Baseline,
    Callable[[Variance], dt.date | None],
    Callable[[Variance], int | None],
    Callable[[Variance], bool],
]


def _sides(plan: Plan) -> list[_Side]:
    """The baselines to compare with, each with what a variance says of it: finish, working days, whether it is in."""
    first, current = plan.first_baseline, plan.baseline
    sides: list[_Side] = []
    if first is not None:
        sides.append((first, lambda v: v.first_finish, lambda v: v.against_first, lambda v: v.in_first))
    if current is not None and current is not first:
        sides.append((current, lambda v: v.current_finish, lambda v: v.against_current, lambda v: v.in_current))
    return sides


def _difference(variance: Variance, days: int | None, within: bool, lang: Lang) -> str:
    if not variance.active:
        return ""
    if not within:
        return NEW(lang)
    return "-" if days is None else f"{days:+d}" if days else "0"


def summary_lines(plan: Plan, variances: Sequence[Variance], project: Variance, lang: Lang) -> list[str]:
    """What moved against each of the two baselines, a line each; tasks without others below them are counted."""
    lines = []
    for baseline, finish, days, within in _sides(plan):
        counts = [0] * len(COUNTS)
        for v in variances:
            place = _class(v, days(v), within(v))
            if v.leaf and place is not None:
                counts[place] += 1
        comma = "，" if lang == "zh" else ", "
        said = comma.join(text(lang, n=n) for text, n in zip(COUNTS, counts, strict=True) if n)
        line = SUMMARY(lang, name=baseline.name, date=baseline.date, counts=said or "-")
        moved = days(project)
        if moved is not None:
            word = MOVED[(moved > 0) - (moved < 0)](lang, days=abs(moved))
            end = FINISH(lang, then=_iso(finish(project)), now=_iso(project.finish), moved=word)
            line += ("；" if lang == "zh" else "; ") + end
        lines.append(line)
    return lines


def _class(variance: Variance, days: int | None, within: bool) -> int | None:
    """The place of a task among the counts; None where a baseline has nothing to do with it."""
    if not variance.active:
        return 4 if within else None
    if not within:
        return 3
    if days is None:
        return 5
    return 0 if days > 0 else 1 if days < 0 else 2
