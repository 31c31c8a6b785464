"""项目验收报告: whether the project reached what it promised, what is still open, and what the acceptance group says."""

import datetime as dt
from typing import Annotated, ClassVar

from xlplan.core.kinds.choice import ChoiceKind, option
from xlplan.core.kinds.date import BoolKind, DateKind
from xlplan.core.kinds.number import MoneyKind
from xlplan.core.kinds.reference import ReferenceKind
from xlplan.core.kinds.text import LongText, TextKind
from xlplan.core.text import Text
from xlplan.forms.base import Column, Form, Get, Phase, Row, computed, department, table
from xlplan.forms.opinions import OA_NUMBER, SIGNED_COPY
from xlplan.forms.paper import Fields, Listing, Paper, Shown, Signatures

CONCLUSION = ChoiceKind(
    "acceptance_conclusion",
    (
        option("accepted", "通过", "Accepted", "验收通过", "合格"),
        option("after_rework", "限期整改后通过", "Accepted after rework", "整改后通过"),
        option("deferred", "暂缓", "Deferred", "暂缓验收"),
        option("rejected", "不通过", "Not accepted", "验收不通过", "不合格"),
    ),
)
PROBLEM_STATE = ChoiceKind(
    "problem_state",
    (
        option("open", "待处理", "Open", "未处理", "开放", "未解决", "to do"),
        option("in_progress", "处理中", "In progress", "进行中"),
        option(
            "solved", "已解决", "Solved", "解决", "完成", "已完成", "关闭", "已关闭", "done", "closed", "completed", "√"
        ),
    ),
)
UNSOLVED = ("open", "in_progress")


class Acceptance(Row):
    """The report on acceptance."""

    accepted_on: Annotated[dt.date | None, Column(Text("验收日期", "Date"), DateKind(), required=True)] = None
    chair: Annotated[
        str | None, Column(Text("验收组长", "Head of the group"), ReferenceKind("person"), required=True)
    ] = None
    group: Annotated[
        str | None,
        Column(
            Text("验收组成员", "Acceptance group"),
            LongText(),
            required=True,
            help=Text("姓名和部门，用顿号隔开", "names and departments, separated by semicolons"),
        ),
    ] = None
    basis: Annotated[
        str | None,
        Column(
            Text("验收依据", "Basis"),
            LongText(),
            required=True,
            help=Text("立项通知书、交付标准、变更单、检测报告等", "notice, standards, changes, test reports"),
        ),
    ] = None
    budget_total: ClassVar[Column] = computed(
        Text("预算总额（万元）", "Budget (10,000 yuan)"), MoneyKind(wan=True), "b_grand", private=True
    )
    budget_actual: ClassVar[Column] = computed(
        Text("实际支出（万元）", "Actual cost (10,000 yuan)"), MoneyKind(wan=True), "b_actual", private=True
    )
    summary: Annotated[
        str | None,
        Column(
            Text("总体评价", "Assessment"),
            LongText(),
            help=Text("目标达成、质量、进度、费用的总体情况", "objectives, quality, time and cost on the whole"),
        ),
    ] = None
    conclusion: Annotated[str | None, Column(Text("验收结论", "Conclusion"), CONCLUSION, required=True)] = None
    rework_due: Annotated[
        dt.date | None,
        Column(
            Text("整改期限", "Rework due"),
            DateKind(),
            help=Text("结论为“限期整改后通过”时填写", "where it is accepted after rework"),
        ),
    ] = None
    requirements: Annotated[
        str | None,
        Column(
            Text("整改要求", "Rework required"),
            LongText(),
            help=Text("要改什么、改到什么程度、谁来复核", "what, to which standard, and who checks it"),
        ),
    ] = None
    oa_no: Annotated[str | None, OA_NUMBER] = None
    signed_copy: Annotated[str | None, SIGNED_COPY] = None


class Target(Row):
    """A figure or statement that the project promised, and what came of it."""

    target: Annotated[str | None, Column(Text("验收指标", "Target"), LongText(), required=True, width=40)] = None
    planned: Annotated[
        str | None,
        Column(
            Text("计划值", "Planned"),
            TextKind(),
            required=True,
            width=20,
            help=Text("带单位，如 ≥ 95%、3 款、6 月 30 日前", "with its unit, such as ≥ 95 %, 3 models, by 30 June"),
        ),
    ] = None
    actual: Annotated[str | None, Column(Text("实际值", "Actual"), TextKind(), width=20)] = None
    reached: Annotated[bool | None, Column(Text("是否达成", "Reached"), BoolKind(), width=10)] = None
    note: Annotated[str | None, Column(Text("说明", "Note"), LongText(), width=36)] = None


