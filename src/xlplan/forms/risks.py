"""风险登记与应对表: what may go wrong, who answers for it and what is done about it."""

import datetime as dt
from typing import Annotated, ClassVar

from xlplan.core.kinds.choice import ChoiceKind, option
from xlplan.core.kinds.date import DateKind
from xlplan.core.kinds.number import IntKind
from xlplan.core.kinds.reference import ReferenceKind
from xlplan.core.kinds.text import CodeKind, LongText
from xlplan.core.text import Text
from xlplan.forms.base import PM, Column, Form, Party, Phase, Row, computed, department, table
from xlplan.twins.risk_score import TWIN

CATEGORY = ChoiceKind(
    "risk_category",
    (
        option("technical", "技术", "Technical", "技术风险"),
        option("resource", "资源", "Resource", "资源风险"),
        option("external", "外部", "External", "外部风险"),
        option("schedule", "进度", "Schedule", "进度风险"),
        option("cost", "成本", "Cost", "成本风险", "费用"),
        option("quality", "质量", "Quality", "质量风险"),
        option("compliance", "合规", "Compliance", "合规风险", "法规"),
        option("supply_chain", "供应链", "Supply chain", "供应链风险", "供应"),
    ),
)
GRADE = ChoiceKind(
    "grade",
    (
        option("high", "高", "High", "高风险", "大", "h"),
        option("medium", "中", "Medium", "中风险", "中等", "m"),
        option("low", "低", "Low", "低风险", "小", "l"),
    ),
    fixed=True,
)
RESPONSE = ChoiceKind(
    "response",
    (
        option("avoid", "规避", "Avoid", "回避"),
        option("mitigate", "减轻", "Mitigate", "缓解", "降低"),
        option("transfer", "转移", "Transfer", "转嫁"),
        option("accept", "接受", "Accept", "接收"),
    ),
)
RISK_STATE = ChoiceKind(
    "risk_state",
    (
        option("open", "待处理", "Open", "未处理", "开放", "新增"),
        option("in_progress", "处理中", "In progress", "进行中", "跟踪中", "监控中", "ongoing"),
        option("occurred", "已发生", "Occurred", "发生"),
        option("resolved", "已解决", "Resolved", "解决", "完成", "已完成", "done", "completed"),
        option("closed", "已关闭", "Closed", "关闭"),
    ),
    fixed=True,
)
TONES = (("high", "high"), ("medium", "medium"), ("low", "low"))
GRADE_POINTS = {"high": 3, "medium": 2, "low": 1}
RAISED = department("raised_by_dept")


