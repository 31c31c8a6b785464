"""项目复盘报告: what went well, what did not, and what the next project should take from it."""

import datetime as dt
from typing import Annotated

from xlplan.core.kinds.choice import ChoiceKind, option
from xlplan.core.kinds.date import DateKind
from xlplan.core.kinds.reference import ReferenceKind
from xlplan.core.kinds.text import CodeKind, LongText
from xlplan.core.text import Text
from xlplan.forms.base import Column, Form, Party, Phase, Row, department, table
from xlplan.forms.documents import PROJECT_PHASE

LESSON_KIND = ChoiceKind(
    "lesson_kind",
    (
        option("went_well", "做得好的经验", "Went well", "经验", "亮点", "成功经验"),
        option("unsolved", "未解决的问题", "Unsolved problem", "问题", "不足"),
        option("improve", "改进方向", "To be improved", "改进", "改进建议"),
    ),
)
TONES = (("went_well", "done"), ("unsolved", "late"), ("improve", "warning"))
RAISED = department()


class Lesson(Row):
    """An experience of one department that others can use."""

    number: Annotated[
        str | None,
        Column(
            Text("编号", "Number"),
            CodeKind(),
            help=Text("合并时自动编号，可留空", "given when merged; leave blank"),
            width=9,
        ),
    ] = None
    kind: Annotated[
        str | None,
        Column(Text("类型", "Kind"), LESSON_KIND, RAISED, required=True, width=15, tones=TONES, aliases=("复盘类型",)),
    ] = None
    phase: Annotated[
        str | None, Column(Text("所属阶段", "Phase"), PROJECT_PHASE, RAISED, width=10, aliases=("阶段",))
    ] = None
    content: Annotated[
        str | None,
        Column(
            Text("内容", "What happened"), LongText(), RAISED, required=True, width=36, aliases=("事项", "复盘内容")
        ),
    ] = None
    root_cause: Annotated[
        str | None,
        Column(Text("原因分析", "Root cause"), LongText(), RAISED, width=30, aliases=("根本原因", "成因")),
    ] = None
    lesson: Annotated[
        str | None,
        Column(Text("可复用建议", "Lesson"), LongText(), RAISED, width=32, aliases=("经验教训", "建议")),
    ] = None
    action: Annotated[
        str | None, Column(Text("后续行动", "Follow-up"), LongText(), RAISED, width=28, aliases=("改进措施", "行动"))
    ] = None
    owner: Annotated[
        str | None, Column(Text("责任人", "Owner"), ReferenceKind("person"), RAISED, aliases=("负责人",))
    ] = None
    due: Annotated[
        dt.date | None, Column(Text("完成期限", "Due"), DateKind(), RAISED, aliases=("期限", "截止日期"))
    ] = None
    dept: Annotated[
        str | None,
        Column(Text("提出部门", "Department"), ReferenceKind("dept"), required=True, aliases=("部门",)),
    ] = None


def lesson_number(_short_code: str, count: int) -> str:
    """The number that people see, such as L-001; one series for the whole project."""
    return f"L-{count:03d}"


RETROSPECTIVE = table(
    "retrospective",
    Text("复盘", "Lessons"),
    Lesson,
    prefix="l",
    natural=("number", "content"),
    appended_by=Party.DEPARTMENT,
    owner_field="dept",
    numbered=lesson_number,
    since=3,
    capacity=40,
    spare=6,
    shown="all",
)

FORM = Form(
    "retrospective",
    19,
    Text("项目复盘报告", "Retrospective"),
    Text(
        "各部门写下做得好的经验、未解决的问题和改进方向；写清原因和可复用的建议，所有部门都能看到。",
        "Departments note what went well, what is unsolved and what to improve, with causes and lessons; all see all of it.",
    ),
    Phase.CLOSING,
    (RETROSPECTIVE,),
    Text("各部门", "departments"),
    asked=("closing",),
    parts=("closing",),
    copy_hint=Text(
        "三类各写至少一条：做得好的经验、未解决的问题、改进方向。",
        "write at least one of each kind: what went well, what is unsolved, what to improve.",
    ),
)
