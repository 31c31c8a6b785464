"""项目立项通知书: the project is approved; who leads it, with how much money, until when and with what authority."""

import datetime as dt
from decimal import Decimal
from typing import Annotated

from xlplan.core.kinds.choice import ChoiceKind, option
from xlplan.core.kinds.date import DateKind
from xlplan.core.kinds.number import MoneyKind
from xlplan.core.kinds.reference import ManyKind, ReferenceKind
from xlplan.core.kinds.text import CodeKind, LongText, TextKind
from xlplan.core.text import Text
from xlplan.forms.base import Column, Form, Get, Phase, Row, table
from xlplan.forms.opinions import OA_NUMBER, SIGNED_COPY
from xlplan.forms.paper import Fields, Listing, Paper, Shown, Signatures

LEVEL = ChoiceKind(
    "project_level",
    (
        option("A", "A", "A", "A级", "一级"),
        option("B", "B", "B", "B级", "二级"),
        option("C", "C", "C", "C级", "三级"),
    ),
)


class Approval(Row):
    """The notice by which a project begins. Its date says that the project is approved."""

    notice_no: Annotated[str | None, Column(Text("通知书编号", "Notice no."), CodeKind())] = None
    code: Annotated[str | None, Column(Text("项目编号", "Project code"), CodeKind(), required=True)] = None
    name: Annotated[str | None, Column(Text("项目名称", "Project name"), TextKind(), required=True)] = None
    approve_date: Annotated[
        dt.date | None,
        Column(
            Text("批准日期", "Approved on"),
            DateKind(),
            required=True,
            help=Text("填写后各表页脚不再标“草稿”", "once filled in, the sheets are no longer marked as drafts"),
        ),
    ] = None
    level: Annotated[
        str | None,
        Column(
            Text("项目级别", "Level"),
            LEVEL,
            help=Text("A 公司级，B 部门级，C 一般项目", "A company-wide, B divisional, C ordinary"),
        ),
    ] = None
    manager: Annotated[
        str | None, Column(Text("项目经理", "Project manager"), ReferenceKind("person"), required=True)
    ] = None
    approved_budget: Annotated[
        Decimal | None,
        Column(
            Text("批准预算（万元）", "Approved budget (10,000 yuan)"),
            MoneyKind(wan=True),
            required=True,
            private=True,
            help=Text("以万元为单位，如 486 表示 486 万元", "in 10,000 yuan: 486 means 4.86 million"),
        ),
    ] = None
    start: Annotated[dt.date | None, Column(Text("项目开始日期", "Project start"), DateKind(), required=True)] = None
    finish: Annotated[dt.date | None, Column(Text("项目结束日期", "Project finish"), DateKind(), required=True)] = None
    strategic_position: Annotated[
        str | None,
        Column(
            Text("战略定位", "Strategic position"),
            LongText(),
            help=Text("支撑公司哪项战略、处于什么位置", "which strategy the project serves, and how"),
        ),
    ] = None
    authority: Annotated[
        str | None,
        Column(
            Text("授权事项", "Authority"),
            LongText(),
            help=Text(
                "授予项目经理的人员调配、费用、决策权限", "what the manager may decide: people, money, priorities"
            ),
        ),
    ] = None
    issued_by: Annotated[str | None, Column(Text("签发人", "Issued by"), ReferenceKind("person"))] = None
    to_: Annotated[
        tuple[str, ...] | None,
        Column(
            Text("主送", "To"),
            ManyKind("dept"),
            help=Text("部门之间用顿号隔开", "departments, separated by semicolons"),
        ),
    ] = None
    cc: Annotated[
        tuple[str, ...] | None,
        Column(
            Text("抄送", "Copies to"),
            ManyKind("dept"),
            help=Text("部门之间用顿号隔开", "departments, separated by semicolons"),
        ),
    ] = None
    oa_no: Annotated[str | None, OA_NUMBER] = None
    signed_copy: Annotated[str | None, SIGNED_COPY] = None


def is_issued(get: Get) -> bool:
    """Whether the notice has its date."""
    return get("approve_date") is not None


PAPER = Paper(
    (
        Fields(
            Text("批准事项", "Approval"),
            (
                ("name", "code"),
                ("manager", "level"),
                ("notice_no", "approve_date"),
                ("approved_budget", "start"),
                ("issued_by", "finish"),
                ("to",),
                ("cc",),
            ),
        ),
        Fields(Text("定位与授权", "Position and authority"), (("strategic_position",), ("authority",))),
        Listing(
            Text("主要里程碑", "Milestones"),
            "milestones",
            (
                Shown(Text("编号", "Number"), "number"),
                Shown(Text("里程碑", "Milestone"), "name"),
                Shown(Text("负责人", "Owner"), "owner"),
                Shown(Text("计划日期", "Planned"), "planned"),
            ),
            8,
            key="name",
        ),
        Signatures(Text("签发", "Issue"), (Text("签发人", "Issued by"), Text("项目经理", "Project manager"))),
        Fields(None, (("oa_no",), ("signed_copy",))),
    )
)

APPROVAL = table(
    "approval",
    Text("项目立项通知", "Approval notice"),
    Approval,
    shape="record",
    prefix="approval",
    since=3,
    shown="all",
    frozen=is_issued,
    paper=PAPER,
)

FORM = Form(
    "approval",
    3,
    Text("项目立项通知书", "Approval notice"),
    Text(
        "立项批准后由项目经理录入，带 * 的必填；里程碑取自“里程碑计划”，不用填写。",
        "Entered by the project manager once approved, * is required; the milestones follow from their own sheet.",
    ),
    Phase.INITIATION,
    (APPROVAL,),
    Text("项目经理", "project manager"),
    parts=("planning",),
)
