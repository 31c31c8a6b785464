"""What the Gantt chart draws of each task: helper values beside the grid, in the row of the task."""

from __future__ import annotations

import math

from xlplan.twins.engine import Block, Scalar, Step, World, is_number

STEPS = (
    Step("label", 'IF([code]="","",REPT("   ",[level]-1)&[name])'),
    # The last day that counts as done: the done share of the bar's calendar days.
    Step(
        "done_until",
        'IF(OR(NOT(ISNUMBER([start])),NOT(ISNUMBER([finish])),N([percent])=0),"",'
        "IF([percent]>=1,[finish],[start]+INT([percent]*([finish]-[start]+1)+0.0000001)-1))",
        "yyyy-mm-dd",
    ),
    # 1 milestone, 2 late leaf, 3 summary, 4 other leaf, 0 nothing to draw.
    Step(
        "bar",
        "IF(OR(NOT(ISNUMBER([start])),NOT(ISNUMBER([finish]))),0,"
        "IF([milestone]=1,1,IF([first_child]>0,3,IF([late]=1,2,4))))",
    ),
    # Milestones counted from the top, for lists of them elsewhere.
    Step("milestone_no", "IF([milestone]=1,SUM([milestone:upto]),0)"),
    # For viewers that know no conditional formatting.
    Step("text_bar", 'IF([bar]=0,"",REPT("█",INT([percent]*10+0.5))&REPT("░",10-INT([percent]*10+0.5)))'),
)


def gantt(world: World) -> dict[str, list[Scalar]]:
    """The values of the steps."""
    get = world.columns["wbs"]
    out: dict[str, list[Scalar]] = {step.key: [] for step in STEPS}
    marks = 0
    for i, code in enumerate(get["code"]):
        start, finish = get["start"][i], get["finish"][i]
        percent = float(get["percent"][i]) if is_number(get["percent"][i]) else 0.0
        out["label"].append("   " * (int(get["level"][i]) - 1) + str(get["name"][i]) if code else "")
        drawn = is_number(start) and is_number(finish)
        done: Scalar = ""
        if drawn and percent:
            done = int(finish)
            if percent < 1:
                done = int(start) + math.floor(percent * (int(finish) - int(start) + 1) + 1e-7) - 1
        out["done_until"].append(done)
        kind = 0
        if drawn:
            kind = 1 if get["milestone"][i] else 3 if get["first_child"][i] else 2 if get["late"][i] else 4
        out["bar"].append(kind)
        marks += int(get["milestone"][i])
        out["milestone_no"].append(marks if get["milestone"][i] else 0)
        full = math.floor(percent * 10 + 0.5)
        out["text_bar"].append("█" * full + "░" * (10 - full) if kind else "")
    return out


BLOCK = Block("wbs", STEPS, gantt)
