"""项目进度跟踪表: what each task did in a round, what stands in the way and what comes next."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, ClassVar

from xlplan.core.kinds.choice import ChoiceKind, option
from xlplan.core.kinds.date import BoolKind, DateKind
from xlplan.core.kinds.number import IntKind, NumberKind, PercentKind
from xlplan.core.kinds.reference import ReferenceKind
from xlplan.core.kinds.text import LongText
from xlplan.core.text import Text
from xlplan.forms.base import Column, Form, Party, Phase, Row, computed, department, table
from xlplan.forms.wbs import PERSON_DAYS

CAUSE = ChoiceKind(
    "cause",
    (
        option("resources", "资源不足", "Short of resources", "人力不足", "缺人"),
        option("requirements", "需求变更", "Requirements changed", "需求变化"),
        option("technical", "技术难度", "Technical difficulty", "技术问题"),
        option("predecessor", "前置滞后", "Predecessor late", "前置任务延期"),
        option("external", "外部因素", "External", "外部原因"),
        option("other", "其他", "Other", "其它"),
    ),
)
STATUS = ChoiceKind(
    "task_status",
    (
        option("not_started", "未开始", "Not started"),
        option("running", "进行中", "In progress"),
        option("blocked", "受阻", "Blocked"),
        option("done", "已完成", "Done"),
        option("late", "已滞后", "Late"),
    ),
    fixed=True,
)
TONES = (("late", "late"), ("blocked", "late"), ("done", "done"))


class Progress(Row):
    """Progress of one task in one round; its id joins both (``t001@3``)."""

    task: Annotated[
        str | None,
        Column(
            Text("任务", "Task"),
            ReferenceKind("task"),
            department("task.dept"),
            required=True,
            width=30,
            aliases=(
                "任务名称",
                "task name",
                "WBS任务",
            ),
        ),
    ] = None
    round: Annotated[int | None, Column(Text("轮次", "Round"), IntKind(), copy=False, width=6)] = None
    owner: ClassVar[Column] = computed(
        Text("负责人", "Owner"), ReferenceKind("person"), "owner", width=10, aliases=("责任人",)
    )
    dept: ClassVar[Column] = computed(Text("主责部门", "Department"), ReferenceKind("dept"), "dept", width=11)
    planned_start: ClassVar[Column] = computed(
        Text("计划开始", "Planned start"), DateKind(), "start", aliases=("计划开始日期",)
    )
    planned_finish: ClassVar[Column] = computed(
        Text("计划完成", "Planned finish"), DateKind(), "finish", aliases=("计划完成日期",)
    )
    scheduled_finish: ClassVar[Column] = computed(Text("排程完成", "Scheduled finish"), DateKind(), "scheduled")
    actual_start: Annotated[
        dt.date | None,
        Column(
            Text("实际开始", "Actual start"),
            DateKind(),
            department("task.dept"),
            aliases=(
                "实际开始时间",
                "实际开始日期",
            ),
        ),
    ] = None
    actual_finish: Annotated[
        dt.date | None,
        Column(
            Text("实际完成", "Actual finish"),
            DateKind(),
            department("task.dept"),
            aliases=("实际完成时间", "实际结束", "实际结束日期", "实际完成日期", "完成日期"),
        ),
    ] = None
    percent: Annotated[
        Decimal | None,
        Column(
            Text("完成率", "Progress"),
            PercentKind(),
            department("task.dept"),
            aliases=("完成百分率", "% complete", "percent complete", "完成度", "进度", "完成百分比"),
            help=Text("实物完成程度，0%～100%", "physical completion, 0 % to 100 %"),
        ),
    ] = None
    status: ClassVar[Column] = computed(Text("状态", "Status"), STATUS, "status", width=9, tones=TONES)
    deviation_days: ClassVar[Column] = computed(
        Text("偏差（天）", "Deviation (days)"), NumberKind(minimum=None), "deviation", width=8
    )
    actual_effort: Annotated[
        Decimal | None,
        Column(
            Text("累计工时（人天）", "Effort so far (person-days)"),
            NumberKind(units=PERSON_DAYS),
            department("task.dept"),
            width=12.5,
            since=2,
            aliases=("实际工时", "累计实际工时"),
            help=Text("从开工到现在的实际人天，可不填", "person-days spent since the start; optional"),
        ),
    ] = None
    done_this_period: Annotated[
        str | None,
        Column(
            Text("本期实际完成情况", "Done this period"),
            LongText(),
            department("task.dept"),
            period=True,
            width=34,
            aliases=(
                "完成情况",
                "本期完成情况",
                "本周完成情况",
                "本周工作",
            ),
        ),
    ] = None
    blocked: Annotated[
        bool | None,
        Column(Text("是否受阻", "Blocked"), BoolKind(), department("task.dept"), width=7, aliases=("是否阻塞",)),
    ] = None
    cause: Annotated[
        str | None,
        Column(
            Text("偏差原因", "Cause"),
            CAUSE,
            department("task.dept"),
            period=True,
            width=11,
            aliases=(
                "滞后原因",
                "延期原因",
            ),
        ),
    ] = None
    cause_note: Annotated[
        str | None,
        Column(Text("偏差分析", "Cause analysis"), LongText(), department("task.dept"), period=True, width=26),
    ] = None
    action: Annotated[
        str | None,
        Column(Text("纠偏措施", "Corrective action"), LongText(), department("task.dept"), period=True, width=26),
    ] = None
    problem: Annotated[
        str | None,
        Column(
            Text("存在问题", "Problem"),
            LongText(),
            department("task.dept"),
            period=True,
            width=24,
            aliases=(
                "问题",
                "issues",
            ),
        ),
    ] = None
    support_needed: Annotated[
        str | None,
        Column(
            Text("需协调事项", "Support needed"),
            LongText(),
            department("task.dept"),
            period=True,
            width=24,
            aliases=(
                "需要支持",
                "需协调",
            ),
        ),
    ] = None
    support_dept: Annotated[
        str | None,
        Column(Text("协调部门", "By department"), ReferenceKind("dept"), department("task.dept"), period=True),
    ] = None
    next_step: Annotated[
        str | None,
        Column(
            Text("下一步计划", "Next step"),
            LongText(),
            department("task.dept"),
            period=True,
            width=30,
            aliases=(
                "下周计划",
                "下一步",
                "next steps",
            ),
        ),
    ] = None
    forecast_finish: Annotated[
        dt.date | None,
        Column(
            Text("预计完成", "Forecast finish"),
            DateKind(),
            department("task.dept"),
            aliases=(
                "预计完成日期",
                "预计完成时间",
            ),
        ),
    ] = None
    updated_by: Annotated[
        str | None,
        Column(
            Text("填报人", "Updated by"),
            ReferenceKind("person"),
            department("task.dept"),
            period=True,
            width=10,
            aliases=("更新人",),
        ),
    ] = None
    updated_on: Annotated[
        dt.date | None,
        Column(Text("填报日期", "Updated on"), DateKind(), department("task.dept"), period=True, aliases=("更新日期",)),
    ] = None


def progress_id(task: str, round_: int) -> str:
    """The id of a progress row."""
    return f"{task}@{round_}"


def _id_of(cells: Mapping[str, Any]) -> str | None:
    task, round_ = cells.get("task"), cells.get("round")
    return progress_id(task, round_) if task and round_ else None


PROGRESS = table(
    "progress",
    Text("本轮进度", "Progress of the round"),
    Progress,
    natural=("task",),
    appended_by=Party.DEPARTMENT,
    owner_field="task.dept",
    rounds=True,
    id_of=_id_of,
    capacity=120,
    shown="own",
)

FORM = Form(
    "progress",
    13,
    Text("项目进度跟踪表", "Progress tracking"),
    Text(
        "各部门填写本轮进展；已列出进行中、逾期和两周内将开始的任务，可在空行中加选其他任务。",
        "Departments report this round; running, overdue and soon starting tasks are listed, others can be added below.",
    ),
    Phase.CONTROL,
    (PROGRESS,),
    Text("各部门", "departments"),
    parts=("weekly",),
    copy_hint=Text(
        "按状态日期填写实际开始、实际完成、完成率和本期情况。",
        "actual dates, progress and what was done, as of the status date.",
    ),
)
