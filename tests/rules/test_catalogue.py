"""The catalogue: codes and names are unique and frozen in shape, every text exists in both languages."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import xlplan.rules
from xlplan.core.problems import TYPES
from xlplan.rules.base import ORDER, Rule, applies
from xlplan.rules.catalogue import rule, rules
from xlplan.template.resolve import load_template

GROUPS = {
    "gen": "GEN",
    "wbs": "STR", "dates": "DAT", "raci": "RES", "milestone": "MST", "progress": "PRG", "risk": "RSK", "basic": "BAS",
    "team": "TEA", "calendar": "CAL", "closing": "CLO",
    "initiation": "INI", "interface": "INT", "request": "RSC", "budget": "BUD", "change": "CHG", "action": "ACT",
    "selfcheck": "SEL",
}  # fmt: skip
FOLDER = Path(xlplan.rules.__file__).parent


def test_there_are_rules_in_every_group() -> None:
    assert len(rules()) >= 28
    assert {r.type.code[:3] for r in rules()} == set(GROUPS.values())
    assert [r.type.code for r in rules()] == sorted({r.type.code for r in rules()})


def test_no_code_or_name_is_that_of_a_cell_problem() -> None:
    assert not {r.type.code for r in rules()} & {t.code for t in TYPES}
    assert not {r.type.name for r in rules()} & {t.name for t in TYPES}


def test_a_rule_is_found_by_code_and_by_name() -> None:
    assert rule("STR006") is rule("cycle")
    with pytest.raises(KeyError):
        rule("STR999")


@pytest.mark.parametrize("one", rules(), ids=lambda r: r.type.code)
def test_entry(one: Rule) -> None:
    assert re.fullmatch(r"[A-Z]{3}\d{3}", one.type.code)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", one.type.name)
    assert one.since in ORDER
    texts = [one.type.message, one.type.hint, one.type.why, *(e.title for e in (*one.good, *one.bad))]
    for text in texts:
        assert all(words.strip() for words in text.both)
        assert not re.search("[\u4e00-\u9fff]", text.en), text.en
    tables = {t.key: t for _, t in load_template().tables()}
    for example in one.bad:
        for table, _, field in example.hits:
            assert field == "" or tables[table].has(field)


def test_a_rule_is_one_file_of_its_group_and_says_what_it_finds() -> None:
    for path in FOLDER.glob("*_*.py"):
        if path.name.startswith("__"):
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        codes = [n.args[0].value for n in ast.walk(tree) if _is_type(n)]
        assert len(codes) == 1, path.name
        assert codes[0].startswith(GROUPS[path.stem.split("_")[0]]), path.name
        assert ast.get_docstring(tree), path.name


def _is_type(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "FindingType"


@pytest.mark.parametrize(
    ("since", "state", "expected"),
    [
        ("initiating", "initiating", True),
        ("planning", "initiating", False),
        ("planning", None, True),
        ("executing", None, False),
        ("executing", "paused", True),
        ("executing", "terminated", True),
        ("closing", "terminated", False),
        ("executing", "closed", True),
    ],
)
def test_states(since: str, state: str | None, expected: bool) -> None:
    assert applies(since, state) is expected
