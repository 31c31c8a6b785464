"""Words that formulas compare with belong to lists that no template can reword."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from xlplan.core.kinds.choice import ChoiceKind
from xlplan.core.text import LANGS, Lang
from xlplan.forms.catalogue import TWINS
from xlplan.template.resolve import load_template
from xlplan.twins.programme import blocks

LISTS = load_template().choice_lists()
PRIORITIES = {"priority"}
"""P0 to P3 are the same in every language and may stand anywhere."""


def literals(lang: Lang) -> Iterator[str]:
    for block in blocks(3, TWINS):
        for step in block.steps:
            yield from re.findall(r'"([^"]+)"', step.in_language(lang))


def test_some_lists_are_fixed_and_some_are_not() -> None:
    assert {"grade", "row_state", "weighting", "day_kind", "risk_state"} <= {k for k, v in LISTS.items() if v.fixed}
    assert {"risk_category", "cause", "role", "response"} <= {k for k, v in LISTS.items() if not v.fixed}


@pytest.mark.parametrize("kind", [k for k in LISTS.values() if not k.fixed], ids=lambda k: k.list_name)
@pytest.mark.parametrize("lang", LANGS)
def test_no_formula_holds_a_word_that_can_change(kind: ChoiceKind, lang: Lang) -> None:
    fixed = {word for other in LISTS.values() if other.fixed for word in other.labels(lang)}
    used = set(literals(lang)) - fixed
    assert kind.list_name in PRIORITIES or not used & set(kind.labels(lang))
