"""What all tests share: Hypothesis profiles, and a list of the judges that were missing."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

import accounting
import judges

if TYPE_CHECKING:
    from collections.abc import Iterator

# A defect shows its traceback in tests instead of the one line that people see.
os.environ.setdefault("XLPLAN_DEBUG", "1")
# What is written twice is written at one moment, so that it can be compared.
os.environ.setdefault("SOURCE_DATE_EPOCH", "1774573200")

# HYPOTHESIS_PROFILE picks one by name: "thorough" is for looking for trouble by hand.
_SLOW_DATA = [HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile("default", deadline=None, max_examples=60, suppress_health_check=_SLOW_DATA)
settings.register_profile("ci", settings.get_profile("default"), derandomize=True, print_blob=True)
settings.register_profile("thorough", settings.get_profile("default"), max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "default"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name the judges that weren't there, and how many tests went unjudged for it."""
    missing: Counter[str] = Counter()
    for report in (*terminalreporter.stats.get("skipped", ()), *terminalreporter.stats.get("failed", ())):
        text = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr or "")
        for line in text.splitlines():
            _, found, reason = line.partition(judges.MISSING)
            if found:
                missing[reason] += 1
                break
    if not missing:
        return
    terminalreporter.section("missing judges", sep="=", red=True, bold=True)
    for reason, count in sorted(missing.items()):
        terminalreporter.write_line(f"missing judges: {reason} - {count} test(s) without a verdict", red=True)


@pytest.fixture(autouse=True, scope="session")
def _every_merge_is_counted() -> Iterator[None]:
    """Whatever a test merges, the account is checked by somebody who counts for himself."""
    with pytest.MonkeyPatch.context() as patch:
        accounting.watch(patch)
        yield
