"""What each rule says of its examples, word for word, and of their neighbours: where exactly it begins and ends.

The files in ``golden`` are read, not only compared: XLPLAN_UPDATE_GOLDEN=1 writes them anew, and whoever does looks at what
changed. A neighbour that a rule finds and should not, or the other way round, is a defect of the rule.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

import pytest

from rules.examples import context_of, example_plan
from rules.neighbours import near_contexts
from xlplan.core.finding import Finding
from xlplan.core.text import LANGS, Lang
from xlplan.rules.base import Example, Rule
from xlplan.rules.catalogue import rules
from xlplan.rules.run import run

GOLDEN = Path(__file__).parent / "golden"
UPDATE = os.environ.get("XLPLAN_UPDATE_GOLDEN", "") not in ("", "0")
FAMILIES = {family: list(found) for family, found in groupby(rules(), key=lambda r: r.type.code[:3])}


def _compare(path: Path, lines: Sequence[str]) -> None:
    text = "\n".join(lines) + "\n"
    if UPDATE:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.is_file(), f"{path.name} is missing: run with XLPLAN_UPDATE_GOLDEN=1"
    assert path.read_text(encoding="utf-8") == text


def _found(rule: Rule, example: Example) -> list[Finding]:
    return run(context_of(example_plan(example)), [rule])


def _place(finding: Finding) -> str:
    place = finding.place
    return " ".join(x for x in (place.form, place.row_id, place.field) if x)


@pytest.mark.parametrize("lang", LANGS)
def test_messages(lang: Lang) -> None:
    lines: list[str] = []
    for rule in rules():
        for example in rule.bad:
            lines += [f"{rule.type.code} [{rule.type.severity.value}] {example.title(lang)}"]
            for finding in run(context_of(example_plan(example, lang)), [rule]):
                lines += [f"  {_place(finding)}: {finding.message(lang)}", f"      → {finding.hint(lang)}"]
    _compare(GOLDEN / f"messages.{lang}.txt", lines)


@pytest.mark.slow
@pytest.mark.parametrize("family", FAMILIES)
def test_neighbours(family: str) -> None:
    lines = [line for rule in FAMILIES[family] for line in _rule(rule)]
    _compare(GOLDEN / "neighbours" / f"{family}.txt", lines)


def _rule(rule: Rule) -> Iterator[str]:
    for word, examples in (("good", rule.good), ("bad", rule.bad)):
        for number, example in enumerate(examples, 1):
            yield f"{rule.type.code} {word} {number}: {example.title('zh')}"
            yield from _example(rule, example)


def _example(rule: Rule, example: Example) -> Iterator[str]:
    own = _said(_found(rule, example))
    yield from (f"  {line}" for line in own)
    same, nothing, others = [], [], []
    for change, context in near_contexts(rule, example):
        if context is None:
            others.append(f"  no plan with {change}")
            continue
        said = _said(run(context, [rule]))
        if said == own:
            same.append(change)
        elif not said:
            nothing.append(change)
        else:
            others += [f"  with {change}", *(f"    {line}" for line in said)]
    yield from (f"  the same with {change}" for change in same)
    yield from (f"  nothing with {change}" for change in nothing)
    yield from others


def _said(found: Sequence[Finding]) -> list[str]:
    return [f"{_place(f)}: {f.message('zh')}" for f in found]
