"""The kinds of damage by name. A kind changes the workbook, and the truth where it changes what is meant."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from mangle.desk import Desk, RefusedError

Damage = Callable[[Desk, random.Random], object]


@dataclass(frozen=True)
class Kind:
    """A kind of damage. ``source`` is the project whose copies it fits; ``plain``: it changes nothing of what is meant."""

    name: str
    damage: Damage
    source: str = "zh"
    plain: bool = False

    def apply(self, desk: Desk, rng: random.Random) -> bool:
        """Do it; False where there is nothing to do it to, or where a spreadsheet program would refuse."""
        try:
            return self.damage(desk, rng) is not False
        except RefusedError:
            return False


KINDS: dict[str, Kind] = {}


def kind(name: str, source: str = "zh", plain: bool = False) -> Callable[[Damage], Damage]:
    """Register a damage under a name. It returns False where it does not apply."""

    def register(damage: Damage) -> Damage:
        if name in KINDS:
            raise ValueError(f"two kinds are called {name!r}")
        KINDS[name] = Kind(name, damage, source, plain)
        return damage

    return register


def load() -> dict[str, Kind]:
    """All kinds; their modules register them."""
    from mangle import (  # noqa: F401
        amounts,
        columns,
        dates,
        headers,
        ids,
        merges,
        package,
        records,
        rows,
        sheets,
        strays,
        values,
    )

    return KINDS
