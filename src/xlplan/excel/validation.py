"""What spreadsheet programs check and offer while somebody types: dropdowns, limits, prompts."""

from __future__ import annotations

from typing import Any

from xlplan.core.kinds.base import Limits, ListSource
from xlplan.core.kinds.reference import ReferenceKind
from xlplan.core.kinds.text import CodeKind
from xlplan.core.text import Lang, Text
from xlplan.forms.base import Column

COMPUTED_ONLY = Text("此列自动计算，请勿填写", "This column is calculated; please leave it")
PICK = Text("请从下拉列表选择", "Please choose from the list")
DUPLICATE = Text("编码重复，请换一个", "This code is used already")
DATE_RULE = Text("请填日期，如 2026-03-05", "Please type a date, such as 2026-03-05")
NUMBER_RULE = Text("请填 {low}～{high} 的数字", "Please type a number from {low} to {high}")


def validation(
    column: Column, lang: Lang, first: int, last: int, letter: str, list_name: str | None = None
) -> dict[str, Any] | None:
    """The validation of a column, with a prompt only where the format is not obvious."""
    if not column.is_input:
        return {
            "validate": "custom",
            "value": "=FALSE",
            "error_title": column.header(lang)[:32],
            "error_message": COMPUTED_ONLY(lang),
        }
    options: dict[str, Any] = {}
    spec = column.kind.spec()
    if isinstance(spec.check, ListSource):
        name = list_name or spec.check.name
        # Somebody who is not listed yet may be named all the same; choices are closed.
        soft = isinstance(column.kind, ReferenceKind)
        options = {"validate": "list", "source": f"=xl_{name}", "error_message": PICK(lang)}
        if soft:
            options["error_type"] = "warning"
    elif isinstance(spec.check, Limits):
        low, high = spec.check.minimum, spec.check.maximum
        shown = (f"{low:.0%}", f"{high:.0%}") if spec.number_format.endswith("%") else (low, f"{high:,}")
        message = DATE_RULE(lang) if spec.check.type == "date" else NUMBER_RULE(lang, low=shown[0], high=shown[1])
        options = {
            "validate": spec.check.type,
            "criteria": "between",
            "minimum": low if spec.check.type == "date" else float(low),
            "maximum": high if spec.check.type == "date" else float(high),
            "error_message": message,
        }
    elif isinstance(column.kind, CodeKind) and column.kind.dotted:
        area = f"${letter}${first}:${letter}${last}"
        options = {
            "validate": "custom",
            "value": f"=SUMPRODUCT(--({area}=${letter}{first}))=1",
            "error_message": DUPLICATE(lang),
        }
    if column.help:
        options.setdefault("validate", "any")
        options["input_title"] = column.header(lang)[:32]
        options["input_message"] = column.help(lang)
    if "error_message" in options:
        options["error_title"] = column.header(lang)[:32]
    return options or None
