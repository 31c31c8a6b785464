"""Tasks wait for each other."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Hit]:
    for members in context.circles:
        order = context.circle(members)
        tasks = [context.plan.tasks[i] for i in order if context.plan.tasks[i].predecessors]
        task = next((t for t in tasks if context.own("wbs", t.id)), None)
        if task is not None:
            path = " → ".join(context.code(i) for i in [*order, order[0]])
            yield Hit("wbs", task.id, "predecessors", {"path": path})


RULE = Rule(
    FindingType(
        "STR006",
        "cycle",
        Severity.ERROR,
        Text("前置任务形成循环：{path}", "these tasks wait for each other: {path}"),
        Text("去掉其中一个前置关系", "remove one of these links"),
        Text("互相等待的任务谁也开始不了，排不出日期。", "Tasks that wait for each other can never start."),
    ),
    _check,
    since="initiating",
    good=(
        Example(
            Text("先后相接", "one after the other"),
            {
                "wbs": [
                    {"code": "1"},
                    {"code": "2", "predecessors": "1"},
                    {"code": "3", "predecessors": "1; 2"},
                ]
            },
        ),
    ),
    bad=(
        Example(
            Text("1 → 2 → 3 → 1", "1 → 2 → 3 → 1"),
            {
                "wbs": [
                    {"code": "1", "predecessors": "3"},
                    {"code": "2", "predecessors": "1"},
                    {"code": "3", "predecessors": "2SS+1d"},
                ]
            },
            (("wbs", "t001", "predecessors"),),
        ),
        Example(
            Text("经由汇总任务的循环", "a circle through a summary task"),
            {
                "wbs": [
                    {"code": "1"},
                    {"code": "1.1", "predecessors": "2"},
                    {"code": "2", "predecessors": "1"},
                ]
            },
            (("wbs", "t003", "predecessors"),),
        ),
        Example(
            Text("跨部门的循环", "a circle across departments"),
            {
                "wbs": [
                    {"code": "1", "dept": "市场部", "predecessors": "2"},
                    {"code": "2", "dept": "研发部", "predecessors": "1"},
                ]
            },
            (("wbs", "t001", "predecessors"),),
        ),
        Example(
            Text("同一部门内的循环", "a circle within a department"),
            {
                "wbs": [
                    {"code": "1", "dept": "市场部", "predecessors": "2"},
                    {"code": "2", "dept": "市场部", "predecessors": "1"},
                ]
            },
            (("wbs", "t001", "predecessors"),),
        ),
    ),
)
