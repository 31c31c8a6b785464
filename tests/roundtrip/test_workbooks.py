"""Masters: document → workbook → document, both equal; writing what was read changes nothing."""

from __future__ import annotations

import datetime as dt
import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from roundtrip.plans import TEMPLATE, plans
from xlplan.app.books import open_master
from xlplan.app.create import Facts, create
from xlplan.app.exporting import export
from xlplan.app.saving import save_master
from xlplan.document.dump import dump, to_json, to_yaml
from xlplan.model.plan import Plan

SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "smart-lock"
TODAY = dt.date(2026, 11, 20)


@pytest.mark.slow
@settings(max_examples=8)
@given(plan=plans(tasks=4))
def test_master_gives_back_the_plan(plan: Plan) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "master.xlsx"
        save_master(path, plan, TEMPLATE)
        master = open_master(path)
        assert dump(master.plan, TEMPLATE) == dump(plan, TEMPLATE)
        assert master.plan.unread == plan.unread
        assert json.loads(export(path, "json")) == dump(plan, TEMPLATE)


def exported(path: Path, document: Path, **more: Any) -> tuple[str, str]:
    create(path, document, Facts(), None, None, TODAY, **more)
    return export(path, "json"), export(path, "yaml")


@pytest.mark.slow
@pytest.mark.parametrize(("lang", "through"), [("zh", "yaml"), ("en", "json")])
def test_new_of_export_is_the_identity(lang: str, through: str, tmp_path: Path) -> None:
    first = exported(tmp_path / "1.xlsx", SAMPLES / f"plan.{lang}.yaml")
    for text, suffix in zip(first, ("json", "yaml"), strict=True):
        document = tmp_path / f"exported.{suffix}"
        document.write_text(text, encoding="utf-8")
        # A document that goes through no workbook gives the same.
        assert (export(document, "json"), export(document, "yaml")) == first
    assert exported(tmp_path / "again.xlsx", tmp_path / f"exported.{through}") == first


def test_a_workbook_written_twice_is_the_same_bytes(tmp_path: Path) -> None:
    for n in (1, 2):
        create(tmp_path / f"{n}.xlsx", SAMPLES / "plan.zh.yaml", Facts(), None, None, TODAY)
    assert (tmp_path / "1.xlsx").read_bytes() == (tmp_path / "2.xlsx").read_bytes()
    plan = open_master(tmp_path / "1.xlsx").plan
    assert to_json(plan, TEMPLATE) == export(tmp_path / "2.xlsx", "json")
    assert to_yaml(plan, TEMPLATE) == export(tmp_path / "2.xlsx", "yaml")
