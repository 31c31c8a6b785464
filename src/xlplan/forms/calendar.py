"""工作日历: holidays and make-up working days; weekends come from the template."""

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Any

from xlplan.core.kinds.choice import ChoiceKind, option
from xlplan.core.kinds.date import DateKind
from xlplan.core.kinds.text import TextKind
from xlplan.core.text import Text
from xlplan.forms.base import Column, Form, Phase, Row, table

DAY_KIND = ChoiceKind(
    "day_kind",
    (
        option("holiday", "节假日", "Holiday", "休", "放假", "法定节假日"),
        option("workday", "调休上班", "Make-up working day", "班", "调休", "补班"),
    ),
    fixed=True,
)


class Day(Row):
    """A day that differs from the weekend pattern."""

    date: Annotated[dt.date | None, Column(Text("日期", "Date"), DateKind(), required=True, width=13)] = None
    kind: Annotated[str | None, Column(Text("类型", "Kind"), DAY_KIND, required=True, width=20)] = None
    name: Annotated[str | None, Column(Text("名称", "Name"), TextKind(), width=40)] = None


def day_id(day: dt.date) -> str:
    """The id of a calendar row."""
    return f"c{day:%Y%m%d}"


def _id_of(cells: Mapping[str, Any]) -> str | None:
    return day_id(cells["date"]) if cells.get("date") else None


CALENDAR = table(
    "calendar",
    Text("节假日与调休", "Holidays and make-up days"),
    Day,
    prefix="c",
    natural=("date",),
    id_of=_id_of,
    capacity=120,
    shown="all",
)

FORM = Form(
    "calendar",
    21,
    Text("工作日历", "Calendar"),
    Text(
        "列出节假日与调休上班日，周末不必填写。改动后全部日期随之变化。",
        "Holidays and make-up working days; weekends need no entry. Every date follows a change.",
    ),
    Phase.GENERAL,
    (CALENDAR,),
    Text("项目经理", "project manager"),
    parts=("planning", "weekly", "closing"),
)
