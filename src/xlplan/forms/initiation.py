"""项目立项申请表: why a project, what it is to bring, what it takes; and what the approvers say to it."""

import datetime as dt
from decimal import Decimal
from typing import Annotated

from xlplan.core.kinds.choice import ChoiceKind, option
from xlplan.core.kinds.date import DateKind
from xlplan.core.kinds.number import MoneyKind
from xlplan.core.kinds.reference import ManyKind, ReferenceKind
from xlplan.core.kinds.text import CodeKind, LongText, TextKind
from xlplan.core.text import Text
from xlplan.forms.base import PM, Column, Form, Get, Phase, Row, department, table
from xlplan.forms.opinions import AGREED, OA_NUMBER, OPINION, SIGNED_COPY
from xlplan.forms.paper import Approval, Fields, Paper, Step

CATEGORY = ChoiceKind(
    "project_category",
    (
        option("product", "新产品", "New product", "产品研发", "新产品开发"),
        option("process", "流程改进", "Process improvement", "管理改进"),
        option("it", "信息化", "IT", "信息系统", "数字化"),
        option("marketing", "市场活动", "Marketing", "市场推广"),
        option("construction", "工程建设", "Construction", "基建"),
        option("other", "其他", "Other"),
    ),
)
APPLICANT = department("applicant_dept")


class Initiation(Row):
    """The request of the applicant department. It fills in the content; the manager enters what was decided."""

    code: Annotated[
        str | None,
        Column(
            Text("项目编号", "Project code"),
            CodeKind(),
            PM,
            help=Text("立项批准后由项目管理部编号", "given by the project office once approved"),
        ),
    ] = None
    name: Annotated[str | None, Column(Text("项目名称", "Project name"), TextKind(), APPLICANT, required=True)] = None
    category: Annotated[str | None, Column(Text("项目类别", "Category"), CATEGORY, APPLICANT)] = None
    applicant_dept: Annotated[
        str | None,
        Column(
            Text("申请部门", "Applicant dept"),
            ReferenceKind("dept"),
            PM,
            required=True,
            help=Text(
                "选定后下发，由该部门填写本表", "once it is chosen, that department's copy has this form to fill in"
            ),
        ),
    ] = None
    applicant: Annotated[
        str | None, Column(Text("申请人", "Applicant"), ReferenceKind("person"), APPLICANT, required=True)
    ] = None
    apply_date: Annotated[dt.date | None, Column(Text("申请日期", "Date"), DateKind(), APPLICANT, required=True)] = None
    sponsor: Annotated[str | None, Column(Text("项目发起人", "Sponsor"), ReferenceKind("person"), APPLICANT)] = None
    background: Annotated[
        str | None,
        Column(
            Text("立项背景", "Background"),
            LongText(),
            APPLICANT,
            required=True,
            help=Text(
                "现状、问题或机会：为什么要做，不做会怎样",
                "the situation, the problem or chance: why do it, and what if not",
            ),
        ),
    ] = None
    objectives: Annotated[
        str | None,
        Column(
            Text("项目目标", "Objectives"),
            LongText(),
            APPLICANT,
            required=True,
            help=Text("1～3 条，可衡量、有期限，每条一行", "one to three, measurable and dated, a line each"),
        ),
    ] = None
    expected_results: Annotated[
        str | None,
        Column(
            Text("预期成果", "Expected results"),
            LongText(),
            APPLICANT,
            required=True,
            help=Text("交付什么、带来多少收益", "what is delivered, and what it is worth"),
        ),
    ] = None
    scope_in: Annotated[
        str | None,
        Column(
            Text("项目范围", "In scope"),
            LongText(),
            APPLICANT,
            help=Text("包括哪些工作、产品、地区或部门", "which work, products, places or departments it covers"),
        ),
    ] = None
    scope_out: Annotated[
        str | None,
        Column(
            Text("不包括", "Out of scope"),
            LongText(),
            APPLICANT,
            help=Text("容易误解、需要事先说清的内容", "what might be expected but is not meant"),
        ),
    ] = None
    feasibility: Annotated[
        str | None,
        Column(
            Text("可行性分析", "Feasibility"),
            LongText(),
            APPLICANT,
            help=Text("技术、资源、经济、合规四个方面", "technology, resources, economics, compliance"),
        ),
    ] = None
    start: Annotated[
        dt.date | None, Column(Text("计划开始日期", "Planned start"), DateKind(), APPLICANT, required=True)
    ] = None
    finish: Annotated[
        dt.date | None, Column(Text("计划结束日期", "Planned finish"), DateKind(), APPLICANT, required=True)
    ] = None
    budget: Annotated[
        Decimal | None,
        Column(
            Text("申请预算（万元）", "Budget (10,000 yuan)"),
            MoneyKind(wan=True),
            APPLICANT,
            required=True,
            private=True,
            help=Text("以万元为单位，如 486 表示 486 万元", "in 10,000 yuan: 486 means 4.86 million"),
        ),
    ] = None
    fund_source: Annotated[str | None, Column(Text("资金来源", "Source of funds"), TextKind(), APPLICANT, width=18)] = (
        None
    )
    departments: Annotated[
        tuple[str, ...] | None,
        Column(
            Text("参与部门", "Departments"),
            ManyKind("dept"),
            APPLICANT,
            help=Text("需要哪些部门配合，用顿号隔开", "who has to take part, separated by semicolons"),
        ),
    ] = None
    main_risks: Annotated[
        str | None,
        Column(
            Text("主要风险", "Main risks"),
            LongText(),
            APPLICANT,
            help=Text("最可能影响目标的几项和初步对策", "what may endanger the objectives, and a first response"),
        ),
    ] = None
    assumptions: Annotated[
        str | None,
        Column(
            Text("假设与约束", "Assumptions"),
            LongText(),
            APPLICANT,
            help=Text("计划成立的前提，以及不能突破的限制", "what the plan rests on, and limits that stand"),
        ),
    ] = None
    dept_opinion: Annotated[str | None, Column(Text("申请部门意见", "Opinion of the dept"), OPINION)] = None
    dept_by: Annotated[str | None, Column(Text("申请部门负责人", "Head of the dept"), ReferenceKind("person"))] = None
    dept_on: Annotated[dt.date | None, Column(Text("申请部门签署日期", "Date, dept"), DateKind())] = None
    office_opinion: Annotated[str | None, Column(Text("项目管理部意见", "Opinion of the project office"), OPINION)] = (
        None
    )
    office_by: Annotated[
        str | None, Column(Text("项目管理部负责人", "Head of the project office"), ReferenceKind("person"))
    ] = None
    office_on: Annotated[dt.date | None, Column(Text("项目管理部签署日期", "Date, project office"), DateKind())] = None
    leader_opinion: Annotated[str | None, Column(Text("分管领导意见", "Opinion of the executive"), OPINION)] = None
    leader_by: Annotated[str | None, Column(Text("分管领导", "Executive"), ReferenceKind("person"))] = None
    leader_on: Annotated[dt.date | None, Column(Text("分管领导签署日期", "Date, executive"), DateKind())] = None
    oa_no: Annotated[str | None, OA_NUMBER] = None
    signed_copy: Annotated[str | None, SIGNED_COPY] = None


