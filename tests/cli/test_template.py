"""``xlplan template``: list, show, check, export."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.conftest import Run
from xlplan.core.text import LANGS, Lang

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "company" / "template.yaml"


@pytest.mark.parametrize("lang", LANGS)
def test_list(run: Run, lang: Lang) -> None:
    said = run("template", "list", "--lang", lang)
    assert said.code == 0
    assert [line.split()[0] for line in said.out.splitlines()] == ["core", "full", "light"]
    rows = run("template", "list", "--json").data
    assert [r["name"] for r in rows] == ["core", "full", "light"] and all(r["forms"] for r in rows)


def test_show(run: Run) -> None:
    assert "与完整模板相同" in run("template", "show", "full").out
    assert "raci" in run("template", "show", "light").out
    shown = run("template", "show", SAMPLE)
    assert shown.code == 0
    for word in ("质量门检查", "x_vendor", "risk_category", "BAS002"):
        assert word in shown.out
    data = run("template", "show", SAMPLE, "--json").data
    assert data["differences"]["extra_forms"] == ["x_contract", "x_gates"]
    gates = next(form for form in data["forms"] if form["code"] == "x_gates")
    assert [c["key"] for c in gates["tables"][0]["columns"]][:3] == ["number", "task", "dept"]
    assert run("template", "show", "standard").out.startswith("full")
    missing = run("template", "show", "nowhere")
    assert missing.code == 2 and "nowhere" in missing.err


@pytest.mark.parametrize("lang", LANGS)
def test_check(run: Run, tmp_path: Path, lang: Lang) -> None:
    assert run("template", "check", SAMPLE).code == 0
    broken = tmp_path / "broken.yaml"
    broken.write_text(
        "name: a\nversion: 1\ntitle: {zh: 甲, en: A}\nforms: [guide, wbs]\nrules: {X: off}\n", encoding="utf-8"
    )
    said = run("template", "check", broken, SAMPLE, "--lang", lang)
    assert said.code == 1 and "broken.yaml" in said.out
    assert said.out.count("TPL013") == 3 and "TPL028" in said.out
    assert ("第 5 行" if lang == "zh" else "line 5") in said.out
    data = run("template", "check", broken, "--format", "json").data
    assert [x["code"] for x in data] == ["TPL013"] * 3 + ["TPL028"] and data[-1]["field"] == "rules.X"
    assert run("template", "check", tmp_path / "nowhere.yaml").code == 2
    new = run("new", "--name", "甲", "--template", broken, "-o", "a.xlsx")
    assert new.code == 2 and "另有 2 处" in new.err and not (tmp_path / "a.xlsx").exists()


@pytest.mark.parametrize("lang", LANGS)
def test_export(run: Run, tmp_path: Path, lang: Lang) -> None:
    said = run("template", "export", "light", "-o", "acme.yaml", "--lang", lang)
    assert said.code == 0
    assert run("template", "check", "acme.yaml").code == 0
    text = (tmp_path / "acme.yaml").read_text(encoding="utf-8")
    assert "name: acme\nversion: 1\n" in text and "#: extra_forms:" in text
    assert run("template", "export", "light", "-o", "acme.yaml").code == 2
    assert run("template", "export", "core", "-o", "acme.yaml", "--force").code == 0
    assert run("template", "export", SAMPLE, "-o", "b.yaml").code == 2
    assert run("new", "--name", "甲", "--template", "acme.yaml", "-o", "a.xlsx").code == 0


@pytest.mark.parametrize("code", ["TPL001", "TPL018", "TPL023", "BAS002"])
def test_explain(run: Run, code: str) -> None:
    said = run("explain", code)
    assert said.code == 0 and (code != "BAS002" or "low = 10%" in said.out)
    if code == "BAS002":
        row = next(r for r in run("rules", "--json").data if r["code"] == code)
        assert [s["key"] for s in row["settings"]] == ["low", "high"]


def test_unknown_rule_stops_new(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("name: a\nversion: 1\ntitle: {zh: 甲, en: A}\nforms: all\nrules: {RSK03: off}\n", encoding="utf-8")
    said = run("new", "--name", "甲", "--template", path, "-o", "x.xlsx")
    assert said.code == 2 and "RSK003" in said.err and "第 5 行" in said.err
