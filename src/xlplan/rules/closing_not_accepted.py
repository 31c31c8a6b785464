"""The project is closed although it was not accepted."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext, Scope
from xlplan.rules.context import UNKNOWN


def _check(context: RuleContext) -> Iterator[Hit]:
    report = context.record("acceptance")
    if not context.template.has("acceptance"):
        return
    conclusion = report.cell("conclusion") if report else None
    if report is not None and conclusion in ("deferred", "rejected"):
        said = context.choice("acceptance", "conclusion", conclusion)
        yield Hit("acceptance", report.id, "conclusion", {"conclusion": said})
    elif not context.begun("acceptance", report):  # of one that was begun the blank conclusion is a finding anyway
        yield Hit("basic", context.plan.basic.id, "state", {"conclusion": UNKNOWN})


RULE = Rule(
    FindingType(
        "CLO005",
        "closed-without-acceptance",
        Severity.WARNING,
        Text(
            "项目已关闭，验收结论是“{conclusion}”",
            "the project is closed, but the conclusion of its acceptance is “{conclusion}”",
        ),
        Text(
            "补填验收报告；没有验收的把项目状态改回“收尾中”，不做了的改为“已终止”",
            "fill in the report; set the state to closing, or to terminated if it was given up",
        ),
        Text("验收通过才算把成果交给了使用的人。", "Only acceptance hands the results over to those who use them."),
    ),
    _check,
    since="closed",
    scope=Scope.MASTER,
    good=(
        Example(
            Text("已通过", "accepted"),
            {"basic": {"state": "closed"}, "acceptance": {"acceptance": {"conclusion": "通过"}}},
        ),
        Example(Text("已终止的不要求", "a terminated project needs none"), {"basic": {"state": "terminated"}}),
    ),
    bad=(
        Example(Text("没有验收报告", "no report"), {"basic": {"state": "closed"}}, (("basic", "basic", "state"),)),
        Example(
            Text("暂缓验收", "deferred"),
            {"basic": {"state": "closed"}, "acceptance": {"acceptance": {"conclusion": "暂缓"}}},
            (("acceptance", "acceptance", "conclusion"),),
        ),
    ),
)
