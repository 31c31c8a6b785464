"""资源申请表: what a department asks for, who is to provide it, and what was decided.

The row belongs to the department that asks until it is decided on. From then on it is frozen: quantity, dates and cost
are what was approved, and a change goes through the project manager. Three things stay open, as they come later: the
provider's promise and answer, and the day on which the department got it. Who decides is never the department: those
columns are reserved for the project manager, the provider's for the provider, in rows that a department adds as well.
"""

import datetime as dt
from decimal import Decimal
from typing import Annotated, ClassVar

from xlplan.core.kinds.choice import ChoiceKind, option
from xlplan.core.kinds.date import DateKind
from xlplan.core.kinds.number import MoneyKind, NumberKind
from xlplan.core.kinds.reference import ReferenceKind
from xlplan.core.kinds.text import CodeKind, LongText, TextKind
from xlplan.core.text import Text
from xlplan.forms.base import Column, Form, Get, Party, Phase, Row, computed, department, table
from xlplan.forms.interfaces import CONFIRMED
from xlplan.forms.opinions import OPINION
from xlplan.forms.paper import Approval, Fields, Paper, Signatures, Step
from xlplan.twins.resources import ALERTS, GRANTED, PRIORITY, STATES, TWIN

TYPE = ChoiceKind(
    "resource_type",
    (
        option("people", "人力", "People", "人员", "人力资源"),
        option("material", "物料", "Material", "材料"),
        option("equipment", "设备", "Equipment", "仪器"),
        option("software", "软件", "Software", "软件许可"),
        option("site", "场地", "Site", "实验室", "会议室"),
        option("funds", "经费", "Funds", "资金", "费用"),
        option("other", "其他", "Other", "其它"),
    ),
)
_MORE = {
    "pending": ("待批", "审批中"),
    "approved": ("批准", "同意"),
    "partly": ("部分同意",),
    "returned": ("退回",),
    "rejected": ("不同意", "驳回"),
    "arrived": ("到位",),
}
STATE = ChoiceKind("request_state", tuple(option(k, *w.both, *_MORE[k]) for k, w in STATES.items()), fixed=True)
PRIORITY_KIND = ChoiceKind(
    "request_priority", tuple(option(key, *words.both) for key, words in PRIORITY.items()), fixed=True
)
ALERT = ChoiceKind("request_alert", tuple(option(key, *words.both) for key, words in ALERTS.items()), fixed=True)
ALERT_TONES = tuple(
    (key, "late" if key in ("undecided", "missing", "declined") else "warning") for key in ALERTS if key != "fine"
)
PROVIDER = department("provider")