class Risk(Row):
    """A risk: described by who raises it, acted on by the responding department, closed by the PM."""

    number: Annotated[
        str | None,
        Column(
            Text("风险编号", "Number"),
            CodeKind(),
            PM,
            help=Text("合并时自动编号，可留空", "given when merged; leave blank"),
            width=14,
            aliases=(
                "编号",
                "风险号",
            ),
        ),
    ] = None
    description: Annotated[
        str | None,
        Column(
            Text("风险描述", "Description"),
            LongText(),
            RAISED,
            required=True,
            width=36,
            aliases=(
                "描述",
                "风险",
                "风险内容",
                "risk",
                "risk description",
            ),
        ),
    ] = None
    category: Annotated[
        str | None,
        Column(
            Text("风险类别", "Category"),
            CATEGORY,
            RAISED,
            required=True,
            width=10,
            aliases=(
                "风险类型",
                "类型",
                "类别",
            ),
        ),
    ] = None
    task: Annotated[
        str | None,
        Column(
            Text("相关任务", "Task"),
            ReferenceKind("task"),
            RAISED,
            width=22,
            aliases=(
                "涉及任务",
                "任务",
            ),
        ),
    ] = None
    probability: Annotated[
        str | None,
        Column(Text("发生概率", "Probability"), GRADE, RAISED, required=True, width=8, aliases=("可能性", "概率")),
    ] = None
    impact: Annotated[
        str | None,
        Column(
            Text("影响程度", "Impact"),
            GRADE,
            RAISED,
            required=True,
            width=8,
            aliases=(
                "严重程度",
                "impact",
                "影响",
            ),
        ),
    ] = None
    score: ClassVar[Column] = computed(Text("风险值", "Score"), IntKind(), "score", width=7)
    level: ClassVar[Column] = computed(
        Text("风险等级", "Level"),
        GRADE,
        "risk_level",
        width=8,
        tones=TONES,
        aliases=(
            "等级",
            "级别",
        ),
    )
    response: Annotated[
        str | None,
        Column(
            Text("应对策略", "Response"),
            RESPONSE,
            department(),
            required=True,
            width=9,
            aliases=(
                "应对方式",
                "策略",
            ),
        ),
    ] = None
    action: Annotated[
        str | None,
        Column(
            Text("应对措施", "Action"),
            LongText(),
            department(),
            width=32,
            aliases=(
                "措施",
                "应对方案",
                "缓解措施",
                "mitigation",
            ),
        ),
    ] = None
    trigger: Annotated[str | None, Column(Text("触发条件", "Trigger"), LongText(), RAISED, required=True, width=26)] = (
        None
    )
    contingency: Annotated[
        str | None, Column(Text("应急预案", "Contingency plan"), LongText(), department(), width=26)
    ] = None
    owner: Annotated[
        str | None,
        Column(
            Text("负责人", "Owner"),
            ReferenceKind("person"),
            department(),
            required=True,
            aliases=(
                "风险责任人",
                "责任人",
            ),
        ),
    ] = None
    dept: Annotated[
        str | None,
        Column(
            Text("应对部门", "Responding dept"),
            ReferenceKind("dept"),
            RAISED,
            required=True,
            aliases=("责任部门",),
        ),
    ] = None
    raised_by_dept: Annotated[str | None, Column(Text("提出部门", "Raised by"), ReferenceKind("dept"))] = None
    due: Annotated[
        dt.date | None,
        Column(
            Text("应对期限", "Due"),
            DateKind(),
            department(),
            aliases=(
                "期限",
                "完成期限",
                "截止日期",
                "due date",
            ),
        ),
    ] = None
    found_on: Annotated[
        dt.date | None,
        Column(
            Text("发现日期", "Found on"),
            DateKind(),
            RAISED,
            aliases=(
                "识别日期",
                "登记日期",
            ),
        ),
    ] = None
    occurred_on: Annotated[dt.date | None, Column(Text("发生日期", "Occurred on"), DateKind(), department())] = None
    closed_on: Annotated[dt.date | None, Column(Text("关闭日期", "Closed on"), DateKind(), PM)] = None
    state: Annotated[
        str | None,
        Column(
            Text("风险状态", "State"),
            RISK_STATE,
            department(),
            required=True,
            width=10,
            aliases=(
                "status",
                "状态",
            ),
        ),
    ] = None


def risk_number(short_code: str, count: int) -> str:
    """The number that people see, such as R-研发-013."""
    return f"R-{short_code}-{count:03d}"


RISKS = table(
    "risks",
    Text("风险", "Risks"),
    Risk,
    prefix="r",
    natural=("number", "description"),
    appended_by=Party.DEPARTMENT,
    owner_field="raised_by_dept",
    numbered=risk_number,
    settled=lambda get: get("state") in ("resolved", "closed"),
    capacity=60,
    context=("description", "owner", "dept", "state"),
    twin=TWIN,
)

FORM = Form(
    "risks",
    14,
    Text("风险登记与应对表", "Risk register"),
    Text(
        "任何部门都可登记风险；应对部门填写策略、措施和负责人；关闭由项目经理确认。",
        "Any department registers risks; the responding department fills response, action and owner; the manager closes.",
    ),
    Phase.CONTROL,
    (RISKS,),
    Text("各部门", "departments"),
    parts=("planning", "weekly"),
    copy_hint=Text(
        "更新本部门的风险，新风险写在空行（编号留空）。",
        "update your risks; describe new ones in spare rows, number left blank.",
    ),
)
