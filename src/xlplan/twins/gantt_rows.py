"""What the Gantt chart draws of each task: helper values beside the grid, in the row of the task.

The steps of the calculation sheet know nothing of the chart's controls. What depends on these stands on the chart's own
sheet: its formulas name cells of the calculation sheet in brackets and cells of the chart's row in ``<…>``.
"""

from __future__ import annotations

import math

from xlplan.core.text import Lang, Text
from xlplan.twins.engine import Block, Scalar, Step, World, is_number

NOTHING, MILESTONE, LATE, SUMMARY, PLANNED, CRITICAL, LATE_MILESTONE = range(7)
"""Kinds of bars."""
LATE_WORD, CRITICAL_MARK = Text("滞后", "Late"), "●"
ALL = Text("全部", "All")
STATES = (ALL, Text("未完成", "Open"), Text("关键", "Critical"), Text("滞后", "Late"))
"""What the chart can be cut down to."""

STEPS = (
    Step("label", 'IF([code]="","",REPT("   ",[level]-1)&[name])'),
    # The last day that counts as done: the done share of the bar's calendar days.
    Step(
        "done_until",
        'IF(OR(NOT(ISNUMBER([start])),NOT(ISNUMBER([finish])),N([percent])=0),"",'
        "IF([percent]>=1,[finish],[start]+INT([percent]*([finish]-[start]+1)+0.0000001)-1))",
        "yyyy-mm-dd",
    ),
    Step(
        "bar",
        f"IF(OR(NOT(ISNUMBER([start])),NOT(ISNUMBER([finish]))),{NOTHING},"
        f"IF([milestone]=1,IF([late]=1,{LATE_MILESTONE},{MILESTONE}),IF([first_child]>0,{SUMMARY},"
        f"IF([late]=1,{LATE},IF([critical]=1,{CRITICAL},{PLANNED})))))",
    ),
    # For viewers that know no conditional formatting: what is done, and the state in words.
    Step(
        "text_bar",
        'IF([bar]=0,"",IF([milestone]=1,"◆",REPT("█",INT([percent]*10+0.5))&REPT("░",10-INT([percent]*10+0.5))))',
    ),
    Step(
        "flag",
        Text(
            *(
                f'IF([bar]=0,"",TRIM(IF([late]=1,"{w}","")&IF([critical]=1," {CRITICAL_MARK}","")))'
                for w in LATE_WORD.both
            )
        ),
    ),
)


def gantt(world: World) -> dict[str, list[Scalar]]:
    """The values of the steps."""
    get = world.columns["wbs"]
    out: dict[str, list[Scalar]] = {step.key: [] for step in STEPS}
    for i, code in enumerate(get["code"]):
        start, finish = get["start"][i], get["finish"][i]
        percent = float(get["percent"][i]) if is_number(get["percent"][i]) else 0.0
        late, critical, milestone = get["late"][i], get["critical"][i], get["milestone"][i]
        out["label"].append("   " * (int(get["level"][i]) - 1) + str(get["name"][i]) if code else "")
        drawn = is_number(start) and is_number(finish)
        done: Scalar = ""
        if drawn and percent:
            done = int(finish)
            if percent < 1:
                done = int(start) + math.floor(percent * (int(finish) - int(start) + 1) + 1e-7) - 1
        out["done_until"].append(done)
        kind = NOTHING
        if drawn and milestone:
            kind = LATE_MILESTONE if late else MILESTONE
        elif drawn:
            kind = SUMMARY if get["first_child"][i] else LATE if late else CRITICAL if critical else PLANNED
        out["bar"].append(kind)
        full = math.floor(percent * 10 + 0.5)
        out["text_bar"].append(("◆" if milestone else "█" * full + "░" * (10 - full)) if kind else "")
        words = (LATE_WORD(world.lang) if late else "", CRITICAL_MARK if critical else "")
        out["flag"].append(" ".join(filter(None, words)) if kind else "")
    return out


BLOCK = Block("wbs", STEPS, gantt)

