"""Freezing and variance on small plans whose figures can be told by hand."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from xlplan.app.baseline import freeze, renewed_tasks, tasks_by_code, variances
from xlplan.calculate.compute import Computed, compute
from xlplan.core.errors import UsageError
from xlplan.core.text import LANGS
from xlplan.document.load import load_source
from xlplan.document.source import parse_source
from xlplan.model.baseline import Baseline, BaselineTask, Variance
from xlplan.model.plan import Plan
from xlplan.template.resolve import load_template

TEMPLATE = load_template()
# 2026-10-12 is a Monday; Saturday 10-17 is worked, Tuesday 10-20 is not.
DOCUMENT = """
basic: {start: 2026-10-12, finish: 2026-12-31}
wbs:
  - {id: s1, code: "1", name: 准备, deliverable: 方案, duration: 99, effort: 99}
  - {id: a, code: "1.1", name: 需求, deliverable: 需求书, duration: 6, effort: 3.5, manual_start: 2026-10-12, manual_finish: 2026-10-17}
  - {id: b, code: "1.2", name: 设计, manual_start: 2026-10-19, manual_finish: 2026-10-21, predecessors: "1.1"}
  - {id: s2, code: "2", name: 实施}
  - {id: c, code: "2.1", name: 试产, manual_start: 2026-10-22, manual_finish: 2026-10-23, predecessors: "1"}
  - {id: d, code: "2.2", name: 培训, manual_start: 2026-10-12, manual_finish: 2026-10-14}
  - {id: x, code: "3", name: 旧事, manual_start: 2026-10-12, manual_finish: 2026-10-30, row_state: cancelled}
calendar:
  - {date: 2026-10-17, kind: workday}
  - {date: 2026-10-20, kind: holiday}
