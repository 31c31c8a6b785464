"""Who is who after people sorted, cut, copied and deleted rows: each case by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from merge.returned import Hand, Tables, issue, on, outcomes, put, returned, sample, template
from xlplan.core.cell import BLANK, Value
from xlplan.merging.decide import merge
from xlplan.merging.result import MergeResult
from xlplan.model.read import ReadRow

Rows = list[ReadRow]


def find(rows: Rows, id_: str) -> ReadRow:
    return next(r for r in rows if r.id == id_)


def copy_of(row: ReadRow, **cells: Any) -> ReadRow:
    return ReadRow(row.id, {**row.cells, **{k: Value(v) for k, v in cells.items()}}, dict(row.places))


def merged(*hands: Hand) -> MergeResult:
    plan, copy = issue(sample(), "d03", 1)
    return merge(plan, template(), [returned(copy, *hands)])


def codes(result: MergeResult) -> list[str]:
    return [f.code for f in result.findings]


def sort_only_what_is_seen(rows: Rows) -> None:
    """Visible cells are sorted by name, the hidden ids stay where they are."""
    filled = [r for r in rows if "-" not in r.id]
    contents = sorted((r.cells for r in filled), key=lambda c: str(c["name"]))
    for row, cells in zip(filled, contents, strict=True):
        row.cells = cells


def lose_ids(rows: Rows) -> None:
    for row in rows:
        row.id, row.lost_id = "", True


def cut_into_a_spare_row(rows: Rows) -> None:
    """Visible cells moved down; the hidden id stays behind on an empty row."""
    source, target = find(rows, "t022"), find(rows, "t1-01")
    target.cells = source.cells
    source.cells = dict.fromkeys(source.cells, BLANK)


HARMLESS: dict[str, Callable[[Rows], None]] = {
    "sorted as a whole": lambda rows: rows.reverse(),
    "visible cells sorted": sort_only_what_is_seen,
    "all ids lost": lose_ids,
    "cut and pasted into a spare row": cut_into_a_spare_row,
    "copied as it is": lambda rows: rows.append(copy_of(find(rows, "t022"))),
    "copied over another row": lambda rows: find(rows, "t023").cells.update(find(rows, "t022").cells),
    "rows deleted": lambda rows: rows.remove(find(rows, "t022")),
    "row emptied": lambda rows: find(rows, "t022").cells.update(dict.fromkeys(find(rows, "t022").cells, BLANK)),
}


@pytest.mark.parametrize("change", HARMLESS.values(), ids=HARMLESS)
def test_rearranging_alone_is_no_edit(change: Callable[[Rows], None]) -> None:
    result = merged(on("wbs", change))
    assert not result.details and not result.changed


@pytest.mark.parametrize(
    "name", ["visible cells sorted", "all ids lost", "cut and pasted into a spare row", "sorted as a whole"]
)
def test_an_edit_finds_its_row_all_the_same(name: str) -> None:
    result = merged(put("wbs", "t022", duration=9), on("wbs", HARMLESS[name]))
    assert outcomes(result) == {("wbs", "t022", "duration"): [("applied", "")]}


def test_absence_is_noted_by_row() -> None:
    result = merged(on("wbs", HARMLESS["rows deleted"]))
    assert codes(result) == ["MRG006"]
    assert result.findings[0].place.row_id == "t022" and "PCB" in result.findings[0].message("zh")


def test_a_copy_with_another_name_is_a_new_row() -> None:
    def copy_and_rename(rows: Rows) -> None:
        rows.insert(0, copy_of(find(rows, "t022"), code="3.1.9", name="天线整改"))

    result = merged(on("wbs", copy_and_rename))
    ids = {d.row_id for d in result.details}
    assert len(ids) == 1 and next(iter(ids)).startswith("t1-h")
    assert result.plan.tasks[ids.pop()].dept == "d03"
    assert merged(on("wbs", copy_and_rename)) == result


def test_a_copy_with_other_values_is_a_duplicate() -> None:
    result = merged(on("wbs", lambda rows: rows.append(copy_of(find(rows, "t022"), duration=9))))
    assert outcomes(result) == {("wbs", "t022", "duration"): [("rejected", "duplicate-row")]}
    assert codes(result) == ["MRG004"]


def test_the_upper_one_counts() -> None:
    def change(rows: Rows) -> None:
        row = find(rows, "t022")
        rows.append(copy_of(row, duration=9))
        row.cells["duration"] = Value(8)

    result = merged(on("wbs", change))
    assert {(d.outcome, d.value) for d in result.details} == {("applied", "8"), ("rejected", "9")}


def test_code_and_name_both_changed_is_asked() -> None:
    result = merged(put("wbs", "t022", code="3.1.9", name="天线整改", duration=9))
    found = {k[2]: v for k, v in outcomes(result).items()}
    assert found["duration"] == [("conflict", "row-in-doubt")]
    assert found["code"] == found["name"] == [("rejected", "not-owner")]


def test_two_rows_with_one_id_and_no_original_name() -> None:
    def change(rows: Rows) -> None:
        row = find(rows, "t022")
        row.cells["name"] = Value("甲")
        rows.append(copy_of(row, name="乙", duration=9))

    result = merged(on("wbs", change))
    assert {o for v in outcomes(result).values() for o, _ in v} == {
        "conflict",
        "rejected",
    } and not result.changed


def test_a_spare_row_copied_down_gives_several_rows() -> None:
    def change(rows: Rows) -> None:
        row = find(rows, "t1-01")
        row.cells |= {"name": Value("甲"), "parent": Value("t022")}
        rows += [copy_of(row, name="乙"), copy_of(row, name="丙"), copy_of(row, name="丙")]

    result = merged(on("wbs", change))
    new = {t.name: t.code for t in result.plan.tasks.values() if t.id not in sample().tasks}
    assert sorted(new) == ["丙", "乙", "甲"] and new["甲"] == "3.1.2.1" and len(set(new.values())) == 3


def test_a_namesake_in_another_department_is_another_person() -> None:
    other = next(p for p in sample().people.values() if p.dept == "d04")
    result = merged(put("people", "p1-01", name=other.name, role="member"))
    assert result.counts.applied == 2
    assert result.plan.people["p1-01"].dept == "d03"


def test_progress_is_known_by_task_and_round() -> None:
    def swap_ids(rows: Rows) -> None:
        rows[0].id, rows[1].id = rows[1].id, rows[0].id

    assert not merged(on("progress", swap_ids)).details


def test_a_progress_row_that_names_no_task() -> None:
    result = merged(put("progress", "", next_step="复测"))
    assert [(d.outcome, d.reason, d.value) for d in result.details] == [("rejected", "row-unknown", "复测")]
    assert codes(result) == ["MRG009"]


def test_a_progress_row_whose_task_was_cleared_keeps_its_id() -> None:
    result = merged(put("progress", "t022@2", task=None, next_step="复测"))
    assert outcomes(result) == {
        ("progress", "t022@2", "task"): [("rejected", "not-owner")],
        ("progress", "t022@2", "next_step"): [("applied", "")],
    }


def test_ids_of_lost_rows_never_depend_on_their_order() -> None:
    def add(*names: str) -> Hand:
        def hand(tables: Tables) -> None:
            for name in names:
                put("wbs", "", name=name, parent="t022")(tables)
                tables["wbs"].rows[-1].id = "lost"

        return hand

    one, other = merged(add("甲", "乙")), merged(add("乙", "甲"))
    assert one.plan == other.plan
