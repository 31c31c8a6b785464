"""Physical progress: of leaves from the newest report, of summaries weighted by effort or duration."""

from __future__ import annotations

from xlplan.core.text import Text
from xlplan.twins.engine import Block, Scalar, Step, World, at, count_of, is_number, row_of
from xlplan.twins.wbs_dates import roll_up

BY_DURATION = Text("工期", "Duration")


def _sum_chain(key: str) -> str:
    return f"IF([next_sibling]=0,N([{key}]),N([{key}])+OFFSET([{key}_chain:top],[next_sibling]-[@header],0))"


STEPS = (
    Step(
        "leaf_weight",
        Text(
            *(
                f'IF([active]=0,0,IF(AND([@weighting]<>"{w}",ISNUMBER([effort])),[effort],'
                "IF(ISNUMBER([duration]),[duration],1)))"
                for w in BY_DURATION.both
            )
        ),
    ),
    Step(
        "weight",
        "IF([active]=0,0,IF([first_child]>0,OFFSET([weight_chain:top],[first_child]-[@header],0),[leaf_weight]))",
    ),
    Step("weight_chain", _sum_chain("weight")),
    Step(
        "earned",
        "IF([active]=0,0,IF([first_child]>0,OFFSET([earned_chain:top],[first_child]-[@header],0),"
        "[leaf_weight]*[leaf_percent]))",
    ),
    Step("earned_chain", _sum_chain("earned")),
    Step(
        "percent",
        'IF([active]=0,"",IF([first_child]>0,IF([weight]>0,[earned]/[weight],0),[leaf_percent]))',
        "0%",
    ),
    # Late against the plan, not against a forecast that moves along.
    Step(
        "late",
        "IF(AND([active]=1,[first_child]=0,ISNUMBER([@status_date]),ISNUMBER([plan_finish])),"
        "IF(AND([plan_finish]<[@status_date],[leaf_percent]<1),1,0),0)",
    ),
    # Working days planned, and those gone by before the plan's start: numbers in every row, for sums over all.
    Step("plan_before", f"IF(COUNT([plan_start],[plan_finish])<2,0,IFERROR({count_of('([plan_start]-1)')},0))"),
    Step(
        "plan_days",
        f"IF(COUNT([plan_start],[plan_finish])<2,0,IFERROR(MAX(0,{count_of('[plan_finish]')}-[plan_before]),0))",
    ),
    # Share that should be done by the status date: working days gone by over working days in all.
    Step(
        "planned_percent",
        "IF(AND([active]=1,[first_child]=0,ISNUMBER([@status_count]),COUNT([plan_start],[plan_finish])=2),"
        "IF([@status_date]<[plan_start],0,IF([@status_date]>=[plan_finish],1,IF([plan_days]=0,0,"
        "([@status_count]-[plan_before])/[plan_days]))),0)",
        "0%",
    ),
    # What the work of a task is worth: the baseline's effort or duration, where there is a baseline.
    Step(
        "value",
        Text(
            *(
                f'IF(OR([active]=0,[first_child]>0),0,IF([@weighting]="{w}",IF(ISNUMBER([base_duration]),[base_duration],'
                "[leaf_weight]),IF(ISNUMBER([base_effort]),[base_effort],[leaf_weight])))"
                for w in BY_DURATION.both
            )
        ),
    ),
    Step(
        "spent",
        "IF(AND([active]=1,[first_child]=0,[progress_row]>0),N("
        + row_of("progress", "actual_effort", "[progress_row]")
        + "),IF(AND([active]=1,[first_child]=0,[history_row]>0),N("
        + row_of("history", "actual_effort", "[history_row]")
        + "),0))",
    ),
    Step("earned_of_spent", "IF([spent]>0,[value]*MIN([leaf_percent],1),0)"),
)


def _plan_days(world: World, start: Scalar, finish: Scalar) -> tuple[int, int]:
    """Working days before a planned span and in it; none where it has no dates."""
    if not (is_number(start) and is_number(finish)):
        return 0, 0
    try:
        before = world.count(float(start) - 1)
    except ValueError:
        before = 0
    try:
        return before, max(0, world.count(finish) - before)
    except ValueError:
        return before, 0


def _planned(world: World, start: Scalar, finish: Scalar, before: int, days: int) -> Scalar:
    status, count = world.params["status_date"], world.params["status_count"]
    if not (is_number(start) and is_number(finish) and is_number(count)) or float(status) < float(start):
        return 0
    if float(status) >= float(finish):
        return 1
    return (int(count) - before) / days if days else 0


def _spent(world: World, i: int) -> Scalar:
    get = world.columns["wbs"]
    for table in ("progress", "history"):
        row = get[f"{table}_row"][i]
        if row:
            found = at(world.column(table, "actual_effort"), row)
            return found if is_number(found) else 0
    return 0


def progress(world: World) -> dict[str, list[Scalar]]:
    """The values of the steps."""
    get = world.columns["wbs"]
    percents = get["leaf_percent"]
    weights: list[Scalar] = []
    by_duration = world.params["weighting"] == BY_DURATION(world.lang)
    for i, active in enumerate(get["active"]):
        effort, duration = get["effort"][i], get["duration"][i]
        own = effort if is_number(effort) and not by_duration else duration if is_number(duration) else 1
        weights.append(own if active else 0)

    def add(a: Scalar, b: Scalar) -> Scalar:
        return float(a or 0) + float(b or 0)

    weight, weight_chain = roll_up(world, weights, add)
    earned, earned_chain = roll_up(world, [float(w) * float(p) for w, p in zip(weights, percents, strict=True)], add)
    status = world.params["status_date"]
    out: dict[str, list[Scalar]] = {
        "leaf_weight": weights,
        "weight": [w or 0 for w in weight],
        "weight_chain": [w or 0 for w in weight_chain],
        "earned": [e or 0 for e in earned],
        "earned_chain": [e or 0 for e in earned_chain],
    }
    for key in ("percent", "late", "plan_before", "plan_days", "planned_percent", "value", "spent", "earned_of_spent"):
        out[key] = []
    for i, active in enumerate(get["active"]):
        leaf = bool(active) and not get["first_child"][i]
        start, finish = get["plan_start"][i], get["plan_finish"][i]
        if not active:
            out["percent"].append("")
        elif leaf:
            out["percent"].append(percents[i])
        else:
            out["percent"].append(float(earned[i] or 0) / float(weight[i]) if weight[i] else 0)
        overdue = leaf and is_number(status) and is_number(finish) and float(finish) < float(status)
        out["late"].append(int(overdue and float(percents[i]) < 1))
        before, days = _plan_days(world, start, finish)
        out["plan_before"].append(before)
        out["plan_days"].append(days)
        out["planned_percent"].append(_planned(world, start, finish, before, days) if leaf else 0)
        frozen = get["base_duration" if by_duration else "base_effort"][i]
        value: Scalar = (frozen if is_number(frozen) else weights[i]) if leaf else 0
        spent = _spent(world, i) if leaf else 0
        out["value"].append(value)
        out["spent"].append(spent)
        out["earned_of_spent"].append(float(value) * min(float(percents[i]), 1) if float(spent) > 0 else 0)
    return out


BLOCK = Block("wbs", STEPS, progress)
