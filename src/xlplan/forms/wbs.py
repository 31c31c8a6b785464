"""项目WBS分解表: the work breakdown structure, from the goal down to tasks that can be delivered."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, ClassVar

from xlplan.core.kinds.choice import ChoiceKind, option
from xlplan.core.kinds.date import DateKind
from xlplan.core.kinds.number import IntKind, NumberKind, PercentKind
from xlplan.core.kinds.predecessors import PredecessorsKind
from xlplan.core.kinds.reference import ManyKind, ReferenceKind
from xlplan.core.kinds.text import CodeKind, LongText, MarkKind, TextKind
from xlplan.core.link import Link
from xlplan.core.text import Text
from xlplan.forms.base import Column, Form, Party, Phase, Row, computed, department, table

PRIORITY = ChoiceKind("priority", tuple(option(p, p, p, p.lower()) for p in ("P0", "P1", "P2", "P3")))
ROW_STATE = ChoiceKind(
    "row_state",
    (
        option("active", "有效", "Active"),
        option("cancelled", "取消", "Cancelled", "已取消", "canceled"),
        option("void", "作废", "Void", "已作废"),
    ),
    fixed=True,
)
MODE = ChoiceKind("mode", (option("auto", "自动计划", "Automatic"), option("manual", "手动计划", "Manual")), fixed=True)
DAY_UNITS = (
    "天", "日", "工作日", "个工作日", "工作天", "个工作天", "d", "day", "days", "workday", "workdays", "working day", "working days",
)  # fmt: skip
PERSON_DAYS = ("人天", "人日", "个人天", "天", "d", "pd", "person-day", "person-days", "man-days", "day", "days")
CONTEXT = (
    "code", "name", "dept", "owner", "deliverable", "manual_start", "manual_finish", "start", "finish", "percent",
)  # fmt: skip
"""What a department sees of the tasks that its own are linked with."""


class Task(Row):
    """A task. Leaves carry dates; a task with children is a summary and rolls up."""

    code: Annotated[
        str | None,
        Column(
            Text("WBS编码", "WBS code"),
            CodeKind(dotted=True),
            required=True,
            aliases=("编码", "编号", "序号", "WBS", "code"),
            help=Text("文本，如 1.2.3；不可重复", "text such as 1.2.3; no duplicates"),
        ),
    ] = None
    level: ClassVar[Column] = computed(Text("层级", "Level"), IntKind(), "level", width=6)
    name: Annotated[
        str | None,
        Column(
            Text("任务名称", "Task"),
            TextKind(),
            required=True,
            width=30,
            aliases=(
                "计划内容",
                "工作明细",
                "工作任务",
                "任务描述",
                "任务内容",
                "事项",
                "task name",
                "activity",
                "任务",
                "名称",
                "工作内容",
            ),
        ),
    ] = None
    parent: Annotated[
        str | None,
        Column(
            Text("上级任务", "Parent task"),
            ReferenceKind("task"),
            width=18,
            help=Text("仅新增子任务、编码留空时选择", "only for a new sub-task without a code"),
            aliases=(
                "上级",
                "父任务",
                "parent",
            ),
        ),
    ] = None
    dept: Annotated[
        str | None,
        Column(
            Text("主责部门", "Department"),
            ReferenceKind("dept"),
            required=True,
            aliases=("负责部门", "牵头部门", "dept", "部门", "责任部门"),
            gated="department",
        ),
    ] = None
    owner: Annotated[
        str | None,
        Column(
            Text("负责人", "Owner"),
            ReferenceKind("person"),
            department(),
            required=True,
            aliases=("负责人员", "assigned to", "assignee", "responsible", "person in charge", "责任人", "执行人"),
        ),
    ] = None
    support: Annotated[
        tuple[str, ...] | None,
        Column(
            Text("协作部门", "Supporting depts"),
            ManyKind("dept"),
            aliases=("参与部门", "supporting", "配合部门", "协助部门"),
        ),
    ] = None
    deliverable: Annotated[
        str | None,
        Column(
            Text("交付成果", "Deliverable"),
            TextKind(),
            required=True,
            width=22,
            aliases=(
                "交付物",
                "输出成果",
                "成果",
                "deliverables",
            ),
            gated="deliverable",
        ),
    ] = None
    acceptance: Annotated[
        str | None,
        Column(
            Text("交付成果标准", "Acceptance standard"),
            LongText(),
            required=True,
            width=32,
            aliases=(
                "验收标准",
                "完成标准",
                "acceptance criteria",
            ),
            gated="scope",
        ),
    ] = None
    duration: Annotated[
        int | None,
        Column(
            Text("工期（工作日）", "Duration (working days)"),
            IntKind(maximum=Decimal(2000), units=DAY_UNITS),
            department(),
            width=10.5,
            aliases=("工期（天）", "持续时间", "days", "工期", "天数", "duration"),
            help=Text("工作日整数；里程碑填 0", "whole working days; 0 for a milestone"),
            gated="duration",
        ),
    ] = None
    effort: Annotated[
        Decimal | None,
        Column(
            Text("工时（人天）", "Effort (person-days)"),
            NumberKind(units=PERSON_DAYS),
            department(),
            width=10.5,
            aliases=("人天", "effort", "工时", "工作量"),
        ),
    ] = None
    predecessors: Annotated[
        tuple[Link, ...] | None,
        Column(
            Text("前置任务", "Predecessors"),
            PredecessorsKind(),
            department(),
            width=15,
            help=Text("如 1.2; 1.3SS+2d", "such as 1.2; 1.3SS+2d"),
            aliases=(
                "前置",
                "前置任务编号",
                "依赖",
                "紧前任务",
                "predecessor",
                "depends on",
                "dependencies",
            ),
            gated="dependency",
        ),
    ] = None
    schedule_note: ClassVar[Column] = computed(Text("排程提示", "Schedule note"), TextKind(), "schedule_note", width=20)
    manual_start: Annotated[
        dt.date | None,
        Column(
            Text("计划开始（填写）", "Planned start (typed)"),
            DateKind(),
            department(),
            aliases=(
                "起始日期",
                "起始时间",
                "计划开始时间",
                "计划开始日期",
                "start date",
                "start time",
                "计划开始",
                "开始日期",
                "开始时间",
            ),
            help=Text("一般不填，由排程得出；填了就固定", "leave blank to have it scheduled; a typed date stands"),
            gated="dates",
        ),
    ] = None
    manual_finish: Annotated[
        dt.date | None,
        Column(
            Text("计划完成（填写）", "Planned finish (typed)"),
            DateKind(),
            department(),
            aliases=(
                "完成日期",
                "终止日期",
                "计划完成时间",
                "计划完成日期",
                "计划结束",
                "end date",
                "finish date",
                "end",
                "计划完成",
                "结束日期",
                "完成时间",
                "结束时间",
            ),
            help=Text("一般不填，由排程得出；填了就固定", "leave blank to have it scheduled; a typed date stands"),
            gated="dates",
        ),
    ] = None
    mode: ClassVar[Column] = computed(Text("计划方式", "Mode"), MODE, "mode", width=9)
    start: ClassVar[Column] = computed(Text("开始", "Start"), DateKind(), "start")
    finish: ClassVar[Column] = computed(Text("完成", "Finish"), DateKind(), "finish")
    total_float: ClassVar[Column] = computed(Text("总时差", "Total float"), IntKind(), "total_float", width=7)
    critical: ClassVar[Column] = computed(Text("关键", "Critical"), MarkKind(), "critical_mark", width=6)
    percent: ClassVar[Column] = computed(
        Text("完成率", "Progress"),
        PercentKind(),
        "percent",
        width=8,
        aliases=(
            "完成度",
            "进度",
            "完成百分比",
            "% complete",
        ),
    )
    milestone: ClassVar[Column] = computed(Text("里程碑", "Milestone"), MarkKind(), "milestone_mark", width=7)
    baseline_start: ClassVar[Column] = computed(
        Text("基线开始", "Baseline start"), DateKind(), "baseline_start", group=True
    )
    baseline_finish: ClassVar[Column] = computed(
        Text("基线完成", "Baseline finish"), DateKind(), "baseline_finish", group=True
    )
    late_start: ClassVar[Column] = computed(
        Text("最晚开始", "Late start"), DateKind(), "late_start", group=True, copy=False
    )
    late_finish: ClassVar[Column] = computed(
        Text("最晚完成", "Late finish"), DateKind(), "late_finish", group=True, copy=False
    )
    not_before: Annotated[
        dt.date | None,
        Column(Text("不早于开始", "Not before"), DateKind(), department(), group=True, gated="dates"),
    ] = None
    deadline: Annotated[
        dt.date | None,
        Column(
            Text("截止日期", "Deadline"),
            DateKind(),
            group=True,
            aliases=(
                "最迟完成",
                "due date",
            ),
            gated="dates",
        ),
    ] = None
    priority: Annotated[str | None, Column(Text("优先级", "Priority"), PRIORITY)] = None
    row_state: Annotated[
        str | None, Column(Text("行状态", "Row state"), ROW_STATE, department(), gated="cancelled")
    ] = None
    split_from: Annotated[
        str | None,
        Column(Text("拆分自", "Split from"), ReferenceKind("task"), width=14, group=True, copy=False),
    ] = None
    note: Annotated[
        str | None,
        Column(
            Text("备注", "Note"),
            LongText(),
            department(),
            width=24,
            aliases=(
                "说明备注",
                "notes",
                "remarks",
                "remark",
                "comments",
                "说明",
            ),
        ),
    ] = None


WBS = table(
    "wbs",
    Text("任务", "Tasks"),
    Task,
    prefix="t",
    natural=("code", "name"),
    appended_by=Party.DEPARTMENT,
    owner_field="dept",
    capacity=150,
    spare=12,
    context=CONTEXT,
)

FORM = Form(
    "wbs",
    6,
    Text("项目WBS分解表", "Work breakdown structure"),
    Text(
        "项目经理列出任务与主责部门；各部门填写负责人、工期与前置任务，日期自动排出。只有必须固定的日期才手填；有下级的任务自动汇总。",
        "Departments fill owner, duration and predecessors; dates follow. Type a date only where it must stand; summaries roll up.",
    ),
    Phase.PLANNING,
    (WBS,),
    Text("项目经理、各部门", "project manager, departments"),
    parts=("planning", "weekly"),
    copy_hint=Text(
        "补全本部门任务的负责人、工期、前置任务；要细分任务就在空行选上级任务，编码留空。",
        "owner, duration and predecessors of your tasks; for a sub-task choose its parent in a spare row.",
    ),
)
