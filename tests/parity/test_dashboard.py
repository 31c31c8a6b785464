"""What the dashboard says of a plan small enough for working it out by hand."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from judges import ironcalc_values
from parity.engines import differences, shown, write_poisoned
from parity.plans import blank_plan, sample_plan, small_template
from xlplan.calculate.compute import Computed, compute
from xlplan.calculate.earned import earned_rounds
from xlplan.core.text import LANGS, Lang
from xlplan.forms.base import Row
from xlplan.forms.basic import Basic
from xlplan.forms.progress import Progress
from xlplan.forms.team import Department
from xlplan.forms.wbs import Task
from xlplan.model.baseline import Baseline, BaselineTask
from xlplan.model.plan import Plan, Round
from xlplan.twins.curve import NOWHERE, curve, past
from xlplan.twins.dashboard import FIGURES
from xlplan.twins.dashboard_cards import CARDS
from xlplan.twins.dashboard_lines import CRITICAL_FIGURES, DEPARTMENT_FIGURES, MILESTONE_FIGURES, MORE_MARKS
from xlplan.twins.engine import Scalar, serial

TEMPLATE = small_template()


def _day(month: int, day: int) -> dt.date:
    return dt.date(2026, month, day)


def _task(id_: str, code: str, start: dt.date | None, finish: dt.date | None, days: int, **more: Any) -> Task:
    more.setdefault("dept", "d01")
    return Task(id=id_, code=code, name=code, manual_start=start, manual_finish=finish, duration=days, **more)


def tiny(lang: Lang = "zh") -> Plan:
    """Three tasks worth 10, 20 and 30, two milestones, two rounds; weekends only. The status date is a Wednesday."""
    tasks: dict[str, Row] = {
        "t001": _task("t001", "1", _day(9, 7), _day(9, 11), 5, effort=Decimal(10)),
        "t002": _task("t002", "2", _day(9, 14), _day(9, 18), 5, effort=Decimal(20)),
        "t003": _task("t003", "3", _day(9, 21), _day(10, 2), 10, effort=Decimal(30), dept="d02"),
        "t004": _task("t004", "4", None, _day(10, 2), 0, dept="d02"),
        "t005": _task("t005", "5", None, _day(9, 14), 0, dept="d02"),
    }
    progress: dict[str, Row] = {
        "t001@1": Progress(
            id="t001@1", task="t001", round=1, percent=Decimal("0.4"), actual_start=_day(9, 7), actual_effort=Decimal(3)
        ),
        "t001@2": Progress(
            id="t001@2",
            task="t001",
            round=2,
            percent=Decimal(1),
            actual_start=_day(9, 7),
            actual_finish=_day(9, 11),
            actual_effort=Decimal(8),
        ),
        "t002@2": Progress(
            id="t002@2",
            task="t002",
            round=2,
            percent=Decimal("0.5"),
            actual_start=_day(9, 14),
            actual_effort=Decimal(8),
        ),
    }
    departments: dict[str, Row] = {
        d: Department(id=d, name=name, short_code=name) for d, name in (("d01", "甲"), ("d02", "乙"))
    }
    basic = Basic(id="basic", start=_day(9, 7), finish=_day(9, 30), weighting="effort")
    return Plan(
        project="tiny",
        language=lang,
        rounds=(Round(1, _day(9, 9)), Round(2, _day(9, 16))),
        tables={"basic": {"basic": basic}, "departments": departments, "wbs": tasks, "progress": progress},
    )


def _with_basic(plan: Plan, **cells: Any) -> Plan:
    return plan.with_tables({"basic": {"basic": plan.basic.with_cells(cells)}})


def _cards(plan: Plan) -> dict[str, tuple[Scalar, str]]:
    world = compute(plan, TEMPLATE).world
    return {card.key: (card.value(world), card.told(world)) for card in CARDS}


def _lines(computed: Computed, figures: Any, this: str) -> list[Scalar]:
    return [figure.value(computed.world, this) for figure in figures]


def test_cards() -> None:
    # Earned 10 + 10 of 60; planned 10 + 3 of 5 days of 20; spent 8 + 8.
    cards = _cards(tiny())
    assert cards["percent"] == (pytest.approx(20 / 60), "计划应达 37%，落后 4 个百分点")
    assert cards["spi"] == (pytest.approx(20 / 22), "挣值 ÷ 计划值")
    assert cards["cpi"] == (pytest.approx(20 / 16), "挣值 ÷ 实际工时")
    assert cards["finish"] == (serial(_day(10, 2)), "距状态日期 16 个自然日")
    assert cards["variance"] == ("需压缩 2 天", "要求完成 2026-09-30，按工作日")
    assert cards["late"][0] == 1  # the milestone of Monday
    assert cards["open_high"] == ("—", "尚未登记风险")
    assert cards["milestones"][0] == "0 / 2"


def test_figures_take_what_merging_asks_for() -> None:
    percent = next(f for f in FIGURES if f.key == "percent")
    assert percent.value(compute(tiny(), TEMPLATE).world) == pytest.approx(1 / 3)
    assert percent.value(compute(blank_plan("zh"), TEMPLATE).world) == 0


def test_weighed_by_duration() -> None:
    # Worth 5, 5 and 10 days: earned 5 + 2.5, planned 5 + 3.
    cards = _cards(_with_basic(tiny(), weighting="duration"))
    assert cards["percent"][0] == pytest.approx(7.5 / 20)
    assert cards["spi"][0] == pytest.approx(7.5 / 8)
    assert cards["cpi"] == ("—", "按工时加权时才计算")


def test_nothing_planned_yet() -> None:
    early = _with_basic(tiny(), status_date=_day(9, 4)).with_tables({"progress": {}})
    cards = _cards(early)
    assert cards["spi"] == ("—", "至状态日期尚无计划工作")
    assert cards["percent"] == (0, "计划应达 0%，与计划一致")
    assert cards["cpi"] == ("—", "尚未填报实际工时")


@pytest.mark.parametrize(
    ("finish", "says"),
    [(_day(10, 5), "早 1 天"), (_day(10, 2), "按期"), (_day(9, 25), "晚 5 天")],
)
def test_against_the_baseline_where_no_finish_is_fixed(finish: dt.date, says: str) -> None:
    frozen = Baseline(0, _day(9, 1), tasks={"t003": BaselineTask(_day(9, 21), finish, 10, Decimal(40))})
    plan = replace(_with_basic(tiny(), finish=None), baselines=(frozen,))
    cards = _cards(plan)
    assert cards["variance"] == (says, f"基线完成 {finish.isoformat()}，按工作日")
    # The baseline's effort is what the work is worth.
    assert cards["percent"][0] == pytest.approx(20 / 70)


def test_no_finish_to_compare_with() -> None:
    assert _cards(_with_basic(tiny(), finish=None))["variance"] == ("—", "未填项目完成日期，也无基线")


@pytest.mark.parametrize("lang", LANGS)
def test_a_blank_plan_shows_dashes(lang: Lang) -> None:
    cards = _cards(blank_plan(lang))
    assert {value for value, _ in cards.values()} == {"—"}
    computed = compute(blank_plan(lang), TEMPLATE)
    assert _lines(computed, MILESTONE_FIGURES, "1") == [""] * 6
    assert _lines(computed, CRITICAL_FIGURES, "1") == [""] * 6
    points = curve(computed.world, [])
    assert not points.drawn
    assert set(points.planned) | {share for _, share in points.earned} == {NOWHERE}


def test_departments() -> None:
    computed = compute(tiny(), TEMPLATE)
    tasks, done, late, _, planned, percent = _lines(computed, DEPARTMENT_FIGURES, "甲")
    assert (tasks, done, late) == (2, 1, 0)
    assert (planned, percent) == (pytest.approx(22 / 30), pytest.approx(20 / 30))
    assert _lines(computed, DEPARTMENT_FIGURES, "乙")[:3] == [3, 0, 1]
    assert _lines(computed, DEPARTMENT_FIGURES, "乙")[4:] == [0, 0]
    assert _lines(computed, DEPARTMENT_FIGURES, "丙") == [0, 0, 0, 0, "—", "—"]
    assert _lines(computed, DEPARTMENT_FIGURES, "") == [""] * 6


def test_late_milestones_come_first() -> None:
    plan = tiny()
    computed = compute(plan, TEMPLATE)
    first, second = (_lines(computed, MILESTONE_FIGURES, n) for n in "12")
    assert (first[0], first[3], first[-1]) == ("5", serial(_day(9, 14)), "已滞后")
    assert second == ["4", "4", "乙", serial(_day(10, 2)), serial(_day(10, 2)), "未到期"]
    assert MORE_MARKS.told(computed.world, 1) == "… 另有 1 个里程碑"
    assert MORE_MARKS.told(computed.world, 2) == ""
    reached = Progress(id="t005@2", task="t005", round=2, percent=Decimal(1), actual_finish=_day(9, 14))
    done = plan.with_tables({"progress": {**plan.tables["progress"], "t005@2": reached}})
    assert _lines(compute(done, TEMPLATE), MILESTONE_FIGURES, "1")[0] == "4"
    assert _cards(done)["milestones"] == ("1 / 2", "下一个预计 2026-10-02")


def test_milestones_of_one_day_keep_their_order() -> None:
    plan = tiny()
    twin = _task("t006", "6", None, _day(10, 2), 0)
    computed = compute(plan.with_tables({"wbs": {**plan.tables["wbs"], "t006": twin}}), TEMPLATE)
    assert [_lines(computed, MILESTONE_FIGURES, n)[0] for n in "1234"] == ["5", "4", "6", ""]


def test_critical_tasks_in_order_of_start() -> None:
    computed = compute(tiny(), TEMPLATE)
    starts = [_lines(computed, CRITICAL_FIGURES, str(n))[3] for n in range(1, 6)]
    known = [s for s in starts if isinstance(s, int)]
    assert known and known == sorted(known)
    first = [_lines(computed, CRITICAL_FIGURES, str(n)) for n in range(1, 6)]
    assert ["3", "3", "乙", serial(_day(9, 21)), serial(_day(10, 2)), -2] in first
    assert all(line[0] != "1" for line in first)  # done


def test_curve() -> None:
    plan = tiny()
    computed = compute(plan, TEMPLATE)
    points = curve(computed.world, earned_rounds(plan, computed))
    assert (points.days[0], points.days[-1]) == (serial(_day(9, 6)), serial(_day(10, 2)))
    assert points.planned[0] == 0
    assert points.planned[-1] == pytest.approx(1)
    assert list(points.planned) == sorted(points.planned)
    at = dict(zip(points.days, points.planned, strict=True))
    assert at[serial(_day(9, 19))] == pytest.approx(30 / 60)  # a Saturday: both first tasks
    assert points.earned == (
        (serial(_day(9, 6)), 0),
        (serial(_day(9, 9)), pytest.approx(4 / 60)),
        (serial(_day(9, 16)), pytest.approx(20 / 60)),
    )


def test_rounds_of_the_past() -> None:
    values = {"a": 10.0, "b": 30.0}
    reports = [(3, "a", 1.0), (1, "a", 0.5), (2, "b", 0.2), (2, "gone", 1.0)]
    assert past([(2, 200), (1, 100), (3, 200)], reports, values) == [(100, 0.125), (200, 0.275)]
    assert past([(1, 100)], reports, {}) == []


def test_a_round_after_the_status_date_is_left_out() -> None:
    plan = _with_basic(tiny(), status_date=_day(9, 9))
    assert earned_rounds(plan, compute(plan, TEMPLATE)) == []


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", ["tiny", "baseline", "unfixed", "duration"])
def test_tiny_in_ironcalc(tmp_path: Path, lang: Lang, kind: str) -> None:
    plan = tiny(lang)
    if kind == "duration":
        plan = _with_basic(plan, weighting="duration")
    if kind in ("baseline", "unfixed"):
        plan = _with_basic(plan, finish=None)
    if kind == "baseline":
        tasks = {t: BaselineTask(_day(9, 7), _day(9, 25), 5, Decimal(12)) for t in ("t001", "t002", "t003")}
        plan = replace(plan, baselines=(Baseline(0, _day(9, 1), tasks=tasks),))
    meant = write_poisoned(tmp_path / "m.xlsx", plan, TEMPLATE)
    values = ironcalc_values(tmp_path / "m.xlsx", {s: list(c) for s, c in meant.items()})
    found = [d for d in differences(meant, values) if "xl_curve" in d.where or "仪表盘" in d.where or "Dash" in d.where]
    assert not found, shown(found)


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGS)
def test_the_sample_ends_at_all(lang: Lang) -> None:
    plan, template = sample_plan(lang)
    computed = compute(plan, template)
    points = curve(computed.world, earned_rounds(plan, computed))
    assert points.planned[-1] == pytest.approx(1)
    assert len(points.earned) == len(plan.rounds) + 1
