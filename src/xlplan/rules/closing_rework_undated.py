"""The project is accepted after rework, but not by when or what is to be done."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.acceptance import Acceptance
from xlplan.rules.base import Example, Hit, Rule, RuleContext, Scope


def _check(context: RuleContext) -> Iterator[Hit]:
    for report in context.rows("acceptance", Acceptance):
        blank = [k for k in ("rework_due", "requirements") if context.missing(report, "acceptance", k)]
        if report.conclusion == "after_rework" and blank:
            yield Hit("acceptance", report.id, blank[0], {"columns": context.headers("acceptance", blank)})


RULE = Rule(
    FindingType(
        "CLO007",
        "rework-undated",
        Severity.WARNING,
        Text(
            "验收结论是限期整改后通过，“{columns}”未填写",
            "the project is accepted after rework, but “{columns}” is blank",
        ),
        Text("写明改什么、改到什么程度、何时改完", "say what is to be done, to which standard and by when"),
        Text("没有期限和要求的整改不会发生。", "Rework without date and requirements does not happen."),
    ),
    _check,
    since="initiating",
    scope=Scope.MASTER,
    good=(
        Example(
            Text("有期限和要求；直接通过的不要求", "with date and requirements"),
            {
                "acceptance": {
                    "acceptance": {
                        "conclusion": "限期整改后通过",
                        "rework_due": "2026-12-18",
                        "requirements": "补齐英文说明书",
                    }
                }
            },
        ),
    ),
    bad=(
        Example(
            Text("只有结论", "the conclusion alone"),
            {"acceptance": {"acceptance": {"conclusion": "限期整改后通过"}}},
            (("acceptance", "acceptance", "rework_due"),),
        ),
    ),
)
