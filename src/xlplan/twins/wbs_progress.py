"""Physical progress: of leaves from the newest report, of summaries weighted by effort or duration."""

from __future__ import annotations

from xlplan.core.text import Text
from xlplan.twins.engine import HEADER_ROW, Block, Scalar, Step, World, at, is_number
from xlplan.twins.wbs_dates import roll_up

BY_DURATION = Text("工期", "Duration")


def _cell(table: str, row: str) -> str:
    return f"INDEX([{table}.percent:all],{row}-[@header])"


def _sum_chain(key: str) -> str:
    return f"IF([next_sibling]=0,N([{key}]),N([{key}])+OFFSET([{key}_chain:top],[next_sibling]-[@header],0))"


STEPS = (
    Step("progress_row", 'IF([code]="",0,IFERROR(MATCH(ROW(),[progress.task_row:all],0)+[@header],0))'),
    Step("history_row", 'IF([id]="",0,IFERROR(MATCH([id],[history.task_id:all],0)+[@header],0))'),
    Step(
        "leaf_percent",
        f"IF([active]=0,0,IF(IF([progress_row]=0,FALSE,ISNUMBER({_cell('progress', '[progress_row]')})),"
        f"{_cell('progress', '[progress_row]')},IF(IF([history_row]=0,FALSE,"
        f"ISNUMBER({_cell('history', '[history_row]')})),{_cell('history', '[history_row]')},0)))",
        "0%",
    ),
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
    Step(
        "late",
        "IF(AND([active]=1,[first_child]=0,ISNUMBER([@status_date]),ISNUMBER([finish])),"
        "IF(AND([finish]<[@status_date],[leaf_percent]<1),1,0),0)",
    ),
    # Share that should be done by the status date: working days gone by over working days in all.
    Step(
        "planned_percent",
        "IF(AND([active]=1,[first_child]=0,ISNUMBER([@status_date]),ISNUMBER([start]),ISNUMBER([finish])),"
        "IF([@status_date]<[start],0,IF([@status_date]>=[finish],1,IFERROR("
        "(INDEX([@counts],[@status_date]-[@first_day]+1)-INDEX([@counts],[start]-[@first_day]))"
        "/(INDEX([@counts],[finish]-[@first_day]+1)-INDEX([@counts],[start]-[@first_day])),0))),0)",
        "0%",
    ),
)


def _planned(world: World, start: Scalar, finish: Scalar, status: Scalar) -> Scalar:
    if not (is_number(start) and is_number(finish) and is_number(status)) or float(status) < float(start):
        return 0
    if float(status) >= float(finish):
        return 1
    try:
        before = world.count(float(start) - 1)
        return (world.count(status) - before) / (world.count(finish) - before)
    except (ValueError, ZeroDivisionError):
        return 0


def progress(world: World) -> dict[str, list[Scalar]]:
    """The values of the steps."""
    get = world.columns["wbs"]
    current: dict[Scalar, int] = {}
    for number, row in enumerate(world.column("progress", "task_row"), HEADER_ROW + 1):
        if row:
            current.setdefault(row, number)
    earlier: dict[Scalar, int] = {}
    for number, task in enumerate(world.column("history", "task_id"), HEADER_ROW + 1):
        if task:
            earlier.setdefault(task, number)
    now, then = world.column("progress", "percent"), world.column("history", "percent")
    rows = world.row_numbers("wbs")
    progress_row = [current.get(n, 0) if code else 0 for n, code in zip(rows, get["code"], strict=True)]
    history_row = [earlier.get(i, 0) if i else 0 for i in get["id"]]
    percents: list[Scalar] = []
    weights: list[Scalar] = []
    by_duration = world.params["weighting"] == BY_DURATION(world.lang)
    for i, active in enumerate(get["active"]):
        value: Scalar = at(now, progress_row[i]) if progress_row[i] else ""
        if not is_number(value):
            value = at(then, history_row[i]) if history_row[i] else 0
        percents.append(value if active and is_number(value) else 0)
        effort, duration = get["effort"][i], get["duration"][i]
        own = effort if is_number(effort) and not by_duration else duration if is_number(duration) else 1
        weights.append(own if active else 0)

    def add(a: Scalar, b: Scalar) -> Scalar:
        return float(a or 0) + float(b or 0)

    weight, weight_chain = roll_up(world, weights, add)
    earned, earned_chain = roll_up(world, [float(w) * float(p) for w, p in zip(weights, percents, strict=True)], add)
    status = world.params["status_date"]
    percent: list[Scalar] = []
    late: list[Scalar] = []
    planned: list[Scalar] = []
    for i, active in enumerate(get["active"]):
        leaf = bool(active) and not get["first_child"][i]
        finish = get["finish"][i]
        if not active:
            percent.append("")
        elif leaf:
            percent.append(percents[i])
        else:
            percent.append(float(earned[i] or 0) / float(weight[i]) if weight[i] else 0)
        overdue = leaf and is_number(status) and is_number(finish) and float(finish) < float(status)
        late.append(int(overdue and float(percents[i]) < 1))
        planned.append(_planned(world, get["start"][i], finish, status) if leaf else 0)
    return {
        "progress_row": list(progress_row),
        "history_row": list(history_row),
        "leaf_percent": percents,
        "leaf_weight": weights,
        "weight": [w or 0 for w in weight],
        "weight_chain": [w or 0 for w in weight_chain],
        "earned": [e or 0 for e in earned],
        "earned_chain": [e or 0 for e in earned_chain],
        "percent": percent,
        "late": late,
        "planned_percent": planned,
    }


BLOCK = Block("wbs", STEPS, progress)
