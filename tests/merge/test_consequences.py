"""Who moved the finish, and by how much: each side by itself, against a schedule worked out anew."""

from __future__ import annotations

from dataclasses import replace

from merge.returned import issue, put, returned, sample, template, with_cell
from xlplan.calculate.compute import compute
from xlplan.core.kinds.base import Ctx
from xlplan.core.text import LANGS
from xlplan.merging.consequences import Consequences, Effect, consequences
from xlplan.merging.decide import merge
from xlplan.merging.own import own_side
from xlplan.merging.result import MergeResult
from xlplan.merging.sides import Side
from xlplan.model.plan import Plan, plan_names
from xlplan.report.effects import effects_dict, effects_text


def open_sample() -> Plan:
    """The sample before anything was agreed: edits of the schedule are taken."""
    return sample(revision=3, baselines=())


def told(plan: Plan, sides: list[Side], written: Plan | None = None) -> tuple[MergeResult, Consequences]:
    result = merge(plan, template(), sides)
    return result, meant(written or plan, result, plan, result.plan)


def meant(written: Plan, result: MergeResult, before: Plan, after: Plan) -> Consequences:
    before_, after_ = ((p, compute(p, template())) for p in (before, after))
    return consequences(written, result, (), before_, after_, template())


def of(found: Consequences, department: str | None) -> Effect:
    (effect,) = (e for e in found.effects if e.department == department)
    return effect


def late_critical(plan: Plan, department: str) -> str:
    """An open critical task of a department."""
    computed = compute(plan, template())
    return next(
        t
        for t, task in plan.tasks.items()
        if task.dept == department
        and task.duration
        and computed.value("wbs", t, "critical")
        and computed.percent(t) == 0
    )


def test_nothing_moves_without_edits() -> None:
    plan, copy = issue(open_sample(), "d03", 1)
    _, found = told(plan, [returned(copy)])
    assert found.days == 0 and found.effects == () and found.critical == ()


def test_one_department_moves_the_finish() -> None:
    plan = open_sample()
    dept = next(d for d in plan.departments if _has(plan, d))
    task = late_critical(plan, dept)
    plan, copy = issue(plan, dept, 1)
    longer = (plan.tasks[task].duration or 0) + 5
    result, found = told(plan, [returned(copy, put("wbs", task, duration=longer))])
    before, after = compute(plan, template()), compute(result.plan, template())
    start, finish = before.project_finish(), after.project_finish()
    assert start and finish and finish > start
    calendar = after.world.calendar
    assert found.days == calendar.count(finish) - calendar.count(start) > 0
    effect = of(found, dept)
    assert (effect.days, effect.finish, effect.edits) == (found.days, finish, 1)
    (cause,) = effect.causes
    assert (cause.row_id, cause.key, cause.days, cause.value) == (task, "duration", found.days, str(longer))


def _has(plan: Plan, dept: str) -> bool:
    try:
        return bool(late_critical(plan, dept))
    except StopIteration:
        return False


def test_two_delays_side_by_side_are_told_each_for_itself() -> None:
    """Two departments lengthen tasks; what each does alone does not depend on the other, nor on their order."""
    plan = open_sample()
    chosen = [d for d in ("d02", "d03", "d04", "d05", "d06") if _has(plan, d)][:2]
    assert len(chosen) == 2
    tasks = {d: late_critical(plan, d) for d in chosen}
    sides = []
    for n, dept in enumerate(chosen, 1):
        plan, copy = issue(plan, dept, n)
        longer = (plan.tasks[tasks[dept]].duration or 0) + 4
        sides.append(returned(copy, put("wbs", tasks[dept], duration=longer)))
    _, both = told(plan, sides)
    _, reverse = told(plan, sides[::-1])
    assert both == reverse
    for n, dept in enumerate(chosen):
        _, alone = told(plan, [sides[n]])
        assert of(both, dept) == of(alone, dept)


def test_the_manager_and_the_money() -> None:
    written, copy = issue(open_sample(), "d03", 1)
    task = late_critical(written, next(d for d in ("d02", "d03", "d04", "d05") if _has(written, d)))
    now = with_cell(written, "wbs", task, duration=(written.tasks[task].duration or 0) + 3)
    line = next(i for i, r in now.rows("budget").items() if r.cell("request") == "accepted" or r.cell("unit_price"))
    price = now.rows("budget")[line].cell("unit_price")
    side = own_side(written, now, template(), file="m.xlsx", sha256="m")
    result, found = told(now, [returned(copy), side], written)
    assert of(found, None).days > 0 and not of(found, None).decided
    after = with_cell(result.plan, "budget", line, unit_price=price + 1000)
    money = meant(written, result, now, after).budget
    assert money[1] >= money[0]


def test_the_words_in_both_languages() -> None:
    plan = open_sample()
    dept = next(d for d in ("d02", "d03", "d04", "d05") if _has(plan, d))
    task = late_critical(plan, dept)
    plan, copy = issue(plan, dept, 1)
    _, found = told(plan, [returned(copy, put("wbs", task, duration=(plan.tasks[task].duration or 0) + 5))])
    for lang in LANGS:
        ctx = Ctx(lang, plan_names(replace(plan, language=lang)))
        text = "\n".join(effects_text(found, template(), ctx))
        assert f"{found.days:+d}" in text and plan.departments[dept].name in text
        data = effects_dict(found, ctx)
        assert data["finish_days"] == found.days and data["effects"][0]["causes"][0]["row_id"] == task
