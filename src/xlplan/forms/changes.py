"""变更申请单: what is to change against the agreed plan, what that would mean, and what was decided about it."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, ClassVar

from xlplan.core.kinds.choice import ChoiceKind, option
from xlplan.core.kinds.date import DateKind
from xlplan.core.kinds.number import IntKind, MoneyKind
from xlplan.core.kinds.reference import ReferenceKind
from xlplan.core.kinds.text import CodeKind, LongText, TextKind
from xlplan.core.text import Text
from xlplan.forms.base import Column, Form, Get, Party, Phase, Row, computed, department, table
from xlplan.forms.opinions import OPINION, OPINION_TONES
from xlplan.forms.paper import Approval, Fields, Listing, Paper, Shown, Signatures, Step
from xlplan.forms.wbs import DAY_UNITS
from xlplan.twins.changes import LINE_TWIN, REQUEST_TWIN, STATES, WHAT

CHANGE_STATE = ChoiceKind(
    "change_state",
    (
        option("draft", *STATES["draft"].both),
        option("to_assess", *STATES["to_assess"].both, "已提交", "评估中"),
        option("to_approve", *STATES["to_approve"].both, "审批中"),
        option("approved", *STATES["approved"].both, "批准", "同意"),
        option("conditional", *STATES["conditional"].both, "有条件同意"),
        option("returned", *STATES["returned"].both, "退回"),
        option("rejected", *STATES["rejected"].both, "不同意", "驳回"),
        option("implemented", *STATES["implemented"].both, "已完成"),
    ),
    fixed=True,
)
CHANGE_KIND = ChoiceKind("change_what", tuple(option(key, *words.both) for key, words in WHAT.items()), fixed=True)
STATE_TONES = (
    ("to_assess", "warning"),
    ("to_approve", "warning"),
    ("approved", "done"),
    ("conditional", "done"),
    ("implemented", "done"),
    ("returned", "late"),
    ("rejected", "late"),
)
DECIDED = frozenset({"approved", "conditional", "rejected", "implemented"})
"""States in which departments no longer change a request; one that is returned is theirs again."""
ASKED_BY = department()


def decided(get: Get) -> bool:
    """Whether a request has been decided for good."""
    return get("state") in DECIDED


class Change(Row):
    """A change request: a department asks, the core team assesses, management decides."""

    number: Annotated[
        str | None,
        Column(
            Text("变更编号", "Number"),
            CodeKind(),
            help=Text("合并时自动编号，可留空", "given when merged; leave blank"),
            width=14,
            aliases=(
                "编号",
                "变更号",
            ),
        ),
    ] = None
    title: Annotated[
        str | None,
        Column(Text("变更名称", "Title"), TextKind(), ASKED_BY, required=True, width=24, aliases=("变更事项", "标题")),
    ] = None
    dept: Annotated[
        str | None,
        Column(Text("申请部门", "Requested by dept"), ReferenceKind("dept"), required=True, aliases=("部门",)),
    ] = None
    requester: Annotated[
        str | None,
        Column(
            Text("申请人", "Requester"),
            ReferenceKind("person"),
            ASKED_BY,
            required=True,
            aliases=(
                "提交人",
                "提出人",
            ),
        ),
    ] = None
    date: Annotated[
        dt.date | None,
        Column(
            Text("申请日期", "Requested on"),
            DateKind(),
            ASKED_BY,
            required=True,
            aliases=(
                "提交日期",
                "提出日期",
                "日期",
            ),
        ),
    ] = None
    reason: Annotated[
        str | None, Column(Text("变更原因", "Reason"), LongText(), ASKED_BY, required=True, width=32, aliases=("原因",))
    ] = None
    content: Annotated[
        str | None,
        Column(
            Text("变更内容概述", "What changes"),
            LongText(),
            ASKED_BY,
            width=32,
            aliases=(
                "变更描述",
                "变更说明",
                "change description",
                "变更内容",
            ),
            help=Text(
                "用一两句话概述；逐项内容填在“变更内容明细”",
                "in a sentence or two; item by item on the sheet of change items",
            ),
        ),
    ] = None
    effect_goal: Annotated[
        str | None,
        Column(
            Text("对目标和范围的影响", "Effect on goals and scope"),
            LongText(),
            ASKED_BY,
            width=26,
            aliases=("对目标的影响",),
        ),
    ] = None
    effect_schedule_days: Annotated[
        int | None,
        Column(
            Text("对进度的影响（工作日）", "Effect on schedule (working days)"),
            IntKind(minimum=Decimal(-2000), maximum=Decimal(2000), units=DAY_UNITS),
            ASKED_BY,
            width=15,
            aliases=(
                "进度影响",
                "对进度的影响",
            ),
            help=Text("推迟为正，提前为负", "later is positive, earlier negative"),
        ),
    ] = None
    effect_budget: Annotated[
        Decimal | None,
        Column(
            Text("对预算的影响（元）", "Effect on budget (yuan)"),
            MoneyKind(minimum=None),
            ASKED_BY,
            width=14,
            private=True,
            aliases=("成本影响", "预算影响", "对预算的影响", "对成本的影响"),
            help=Text("增加为正，减少为负", "more is positive, less negative"),
        ),
    ] = None
    risk: Annotated[
        str | None,
        Column(
            Text("风险与应对", "Risk and response"),
            LongText(),
            ASKED_BY,
            width=26,
            aliases=("风险", "变更风险"),
        ),
    ] = None
    assess_opinion: Annotated[
        str | None,
        Column(Text("核心小组意见", "Core team's opinion"), OPINION, reserved=True, width=12, tones=OPINION_TONES),
    ] = None
    assess_note: Annotated[
        str | None, Column(Text("评估说明", "Assessment"), LongText(), reserved=True, width=26, aliases=("评估意见",))
    ] = None
    assess_by: Annotated[
        str | None, Column(Text("评估人", "Assessed by"), ReferenceKind("person"), reserved=True, width=11)
    ] = None
    assess_on: Annotated[dt.date | None, Column(Text("评估日期", "Assessed on"), DateKind(), reserved=True)] = None
    approve_opinion: Annotated[
        str | None,
        Column(Text("管理层意见", "Management's opinion"), OPINION, reserved=True, width=12, tones=OPINION_TONES),
    ] = None
    approve_note: Annotated[
        str | None,
        Column(
            Text("批准条件或说明", "Conditions or remarks"),
            LongText(),
            reserved=True,
            width=26,
            aliases=("审批说明", "批准条件"),
        ),
    ] = None
    approve_by: Annotated[
        str | None, Column(Text("审批人", "Approved by"), ReferenceKind("person"), reserved=True, width=11)
    ] = None
    approve_on: Annotated[dt.date | None, Column(Text("审批日期", "Approved on"), DateKind(), reserved=True)] = None
    state: Annotated[
        str | None,
        Column(
            Text("变更状态", "State"),
            CHANGE_STATE,
            reserved=True,
            width=12,
            aliases=(
                "status",
                "状态",
            ),
            tones=STATE_TONES,
            help=Text("由项目经理填写；留空视为待评估", "the manager's; blank means to be assessed"),
        ),
    ] = None
    waiting_days: ClassVar[Column] = computed(
        Text("已等待（工作日）", "Waiting (working days)"), IntKind(), "waiting_days", width=11
    )
    implemented_on: Annotated[
        dt.date | None, Column(Text("实施日期", "Implemented on"), DateKind(), reserved=True, aliases=("落实日期",))
    ] = None
    oa_no: Annotated[
        str | None, Column(Text("OA单号", "OA number"), CodeKind(), reserved=True, width=14, aliases=("OA号",))
    ] = None
    signed_copy: Annotated[
        str | None,
        Column(
            Text("签字件存放处", "Signed copy kept at"),
            TextKind(),
            reserved=True,
            width=18,
            aliases=("签字件", "签字扫描件"),
        ),
    ] = None


class ChangeLine(Row):
    """One thing that a change request changes: which task, what of it, from what to what."""

    change: Annotated[
        str | None,
        Column(
            Text("变更申请", "Change request"),
            ReferenceKind("changes", Text("变更申请", "change request")),
            ASKED_BY,
            required=True,
            width=28,
            aliases=("变更编号", "变更名称"),
        ),
    ] = None
    task: Annotated[
        str | None,
        Column(
            Text("任务", "Task"),
            ReferenceKind("task"),
            ASKED_BY,
            width=28,
            aliases=("涉及任务",),
            help=Text(
                "新增任务可留空，在“拟变更为”写明", "for a new task leave blank and describe it under “proposed”"
            ),
        ),
    ] = None
    what: Annotated[
        str | None,
        Column(Text("变更项", "What"), CHANGE_KIND, ASKED_BY, required=True, width=11, aliases=("变更类别",)),
    ] = None
    before: ClassVar[Column] = computed(Text("变更前", "At present"), LongText(), "before", width=32)
    proposed: Annotated[
        str | None,
        Column(
            Text("拟变更为", "Proposed"),
            LongText(),
            ASKED_BY,
            required=True,
            width=32,
            aliases=("变更后",),
        ),
    ] = None
    note: Annotated[str | None, Column(Text("备注", "Note"), LongText(), ASKED_BY, width=24, aliases=("说明",))] = None
    dept: Annotated[
        str | None,
        Column(
            Text("申请部门", "Requested by dept"),
            ReferenceKind("dept"),
            aliases=("部门",),
            help=Text("部门新增的行合并时自动填写", "filled in when rows of a department are merged"),
        ),
    ] = None


def change_number(short_code: str, count: int) -> str:
    """The number that people see, such as C-研发-001."""
    return f"C-{short_code}-{count:03d}"


REQUEST_FORM = Paper(
    (
        Fields(
            None,
            (
                ("title", "number"),
                ("requester", "dept"),
                ("reason", "date"),
                ("content",),
            ),
        ),
        Listing(
            Text("变更内容明细", "Change items"),
            "change_lines",
            (
                Shown(Text("变更项", "What"), "what"),
                Shown(Text("任务", "Task"), "task"),
                Shown(Text("变更前", "At present"), "before"),
                Shown(Text("拟变更为", "Proposed"), "proposed"),
            ),
            rows=6,
            of="change",
        ),
        Fields(
            Text("影响分析", "Effects"),
            (("effect_goal", "effect_schedule_days"), ("risk", "effect_budget")),
        ),
        Approval(
            Text("评估与审批", "Assessment and approval"),
            (
                Step(Text("核心小组评估", "Core team"), "assess_opinion", "assess_by", "assess_on"),
                Step(Text("管理层审批", "Management"), "approve_opinion", "approve_by", "approve_on"),
            ),
        ),
        Fields(None, (("approve_note", "state"), ("signed_copy", "oa_no"))),
        Signatures(
            Text("签字栏", "Signatures"),
            (
                Text("申请人", "Requester"),
                Text("申请部门负责人", "Head of department"),
                Text("项目经理", "Project manager"),
                Text("管理层", "Management"),
            ),
        ),
    ),
    Text("变更申请单", "Change request"),
)

CHANGES = table(
    "changes",
    Text("变更申请单", "Change requests"),
    Change,
    prefix="g",
    natural=("number", "title"),
    appended_by=Party.DEPARTMENT,
    owner_field="dept",
    numbered=change_number,
    since=3,
    called=("number", "title"),
    capacity=30,
    spare=4,
    shown="own",
    frozen=decided,
    twin=REQUEST_TWIN,
    one_page=REQUEST_FORM,
)
CHANGE_LINES = table(
    "change_lines",
    Text("变更内容明细", "Change items"),
    ChangeLine,
    prefix="gl",
    natural=("change", "task", "what"),
    appended_by=Party.DEPARTMENT,
    owner_field="dept",
    since=3,
    capacity=60,
    spare=10,
    shown="own",
    frozen_with="change",
    hint=Text(
        "一份申请可有多行：选申请、任务和变更项，写明拟变更为什么；“变更前”取自计划，有基线的取基线。",
        "One request may have several lines: pick request, task and what changes; the present value comes from the plan.",
    ),
    twin=LINE_TWIN,
)

FORM = Form(
    "changes",
    15,
    Text("变更申请单", "Change requests"),
    Text(
        "部门提出申请并说明原因和影响，逐项内容填在“变更内容明细”；评估、审批和状态由项目经理填写。",
        "Departments ask and say why; items go on the next sheet. Assessment, decision and state are the manager's to fill.",
    ),
    Phase.CONTROL,
    (CHANGES, CHANGE_LINES),
    Text("各部门；审批由项目经理", "departments; decisions: manager"),
    asked=("planning", "executing", "paused", "closing"),
    parts=("weekly",),
    copy_hint=Text(
        "计划冻结后要改范围、工期、日期等，在空行提出申请（编号留空），逐项填“变更内容明细”。",
        "to change scope, duration or dates after the plan was frozen, ask in a spare row, then list the change items.",
    ),
)
