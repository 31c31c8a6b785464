"""The hidden sheet behind the dashboard: its figures, the points of the S-curve, and the chart over them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from xlplan.calculate.compute import Computed
from xlplan.calculate.earned import earned_rounds
from xlplan.core.text import Text
from xlplan.excel.book import CHART, Book, Sheet
from xlplan.excel.formula import Compiler
from xlplan.excel.look import DONE, PLANNED, RULE, TODAY, body
from xlplan.model.plan import Plan
from xlplan.twins.curve import (
    COUNT,
    DRAWN,
    EARNED,
    EMPTY_DAYS,
    FIRST,
    LAST,
    NOWHERE,
    STATUS,
    STEPS,
    Curve,
    curve,
    day_formula,
)
from xlplan.twins.curve import PLANNED as PLANNED_SHARE
from xlplan.twins.dashboard import FIGURES, in_language
from xlplan.twins.engine import is_number

CURVE = "xl_curve"
PLAIN = body()
DATE = body(num_format="yyyy-mm-dd")
SHARE = body(num_format="0.0%")
ENDS = (("first", FIRST), ("drawn", DRAWN), ("last", LAST))
DAY, GONE, SHARES, EARNED_DAY, EARNED_SHARE, STATUS_DAY, STATUS_SHARE = 3, 4, 5, 7, 8, 10, 11
PLAN_LINE = Text("计划", "Planned")
EARNED_LINE = Text("实际", "Earned")
STATUS_LINE = Text("状态日期", "Status date")
TICKS = 6


def with_figures(compiler: Compiler) -> Compiler:
    """A compiler that knows the figures of the dashboard as parameters, too."""
    keys = [f.key for f in FIGURES] + [key for key, _ in ENDS]
    cells = {key: f"'{CURVE}'!$B${n}" for n, key in enumerate(keys, 2)}
    return replace(compiler, params={**compiler.params, **cells})


def write_curve(book: Book, plan: Plan, computed: Computed, compiler: Compiler) -> None:
    """Write the hidden sheet."""
    sheet, world, names = book.sheet(CURVE), computed.world, with_figures(compiler)
    points = curve(world, earned_rounds(plan, computed))
    titles = ("figure", "value", "", "day", "count", "planned", "", "day", "earned", "", "day", "status")
    for col, title in enumerate(titles):
        sheet.text(0, col, title, PLAIN)
    for row, figure in enumerate(FIGURES, 1):
        sheet.text(row, 0, figure.key, PLAIN)
        formula = names.compile(in_language(figure.formula, book.lang))
        sheet.formula(row, 1, formula, DATE if figure.date else PLAIN, figure.value(world))
    values = (points.first, points.drawn, points.last)
    for row, ((key, pattern), value) in enumerate(zip(ENDS, values, strict=True), 1 + len(FIGURES)):
        sheet.text(row, 0, key, PLAIN)
        sheet.formula(row, 1, names.compile(pattern), PLAIN if key == "drawn" else DATE, value)
    for n in range(STEPS + 1):
        row = n + 1
        sheet.formula(row, DAY, names.compile(day_formula(n)), DATE, points.days[n])
        sheet.formula(row, GONE, names.compile(COUNT.replace("[@this]", f"D{row + 1}")), PLAIN, points.counts[n])
        share = names.compile(PLANNED_SHARE.replace("[@this]", f"E{row + 1}"))
        sheet.formula(row, SHARES, share, SHARE, points.planned[n])
    _earned(sheet, points, names, earned_rounds(plan, computed))
    sheet.ws.set_column(0, STATUS_SHARE, 12)


def _earned(sheet: Sheet, points: Curve, names: Compiler, rounds: list[tuple[int, float]]) -> None:
    first, drawn = names.params["first"], names.params["drawn"]
    patterns = [(first, f"IF({drawn}=1,0,{NOWHERE})")]
    patterns += [(f"IF({drawn}=1,{day},{first})", f"IF({drawn}=1,{share!r},{NOWHERE})") for day, share in rounds]
    before = len(patterns) + 1
    live = (
        names.compile(STATUS.replace("[@this]", f"H{before}")),
        names.compile(EARNED.replace("[@this]", f"I{before}")),
    )
    for row, (pattern, point) in enumerate(zip([*patterns, live], points.earned, strict=True), 1):
        sheet.formula(row, EARNED_DAY, pattern[0], DATE, point[0])
        sheet.formula(row, EARNED_SHARE, pattern[1], SHARE, point[1])
    day, known = points.earned[-1][0], names.params["known"]
    for row, (pattern_, share) in enumerate(
        (
            (f"IF({known}=1,0,{NOWHERE})", 0 if points.status else NOWHERE),
            (f"IF({known}=1,1,{NOWHERE})", 1 if points.status else NOWHERE),
        ),
        1,
    ):
        sheet.formula(row, STATUS_DAY, f"$H${before + 1}", DATE, day)
        sheet.formula(row, STATUS_SHARE, pattern_, SHARE, share)


def curve_chart(book: Book, plan: Plan, computed: Computed, size: tuple[int, int]) -> Any:
    """The chart: lines over days, a line for the status date."""
    points = curve(computed.world, earned_rounds(plan, computed))
    lang = book.lang
    chart: Any = book.workbook.add_chart({"type": "scatter", "subtype": "straight", "name": CHART})
    font = {"name": book.theme.font, "size": 9}

    def line(text: Text, col: int, share: int, count: int, look: dict[str, Any], marker: dict[str, Any]) -> None:
        chart.add_series(
            {
                "name": text(lang),
                "categories": [CURVE, 1, col, count, col],
                "values": [CURVE, 1, share, count, share],
                "line": look,
                "marker": marker,
            }
        )

    dot = {"type": "circle", "size": 5, "fill": {"color": DONE}, "border": {"color": DONE}}
    none = {"type": "none"}
    line(PLAN_LINE, DAY, SHARES, STEPS + 1, {"color": PLANNED, "width": 2.25}, none)
    line(EARNED_LINE, EARNED_DAY, EARNED_SHARE, len(points.earned), {"color": DONE, "width": 2.5}, dot)
    line(STATUS_LINE, STATUS_DAY, STATUS_SHARE, 2, {"color": TODAY, "width": 1.5, "dash_type": "dash"}, none)
    chart.set_title({"none": True})
    chart.set_legend({"position": "bottom", "font": font})
    grid = {"visible": True, "line": {"color": RULE, "width": 0.75}}
    axis: dict[str, Any] = {
        "num_format": "yyyy-mm-dd",
        "num_font": font,
        "major_gridlines": {"visible": False},
        "line": {"color": RULE},
    }
    if not points.drawn:  # the axis finds its own scale once there is a plan
        if not is_number(computed.world.params["project_start"]):
            # No date is known: those that an empty chart would show stay hidden.
            axis["num_format"] = f'[<{points.last + EMPTY_DAYS}]"";yyyy-mm-dd'
    else:
        weeks = -(-(points.last - points.first) // (TICKS * 7))
        axis |= {"min": points.first, "major_unit": 7 * max(1, weeks)}
    chart.set_x_axis(axis)
    chart.set_y_axis(
        {
            "min": 0,
            "max": 1,
            "major_unit": 0.2,
            "num_format": "0%",
            "num_font": font,
            "major_gridlines": grid,
            "line": {"none": True},
        }
    )
    chart.set_chartarea({"border": {"color": RULE}})
    chart.set_size({"width": size[0], "height": size[1]})
    return chart
