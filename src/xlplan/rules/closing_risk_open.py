"""A project is to be closed while a risk is open."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext, Scope
from xlplan.rules.context import OPEN_RISK


def _check(context: RuleContext) -> Iterator[Hit]:
    for risk in context.my_risks:
        if risk.state in OPEN_RISK:
            yield Hit("risks", risk.id, "state", {"risk": context.risk(risk)})


RULE = Rule(
    FindingType(
        "CLO002",
        "risk-open-at-close",
        Severity.WARNING,
        Text("项目已关闭，风险“{risk}”仍未关闭", "the project is closed, but the risk “{risk}” is still open"),
        Text("关闭该风险，或移交给后续责任人并写明", "close the risk, or hand it over and say to whom"),
        Text(
            "项目结束后，没有交接的风险就没有人管。", "After the project nobody minds a risk that was not handed over."
        ),
    ),
    _check,
    since="closed",
    scope=Scope.MASTER,
    good=(
        Example(
            Text("已关闭", "closed"),
            {"basic": {"state": "closed"}, "risks": [{"description": "样机延期", "state": "已关闭"}]},
        ),
    ),
    bad=(
        Example(
            Text("还在处理", "still in progress"),
            {"basic": {"state": "closed"}, "risks": [{"description": "样机延期", "state": "处理中"}]},
            (("risks", "r001", "state"),),
        ),
    ),
)
