"""项目基本信息表: what the project is, for whom, by when and for how much."""

import datetime as dt
from decimal import Decimal
from typing import Annotated

from xlplan.core.kinds.choice import ChoiceKind, option
from xlplan.core.kinds.date import DateKind
from xlplan.core.kinds.number import MoneyKind, PercentKind
from xlplan.core.kinds.reference import ReferenceKind
from xlplan.core.kinds.text import CodeKind, LongText, TextKind
from xlplan.core.text import Text
from xlplan.forms.base import Column, Form, Phase, Row, table
from xlplan.forms.paper import Fields, Paper

PROJECT_STATE = ChoiceKind(
    "project_state",
    (
        option("initiating", "立项中", "Initiating"),
        option("planning", "计划中", "Planning"),
        option("executing", "执行中", "Executing", "进行中"),
        option("paused", "暂停", "Paused"),
        option("closing", "收尾中", "Closing"),
        option("closed", "已关闭", "Closed"),
        option("terminated", "已终止", "Terminated"),
    ),
)
OVER = ("closed", "terminated")
"""States in which nothing is issued or merged any more."""
WEIGHTING = ChoiceKind(
    "weighting", (option("effort", "工时", "Effort"), option("duration", "工期", "Duration")), fixed=True
)
TAX = ChoiceKind("tax", (option("included", "含税", "Tax included"), option("excluded", "不含税", "Tax excluded")))


class Basic(Row):
    """The one record of a project."""

    name: Annotated[str | None, Column(Text("项目名称", "Project name"), TextKind(), required=True)] = None
    code: Annotated[str | None, Column(Text("项目编号", "Project code"), CodeKind(), required=True)] = None
    strategic_area: Annotated[str | None, Column(Text("所属战略领域", "Strategic area"), TextKind(), required=True)] = (
        None
    )
    sponsor_dept: Annotated[
        str | None,
        Column(Text("项目发起部门", "Sponsoring department"), ReferenceKind("dept"), required=True),
    ] = None
    manager: Annotated[
        str | None, Column(Text("项目经理", "Project manager"), ReferenceKind("person"), required=True)
    ] = None
    start: Annotated[dt.date | None, Column(Text("项目开始日期", "Project start"), DateKind(), required=True)] = None
    finish: Annotated[dt.date | None, Column(Text("项目结束日期", "Project finish"), DateKind(), required=True)] = None
    objective_1: Annotated[
        str | None,
        Column(
            Text("核心目标一", "Objective 1"),
            LongText(),
            required=True,
            help=Text(
                "可衡量、有期限，如“6 月底前量产，良率 ≥ 98%”",
                "measurable and dated, such as “in production by 30 June, yield ≥ 98 %”",
            ),
        ),
    ] = None
    objective_2: Annotated[str | None, Column(Text("核心目标二", "Objective 2"), LongText())] = None
    objective_3: Annotated[str | None, Column(Text("核心目标三", "Objective 3"), LongText())] = None
    expected_results: Annotated[
        str | None,
        Column(
            Text("预期成果", "Expected results"),
            LongText(),
            required=True,
            help=Text("交付什么、带来多少收益", "what is delivered, and what it is worth"),
        ),
    ] = None
    budget: Annotated[
        Decimal | None,
        Column(
            Text("预算总额（万元）", "Total budget (10,000 yuan)"),
            MoneyKind(wan=True),
            required=True,
            private=True,
            help=Text("以万元为单位，如 486 表示 486 万元", "in 10,000 yuan: 486 means 4.86 million"),
        ),
    ] = None
    contingency_rate: Annotated[
        Decimal | None,
        Column(
            Text("应急预算比例", "Contingency rate"),
            PercentKind(),
            private=True,
            help=Text("一般为 10%～15%", "usually 10 % to 15 %"),
        ),
    ] = None
    stakeholders: Annotated[
        str | None,
        Column(
            Text("关键干系人", "Key stakeholders"),
            LongText(),
            required=True,
            help=Text("谁受影响、谁能左右项目", "who is affected, and who can sway the project"),
        ),
    ] = None
    state: Annotated[str | None, Column(Text("项目状态", "Project state"), PROJECT_STATE)] = None
    status_date: Annotated[
        dt.date | None,
        Column(
            Text("状态日期", "Status date"),
            DateKind(),
            help=Text("进度统计截止日，下发时自动写入", "progress counts up to this day; set when copies are issued"),
        ),
    ] = None
    plan_version: Annotated[str | None, Column(Text("计划版本", "Plan version"), TextKind())] = None
    prepared_by: Annotated[str | None, Column(Text("编制人", "Prepared by"), ReferenceKind("person"))] = None
    reviewed_by: Annotated[str | None, Column(Text("审核人", "Reviewed by"), ReferenceKind("person"))] = None
    meeting_rhythm: Annotated[
        str | None,
        Column(
            Text("会议机制", "Meeting rhythm"),
            LongText(),
            help=Text("哪些例会、多久一次、谁参加", "which meetings, how often, who attends"),
        ),
    ] = None
    reporting_path: Annotated[
        str | None,
        Column(
            Text("汇报路径", "Reporting path"),
            LongText(),
            help=Text("谁向谁汇报、何时升级", "who reports to whom, and when to escalate"),
        ),
    ] = None
    weighting: Annotated[
        str | None,
        Column(
            Text("进度加权方式", "Progress weighted by"),
            WEIGHTING,
            help=Text("汇总进度按工时或工期加权", "how progress of summary tasks is weighted"),
        ),
    ] = None
    tax: Annotated[str | None, Column(Text("金额口径", "Amounts"), TAX, private=True)] = None


PAPER = Paper(
    (
        Fields(
            Text("项目概况", "The project"),
            (
                ("name", "code"),
                ("strategic_area", "sponsor_dept"),
                ("manager", "state"),
                ("start", "finish"),
                ("budget", "contingency_rate"),
            ),
        ),
        Fields(
            Text("目标与成果", "Objectives and results"),
            (("objective_1",), ("objective_2",), ("objective_3",), ("expected_results",), ("stakeholders",)),
        ),
        Fields(Text("沟通机制", "Communication"), (("meeting_rhythm",), ("reporting_path",))),
        Fields(
            Text("计划管理", "Managing the plan"),
            (("plan_version", "status_date"), ("weighting", "tax"), ("prepared_by", "reviewed_by")),
        ),
    )
)

BASIC = table(
    "basic",
    Text("项目基本信息", "Basic information"),
    Basic,
    shape="record",
    prefix="basic",
    shown="all",
    paper=PAPER,
)

FORM = Form(
    "basic",
    4,
    Text("项目基本信息表", "Basic information"),
    Text(
        "由项目经理填写；带 * 的必填。金额以万元为单位。",
        "Filled in by the project manager; * is required. Amounts in 10,000 yuan.",
    ),
    Phase.INITIATION,
    (BASIC,),
    Text("项目经理", "project manager"),
    parts=("planning", "weekly", "closing"),
)
