"""The tables of the dashboard: departments, the next milestones and the critical path, line by line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from xlplan.core.text import Text
from xlplan.twins.dashboard import NONE, greatest, leaves
from xlplan.twins.dashboard_words import both, filled
from xlplan.twins.engine import Scalar, World, is_number


@dataclass(frozen=True, slots=True)
class LineFigure:
    """A column of a small table; ``[@this]`` is what its row stands for: a department's cell, a running number."""

    key: str
    title: Text
    formula: str | Text
    value: Callable[[World, str], Scalar]
    number_format: str = "0"


def _of(world: World, name: str) -> list[int]:
    depts = world.column("wbs", "dept")
    return [i for i in leaves(world) if str(depts[i]).casefold() == name.casefold()]


_MINE = "([wbs.dept:all]=[@this])*([wbs.active:all]=1)*([wbs.first_child:all]=0)"


def _count(key: str, title: Text, condition: str, holds: Callable[[World, int], bool]) -> LineFigure:
    def value(world: World, name: str) -> Scalar:
        return sum(1 for i in _of(world, name) if holds(world, i)) if name else ""

    return LineFigure(key, title, f'IF([@this]="","",SUMPRODUCT({_MINE}{condition}))', value)


def _share(key: str, column: str, title: Text, status: bool) -> LineFigure:
    def value(world: World, name: str) -> Scalar:
        if not name:
            return ""
        wbs, mine = world.columns["wbs"], _of(world, name)
        worth = sum(float(wbs["value"][i]) for i in mine)
        if not worth or (status and not is_number(world.params["status_date"])):
            return NONE
        return sum(float(wbs["value"][i]) * float(wbs[column][i]) for i in mine) / worth

    worth = f"SUMPRODUCT({_MINE}*[wbs.value:all])"
    none = f"OR({worth}=0,NOT(ISNUMBER([@status_date])))" if status else f"{worth}=0"
    return LineFigure(
        key,
        title,
        f'IF([@this]="","",IF({none},"{NONE}",SUMPRODUCT({_MINE}*[wbs.value:all]*[wbs.{column}:all])/{worth}))',
        value,
        "0%",
    )


def _done(world: World, i: int) -> bool:
    return float(world.column("wbs", "leaf_percent")[i]) >= 1


DEPARTMENT_FIGURES = (
    _count("tasks", Text("任务数", "Tasks"), "", lambda _w, _i: True),
    _count("done", Text("已完成", "Done"), "*([wbs.leaf_percent:all]>=1)", _done),
    _count("late", Text("滞后", "Late"), "*[wbs.late:all]", lambda w, i: bool(w.column("wbs", "late")[i])),
    _count(
        "critical",
        Text("关键未完", "Critical"),
        "*[wbs.critical:all]*([wbs.leaf_percent:all]<1)",
        lambda w, i: bool(w.column("wbs", "critical")[i]) and not _done(w, i),
    ),
    _share("planned", "planned_percent", Text("计划进度", "Planned"), status=True),
    _share("percent", "leaf_percent", Text("实际进度", "Progress"), status=False),
)

LATE, SLIPS, AHEAD = Text("已滞后", "Late"), Text("有风险", "At risk"), Text("未到期", "Ahead")


def _nth(rank: str, key: str, table: str = "wbs") -> str:
    return f"INDEX([{table}.{key}:all],MATCH([@this],[{table}.{rank}:all],0))"


def _at(rank: str, key: str, table: str) -> Callable[[World, str], Scalar]:
    def value(world: World, number: str) -> Scalar:
        ranks = world.column(table, rank)
        return world.column(table, key)[ranks.index(int(number))] if int(number) in ranks else ""

    return value


def _column(rank: str, key: str, title: Text, number_format: str = "@", table: str = "wbs") -> LineFigure:
    return LineFigure(key, title, f'IFERROR({_nth(rank, key, table)},"")', _at(rank, key, table), number_format)


def _state(world: World, number: str) -> Scalar:
    ranks = world.column("wbs", "milestone_rank")
    if int(number) not in ranks:
        return ""
    i, wbs = ranks.index(int(number)), world.columns["wbs"]
    plan, now = wbs["plan_finish"][i], wbs["finish"][i]
    if wbs["late"][i]:
        return LATE(world.lang)
    slips = is_number(plan) and is_number(now) and float(now) > float(plan)
    return (SLIPS if slips else AHEAD)(world.lang)


def _state_formula(n: int) -> str:
    late, plan, now = (_nth("milestone_rank", key) for key in ("late", "plan_finish", "finish"))
    return (
        f'IFERROR(IF({late}=1,"{LATE.both[n]}",IF(IF(COUNT({plan},{now})=2,{now}>{plan},FALSE),"{SLIPS.both[n]}",'
        f'"{AHEAD.both[n]}")),"")'
    )


CODE, NAME, DEPARTMENT = Text("编码", "Code"), Text("任务", "Task"), Text("部门", "Department")
MILESTONE_FIGURES = (
    _column("milestone_rank", "code", CODE),
    _column("milestone_rank", "name", Text("里程碑", "Milestone")),
    _column("milestone_rank", "dept", DEPARTMENT),
    _column("milestone_rank", "plan_finish", Text("计划", "Planned"), "yyyy-mm-dd"),
    _column("milestone_rank", "finish", Text("预计", "Expected"), "yyyy-mm-dd"),
    LineFigure("state", Text("状态", "State"), both(_state_formula), _state, "@"),
)
CRITICAL_FIGURES = (
    _column("critical_rank", "code", CODE),
    _column("critical_rank", "name", NAME),
    _column("critical_rank", "dept", DEPARTMENT),
    _column("critical_rank", "start", Text("开始", "Start"), "yyyy-mm-dd"),
    _column("critical_rank", "finish", Text("完成", "Finish"), "yyyy-mm-dd"),
    _column("critical_rank", "total_float", Text("总时差（天）", "Float (d)"), "0"),
)


ACTION_FIGURES = (
    _column("due_rank", "number", Text("编号", "Number"), table="actions"),
    _column("due_rank", "told", Text("行动项", "Action"), table="actions"),
    _column("due_rank", "dept", DEPARTMENT, table="actions"),
    _column("due_rank", "owner", Text("责任人", "Owner"), table="actions"),
    _column("due_rank", "due", Text("期限", "Due"), "yyyy-mm-dd", table="actions"),
    _column("due_rank", "timing", Text("时限", "Timing"), table="actions"),
)


@dataclass(frozen=True, slots=True)
class Rest:
    """The words below a list that has more than its lines."""

    figure: str
    rank: str
    words: Text
    table: str = "wbs"

    def formula(self, lines: int) -> Text:
        return both(lambda n: f'IF([@{self.figure}]>{lines},{filled(self.words, f"([@{self.figure}]-{lines})", n)},"")')

    def told(self, world: World, lines: int) -> str:
        count = int(greatest(self.rank, self.table)(world))
        return self.words(world.lang, n=count - lines) if count > lines else ""


MORE_MARKS = Rest("open_marks", "milestone_rank", Text("… 另有 {n} 个里程碑", "… {n} more milestones"))
MORE_CRITICAL = Rest(
    "open_critical", "critical_rank", Text("… 另有 {n} 项关键任务未完成", "… {n} more critical tasks open")
)
MORE_ACTIONS = Rest(
    "open_actions", "due_rank", Text("… 另有 {n} 项遗留问题未关闭", "… {n} more action items open"), "actions"
)
