"""The figures of the dashboard: one formula each over the calculation sheets, and its Python twin."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from xlplan.core.text import Text
from xlplan.twins.engine import Scalar, World, is_number


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: its words, its formula and how Python gets it."""

    key: str
    title: Text
    formula: str
    value: Callable[[World], Scalar]
    number_format: str = "0"
    alarm: bool = False


def _leaves(world: World) -> list[int]:
    wbs = world.columns["wbs"]
    return [i for i, a in enumerate(wbs["active"]) if a and not wbs["first_child"][i]]


def _share(key: str) -> Callable[[World], Scalar]:
    def value(world: World) -> Scalar:
        wbs, leaves = world.columns["wbs"], _leaves(world)
        weight = sum(float(wbs["leaf_weight"][i]) for i in leaves)
        done = sum(float(wbs["leaf_weight"][i]) * float(wbs[key][i]) for i in leaves)
        return done / weight if weight else 0

    return value


def _share_formula(key: str) -> str:
    leaf = "([wbs.active:all]=1)*([wbs.first_child:all]=0)*[wbs.leaf_weight:all]"
    return f"IF(SUMPRODUCT({leaf})=0,0,SUMPRODUCT({leaf}*[wbs.{key}:all])/SUMPRODUCT({leaf}))"


def _finish(world: World) -> Scalar:
    dates = [float(f) for f in world.column("wbs", "finish") if is_number(f)]
    return int(max(dates)) if dates else ""


def _days_left(world: World) -> Scalar:
    finish, status = _finish(world), world.params["status_date"]
    return int(finish) - int(status) if is_number(finish) and is_number(status) else ""


def _milestones(world: World) -> Scalar:
    wbs = world.columns["wbs"]
    marks = [i for i in _leaves(world) if wbs["milestone"][i]]
    return f"{sum(1 for i in marks if float(wbs['leaf_percent'][i]) >= 1)} / {len(marks)}"


FIGURES = (
    Figure("percent", Text("实际进度", "Progress"), _share_formula("leaf_percent"), _share("leaf_percent"), "0%"),
    Figure(
        "planned",
        Text("计划进度", "Planned by now"),
        _share_formula("planned_percent"),
        _share("planned_percent"),
        "0%",
    ),
    Figure(
        "finish",
        Text("计划完成日期", "Planned finish"),
        'IF(COUNT([wbs.finish:all])=0,"",MAX([wbs.finish:all]))',
        _finish,
        "yyyy-mm-dd",
    ),
    Figure(
        "days_left",
        Text("距完成（自然日）", "Calendar days left"),
        'IF(OR(COUNT([wbs.finish:all])=0,NOT(ISNUMBER([@status_date]))),"",MAX([wbs.finish:all])-[@status_date])',
        _days_left,
        "0",
    ),
    Figure(
        "late",
        Text("滞后任务", "Late tasks"),
        "SUM([wbs.late:all])",
        lambda w: sum(int(v) for v in w.column("wbs", "late")),
        "0",
        alarm=True,
    ),
    Figure(
        "open_high",
        Text("未关闭高风险", "Open high risks"),
        "SUM([risks.open_high:all])",
        lambda w: sum(int(v) for v in w.column("risks", "open_high")),
        "0",
        alarm=True,
    ),
    Figure(
        "milestones",
        Text("里程碑达成", "Milestones reached"),
        'SUMPRODUCT([wbs.milestone:all]*([wbs.leaf_percent:all]>=1))&" / "&SUM([wbs.milestone:all])',
        _milestones,
        "@",
    ),
    Figure(
        "risks",
        Text("未关闭风险", "Open risks"),
        "SUM([risks.open:all])",
        lambda w: sum(int(v) for v in w.column("risks", "open")),
        "0",
    ),
)


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
    return [i for i in _leaves(world) if name and str(depts[i]).casefold() == name.casefold()]


_MINE = "([wbs.dept:all]=[@this])*([wbs.active:all]=1)*([wbs.first_child:all]=0)"


def _dept_share(world: World, name: str) -> Scalar:
    if not name:
        return ""
    wbs, mine = world.columns["wbs"], _of(world, name)
    weight = sum(float(wbs["leaf_weight"][i]) for i in mine)
    return sum(float(wbs["leaf_weight"][i]) * float(wbs["leaf_percent"][i]) for i in mine) / weight if weight else 0


DEPARTMENT_FIGURES = (
    LineFigure(
        "tasks",
        Text("任务数", "Tasks"),
        f'IF([@this]="","",SUMPRODUCT({_MINE}))',
        lambda w, n: len(_of(w, n)) if n else "",
    ),
    LineFigure(
        "done",
        Text("已完成", "Done"),
        f'IF([@this]="","",SUMPRODUCT({_MINE}*([wbs.leaf_percent:all]>=1)))',
        lambda w, n: sum(1 for i in _of(w, n) if float(w.column("wbs", "leaf_percent")[i]) >= 1) if n else "",
    ),
    LineFigure(
        "late",
        Text("滞后", "Late"),
        f'IF([@this]="","",SUMPRODUCT({_MINE}*[wbs.late:all]))',
        lambda w, n: sum(int(w.column("wbs", "late")[i]) for i in _of(w, n)) if n else "",
    ),
    LineFigure(
        "percent",
        Text("完成率", "Progress"),
        f'IF([@this]="","",IF(SUMPRODUCT({_MINE}*[wbs.leaf_weight:all])=0,0,'
        f"SUMPRODUCT({_MINE}*[wbs.leaf_weight:all]*[wbs.leaf_percent:all])/SUMPRODUCT({_MINE}*[wbs.leaf_weight:all])))",
        _dept_share,
        "0%",
    ),
)


STATES = (Text("已达成", "Reached"), Text("已滞后", "Late"), Text("未到期", "Ahead"))


def _nth(key: str) -> str:
    return f"INDEX([wbs.{key}:all],MATCH([@this],[wbs.milestone_no:all],0))"


def _mark(key: str) -> Callable[[World, str], Scalar]:
    def value(world: World, number: str) -> Scalar:
        numbers = world.column("wbs", "milestone_no")
        return world.column("wbs", key)[numbers.index(int(number))] if int(number) in numbers else ""

    return value


def _mark_state(world: World, number: str) -> Scalar:
    numbers = world.column("wbs", "milestone_no")
    if int(number) not in numbers:
        return ""
    i = numbers.index(int(number))
    if float(world.column("wbs", "leaf_percent")[i]) >= 1:
        return STATES[0](world.lang)
    return STATES[1 if world.column("wbs", "late")[i] else 2](world.lang)


MILESTONE_FIGURES = (
    LineFigure("code", Text("编码", "Code"), f'IFERROR({_nth("code")},"")', _mark("code"), "@"),
    LineFigure("name", Text("里程碑", "Milestone"), f'IFERROR({_nth("name")},"")', _mark("name"), "@"),
    LineFigure("finish", Text("计划日期", "Planned"), f'IFERROR({_nth("finish")},"")', _mark("finish"), "yyyy-mm-dd"),
    LineFigure(
        "state",
        Text("状态", "State"),
        Text(
            *(
                f'IFERROR(IF({_nth("leaf_percent")}>=1,"{STATES[0].both[n]}",'
                f'IF({_nth("late")}=1,"{STATES[1].both[n]}","{STATES[2].both[n]}")),"")'
                for n in (0, 1)
            )
        ),
        _mark_state,
        "@",
    ),
)
