"""What the state of a project forbids."""

from __future__ import annotations

from xlplan.core.errors import UsageError
from xlplan.core.kinds.base import Ctx
from xlplan.core.text import LANGS, Text
from xlplan.forms.basic import OVER
from xlplan.model.plan import Plan
from xlplan.template.resolve import Template

CLOSED = Text(
    "项目状态为“{state}”，不再下发、合并；如需重开，先在基本信息里把项目状态改回",
    "the project’s state is “{state}”: nothing is issued or merged any more; to reopen it, change it in basic information",
)


def refuse_closed(plan: Plan, template: Template) -> None:
    """UsageError for a project that is closed or terminated."""
    state = plan.basic.state
    if state in OVER:
        kind = template.table("basic").column("state").kind
        raise UsageError(CLOSED, state=Text(*(str(kind.to_cell(state, Ctx(lang))) for lang in LANGS)))
