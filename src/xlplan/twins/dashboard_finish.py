"""What the dashboard says of the project's finish: when it is, and by how much it misses the one that counts."""

from __future__ import annotations

from xlplan.core.text import Text
from xlplan.twins import dashboard as figures
from xlplan.twins.dashboard import NONE
from xlplan.twins.dashboard_words import Alarm, Card, both, filled, iso, iso_day
from xlplan.twins.engine import Scalar, World, is_number

AFTER = Text("距状态日期 {n} 个自然日", "calendar days to go: {n}")
UNSCHEDULED = Text("尚无排程", "nothing scheduled yet")
SHORT, SPARE = Text("需压缩 {n} 天", "{n} d to cut"), Text("余 {n} 天", "{n} d to spare")
LATER, EARLIER = Text("晚 {n} 天", "{n} d late"), Text("早 {n} 天", "{n} d early")
ON_TIME = Text("按期", "On time")
FIXED = Text("要求完成 {day}，按工作日", "due {day}, in working days")
AGREED = Text("基线完成 {day}，按工作日", "baseline {day}, in working days")
NO_TARGET = Text("未填项目完成日期，也无基线", "no project finish and no baseline yet")
_IS_FIXED = "ISNUMBER([@typed_finish])"


def _is_fixed(world: World) -> bool:
    return is_number(world.params["typed_finish"])


def _finish_note(n: int) -> str:
    return (
        f'IF([@scheduled]="","{UNSCHEDULED.both[n]}",IF(ISNUMBER([@status_date]),IF([@scheduled]>[@status_date],'
        f'{filled(AFTER, "([@scheduled]-[@status_date])", n)},""),""))'
    )


def _finish_told(world: World) -> str:
    end, status = figures.finish(world), world.params["status_date"]
    if end == "":
        return UNSCHEDULED(world.lang)
    if not is_number(status) or float(end) <= float(status):
        return ""
    return AFTER(world.lang, n=int(end) - int(status))


def _variance_formula(n: int) -> str:
    def words(fixed: Text, agreed: Text, days: str) -> str:
        return f"IF({_IS_FIXED},{filled(fixed, days, n)},{filled(agreed, days, n)})"

    return (
        f'IF([@short]="","{NONE}",IF([@short]>0,{words(SHORT, LATER, "[@short]")},'
        f'IF([@short]<0,{words(SPARE, EARLIER, "(-[@short])")},"{ON_TIME.both[n]}")))'
    )


def _variance(world: World) -> Scalar:
    days = figures.short(world)
    if days == "":
        return NONE
    if not days:
        return ON_TIME(world.lang)
    late, early = (SHORT, SPARE) if _is_fixed(world) else (LATER, EARLIER)
    return (late if int(days) > 0 else early)(world.lang, n=abs(int(days)))


def _target_note(n: int) -> str:
    fixed, agreed = (filled(text, iso("[@target]"), n) for text in (FIXED, AGREED))
    return f'IF([@target]="","{NO_TARGET.both[n]}",IF({_IS_FIXED},{fixed},{agreed}))'


def _target_told(world: World) -> str:
    wanted = figures.target(world)
    if wanted == "":
        return NO_TARGET(world.lang)
    return (FIXED if _is_fixed(world) else AGREED)(world.lang, day=iso_day(wanted))


CARDS = (
    Card(
        "finish",
        Text("预计完成", "Scheduled finish"),
        f'IF([@scheduled]="","{NONE}",[@scheduled])',
        lambda w: figures.finish(w) or NONE,
        both(_finish_note),
        _finish_told,
        "yyyy-mm-dd",
    ),
    Card(
        "variance",
        Text("完成日期偏差", "Against the finish"),
        both(_variance_formula),
        _variance,
        both(_target_note),
        _target_told,
        "@",
        Alarm(
            Text(
                'OR(LEFT({cell},1)="需",LEFT({cell},1)="晚")',
                'OR(RIGHT({cell},3)="cut",RIGHT({cell},4)="late")',
            ),
            lambda value: str(value).startswith(("需", "晚")) or str(value).endswith((" to cut", " late")),
        ),
    ),
)
