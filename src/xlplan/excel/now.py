"""What is to be done with a sheet in the project's present state."""

from __future__ import annotations

from enum import StrEnum

from xlplan.core.text import Text
from xlplan.forms.base import Form, Table, never
from xlplan.forms.basic import OVER, PROJECT_STATE


class Now(StrEnum):
    """What a sheet is for at the moment."""

    FILL = "fill"
    VIEW = "view"
    LATER = "later"
    FROZEN = "frozen"


WORDS = {
    Now.FILL: Text("需填写", "Fill in"),
    Now.VIEW: Text("可查看", "Look at"),
    Now.LATER: Text("以后填写", "Later"),
    Now.FROZEN: Text("已冻结", "Frozen"),
}
_ORDER = [option.key for option in PROJECT_STATE.options]


def now_of(form: Form, table: Table | None, state: str | None) -> Now:
    """What is to be done with the sheet of a form's table, or with a computed one.

    A form that was asked for earlier is frozen where decided rows of it are, else it is still there to look at. Nothing
    is filled in once the project is over.
    """
    if table is None:
        return Now.VIEW
    if state in OVER:
        return Now.FROZEN
    if form.is_asked(state):
        return Now.FILL
    assert state is not None
    if any(_ORDER.index(asked) > _ORDER.index(state) for asked in form.asked):
        return Now.LATER
    return Now.VIEW if table.frozen is never and not table.frozen_with else Now.FROZEN
