"""The numbers behind the dashboard: one formula each on a hidden sheet, and its Python twin.

Shares are weighed by what the work of a task is worth, so that progress, its plan, SPI and the S-curve agree. Formulas
name earlier figures like parameters.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from xlplan.core.text import Lang, Text
from xlplan.twins.engine import Scalar, World, count_of, is_number
from xlplan.twins.wbs_progress import BY_DURATION

NONE = "—"
"""What stands for a figure that has no meaning yet."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that others are made of: its formula and how Python gets it."""

    key: str
    formula: str | Text
    value: Callable[[World], Scalar]
    date: bool = False


def in_language(formula: str | Text, lang: Lang) -> str:
    """The formula in the language of the workbook."""
    return formula if isinstance(formula, str) else formula(lang)


def leaves(world: World) -> list[int]:
    """The rows of active tasks without children."""
    wbs = world.columns["wbs"]
    return [i for i, a in enumerate(wbs["active"]) if a and not wbs["first_child"][i]]


def _sum(*keys: str) -> Callable[[World], float]:
    def value(world: World) -> float:
        columns = [world.column("wbs", key) for key in keys]
        total = 0.0
        for row in zip(*columns, strict=True):
            product = 1.0
            for factor in row:
                product *= float(factor)
            total += product
        return total

    return value


total, spent = _sum("value"), _sum("spent")
planned_value, earned_value = _sum("value", "planned_percent"), _sum("value", "leaf_percent")


def dated(world: World) -> float:
    """The worth of the tasks whose working days are planned."""
    wbs = world.columns["wbs"]
    return sum(float(v) for v, days in zip(wbs["value"], wbs["plan_days"], strict=True) if float(days) > 0)


def _share(part: Callable[[World], float]) -> Callable[[World], Scalar]:
    def value(world: World) -> Scalar:
        whole = total(world)
        return part(world) / whole if whole else 0

    return value


percent, planned = _share(earned_value), _share(planned_value)


def spi(world: World) -> Scalar:
    """Earned value over planned value; a dash where nothing is planned by now."""
    whole = planned_value(world)
    return earned_value(world) / whole if whole > 0 else NONE


def by_duration(world: World) -> bool:
    """Whether work is weighed by duration."""
    return world.params["weighting"] == BY_DURATION(world.lang)


def cpi(world: World) -> Scalar:
    """Earned value over the effort spent on it; a dash where none is reported or work is weighed by duration."""
    whole = spent(world)
    return _sum("earned_of_spent")(world) / whole if whole > 0 and not by_duration(world) else NONE


def latest(world: World, table: str, key: str) -> Scalar:
    """The latest date of a column, an empty text where it has none."""
    days = [int(d) for d in world.column(table, key) if is_number(d)]
    return max(days) if days else ""


def finish(world: World) -> Scalar:
    """The scheduled finish of the project."""
    return latest(world, "wbs", "finish")


def target(world: World) -> Scalar:
    """The finish that counts: the fixed one, else the baseline's."""
    typed = world.params["typed_finish"]
    return typed if is_number(typed) else latest(world, "baseline", "base_finish")


def short(world: World) -> Scalar:
    """Working days by which the scheduled finish misses the one that counts."""
    ends, wanted = finish(world), target(world)
    return world.count(ends) - world.count(wanted) if is_number(ends) and is_number(wanted) else ""


def greatest(key: str, table: str = "wbs") -> Callable[[World], Scalar]:
    """The greatest number of a column."""

    def value(world: World) -> Scalar:
        return max((int(v) for v in world.column(table, key)), default=0)

    return value


def next_mark(world: World) -> Scalar:
    """The scheduled day of the first milestone that is not reached; an empty text where it has none."""
    wbs = world.columns["wbs"]
    found = [f for f, rank in zip(wbs["finish"], wbs["milestone_rank"], strict=True) if rank == 1]
    return found[0] if found and is_number(found[0]) else ""


def known(world: World) -> bool:
    """Whether a plan can be told at the status date."""
    return dated(world) > 0 and is_number(world.params["status_date"])


def late(world: World) -> Scalar:
    """How many tasks are late; a dash where there are none at all, or no status date."""
    if not leaves(world) or not is_number(world.params["status_date"]):
        return NONE
    return sum(int(v) for v in world.column("wbs", "late"))


_NEXT = "INDEX([wbs.finish:all],MATCH(1,[wbs.milestone_rank:all],0))"
FIGURES = (
    Figure("tasks", "SUMPRODUCT(([wbs.active:all]=1)*([wbs.first_child:all]=0))", lambda w: len(leaves(w))),
    Figure("total", "SUM([wbs.value:all])", total),
    Figure("dated", "SUMPRODUCT([wbs.value:all]*([wbs.plan_days:all]>0))", dated),
    Figure("planned_value", "SUMPRODUCT([wbs.value:all]*[wbs.planned_percent:all])", planned_value),
    Figure("earned_value", "SUMPRODUCT([wbs.value:all]*[wbs.leaf_percent:all])", earned_value),
    Figure("percent", "IF([@total]=0,0,[@earned_value]/[@total])", percent),
    Figure("planned", "IF([@total]=0,0,[@planned_value]/[@total])", planned),
    Figure("spi", f'IF([@planned_value]>0,[@earned_value]/[@planned_value],"{NONE}")', spi),
    Figure(
        "cpi",
        Text(
            *(
                f'IF(AND(SUM([wbs.spent:all])>0,[@weighting]<>"{w}"),'
                f'SUM([wbs.earned_of_spent:all])/SUM([wbs.spent:all]),"{NONE}")'
                for w in BY_DURATION.both
            )
        ),
        cpi,
    ),
    Figure("scheduled", 'IF(COUNT([wbs.finish:all])=0,"",MAX([wbs.finish:all]))', finish, date=True),
    Figure(
        "target",
        "IF(ISNUMBER([@typed_finish]),[@typed_finish],"
        'IF(COUNT([baseline.base_finish:all])=0,"",MAX([baseline.base_finish:all])))',
        target,
        date=True,
    ),
    Figure(
        "short",
        f'IF(AND(ISNUMBER([@scheduled]),ISNUMBER([@target])),{count_of("[@scheduled]")}-{count_of("[@target]")},"")',
        short,
    ),
    Figure("open_marks", "MAX([wbs.milestone_rank:all])", greatest("milestone_rank")),
    Figure("open_critical", "MAX([wbs.critical_rank:all])", greatest("critical_rank")),
    Figure("open_actions", "MAX([actions.due_rank:all])", greatest("due_rank", "actions")),
    Figure("next_mark", f'IFERROR(IF(ISNUMBER({_NEXT}),{_NEXT},""),"")', next_mark, date=True),
    Figure("known", "IF(AND([@dated]>0,ISNUMBER([@status_date])),1,0)", lambda w: int(known(w))),
    Figure("late", f'IF(OR([@tasks]=0,NOT(ISNUMBER([@status_date]))),"{NONE}",SUM([wbs.late:all]))', late),
)
"""In order: each needs only what stands before it."""