"""
LATER = {"a": "2026-10-19", "b": "2026-10-22", "c": "2026-10-26", "d": "2026-11-06"}
"""New finishes. In working days: a, b and c +1, d +17 (7 days in October, then two weeks)."""


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def loaded() -> Plan:
    plan, findings = load_source(parse_source(DOCUMENT, "plan.yaml", False), TEMPLATE)
    assert not findings
    return plan


def computed(plan: Plan) -> Computed:
    return compute(plan, TEMPLATE)


def moved(plan: Plan, finishes: dict[str, str]) -> Plan:
    changed = {t: plan.tasks[t].model_copy(update={"manual_finish": day(f)}) for t, f in finishes.items()}
    return plan.with_tables({"wbs": {**plan.tasks, **changed}})


def frozen(plan: Plan, on: str = "2026-10-09", **more: object) -> Plan:
    return freeze(plan, computed(plan), day(on), **more)  # type: ignore[arg-type]


def finishes(plan: Plan) -> dict[str, str]:
    assert plan.baseline is not None
    return {t: str(v.finish) for t, v in plan.baseline.tasks.items()}


def test_the_first_baseline_holds_all_active_tasks() -> None:
    plan = frozen(loaded(), approved_by=" 周敏 ", note="第一版\r\n")
    expected = {
        "s1": BaselineTask(day("2026-10-12"), day("2026-10-21"), deliverable="方案"),
        "a": BaselineTask(day("2026-10-12"), day("2026-10-17"), 6, Decimal("3.5"), "需求书"),
        "b": BaselineTask(day("2026-10-19"), day("2026-10-21")),
        "s2": BaselineTask(day("2026-10-12"), day("2026-10-23")),
        "c": BaselineTask(day("2026-10-22"), day("2026-10-23")),
        "d": BaselineTask(day("2026-10-12"), day("2026-10-14")),
    }
    assert plan.baselines == (Baseline(0, day("2026-10-09"), "周敏", "", "第一版", expected),)
    assert plan.baseline == plan.first_baseline
    assert plan.baseline is not None
    assert (plan.baseline.name, plan.baseline.finish) == ("B0", day("2026-10-23"))


def test_numbers_go_on_and_former_ones_stay() -> None:
    first = frozen(loaded())
    second = frozen(moved(first, LATER), "2026-10-20", change="CR-001")
    assert [b.name for b in second.baselines] == ["B0", "B1"]
    assert second.first_baseline == first.baseline
    assert finishes(second)["d"] == "2026-11-06"
    gap = replace(second, baselines=(replace(second.baselines[1], number=7), second.baselines[0]))
    assert gap.baseline is not None
    assert gap.baseline.number == 7
    assert gap.first_baseline == first.baseline
    assert frozen(gap, "2026-10-21").baselines[-1].name == "B8"


@pytest.mark.parametrize(
    ("codes", "anew"),
    [
        (["1.1"], {"a", "b", "c"}),  # the design follows, and the pilot run, which waits for the whole preparation
        (["1.2"], {"b", "c"}),
        (["2.2"], {"d"}),
        (["1"], {"s1", "a", "b", "c"}),
        (["2"], {"s2", "c", "d"}),
        (["2.2", "2.1"], {"c", "d"}),
    ],
)
def test_what_follows_from_a_change(codes: list[str], anew: set[str]) -> None:
    plan = loaded()
    assert renewed_tasks(plan, computed(plan), tasks_by_code(plan, codes)) == anew


def test_only_some_are_frozen_anew() -> None:
    plan = moved(frozen(loaded()), LATER)
    again = frozen(plan, "2026-10-20", only=["1.1"])
    # The training has slipped too, but nobody agreed to that: its summary ends with the pilot run.
    assert finishes(again) == {
        "s1": "2026-10-22",
        "a": "2026-10-19",
        "b": "2026-10-22",
        "s2": "2026-10-26",
        "c": "2026-10-26",
        "d": "2026-10-14",
    }
    assert again.baseline is not None
    assert list(again.baseline.tasks) == ["s1", "a", "b", "s2", "c", "d"]
    assert again.baseline.tasks["s1"].deliverable == "方案"


def test_new_and_cancelled_tasks_need_to_be_named() -> None:
    first = frozen(loaded())
    new = first.tasks["d"].model_copy(update={"id": "n", "code": "2.3", "name": "验收"})
    gone = first.tasks["b"].model_copy(update={"row_state": "cancelled"})
    plan = first.with_tables({"wbs": {**first.tasks, "b": gone, "n": new}})
    assert set(finishes(frozen(plan, only=["2.2"]))) == {"s1", "a", "b", "s2", "c", "d"}
    assert set(finishes(frozen(plan, only=["2.3", "1.2"]))) == {"s1", "a", "s2", "c", "d", "n"}
    assert set(finishes(frozen(plan))) == {"s1", "a", "s2", "c", "d", "n"}


def test_variance_by_hand() -> None:
    first = frozen(loaded())
    second = frozen(moved(first, {"a": "2026-10-19", "b": "2026-10-22"}), "2026-10-13", only=["1.1"])
    plan = moved(second, {**LATER, "a": "2026-10-16"})
    found, project = variances(plan, computed(plan), TEMPLATE)
    assert {v.task: (v.against_first, v.against_current) for v in found} == {
        "s1": (1, 0),
        "a": (-1, -2),
        "b": (1, 0),
        "s2": (10, 10),
        "c": (1, 1),
        "d": (17, 17),
    }
    assert [v.task for v in found] == ["s1", "a", "b", "s2", "c", "d"]
    assert [v.task for v in found if not v.leaf] == ["s1", "s2"]
    assert project == Variance(
        "", day("2026-11-06"), day("2026-10-23"), day("2026-10-23"), 10, 10, True, True, leaf=False
    )


def test_variance_of_new_cancelled_and_undated_tasks() -> None:
    first = frozen(loaded())
    new = first.tasks["d"].model_copy(update={"id": "n", "code": "2.3"})
    gone = first.tasks["d"].model_copy(update={"row_state": "cancelled"})
    plan = first.with_tables({"wbs": {**first.tasks, "d": gone, "n": new}})
    found = {v.task: v for v in variances(plan, computed(plan), TEMPLATE)[0]}
    assert "x" not in found
    assert found["n"] == Variance("n", day("2026-10-14"))
    assert found["d"] == Variance("d", None, *[day("2026-10-14")] * 2, in_first=True, in_current=True, active=False)


def test_without_baselines_there_is_no_variance() -> None:
    found, project = variances(loaded(), computed(loaded()), TEMPLATE)
    assert {(v.against_first, v.in_first, v.in_current) for v in (*found, project)} == {(None, False, False)}
    empty = Plan()
    assert variances(empty, computed(empty), TEMPLATE) == ([], Variance("", None, leaf=False))


@pytest.mark.parametrize(
    ("more", "named"),
    [
        ({"only": ["9"]}, "9"),
        ({"only": ["1.3"]}, "1.3"),
        ({"only": [""]}, ""),
        ({"on": "2026-10-08"}, "2026-10-08"),
    ],
)
def test_what_cannot_be_frozen(more: dict[str, object], named: str) -> None:
    plan = frozen(loaded())
    with pytest.raises(UsageError) as stopped:
        frozen(plan, **more)  # type: ignore[arg-type]
    assert all(named in stopped.value.in_language(lang) for lang in LANGS)


def test_codes_and_names_of_tasks() -> None:
    plan = loaded()
    assert tasks_by_code(plan, ["1.1"]) == ["a"]
    assert tasks_by_code(plan, ["1.1，2.2", "１.１", "培训"]) == ["a", "d"]
    twice = plan.tasks["d"].model_copy(update={"id": "n", "code": "9"})
    with pytest.raises(UsageError, match="2 tasks"):
        tasks_by_code(plan.with_tables({"wbs": {**plan.tasks, "n": twice}}), ["培训"])


def test_nothing_to_freeze() -> None:
    with pytest.raises(UsageError):
        frozen(Plan())
    with pytest.raises(UsageError):
        frozen(loaded(), only=["1.1"])
