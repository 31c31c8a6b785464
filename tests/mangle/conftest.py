"""Shows at the end of a run what was recovered of damaged files."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable

import pytest

from mangle.measure import lines
from mangle.oracle import Account, Verdict

PROPERTY = "mangle"
Tally = Callable[[str, Account], None]


@pytest.fixture
def tally(record_property: Callable[[str, object], None]) -> Tally:
    """Notes an account under a name for the table at the end; it travels with the report, also from another process."""

    def note(name: str, account: Account) -> None:
        record_property(PROPERTY, json.dumps([name, {v.value: n for v, n in account.counts.items()}]))

    return note


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The table of all kinds of damage."""
    counts: dict[str, Counter[Verdict]] = {}
    for reports in terminalreporter.stats.values():
        for report in reports:
            if getattr(report, "when", "") != "call":
                continue
            for key, value in report.user_properties:
                if key == PROPERTY:
                    name, found = json.loads(value)
                    counts.setdefault(name, Counter()).update({Verdict(v): n for v, n in found.items()})
    if counts:
        terminalreporter.section("cells of damaged files")
        for line in lines(counts):
            terminalreporter.write_line(line)