_MILESTONES = f"OR([wbs.bar]={MILESTONE},[wbs.bar]={LATE_MILESTONE})"
_BASELINE_END = "N([wbs.baseline_finish])"

DRAWN = (
    # 1 where the filters let the row through, and for summaries of such rows; a linked list over children and siblings.
    Step(
        "shown",
        'IF(<all>=1,1,IF(AND(OR(<department>="",<dept>=<department>),OR(<state>=1,'
        "AND(<state>=2,ISNUMBER(<percent>),<percent><1),AND(<state>=3,[wbs.critical]=1),"
        "AND(<state>=4,[wbs.late]=1))),1,"
        "IF([wbs.first_child]>0,OFFSET(<anchor>,[wbs.first_child]-[@header],<chain_column>),0)))",
    ),
    Step(
        "shown_chain",
        "IF(<all>=1,1,IF([wbs.next_sibling]=0,<shown>,"
        "MAX(<shown>,OFFSET(<anchor>,[wbs.next_sibling]-[@header],<chain_column>))))",
    ),
    Step("kind", "IF(<shown>=1,[wbs.bar],0)"),
    # 0 stands for no date: a text is greater than any number.
    Step(
        "float_until",
        f"IF(OR(<kind>=0,<kind>={SUMMARY},N([wbs.total_float])<=0),0,N([wbs.late_finish]))",
        "yyyy-mm-dd",
    ),
    # Of a milestone only its day, in the first of the two.
    Step(
        "base_from",
        f"IF(<shown>=0,0,IF({_MILESTONES},{_BASELINE_END},N([wbs.baseline_start])))",
        "yyyy-mm-dd",
    ),
    Step("base_until", f"IF(OR(<base_from>=0,{_MILESTONES}),0,{_BASELINE_END})", "yyyy-mm-dd"),
    Step(
        "drawn_from",
        "IF(<kind>=0,<base_from>,IF(<base_from>=0,<start>,MIN(<start>,<base_from>)))",
        "yyyy-mm-dd",
    ),
    Step("drawn_until", "MAX(IF(<kind>=0,0,<finish>),<float_until>,<base_from>,<base_until>)", "yyyy-mm-dd"),
)
"""Columns of the chart's own sheet."""


def department_formula(control: str, lang: Lang) -> str:
    """The department that is asked for; an empty text for all."""
    return f'IF(OR({control}="",{control}="{ALL(lang)}"),"",TRIM({control}))'


def state_formula(control: str, lang: Lang) -> str:
    """The state that is asked for, counted from 1 for all."""
    formula = "1"
    for n, word in reversed(list(enumerate(STATES, 1))[1:]):
        formula = f'IF({control}="{word(lang)}",{n},{formula})'
    return formula


def all_formula(department: str, state: str) -> str:
    """1 where nothing is filtered out."""
    return f'IF(AND({department}="",{state}=1),1,0)'


def drawn(world: World) -> dict[str, list[Scalar]]:
    """The values of the columns of the chart's own sheet, nothing filtered out."""
    get = world.columns["wbs"]
    out: dict[str, list[Scalar]] = {step.key: [] for step in DRAWN}

    def day(key: str, i: int) -> int:
        value = get[key][i]
        return int(value) if is_number(value) else 0

    for i, bar in enumerate(get["bar"]):
        mark = bar in (MILESTONE, LATE_MILESTONE)
        slack = bar not in (NOTHING, SUMMARY) and day("total_float", i) > 0
        float_until = day("late_finish", i) if slack else 0
        base_from = day("baseline_finish" if mark else "baseline_start", i)
        base_until = day("baseline_finish", i) if base_from and not mark else 0
        start, finish = (day("start", i), day("finish", i)) if bar else (0, 0)
        row: dict[str, Scalar] = {
            "shown": 1,
            "shown_chain": 1,
            "kind": bar,
            "float_until": float_until,
            "base_from": base_from,
            "base_until": base_until,
            "drawn_from": min(start, base_from) if bar and base_from else start or base_from,
            "drawn_until": max(finish, float_until, base_from, base_until),
        }
        for key, value in row.items():
            out[key].append(value)
    return out
