"""How the budget adds up: single figures, and lines by subject, department and phase.

Amounts are yuan with two places. Whatever belongs to none of the lines of a block stands in a line of its own, so that
each block adds up to the same total. What change requests add comes from their calculation sheet, where there is one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from xlplan.core.text import Text
from xlplan.twins.dashboard import NONE, Figure
from xlplan.twins.dashboard_words import both
from xlplan.twins.engine import Scalar, World, is_number
from xlplan.twins.money import product, times, yuan

SUBJECTS = {
    "labour": Text("人工成本", "Labour"),
    "material": Text("物料", "Material"),
    "equipment": Text("设备购置", "Equipment"),
    "software": Text("软件", "Software"),
    "outsourcing": Text("外协", "Outsourcing"),
    "travel": Text("差旅", "Travel"),
    "meeting": Text("会议", "Meetings"),
    "training": Text("培训咨询", "Training and advice"),
    "rent": Text("租赁", "Rent"),
    "testing": Text("检测认证", "Tests and certificates"),
    "overhead": Text("管理费", "Overhead"),
    "other": Text("其他", "Other"),
}
PHASES = {
    "initiation": Text("立项", "Initiation"),
    "planning": Text("规划", "Planning"),
    "execution": Text("执行", "Execution"),
    "closing": Text("收尾", "Closing"),
}
USUAL_RATE = 0.12
"""The contingency rate where none is filled in."""
LOWEST_RATE, HIGHEST_RATE = 0.10, 0.15
CHANGES, CHANGE_EFFECT = "changes", "budget_effect"
"""The calculation sheet and its column with the yuan that an approved change request adds, 0 for the others."""


def _sum(key: str) -> Callable[[World], float]:
    return lambda world: yuan(sum(float(v) for v in world.column("budget", key)))


total, pending, committed, actual = _sum("counted"), _sum("pending"), _sum("bound"), _sum("paid")


def rate(world: World) -> float:
    """The contingency rate, the usual one where none is filled in."""
    typed = world.params["contingency_rate"]
    return float(typed) if is_number(typed) else USUAL_RATE


def contingency(world: World) -> float:
    """The contingency in yuan."""
    return times(total(world), rate(world))


def grand_total(world: World) -> float:
    """Accepted lines and contingency."""
    return yuan(total(world) + contingency(world))


def connected(columns: Mapping[str, Collection[str]]) -> bool:
    """Whether change requests have a calculation sheet with their effect on the budget, among columns by sheet."""
    return CHANGE_EFFECT in columns.get(CHANGES, ())


def changed(world: World) -> float:
    """What approved change requests add to the approved budget; 0 where there are none."""
    if not connected(world.columns):
        return 0.0
    return yuan(sum(float(v) for v in world.column(CHANGES, CHANGE_EFFECT) if is_number(v)))


def limit(world: World) -> Scalar:
    """What may be spent: the approved budget with approved changes; an empty text where none is approved."""
    approved = world.params["approved_budget"]
    return yuan(float(approved) + changed(world)) if is_number(approved) else ""


def difference(world: World) -> Scalar:
    """What is left of the limit beside the grand total; negative: too much is planned."""
    most = limit(world)
    return yuan(float(most) - grand_total(world)) if is_number(most) else ""


def used(world: World) -> float:
    """Committed and actual."""
    return yuan(committed(world) + actual(world))


def whole(world: World) -> float:
    """What use is measured against: the limit, else the grand total."""
    most = limit(world)
    return float(most) if is_number(most) else grand_total(world)


def used_share(world: World) -> Scalar:
    """Committed and actual over the limit, else over the grand total; a dash where both are none."""
    amount = whole(world)
    return used(world) / amount if amount > 0 else NONE


def rest(world: World) -> float:
    """What is left to spend."""
    return yuan(whole(world) - used(world))


def figures(changes: bool) -> tuple[Figure, ...]:
    """The figures, each from what stands before it. ``changes``: change requests are connected."""
    added = f"ROUND(SUM([{CHANGES}.{CHANGE_EFFECT}:all]),2)" if changes else "0"
    return (
        Figure("b_total", "ROUND(SUM([budget.counted:all]),2)", total),
        Figure("b_pending", "ROUND(SUM([budget.pending:all]),2)", pending),
        Figure("b_committed", "ROUND(SUM([budget.bound:all]),2)", committed),
        Figure("b_actual", "ROUND(SUM([budget.paid:all]),2)", actual),
        Figure("b_rate", f"IF(ISNUMBER([@contingency_rate]),[@contingency_rate],{USUAL_RATE})", rate),
        Figure("b_contingency", product("[@b_total]", "[@b_rate]"), contingency),
        Figure("b_grand", "ROUND([@b_total]+[@b_contingency],2)", grand_total),
        Figure("b_changes", added, changed),
        Figure("b_limit", 'IF(ISNUMBER([@approved_budget]),ROUND([@approved_budget]+[@b_changes],2),"")', limit),
        Figure("b_difference", 'IF(ISNUMBER([@b_limit]),ROUND([@b_limit]-[@b_grand],2),"")', difference),
        Figure("b_used", "ROUND([@b_committed]+[@b_actual],2)", used),
        Figure("b_whole", "IF(ISNUMBER([@b_limit]),[@b_limit],[@b_grand])", whole),
        Figure("b_share", f'IF([@b_whole]>0,[@b_used]/[@b_whole],"{NONE}")', used_share),
        Figure("b_rest", "ROUND([@b_whole]-[@b_used],2)", rest),
    )


@dataclass(frozen=True, slots=True)
class Total:
    """A line of the totals: an amount in 万元 or a share, and what there is to say of it. ``bad`` words are an alarm."""

    key: str
    title: Text
    formula: str
    value: Callable[[World], Scalar]
    note: str | Text
    told: Callable[[World], str]
    number_format: str = "#,##0.00"
    strong: bool = False


NOT_APPROVED = Text("尚无批准预算", "nothing approved yet")
WITHIN = Text("✓ 未超批准额度", "✓ within what is approved")
BEYOND_LIMIT = Text("超出批准额度", "more than approved")
RATE_LOW = Text("低于 10%，偏少", "below 10 %")
RATE_HIGH = Text("高于 15%，偏多", "above 15 %")
RATE_FINE = Text("✓ 在 10%～15% 之间", "✓ between 10 % and 15 %")
RATE_BLANK = Text("未填，按 12% 计", "not filled in; 12 % taken")
WAITING = Text("待审核，未计入合计", "proposed; not counted above")
OF_LIMIT = Text("占批准额度（含已批准变更）", "of the approved amount and approved changes")
OF_GRAND = Text("占预算总计", "of the grand total")
OVERSPENT = Text("已超支", "overspent")
ALARMS = (BEYOND_LIMIT, RATE_LOW, RATE_HIGH, OVERSPENT)
"""Words that are bad news."""


def _blank(_: World) -> str:
    return ""


def _wan(value: Callable[[World], Scalar]) -> Callable[[World], Scalar]:
    def shown(world: World) -> Scalar:
        amount = value(world)
        return float(amount) / 10000 if is_number(amount) else NONE

    return shown


def _in_wan(name: str) -> str:
    return f'IF(ISNUMBER([@{name}]),[@{name}]/10000,"{NONE}")'


def _rate_told(world: World) -> str:
    if not is_number(world.params["contingency_rate"]):
        return RATE_BLANK(world.lang)
    share = rate(world)
    return (RATE_LOW if share < LOWEST_RATE else RATE_HIGH if share > HIGHEST_RATE else RATE_FINE)(world.lang)


def _limit_told(world: World) -> str:
    room = difference(world)
    if not is_number(room):
        return NOT_APPROVED(world.lang)
    return (BEYOND_LIMIT if float(room) < 0 else WITHIN)(world.lang)


TOTALS = (
    Total("total", Text("明细合计", "Lines in all"), _in_wan("b_total"), _wan(total), "", _blank),
    Total(
        "rate",
        Text("应急预算比例", "Contingency rate"),
        "[@b_rate]",
        rate,
        both(
            lambda n: (
                f'IF(NOT(ISNUMBER([@contingency_rate])),"{RATE_BLANK.both[n]}",IF([@b_rate]<{LOWEST_RATE},'
                f'"{RATE_LOW.both[n]}",IF([@b_rate]>{HIGHEST_RATE},"{RATE_HIGH.both[n]}","{RATE_FINE.both[n]}")))'
            )
        ),
        _rate_told,
        "0.0%",
    ),
    Total("contingency", Text("应急预备费", "Contingency"), _in_wan("b_contingency"), _wan(contingency), "", _blank),
    Total("grand", Text("预算总计", "Grand total"), _in_wan("b_grand"), _wan(grand_total), "", _blank, strong=True),
    Total(
        "approved",
        Text("批准预算", "Approved budget"),
        'IF(ISNUMBER([@approved_budget]),[@approved_budget]/10000,"' + NONE + '")',
        _wan(lambda world: world.params["approved_budget"]),
        "",
        _blank,
    ),
    Total("changes", Text("已批准变更", "Approved changes"), _in_wan("b_changes"), _wan(changed), "", _blank),
    Total(
        "difference",
        Text("批准额度余量", "Room below approved"),
        _in_wan("b_difference"),
        _wan(difference),
        both(
            lambda n: (
                f'IF(NOT(ISNUMBER([@b_difference])),"{NOT_APPROVED.both[n]}",'
                f'IF([@b_difference]<0,"{BEYOND_LIMIT.both[n]}","{WITHIN.both[n]}"))'
            )
        ),
        _limit_told,
        strong=True,
    ),
    Total("committed", Text("已承诺", "Committed"), _in_wan("b_committed"), _wan(committed), "", _blank),
    Total("actual", Text("实际支出", "Actual"), _in_wan("b_actual"), _wan(actual), "", _blank),
    Total(
        "rest",
        Text("可用余额", "Left to spend"),
        _in_wan("b_rest"),
        _wan(rest),
        both(lambda n: f'IF([@b_rest]<0,"{OVERSPENT.both[n]}","")'),
        lambda w: OVERSPENT(w.lang) if rest(w) < 0 else "",
    ),
    Total(
        "share",
        Text("预算使用率", "Budget used"),
        "[@b_share]",
        used_share,
        both(lambda n: f'IF(ISNUMBER([@b_limit]),"{OF_LIMIT.both[n]}","{OF_GRAND.both[n]}")'),
        lambda w: (OF_LIMIT if is_number(limit(w)) else OF_GRAND)(w.lang),
        "0.0%",
        strong=True,
    ),
    Total(
        "pending",
        Text("待审核明细", "Proposed lines"),
        _in_wan("b_pending"),
        _wan(pending),
        both(lambda n: f'IF([@b_pending]>0,"{WAITING.both[n]}","")'),
        lambda w: WAITING(w.lang) if pending(w) > 0 else "",
    ),
)

AMOUNTS = (("counted", "b_total"), ("bound", "b_committed"), ("paid", "b_actual"))
"""Columns of the lines that are summed, and the figures of their totals."""


def part(column: str, key: str, this: str) -> str:
    """The formula for the sum of an amount over the lines whose column says ``this``; ``this`` is a cell."""
    return f'IF({this}="","",ROUND(SUMPRODUCT(([budget.{column}:all]={this})*[budget.{key}:all]),2))'


def part_of(world: World, column: str, key: str, word: str) -> Scalar:
    """The value of that formula."""
    if not word:
        return ""
    get = world.columns["budget"]
    wanted = word.casefold()
    return yuan(sum(float(v) for w, v in zip(get[column], get[key], strict=True) if str(w).casefold() == wanted))


def balance_of(amounts: tuple[Scalar, Scalar, Scalar]) -> Scalar:
    """Budget less committed and actual."""
    budget, bound, paid = amounts
    if not (is_number(budget) and is_number(bound) and is_number(paid)):
        return ""
    return yuan(float(budget) - float(bound) - float(paid))


def usage_of(amounts: tuple[Scalar, Scalar, Scalar]) -> Scalar:
    """Committed and actual over the budget; a dash where there is no budget."""
    budget, bound, paid = amounts
    if not (is_number(budget) and is_number(bound) and is_number(paid)):
        return ""
    return (float(bound) + float(paid)) / float(budget) if float(budget) > 0 else NONE
