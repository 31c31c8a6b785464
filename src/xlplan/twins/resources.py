"""How urgent a request is, what was granted, and what is wrong with it.

Urgency follows the float of the task it is for: none left is critical, up to a working week is urgent.
"""

from __future__ import annotations

from xlplan.core.text import Text
from xlplan.twins import task_link
from xlplan.twins.engine import Block, Fetch, Scalar, Step, Twin, World, is_number
from xlplan.twins.interfaces import CONFIRMED
from xlplan.twins.task_link import of_task, of_tasks

PRIORITY = {
    "critical": Text("关键", "Critical"),
    "urgent": Text("紧要", "Urgent"),
    "normal": Text("一般", "Normal"),
}
STATES = {
    "pending": Text("待审批", "Pending"),
    "approved": Text("已批准", "Approved"),
    "partly": Text("部分批准", "Partly approved"),
    "returned": Text("退回修改", "Returned"),
    "rejected": Text("不批准", "Rejected"),
    "arrived": Text("已到位", "In place"),
}
ALERTS = {
    "undecided": Text("逾期未批", "Decision overdue"),
    "missing": Text("逾期未到位", "Not in place"),
    "declined": Text("提供方不同意", "Provider declined"),
    "late_promise": Text("承诺偏晚", "Promised too late"),
    "late_need": Text("晚于任务开始", "After task start"),
    "unconfirmed": Text("提供方未确认", "Not confirmed"),
    "fine": Text("✓", "✓"),
}
GRANTED = ("approved", "partly", "arrived")
WEEK = 5
"""Working days of float up to which a request is urgent."""
TABLE = "resources"
INPUTS = (
    Fetch("number"),
    Fetch("spec"),
    Fetch("task"),
    Fetch("from", date=True),
    Fetch("need_by", date=True),
    Fetch("provider"),
    Fetch("promised_on", date=True),
    Fetch("confirmed"),
    Fetch("cost", number=True),
    Fetch("approved_cost", number=True),
    Fetch("state"),
)
OF_TASK = (("task_start", "start", "yyyy-mm-dd"), ("slack", "open_float", "General"))


def _in_state(index: int, *keys: str) -> str:
    tests = ",".join(f'[state]="{STATES[k].both[index]}"' for k in keys)
    return f"OR({tests})" if len(keys) > 1 else tests


def _priority(index: int) -> str:
    critical, urgent, normal = (w.both[index] for w in PRIORITY.values())
    return (
        f'IF(OR([begun]=0,[task_row]=0),"",IF(NOT(ISNUMBER([slack])),"{normal}",'
        f'IF([slack]<=0,"{critical}",IF([slack]<={WEEK},"{urgent}","{normal}"))))'
    )


def _granted(index: int) -> str:
    return (
        f"IF({_in_state(index, *GRANTED)},IF(ISNUMBER([approved_cost]),[approved_cost],"
        f'IF(AND(ISNUMBER([cost]),{_in_state(index, "approved", "arrived")}),[cost],"")),"")'
    )


def _alert(index: int) -> str:
    words = {key: text.both[index] for key, text in ALERTS.items()}
    said = {key: text.both[index] for key, text in CONFIRMED.items()}
    approved = _in_state(index, "approved", "partly")
    passed = "IF(COUNT([need],[@status_date])=2,[@status_date]>[need],FALSE)"
    return (
        f'IF([begun]=0,"",IF({_in_state(index, "arrived", "rejected")},"{words["fine"]}",'
        f'IF(AND([waiting]=1,{passed}),"{words["undecided"]}",'
        f'IF(AND({approved},{passed}),"{words["missing"]}",'
        f'IF([confirmed]="{said["declined"]}","{words["declined"]}",'
        f'IF(IF(COUNT([need],[promised_on])=2,[promised_on]>[need],FALSE),"{words["late_promise"]}",'
        f'IF(IF(COUNT([need_by],[task_start])=2,[need_by]>[task_start],FALSE),"{words["late_need"]}",'
        f'IF(AND({approved},[provider]<>"",[confirmed]<>"{said["agreed"]}"),"{words["unconfirmed"]}",'
        f'"{words["fine"]}"))))))))'
    )


