"""Measures what is recovered of damaged copies.

python tests/mangle/measure.py --seeds 3 [--kind NAME …] [--wrongs]: each kind by itself;
python tests/mangle/measure.py --combined --seeds 200 [--source zh|en|record]: several kinds on one or two tables.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from mangle.kinds import KINDS, load
from mangle.oracle import Account, Verdict, Wrong, listed
from mangle.run import accounts, mangled
from mangle.source import NAMES, source


class Table:
    """Accounts added up by kind of damage."""

    def __init__(self) -> None:
        self.counts: dict[str, Counter[Verdict]] = {}
        self.files: Counter[str] = Counter()
        self.wrongs: list[tuple[str, int, Wrong]] = []

    def add(self, name: str, seed: int, account: Account) -> None:
        self.counts.setdefault(name, Counter()).update(account.counts)
        self.files[name] += 1
        self.wrongs += [(name, seed, wrong) for wrong in account.wrongs]

    def lines(self) -> list[str]:
        """The table, a line per kind and one for all."""
        return lines(self.counts)


def lines(counts: dict[str, Counter[Verdict]]) -> list[str]:
    """A line per kind and one for all."""
    width = max([len(n) for n in counts] + [4])
    head = (
        f"{'kind':<{width}}  {'cells':>7}  {'recovered':>9}  {'repaired':>8}  {'reported':>8}  {'silently wrong':>14}"
    )
    total: Counter[Verdict] = Counter()
    found = [head]
    for name, count in sorted(counts.items()):
        found.append(_line(name, count, width))
        total.update(count)
    return [*found, _line("all", total, width)]


def _line(name: str, count: Counter[Verdict], width: int) -> str:
    cells = sum(count.values())
    share = f"{100 * count[Verdict.RECOVERED] / cells:.1f}%" if cells else "-"
    return (
        f"{name:<{width}}  {cells:>7}  {share:>9}  {count[Verdict.REPAIRED]:>8}"
        f"  {count[Verdict.REPORTED]:>8}  {count[Verdict.WRONG]:>14}"
    )


def measure(names: Iterable[str], seeds: Iterable[int]) -> Table:
    """Every kind by itself, on the copy that it fits."""
    table = Table()
    chosen = list(seeds)
    for name in names:
        base = source(KINDS[name].source)
        desks = [mangled(base, [name], seed) for seed in chosen]
        there = [(seed, desk) for seed, desk in zip(chosen, desks, strict=True) if desk.done]
        for (seed, _), account in zip(there, accounts(base, [d for _, d in there]), strict=True):
            table.add(name, seed, account)
    return table


def measure_combined(name: str, seeds: Iterable[int]) -> Table:
    """Two to six kinds at once, chosen by the seed."""
    table = Table()
    base = source(name)
    fitting = sorted(k for k, v in KINDS.items() if v.source == "zh" or name == "record")
    for seed in seeds:
        rng = random.Random(seed)
        kinds = [rng.choice(fitting) for _ in range(rng.randint(2, 6))]
        desk = mangled(base, kinds, seed, focus=1 + seed % 2)
        (account,) = accounts(base, [desk])
        table.add(f"combined, {name}", seed, account)
        if account.wrongs:
            print(f"seed {seed}, {sorted(desk.focus)}: {desk.done}")
            print(listed(account.wrongs), flush=True)
    return table


def main() -> int:
    """Print the table; 1 where something was silently wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--kind", action="append", default=[])
    parser.add_argument("--wrongs", action="store_true", help="list what was silently wrong")
    parser.add_argument("--combined", action="store_true", help="several kinds at once; wrongs are listed as they come")
    parser.add_argument("--source", choices=NAMES, default="zh", help="the project, for several kinds at once")
    given = parser.parse_args()
    kinds = load()
    seeds = range(given.seeds)
    table = measure_combined(given.source, seeds) if given.combined else measure(given.kind or kinds, seeds)
    print("\n".join(table.lines()))
    if given.wrongs:
        for name, seed, wrong in table.wrongs:
            print(f"{name} (seed {seed}): {wrong}")
    return 1 if table.wrongs else 0


if __name__ == "__main__":
    raise SystemExit(main())
