"""An approved request is needed soon, and its provider has not agreed."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.resources import Resource
from xlplan.rules.base import Example, Hit, Rule, RuleContext, Setting

_DAYS = Setting(
    "days",
    14,
    Text(
        "需到位前几天仍未确认就提示（自然日）", "calendar days before it is needed by which the provider is to confirm"
    ),
)


def _check(context: RuleContext) -> Iterator[Hit]:
    for row in context.rows("resources", Resource):
        if row.state not in ("approved", "partly") or not row.provider or row.arrived_on or context.over(row.task):
            continue
        need = context.day("resources", row.id, "need")
        if row.confirmed != "agreed" and context.soon(need, context.setting(_DAYS)):
            params = {"row": context.named("resources", row), "date": need, "dept": context.dept(row.provider)}
            answer = context.choice("resources", "confirmed", row.confirmed)
            yield Hit("resources", row.id, "confirmed", {**params, "answer": answer})


RULE = Rule(
    FindingType(
        "RSC007",
        "provider-unconfirmed",
        Severity.WARNING,
        Text(
            "资源申请“{row}”{date} 要到位，{dept}的答复是“{answer}”",
            "request “{row}” is needed on {date}, but the answer of {dept} is “{answer}”",
        ),
        Text(
            "请提供部门确认并给出承诺到位日期；不同意的另找来源",
            "have the provider confirm and promise a date, or look elsewhere",
        ),
        Text(
            "批准只说明可以给，提供方确认了才拿得到。",
            "An approval allows it; only the provider's promise delivers it.",
        ),
    ),
    _check,
    since="executing",
    good=(
        Example(
            Text("已确认；还没批准的不催", "confirmed; or not approved yet"),
            {
                "basic": {"status_date": "2026-03-09"},
                "resources": [
                    {
                        "spec": "试验台",
                        "state": "已批准",
                        "provider": "研发部",
                        "need_by": "2026-03-16",
                        "confirmed": "已确认",
                    },
                    {"spec": "夹具", "provider": "研发部", "need_by": "2026-03-16"},
                ],
            },
        ),
        Example(
            Text("任务已取消", "the task was cancelled"),
            {
                "basic": {"status_date": "2026-03-09"},
                "wbs": [{"code": "1", "name": "试制", "row_state": "取消"}],
                "resources": [
                    {"spec": "试验台", "task": "1", "state": "已批准", "provider": "研发部", "need_by": "2026-03-16"}
                ],
            },
        ),
    ),
    bad=(
        Example(
            Text("没有答复；不同意", "no answer; declined"),
            {
                "basic": {"status_date": "2026-03-09"},
                "resources": [
                    {"spec": "试验台", "state": "已批准", "provider": "研发部", "need_by": "2026-03-16"},
                    {
                        "spec": "夹具",
                        "state": "已批准",
                        "provider": "研发部",
                        "from": "2026-03-16",
                        "confirmed": "不同意",
                    },
                ],
            },
            (("resources", "q001", "confirmed"), ("resources", "q002", "confirmed")),
        ),
    ),
    settings=(_DAYS,),
)