class Resource(Row):
    """A request for people, things or money for a task."""

    number: Annotated[
        str | None,
        Column(
            Text("申请编号", "Number"),
            CodeKind(),
            help=Text("合并时自动编号，可留空", "given when merged; leave blank"),
            width=14,
        ),
    ] = None
    dept: Annotated[
        str | None, Column(Text("申请部门", "Requested by"), ReferenceKind("dept"), required=True, aliases=("部门",))
    ] = None
    type: Annotated[
        str | None,
        Column(Text("资源类型", "Type"), TYPE, department(), required=True, width=9, aliases=("类型", "类别")),
    ] = None
    spec: Annotated[
        str | None,
        Column(
            Text("名称及规格要求", "Resource and specification"),
            TextKind(),
            department(),
            required=True,
            width=26,
            aliases=("资源名称", "规格", "规格要求", "名称"),
        ),
    ] = None
    quantity: Annotated[
        Decimal | None,
        Column(Text("数量", "Quantity"), NumberKind(), department(), required=True, width=8, aliases=("申请数量",)),
    ] = None
    unit: Annotated[
        str | None,
        Column(
            Text("单位", "Unit"),
            TextKind(),
            department(),
            width=7,
            help=Text("如 人、台、套、人天", "such as people, pieces, person-days"),
        ),
    ] = None
    from_: Annotated[
        dt.date | None,
        Column(Text("使用开始", "From"), DateKind(), department(), required=True, aliases=("开始日期", "起始日期")),
    ] = None
    to_: Annotated[
        dt.date | None, Column(Text("使用结束", "To"), DateKind(), department(), aliases=("结束日期", "终止日期"))
    ] = None
    need_by: Annotated[
        dt.date | None,
        Column(
            Text("需到位日期", "Needed by"),
            DateKind(),
            department(),
            aliases=("到位日期", "需求日期"),
            help=Text("最迟到位日期，留空按使用开始", "latest day to have it; blank: the day of From"),
        ),
    ] = None
    task: Annotated[
        str | None,
        Column(
            Text("用于任务", "For task"),
            ReferenceKind("task"),
            department(),
            required=True,
            width=22,
            aliases=("对应任务", "任务", "相关任务"),
        ),
    ] = None
    task_start: ClassVar[Column] = computed(Text("任务开始", "Task start"), DateKind(), "task_start")
    priority: ClassVar[Column] = computed(
        Text("优先级", "Priority"),
        PRIORITY_KIND,
        "priority",
        width=8,
        tones=(("critical", "high"), ("urgent", "medium")),
        help=Text("由任务总时差得出", "from the float of the task"),
    )
    purpose: Annotated[
        str | None,
        Column(Text("用途说明", "Purpose"), LongText(), department(), width=26, aliases=("申请理由", "用途")),
    ] = None
    requester: Annotated[
        str | None, Column(Text("申请人", "Requester"), ReferenceKind("person"), department(), width=10)
    ] = None
    cost: Annotated[
        Decimal | None,
        Column(
            Text("预计费用（元）", "Expected cost (yuan)"),
            MoneyKind(),
            department(),
            private=True,
            width=13,
            aliases=("预计费用", "费用（元）", "成本"),
        ),
    ] = None
    provider: Annotated[
        str | None,
        Column(Text("提供部门", "Provider"), ReferenceKind("dept"), department(), aliases=("资源提供部门",)),
    ] = None
    promised_on: Annotated[
        dt.date | None,
        Column(
            Text("承诺到位", "Promised for"),
            DateKind(),
            PROVIDER,
            reserved=True,
            aliases=("承诺日期", "承诺到位日期"),
            help=Text("由提供部门填写", "by the providing department"),
        ),
    ] = None
    confirmed: Annotated[
        str | None,
        Column(
            Text("提供方确认", "Provider's answer"),
            CONFIRMED,
            PROVIDER,
            reserved=True,
            width=10,
            aliases=("是否确认", "确认情况"),
            tones=(("declined", "late"),),
        ),
    ] = None
    alert: ClassVar[Column] = computed(Text("提醒", "Alert"), ALERT, "alert", width=15, tones=ALERT_TONES)
    state: Annotated[
        str | None,
        Column(
            Text("审批状态", "State"),
            STATE,
            reserved=True,
            width=10,
            aliases=("状态",),
            tones=(("arrived", "done"), ("returned", "warning"), ("rejected", "late")),
            help=Text("由项目经理按审批结果填写，留空视为待审批", "by the manager; blank counts as pending"),
        ),
    ] = None
    approved_quantity: Annotated[
        Decimal | None,
        Column(Text("批准数量", "Approved quantity"), NumberKind(), reserved=True, width=9, aliases=("核准数量",)),
    ] = None
    approved_cost: Annotated[
        Decimal | None,
        Column(
            Text("批准费用（元）", "Approved cost (yuan)"),
            MoneyKind(),
            reserved=True,
            private=True,
            width=13,
            aliases=("批准费用", "核准金额"),
            help=Text("部分批准时必填；预算行以此为准", "needed for a partial approval; budget lines take it"),
        ),
    ] = None
    decided_by: Annotated[
        str | None,
        Column(Text("审批人", "Decided by"), ReferenceKind("person"), reserved=True, width=10, aliases=("批准人",)),
    ] = None
    decided_on: Annotated[
        dt.date | None, Column(Text("审批日期", "Decided on"), DateKind(), reserved=True, aliases=("批准日期",))
    ] = None
    arrived_on: Annotated[
        dt.date | None,
        Column(
            Text("实际到位", "In place since"),
            DateKind(),
            department(),
            stays_open=True,
            aliases=("实际到位日期",),
            help=Text("到位后由申请部门填写", "by the requesting department, once it is there"),
        ),
    ] = None
    head_opinion: Annotated[
        str | None, Column(Text("部门意见", "Department's opinion"), OPINION, department(), group=True, width=10)
    ] = None
    head_by: Annotated[
        str | None,
        Column(Text("部门审核人", "Department's reviewer"), ReferenceKind("person"), department(), group=True),
    ] = None
    head_on: Annotated[
        dt.date | None, Column(Text("部门审核日期", "Department's review date"), DateKind(), department(), group=True)
    ] = None
    manager_opinion: Annotated[
        str | None, Column(Text("项目经理意见", "Manager's opinion"), OPINION, reserved=True, group=True, width=10)
    ] = None
    manager_by: Annotated[
        str | None,
        Column(Text("项目经理签批", "Manager's reviewer"), ReferenceKind("person"), reserved=True, group=True),
    ] = None
    manager_on: Annotated[
        dt.date | None,
        Column(Text("项目经理审批日期", "Manager's review date"), DateKind(), reserved=True, group=True),
    ] = None
    leader_opinion: Annotated[
        str | None, Column(Text("分管领导意见", "Executive's opinion"), OPINION, reserved=True, group=True, width=10)
    ] = None
    leader_by: Annotated[
        str | None,
        Column(Text("分管领导签批", "Executive's reviewer"), ReferenceKind("person"), reserved=True, group=True),
    ] = None
    leader_on: Annotated[
        dt.date | None,
        Column(Text("分管领导审批日期", "Executive's review date"), DateKind(), reserved=True, group=True),
    ] = None
    oa_no: Annotated[
        str | None, Column(Text("OA单号", "OA number"), CodeKind(), reserved=True, aliases=("OA流程号",))
    ] = None
    signed_copy: Annotated[
        str | None,
        Column(
            Text("签字件", "Signed copy"),
            TextKind(),
            reserved=True,
            width=18,
            aliases=("签字扫描件",),
            help=Text("文件名或存放位置", "file name or where it is kept"),
        ),
    ] = None


