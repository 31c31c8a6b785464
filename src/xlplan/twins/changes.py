"""Which change requests wait for a decision and for how long, and what a line of one would change."""

from __future__ import annotations

from xlplan.core.text import Text
from xlplan.twins import task_link
from xlplan.twins.dashboard_words import both, filled, iso, iso_day
from xlplan.twins.engine import Block, Fetch, Scalar, Step, Twin, World, count_of, is_number
from xlplan.twins.money import yuan
from xlplan.twins.task_link import of_task, of_tasks

STATES = {
    "draft": Text("草稿", "Draft"),
    "to_assess": Text("待评估", "To be assessed"),
    "to_approve": Text("待审批", "To be approved"),
    "approved": Text("已批准", "Approved"),
    "conditional": Text("有条件批准", "Approved with conditions"),
    "returned": Text("退回修改", "Returned"),
    "rejected": Text("不批准", "Rejected"),
    "implemented": Text("已实施", "Implemented"),
}
REQUESTS, LINES = "changes", "change_lines"
REQUEST_INPUTS = (Fetch("title"), Fetch("state"), Fetch("date", date=True), Fetch("effect_budget", number=True))
APPROVED = ("approved", "conditional", "implemented")


def _waiting(n: int) -> str:
    asked = ",".join(f'[state]="{STATES[key].both[n]}"' for key in ("to_assess", "to_approve"))
    return f'IF([title]="",0,IF(OR([state]="",{asked}),1,0))'


def _budget_effect(n: int) -> str:
    approved = ",".join(f'[state]="{STATES[key].both[n]}"' for key in APPROVED)
    return f"IF(AND(ISNUMBER([effect_budget]),OR({approved})),ROUND([effect_budget],2),0)"


REQUEST_STEPS = (
    # A request of which nothing is said yet waits to be assessed.
    Step("waiting", both(_waiting)),
    Step("at_management", both(lambda n: f'IF(AND([waiting]=1,[state]="{STATES["to_approve"].both[n]}"),1,0)')),
    Step(
        "waiting_days",
        f'IF([waiting]=0,"",IF(COUNT([date],[@status_date])<2,"",'
        f'IFERROR(MAX(0,{count_of("[@status_date]")}-{count_of("[date]")}),"")))',
    ),
    # What it adds to the approved budget, in yuan.
    Step("budget_effect", both(_budget_effect), "#,##0.00"),
)


def requests(world: World) -> dict[str, list[Scalar]]:
    """The values of the steps of requests."""
    get, today = world.columns[REQUESTS], world.params["status_date"]
    asked = {"", *(STATES[key](world.lang) for key in ("to_assess", "to_approve"))}
    waiting = [int(bool(t) and s in asked) for t, s in zip(get["title"], get["state"], strict=True)]
    last = STATES["to_approve"](world.lang)
    days: list[Scalar] = []
    for waits, date in zip(waiting, get["date"], strict=True):
        passed = world.later(today, date) if waits else ""
        days.append(max(0, int(passed)) if is_number(passed) else "")
    return {
        "waiting": list(waiting),
        "at_management": [int(bool(w) and s == last) for w, s in zip(waiting, get["state"], strict=True)],
        "waiting_days": days,
        "budget_effect": _effects(world),
    }


def _effects(world: World) -> list[Scalar]:
    get = world.columns[REQUESTS]
    approved = {STATES[key](world.lang) for key in APPROVED}
    return [
        yuan(float(effect)) if is_number(effect) and state in approved else 0
        for state, effect in zip(get["state"], get["effect_budget"], strict=True)
    ]


WHAT = {
    "scope": Text("范围", "Scope"),
    "deliverable": Text("交付成果", "Deliverable"),
    "duration": Text("工期", "Duration"),
    "dependency": Text("依赖", "Dependency"),
    "dates": Text("日期", "Dates"),
    "budget": Text("预算", "Budget"),
    "department": Text("部门", "Department"),
    "added": Text("新增", "Addition"),
    "cancelled": Text("取消", "Cancellation"),
}
LINE_INPUTS = (Fetch("task"), Fetch("what"))
ABSENT = Text("（无此任务）", "(no such task yet)")
VALID = Text("有效", "Active")
DAYS = Text("{n} 个工作日", "{n} working days")
PIECES = (
    ("scope", "acceptance"),
    ("deliverable", "deliverable"),
    ("own_days", "duration"),
    ("agreed_days", "base_duration"),
    ("links", "predecessors"),
    ("from", "plan_start"),
    ("to", "plan_finish"),
    ("dept", "dept"),
    ("active", "active"),
    ("row_state", "row_state"),
)
"""Steps, and what they take of the task: dates and duration of the baseline where one was frozen."""


def _before(n: int) -> str:
    said = {
        "scope": "[scope]",
        "deliverable": "[deliverable]",
        "duration": f'IF(ISNUMBER([days]),{filled(DAYS, "[days]", n)},"")',
        "dependency": "[links]",
        "dates": f'IF(COUNT([from],[to])<2,"",{iso("[from]")}&" ~ "&{iso("[to]")})',
        "department": "[dept]",
        "cancelled": f'IF([active]=1,"{VALID.both[n]}",[row_state])',
    }
    formula = '""'
    for key, value in reversed(said.items()):
        formula = f'IF([what]="{WHAT[key].both[n]}",{value},{formula})'
    return f'IF([task_row]=0,IF([what]="{WHAT["added"].both[n]}","{ABSENT.both[n]}",""),{formula})'


LINE_STEPS = (
    *(Step(key, of_task(source), "yyyy-mm-dd" if key in ("from", "to") else "General") for key, source in PIECES),
    Step("days", "IF(ISNUMBER([agreed_days]),[agreed_days],[own_days])"),
    Step("before", both(_before)),
)


def lines(world: World) -> dict[str, list[Scalar]]:
    """The values of the steps of lines."""
    out = {key: of_tasks(world, LINES, source) for key, source in PIECES}
    out["days"] = [a if is_number(a) else o for a, o in zip(out["agreed_days"], out["own_days"], strict=True)]
    get = world.columns[LINES]
    keys = {text(world.lang): key for key, text in WHAT.items()}
    out["before"] = [
        _said(world, keys.get(str(what), ""), bool(row), {key: column[i] for key, column in out.items()})
        for i, (what, row) in enumerate(zip(get["what"], get["task_row"], strict=True))
    ]
    return out


def _said(world: World, what: str, known: bool, row: dict[str, Scalar]) -> Scalar:
    if not known:
        return ABSENT(world.lang) if what == "added" else ""
    if what == "duration":
        return DAYS(world.lang, n=row["days"]) if is_number(row["days"]) else ""
    if what == "dates":
        both_known = is_number(row["from"]) and is_number(row["to"])
        return f"{iso_day(row['from'])} ~ {iso_day(row['to'])}" if both_known else ""
    if what == "cancelled":
        return VALID(world.lang) if row["active"] == 1 else row["row_state"]
    shown = {"scope": "scope", "deliverable": "deliverable", "dependency": "links", "department": "dept"}
    return row[shown[what]] if what in shown else ""


REQUEST_TWIN = Twin(REQUEST_INPUTS, (Block(REQUESTS, REQUEST_STEPS, requests),))
LINE_TWIN = Twin(
    LINE_INPUTS,
    (
        Block(LINES, task_link.STEPS, lambda world: task_link.linked(world, LINES)),
        Block(LINES, LINE_STEPS, lines),
    ),
)
