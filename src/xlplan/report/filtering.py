"""Which findings somebody wants to see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from xlplan.core.finding import Finding


@dataclass(frozen=True, slots=True)
class Filter:
    """Codes and departments by the names that findings carry; what is left blank leaves nothing out.

    ``only`` and ``ignore`` are sets of codes, ``departments`` names as in :class:`xlplan.core.finding.Concern`.
    """

    only: frozenset[str] | None = None
    ignore: frozenset[str] = frozenset()
    departments: frozenset[str] | None = None

    def passes(self, finding: Finding) -> bool:
        """Whether a finding is wanted."""
        if finding.code in self.ignore or (self.only is not None and finding.code not in self.only):
            return False
        return self.departments is None or finding.concern.department in self.departments


@dataclass
class Sorted:
    """Findings that are wanted, and those that are not: nothing disappears without being counted."""

    wanted: list[Finding] = field(default_factory=list)
    other: list[Finding] = field(default_factory=list)


def sort_out(findings: Iterable[Finding], filter_: Filter) -> Sorted:
    """Part findings by a filter, each part in the order given."""
    found = Sorted()
    for finding in findings:
        (found.wanted if filter_.passes(finding) else found.other).append(finding)
    return found
