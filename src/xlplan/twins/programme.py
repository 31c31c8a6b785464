"""All blocks in the order of evaluation, and all input columns."""

from __future__ import annotations

from xlplan.twins import (
    gantt_rows,
    progress_link,
    progress_status,
    raci_matrix,
    risk_score,
    wbs_dates,
    wbs_progress,
    wbs_structure,
)
from xlplan.twins.engine import Block, Fetch, World


def inputs(departments: int) -> dict[str, tuple[Fetch, ...]]:
    """Input columns by calculation sheet."""
    return {
        "wbs": wbs_structure.INPUTS,
        "progress": progress_link.INPUTS,
        "history": progress_link.HISTORY_INPUTS,
        "risks": risk_score.INPUTS,
        "raci": raci_matrix.inputs(departments),
    }


def blocks(departments: int) -> tuple[Block, ...]:
    """Blocks so that each one needs only what stands before it."""
    return (
        wbs_structure.BLOCK,
        wbs_dates.BLOCK,
        progress_link.BLOCK,
        wbs_progress.BLOCK,
        progress_status.BLOCK,
        gantt_rows.BLOCK,
        risk_score.BLOCK,
        raci_matrix.block(departments),
    )


def evaluate(world: World, departments: int) -> World:
    """Fill in every step of every calculation sheet."""
    for block in blocks(departments):
        world.columns[block.table].update(block.values(world))
    return world
