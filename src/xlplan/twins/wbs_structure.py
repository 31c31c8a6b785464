"""Hierarchy from codes: level, parent, first child, next sibling. ``1.10`` and ``1.1`` are different codes."""

from __future__ import annotations

from xlplan.core.text import Text
from xlplan.twins.engine import Block, Fetch, Scalar, Step, World, is_number, literal

INPUTS = (
    Fetch("id"),
    Fetch("code"),
    Fetch("name"),
    Fetch("dept"),
    Fetch("owner"),
    Fetch("deliverable"),
    Fetch("acceptance"),
    Fetch("support"),
    Fetch("duration", number=True),
    Fetch("effort", number=True),
    Fetch("predecessors"),
    Fetch("manual_start", date=True),
    Fetch("manual_finish", date=True),
    Fetch("not_before", date=True),
    Fetch("deadline", date=True),
    Fetch("row_state"),
)

ACTIVE = Text("有效", "Active")

STEPS = (
    Step(
        "active",
        Text(*(f'IF([code]="",0,IF(OR([row_state]="",[row_state]="{w}"),1,0))' for w in ACTIVE.both)),
    ),
    Step("level", 'IF([code]="","",LEN([code])-LEN(SUBSTITUTE([code],".",""))+1)'),
    Step(
        "parent_code",
        'IF([code]="","",IF([level]=1,"",LEFT([code],FIND(CHAR(1),SUBSTITUTE([code],".",CHAR(1),[level]-1))-1)))',
    ),
    Step(
        "parent_row",
        f'IF([parent_code]="",0,IFERROR(MATCH({literal("[parent_code]")},[code:all],0)+[@header],0))',
    ),
    Step("first_child", 'IF([code]="",0,IFERROR(MATCH(ROW(),[parent_row:all],0)+[@header],0))'),
    Step("next_sibling", "IF([parent_row]=0,0,IFERROR(MATCH([parent_row],[parent_row:rest],0)+ROW(),0))"),
    Step("milestone", "IF(AND([active]=1,[first_child]=0,ISNUMBER([duration])),IF([duration]=0,1,0),0)"),
    Step("milestone_mark", 'IF([milestone]=1,"◆","")'),
)


def structure(world: World) -> dict[str, list[Scalar]]:
    """The values of the steps."""
    codes = [str(c) for c in world.column("wbs", "code")]
    states = world.column("wbs", "row_state")
    durations = world.column("wbs", "duration")
    numbers = world.row_numbers("wbs")
    first_by_code: dict[str, int] = {}
    for code, number in zip(codes, numbers, strict=True):
        if code:
            first_by_code.setdefault(code.casefold(), number)
    level: list[Scalar] = [code.count(".") + 1 if code else "" for code in codes]
    parent_code = [code.rpartition(".")[0] for code in codes]
    parent_row = [first_by_code.get(p.casefold(), 0) if p else 0 for p in parent_code]
    first_child: dict[int, int] = {}
    for parent, number in zip(parent_row, numbers, strict=True):
        if parent:
            first_child.setdefault(parent, number)
    next_sibling: list[Scalar] = [0] * len(codes)
    seen: dict[int, int] = {}
    for index in range(len(codes) - 1, -1, -1):
        if parent_row[index]:
            next_sibling[index] = seen.get(parent_row[index], 0)
            seen[parent_row[index]] = numbers[index]
    active = [int(bool(code) and state in ("", ACTIVE(world.lang))) for code, state in zip(codes, states, strict=True)]
    children = [first_child.get(n, 0) if code else 0 for n, code in zip(numbers, codes, strict=True)]
    milestone = [
        int(bool(a) and not c and is_number(d) and not d) for a, c, d in zip(active, children, durations, strict=True)
    ]
    return {
        "active": list(active),
        "level": level,
        "parent_code": list(parent_code),
        "parent_row": list(parent_row),
        "first_child": list(children),
        "next_sibling": next_sibling,
        "milestone": list(milestone),
        "milestone_mark": ["◆" if m else "" for m in milestone],
    }


BLOCK = Block("wbs", STEPS, structure)
