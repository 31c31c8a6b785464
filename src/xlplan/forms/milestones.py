"""里程碑计划: the moments at which the project is judged, hung on tasks that carry their dates."""

from typing import Annotated, ClassVar

from xlplan.core.kinds.choice import ChoiceKind, option
from xlplan.core.kinds.date import DateKind
from xlplan.core.kinds.number import NumberKind
from xlplan.core.kinds.reference import ReferenceKind
from xlplan.core.kinds.text import CodeKind, LongText, TextKind
from xlplan.core.text import Text
from xlplan.forms.base import Column, Form, Phase, Row, computed, table
from xlplan.twins.milestones import LABELS, TWIN

MILESTONE_STATE = ChoiceKind(
    "milestone_state", tuple(option(key, *words.both) for key, words in LABELS.items()), fixed=True
)
TONES = (("late", "late"), ("at_risk", "warning"), ("reached", "done"))


class Milestone(Row):
    """A milestone: what has to be there, who answers for it and by which standard it is judged. Its task has the dates."""

    number: Annotated[
        str | None,
        Column(
            Text("里程碑编号", "Number"),
            CodeKind(),
            help=Text("合并时自动编号，可留空", "given when merged; leave blank"),
            width=9,
            aliases=(
                "编号",
                "序号",
            ),
        ),
    ] = None
    name: Annotated[
        str | None,
        Column(
            Text("里程碑名称", "Milestone"),
            TextKind(),
            required=True,
            width=20,
            aliases=(
                "里程碑事件",
                "milestone name",
                "里程碑",
            ),
        ),
    ] = None
    task: Annotated[
        str | None,
        Column(
            Text("对应任务", "Task"),
            ReferenceKind("task"),
            required=True,
            width=22,
            aliases=("任务", "WBS任务"),
            help=Text(
                "一般选工期为 0 的任务；选其他任务则指其完成",
                "as a rule one of duration 0; of any other its finish counts",
            ),
        ),
    ] = None
    planned: ClassVar[Column] = computed(
        Text("计划日期", "Planned"),
        DateKind(),
        "planned",
        aliases=(
            "计划时间",
            "计划完成时间",
        ),
    )
    forecast: ClassVar[Column] = computed(Text("预计日期", "Forecast"), DateKind(), "forecast")
    actual: ClassVar[Column] = computed(Text("实际日期", "Actual"), DateKind(), "actual")
    baseline: ClassVar[Column] = computed(Text("基线日期", "Baseline"), DateKind(), "baseline")
    deviation: ClassVar[Column] = computed(
        Text("偏差（天）", "Deviation (days)"), NumberKind(minimum=None), "deviation", width=8
    )
    state: ClassVar[Column] = computed(Text("状态", "State"), MILESTONE_STATE, "state", width=9, tones=TONES)
    deliverable: Annotated[
        str | None, Column(Text("交付成果", "Deliverable"), TextKind(), width=17, aliases=("交付物",))
    ] = None
    standard: Annotated[
        str | None,
        Column(Text("评审标准", "Review standard"), LongText(), width=30, aliases=("验收标准", "达成标准", "通过标准")),
    ] = None
    owner: Annotated[
        str | None,
        Column(Text("负责人", "Owner"), ReferenceKind("person"), required=True, width=11, aliases=("责任人",)),
    ] = None
    note: Annotated[
        str | None,
        Column(
            Text("备注", "Note"),
            LongText(),
            width=18,
            aliases=("说明",),
            help=Text("滞后时写明原因和下一步", "if it is late: why, and what comes next"),
        ),
    ] = None


def milestone_number(_short_code: str, count: int) -> str:
    """The number that people see, such as M-003; one series for the whole project."""
    return f"M-{count:03d}"


MILESTONES = table(
    "milestones",
    Text("里程碑", "Milestones"),
    Milestone,
    prefix="m",
    natural=("number", "name"),
    numbered=milestone_number,
    since=2,
    capacity=30,
    context=("number", "name", "task", "deliverable", "standard", "owner", "planned", "forecast", "actual", "state"),
    twin=TWIN,
)

FORM = Form(
    "milestones",
    9,
    Text("里程碑计划", "Milestones"),
    Text(
        "项目经理选定里程碑、负责人和评审标准；日期与状态取自对应任务，自动更新。",
        "The manager names milestones, owners and review standards; dates and states follow from their tasks.",
    ),
    Phase.PLANNING,
    (MILESTONES,),
    Text("项目经理", "project manager"),
    parts=("planning", "weekly"),
)