class Problem(Row):
    """What is still open when the project is accepted: named by the manager, solved by the department."""

    problem: Annotated[str | None, Column(Text("遗留问题", "Problem"), LongText(), required=True, width=44)] = None
    dept: Annotated[
        str | None, Column(Text("责任部门", "Department"), ReferenceKind("dept"), required=True, width=14)
    ] = None
    owner: Annotated[
        str | None,
        Column(
            Text("责任人", "Owner"),
            ReferenceKind("person"),
            department(),
            required=True,
            aliases=("负责人",),
        ),
    ] = None
    action: Annotated[str | None, Column(Text("处理措施", "Action"), LongText(), department(), width=34)] = None
    due: Annotated[dt.date | None, Column(Text("完成期限", "Due"), DateKind(), department(), required=True)] = None
    state: Annotated[
        str | None,
        Column(
            Text("状态", "State"),
            PROBLEM_STATE,
            department(),
            required=True,
            width=10,
            tones=(("open", "warning"), ("solved", "done")),
        ),
    ] = None


def is_accepted(get: Get) -> bool:
    """Whether the project is accepted for good."""
    return bool(get("conclusion") == "accepted")


PAPER = Paper(
    (
        Fields(Text("验收组织", "Acceptance"), (("chair", "accepted_on"), ("group",), ("basis",))),
        Listing(
            Text("验收指标", "Targets"),
            "acceptance_targets",
            (
                Shown(Text("是否达成", "Reached"), "reached"),
                Shown(Text("验收指标", "Target"), "target"),
                Shown(Text("计划值", "Planned"), "planned"),
                Shown(Text("实际值", "Actual"), "actual"),
            ),
            6,
            key="target",
        ),
        Listing(
            Text("交付成果", "Deliverables"),
            "selfcheck",
            (
                Shown(Text("任务", "Task"), "task"),
                Shown(Text("交付成果", "Deliverable"), "deliverable"),
                Shown(Text("自检结果", "Self-check"), "result"),
                Shown(Text("自检结论", "Conclusion"), "conclusion"),
            ),
            8,
        ),
        Listing(
            Text("遗留问题", "Open problems"),
            "acceptance_problems",
            (
                Shown(Text("责任部门", "Department"), "dept"),
                Shown(Text("遗留问题", "Problem"), "problem"),
                Shown(Text("责任人", "Owner"), "owner"),
                Shown(Text("完成期限", "Due"), "due"),
            ),
            4,
            where=("state", UNSOLVED),
            key="problem",
        ),
        Fields(Text("预算执行", "Budget"), (("budget_total", "budget_actual"),)),
        Fields(
            Text("验收结论", "Conclusion"),
            (("conclusion", "rework_due"), ("summary",), ("requirements",), ("oa_no",), ("signed_copy",)),
        ),
        Signatures(
            Text("验收组签字", "Signatures"),
            (
                Text("验收组长", "Head of the group"),
                Text("项目经理", "Project manager"),
                Text("验收组成员", "Member"),
                Text("验收组成员", "Member"),
                Text("项目管理部", "Project office"),
                Text("分管领导", "Executive"),
            ),
        ),
    )
)

ACCEPTANCE = table(
    "acceptance",
    Text("项目验收报告", "Acceptance report"),
    Acceptance,
    shape="record",
    prefix="acceptance",
    since=3,
    shown="none",
    frozen=is_accepted,
    paper=PAPER,
)
TARGETS = table(
    "acceptance_targets",
    Text("验收指标", "Acceptance targets"),
    Target,
    prefix="target",
    natural=("target",),
    since=3,
    capacity=20,
)
PROBLEMS = table(
    "acceptance_problems",
    Text("验收遗留问题", "Problems left open"),
    Problem,
    prefix="problem",
    natural=("problem",),
    since=3,
    capacity=20,
)

FORM = Form(
    "acceptance",
    18,
    Text("项目验收报告", "Acceptance report"),
    Text(
        "由项目经理填写，带 * 的必填；指标、成果、遗留问题和预算取自各表。遗留问题由责任部门更新措施和状态。",
        "Filled in by the project manager, * is required; targets, deliverables, problems and budget follow from their "
        "sheets. Departments update action and state of their problems.",
    ),
    Phase.CLOSING,
    (ACCEPTANCE, TARGETS, PROBLEMS),
    Text("项目经理", "project manager"),
    asked=("closing",),
    parts=("closing",),
    copy_hint=Text(
        "更新本部门遗留问题的处理措施和状态。",
        "update action and state of your open problems.",
    ),
)
