"""Which task a row refers to: the code at the beginning of its task cell, and the row that the code leads to.

``column`` is the key of the column that refers to the task; a table may have several.
"""

from __future__ import annotations

from xlplan.twins.engine import HEADER_ROW, Scalar, Step, World, at, literal


def steps(column: str = "task") -> tuple[Step, ...]:
    """The steps ``<column>_code`` and ``<column>_row``."""
    return _steps(column, "wbs", "code")


def linked(world: World, table: str, column: str = "task") -> dict[str, list[Scalar]]:
    """The values of the steps for the task cells of a table."""
    return _linked(world, table, column, "wbs", "code")


def of_task(key: str, column: str = "task") -> str:
    """The formula for what stands in the task's row; empty where there is no such task."""
    return _of(key, column, "wbs")


def of_tasks(world: World, table: str, key: str, column: str = "task") -> list[Scalar]:
    """The values of that formula."""
    return _values(world, table, key, column, "wbs")


def number_steps(column: str, target: str) -> tuple[Step, ...]:
    """The same for a column that refers to a row of another table by its number."""
    return _steps(column, target, "number")


def linked_by_number(world: World, table: str, column: str, target: str) -> dict[str, list[Scalar]]:
    """The values of those steps."""
    return _linked(world, table, column, target, "number")


def of_row(key: str, column: str, target: str) -> str:
    """The formula for what stands in the row referred to; empty where there is none."""
    return _of(key, column, target)


def of_rows(world: World, table: str, key: str, column: str, target: str) -> list[Scalar]:
    """The values of that formula."""
    return _values(world, table, key, column, target)


def _steps(column: str, target: str, by: str) -> tuple[Step, ...]:
    code, row = f"{column}_code", f"{column}_row"
    return (
        Step(code, f'IF([{column}]="","",LEFT([{column}],FIND(" ",[{column}]&" ")-1))'),
        Step(
            row,
            f'IF([{code}]="",0,IFERROR(MATCH({literal(f"[{code}]")},[{target}.{by}:all],0)+[@header],0))',
        ),
    )


def _linked(world: World, table: str, column: str, target: str, by: str) -> dict[str, list[Scalar]]:
    rows: dict[str, int] = {}
    for number, code in enumerate(world.column(target, by), HEADER_ROW + 1):
        if code:
            rows.setdefault(str(code).casefold(), number)
    codes = [str(t).split(" ", 1)[0] for t in world.column(table, column)]
    found: list[Scalar] = [rows.get(c.casefold(), 0) if c else 0 for c in codes]
    return {f"{column}_code": list(codes), f"{column}_row": found}


def _of(key: str, column: str, target: str) -> str:
    return f'IF([{column}_row]=0,"",INDEX([{target}.{key}:all],[{column}_row]-[@header]))'


def _values(world: World, table: str, key: str, column: str, target: str) -> list[Scalar]:
    values = world.column(target, key)
    return [at(values, row) if row else "" for row in world.column(table, f"{column}_row")]


STEPS = steps()
