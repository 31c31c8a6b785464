"""Every rule finds what its bad examples say, there and nowhere else, and nothing in its good ones."""

from __future__ import annotations

import pytest

from rules.examples import context_of, example_plan
from xlplan.core.text import LANGS, Lang
from xlplan.rules.base import Example, Rule
from xlplan.rules.catalogue import rules
from xlplan.rules.run import run

CASES = [
    pytest.param(rule, example, id=f"{rule.type.code}-{kind}{n}")
    for rule in rules()
    for kind, examples in (("good", rule.good), ("bad", rule.bad))
    for n, example in enumerate(examples, 1)
]


@pytest.mark.parametrize(("rule", "example"), CASES)
@pytest.mark.parametrize("language", LANGS)
def test_example(rule: Rule, example: Example, language: Lang) -> None:
    found = run(context_of(example_plan(example, language)), [rule])
    assert [(f.place.form, f.place.row_id, f.place.field) for f in found] == list(example.hits)
    for finding in found:
        for lang in LANGS:  # a placeholder without a parameter raises
            sentences = finding.message(lang) + finding.hint(lang)
            assert "{" not in sentences and "None" not in sentences, sentences


@pytest.mark.parametrize("rule", rules(), ids=lambda r: r.type.code)
def test_every_rule_has_both_kinds_of_examples(rule: Rule) -> None:
    assert rule.good and all(not e.hits for e in rule.good)
    assert rule.bad and all(e.hits for e in rule.bad)
