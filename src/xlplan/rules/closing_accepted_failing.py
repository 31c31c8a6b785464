"""The project is accepted while a self-check says that a deliverable fails."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.acceptance import Acceptance
from xlplan.forms.selfcheck import SelfCheck
from xlplan.rules.base import Example, Hit, Rule, RuleContext, Scope
from xlplan.rules.context import listed


def _check(context: RuleContext) -> Iterator[Hit]:
    report = context.record("acceptance")
    if not isinstance(report, Acceptance) or report.conclusion != "accepted":
        return
    failing = [r.task for r in context.rows("selfcheck", SelfCheck) if r.result == "fails" and r.task]
    if failing:
        params = {"tasks": listed(context.code(i) for i in failing), "count": len(failing)}
        yield Hit("acceptance", report.id, "conclusion", params)


RULE = Rule(
    FindingType(
        "CLO004",
        "accepted-while-failing",
        Severity.ERROR,
        Text(
            "验收结论是通过，仍有 {count} 项成果自检不符合：{tasks}",
            "the project is accepted, but {count} self-check(s) fail: {tasks}",
        ),
        Text("整改后重新自检，或把结论改为“限期整改后通过”", "check again once put right, or accept it after rework"),
        Text("自检不符合的成果不能当作已经验收。", "A deliverable that fails its own check is not accepted."),
    ),
    _check,
    since="initiating",
    scope=Scope.MASTER,
    good=(
        Example(
            Text("限期整改后通过", "accepted after rework"),
            {
                "wbs": [{"code": "1", "name": "试制"}],
                "selfcheck": [{"task": "1", "result": "不符合"}],
                "acceptance": {"acceptance": {"conclusion": "限期整改后通过"}},
            },
        ),
    ),
    bad=(
        Example(
            Text("带着不符合项通过", "accepted as it is"),
            {
                "wbs": [{"code": "1", "name": "试制"}],
                "selfcheck": [{"task": "1", "result": "不符合"}],
                "acceptance": {"acceptance": {"conclusion": "通过"}},
            },
            (("acceptance", "acceptance", "conclusion"),),
        ),
    ),
)
