"""Codes are promises: people look them up, templates and filters name them, programs count by them."""

from __future__ import annotations

from pathlib import Path

from xlplan.app.catalogue import finding_types

LINES = [
    line.split()
    for line in (Path(__file__).parent / "codes.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
RETIRED = {line[0]: line[1] for line in LINES if line[2:] == ["retired"]}
USED = {line[0]: line[1] for line in LINES if line[0] not in RETIRED}


def test_the_list_is_in_order_and_without_doubles() -> None:
    codes = [line[0] for line in LINES]
    assert codes == sorted(set(codes))
    assert len({line[1] for line in LINES}) == len(LINES)
    assert all(line[2:] in ([], ["retired"]) for line in LINES)


def test_no_code_vanishes_or_changes_its_name() -> None:
    known = {t.code: t.name for t in finding_types()}
    missing = {code: name for code, name in USED.items() if known.get(code) != name}
    assert not missing, "a code may only be retired: put “retired” behind it in codes.txt"
    new = sorted(set(known) - set(USED))
    assert not new, "add new codes to codes.txt"


def test_what_is_retired_is_never_used_again() -> None:
    known = finding_types()
    assert not RETIRED.keys() & {t.code for t in known}
    assert not set(RETIRED.values()) & {t.name for t in known}
