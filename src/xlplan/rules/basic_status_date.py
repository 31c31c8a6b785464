"""The status date is not that of the newest round."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext, Scope


def _check(context: RuleContext) -> Iterator[Hit]:
    basic, newest = context.plan.basic, context.plan.round
    if newest and basic.status_date and basic.status_date != newest.status_date:
        params = {"date": basic.status_date, "round": newest.number, "round_date": newest.status_date}
        yield Hit("basic", basic.id, "status_date", params)


RULE = Rule(
    FindingType(
        "BAS006",
        "status-date-differs",
        Severity.WARNING,
        Text(
            "状态日期 {date} 与第 {round} 轮的 {round_date} 不一致",
            "the status date {date} is not that of round {round}, {round_date}",
        ),
        Text("状态日期由开轮命令写入，请勿手改", "opening a round sets it; don't change it by hand"),
        Text(
            "滞后与偏差都以状态日期为准，两处不同会得出两种结论。",
            "What is late depends on it; two dates give two answers.",
        ),
    ),
    _check,
    scope=Scope.MASTER,
    good=(
        Example(
            Text("一致", "the same"),
            {"basic": {"status_date": "2026-03-06"}, "rounds": [{"number": 1, "status_date": "2026-03-06"}]},
        ),
        Example(
            Text("没有轮次，自己填了状态日期", "no round, a status date typed by hand"),
            {"basic": {"status_date": "2026-03-06"}},
        ),
    ),
    bad=(
        Example(
            Text("手工改过", "changed by hand"),
            {"basic": {"status_date": "2026-03-09"}, "rounds": [{"number": 1, "status_date": "2026-03-06"}]},
            (("basic", "basic", "status_date"),),
        ),
    ),
)
