"""What a line of the budget comes to, what of it is used, and what is wrong with it.

A line that comes from a request takes the amount that was granted. Only accepted lines count in the budget; what was
committed or spent counts in any case, since the money is gone.
"""

from __future__ import annotations

from xlplan.core.text import Text
from xlplan.twins import task_link
from xlplan.twins.engine import Block, Fetch, Scalar, Step, Twin, World, is_number
from xlplan.twins.money import amount_of, product, times, yuan
from xlplan.twins.task_link import of_row, of_rows

STATES = {
    "proposed": Text("待审核", "Proposed"),
    "accepted": Text("已列入", "Accepted"),
    "rejected": Text("不列入", "Not accepted"),
}
CHECKS = {
    "unknown_request": Text("查无此申请", "No such request"),
    "not_granted": Text("申请未批准", "Request not granted"),
    "incomplete": Text("缺单价或数量", "Price or quantity missing"),
    "unplanned": Text("未列入已有支出", "Spent, not accepted"),
    "overspent": Text("超支", "Overspent"),
    "waiting": Text("待审核，未计入", "Not counted yet"),
    "left_out": Text("不列入", "Left out"),
    "fine": Text("✓", "✓"),
}
TABLE = "budget"
INPUTS = (
    Fetch("item"),
    Fetch("subject"),
    Fetch("dept"),
    Fetch("phase"),
    Fetch("request"),
    Fetch("unit_price", number=True),
    Fetch("quantity", number=True),
    Fetch("committed", number=True),
    Fetch("actual", number=True),
    Fetch("state"),
)


def _check(index: int) -> str:
    words = {key: text.both[index] for key, text in CHECKS.items()}
    return (
        f'IF([begun]=0,"",IF(AND([request]<>"",[request_row]=0),"{words["unknown_request"]}",'
        f'IF(AND([request_row]>0,NOT(ISNUMBER([granted]))),"{words["not_granted"]}",'
        f'IF(NOT(ISNUMBER([subtotal])),"{words["incomplete"]}",'
        f'IF(AND([accepted]=0,[bound]+[paid]>0),"{words["unplanned"]}",'
        f'IF(N([balance])<0,"{words["overspent"]}",IF([accepted]=1,"{words["fine"]}",'
        f'IF([state]="{STATES["rejected"].both[index]}","{words["left_out"]}","{words["waiting"]}"))))))))'
    )


def _accepted(index: int) -> str:
    return f'IF([state]="{STATES["accepted"].both[index]}",1,0)'


def _pending(index: int) -> str:
    return f'IF(AND(ISNUMBER([subtotal]),[accepted]=0,[state]<>"{STATES["rejected"].both[index]}"),[subtotal],0)'


STEPS = (
    Step("begun", 'IF(AND([item]="",[subject]="",[request]="",NOT(ISNUMBER([unit_price]))),0,1)'),
    Step("granted", of_row("granted", "request", "resources")),
    Step(
        "subtotal",
        'IF(ISNUMBER([granted]),ROUND([granted],2),IF(COUNT([unit_price],[quantity])<2,"",'
        f'{product("[unit_price]", "[quantity]")}))',
        "#,##0.00",
    ),
    Step("accepted", Text(_accepted(0), _accepted(1))),
    Step("counted", "IF(AND([accepted]=1,ISNUMBER([subtotal])),[subtotal],0)", "#,##0.00"),
    Step("pending", Text(_pending(0), _pending(1)), "#,##0.00"),
    Step("bound", "IF(ISNUMBER([committed]),[committed],0)", "#,##0.00"),
    Step("paid", "IF(ISNUMBER([actual]),[actual],0)", "#,##0.00"),
    Step("balance", 'IF(ISNUMBER([subtotal]),ROUND([subtotal]-[bound]-[paid],2),"")', "#,##0.00"),
    Step("usage", 'IF(N([subtotal])>0,([bound]+[paid])/[subtotal],"")', "0%"),
    Step("check", Text(_check(0), _check(1))),
)  # fmt: skip


def budget(world: World) -> dict[str, list[Scalar]]:
    """The values of the steps."""
    get = world.columns[TABLE]
    granted = of_rows(world, TABLE, "granted", "request", "resources")
    out: dict[str, list[Scalar]] = {step.key: [] for step in STEPS}
    for i in range(world.rows[TABLE]):
        row = {key: column[i] for key, column in get.items()} | {"granted": granted[i]}
        _row(world, row)
        for key, column in out.items():
            column.append(row[key])
    return out


def _is(world: World, row: dict[str, Scalar], state: str) -> bool:
    return str(row["state"]).casefold() == STATES[state](world.lang).casefold()


def _row(world: World, row: dict[str, Scalar]) -> None:
    said = any(row[k] != "" for k in ("item", "subject", "request"))
    row["begun"] = int(said or is_number(row["unit_price"]))
    row["subtotal"] = ""
    if is_number(row["granted"]):
        row["subtotal"] = yuan(float(row["granted"]))
    elif is_number(row["unit_price"]) and is_number(row["quantity"]):
        row["subtotal"] = times(float(row["unit_price"]), float(row["quantity"]))
    whole = row["subtotal"]
    row["accepted"] = int(_is(world, row, "accepted"))
    row["counted"] = whole if row["accepted"] and is_number(whole) else 0
    row["pending"] = whole if is_number(whole) and not row["accepted"] and not _is(world, row, "rejected") else 0
    bound, paid = amount_of(row["committed"]), amount_of(row["actual"])
    row["bound"], row["paid"] = bound, paid
    row["balance"] = yuan(float(whole) - bound - paid) if is_number(whole) else ""
    used = bound + paid
    row["usage"] = used / float(whole) if is_number(whole) and float(whole) > 0 else ""
    row["check"] = CHECKS[_check_of(world, row)](world.lang) if row["begun"] else ""


def _check_of(world: World, row: dict[str, Scalar]) -> str:
    if row["request"] != "" and not row["request_row"]:
        return "unknown_request"
    if row["request_row"] and not is_number(row["granted"]):
        return "not_granted"
    if not is_number(row["subtotal"]):
        return "incomplete"
    if not row["accepted"] and amount_of(row["bound"]) + amount_of(row["paid"]) > 0:
        return "unplanned"
    if amount_of(row["balance"]) < 0:
        return "overspent"
    if row["accepted"]:
        return "fine"
    return "left_out" if _is(world, row, "rejected") else "waiting"


TWIN = Twin(
    INPUTS,
    (
        Block(
            TABLE,
            task_link.number_steps("request", "resources"),
            lambda world: task_link.linked_by_number(world, TABLE, "request", "resources"),
        ),
        Block(TABLE, STEPS, budget),
    ),
)
