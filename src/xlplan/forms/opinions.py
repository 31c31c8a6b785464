"""What an approval can say and where it is kept, shared by the forms with an approval block."""

from __future__ import annotations

from xlplan.core.kinds.choice import ChoiceKind, option
from xlplan.core.kinds.text import TextKind
from xlplan.core.text import Text
from xlplan.forms.base import Column

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
OA_NUMBER = Column(Text("OA单号", "OA number"), TextKind())
SIGNED_COPY = Column(
    Text("签字件", "Signed copy"),
    TextKind(),
    help=Text("签字扫描件的存放位置", "where the signed and scanned form is kept"),
)
"""Where a signed record is found again: in the office system, and as a scan."""
AGREED = ("agree", "conditional")
"""Opinions by which a request is approved."""
