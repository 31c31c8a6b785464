"""The code that the guides show works as it stands, in both languages alike."""

from __future__ import annotations

import re
import sys
import types
from pathlib import Path
from typing import Any

import pytest

from rules.examples import context_of, example_plan
from xlplan.core.cell import Problem, Value
from xlplan.core.kinds.base import Ctx
from xlplan.core.raw import RawCell
from xlplan.core.text import LANGS, Lang
from xlplan.rules.run import run

ROOT = Path(__file__).resolve().parents[2]
_PYTHON = re.compile(r"```python\n(.*?)```", re.DOTALL)


def blocks(name: str, lang: Lang) -> list[str]:
    return _PYTHON.findall((ROOT / "docs" / f"{name}.{lang}.md").read_text(encoding="utf-8"))


def module(name: str, source: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A block as the module that it is meant to be."""
    made = types.ModuleType(name)
    monkeypatch.setitem(sys.modules, name, made)
    exec(compile(source, f"{name}.py", "exec"), made.__dict__)
    return made


def test_both_languages_show_the_same_examples() -> None:
    zh, en = (blocks("developers", lang) for lang in LANGS)
    assert zh == en and len(en) == 3


def test_the_kind_the_form_and_the_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    kind_, form_, rule_ = blocks("developers", "en")
    kind = module("xlplan.core.kinds.quarter", kind_, monkeypatch).QuarterKind()
    for text in ("2026Q3", "2026年第三季度", "2026-3", "2026 q3"):
        cell = kind.parse(RawCell(value=text), Ctx("zh"))
        assert isinstance(cell, Value) and cell.value == "2026Q3", text
    assert isinstance(kind.parse(RawCell(value="2026Q5"), Ctx("zh")), Problem)
    form = module("xlplan.forms.feedback", form_, monkeypatch).FORM
    (table,) = form.tables
    assert table.column("quarter").kind.name == "quarter" and [c.key for c in table.columns if c.required]
    rule = module("xlplan.rules.risk_due_after_finish", rule_, monkeypatch).RULE
    assert rule.type.code not in (ROOT / "tests" / "rules" / "codes.txt").read_text(encoding="utf-8"), (
        "its code is free"
    )
    assert rule.good and rule.bad
    for example in (*rule.good, *rule.bad):
        found = run(context_of(example_plan(example, "zh")), [rule])
        assert [(f.place.form, f.place.row_id, f.place.field) for f in found] == list(example.hits)


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGS)
def test_the_table_of_all_projects(lang: Lang, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import xlplan

    places = {"zh": ("项目群", "主计划"), "en": ("projects", "master")}[lang]
    for name, source in (("A", f"smart-lock/plan.{lang}.yaml"), ("B", "company/plan.yaml")):
        path = tmp_path / places[0] / name / places[1] / "m.xlsx"
        path.parent.mkdir(parents=True)
        xlplan.write(xlplan.read(ROOT / "samples" / source), path)
    monkeypatch.chdir(tmp_path)
    (block,) = blocks("pmo", lang)
    names: dict[str, Any] = {}
    exec(compile(block, f"pmo.{lang}.md", "exec"), names)
    assert len(names["portfolio"]) == 2 and set(names["portfolio"].iloc[:, 0]) == {"SL-2026-05", "HR-2603"}
