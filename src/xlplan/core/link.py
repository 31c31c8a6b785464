"""A predecessor link between two tasks."""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

LinkType = Literal["FS", "SS", "FF", "SF"]
LINK_TYPES: tuple[LinkType, ...] = get_args(LinkType)


class Link(NamedTuple):
    """``predecessor`` is a task id; ``lag`` counts working days, or calendar days when ``elapsed``; leads are negative."""

    predecessor: str
    type: LinkType = "FS"
    lag: int = 0
    elapsed: bool = False

    @property
    def hands_over(self) -> bool:
        """Whether the successor waits for what the predecessor has finished: other links only keep a distance."""
        return self.type == "FS" and self.lag >= 0

    def suffix(self) -> str:
        """What follows the task code in the canonical spelling: nothing for plain FS, else ``SS+2d``, ``FF-1ed`` …"""
        if self.type == "FS" and not self.lag:
            return ""
        return f"{self.type}{self.lag:+d}{'ed' if self.elapsed else 'd'}" if self.lag else self.type
