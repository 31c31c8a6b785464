"""All blocks in the order of evaluation, and all input columns."""

from __future__ import annotations

from xlplan.twins import (
    baseline_rows,
    gantt_rows,
    links_parse,
    links_text,
    milestones,
    network_backward,
    network_forward,
    parameters,
    progress_link,
    progress_status,
    raci_matrix,
    ranks,
    risk_score,
    wbs_dates,
    wbs_note,
    wbs_phase,
    wbs_plan,
    wbs_progress,
    wbs_reported,
    wbs_structure,
)
from xlplan.twins.engine import Block, Fetch, World


def inputs(departments: int) -> dict[str, tuple[Fetch, ...]]:
    """Input columns by calculation sheet."""
    return {
        "wbs": wbs_structure.INPUTS,
        "links": (),
        "progress": progress_link.INPUTS,
        "history": progress_link.HISTORY_INPUTS,
        "baseline": baseline_rows.INPUTS,
        "milestones": milestones.INPUTS,
        "risks": risk_score.INPUTS,
        "raci": raci_matrix.inputs(departments),
    }


def blocks(departments: int) -> tuple[Block, ...]:
    """Blocks so that each one needs only what stands before it."""
    return (
        wbs_structure.BLOCK,
        progress_link.BLOCK,
        wbs_reported.BLOCK,
        parameters.ORIGIN,
        wbs_phase.BLOCK,
        links_text.BLOCK,
        links_parse.BLOCK,
        *network_forward.BLOCKS,
        parameters.END,
        *network_backward.BLOCKS,
        wbs_dates.BLOCK,
        wbs_note.BLOCK,
        wbs_plan.BLOCK,
        baseline_rows.BLOCK,
        wbs_progress.BLOCK,
        progress_status.BLOCK,
        *milestones.BLOCKS,
        gantt_rows.BLOCK,
        ranks.BLOCK,
        risk_score.BLOCK,
        raci_matrix.block(departments),
    )


def evaluate(world: World, departments: int) -> World:
    """Fill in every step of every calculation sheet, and the parameters that follow from them."""
    for block in blocks(departments):
        world.columns[block.table].update(block.values(world))
    return world
