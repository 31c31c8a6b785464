"""Basic information says something else than the approval notice."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xlplan.core.finding import FindingType, Severity
from xlplan.core.normal import key as spelling
from xlplan.core.text import Text
from xlplan.forms.approval import Approval
from xlplan.forms.changes import Change
from xlplan.rules.base import Example, Hit, Rule, RuleContext, Scope
from xlplan.rules.context import yuan

_SAME = (("name", "name"), ("code", "code"), ("manager", "manager"), ("start", "start"), ("finish", "finish"),
         ("budget", "approved_budget"))  # fmt: skip
_APPROVED = ("approved", "conditional", "implemented")


def _check(context: RuleContext) -> Iterator[Hit]:
    notice, basic = context.record("approval"), context.plan.basic
    if not isinstance(notice, Approval) or notice.approve_date is None:
        return
    changes = [c for c in context.plan.typed("changes", Change).values() if c.state in _APPROVED]
    for key, source in _SAME:
        here, there = basic.cell(key), notice.cell(source)
        if here is None or there is None or _plain(here) == _plain(there):
            continue
        # What an approved change moved no longer agrees with the notice, and need not.
        if key in ("start", "finish") and changes:
            continue
        if key == "budget" and here == there + sum((c.effect_budget or Decimal(0) for c in changes), Decimal(0)):
            continue
        shown = {"here": _shown(context, here), "there": _shown(context, there)}
        yield Hit("basic", basic.id, key, {"column": context.headers("basic", [key]), **shown})


def _plain(value: object) -> object:
    return spelling(value) if isinstance(value, str) else value


def _shown(context: RuleContext, value: object) -> object:
    if isinstance(value, Decimal):
        return yuan(value)
    return context.person(value) if isinstance(value, str) and value in context.plan.people else value


RULE = Rule(
    FindingType(
        "INI003",
        "basic-differs-from-notice",
        Severity.WARNING,
        Text(
            "基本信息的“{column}”是 {here}，立项通知书上是 {there}",
            "“{column}” is {here} in basic information, but {there} in the approval notice",
        ),
        Text(
            "以通知书为准更正；确有变化的走变更申请",
            "correct it to what was approved, or ask for the change by a change request",
        ),
        Text(
            "批准的名称、负责人、周期和预算是项目的约定，不能悄悄改。",
            "Name, manager, period and budget were approved; they don't change silently.",
        ),
    ),
    _check,
    since="initiating",
    scope=Scope.MASTER,
    good=(
        Example(
            Text("一致；编号大小写不计", "they agree; upper and lower case are the same"),
            {
                "approval": {
                    "name": "新品试制",
                    "code": "np-01",
                    "manager": "张伟",
                    "approve_date": "2026-02-20",
                    "approved_budget": 100000,
                }
            },
        ),
        Example(
            Text("通知书还是草稿", "the notice is a draft"),
            {"approval": {"name": "另一个名称"}},
        ),
        Example(
            Text("批准的变更追加了预算、推迟了结束日期", "an approved change added money and time"),
            {
                "basic": {"budget": 120000, "finish": "2027-01-29"},
                "approval": {"approve_date": "2026-02-20", "approved_budget": 100000, "finish": "2026-12-31"},
                "changes": {"changes": [{"title": "增加型号", "state": "已批准", "effect_budget": 20000}]},
            },
        ),
        Example(
            Text("只有部分变更影响预算", "only one of the changes needs money"),
            {
                "basic": {"budget": 120000},
                "approval": {"approve_date": "2026-02-20", "approved_budget": 100000},
                "changes": {
                    "changes": [
                        {"title": "增加型号", "state": "已批准", "effect_budget": 20000},
                        {"title": "更换供应商", "state": "已批准"},
                    ]
                },
            },
        ),
    ),
    bad=(
        Example(
            Text("项目经理换了人，结束日期推迟，预算多报", "another manager, a later finish, a larger budget"),
            {
                "basic": {"manager": "李娜", "finish": "2027-01-29", "budget": 120000},
                "approval": {
                    "manager": "张伟",
                    "finish": "2026-12-31",
                    "approve_date": "2026-02-20",
                    "approved_budget": 100000,
                },
            },
            (("basic", "basic", "manager"), ("basic", "basic", "finish"), ("basic", "basic", "budget")),
        ),
    ),
)
