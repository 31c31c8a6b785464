"""跨部门交接清单: what one department hands over to another, when it is needed and when it is promised."""

import datetime as dt
from typing import Annotated, ClassVar

from xlplan.core.kinds.choice import ChoiceKind, option
from xlplan.core.kinds.date import DateKind
from xlplan.core.kinds.number import NumberKind
from xlplan.core.kinds.reference import ReferenceKind
from xlplan.core.kinds.text import CodeKind, LongText, TextKind
from xlplan.core.text import Text
from xlplan.forms.base import Column, Form, Phase, Row, computed, department, table
from xlplan.twins.interfaces import CONFIRMED as CONFIRMED_WORDS
from xlplan.twins.interfaces import LABELS, TWIN

_MORE = {"pending": ("未确认",), "agreed": ("同意", "确认", "√"), "declined": ("拒绝", "Declined", "×")}
CONFIRMED = ChoiceKind(
    "confirmed", tuple(option(k, *w.both, *_MORE[k]) for k, w in CONFIRMED_WORDS.items()), fixed=True
)
"""What a provider says: to a handover, to a request."""
STATE = ChoiceKind("interface_state", tuple(option(key, *words.both) for key, words in LABELS.items()), fixed=True)
TONES = (("overdue", "late"), ("disputed", "late"), ("at_risk", "warning"), ("handed_over", "done"))
PROVIDER = department("from_task.dept")
RECEIVER = department("to_task.dept")


class Interface(Row):
    """A handover between the tasks of two departments.

    The receiver says by when it needs what; the provider says what it delivers and when; received is what the receiver has.
    """

    number: Annotated[
        str | None,
        Column(
            Text("交接编号", "Number"),
            CodeKind(),
            help=Text("合并时自动编号，可留空", "given when merged; leave blank"),
            width=9,
        ),
    ] = None
    from_task: Annotated[
        str | None,
        Column(
            Text("交出任务", "From task"),
            ReferenceKind("task"),
            required=True,
            width=20,
            aliases=("提供任务", "前置任务", "来源任务"),
            help=Text("由哪项任务产出交接内容", "the task that makes what is handed over"),
        ),
    ] = None
    from_dept: ClassVar[Column] = computed(Text("提供部门", "From dept"), ReferenceKind("dept"), "from_dept", width=10)
    to_task: Annotated[
        str | None,
        Column(
            Text("接收任务", "To task"),
            ReferenceKind("task"),
            required=True,
            width=20,
            aliases=("使用任务", "后续任务"),
            help=Text("哪项任务等着使用", "the task that waits for it"),
        ),
    ] = None
    to_dept: ClassVar[Column] = computed(Text("接收部门", "To dept"), ReferenceKind("dept"), "to_dept", width=10)
    deliverable: Annotated[
        str | None,
        Column(
            Text("交接内容", "Deliverable"),
            TextKind(),
            PROVIDER,
            required=True,
            width=20,
            aliases=("交付物", "交付成果", "交接物"),
        ),
    ] = None
    standard: Annotated[
        str | None,
        Column(
            Text("交接要求", "Requirement"),
            LongText(),
            RECEIVER,
            width=22,
            aliases=("接收标准", "验收要求"),
            help=Text("接收部门写：怎样才算可用", "by the receiver: what makes it fit for use"),
        ),
    ] = None
    handover: ClassVar[Column] = computed(Text("计划交出", "Scheduled handover"), DateKind(), "handover", width=11)
    need_plan: ClassVar[Column] = computed(Text("计划需用", "Scheduled need"), DateKind(), "need_plan", width=11)
    needed_by: Annotated[
        dt.date | None,
        Column(
            Text("需求日期", "Needed by"),
            DateKind(),
            RECEIVER,
            width=11,
            aliases=("需要日期", "要求日期"),
            help=Text("由接收部门填写；留空按接收任务的开始日期", "by the receiver; blank: the start of its task"),
        ),
    ] = None
    promised_on: Annotated[
        dt.date | None,
        Column(Text("承诺日期", "Promised for"), DateKind(), PROVIDER, width=11, aliases=("承诺交付日期", "答复日期")),
    ] = None
    confirmed: Annotated[
        str | None,
        Column(
            Text("提供方确认", "Provider's answer"),
            CONFIRMED,
            PROVIDER,
            width=9.5,
            aliases=("是否确认", "确认情况"),
            tones=(("declined", "late"),),
        ),
    ] = None
    received_on: Annotated[
        dt.date | None,
        Column(Text("接收日期", "Received on"), DateKind(), RECEIVER, width=11, aliases=("实际接收日期", "签收日期")),
    ] = None
    margin: ClassVar[Column] = computed(
        Text("余量（天）", "Margin (days)"),
        NumberKind(minimum=None),
        "margin",
        width=9,
        help=Text("工作日，负数为来不及", "working days; negative: too late"),
    )
    state: ClassVar[Column] = computed(Text("状态", "State"), STATE, "state", width=9, tones=TONES)
    note: Annotated[str | None, Column(Text("备注", "Note"), LongText(), width=16, aliases=("说明",))] = None


def interface_number(_short_code: str, count: int) -> str:
    """The number that people see, such as I-003; one series for the whole project."""
    return f"I-{count:03d}"


INTERFACES = table(
    "interfaces",
    Text("跨部门交接", "Interfaces"),
    Interface,
    prefix="i",
    natural=("from_task", "to_task"),
    numbered=interface_number,
    since=3,
    capacity=40,
    shown="own",
    twin=TWIN,
)

FORM = Form(
    "interfaces",
    10,
    Text("跨部门交接清单", "Interfaces"),
    Text(
        "接收部门填需求日期和要求，提供部门填交接内容、承诺日期并确认；收到后由接收部门填接收日期。",
        "The receiver says by when and what it needs, the provider promises and confirms; the receiver dates what it got.",
    ),
    Phase.PLANNING,
    (INTERFACES,),
    Text("项目经理、交接双方部门", "project manager, both departments"),
    parts=("planning", "weekly"),
    copy_hint=Text(
        "交出方填承诺日期并确认，接收方填需要日期和实际接收日期。",
        "the provider promises a date and confirms, the receiver says when it is needed and when it came.",
    ),
)
