"""The sample project is clean: nothing is found but that its calendar is still empty."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import chinese_calendar
import pytest

from rules.examples import context_of
from xlplan.document.load import load_document
from xlplan.forms.calendar import Day, day_id
from xlplan.model.plan import Plan
from xlplan.rules.run import run

SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "smart-lock"
# New Year, and a Spring Festival week in which the sample plans nothing.
OFF_2027 = [dt.date(2027, 1, 1), dt.date(2027, 2, 5), *(dt.date(2027, 2, d) for d in range(8, 13))]


def _sample(lang: str) -> Plan:
    plan, findings = load_document(SAMPLES / f"plan.{lang}.yaml")
    assert findings == []
    return plan


def _with_calendar(plan: Plan) -> Plan:
    year = [dt.date(2026, 1, 1) + dt.timedelta(days=n) for n in range(365)]
    special = {d: chinese_calendar.is_workday(d) for d in year if chinese_calendar.is_workday(d) != (d.weekday() < 5)}
    special.update(dict.fromkeys(OFF_2027, False))
    days = [Day(id=day_id(d), date=d, kind="workday" if works else "holiday") for d, works in special.items()]
    return plan.with_tables({"calendar": {d.id: d for d in days}})


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_as_it_is(lang: str) -> None:
    assert [f.code for f in run(context_of(_sample(lang)))] == ["CAL004"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_with_holidays(lang: str) -> None:
    assert [f.message("en") for f in run(context_of(_with_calendar(_sample(lang))))] == []
