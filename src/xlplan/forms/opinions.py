"""What an approval can say, shared by the forms with an approval block."""

from __future__ import annotations

from xlplan.core.kinds.choice import ChoiceKind, option

OPINION = ChoiceKind(
    "opinion",
    (
        option("agree", "同意", "Approved", "批准", "通过", "Agree"),
        option(
            "conditional",
            "有条件同意",
            "Approved with conditions",
            "有条件批准",
            "有条件通过",
            "部分同意",
            "Agree in part",
        ),
        option("rework", "退回修改", "Returned for rework", "退回"),
        option("disagree", "不同意", "Not approved", "不批准", "否决", "Disagree"),
    ),
)
OPINION_TONES = (("agree", "done"), ("conditional", "warning"), ("rework", "late"), ("disagree", "late"))
AGREED = ("agree", "conditional")
"""Opinions by which a request is approved."""
