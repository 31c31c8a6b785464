"""Plan documents: plan → text → plan → text, both equal."""

from __future__ import annotations

import datetime as dt
import functools
import json
import pickle
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from roundtrip.plans import HOSTILE, TEMPLATE, plans
from xlplan.core.errors import InputError
from xlplan.core.text import LANGS
from xlplan.document.dump import dump, to_json, to_yaml
from xlplan.document.load import load_source
from xlplan.document.schema import schema
from xlplan.document.source import parse_source
from xlplan.model.baseline import Baseline, BaselineTask
from xlplan.model.plan import Plan

SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "smart-lock"


@functools.cache
def validator() -> jsonschema.Draft202012Validator:
    published = schema(TEMPLATE)
    jsonschema.Draft202012Validator.check_schema(published)
    return jsonschema.Draft202012Validator(published)


def loaded(text: str, is_json: bool) -> Plan:
    plan, _ = load_source(parse_source(text, "plan", is_json), TEMPLATE)
    return plan


@settings(max_examples=120)
@given(plan=plans())
def test_document_gives_back_the_plan(plan: Plan) -> None:
    meant = dump(plan, TEMPLATE)
    for text, is_json in ((to_json(plan, TEMPLATE), True), (to_yaml(plan, TEMPLATE), False)):
        again = loaded(text, is_json)
        assert dump(again, TEMPLATE) == meant
        assert again.tables == {t.key: plan.rows(t.key) for _, t in TEMPLATE.tables()}
        assert (again.rounds, again.issues, again.unread) == (plan.rounds, plan.issues, plan.unread)
        assert (again.returns, again.former_codes) == (plan.returns, plan.former_codes)
        assert (again.carried, again.baselines) == (plan.carried, plan.baselines)
        assert (again.extras, again.looks) == (plan.extras, plan.looks)
        assert ("baselines" in meant) == bool(plan.baselines)
    assert pickle.loads(pickle.dumps(plan)) == plan
    validator().validate(json.loads(to_json(plan, TEMPLATE)))


@given(text=st.one_of(st.text(max_size=60), st.sampled_from(HOSTILE)), is_json=st.booleans())
def test_any_text_is_a_document_or_one_line(text: str, is_json: bool) -> None:
    for whole in (text, f"basic: {text}", f'{{"basic": {{"name": {json.dumps(text)}}}}}', f"wbs:\n  - {text}: 1\n"):
        try:
            loaded(whole, is_json)
        except InputError as error:
            for lang in LANGS:
                assert "\n" not in error.in_language(lang)


@pytest.mark.parametrize("lang", LANGS)
def test_the_sample_documents(lang: str) -> None:
    text = (SAMPLES / f"plan.{lang}.yaml").read_text(encoding="utf-8")
    exported = to_json(loaded(text, False), TEMPLATE)
    assert to_json(loaded(exported, True), TEMPLATE) == exported
    validator().validate(json.loads(exported))
    # Written by hand, the document is valid as well.
    validator().validate(json.loads(json.dumps(yaml.safe_load(text), default=str)))


@pytest.mark.parametrize(
    "wrong",
    [
        {"wbs": [{"nmae": "x"}]}, {"wsb": []}, {"rounds": [{"no": 1}]}, {"basic": []}, {"identity": {"id": "x"}},
        {"baselines": [{"no": 1}]}, {"baselines": {"B0": 1}}, {"baselines": [{"number": 0, "tasks": [{"code": "1"}]}]},
    ],
)  # fmt: skip
def test_the_schema_refuses_what_loading_refuses(wrong: object) -> None:
    assert not validator().is_valid(wrong)
    with pytest.raises(InputError):
        loaded(json.dumps(wrong), True)


BASELINES = """
wbs:
  - {id: t1, code: "1", name: 方案}
  - {id: t2, code: "1.1", name: 图纸}
baselines:
  - number: 1
    date: 2026-04-01
    change: CR-001
    tasks:
      - {task: "1.1", start: 2026-03-02, finish: 下周, duration: 约3天, effort: 2.5, deliverable: 图纸}
      - {task: "9.9", finish: 2026-03-06}
      - {finish: 2026-03-06}
      - {task: "1.1 图纸", finish: 2026-03-06}
  - {number: 0, date: 2026/3/2, approved_by: [周敏], tasks: [{task: 方案}]}
  - {number: 1, date: 2026-05-01}
  - {number: B2, date: 2026-05-01}
  - {number: 3, date: 2月30日}
  - {number: 4}
  - {date: 2026-05-01}
"""
SAID = [
    ("DOC003", 10, "完成", "Finish"), ("DOC003", 10, "约3天", "约3天"), ("DOC003", 11, "9.9", "9.9"),
    ("DOC003", 12, "“任务”未填", "“Task” is blank"), ("DOC004", 13, "1.1 图纸", "1.1 图纸"),
    ("DOC003", 14, "批准人", "Approved by"), ("DOC001", 15, "B1", "B1"), ("DOC002", 16, "B2", "B2"),
    ("DOC002", 17, "2月30日", "2月30日"), ("DOC002", 18, "“日期”未填", "“Date” is blank"),
    ("DOC002", 19, "“编号”未填", "“Number” is blank"),
]  # fmt: skip


def test_what_makes_no_sense_in_a_baseline_is_said() -> None:
    plan, findings = load_source(parse_source(BASELINES, "plan.yaml", False), TEMPLATE)
    assert plan.baselines == (
        Baseline(0, dt.date(2026, 3, 2), tasks={"t1": BaselineTask()}),
        Baseline(
            1,
            dt.date(2026, 4, 1),
            change="CR-001",
            tasks={"t2": BaselineTask(start=dt.date(2026, 3, 2), effort=Decimal("2.5"), deliverable="图纸")},
        ),
    )
    assert (plan.first_baseline, plan.baseline) == plan.baselines
    assert [(x.code, int(x.place.cell.removeprefix("line "))) for x in findings] == [x[:2] for x in SAID]
    for finding, (_, _, zh, en) in zip(findings, SAID, strict=True):
        assert zh in finding.message("zh")
        assert en in finding.message("en")
    assert dump(loaded(to_yaml(plan, TEMPLATE), False), TEMPLATE) == dump(plan, TEMPLATE)


def test_a_document_without_baselines_has_none() -> None:
    plan = loaded("wbs: []", False)
    assert (plan.baselines, plan.baseline, plan.first_baseline) == ((), None, None)
    assert loaded("baselines:", False).baselines == ()


def test_a_baseline_keeps_tasks_of_one_code_apart() -> None:
    """Where a code is not one task's, ids are written."""
    plan = loaded('wbs: [{id: t1, code: "1", name: a}, {id: t2, code: "1", name: b}, {id: t3, name: c}]', False)
    tasks = {t: BaselineTask(duration=n) for n, t in enumerate(("t1", "t2", "t3"))}
    plan.baselines = (Baseline(0, dt.date(2026, 1, 5), "周敏", "", "两行\n说明", tasks),)
    for text, is_json in ((to_json(plan, TEMPLATE), True), (to_yaml(plan, TEMPLATE), False)):
        assert loaded(text, is_json).baselines == plan.baselines
