"""What was reported of each task: percent, actual dates and forecast, from its row of this round, else from the last one."""

from __future__ import annotations

from xlplan.twins.engine import HEADER_ROW, Block, Scalar, Step, World, at, is_number, row_of

DATES = (("act_start", "actual_start"), ("act_finish", "actual_finish"), ("forecast", "forecast_finish"))
"""Steps and the progress columns they take. A task's row of this round counts whole, blank cells too."""


def _reported(key: str) -> str:
    return (
        'IF(OR([active]=0,[first_child]>0),"",'
        f"IF([progress_row]>0,{row_of('progress', key, '[progress_row]')},"
        f'IF([history_row]>0,{row_of("history", key, "[history_row]")},"")))'
    )


def _percent(table: str) -> str:
    return row_of(table, "percent", f"[{table}_row]")


STEPS = (
    Step("progress_row", 'IF([code]="",0,IFERROR(MATCH(ROW(),[progress.task_row:all],0)+[@header],0))'),
    # A row that was copied has the id of the one above it, which keeps what was reported.
    Step(
        "history_row",
        'IF([id]="",0,IF(MATCH([id],[id:all],0)+[@header]<ROW(),0,'
        "IFERROR(MATCH([id],[history.task_id:all],0)+[@header],0)))",
    ),
    # A blank percent changes nothing: the last one reported stands.
    Step(
        "leaf_percent",
        f"IF([active]=0,0,IF(IF([progress_row]=0,FALSE,ISNUMBER({_percent('progress')})),{_percent('progress')},"
        f"IF(IF([history_row]=0,FALSE,ISNUMBER({_percent('history')})),{_percent('history')},0)))",
        "0%",
    ),
    *(Step(key, _reported(source), "yyyy-mm-dd") for key, source in DATES),
)


def reported(world: World) -> dict[str, list[Scalar]]:
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
    rows = world.row_numbers("wbs")
    progress_row = [current.get(n, 0) if code else 0 for n, code in zip(rows, get["code"], strict=True)]
    owner: dict[Scalar, int] = {}
    for number, id_ in zip(rows, get["id"], strict=True):
        owner.setdefault(id_, number)
    history_row = [earlier.get(i, 0) if i and owner[i] == n else 0 for n, i in zip(rows, get["id"], strict=True)]
    now, then = world.columns["progress"], world.columns["history"]
    percents: list[Scalar] = []
    dates: dict[str, list[Scalar]] = {key: [] for key, _ in DATES}
    for i, active in enumerate(get["active"]):
        value: Scalar = at(now["percent"], progress_row[i]) if progress_row[i] else ""
        if not is_number(value):
            value = at(then["percent"], history_row[i]) if history_row[i] else 0
        percents.append(value if active and is_number(value) else 0)
        leaf = bool(active) and not get["first_child"][i]
        for key, source in DATES:
            if leaf and progress_row[i]:
                dates[key].append(at(now[source], progress_row[i]))
            else:
                dates[key].append(at(then[source], history_row[i]) if leaf and history_row[i] else "")
    return {"progress_row": list(progress_row), "history_row": list(history_row), "leaf_percent": percents, **dates}


BLOCK = Block("wbs", STEPS, reported)
