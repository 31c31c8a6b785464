"""项目资源预算表 and 预算汇总: what the project may cost line by line, what of it is used, and how it adds up.

Departments propose lines; the project manager accepts them. A line counts once it is accepted: a blank state and
待审核 don't, and the check beside the line and the summary say so.
"""

from decimal import Decimal
from typing import Annotated, ClassVar

from xlplan.core.kinds.choice import ChoiceKind, option
from xlplan.core.kinds.number import MoneyKind, NumberKind, PercentKind
from xlplan.core.kinds.reference import ReferenceKind
from xlplan.core.kinds.text import CodeKind, LongText, TextKind
from xlplan.core.text import Text
from xlplan.forms.base import Column, Form, Get, Party, Phase, Row, computed, department, table
from xlplan.twins.budget_rows import CHECKS, STATES, TWIN
from xlplan.twins.budget_summary import PHASES, SUBJECTS

_SUBJECT_MORE = {
    "labour": ("人工", "人力成本", "人员费用"),
    "material": ("材料", "材料费"),
    "equipment": ("设备", "设备费"),
    "outsourcing": ("外包", "委外"),
    "travel": ("差旅费",),
    "meeting": ("会议费",),
    "training": ("培训", "咨询", "培训费", "咨询费"),
    "rent": ("租赁费", "租金"),
    "testing": ("检测", "认证", "检测费", "认证费"),
    "overhead": ("管理费用",),
    "other": ("其它", "其他费用"),
}
SUBJECT = ChoiceKind(
    "budget_subject", tuple(option(k, *w.both, *_SUBJECT_MORE.get(k, ())) for k, w in SUBJECTS.items()), fixed=True
)
PHASE = ChoiceKind("budget_phase", tuple(option(k, *w.both, w.zh + "阶段") for k, w in PHASES.items()), fixed=True)
_STATE_MORE = {"proposed": ("待审", "建议"), "accepted": ("列入", "同意"), "rejected": ("不同意",)}
STATE = ChoiceKind("budget_state", tuple(option(k, *w.both, *_STATE_MORE[k]) for k, w in STATES.items()), fixed=True)
CHECK = ChoiceKind("budget_check", tuple(option(key, *words.both) for key, words in CHECKS.items()), fixed=True)
CHECK_TONES = tuple(
    (key, "late" if key in ("overspent", "unplanned", "unknown_request") else "warning")
    for key in CHECKS
    if key not in ("fine", "left_out")
)


def counts(get: Get) -> bool:
    """Whether a line counts: the project manager has accepted it."""
    return bool(get("state") == "accepted")


