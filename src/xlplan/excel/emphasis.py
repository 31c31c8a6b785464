"""Conditional formats that make states on a sheet visible, as its columns declare."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from xlplan.core.kinds.choice import ChoiceKind
from xlplan.core.text import Lang
from xlplan.excel.look import LATE, TINT, TONES
from xlplan.excel.sheets import Placed
from xlplan.forms.wbs import ROW_STATE
from xlplan.twins.engine import HEADER_ROW


def emphasis(table: str, placed: Placed, lang: Lang) -> list[tuple[str, dict[str, Any]]]:
    """Conditional formats that make states visible; the words carry the meaning, colour comes second."""
    return [*(_of_tasks(placed, lang) if table == "wbs" else ()), *toned(placed, lang)]


def toned(placed: Placed, lang: Lang) -> Iterator[tuple[str, dict[str, Any]]]:
    """Choices that stand out, as their columns declare."""
    row = HEADER_ROW + 1
    for column in placed.columns:
        here = f"${placed.letter(column.key)}{row}"
        if not isinstance(column.kind, ChoiceKind):
            continue
        for option, tone in column.tones:
            label = column.kind.label(option, lang)
            yield f'AND(COLUMN()=COLUMN({here}),{here}="{label}")', TONES[tone]


def _of_tasks(placed: Placed, lang: Lang) -> Iterator[tuple[str, dict[str, Any]]]:
    row = HEADER_ROW + 1
    mode, name, state = placed.letter("mode"), placed.letter("name"), placed.letter("row_state")
    critical, float_, note = (placed.letter(key) for key in ("critical", "total_float", "schedule_note"))
    gone = [ROW_STATE.label(k, lang) for k in ("cancelled", "void")]
    yield (
        f'OR(${state}{row}="{gone[0]}",${state}{row}="{gone[1]}")',
        {"font_strikeout": True, "font_color": "#8C8C8C"},
    )
    yield (
        f'AND(${name}{row}<>"",LEN(${placed.letter("code")}{row})>0,${mode}{row}="")',
        {"bold": True, "bg_color": TINT},
    )
    yield (
        f'AND(OR(COLUMN()=COLUMN(${critical}{row}),COLUMN()=COLUMN(${float_}{row})),${critical}{row}<>"")',
        {"font_color": LATE, "bold": True},
    )
    yield f'AND(COLUMN()=COLUMN(${note}{row}),${note}{row}<>"")', {"font_color": LATE}
