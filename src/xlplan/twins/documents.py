"""Whether a document of the project is in the archive."""

from __future__ import annotations

from xlplan.core.text import Text
from xlplan.twins.dashboard_words import both
from xlplan.twins.engine import Block, Fetch, Scalar, Step, Twin, World

TABLE = "documents"
STATES = {"archived": Text("已归档", "Archived"), "pending": Text("待归档", "To be archived")}
INPUTS = (Fetch("document"), Fetch("archived_on", date=True))


def _state(n: int) -> str:
    archived, pending = (text.both[n] for text in STATES.values())
    return f'IF([document]="","",IF([archived_on]="","{pending}","{archived}"))'


STEPS = (Step("state", both(_state)),)


def documents(world: World) -> dict[str, list[Scalar]]:
    """The values of the steps."""
    get = world.columns[TABLE]
    return {
        "state": [
            STATES["archived" if day != "" else "pending"](world.lang) if name else ""
            for name, day in zip(get["document"], get["archived_on"], strict=True)
        ]
    }


TWIN = Twin(INPUTS, (Block(TABLE, STEPS, documents),))
