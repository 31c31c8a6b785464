"""What the conditional formats of the Gantt chart draw, and its legend.

Excel joins all formats that fit a cell; some programs apply only the first one. So every rule stops those after it, and
a state that may carry the baseline's line, the status date's line or both has a rule for each combination: whoever
evaluates them comes to the same picture. The very first rule takes the cells in which nothing is drawn, most of all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from xlplan.core.text import Text
from xlplan.excel import look
from xlplan.excel.book import Sheet
from xlplan.excel.look import GREY_TEXT, TINT, body
from xlplan.twins.gantt_rows import CRITICAL, CRITICAL_MARK, LATE, LATE_MILESTONE, MILESTONE, PLANNED, SUMMARY

HAIRLINE: dict[str, Any] = {"bottom": 1, "bottom_color": look.HAIRLINE}
STATUS_LINE = {"left": 1, "right": 1, "left_color": look.TODAY, "right_color": look.TODAY}
BASELINE_LINE = {"bottom": 1, "bottom_color": look.BASELINE}

FILLS = (
    (look.DONE, Text("已完成", "Done")),
    (look.PLANNED, Text("计划", "Planned")),
    (look.CRITICAL, Text(f"关键 {CRITICAL_MARK}", f"Critical {CRITICAL_MARK}")),
    (look.LATE, Text("滞后", "Late")),
    (look.FLOAT, Text("总时差", "Float")),
    (look.SUMMARY, Text("汇总", "Summary")),
    (look.NON_WORKING, Text("非工作日", "Non-working")),
)
BASELINE_WORD = Text("基线", "Baseline")
STATUS_WORD = Text("状态日期", "Status date")
MILESTONE_WORD = Text("里程碑", "Milestone")
OLD_MILESTONE = Text("基线里程碑", "Baseline milestone")


@dataclass(frozen=True)
class Rule:
    """A conditional format: where it holds and what it draws."""

    name: str
    formula: str
    style: Mapping[str, Any]


@dataclass(frozen=True)
class Cells:
    """References of the upper left cell of the grid: its period, the status date, and the columns of its row."""

    start: str
    end: str
    working: str
    status: str
    row: Mapping[str, str]


def _states(at: Cells) -> list[tuple[str, str, dict[str, Any], bool]]:
    """States in the order of their precedence: name, condition, style, and whether a baseline may run through."""
    cell, start, end = at.row, at.start, at.end
    kind, done = cell["kind"], f"N({cell['done_until']})"
    inside = f"{end}>={cell['start']},{start}<={cell['finish']}"
    so_far = f"{end}>={cell['start']},{start}<={done}"
    here = f"{cell['finish']}>={start},{cell['finish']}<={end}"
    base = f"{cell['base_from']}>={start},{cell['base_from']}<={end}"

    def mark(sign: str, colour: str) -> dict[str, Any]:
        return {"num_format": f'"{sign}"', "font_color": colour, "bold": True}

    return [
        ("milestone", f"{kind}={MILESTONE},{here}", mark("◆", look.MILESTONE), False),
        ("late milestone", f"{kind}={LATE_MILESTONE},{here}", mark("◆", look.LATE), False),
        (
            "baseline milestone",
            f"OR({kind}={MILESTONE},{kind}={LATE_MILESTONE}),{base}",
            mark("◇", look.BASELINE),
            False,
        ),
        (
            "float",
            f"{cell['float_until']}>0,{start}>{cell['finish']},{start}<={cell['float_until']}",
            _fill(look.FLOAT),
            True,
        ),
        ("done summary", f"{kind}={SUMMARY},{so_far}", _fill(look.SUMMARY), True),
        ("done", f"{kind}>={LATE},{kind}<={CRITICAL},{so_far}", _fill(look.DONE), True),
        ("late", f"{kind}={LATE},{inside}", _fill(look.LATE), True),
        ("critical", f"{kind}={CRITICAL},{inside}", _fill(look.CRITICAL), True),
        ("summary", f"{kind}={SUMMARY},{inside}", _fill(look.SUMMARY_REST), True),
        ("planned", f"{kind}={PLANNED},{inside}", _fill(look.PLANNED), True),
        ("non-working", f"{at.working}=0", _fill(look.NON_WORKING), True),
        ("nothing", "", {}, True),
    ]


def _fill(colour: str) -> dict[str, Any]:
    return {"bg_color": colour}


def grid_rules(at: Cells) -> list[Rule]:
    """The rules of the grid in their order; the first one that holds draws the cell."""
    status = f"{at.status}>={at.start},{at.status}<={at.end}"
    baseline = f"{at.row['base_until']}>={at.start},{at.row['base_from']}<={at.end}"
    empty = (
        f"AND({at.working}=1,OR({at.status}<{at.start},{at.status}>{at.end}),"
        f"OR({at.end}<{at.row['drawn_from']},{at.start}>{at.row['drawn_until']}))"
    )
    rules = [Rule("nothing", empty, HAIRLINE)]
    for name, condition, style, through in _states(at):
        for lines, more, border in (
            ("baseline + status", f"{status},{baseline}", {**STATUS_LINE, **BASELINE_LINE}),
            ("status", status, {**STATUS_LINE, **HAIRLINE}),
            ("baseline", baseline, BASELINE_LINE),
            ("", "", {}),
        ):
            if ("baseline" in lines and not through) or not (condition or more):
                continue
            parts = ",".join(filter(None, (more, condition)))
            rules.append(Rule(" + ".join(filter(None, (name, lines))), f"AND({parts})", {**style, **border}))
    return rules


def left_rules(at: Cells) -> list[Rule]:
    """The rules of the columns beside the grid."""
    kind = at.row["kind"]
    return [
        Rule("filtered out", f"{at.row['shown']}=0", {"font_color": look.FADED}),
        Rule("summary", f"{kind}={SUMMARY}", {"bold": True, "bg_color": TINT}),
        Rule("late", f"OR({kind}={LATE},{kind}={LATE_MILESTONE})", {"font_color": look.LATE}),
    ]


def write_legend(sheet: Sheet, row: int, col: int) -> None:
    """What colours and signs mean, in two rows beside the title."""
    lang = sheet.book.lang
    words = body(font_color=GREY_TEXT, font_size=9)
    step = 4 if lang == "zh" else 5
    for n, (colour, text) in enumerate(FILLS):
        sheet.blank(row, col + n * step, body(bg_color=colour))
        sheet.text(row, col + n * step + 1, text(lang), words)
    signs: tuple[tuple[str, dict[str, Any], Text, int], ...] = (
        ("◆", {"font_color": look.MILESTONE, "bold": True, "align": "center"}, MILESTONE_WORD, step),
        ("◇", {"font_color": look.BASELINE, "bold": True, "align": "center"}, OLD_MILESTONE, 2 * step),
        ("", BASELINE_LINE, BASELINE_WORD, step),
        ("", STATUS_LINE, STATUS_WORD, step),
    )
    for sign, style, text, width in signs:
        sheet.text(row + 1, col, sign, body(**style))
        sheet.text(row + 1, col + 1, text(lang), words)
        col += width
