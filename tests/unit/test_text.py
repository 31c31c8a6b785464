"""Words in both languages, and text as people type it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlplan.core.errors import InputError, UsageError, XlplanError
from xlplan.core.normal import clean, key, split_list, tidy
from xlplan.core.text import Text


def test_placeholders_have_to_agree() -> None:
    with pytest.raises(ValueError, match="placeholders differ"):
        Text("{n} 项", "{m} items")
    assert Text("{n} 项", "{n} items")("en", n=3) == "3 items"


def test_a_text_as_a_parameter_follows_the_language() -> None:
    outer = Text("缺少{what}", "{what} is missing")
    inner = Text("部门", "the department")
    assert (outer("zh", what=inner), outer("en", what=inner)) == ("缺少部门", "the department is missing")


def test_words_with_braces_stay_as_they_are() -> None:
    typed = "{项目} {0} {{x"
    assert Text("“{value}”不对", "“{value}” is wrong")("zh", value=typed) == f"“{typed}”不对"
    assert Text(typed, typed)("zh") == typed


def test_errors_speak_both_languages() -> None:
    error = UsageError(Text("没有 {x}", "no {x}"), x="甲")
    assert isinstance(error, XlplanError)
    assert not isinstance(error, InputError)
    assert (error.in_language("zh"), str(error)) == ("没有 甲", "no 甲")


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
    assert clean(clean(text)) == clean(text)
    assert key(text) == key(f" {text}\u200b") == key(clean(text))
    assert all(part == part.strip() != "" for part in split_list(text))
