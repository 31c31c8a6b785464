"""What wants attention beside the tasks: one line for each kind of open matter, in the order of their weight.

A line whose table is not in the workbook shows a dash.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from xlplan.core.text import Text
from xlplan.twins.dashboard import NONE
from xlplan.twins.dashboard_words import both, filled
from xlplan.twins.engine import Scalar, World, is_number


@dataclass(frozen=True, slots=True)
class Tally:
    """A figure over the rows of one table: the columns it needs, its formula in both languages and how Python gets it."""

    table: str
    keys: tuple[str, ...]
    formula: Callable[[int], str]
    value: Callable[[World], Scalar]
    labels: tuple[Text, ...] = ()
    """The choices that it looks for, in the column that it needs."""

    def is_known(self, world: World) -> bool:
        """Whether the workbook calculates what it needs."""
        return set(self.keys) <= set(world.columns.get(self.table, ()))


def marked(table: str, key: str) -> Tally:
    """How many rows a column marks with 1."""
    return Tally(
        table,
        (key,),
        lambda _n: f"SUM([{table}.{key}:all])",
        lambda world: sum(int(v) for v in world.column(table, key) if is_number(v)),
    )


def chosen(table: str, key: str, *labels: Text) -> Tally:
    """In how many rows a choice has one of these labels."""

    def value(world: World) -> Scalar:
        words = {label(world.lang).casefold() for label in labels}
        return sum(1 for v in world.column(table, key) if str(v).casefold() in words)

    return Tally(
        table,
        (key,),
        lambda n: "(" + "+".join(f'COUNTIFS([{table}.{key}:all],"{label.both[n]}")' for label in labels) + ")",
        value,
        labels,
    )


def share(table: str, part: str, whole: str) -> Tally:
    """The sum of one column as a share of that of another; a dash where that is nothing."""

    def value(world: World) -> Scalar:
        first, second = (sum(float(v) for v in world.column(table, key) if is_number(v)) for key in (part, whole))
        return first / second if second else NONE

    first, second = (f"SUM([{table}.{key}:all])" for key in (part, whole))
    return Tally(table, (part, whole), lambda _n: f'IF({second}=0,"{NONE}",{first}/{second})', value)


@dataclass(frozen=True, slots=True)
class Concern:
    """A line: its figure, and in words how much of it, or beside it, is worse.

    ``alarm`` says what turns it red: the figure (from ``limit`` on), what the words tell, or nothing.
    """

    key: str
    title: Text
    tally: Tally
    words: Text | None = None
    worse: Tally | None = None
    alarm: str = ""
    limit: float = 1
    number_format: str = "0"

    def formula(self) -> Text:
        return both(self.tally.formula)

    def note(self) -> Text:
        """The formula for the words: nothing where there is none."""
        words, worse = self.words, self.worse
        if words is None or worse is None:
            return Text('""', '""')
        return both(lambda n: f'IF({worse.formula(n)}=0,"",{filled(words, worse.formula(n), n)})')

    def told(self, world: World) -> str:
        if self.words is None or self.worse is None:
            return ""
        count = self.worse.value(world)
        return self.words(world.lang, n=count) if count else ""


CONCERNS = (
    Concern(
        "actions",
        Text("未关闭遗留问题", "Open action items"),
        marked("actions", "open"),
        Text("其中逾期 {n} 项", "{n} of them overdue"),
        marked("actions", "overdue"),
        alarm="worse",
    ),
    Concern(
        "changes",
        Text("变更申请待决", "Changes to decide"),
        marked("changes", "waiting"),
        Text("其中待管理层审批 {n} 项", "{n} of them with management"),
        marked("changes", "at_management"),
    ),
    Concern(
        "resources",
        Text("资源申请待批", "Resources to decide"),
        chosen("resources", "state", Text("待审批", "Pending")),
        Text("另有退回修改 {n} 项", "{n} more returned"),
        chosen("resources", "state", Text("退回修改", "Returned")),
    ),
    Concern(
        "interfaces",
        Text("交接待确认", "Hand-overs to confirm"),
        chosen("interfaces", "confirmed", Text("待确认", "Pending")),
        Text("另有不同意 {n} 项", "{n} more disagreed with"),
        chosen("interfaces", "confirmed", Text("不同意", "Disagreed")),
        alarm="worse",
    ),
    Concern(
        "selfcheck",
        Text("自检不符合", "Self-checks failed"),
        marked("selfcheck", "failing"),
        Text("另有 {n} 项待自检", "{n} more to be checked"),
        marked("selfcheck", "waiting"),
        alarm="figure",
    ),
    Concern(
        "budget",
        Text("预算使用率", "Budget used"),
        share("budget", "actual", "subtotal"),
        alarm="figure",
        limit=1.0000001,
        number_format="0%",
    ),
)
