"""What wants attention beside the tasks: one line for each kind of open matter, in the order of their weight.

A line whose table a template leaves out is not shown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from xlplan.core.text import Text
from xlplan.twins.budget_summary import used_share
from xlplan.twins.dashboard_words import both, filled
from xlplan.twins.engine import Scalar, World, is_number


@dataclass(frozen=True, slots=True)
class Tally:
    """A figure over the rows of one table: the columns it needs, its formula in both languages and how Python gets it."""

    table: str
    keys: tuple[str, ...]
    formula: Callable[[int], str]
    value: Callable[[World], Scalar]

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
        marked("resources", "waiting"),
        Text("其中关键任务 {n} 项", "{n} of them for critical tasks"),
        marked("resources", "pressing"),
        alarm="worse",
    ),
    Concern(
        "interfaces",
        Text("交接待确认", "Hand-overs to confirm"),
        marked("interfaces", "unconfirmed"),
        Text("逾期、有争议或有风险 {n} 项", "{n} late, disputed or at risk"),
        marked("interfaces", "troubled"),
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
        Tally("budget", ("bound", "paid"), lambda _n: "[@b_share]", used_share),
        alarm="figure",
        limit=1.0000001,
        number_format="0%",
    ),
)
