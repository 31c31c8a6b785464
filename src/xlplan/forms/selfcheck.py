"""项目成果自检报告: each deliverable checked against its standard by who made it, before it is handed over."""

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from xlplan.core.kinds.choice import ChoiceKind, option
from xlplan.core.kinds.date import DateKind
from xlplan.core.kinds.number import PercentKind
from xlplan.core.kinds.reference import ReferenceKind
from xlplan.core.kinds.text import LongText, TextKind
from xlplan.core.text import Text
from xlplan.forms.base import Column, Form, Party, Phase, Row, computed, department, table
from xlplan.forms.paper import Fields, Paper, Signatures
from xlplan.twins.selfcheck import RESULTS, STATES, TWIN

RESULT = ChoiceKind(
    "check_result",
    (
        option("conforms", *RESULTS["conforms"].both, "合格", "通过", "pass", "passed", "ok", "√"),
        option("fails", *RESULTS["fails"].both, "不合格", "不通过", "fail", "failed", "×"),
        option("not_applicable", *RESULTS["not_applicable"].both, "n/a", "na"),
    ),
    fixed=True,
)
CONCLUSION = ChoiceKind(
    "check_conclusion",
    (
        option("submit", "提交验收", "Submit for acceptance", "提交"),
        option("correct", "整改后提交", "Submit once put right", "整改"),
    ),
)
CHECK_STATE = ChoiceKind("check_state", tuple(option(key, *words.both) for key, words in STATES.items()), fixed=True)
TONES = (("pending", "warning"), ("passed", "done"), ("failed", "late"), ("overdue", "late"))
MAKER = department("task.dept")


class SelfCheck(Row):
    """The self-check of one task's deliverable; a task has one."""

    task: Annotated[
        str | None,
        Column(Text("任务", "Task"), ReferenceKind("task"), MAKER, required=True, width=28, aliases=("WBS任务",)),
    ] = None
    owner: ClassVar[Column] = computed(Text("负责人", "Owner"), ReferenceKind("person"), "owner", width=10)
    dept: ClassVar[Column] = computed(Text("主责部门", "Department"), ReferenceKind("dept"), "dept", width=11)
    deliverable: ClassVar[Column] = computed(Text("交付成果", "Deliverable"), TextKind(), "deliverable", width=20)
    standard: ClassVar[Column] = computed(Text("交付成果标准", "Acceptance standard"), LongText(), "standard", width=32)
    percent: ClassVar[Column] = computed(Text("完成率", "Progress"), PercentKind(), "percent", width=8)
    result: Annotated[
        str | None,
        Column(Text("自检结果", "Result"), RESULT, MAKER, required=True, width=10, aliases=("检查结果",)),
    ] = None
    state: ClassVar[Column] = computed(Text("自检状态", "State"), CHECK_STATE, "state", width=10, tones=TONES)
    evidence: Annotated[
        str | None,
        Column(
            Text("依据与证明材料", "Evidence"),
            LongText(),
            MAKER,
            width=28,
            aliases=("证明材料", "检查依据"),
            help=Text("如测试报告编号、评审记录", "such as the number of a test report, minutes of a review"),
        ),
    ] = None
    issue: Annotated[
        str | None,
        Column(Text("存在问题", "Issue"), LongText(), MAKER, width=26, aliases=("问题", "不符合项")),
    ] = None
    fix_due: Annotated[
        dt.date | None, Column(Text("整改期限", "To be put right by"), DateKind(), MAKER, aliases=("整改日期",))
    ] = None
    checked_by: Annotated[
        str | None,
        Column(Text("自检人", "Checked by"), ReferenceKind("person"), MAKER, required=True, aliases=("检查人",)),
    ] = None
    checked_on: Annotated[
        dt.date | None,
        Column(Text("自检日期", "Checked on"), DateKind(), MAKER, required=True, aliases=("检查日期",)),
    ] = None
    confirmed_by: Annotated[
        str | None,
        Column(
            Text("确认人", "Confirmed by"),
            ReferenceKind("person"),
            MAKER,
            help=Text("一般为部门负责人", "as a rule the head of the department"),
        ),
    ] = None
    conclusion: Annotated[
        str | None, Column(Text("自检结论", "Conclusion"), CONCLUSION, MAKER, width=12, aliases=("结论",))
    ] = None


def selfcheck_id(task: str) -> str:
    """The id of the self-check of a task."""
    return f"{task}!"


def _id_of(cells: Mapping[str, Any]) -> str | None:
    return selfcheck_id(cells["task"]) if cells.get("task") else None


CHECK_FORM = Paper(
    (
        Fields(
            None,
            (("task", "dept"), ("deliverable", "owner"), ("standard", "percent")),
        ),
        Fields(
            Text("自检情况", "Self-check"),
            (
                ("evidence", "result"),
                ("issue", "fix_due"),
                ("checked_by", "checked_on"),
                ("confirmed_by", "conclusion"),
            ),
        ),
        Signatures(
            Text("签字栏", "Signatures"),
            (
                Text("自检人", "Checked by"),
                Text("部门负责人", "Head of department"),
                Text("质量确认", "Quality"),
                Text("项目经理", "Project manager"),
            ),
        ),
    ),
    Text("成果自检单", "Deliverable self-check"),
)

SELFCHECK = table(
    "selfcheck",
    Text("成果自检", "Self-checks"),
    SelfCheck,
    natural=("task",),
    appended_by=Party.DEPARTMENT,
    owner_field="task.dept",
    id_of=_id_of,
    since=3,
    called=("", "task"),
    capacity=80,
    spare=4,
    shown="own",
    laid_out=True,
    twin=TWIN,
    one_page=CHECK_FORM,
)

FORM = Form(
    "selfcheck",
    17,
    Text("项目成果自检报告", "Deliverable self-check"),
    Text(
        "主责部门对照交付成果标准逐项自检；已完成的任务自动列出，可在空行中加选其他任务。",
        "Departments check deliverables against their standards; finished tasks are listed, others can be added below.",
    ),
    Phase.CLOSING,
    (SELFCHECK,),
    Text("各部门", "departments"),
    asked=("executing", "closing"),
    parts=("closing",),
    copy_hint=Text(
        "对照标准自检本部门已完成的成果：结果、依据、自检人和日期；不符合的写明问题和整改期限。",
        "check your finished deliverables: result, evidence, who and when; for what fails, the issue and by when it is put right.",
    ),
)
