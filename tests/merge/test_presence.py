"""Every combination of a row's presence: in the base, in the master, in one or two returned files. None is left to chance."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations_with_replacement, product

import pytest

from merge.returned import Hand, issue, on, put, returned, sample, template, with_cell, without_row
from xlplan.core.cell import Problem
from xlplan.merging.decide import merge
from xlplan.merging.result import MergeResult
from xlplan.model.plan import Plan

ROW, OLD, NEW, OTHER, PM = "t022", 12, 9, 8, 7
"""A task of d03 that is in the base with a duration of 12; two departments' hands and the manager say other things."""


def gone(rows: list) -> None:  # type: ignore[type-arg]
    rows[:] = [r for r in rows if r.id != ROW]


MASTER: dict[str, Callable[[Plan], Plan]] = {
    "as issued": lambda plan: plan,
    "changed": lambda plan: with_cell(plan, "wbs", ROW, duration=PM),
    "changed to the same": lambda plan: with_cell(plan, "wbs", ROW, duration=NEW),
    "cleared": lambda plan: with_cell(plan, "wbs", ROW, duration=None),
    "unreadable": lambda plan: with_cell(
        replace(plan, unread={("wbs", ROW, "duration"): "三天"}), "wbs", ROW, duration=None
    ),
    "row gone": lambda plan: without_row(plan, "wbs", ROW),
    "given away": lambda plan: with_cell(plan, "wbs", ROW, dept="d04"),
}
FILE: dict[str, Hand] = {
    "untouched": lambda tables: None,
    "row absent": on("wbs", gone),
    "changed": put("wbs", ROW, duration=NEW),
    "changed otherwise": put("wbs", ROW, duration=OTHER),
    "cleared": put("wbs", ROW, duration=None),
    "unreadable": put("wbs", ROW, duration=Problem("约两周", "not-a-number")),
}

ONE = {
    # master            untouched  absent  changed                 otherwise               cleared                 unreadable
    "as issued":           ("-", "-", "applied", "applied", "applied", "rejected unreadable"),
    "changed":             ("-", "-", "conflict", "conflict", "conflict", "rejected unreadable"),
    "changed to the same": ("-", "-", "identical", "conflict", "conflict", "rejected unreadable"),
    "cleared":             ("-", "-", "conflict", "conflict", "identical", "rejected unreadable"),
    "unreadable":          ("-", "-", "conflict", "conflict", "conflict", "rejected unreadable"),
    "row gone":            ("-", "-", "conflict row-gone", "conflict row-gone", "identical", "rejected unreadable"),
    "given away":          ("-", "-", "rejected moved", "rejected moved", "rejected moved", "rejected unreadable"),
}  # fmt: skip
KEPT = {
    "as issued": OLD,
    "changed": PM,
    "changed to the same": NEW,
    "cleared": None,
    "unreadable": None,
    "given away": OLD,
}
SAID = {"changed": NEW, "changed otherwise": OTHER, "cleared": None}


def case(master: str, *files: str) -> tuple[Plan, MergeResult]:
    plan, snapshot = issue(sample(revision=3), "d03", 1)
    now = MASTER[master](plan)
    sides = [returned(snapshot, FILE[name], name=f"{n}.xlsx") for n, name in enumerate(files)]
    return now, merge(now, template(), sides)


def told(result: MergeResult, n: int) -> str:
    found = [d for d in result.details if d.file == f"{n}.xlsx"]
    assert len(found) <= 1
    return f"{found[0].outcome} {found[0].reason}".strip() if found else "-"


def duration(plan: Plan) -> int | str | None:
    return plan.tasks[ROW].duration if ROW in plan.tasks else "no row"


def test_the_table_is_complete() -> None:
    assert set(ONE) == set(MASTER)
    assert all(len(cells) == len(FILE) for cells in ONE.values())


@pytest.mark.parametrize(("master", "file"), list(product(MASTER, FILE)))
def test_one_file(master: str, file: str) -> None:
    now, result = case(master, file)
    meant = ONE[master][list(FILE).index(file)]
    assert told(result, 0) == meant
    after = duration(result.plan)
    if meant == "applied":
        assert after == SAID[file]
        assert not result.plan.pending
    else:
        assert after == ("no row" if master == "row gone" else KEPT[master]), "the master keeps what it says"
        waits = [p for p in result.plan.pending if p.row_id == ROW]
        assert bool(waits) == (meant not in ("-", "identical"))
        assert result.changed is False
    assert result.plan.unread == now.unread
    absent = [f for f in result.findings if f.code == "MRG006"]
    assert bool(absent) == (file == "row absent"), "absence is said, and is no deletion"


