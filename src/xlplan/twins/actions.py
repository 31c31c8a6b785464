"""Which action items are open, which are overdue and by how much, and in which order they fall due."""

from __future__ import annotations

from xlplan.core.text import Text
from xlplan.twins.dashboard_words import both
from xlplan.twins.engine import Block, Fetch, Scalar, Step, Twin, World, count_of, is_number
from xlplan.twins.ranks import UNDATED, rank_formula, ranked

TABLE = "actions"
DONE = (Text("已完成", "Done"), Text("已取消", "Cancelled"))
TIMING = {
    "overdue": Text("已逾期", "Overdue"),
    "soon": Text("即将到期", "Due soon"),
    "ahead": Text("未到期", "Ahead"),
    "closed": Text("已关闭", "Closed"),
}
SOON = 7
"""Calendar days after the status date within which an item is due soon."""
INPUTS = (
    Fetch("number"),
    Fetch("topic"),
    Fetch("action"),
    Fetch("dept"),
    Fetch("owner"),
    Fetch("due", date=True),
    Fetch("state"),
)


def _is_open(n: int) -> str:
    done = ",".join(f'[state]="{text.both[n]}"' for text in DONE)
    return f"IF([begun]=0,0,IF(OR({done}),0,1))"


def _timing(n: int) -> str:
    words = {key: text.both[n] for key, text in TIMING.items()}
    return (
        f'IF([begun]=0,"",IF([open]=0,"{words["closed"]}",IF([overdue]=1,"{words["overdue"]}",'
        f'IF(COUNT([due],[@status_date])<2,"",IF([due]>[@status_date]+{SOON},"{words["ahead"]}","{words["soon"]}")))))'
    )


STEPS = (
    Step("begun", 'IF([topic]&[action]="",0,1)'),
    Step("open", both(_is_open)),
    Step("overdue", "IF([open]=0,0,IF(COUNT([due],[@status_date])<2,0,IF([due]<[@status_date],1,0)))"),
    Step(
        "overdue_days",
        f'IF([overdue]=0,"",IFERROR({count_of("[@status_date]")}-{count_of("[due]")},""))',
    ),
    Step("timing", both(_timing)),
    # What a list shows in one line.
    Step("told", 'SUBSTITUTE(IF([action]="",[topic],[action]),CHAR(10)," ")'),
    Step("due_key", f'IF([open]=0,"",IF(ISNUMBER([due]),[due],{UNDATED}))'),
    Step("due_rank", rank_formula("due_key")),
)


def actions(world: World) -> dict[str, list[Scalar]]:
    """The values of the steps."""
    get, today = world.columns[TABLE], world.params["status_date"]
    done = {text(world.lang) for text in DONE}
    out: dict[str, list[Scalar]] = {step.key: [] for step in STEPS}
    rows = zip(get["topic"], get["action"], get["due"], get["state"], strict=True)
    for topic, action, due, state in rows:
        begun = bool(topic or action)
        is_open = begun and state not in done
        late = is_open and is_number(due) and is_number(today) and float(due) < float(today)
        out["begun"].append(int(begun))
        out["open"].append(int(is_open))
        out["overdue"].append(int(late))
        out["overdue_days"].append(world.later(today, due) if late else "")
        out["timing"].append(TIMING[key](world.lang) if (key := _when(begun, is_open, late, due, today)) else "")
        out["told"].append(str(action or topic).replace("\n", " "))
        out["due_key"].append("" if not is_open else due if is_number(due) else UNDATED)
    out["due_rank"] = ranked(out["due_key"])
    return out


def _when(begun: bool, is_open: bool, late: bool, due: Scalar, today: Scalar) -> str:
    if not begun:
        return ""
    if not is_open:
        return "closed"
    if late:
        return "overdue"
    if not (is_number(due) and is_number(today)):
        return ""
    return "ahead" if float(due) > float(today) + SOON else "soon"


TWIN = Twin(INPUTS, (Block(TABLE, STEPS, actions),))
