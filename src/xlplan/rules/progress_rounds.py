"""Rounds are numbered twice, or their status dates do not rise."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext, Scope


def _check(context: RuleContext) -> Iterator[Hit]:
    rounds = sorted(context.plan.rounds, key=lambda r: (r.number, r.status_date))
    for before, after in pairwise(rounds):
        if after.number == before.number or after.status_date <= before.status_date:
            params = {"before": before.number, "earlier": before.status_date}
            yield Hit("progress", "", "", {**params, "after": after.number, "later": after.status_date})


RULE = Rule(
    FindingType(
        "PRG014",
        "rounds-out-of-order",
        Severity.ERROR,
        Text(
            "第 {after} 轮（{later}）应晚于第 {before} 轮（{earlier}）",
            "round {after} ({later}) should come after round {before} ({earlier})",
        ),
        Text("轮次不重复，状态日期逐轮递增", "give each round its own number and a later status date"),
        Text(
            "历史按轮次排列，顺序错了就看不出变化。",
            "History is ordered by round; out of order it shows no change.",
        ),
    ),
    _check,
    since="initiating",
    scope=Scope.MASTER,
    good=(
        Example(
            Text("每周一轮", "a round a week"),
            {
                "rounds": [
                    {"number": 1, "status_date": "2026-03-06"},
                    {"number": 2, "status_date": "2026-03-13"},
                ]
            },
        ),
    ),
    bad=(
        Example(
            Text("第 2 轮的状态日期更早", "round 2 has an earlier status date"),
            {
                "rounds": [
                    {"number": 1, "status_date": "2026-03-13"},
                    {"number": 2, "status_date": "2026-03-06"},
                ]
            },
            (("progress", "", ""),),
        ),
        Example(
            Text("同一天又开一轮", "another round on the same day"),
            {"rounds": [{"number": 1, "status_date": "2026-03-06"}, {"number": 2, "status_date": "2026-03-06"}]},
            (("progress", "", ""),),
        ),
        Example(
            Text("轮次号用了两次", "a number used twice"),
            {"rounds": [{"number": 1, "status_date": "2026-03-06"}, {"number": 1, "status_date": "2026-03-13"}]},
            (("progress", "", ""),),
        ),
    ),
)
