"""Several kinds of damage to one file, drawn by Hypothesis: nothing is silently wrong."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from mangle.conftest import Tally
from mangle.kinds import load
from mangle.oracle import listed
from mangle.run import accounts, mangled
from mangle.source import source

KINDS = load()
FITTING = {
    name: sorted(k for k, v in KINDS.items() if v.source == "zh" or name == "record") for name in ("zh", "en", "record")
}
EXAMPLES = {"zh": 30, "en": 10, "record": 20}


@pytest.mark.parametrize("name", sorted(FITTING))
def test_several_kinds_at_once(name: str, tally: Tally) -> None:
    base = source(name)

    @settings(
        max_examples=EXAMPLES[name],
        derandomize=True,
        deadline=None,
        database=None,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(st.lists(st.sampled_from(FITTING[name]), min_size=2, max_size=6), st.integers(0, 10**6))
    def check(kinds: list[str], seed: int) -> None:
        desk = mangled(base, kinds, seed, focus=1 + seed % 2)
        (account,) = accounts(base, [desk])
        tally(f"(combined, {name})", account)
        assert not account.wrongs, f"{desk.done} on {sorted(desk.focus)}, seed {seed}\n{listed(account.wrongs)}"

    check()


@pytest.mark.parametrize("name", ["zh", "record"])
@pytest.mark.parametrize("seed", [202, 203, 211, 216, 227])
def test_a_table_of_their_own_below_is_not_ours(name: str, seed: int, tally: Tally) -> None:
    """With a header that counts rows; its lines once were a report on the task that is called 1."""
    base = source(name)
    desk = mangled(base, ["a second small table below"], seed, focus=1 + seed % 2)
    (account,) = accounts(base, [desk])
    tally("(a table below)", account)
    assert not account.wrongs, listed(account.wrongs)