class BudgetLine(Row):
    """A line of the budget. Amounts in yuan; committed is what was ordered and is not paid yet."""

    number: Annotated[
        str | None,
        Column(
            Text("预算编号", "Number"),
            CodeKind(),
            help=Text("合并时自动编号，可留空", "given when merged; leave blank"),
            width=14,
        ),
    ] = None
    subject: Annotated[
        str | None,
        Column(
            Text("费用科目", "Subject"), SUBJECT, department(), required=True, width=11, aliases=("科目", "费用类别")
        ),
    ] = None
    item: Annotated[
        str | None,
        Column(
            Text("费用内容", "Item"),
            TextKind(),
            department(),
            required=True,
            width=24,
            aliases=("内容", "费用项目", "名称"),
        ),
    ] = None
    dept: Annotated[
        str | None, Column(Text("预算部门", "Department"), ReferenceKind("dept"), required=True, aliases=("部门",))
    ] = None
    phase: Annotated[str | None, Column(Text("项目阶段", "Phase"), PHASE, department(), width=9, aliases=("阶段",))] = (
        None
    )
    task: Annotated[
        str | None,
        Column(Text("对应任务", "Task"), ReferenceKind("task"), department(), width=20, aliases=("任务", "相关任务")),
    ] = None
    request: Annotated[
        str | None,
        Column(
            Text("资源申请", "Request"),
            ReferenceKind("resources", Text("资源申请", "resource request")),
            department(),
            width=20,
            aliases=("申请编号", "资源申请编号"),
            help=Text("由申请而来的行：小计取批准费用", "of a request: the subtotal is its approved cost"),
            gated="budget",
        ),
    ] = None
    unit_price: Annotated[
        Decimal | None,
        Column(
            Text("单价（元）", "Unit price (yuan)"),
            MoneyKind(),
            department(),
            width=12,
            aliases=("单价",),
            gated="budget",
        ),
    ] = None
    quantity: Annotated[
        Decimal | None, Column(Text("数量", "Quantity"), NumberKind(), department(), width=8, gated="budget")
    ] = None
    unit: Annotated[str | None, Column(Text("单位", "Unit"), TextKind(), department(), width=7)] = None
    subtotal: ClassVar[Column] = computed(Text("小计（元）", "Subtotal (yuan)"), MoneyKind(), "subtotal", width=13)
    state: Annotated[
        str | None,
        Column(
            Text("是否列入", "State"),
            STATE,
            reserved=True,
            width=9,
            aliases=("状态", "列入预算"),
            help=Text("由项目经理选择；只有“已列入”计入预算", "by the manager; only accepted lines count"),
        ),
    ] = None
    committed: Annotated[
        Decimal | None,
        Column(
            Text("已承诺（元）", "Committed (yuan)"),
            MoneyKind(),
            department(),
            width=13,
            aliases=("已承诺", "已签约"),
            help=Text("已签合同或已下单、尚未支付的金额", "ordered or contracted, not paid yet"),
        ),
    ] = None
    actual: Annotated[
        Decimal | None,
        Column(
            Text("实际支出（元）", "Actual (yuan)"),
            MoneyKind(),
            department(),
            width=13,
            aliases=("实际", "实际支出", "已支付"),
        ),
    ] = None
    balance: ClassVar[Column] = computed(
        Text("余额（元）", "Balance (yuan)"),
        MoneyKind(minimum=None),
        "balance",
        width=13,
        help=Text("小计 − 已承诺 − 实际支出", "subtotal − committed − actual"),
    )
    usage: ClassVar[Column] = computed(Text("使用率", "Used"), PercentKind(maximum=None), "usage", width=8)
    check: ClassVar[Column] = computed(Text("核对", "Check"), CHECK, "check", width=14, tones=CHECK_TONES)
    source: Annotated[
        str | None,
        Column(Text("资金来源", "Source of funds"), TextKind(), department(), width=12, aliases=("经费来源", "来源")),
    ] = None
    basis: Annotated[
        str | None,
        Column(Text("测算依据", "Basis"), LongText(), department(), width=26, aliases=("依据", "计算依据")),
    ] = None


def budget_number(short_code: str, count: int) -> str:
    """The number that people see, such as BL-研发-013."""
    return f"BL-{short_code}-{count:03d}"


BUDGET = table(
    "budget",
    Text("预算明细", "Budget lines"),
    BudgetLine,
    prefix="b",
    natural=("number", "item"),
    appended_by=Party.DEPARTMENT,
    owner_field="dept",
    numbered=budget_number,
    since=3,
    capacity=60,
    shown="own",
    binding=counts,
    twin=TWIN,
)

FORM = Form(
    "budget",
    12,
    Text("项目资源预算表", "Resource budget"),
    Text(
        "各部门逐项提出预算并更新已承诺与实际支出；项目经理确定是否列入，只有“已列入”的行计入汇总。",
        "Departments propose lines and keep committed and actual amounts; the manager accepts them; only accepted lines count.",
    ),
    Phase.PLANNING,
    (BUDGET,),
    Text("各部门、项目经理", "departments, project manager"),
    parts=("planning", "weekly"),
    copy_hint=Text(
        "在空行提出本部门的预算；已列入的行填写已承诺和实际金额。",
        "propose your lines in spare rows; enter committed and actual amounts.",
    ),
)
SUMMARY = Form(
    "budget_summary",
    12,
    Text("预算汇总", "Budget summary"),
    Text(
        "按科目、部门、阶段自动汇总预算明细；合计另加应急预备费，与批准预算比较。",
        "Budget lines by subject, department and phase; total and contingency against what was approved.",
    ),
    Phase.PLANNING,
)
FORMS = (FORM, SUMMARY)