def request_number(short_code: str, count: int) -> str:
    """The number that people see, such as RR-研发-013."""
    return f"RR-{short_code}-{count:03d}"


def decided(get: Get) -> bool:
    """Whether a request is decided on; one that was returned is open for another try."""
    return get("state") in (*GRANTED, "rejected")


PAPER = Paper(
    (
        Fields(
            None,
            (
                ("dept", "number"),
                ("requester", "priority"),
                ("task", "task_start"),
            ),
        ),
        Fields(
            Text("申请内容", "Request"),
            (
                ("spec", "type"),
                ("quantity", "unit"),
                ("from", "to"),
                ("need_by", "cost"),
                ("purpose",),
                ("provider", "promised_on"),
            ),
        ),
        Approval(
            Text("审批意见", "Approval"),
            (
                Step(Text("部门负责人", "Department head"), "head_opinion", "head_by", "head_on"),
                Step(Text("项目经理", "Project manager"), "manager_opinion", "manager_by", "manager_on"),
                Step(Text("分管领导", "Executive in charge"), "leader_opinion", "leader_by", "leader_on"),
            ),
        ),
        Fields(
            Text("审批结果", "Decision"),
            (
                ("decided_by", "state"),
                ("approved_quantity", "approved_cost"),
                ("oa_no", "decided_on"),
                ("signed_copy",),
            ),
        ),
        Signatures(
            Text("签字", "Signatures"),
            (
                Text("申请人", "Requester"),
                Text("申请部门负责人", "Head of department"),
                Text("项目经理", "Project manager"),
                Text("提供部门负责人", "Head of provider"),
            ),
        ),
    ),
    Text("资源申请单", "Resource request"),
)

RESOURCES = table(
    "resources",
    Text("资源申请", "Resource requests"),
    Resource,
    prefix="q",
    natural=("number", "spec"),
    appended_by=Party.DEPARTMENT,
    owner_field="dept",
    numbered=request_number,
    since=3,
    called=("number", "spec"),
    capacity=40,
    shown="own",
    frozen=decided,
    twin=TWIN,
    one_page=PAPER,
)

FORM = Form(
    "resources",
    11,
    Text("资源申请表", "Resource requests"),
    Text(
        "各部门在空行申请资源；提供部门填承诺日期并确认；审批结果由项目经理填写，审批后内容不再改动。",
        "Departments ask in spare rows; the provider promises and confirms; the manager enters the decision, which closes the row.",
    ),
    Phase.PLANNING,
    (RESOURCES,),
    Text("各部门、项目经理", "departments, project manager"),
    parts=("planning", "weekly"),
    copy_hint=Text(
        "在空行提出本部门的资源申请；由本部门提供的资源请承诺日期并确认。",
        "ask for what you need in spare rows; promise a date for what you provide.",
    ),
)
