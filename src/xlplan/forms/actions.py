"""会议纪要与遗留问题: what meetings decided and left open, who takes care of it and by when."""

import datetime as dt
from typing import Annotated, ClassVar

from xlplan.core.kinds.choice import ChoiceKind, option
from xlplan.core.kinds.date import DateKind
from xlplan.core.kinds.number import IntKind
from xlplan.core.kinds.reference import ReferenceKind
from xlplan.core.kinds.text import CodeKind, LongText, TextKind
from xlplan.core.text import Text
from xlplan.forms.base import Column, Form, Party, Phase, Row, computed, department, table
from xlplan.twins.actions import DONE, TIMING, TWIN

ACTION_STATE = ChoiceKind(
    "action_state",
    (
        option("open", "未开始", "Not started", "待处理", "未处理", "开放", "新建", "to do", "open"),
        option("in_progress", "进行中", "In progress", "处理中", "跟进中", "ongoing", "doing"),
        option(
            "done",
            *DONE[0].both,
            "完成",
            "关闭",
            "已关闭",
            "解决",
            "已解决",
            "closed",
            "completed",
            "complete",
            "finished",
            "√",
        ),
        option("cancelled", *DONE[1].both, "取消", "canceled"),
    ),
    fixed=True,
)
ACTION_TIMING = ChoiceKind(
    "action_timing", tuple(option(key, *words.both) for key, words in TIMING.items()), fixed=True
)
TONES = (("overdue", "late"), ("soon", "warning"))
RAISED = department("raised_by_dept")


class Action(Row):
    """An action item: raised in a meeting or by a department, done by the responding one."""

    number: Annotated[
        str | None,
        Column(
            Text("编号", "Number"),
            CodeKind(),
            help=Text("合并时自动编号，可留空", "given when merged; leave blank"),
            width=9,
            aliases=("序号",),
        ),
    ] = None
    topic: Annotated[
        str | None,
        Column(
            Text("议题", "Topic"), TextKind(), RAISED, required=True, width=22, aliases=("议题内容", "主题", "问题")
        ),
    ] = None
    meeting_date: Annotated[
        dt.date | None,
        Column(
            Text("会议日期", "Meeting date"),
            DateKind(),
            RAISED,
            required=True,
            aliases=("日期", "提出日期"),
            help=Text("会外提出的问题填提出日期", "for items raised outside a meeting, the day they were raised"),
        ),
    ] = None
    meeting: Annotated[
        str | None, Column(Text("会议名称", "Meeting"), TextKind(), RAISED, width=18, aliases=("会议",))
    ] = None
    attendees: Annotated[
        str | None, Column(Text("参会人员", "Attendees"), LongText(), RAISED, width=22, aliases=("参会人",), group=True)
    ] = None
    recorder: Annotated[
        str | None, Column(Text("记录人", "Recorder"), ReferenceKind("person"), RAISED, width=11, group=True)
    ] = None
    decision: Annotated[
        str | None, Column(Text("决议", "Decision"), LongText(), RAISED, width=30, aliases=("会议决议", "结论"))
    ] = None
    action: Annotated[
        str | None,
        Column(
            Text("行动项", "Action"),
            LongText(),
            RAISED,
            required=True,
            width=32,
            aliases=("待办", "措施", "action item", "遗留问题", "待办事项", "后续行动", "任务"),
        ),
    ] = None
    task: Annotated[str | None, Column(Text("相关任务", "Related task"), ReferenceKind("task"), RAISED, width=22)] = (
        None
    )
    owner: Annotated[
        str | None,
        Column(
            Text("责任人", "Owner"),
            ReferenceKind("person"),
            department(),
            required=True,
            width=11,
            aliases=(
                "assigned to",
                "负责人",
            ),
        ),
    ] = None
    dept: Annotated[
        str | None,
        Column(
            Text("责任部门", "Responsible dept"),
            ReferenceKind("dept"),
            RAISED,
            required=True,
            aliases=("部门",),
        ),
    ] = None
    due: Annotated[
        dt.date | None,
        Column(
            Text("完成期限", "Due"),
            DateKind(),
            RAISED,
            required=True,
            aliases=("完成时间", "要求完成时间", "due date", "期限", "截止日期", "要求完成日期"),
        ),
    ] = None
    state: Annotated[
        str | None,
        Column(
            Text("状态", "State"),
            ACTION_STATE,
            department(),
            required=True,
            width=10,
            tones=(("done", "done"),),
            aliases=(
                "完成情况",
                "status",
            ),
        ),
    ] = None
    timing: ClassVar[Column] = computed(Text("时限", "Timing"), ACTION_TIMING, "timing", width=10, tones=TONES)
    overdue_days: ClassVar[Column] = computed(
        Text("逾期（工作日）", "Overdue (working days)"), IntKind(), "overdue_days", width=11
    )
    progress_note: Annotated[
        str | None,
        Column(
            Text("进展说明", "How it stands"),
            LongText(),
            department(),
            width=28,
            aliases=("进展", "备注"),
        ),
    ] = None
    closed_on: Annotated[
        dt.date | None,
        Column(Text("实际完成", "Closed on"), DateKind(), department(), aliases=("完成日期", "关闭日期")),
    ] = None
    raised_by_dept: Annotated[
        str | None,
        Column(
            Text("提出部门", "Raised by"),
            ReferenceKind("dept"),
            help=Text("部门新增的行合并时自动填写", "filled in when rows of a department are merged"),
        ),
    ] = None


def action_number(_short_code: str, count: int) -> str:
    """The number that people see, such as A-001; one series for the whole project."""
    return f"A-{count:03d}"


ACTIONS = table(
    "actions",
    Text("遗留问题", "Action items"),
    Action,
    prefix="a",
    natural=("number", "topic", "action"),
    appended_by=Party.DEPARTMENT,
    owner_field="raised_by_dept",
    numbered=action_number,
    since=3,
    capacity=80,
    spare=6,
    context=("number", "topic", "meeting_date", "meeting", "decision", "action", "task", "owner", "dept", "due", "state",
             "timing"),
    twin=TWIN,
)  # fmt: skip

FORM = Form(
    "actions",
    16,
    Text("会议纪要与遗留问题", "Meetings and action items"),
    Text(
        "每个行动项一行：议题、决议、谁在何时前做什么；责任部门更新状态和进展，逾期天数自动计算。",
        "One row per action item: topic, decision, who does what by when; the responsible department updates its state.",
    ),
    Phase.CONTROL,
    (ACTIONS,),
    Text("项目经理、各部门", "project manager, departments"),
    parts=("weekly",),
    copy_hint=Text(
        "更新本部门负责的行动项的状态和进展；新问题写在空行（编号留空）。",
        "update state and progress of your action items; raise new ones in spare rows, number left blank.",
    ),
)
