"""Every formula of a master comes to what Python says, in LibreOffice and in IronCalc."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from judges import ironcalc_values, libreoffice_recalculated
from parity.engines import POISON_NUMBER, POISON_TEXT, differences, read_values, same, shown, write_poisoned
from parity.plans import blank_plan, random_plan, sample_plan, small_template
from xlplan.core.text import LANGS, Lang
from xlplan.forms.raci import Mark
from xlplan.forms.team import Person
from xlplan.forms.wbs import Task
from xlplan.model.plan import Plan
from xlplan.template.resolve import load_template

LIBREOFFICE_SEEDS = range(1, 8)
IRONCALC_SEEDS = range(1, 211)
PARTS = 14
"""Tests that the seeds are spread over."""


def test_the_comparison_sees_wrong_values(tmp_path: Path) -> None:
    meant = write_poisoned(tmp_path / "m.xlsx", blank_plan("zh"), small_template())
    stored = read_values(tmp_path / "m.xlsx")
    cells = [(sheet, cell) for sheet, found in meant.items() for cell in found]
    assert len(cells) > 1000
    assert {stored[s][c] for s, c in cells} == {POISON_NUMBER, POISON_TEXT}
    assert len(differences(meant, stored)) == len(cells)


@pytest.mark.parametrize(
    ("meant", "found", "equal"),
    [
        ("", None, True),
        ("", "", True),
        ("", 0.0, False),
        (0, None, False),
        (0, "", False),
        (1, 1.0, True),
        (1, "1", False),
        ("1", 1.0, False),
        (1, True, False),
        (1 / 3, 0.333333333333, True),
        (1 / 3, 0.3333, False),
        (46000, "#VALUE!", False),
    ],
)
def test_what_counts_as_the_same(meant: object, found: object, equal: bool) -> None:
    assert same(meant, found) is equal


@pytest.mark.slow
def test_libreoffice(tmp_path: Path) -> None:
    meant = {}
    for lang in LANGS:
        plan, template = sample_plan(lang)
        meant[f"sample-{lang}"] = write_poisoned(tmp_path / f"sample-{lang}.xlsx", plan, template)
    for seed in LIBREOFFICE_SEEDS:
        template = small_template()
        meant[f"{seed}"] = write_poisoned(tmp_path / f"{seed}.xlsx", random_plan(seed, template), template)
    results = libreoffice_recalculated([tmp_path / f"{name}.xlsx" for name in meant], tmp_path / "out")
    for (name, wanted), path in zip(meant.items(), results, strict=True):
        found = differences(wanted, read_values(path))
        assert not found, f"{name}: {shown(found)}"


@pytest.mark.parametrize("lang", LANGS)
def test_sample_in_ironcalc(tmp_path: Path, lang: Lang) -> None:
    plan, template = sample_plan(lang)
    meant = write_poisoned(tmp_path / "m.xlsx", plan, template)
    values = ironcalc_values(tmp_path / "m.xlsx", {sheet: list(cells) for sheet, cells in meant.items()})
    found = differences(meant, values)
    assert not found, shown(found)


@pytest.mark.parametrize("lang", LANGS)
def test_blank_in_ironcalc(tmp_path: Path, lang: Lang) -> None:
    meant = write_poisoned(tmp_path / "m.xlsx", blank_plan(lang), load_template())
    values = ironcalc_values(tmp_path / "m.xlsx", {sheet: list(cells) for sheet, cells in meant.items()})
    found = differences(meant, values)
    assert not found, shown(found)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_random_plans_in_ironcalc(tmp_path: Path, part: int) -> None:
    template = small_template()
    for seed in IRONCALC_SEEDS[part::PARTS]:
        path = tmp_path / f"{seed}.xlsx"
        meant = write_poisoned(path, random_plan(seed, template), template)
        values = ironcalc_values(path, {sheet: list(cells) for sheet, cells in meant.items()})
        found = differences(meant, values)
        assert not found, f"seed {seed}: {shown(found)}"


def _wrong_in_ironcalc(path: Path, plan: Plan) -> list[str]:
    meant = write_poisoned(path, plan, small_template())
    values = ironcalc_values(path, {sheet: list(cells) for sheet, cells in meant.items()})
    return [str(d) for d in differences(meant, values)]


def test_a_letter_that_could_not_be_read_and_has_blanks(tmp_path: Path) -> None:
    plan = blank_plan("zh").with_tables(
        {
            "wbs": {"t001": Task(id="t001", code="1", name="甲", dept="d01")},
            "raci": {"t001|d02": Mark(id="t001|d02", task="t001", dept="d02")},
        }
    )
    plan = replace(plan, unread={("raci", "t001|d02", "letter"): " 两  人 "})
    assert _wrong_in_ironcalc(tmp_path / "m.xlsx", plan) == []


@pytest.mark.parametrize(("one", "other"), [("Ann", "ann"), ("王  强", "王  强")])
def test_people_whose_names_are_nearly_the_same(tmp_path: Path, one: str, other: str) -> None:
    people = {
        "p001": Person(id="p001", name=one, dept="d01", employee_no="7"),
        "p002": Person(id="p002", name=other, dept="d02"),
    }
    assert _wrong_in_ironcalc(tmp_path / "m.xlsx", blank_plan("zh").with_tables({"people": people})) == []
