"""The project is executed although its approval notice was not issued."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext, Scope


def _check(context: RuleContext) -> Iterator[Hit]:
    request, notice = context.record("initiation"), context.record("approval")
    if not context.template.has("approval") or not context.begun("initiation", request):
        return
    # A notice that was begun lacks its date: a finding of its own.
    if not context.begun("approval", notice):
        yield Hit("basic", context.plan.basic.id, "state", {})


RULE = Rule(
    FindingType(
        "INI004",
        "executing-without-notice",
        Severity.INFO,
        Text("项目已在执行，立项通知书还没有填写", "the project is executed, but its approval notice is still blank"),
        Text(
            "补填立项通知书，或把项目状态改回“立项中”",
            "fill in the notice, or set the project state back to initiating",
        ),
        Text("走了立项申请的项目，要有通知书才算正式启动。", "A project that was applied for begins with its notice."),
    ),
    _check,
    since="executing",
    scope=Scope.MASTER,
    good=(
        Example(Text("没有走立项申请", "nothing was applied for"), {"basic": {"state": "执行中"}}),
        Example(
            Text("已签发", "issued"),
            {"initiation": {"name": "新品试制"}, "approval": {"approve_date": "2026-02-20"}},
        ),
    ),
    bad=(
        Example(
            Text("有申请，没有通知书", "a request, but no notice"),
            {"basic": {"state": "执行中"}, "initiation": {"name": "新品试制"}},
            (("basic", "basic", "state"),),
        ),
    ),
)
