"""Which task a row refers to: the code at the beginning of its task cell, and the row that the code leads to."""

from __future__ import annotations

from xlplan.twins.engine import HEADER_ROW, Scalar, Step, World, at, literal

STEPS = (
    Step("task_code", 'IF([task]="","",LEFT([task],FIND(" ",[task]&" ")-1))'),
    Step(
        "task_row",
        f'IF([task_code]="",0,IFERROR(MATCH({literal("[task_code]")},[wbs.code:all],0)+[@header],0))',
    ),
)


def linked(world: World, table: str) -> dict[str, list[Scalar]]:
    """The values of the steps for the task cells of a table."""
    rows: dict[str, int] = {}
    for number, code in enumerate(world.column("wbs", "code"), HEADER_ROW + 1):
        if code:
            rows.setdefault(str(code).casefold(), number)
    codes = [str(t).split(" ", 1)[0] for t in world.column(table, "task")]
    return {"task_code": list(codes), "task_row": [rows.get(c.casefold(), 0) if c else 0 for c in codes]}


def of_task(key: str) -> str:
    """The formula for what stands in the task's row; empty where there is no such task."""
    return f'IF([task_row]=0,"",INDEX([wbs.{key}:all],[task_row]-[@header]))'


def of_tasks(world: World, table: str, key: str) -> list[Scalar]:
    """The values of that formula."""
    column = world.column("wbs", key)
    return [at(column, row) if row else "" for row in world.column(table, "task_row")]
