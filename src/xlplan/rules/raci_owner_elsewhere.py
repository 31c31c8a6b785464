"""The owner of a task belongs to another department."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext


def _check(context: RuleContext) -> Iterator[Hit]:
    for task in context.my_tasks:
        person = context.plan.people.get(task.owner or "")
        if person and person.dept and task.dept and person.dept != task.dept:
            params = {"task": context.task(task.id), "owner": context.person(person.id)}
            yield Hit(
                "wbs",
                task.id,
                "owner",
                {**params, "dept": context.dept(task.dept), "home": context.dept(person.dept)},
            )


RULE = Rule(
    FindingType(
        "RES001",
        "owner-elsewhere",
        Severity.WARNING,
        Text(
            "“{task}”由{dept}主责，负责人 {owner} 却属于{home}",
            "“{task}” belongs to {dept}, but its owner {owner} to {home}",
        ),
        Text(
            "换成主责部门的人，或把主责部门改为负责人所在部门",
            "choose somebody of that department, or change the department",
        ),
        Text(
            "主责部门调动不了别部门的人，出了问题互相推诿。",
            "A department can't direct another one's people, and neither answers when it goes wrong.",
        ),
    ),
    _check,
    good=(
        Example(
            Text("部门一致", "the same department"),
            {"wbs": [{"code": "1", "dept": "市场部", "owner": "张伟"}]},
        ),
        Example(
            Text("负责人没有部门", "the owner belongs to no department"),
            {
                "team": {
                    "people": [
                        {"id": "p001", "name": "张伟", "dept": "市场部", "role": "项目经理"},
                        {"id": "p002", "name": "外聘顾问"},
                    ]
                },
                "wbs": [{"code": "1", "dept": "研发部", "owner": "外聘顾问"}],
            },
        ),
    ),
    bad=(
        Example(
            Text("研发部的任务由市场部的人负责", "a task of one department, an owner of another"),
            {"wbs": [{"code": "1", "dept": "研发部", "owner": "张伟"}]},
            (("wbs", "t001", "owner"),),
        ),
    ),
)