@pytest.mark.parametrize(("master", "files"), list(product(MASTER, combinations_with_replacement(FILE, 2))))
def test_two_files(master: str, files: tuple[str, str]) -> None:
    """Together they say what each says alone, but for values that differ: then both wait."""
    now, result = case(master, *files)
    alone = [ONE[master][list(FILE).index(f)] for f in files]
    values = [SAID[f] for f, a in zip(files, alone, strict=True) if a == "applied"]
    if len(values) == 2 and values[0] != values[1]:
        assert [told(result, n) for n in (0, 1)] == ["conflict", "conflict"]
        assert duration(result.plan) == KEPT[master]
        (waits,) = (p for p in result.plan.pending if p.row_id == ROW)
        assert [c.value for c in waits.claims] == [None if v is None else str(v) for v in values]
    elif len(values) == 2:
        assert sorted(told(result, n) for n in (0, 1)) == ["applied", "identical"]
        assert duration(result.plan) == values[0]
    else:
        assert [told(result, n) for n in (0, 1)] == alone
        assert duration(result.plan) == (values[0] if values else duration(now))


# --- rows that no base shows ---------------------------------------------------------------------------

SPARE = "t1-01"
ADDED: dict[str, Hand] = {
    "left blank": lambda tables: None,
    "filled in": put("wbs", SPARE, name="天线整改", parent="t022", duration=3),
    "filled in otherwise": put("wbs", SPARE, name="天线整改", parent="t022", duration=4),
    "another name": put("wbs", SPARE, name="结构整改", parent="t022", duration=3),
    "unreadable": put("wbs", SPARE, name="天线整改", parent="t022", duration=Problem("几天", "not-a-number")),
}
NEW_ROW = {
    ("left blank", "left blank"): ("no row", "-", "-"),
    ("left blank", "filled in"): (3, "-", "applied"),
    ("left blank", "filled in otherwise"): (4, "-", "applied"),
    ("left blank", "another name"): (3, "-", "applied"),
    ("left blank", "unreadable"): (None, "-", "rejected unreadable"),
    ("filled in", "filled in"): (3, "applied", "identical"),
    ("filled in", "filled in otherwise"): (None, "conflict", "conflict"),
    ("filled in", "another name"): ("no row", "conflict row-differs", "conflict row-differs"),
    ("filled in", "unreadable"): (3, "applied", "rejected unreadable"),
    ("filled in otherwise", "filled in otherwise"): (4, "applied", "identical"),
    ("filled in otherwise", "another name"): ("no row", "conflict row-differs", "conflict row-differs"),
    ("filled in otherwise", "unreadable"): (4, "applied", "rejected unreadable"),
    ("another name", "another name"): (3, "applied", "identical"),
    ("another name", "unreadable"): ("no row", "conflict row-differs", "rejected unreadable"),
    ("unreadable", "unreadable"): (None, "rejected unreadable", "rejected unreadable"),
}


@pytest.mark.parametrize("files", list(combinations_with_replacement(ADDED, 2)))
def test_a_new_row_of_two_hands(files: tuple[str, str]) -> None:
    plan, snapshot = issue(sample(revision=3), "d03", 1)
    sides = [returned(snapshot, ADDED[name], name=f"{n}.xlsx") for n, name in enumerate(files)]
    result = merge(plan, template(), sides)
    value, *meant = NEW_ROW[files]

    def of(n: int) -> str:
        found = [d for d in result.details if d.file == f"{n}.xlsx" and d.key == "duration"]
        return f"{found[0].outcome} {found[0].reason}".strip() if found else "-"

    assert [of(0), of(1)] == meant
    row = result.plan.tasks.get(SPARE)
    assert (row.duration if row else "no row") == value
    disputed = [p for p in result.plan.pending if p.row_id == SPARE]
    assert bool(disputed) == any(m.startswith(("conflict", "rejected")) for m in meant)