def _waiting(index: int) -> str:
    return f'IF(AND([begun]=1,OR([state]="",[state]="{STATES["pending"].both[index]}")),1,0)'


def _pressing(index: int) -> str:
    return f'IF(AND([waiting]=1,[priority]="{PRIORITY["critical"].both[index]}"),1,0)'


STEPS = (
    *(Step(key, of_task(source), look) for key, source, look in OF_TASK),
    Step("begun", 'IF(AND([spec]="",[number]=""),0,1)'),
    Step("priority", Text(_priority(0), _priority(1))),
    Step("need", "IF(ISNUMBER([need_by]),[need_by],IF(ISNUMBER([from]),[from],[task_start]))", "yyyy-mm-dd"),
    Step("waiting", Text(_waiting(0), _waiting(1))),
    Step("pressing", Text(_pressing(0), _pressing(1))),
    # What it may cost, in yuan; a part of what was asked for has a price of its own.
    Step("granted", Text(_granted(0), _granted(1))),
    Step("alert", Text(_alert(0), _alert(1))),
)


def resources(world: World) -> dict[str, list[Scalar]]:
    """The values of the steps."""
    get = world.columns[TABLE]
    out: dict[str, list[Scalar]] = {key: of_tasks(world, TABLE, source) for key, source, _ in OF_TASK}
    more: dict[str, list[Scalar]] = {s.key: [] for s in STEPS if s.key not in out}
    for i in range(world.rows[TABLE]):
        row = {key: column[i] for key, column in (*get.items(), *out.items())}
        _row(world, row)
        for key, column in more.items():
            column.append(row[key])
    return out | more


def _is(world: World, value: Scalar, *words: Text) -> bool:
    return str(value).casefold() in {w(world.lang).casefold() for w in words}


def _row(world: World, row: dict[str, Scalar]) -> None:
    lang = world.lang
    row["begun"] = int(row["spec"] != "" or row["number"] != "")
    slack = row["slack"]
    row["priority"] = ""
    if row["begun"] and row["task_row"]:
        tight = "critical" if is_number(slack) and float(slack) <= 0 else "urgent"
        row["priority"] = PRIORITY[tight if is_number(slack) and float(slack) <= WEEK else "normal"](lang)
    row["need"] = next((row[k] for k in ("need_by", "from") if is_number(row[k])), row["task_start"])
    row["waiting"] = int(bool(row["begun"]) and (row["state"] == "" or _is(world, row["state"], STATES["pending"])))
    row["pressing"] = int(bool(row["waiting"]) and row["priority"] == PRIORITY["critical"](lang))
    row["granted"] = ""
    if _is(world, row["state"], *(STATES[k] for k in GRANTED)):
        whole = not _is(world, row["state"], STATES["partly"])
        row["granted"] = row["approved_cost"] if is_number(row["approved_cost"]) else row["cost"] if whole else ""
    row["alert"] = ALERTS[_alert_of(world, row)](lang) if row["begun"] else ""


def _after(one: Scalar, other: Scalar) -> bool:
    return is_number(one) and is_number(other) and float(one) > float(other)


def _alert_of(world: World, row: dict[str, Scalar]) -> str:
    if _is(world, row["state"], STATES["arrived"], STATES["rejected"]):
        return "fine"
    approved = _is(world, row["state"], STATES["approved"], STATES["partly"])
    passed = _after(world.params["status_date"], row["need"])
    if row["waiting"] and passed:
        return "undecided"
    if approved and passed:
        return "missing"
    if _is(world, row["confirmed"], CONFIRMED["declined"]):
        return "declined"
    if _after(row["promised_on"], row["need"]):
        return "late_promise"
    if _after(row["need_by"], row["task_start"]):
        return "late_need"
    promised = row["provider"] == "" or _is(world, row["confirmed"], CONFIRMED["agreed"])
    return "unconfirmed" if approved and not promised else "fine"


TWIN = Twin(
    INPUTS,
    (
        Block(TABLE, task_link.steps(), lambda world: task_link.linked(world, TABLE)),
        Block(TABLE, STEPS, resources),
    ),
)
