"""What a self-check shows of its task, and how far it has come."""

from __future__ import annotations

from xlplan.core.text import Text
from xlplan.twins import task_link
from xlplan.twins.dashboard_words import both
from xlplan.twins.engine import Block, Fetch, Scalar, Step, Twin, World, is_number
from xlplan.twins.task_link import of_task, of_tasks

TABLE = "selfcheck"
RESULTS = {
    "conforms": Text("符合", "Conforms"),
    "fails": Text("不符合", "Does not conform"),
    "not_applicable": Text("不适用", "Not applicable"),
}
STATES = {
    "pending": Text("待自检", "To be checked"),
    "passed": Text("已通过", "Passed"),
    "failed": Text("需整改", "To be put right"),
    "overdue": Text("整改逾期", "Correction overdue"),
}
INPUTS = (Fetch("task"), Fetch("result"), Fetch("fix_due", date=True))
SHOWN = (
    ("owner", "owner"),
    ("dept", "dept"),
    ("deliverable", "deliverable"),
    ("standard", "acceptance"),
    ("percent", "percent"),
)
"""Steps, and what they take of the task."""


def _state(n: int) -> str:
    words = {key: text.both[n] for key, text in STATES.items()}
    results = {key: text.both[n] for key, text in RESULTS.items()}
    late = "IF(COUNT([fix_due],[@status_date])<2,FALSE,[fix_due]<[@status_date])"
    return (
        f'IF([failing]=1,IF({late},"{words["overdue"]}","{words["failed"]}"),'
        f'IF(OR([result]="{results["conforms"]}",[result]="{results["not_applicable"]}"),"{words["passed"]}",'
        f'IF([waiting]=1,"{words["pending"]}","")))'
    )


STEPS = (
    *(Step(key, of_task(source), "0%" if key == "percent" else "General") for key, source in SHOWN),
    Step("failing", both(lambda n: f'IF([result]="{RESULTS["fails"].both[n]}",1,0)')),
    Step("waiting", 'IF(AND([task]<>"",[result]=""),1,0)'),
    Step("state", both(_state)),
)


def selfchecks(world: World) -> dict[str, list[Scalar]]:
    """The values of the steps."""
    get, lang = world.columns[TABLE], world.lang
    out = {key: of_tasks(world, TABLE, source) for key, source in SHOWN}
    passed = {RESULTS["conforms"](lang), RESULTS["not_applicable"](lang)}
    out["failing"] = [int(r == RESULTS["fails"](lang)) for r in get["result"]]
    out["waiting"] = [int(bool(t) and not r) for t, r in zip(get["task"], get["result"], strict=True)]
    out["state"] = []
    today = world.params["status_date"]
    for result, due, failing, waits in zip(get["result"], get["fix_due"], out["failing"], out["waiting"], strict=True):
        key = "pending" if waits else ""
        if failing:
            late = is_number(due) and is_number(today) and float(due) < float(today)
            key = "overdue" if late else "failed"
        elif result in passed:
            key = "passed"
        out["state"].append(STATES[key](lang) if key else "")
    return out


TWIN = Twin(
    INPUTS,
    (Block(TABLE, task_link.STEPS, lambda world: task_link.linked(world, TABLE)), Block(TABLE, STEPS, selfchecks)),
)
