"""How many findings there are, by severity and by whatever else they are sorted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from xlplan.core.finding import Finding


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of what somebody has to do something about, and of what was accepted as it stands."""

    errors: int = 0
    warnings: int = 0
    infos: int = 0
    accepted: int = 0

    @property
    def values(self) -> tuple[int, int, int, int]:
        return (self.errors, self.warnings, self.infos, self.accepted)


def tally(findings: Iterable[Finding]) -> Tally:
    """The counts of some findings."""
    counts = Counter("accepted" if x.accepted else x.severity.value for x in findings)
    return Tally(counts["error"], counts["warning"], counts["info"], counts["accepted"])


def by_department(findings: Iterable[Finding]) -> dict[str, Tally]:
    """The counts by the department concerned, the one with most errors first; nobody's (the empty name) last."""
    found = _by(findings, lambda x: x.concern.department)
    return dict(sorted(found.items(), key=lambda x: (not x[0], *(-n for n in x[1].values), x[0])))


def by_file(files: Sequence[str], findings: Iterable[Finding]) -> dict[str, Tally]:
    """The counts by file, in the order given and zeros included; then what else findings name."""
    found = _by(findings, lambda x: x.place.file)
    return {name: found.get(name, Tally()) for name in dict.fromkeys((*files, *found))}


def _by(findings: Iterable[Finding], key: Callable[[Finding], str]) -> dict[str, Tally]:
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(key(finding), []).append(finding)
    return {name: tally(group) for name, group in groups.items()}
