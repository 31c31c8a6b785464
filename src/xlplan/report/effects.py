"""What a merge means for finish, critical path, milestones and money, as text and as data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from xlplan.core.kinds.base import Ctx
from xlplan.core.text import Lang, Text
from xlplan.merging.consequences import Cause, Consequences, Effect
from xlplan.merging.words import shown_line
from xlplan.template.resolve import Template

HEAD = Text(
    "谁影响了完成日期（各方单独计算，不能相加）：", "Who moved the finish (each by itself; these don't add up):"
)
LINE = Text("{who}（{edits} 处有关改动）：{move}", "{who} ({edits} edits that count): {move}")
MOVE = Text("{days:+d} 个工作日，到 {finish}", "{days:+d} working day(s), to {finish}")
STAYS = Text("完成日期不变", "finish unchanged")
CAUSE = Text("{days:+d}  {label} · {column}：{before} → {after}", "{days:+d}  {label} · {column}: {before} → {after}")
CRITICAL = Text("成为关键任务：{tasks}", "now critical: {tasks}")
MILESTONES = Text("里程碑：{marks}", "milestones: {marks}")
NO_LONGER = Text("不再关键：{tasks}", "no longer critical: {tasks}")
BUDGET = Text(
    "预算总计（含应急）：{before} → {after} 万元", "budget with contingency: {before} → {after} (10,000 yuan)"
)
MANAGER = Text("项目经理（主计划中自改）", "project manager (typed into the master)")
DECISIONS = Text("项目经理（裁定）", "project manager (decisions)")
MOST = 12


def effects_text(found: Consequences, template: Template, ctx: Ctx) -> list[str]:
    """The lines of the report; none where dates and money are as before."""
    lang = ctx.lang
    lines: list[str] = []
    told = [e for e in found.effects if e.days or e.critical or e.milestones]
    if told:
        lines.append(HEAD(lang))
    for effect in told:
        move = MOVE(lang, days=effect.days, finish=_day(effect.finish)) if effect.days else STAYS(lang)
        lines.append("    " + LINE(lang, who=who(effect, ctx), edits=effect.edits, move=move))
        lines += ["        " + cause_text(c, template, ctx) for c in effect.causes[:MOST]]
        lines += ["        " + text for text in _marks(effect, ctx)]
    if found.no_longer_critical:
        lines.append(NO_LONGER(lang, tasks=tasks_text(found.no_longer_critical, ctx)))
    before, after = found.budget
    if before != after:
        lines.append(BUDGET(lang, before=_wan(before), after=_wan(after)))
    return lines


def who(effect: Effect, ctx: Ctx) -> str:
    """Whose doing an effect is."""
    if effect.department is not None:
        return ctx.names.label("dept", effect.department)
    return (DECISIONS if effect.decided else MANAGER)(ctx.lang)


def cause_text(cause: Cause, template: Template, ctx: Ctx) -> str:
    """An edit that moves the finish, on one line."""
    table = template.table(cause.table)
    was, now = (shown_line(table, cause.key, v, ctx) for v in (cause.before, cause.value))
    column = table.column(cause.key).header(ctx.lang)
    return CAUSE(ctx.lang, days=cause.days, label=cause.label, column=column, before=was, after=now)


def _marks(effect: Effect, ctx: Ctx) -> Iterator[str]:
    lang = ctx.lang
    if effect.critical:
        yield CRITICAL(lang, tasks=tasks_text(effect.critical, ctx))
    if effect.milestones:
        moved = [f"{ctx.names.label('task', t)} {_day(a)} → {_day(b)}" for t, a, b in effect.milestones]
        yield MILESTONES(lang, marks=_joined(moved, lang))


def tasks_text(tasks: tuple[str, ...], ctx: Ctx) -> str:
    """Tasks on one line, the first of many."""
    return _joined([ctx.names.label("task", t) for t in tasks], ctx.lang)


def _joined(texts: list[str], lang: Lang) -> str:
    shown_, more = texts[:MOST], len(texts) - MOST
    joined = ("、" if lang == "zh" else ", ").join(shown_)
    return joined + (Text(f" 等 {len(texts)} 项", f" and {more} more")(lang) if more > 0 else "")


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else "-"


def _wan(yuan: float) -> str:
    return f"{yuan / 10_000:,.2f}"


def effects_dict(found: Consequences, ctx: Ctx) -> dict[str, Any]:
    """The same with stable keys; tasks are ids, ``days`` working days, money yuan."""

    def day(value: dt.date | None) -> str | None:
        return value.isoformat() if value else None

    return {
        "finish_days": found.days,
        "effects": [
            {
                "department": e.department,
                "who": who(e, ctx),
                "decided": e.decided,
                "edits": e.edits,
                "finish": day(e.finish),
                "days": e.days,
                "critical": list(e.critical),
                "milestones": [{"task": t, "before": day(a), "after": day(b)} for t, a, b in e.milestones],
                "causes": [
                    {
                        "form": c.table,
                        "row_id": c.row_id,
                        "field": c.key,
                        "label": c.label,
                        "before": c.before,
                        "value": c.value,
                        "days": c.days,
                    }
                    for c in e.causes
                ],
            }
            for e in found.effects
        ],
        "newly_critical": list(found.critical),
        "no_longer_critical": list(found.no_longer_critical),
        "budget_before": found.budget[0],
        "budget_after": found.budget[1],
    }
