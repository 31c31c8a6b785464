"""The approval notice is issued, but the request was not approved."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.approval import Approval
from xlplan.forms.initiation import Initiation
from xlplan.forms.opinions import AGREED
from xlplan.rules.base import Example, Hit, Rule, RuleContext, Scope


def _check(context: RuleContext) -> Iterator[Hit]:
    request, notice = context.record("initiation"), context.record("approval")
    if not (isinstance(request, Initiation) and isinstance(notice, Approval) and notice.approve_date):
        return
    if not context.begun("initiation", request):
        return
    if request.leader_opinion not in AGREED:
        said = context.choice("initiation", "leader_opinion", request.leader_opinion)
        yield Hit("initiation", request.id, "leader_opinion", {"date": notice.approve_date, "opinion": said})


RULE = Rule(
    FindingType(
        "INI001",
        "notice-without-approval",
        Severity.WARNING,
        Text(
            "立项通知书已于 {date} 签发，立项申请的分管领导意见却是“{opinion}”",
            "the approval notice was issued on {date}, but the executive's opinion on the request is “{opinion}”",
        ),
        Text(
            "按签字件补录审批意见，或撤回通知书的批准日期",
            "enter the opinion as signed, or clear the date of the notice",
        ),
        Text(
            "先有批准，后有通知书；两者不一致，项目的授权就站不住。",
            "The notice rests on the approval; without it the project has no mandate.",
        ),
    ),
    _check,
    since="initiating",
    scope=Scope.MASTER,
    good=(
        Example(
            Text("有条件同意后签发", "issued after an approval with conditions"),
            {
                "initiation": {"name": "新品试制", "leader_opinion": "有条件同意"},
                "approval": {"approve_date": "2026-02-20"},
            },
        ),
        Example(
            Text("没有用立项申请表", "no request was written"),
            {"approval": {"approve_date": "2026-02-20"}},
        ),
        Example(
            Text("通知书尚未签发", "the notice is not issued yet"),
            {"initiation": {"name": "新品试制"}, "approval": {"name": "新品试制"}},
        ),
    ),
    bad=(
        Example(
            Text("申请被退回", "the request was returned"),
            {
                "initiation": {"name": "新品试制", "leader_opinion": "退回修改"},
                "approval": {"approve_date": "2026-02-20"},
            },
            (("initiation", "initiation", "leader_opinion"),),
        ),
        Example(
            Text("审批意见没有录入", "the opinion was not entered"),
            {"initiation": {"name": "新品试制"}, "approval": {"approve_date": "2026-02-20"}},
            (("initiation", "initiation", "leader_opinion"),),
        ),
    ),
)
