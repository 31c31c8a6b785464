"""A person's tasks add up to more than the person has time for in a week."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from xlplan.core.finding import FindingType, Severity
from xlplan.core.kinds.number import PercentKind
from xlplan.core.text import Text
from xlplan.forms.team import Person
from xlplan.forms.wbs import Task
from xlplan.rules.base import Example, Hit, Rule, RuleContext, Scope, Setting
from xlplan.rules.context import listed

_LIMIT = Setting(
    "limit",
    Decimal(1),
    Text("一周安排超过可投入时间的多少才提示", "from which share of the available time in a week to report"),
    PercentKind(),
)
_NAMED = 4
"""So many tasks are named."""
Week = tuple[int, int]
"""Year and week by ISO 8601."""


@dataclass
class _Load:
    """Person-days of a week, asked and available, and the tasks that ask for them."""

    asked: float = 0.0
    available: float = 0.0
    tasks: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        return self.asked / self.available if self.available else 0.0


def _check(context: RuleContext) -> Iterator[Hit]:
    limit = float(context.setting(_LIMIT))
    tasks: dict[str, list[Task]] = {}
    for task in context.my_leaves:
        if task.owner and task.effort and not task.support and not context.finished(task.id):
            tasks.setdefault(task.owner, []).append(task)
    for person in context.rows("people", Person):
        weeks = _weeks(context, person, tasks.get(person.id, ()))
        over = {week: load for week, load in weeks.items() if load.share > limit + 0.005}
        if over:
            (year, week), worst = max(over.items(), key=lambda x: (round(x[1].share, 3), [-n for n in x[0]]))
            names = [context.code(i) for i in worst.tasks]
            params = {
                "person": context.person(person.id),
                "dept": context.dept(person.dept) if person.dept else "",
                "week": f"{year}-W{week:02}",
                "share": f"{worst.share * 100:.0f}%",
                "tasks": listed([*names[:_NAMED], *(["…"] if len(names) > _NAMED else [])]),
                "weeks": len(over),
            }
            yield Hit("people", person.id, "allocation", params)


def _weeks(context: RuleContext, person: Person, tasks: Iterable[Task]) -> dict[Week, _Load]:
    """The load of a person in each week from the status date on."""
    share = float(person.allocation) if person.allocation is not None else 1.0
    found: dict[Week, _Load] = {}
    days: dict[Week, set[dt.date]] = {}
    for task in tasks:
        left = _days_left(context, task)
        rate = float(task.effort or 0) * (1 - context.computed.percent(task.id)) / len(left) if left else 0.0
        # More than one person can do: others work on it, too, and how much is the owner's is unknown.
        for day in left if rate <= 1 else ():
            year, week, _ = day.isocalendar()
            load = found.setdefault((year, week), _Load())
            load.asked += rate
            days.setdefault((year, week), set()).add(day)
            if task.id not in load.tasks:
                load.tasks.append(task.id)
    for key, load in found.items():
        monday = dt.date.fromisocalendar(*key, 1)
        week_days = [monday + dt.timedelta(days=n) for n in range(7)]
        load.available = share * sum(1 for d in week_days if context.works(d) and _is_there(person, d))
    return found


def _is_there(person: Person, day: dt.date) -> bool:
    return (person.from_ is None or day >= person.from_) and (person.to_ is None or day <= person.to_)


def _days_left(context: RuleContext, task: Task) -> list[dt.date]:
    """The working days on which what is left of a task is scheduled."""
    start, finish, today = context.computed.start(task.id), context.computed.finish(task.id), context.plan.status_date
    if start is None or finish is None or not context.dated(task):
        return []
    first = max(start, today + dt.timedelta(days=1)) if today else start
    span = (first + dt.timedelta(days=n) for n in range((finish - first).days + 1))
    return [day for day in span if context.works(day)]


def _two(effort: float | None, **second: object) -> list[dict[str, object]]:
    both = {"dept": "研发部", "owner": "王强", "manual_start": "2026-03-02", "duration": 5, "effort": effort}
    return [{"code": "1", "name": "结构设计", **both}, {"code": "2", "name": "电路设计", **both, **second}]


_LATER = {"dept": "研发部", "manual_start": "2026-03-09", "duration": 5, "effort": 3}


def _team(**more: object) -> dict[str, object]:
    return {
        "people": [
            {"id": "p001", "name": "张伟", "dept": "市场部", "role": "项目经理"},
            {"id": "p002", "name": "李娜", "dept": "研发部", "role": "部门负责人"},
            {"id": "p003", "name": "王强", "dept": "研发部", "role": "成员", **more},
        ]
    }


RULE = Rule(
    FindingType(
        "RES007",
        "person-overloaded",
        Severity.WARNING,
        Text(
            "{dept}的{person}在 {week} 周的安排是可投入时间的 {share}（任务 {tasks}；超出的共 {weeks} 周）",
            "{person} of {dept} is at {share} of the available time in week {week} (tasks {tasks}; {weeks} week(s) over "
            "in all)",
        ),
        Text(
            "错开任务、换负责人，或核对工时与投入比例",
            "move a task, give it to somebody else, or check effort and allocation",
        ),
        Text(
            "一个人排满两份活，总有一份要拖。剩余工时平摊到剩余工作日；有协作部门的、工时多于工期的任务是几个人一起做的，不计入。",
            "Who is planned twice is late once. What is left of a task's effort is spread evenly over its working days. Tasks "
            "with supporting departments, or with more effort than one person can give, are shared: they are not counted.",
        ),
    ),
    _check,
    scope=Scope.MASTER,
    good=(
        Example(Text("正好排满", "just full"), {"wbs": _two(2.5)}),
        Example(Text("前后错开", "one after the other"), {"wbs": _two(5, manual_start="2026-03-09")}),
        Example(
            Text(
                "一项任务的工时多于工期：是几个人一起做的", "one task with more effort than days: several people do it"
            ),
            {"wbs": _two(20)[:1]},
        ),
        Example(
            Text("有协作部门：不是一个人做", "a supporting department: not one person's work"),
            {"wbs": _two(4, support="市场部")},
        ),
        Example(Text("没有工时就不算", "without effort nothing is known"), {"wbs": _two(None)}),
    ),
    bad=(
        Example(
            Text("同一周两项各占八成", "two tasks with four fifths each in one week"),
            {"wbs": _two(4)},
            (("people", "p003", "allocation"),),
        ),
        Example(
            Text("一半时间投入，周三才到岗", "half of the time, and only from Wednesday on"),
            {"team": _team(allocation="50%", **{"from": "2026-03-04", "to": "2026-03-06"}), "wbs": _two(2)[:1]},
            (("people", "p003", "allocation"),),
        ),
        Example(
            Text(
                "只算状态日期之后剩下的工时；第二周更满",
                "only what is left after the status date; the second week is worse",
            ),
            {
                "rounds": [{"number": 1, "status_date": "2026-03-03"}],
                "wbs": [
                    *_two(4),
                    *({"code": str(n), "name": f"整改 {n}", **_LATER, "owner": "王强"} for n in range(3, 8)),
                    {"code": "8", "name": "别人的", **_LATER, "owner": "李娜"},
                    {"code": "9", "name": "已完成的", **_LATER, "owner": "王强"},
                ],
                "progress": [
                    {"task": "1", "round": 1, "actual_start": "2026-03-02", "percent": "50%"},
                    {
                        "task": "9",
                        "round": 1,
                        "percent": "100%",
                        "actual_start": "2026-03-02",
                        "actual_finish": "2026-03-03",
                    },
                ],
            },
            (("people", "p003", "allocation"),),
        ),
    ),
    settings=(_LIMIT,),
)
