"""Which task a progress row reports on: the code at the beginning of its task cell."""

from __future__ import annotations

from xlplan.twins.engine import HEADER_ROW, Block, Fetch, Scalar, Step, World, literal

INPUTS = (
    Fetch("task"),
    Fetch("actual_start", date=True),
    Fetch("actual_finish", date=True),
    Fetch("percent", number=True),
    Fetch("actual_effort", number=True),
    Fetch("blocked"),
    Fetch("forecast_finish", date=True),
)
HISTORY_INPUTS = (
    Fetch("task_id"),
    Fetch("actual_start", date=True),
    Fetch("actual_finish", date=True),
    Fetch("percent", number=True),
    Fetch("actual_effort", number=True),
    Fetch("forecast_finish", date=True),
)

STEPS = (
    Step("task_code", 'IF([task]="","",LEFT([task],FIND(" ",[task]&" ")-1))'),
    Step(
        "task_row",
        f'IF([task_code]="",0,IFERROR(MATCH({literal("[task_code]")},[wbs.code:all],0)+[@header],0))',
    ),
)


def link(world: World) -> dict[str, list[Scalar]]:
    """The values of the steps."""
    rows: dict[str, int] = {}
    for number, code in enumerate(world.column("wbs", "code"), HEADER_ROW + 1):
        if code:
            rows.setdefault(str(code).casefold(), number)
    codes = [str(t).split(" ", 1)[0] for t in world.column("progress", "task")]
    return {"task_code": list(codes), "task_row": [rows.get(c.casefold(), 0) if c else 0 for c in codes]}


BLOCK = Block("progress", STEPS, link)
