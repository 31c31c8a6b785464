"""What passes from one department to another: by when it is needed, when it comes, and how it stands.

The receiver's date counts, else the start of the task that waits for it. It comes when both are over: what the provider
promised, and the finish of the task that makes it. A handover of a cancelled task is none.
"""

from __future__ import annotations

from xlplan.core.text import Text
from xlplan.twins import task_link
from xlplan.twins.engine import Block, Fetch, Scalar, Step, Twin, World, count_of, is_number
from xlplan.twins.task_link import of_task, of_tasks

LABELS = {
    "handed_over": Text("已交接", "Handed over"),
    "overdue": Text("逾期", "Overdue"),
    "disputed": Text("有分歧", "Disputed"),
    "at_risk": Text("有风险", "At risk"),
    "unconfirmed": Text("待确认", "Unconfirmed"),
    "agreed": Text("已确认", "Confirmed"),
    "cancelled": Text("已取消", "Cancelled"),
}
CONFIRMED = {
    "pending": Text("待确认", "Pending"),
    "agreed": Text("已确认", "Confirmed"),
    "declined": Text("不同意", "Not agreed"),
}
"""What a provider says to a handover or a request."""
TROUBLED = ("overdue", "disputed", "at_risk")
TABLE = "interfaces"
INPUTS = (
    Fetch("from_task"),
    Fetch("to_task"),
    Fetch("confirmed"),
    Fetch("needed_by", date=True),
    Fetch("promised_on", date=True),
    Fetch("received_on", date=True),
)
OF_TASKS = (
    ("from_dept", "dept", "from_task"),
    ("to_dept", "dept", "to_task"),
    ("from_active", "active", "from_task"),
    ("to_active", "active", "to_task"),
    ("handover", "finish", "from_task"),
    ("need_plan", "start", "to_task"),
)
"""Steps, and what they take of which task."""


def _state(index: int) -> str:
    words = {key: text.both[index] for key, text in LABELS.items()}
    said = {key: text.both[index] for key, text in CONFIRMED.items()}
    return (
        f'IF([begun]=0,"",IF(ISNUMBER([received_on]),"{words["handed_over"]}",IF([alive]=0,"{words["cancelled"]}",'
        f'IF(IF(COUNT([need],[@status_date])=2,[@status_date]>[need],FALSE),"{words["overdue"]}",'
        f'IF([confirmed]="{said["declined"]}","{words["disputed"]}",'
        f'IF(IF(COUNT([need],[due])=2,[due]>[need],FALSE),"{words["at_risk"]}",'
        f'IF([confirmed]="{said["agreed"]}","{words["agreed"]}","{words["unconfirmed"]}")))))))'
    )


def _troubled(index: int) -> str:
    return "IF(OR(" + ",".join(f'[state]="{LABELS[k].both[index]}"' for k in TROUBLED) + "),1,0)"


def _unconfirmed(index: int) -> str:
    return f'IF(AND([open]=1,[confirmed]<>"{CONFIRMED["agreed"].both[index]}"),1,0)'


STEPS = (
    *(Step(k, of_task(source, c), "yyyy-mm-dd" if source in ("start", "finish") else "General") for k, source, c in OF_TASKS),
    Step("begun", 'IF(AND([from_task]="",[to_task]=""),0,1)'),
    Step("alive", "IF([begun]=0,0,IF(OR([from_active]=0,[to_active]=0),0,1))"),
    Step("need", "IF(ISNUMBER([needed_by]),[needed_by],[need_plan])", "yyyy-mm-dd"),
    Step(
        "due",
        'IF(COUNT([promised_on],[handover])=0,"",IF(COUNT([promised_on],[handover])=2,MAX([promised_on],[handover]),'
        "IF(ISNUMBER([promised_on]),[promised_on],[handover])))",
        "yyyy-mm-dd",
    ),
    # Working days to spare; negative: it comes too late.
    Step("margin", f'IF(COUNT([need],[due])<2,"",IFERROR({count_of("[need]")}-{count_of("[due]")},""))'),
    Step("state", Text(_state(0), _state(1))),
    Step("open", "IF(AND([alive]=1,NOT(ISNUMBER([received_on]))),1,0)"),
    Step("unconfirmed", Text(_unconfirmed(0), _unconfirmed(1))),
    Step("troubled", Text(_troubled(0), _troubled(1))),
)  # fmt: skip


def interfaces(world: World) -> dict[str, list[Scalar]]:
    """The values of the steps."""
    out = {key: of_tasks(world, TABLE, source, column) for key, source, column in OF_TASKS}
    more: dict[str, list[Scalar]] = {k: [] for k in (s.key for s in STEPS) if k not in out}
    get = world.columns[TABLE]
    for i in range(world.rows[TABLE]):
        row = {key: column[i] for key, column in (*get.items(), *out.items())}
        _row(world, row)
        for key, column in more.items():
            column.append(row[key])
    return out | more


def _row(world: World, row: dict[str, Scalar]) -> None:
    row["begun"] = int(row["from_task"] != "" or row["to_task"] != "")
    row["alive"] = int(bool(row["begun"]) and row["from_active"] != 0 and row["to_active"] != 0)
    row["need"] = row["needed_by"] if is_number(row["needed_by"]) else row["need_plan"]
    known = [int(v) for v in (row["promised_on"], row["handover"]) if is_number(v)]
    row["due"] = max(known) if known else ""
    row["margin"] = world.later(row["need"], row["due"])
    state = _state_of(world, row)
    row["state"] = LABELS[state](world.lang) if state else ""
    row["open"] = int(bool(row["alive"]) and not is_number(row["received_on"]))
    row["unconfirmed"] = int(bool(row["open"]) and not _said(world, row, "agreed"))
    row["troubled"] = int(state in TROUBLED)


def _said(world: World, row: dict[str, Scalar], key: str) -> bool:
    return str(row["confirmed"]).casefold() == CONFIRMED[key](world.lang).casefold()


def _state_of(world: World, row: dict[str, Scalar]) -> str:
    today, need, due = world.params["status_date"], row["need"], row["due"]
    if not row["begun"]:
        return ""
    if is_number(row["received_on"]):
        return "handed_over"
    if not row["alive"]:
        return "cancelled"
    if is_number(need) and is_number(today) and float(today) > float(need):
        return "overdue"
    if _said(world, row, "declined"):
        return "disputed"
    if is_number(need) and is_number(due) and float(due) > float(need):
        return "at_risk"
    return "agreed" if _said(world, row, "agreed") else "unconfirmed"


LINKS = ("from_task", "to_task")
TWIN = Twin(
    INPUTS,
    (
        *(
            Block(TABLE, task_link.steps(column), lambda world, column=column: task_link.linked(world, TABLE, column))  # type: ignore[misc]
            for column in LINKS
        ),
        Block(TABLE, STEPS, interfaces),
    ),
)
