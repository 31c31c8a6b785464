"""All blocks in the order of evaluation, and all input columns: the network's first, then each table's own."""

from __future__ import annotations

from collections.abc import Mapping

from xlplan.twins import (
    baseline_rows,
    gantt_rows,
    links_parse,
    links_text,
    network_backward,
    network_forward,
    parameters,
    progress_link,
    progress_status,
    raci_matrix,
    ranks,
    wbs_dates,
    wbs_note,
    wbs_phase,
    wbs_plan,
    wbs_progress,
    wbs_reported,
    wbs_structure,
)
from xlplan.twins.engine import Block, Fetch, Twin, World

LOOKED_AT = (gantt_rows.BLOCK, ranks.BLOCK)
"""Blocks on which no other depends."""


def inputs(departments: int, twins: Mapping[str, Twin]) -> dict[str, tuple[Fetch, ...]]:
    """Input columns by calculation sheet. ``twins`` are those of tables outside the network, by table."""
    return {
        "wbs": wbs_structure.INPUTS,
        "links": (),
        "progress": progress_link.INPUTS,
        "history": progress_link.HISTORY_INPUTS,
        "baseline": baseline_rows.INPUTS,
        "raci": raci_matrix.inputs(departments),
        **{table: twin.inputs for table, twin in twins.items()},
    }


def blocks(departments: int, twins: Mapping[str, Twin]) -> tuple[Block, ...]:
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
        gantt_rows.BLOCK,
        ranks.BLOCK,
        raci_matrix.block(departments),
        *(block for twin in twins.values() for block in twin.blocks),
    )


def evaluate(world: World, departments: int, twins: Mapping[str, Twin], *, sheets: bool = True) -> World:
    """Fill in every step of every calculation sheet, and the parameters that follow from them.

    Without ``sheets`` what is only looked at is left out: bars, ranks, the matrix of responsibilities.
    """
    for block in blocks(departments, twins):
        if sheets or not (block.table == "raci" or block in LOOKED_AT):
            world.columns[block.table].update(block.values(world))
    return world
