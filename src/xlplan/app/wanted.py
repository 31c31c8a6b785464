"""What people name on the command line and in templates when they want to see some findings only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from xlplan.app.catalogue import finding_types
from xlplan.core.errors import UsageError
from xlplan.core.finding import Finding
from xlplan.core.normal import key
from xlplan.core.text import Text
from xlplan.report.filtering import Filter
from xlplan.template import findings as f
from xlplan.template.model import Template
from xlplan.template.problems import Problems, near

NO_CODE = Text(
    "没有代码 {code}{near}；全部代码见 xlplan rules",
    "there is no code {code}{near}; see xlplan rules for all of them",
)
NO_DEPARTMENT = Text(
    "这些文件里没有部门“{name}”{near}；有：{known}",
    "these files have no department “{name}”{near}; they have: {known}",
)
_ALL_OF_A_FAMILY = 3
"""Letters that a family of codes begins with, as in DAT."""


@cache
def _named() -> Mapping[str, frozenset[str]]:
    """Codes by what they may be called: code, name, and the letters of the family."""
    types = finding_types()
    families = {t.code[:_ALL_OF_A_FAMILY] for t in types}
    named = {word.casefold(): frozenset([t.code]) for t in types for word in (t.code, t.name)}
    named |= {x.casefold(): frozenset(t.code for t in types if t.code.startswith(x)) for x in families}
    return named


def split_words(given: Iterable[str]) -> list[str]:
    """Words that were given one by one or several at once, as in ``DAT,RES001``."""
    return [w.strip() for text in given for w in text.replace("，", ",").replace("、", ",").split(",") if w.strip()]


def codes_named(given: Iterable[str]) -> frozenset[str]:
    """The codes meant by codes, names or families of codes; UsageError where there is none such."""
    found: set[str] = set()
    for word in split_words(given):
        codes = _named().get(word.casefold())
        if codes is None:
            raise UsageError(NO_CODE, code=word, near=near_code(word))
        found |= codes
    return frozenset(found)


def near_code(word: str) -> Text:
    """The question whether another code, name or family was meant."""
    shaped = {w.upper() if w.upper() in _codes_and_families() else w for w in _named()}
    if word.isalpha():  # no code: the numbers would only stand in the way
        shaped = {w for w in shaped if not w[-1].isdigit()}
    return near(word if word.islower() else word.upper(), sorted(shaped))


@cache
def _codes_and_families() -> frozenset[str]:
    codes = {t.code for t in finding_types()}
    return frozenset(codes | {c[:_ALL_OF_A_FAMILY] for c in codes})


def filter_of(
    only: Iterable[str], ignore: Iterable[str], departments: Iterable[str], known: Mapping[str, str]
) -> Filter:
    """The filter of a command line. ``known`` maps spellings of departments to the names that findings carry."""
    only, wanted = list(only), split_words(departments)
    names: set[str] = set()
    for word in wanted:
        name = known.get(key(word))
        if name is None:
            labels = sorted(set(known.values()))
            raise UsageError(NO_DEPARTMENT, name=word, near=near(word, labels), known="、".join(labels) or "-")
        names.add(name)
    return Filter(codes_named(only) if only else None, codes_named(ignore), frozenset(names) if wanted else None)


def template_filter(template: Template) -> Filter:
    """What the ``check`` part of a template leaves out. Codes that there are not count for nothing."""
    named = _named() if template.check.ignore else {}
    return Filter(ignore=frozenset(c for w in template.check.ignore for c in named.get(w.casefold(), ())))


def check_problems(template: Template) -> list[Finding]:
    """What is wrong with the ``check`` part of a template: codes that there are not."""
    problems = Problems(template.origin)
    for n, word in enumerate(template.check.ignore):
        if word.casefold() not in _named():
            problems.say(f.UNKNOWN_CODE, ("check", "ignore", n), code=word, near=near_code(word))
    return problems.found
