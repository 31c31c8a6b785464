"""Plan documents: plan → text → plan → text, both equal."""

from __future__ import annotations

import functools
import json
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
        assert again.carried == plan.carried
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
    "wrong", [{"wbs": [{"nmae": "x"}]}, {"wsb": []}, {"rounds": [{"no": 1}]}, {"basic": []}, {"identity": {"id": "x"}}]
)
def test_the_schema_refuses_what_loading_refuses(wrong: object) -> None:
    assert not validator().is_valid(wrong)
    with pytest.raises(InputError):
        loaded(json.dumps(wrong), True)
