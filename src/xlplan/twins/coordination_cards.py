"""Cards on money, requests and handovers, for the dashboard: plain figures over the calculation sheets.

The budget's card names figures of :mod:`xlplan.twins.budget_summary` like parameters.
"""

from __future__ import annotations

from xlplan.core.text import Text
from xlplan.twins import budget_summary as money
from xlplan.twins.dashboard import NONE
from xlplan.twins.dashboard_words import Card, both, filled
from xlplan.twins.engine import Scalar, World, is_number

OF_APPROVED = Text("已承诺加实际，占批准额度", "committed and actual, of what is approved")
OF_PLANNED = Text("已承诺加实际，占预算总计", "committed and actual, of the planned total")
NO_BUDGET = Text("尚未列入预算", "no budget yet")
PRESSING = Text("其中关键任务 {n} 项", "{n} of them for critical tasks")
NO_REQUESTS = Text("尚无资源申请", "no requests yet")
UNCONFIRMED = Text("提供方未确认 {n} 项", "{n} not confirmed by the provider")
NO_INTERFACES = Text("尚无跨部门交接", "no handovers yet")


def _count(table: str, key: str, world: World) -> int:
    return sum(int(v) for v in world.column(table, key))


def requests_waiting(world: World) -> int:
    """Requests that wait for a decision."""
    return _count("resources", "waiting", world)


def requests_pressing(world: World) -> int:
    """Those of them that are for critical tasks."""
    return _count("resources", "pressing", world)


def interfaces_open(world: World) -> int:
    """Handovers that are still to come."""
    return _count("interfaces", "open", world)


def interfaces_unconfirmed(world: World) -> int:
    """Those of them that the provider has not confirmed."""
    return _count("interfaces", "unconfirmed", world)


def interfaces_troubled(world: World) -> int:
    """Handovers that are overdue, not agreed on, or will come too late."""
    return _count("interfaces", "troubled", world)


def _share_told(world: World) -> str:
    if not is_number(money.used_share(world)):
        return NO_BUDGET(world.lang)
    return (OF_APPROVED if is_number(money.limit(world)) else OF_PLANNED)(world.lang)


def _waiting(world: World) -> Scalar:
    return requests_waiting(world) if _count("resources", "begun", world) else NONE


def _waiting_told(world: World) -> str:
    if not _count("resources", "begun", world):
        return NO_REQUESTS(world.lang)
    count = requests_pressing(world)
    return PRESSING(world.lang, n=count) if count else ""


def _troubled(world: World) -> Scalar:
    return interfaces_troubled(world) if _count("interfaces", "begun", world) else NONE


def _troubled_told(world: World) -> str:
    if not _count("interfaces", "begun", world):
        return NO_INTERFACES(world.lang)
    return UNCONFIRMED(world.lang, n=interfaces_unconfirmed(world))


BUDGET_CARD = Card(
    "budget_used",
    Text("预算使用率", "Budget used"),
    "[@b_share]",
    money.used_share,
    both(
        lambda n: (
            f'IF(NOT(ISNUMBER([@b_share])),"{NO_BUDGET.both[n]}",'
            f'IF(ISNUMBER([@b_limit]),"{OF_APPROVED.both[n]}","{OF_PLANNED.both[n]}"))'
        )
    ),
    _share_told,
    "0%",
    "AND(ISNUMBER({cell}),N({cell})>1)",
)
REQUESTS_CARD = Card(
    "requests_waiting",
    Text("待审批资源申请", "Requests to decide"),
    f'IF(SUM([resources.begun:all])=0,"{NONE}",SUM([resources.waiting:all]))',
    _waiting,
    both(
        lambda n: (
            f'IF(SUM([resources.begun:all])=0,"{NO_REQUESTS.both[n]}",IF(SUM([resources.pressing:all])=0,"",'
            f"{filled(PRESSING, 'SUM([resources.pressing:all])', n)}))"
        )
    ),
    _waiting_told,
    "0",
    "N({cell})>0",
)
INTERFACES_CARD = Card(
    "interfaces_troubled",
    Text("有风险的交接", "Handovers at risk"),
    f'IF(SUM([interfaces.begun:all])=0,"{NONE}",SUM([interfaces.troubled:all]))',
    _troubled,
    both(
        lambda n: (
            f'IF(SUM([interfaces.begun:all])=0,"{NO_INTERFACES.both[n]}",'
            f"{filled(UNCONFIRMED, 'SUM([interfaces.unconfirmed:all])', n)})"
        )
    ),
    _troubled_told,
    "0",
    "N({cell})>0",
)
CARDS = (BUDGET_CARD, REQUESTS_CARD, INTERFACES_CARD)
