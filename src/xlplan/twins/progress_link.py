"""What a progress row says, and the task that it reports on."""

from __future__ import annotations

from xlplan.twins.engine import Block, Fetch
from xlplan.twins.task_link import STEPS, linked

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

BLOCK = Block("progress", STEPS, lambda world: linked(world, "progress"))
