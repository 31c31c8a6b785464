"""The cards of the dashboard: figures in large type, and lines that say where the plan is taken from."""

from __future__ import annotations

from xlplan.core.text import Text
from xlplan.twins import dashboard as figures
from xlplan.twins.dashboard import NONE
from xlplan.twins.dashboard_finish import CARDS as FINISH_CARDS
from xlplan.twins.dashboard_words import SOME, WEAK, Card, both, filled, iso, iso_day, points, whole
from xlplan.twins.engine import Scalar, World, is_number
from xlplan.twins.wbs_progress import BY_DURATION

BY_NOW = Text("计划应达 {n}%，", "{n}% planned, ")
BEHIND = Text("落后 {n} 个百分点", "{n} pp behind")
AHEAD = Text("超前 {n} 个百分点", "{n} pp ahead")
EQUAL = Text("与计划一致", "as planned")
UNKNOWN = Text("尚无可比的计划", "no plan to compare with yet")


def _progress_note(n: int) -> str:
    mine, plan = points("[@percent]"), points("[@planned]")
    behind, ahead = filled(BEHIND, f"({plan}-{mine})", n), filled(AHEAD, f"({mine}-{plan})", n)
    return (
        f'IF([@known]=0,"{UNKNOWN.both[n]}",{filled(BY_NOW, plan, n)}&IF({mine}<{plan},{behind},'
        f'IF({mine}>{plan},{ahead},"{EQUAL.both[n]}")))'
    )


def _progress_told(world: World) -> str:
    lang = world.lang
    if not figures.known(world):
        return UNKNOWN(lang)
    mine, plan = whole(figures.percent(world)), whole(figures.planned(world))
    words = EQUAL(lang)
    if mine != plan:
        words = (BEHIND if mine < plan else AHEAD)(lang, n=abs(mine - plan))
    return BY_NOW(lang, n=plan) + words


SPI_NOTE = Text("挣值 ÷ 计划值", "earned ÷ planned value")
SPI_NONE = Text("至状态日期尚无计划工作", "nothing planned by the status date")
CPI_NOTE = Text("挣值 ÷ 实际工时", "earned value ÷ effort spent")
CPI_NONE = Text("尚未填报实际工时", "no effort reported yet")
CPI_DURATION = Text("按工时加权时才计算", "only where work is weighed by effort")


def _cpi_told(world: World) -> str:
    if figures.by_duration(world):
        return CPI_DURATION(world.lang)
    return (CPI_NOTE if is_number(figures.cpi(world)) else CPI_NONE)(world.lang)


ON_PATH = Text("其中关键任务 {n} 项", "{n} of them critical")
OPEN = Text("未关闭风险共 {n} 项", "risks open in all: {n}")
NO_RISKS = Text("尚未登记风险", "no risks registered yet")
NEXT = Text("下一个预计 {day}", "next one expected {day}")


def _late_told(world: World) -> str:
    wbs = world.columns["wbs"]
    late = figures.late(world)
    if not is_number(late) or not late:
        return ""
    return ON_PATH(world.lang, n=sum(1 for a, b in zip(wbs["late"], wbs["critical"], strict=True) if a and b))


def _risks(key: str, world: World) -> int:
    return sum(int(v) for v in world.column("risks", key))


def _judged(world: World) -> bool:
    return any(is_number(s) for s in world.column("risks", "score"))


def _milestones(world: World) -> Scalar:
    wbs = world.columns["wbs"]
    marks = [float(p) for p, m in zip(wbs["leaf_percent"], wbs["milestone"], strict=True) if m]
    return f"{sum(1 for p in marks if p >= 1)} / {len(marks)}" if marks else NONE


def _next_told(world: World) -> str:
    day = figures.next_mark(world)
    return NEXT(world.lang, day=iso_day(day)) if day != "" else ""


CARDS = (
    Card(
        "percent",
        Text("实际进度", "Progress"),
        f'IF([@total]=0,"{NONE}",[@percent])',
        lambda w: figures.percent(w) if figures.total(w) else NONE,
        both(_progress_note),
        _progress_told,
        "0%",
    ),
    Card(
        "spi",
        Text("进度绩效 SPI", "Schedule performance SPI"),
        "[@spi]",
        figures.spi,
        both(lambda n: f'IF(ISNUMBER([@spi]),"{SPI_NOTE.both[n]}","{SPI_NONE.both[n]}")'),
        lambda w: (SPI_NOTE if is_number(figures.spi(w)) else SPI_NONE)(w.lang),
        "0.00",
        WEAK,
    ),
    Card(
        "cpi",
        Text("工时绩效 CPI", "Cost performance CPI"),
        "[@cpi]",
        figures.cpi,
        both(
            lambda n: (
                f'IF([@weighting]="{BY_DURATION.both[n]}","{CPI_DURATION.both[n]}",'
                f'IF(ISNUMBER([@cpi]),"{CPI_NOTE.both[n]}","{CPI_NONE.both[n]}"))'
            )
        ),
        _cpi_told,
        "0.00",
        WEAK,
    ),
    *FINISH_CARDS,
    Card(
        "late",
        Text("滞后任务", "Late tasks"),
        "[@late]",
        figures.late,
        both(lambda n: f'IF(N([@late])=0,"",{filled(ON_PATH, "SUMPRODUCT([wbs.late:all]*[wbs.critical:all])", n)})'),
        _late_told,
        "0",
        SOME,
    ),
    Card(
        "open_high",
        Text("未关闭高风险", "Open high risks"),
        f'IF(COUNT([risks.score:all])=0,"{NONE}",SUM([risks.open_high:all]))',
        lambda w: _risks("open_high", w) if _judged(w) else NONE,
        both(
            lambda n: f'IF(COUNT([risks.score:all])=0,"{NO_RISKS.both[n]}",{filled(OPEN, "SUM([risks.open:all])", n)})'
        ),
        lambda w: OPEN(w.lang, n=_risks("open", w)) if _judged(w) else NO_RISKS(w.lang),
        "0",
        SOME,
    ),
    Card(
        "milestones",
        Text("里程碑达成", "Milestones reached"),
        f'IF(SUM([wbs.milestone:all])=0,"{NONE}",'
        'SUMPRODUCT([wbs.milestone:all]*([wbs.leaf_percent:all]>=1))&" / "&SUM([wbs.milestone:all]))',
        _milestones,
        both(lambda n: f'IF([@next_mark]="","",{filled(NEXT, iso("[@next_mark]"), n)})'),
        _next_told,
        "@",
    ),
)

BY_BASELINE = Text("计划值取自基线 {name}（{day} 冻结）", "Planned values from baseline {name}, frozen {day}")
BY_PLAN = Text("尚无基线，按填写的计划计算", "No baseline yet: planned values from the plan as filled in")
WEIGHED = (
    Text("；进度按工时加权。", "; work weighed by effort."),
    Text("；进度按工期加权。", "; work weighed by duration."),
)


def weighed(n: int) -> str:
    """The formula for how work is weighed, in a language by index."""
    return f'IF([@weighting]="{BY_DURATION.both[n]}","{WEIGHED[1].both[n]}","{WEIGHED[0].both[n]}")'