def is_approved(get: Get) -> bool:
    """Whether the last step approved the request."""
    return get("leader_opinion") in AGREED


PAPER = Paper(
    (
        Fields(
            Text("基本信息", "Request"),
            (
                ("name", "code"),
                ("applicant_dept", "category"),
                ("applicant", "apply_date"),
                ("sponsor", "start"),
                ("fund_source", "finish"),
                ("budget",),
                ("departments",),
            ),
        ),
        Fields(
            Text("项目内容", "Content"),
            (
                ("background",),
                ("objectives",),
                ("expected_results",),
                ("scope_in",),
                ("scope_out",),
                ("feasibility",),
                ("main_risks",),
                ("assumptions",),
            ),
        ),
        Approval(
            Text("审批意见", "Approval"),
            (
                Step(Text("申请部门负责人", "Head of the applicant dept"), "dept_opinion", "dept_by", "dept_on"),
                Step(Text("项目管理部", "Project office"), "office_opinion", "office_by", "office_on"),
                Step(Text("分管领导", "Executive"), "leader_opinion", "leader_by", "leader_on"),
            ),
        ),
        Fields(None, (("oa_no",), ("signed_copy",))),
    )
)

INITIATION = table(
    "initiation",
    Text("项目立项申请", "Initiation request"),
    Initiation,
    shape="record",
    prefix="initiation",
    since=3,
    shown="own",
    frozen=is_approved,
    paper=PAPER,
)

FORM = Form(
    "initiation",
    2,
    Text("项目立项申请表", "Initiation request"),
    Text(
        "由申请部门填写，带 * 的必填；审批意见由项目经理按签字件录入，批准后内容不再改动。",
        "Filled in by the applicant department, * is required. The manager enters the opinions as signed; once approved, "
        "the content stands.",
    ),
    Phase.INITIATION,
    (INITIATION,),
    Text("申请部门", "applicant department"),
    asked=("initiating",),
    parts=("planning",),
    copy_hint=Text(
        "填写立项背景、目标、预期成果和预算；审批意见由项目经理录入。",
        "background, objectives, expected results and budget; the manager enters the opinions.",
    ),
)
