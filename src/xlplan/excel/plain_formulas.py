"""A worksheet of xlsxwriter that takes formulas as they are."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet


class PlainFormulas(Worksheet):  # type: ignore[misc]  # xlsxwriter has no types
    """Formulas are written unchanged.

    xlsxwriter looks through every formula for functions newer than 2010 to prefix them; ours use none, and looking
    took more than half of the time of writing a master.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")
