"""A finished task's deliverable was not self-checked."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.selfcheck import SelfCheck
from xlplan.rules.base import Example, Hit, Rule, RuleContext, Scope


def _check(context: RuleContext) -> Iterator[Hit]:
    if not context.template.has("selfcheck"):
        return
    rows = {row.task: row for row in context.rows("selfcheck", SelfCheck)}
    for task in context.my_leaves:
        if not task.deliverable or not context.finished(task.id):
            continue
        row = rows.get(task.id)
        params = {"task": context.task(task.id), "deliverable": task.deliverable}
        if row is None:
            yield Hit("wbs", task.id, "deliverable", params)
        elif not context.begun("selfcheck", row):  # of one that was begun the blank result is a finding anyway
            yield Hit("selfcheck", row.id, "result", params)


_PROJECT = {
    "basic": {"state": "closing"},
    "wbs": [{"code": "1", "name": "试制", "deliverable": "样机"}, {"code": "2", "name": "测试", "deliverable": "报告"}],
    "progress": [{"task": "1", "percent": "100%", "actual_finish": "2026-03-04"}],
}

RULE = Rule(
    FindingType(
        "CLO003",
        "deliverable-unchecked",
        Severity.WARNING,
        Text(
            "“{task}”已完成，交付成果“{deliverable}”还没有自检",
            "“{task}” is finished, but its deliverable “{deliverable}” was not self-checked",
        ),
        Text("请主责部门对照交付成果标准自检", "have the department check it against its standard"),
        Text(
            "验收之前每一项成果都要有人对照标准看过。",
            "Before acceptance somebody has held each deliverable against its standard.",
        ),
    ),
    _check,
    since="closing",
    scope=Scope.MASTER,
    good=(
        Example(
            Text("已自检；没做完的不要求", "checked; or not finished"),
            {**_PROJECT, "selfcheck": [{"task": "1", "result": "符合"}]},
        ),
    ),
    bad=(
        Example(Text("没有这一行", "no row"), _PROJECT, (("wbs", "t001", "deliverable"),)),
        Example(
            Text("已列出，还没有填", "listed, but blank"),
            {**_PROJECT, "selfcheck": [{"task": "1"}]},
            (("selfcheck", "t001!", "result"),),
        ),
        Example(
            Text("前一项已自检", "the task before was checked"),
            {
                "rounds": [{"number": 1, "status_date": "2026-03-20"}],
                "basic": {"state": "收尾中"},
                "wbs": [
                    {"code": "1", "name": "设计", "deliverable": "图纸"},
                    {"code": "2", "name": "试制", "deliverable": "样机"},
                ],
                "progress": [
                    {
                        "task": "1",
                        "round": 1,
                        "percent": "100%",
                        "actual_start": "2026-03-02",
                        "actual_finish": "2026-03-06",
                    },
                    {
                        "task": "2",
                        "round": 1,
                        "percent": "100%",
                        "actual_start": "2026-03-02",
                        "actual_finish": "2026-03-06",
                    },
                ],
                "selfcheck": [{"task": "1", "result": "符合", "conclusion": "提交验收"}],
            },
            (("wbs", "t002", "deliverable"),),
        ),
    ),
)
