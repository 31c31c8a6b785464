"""What becomes of an edit: each case by name, on the sample project."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import permutations
from typing import Any

import pytest

from merge.returned import (
    Hand,
    day,
    issue,
    master_side,
    outcomes,
    put,
    returned,
    sample,
    template,
    with_cell,
    without_row,
)
from xlplan.core.cell import Problem
from xlplan.core.kinds.number import MoneyKind
from xlplan.core.kinds.text import TextKind
from xlplan.core.text import Text
from xlplan.forms.base import PM, Column, department
from xlplan.merging.decide import merge
from xlplan.merging.result import MergeResult
from xlplan.model.plan import Plan, Round
from xlplan.model.snapshot import unread

CELL = ("wbs", "t022", "duration")  # 12 in the sample; t022 belongs to d03
DONE, SAME, ASK, NO = ("applied", ""), ("identical", ""), ("conflict", ""), ("rejected", "not-owner")
GARBLED = ("rejected", "unreadable")


def duration(value: Any) -> Hand:
    return put("wbs", "t022", duration=value)


@dataclass
class Case:
    """Who typed what into one cell of a task of d03, and what becomes of it; ``master``: in the master."""

    name: str
    sides: list[tuple[str, Any]]
    want: list[tuple[str, str]]
    value: Any
    master: dict[str, Any] = field(default_factory=dict)


CASES = [
    Case("one side changes", [("d03", 9)], [DONE], 9),
    Case("one side clears", [("d03", None)], [DONE], None),
    Case("two hands of one department agree", [("d03", 9), ("d03", 9)], [DONE, SAME], 9),
    Case("two hands of one department differ", [("d03", 9), ("d03", 8)], [ASK, ASK], 12),
    Case("changed against cleared", [("d03", 9), ("d03", None)], [ASK, ASK], 12),
    Case("both cleared", [("d03", None), ("d03", None)], [DONE, SAME], None),
    Case("somebody else's cell", [("d04", 9)], [NO], 12),
    Case("owner against somebody else", [("d03", 9), ("d04", 8)], [DONE, NO], 9),
    Case("somebody else says the same", [("d03", 9), ("d04", 9)], [DONE, NO], 9),
    Case("unreadable", [("d03", Problem("约两周", "not-a-number"))], [GARBLED], 12),
    Case("unreadable and a value", [("d03", 9), ("d03", Problem("?", "not-a-number"))], [DONE, GARBLED], 9),
    Case("the master says the same by now", [("d03", 9)], [SAME], 9, {"duration": 9}),
    Case("the master says something else by now", [("d03", 9)], [ASK], 7, {"duration": 7}),
    Case("the master cleared it", [("d03", 9)], [ASK], None, {"duration": None}),
    Case("one agrees with the master", [("d03", 7), ("d03", 9)], [SAME, ASK], 7, {"duration": 7}),
    Case("the task went to another department", [("d03", 9)], [("rejected", "moved")], 12, {"dept": "d04"}),
    Case("moved, but says what the master says", [("d03", 9)], [SAME], 9, {"dept": "d04", "duration": 9}),
]  # fmt: skip


def run(case: Case) -> MergeResult:
    plan, sides = sample(revision=3), []
    copies = {}
    for n, dept in enumerate(dict.fromkeys(d for d, _ in case.sides), 1):
        plan, copies[dept] = issue(plan, dept, n)
    for n, (dept, value) in enumerate(case.sides):
        sides.append(returned(copies[dept], duration(value), name=f"{n}.xlsx"))
    if case.master:
        plan = with_cell(plan, "wbs", "t022", **case.master)
    results = [merge(plan, template(), order) for order in permutations(sides)]
    assert all(r == results[0] for r in results)
    return results[0]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_presence(case: Case) -> None:
    result = run(case)
    assert outcomes(result)[CELL] == case.want
    assert result.plan.tasks["t022"].duration == case.value
    assert result.changed == any(o == "applied" for o, _ in case.want)
    again = merge(result.plan, template(), [])
    assert again.plan == result.plan


def test_a_conflict_lists_every_side_and_the_master() -> None:
    result = run(Case("", [("d03", 9), ("d03", 8)], [], 7, {"duration": 7}))
    one, other = result.details
    assert one.sides == other.sides
    assert [(s.file, s.base, s.value) for s in one.sides] == [("0.xlsx", "12", "9"), ("1.xlsx", "12", "8")]
    assert one.present == "7"
    assert one.label == "3.1.2 PCB 布局与打样"


def test_first_of_equal_values_is_by_department_then_checksum() -> None:
    plan, copy = issue(sample(), "d03", 1)
    late = returned(copy, duration(9), name="a.xlsx", sha256="bbb")
    early = returned(copy, duration(9), name="z.xlsx", sha256="aaa")
    details = merge(plan, template(), [late, early]).details
    assert [(d.sha256, d.outcome) for d in details] == [("aaa", "applied"), ("bbb", "identical")]


def test_the_same_file_counts_once() -> None:
    plan, copy = issue(sample(), "d03", 1)
    sides = [returned(copy, duration(9), name=n, sha256="x") for n in ("a.xlsx", "b.xlsx")]
    result = merge(plan, template(), sides)
    assert result.counts.edits == 1 and [f.code for f in result.findings] == ["MRG011"]


def test_a_row_that_the_master_no_longer_has() -> None:
    plan, copy = issue(sample(), "d03", 1)
    gone = without_row(plan, "wbs", "t022")
    result = merge(gone, template(), [returned(copy, duration(9))])
    assert outcomes(result)[CELL] == [("conflict", "row-gone")]
    assert not result.changed


def test_without_a_base_every_difference_is_asked() -> None:
    plan, copy = issue(sample(), "d03", 1)
    side = returned(copy, duration(9), put("wbs", "t036", duration=3), anchored=False)
    found = outcomes(merge(plan, template(), [side]))
    assert found == {CELL: [("conflict", "no-base")], ("wbs", "t036", "duration"): [NO]}


# --- the project manager ---------------------------------------------------------------------------


def test_the_project_manager_fills_on_behalf_and_the_owner_says_otherwise() -> None:
    plan, copy = issue(sample(revision=3), "d03", 1)
    now = with_cell(plan, "wbs", "t022", duration=7)
    result = merge(now, template(), [returned(copy, duration(9)), master_side(plan, now)])
    assert outcomes(result)[CELL] == [ASK, ASK] and result.plan.tasks["t022"].duration == 7
    assert [s.value for s in result.details[1].sides] == ["7", "9"]


def test_a_later_change_of_the_master_supersedes_an_old_file() -> None:
    """The file was merged, the value was changed in the master after that, the old file comes again."""
    plan, copy = issue(sample(revision=3), "d03", 1)
    side = returned(copy, duration(9))
    merged = replace(merge(plan, template(), [side]).plan, revision=4)
    now = with_cell(merged, "wbs", "t022", duration=7)
    result = merge(now, template(), [side, master_side(merged, now)])
    assert outcomes(result)[CELL] == [("applied", "on-behalf"), ("identical", "superseded")]
    assert not result.changed


def test_last_weeks_file_beside_this_weeks() -> None:
    plan, first = issue(sample(revision=3), "d03", 1)
    old = returned(first, duration(9))
    plan = replace(merge(plan, template(), [old]).plan, revision=4)
    plan, second = issue(plan, "d03", 2)
    new = returned(second, duration(12))  # back to what it was at first
    result = merge(plan, template(), [old, new])
    assert outcomes(result)[CELL] == [SAME, DONE] and result.plan.tasks["t022"].duration == 12
    again = merge(result.plan, template(), [new, old])
    assert outcomes(again)[CELL] == [("identical", "superseded"), SAME] and not again.changed


# --- unreadable cells of the master ----------------------------------------------------------------


def test_an_edit_heals_a_cell_that_the_master_could_not_read() -> None:
    plan = with_cell(sample(unread={CELL: "三天"}), "wbs", "t022", duration=None)
    plan, copy = issue(plan, "d03", 1)
    untouched = merge(plan, template(), [returned(copy)])
    assert not untouched.details
    result = merge(plan, template(), [returned(copy, duration(3))])
    assert outcomes(result)[CELL] == [DONE]
    assert result.details[0].present == unread("三天")
    assert (result.plan.tasks["t022"].duration, result.plan.unread) == (3, {})


def test_a_cell_garbled_in_the_master_since_is_a_conflict() -> None:
    plan, copy = issue(sample(), "d03", 1)
    garbled = with_cell(replace(plan, unread={CELL: "三天"}), "wbs", "t022", duration=None)
    result = merge(garbled, template(), [returned(copy, duration(3))])
    assert outcomes(result)[CELL] == [ASK]
    assert result.plan.unread == {CELL: "三天"}


# --- new rows --------------------------------------------------------------------------------------


def new_task(**cells: Any) -> Hand:
    return put("wbs", "t1-01", **{"name": "天线整改", "parent": "t022", "duration": 3, **cells})


def test_a_new_sub_task_gets_its_department_and_its_code() -> None:
    plan, copy = issue(sample(), "d03", 1)
    result = merge(plan, template(), [returned(copy, new_task())])
    task = result.plan.tasks["t1-01"]
    assert (task.code, task.dept, task.parent, task.duration) == ("3.1.2.1", "d03", "t022", 3)
    assert result.counts.edits == result.counts.applied == 3  # department and code are consequences
    assert result.consequences == ((("wbs", "t1-01", "code"), "3.1.2.1"),)


def test_codes_go_by_ids_and_new_parents_come_first() -> None:
    plan, copy = issue(sample(), "d03", 1)
    hands = [
        put("wbs", "t1-03", name="丙", parent="t020"),
        put("wbs", "t1-01", name="甲", parent="t1-02"),
        put("wbs", "t1-02", name="乙", parent="t020"),
    ]
    tasks = merge(plan, template(), [returned(copy, *hands)]).plan.tasks
    assert [tasks[i].code for i in ("t1-02", "t1-03", "t1-01")] == ["3.1.6", "3.1.7", "3.1.6.1"]


def test_a_new_task_without_code_or_parent_is_kept_and_said() -> None:
    plan, copy = issue(sample(), "d03", 1)
    result = merge(plan, template(), [returned(copy, new_task(parent=None))])
    assert result.plan.tasks["t1-01"].code is None
    assert [f.code for f in result.findings] == ["MRG012"]


def test_a_typed_code_is_taken() -> None:
    plan, copy = issue(sample(), "d03", 1)
    result = merge(plan, template(), [returned(copy, new_task(parent=None, code="3.1.9"))])
    assert result.plan.tasks["t1-01"].code == "3.1.9" and not result.consequences


def test_a_sub_task_of_another_departments_task_is_not_ones_own_to_add() -> None:
    plan, copy = issue(sample(), "d03", 1)
    result = merge(plan, template(), [returned(copy, new_task(parent="t036"))])  # a leaf of d04
    assert outcomes(result)["wbs", "t1-01", "parent"] == [NO]
    assert result.plan.tasks["t1-01"].parent is None


def test_a_row_for_another_department_is_a_proposal() -> None:
    plan, copy = issue(sample(), "d03", 1)
    result = merge(plan, template(), [returned(copy, new_task(dept="d04"))])
    found = {k[2]: v for k, v in outcomes(result).items()}
    proposal = [("rejected", "proposal")]
    assert found == {"name": proposal, "parent": proposal, "duration": proposal, "dept": [NO]}
    assert "t1-01" not in result.plan.tasks


def test_naming_the_own_department_is_an_edit_like_others() -> None:
    plan, copy = issue(sample(), "d03", 1)
    result = merge(plan, template(), [returned(copy, new_task(dept="d03"))])
    assert outcomes(result)["wbs", "t1-01", "dept"] == [DONE]


def test_a_spare_row_that_only_names_the_department_is_not_begun() -> None:
    plan, copy = issue(sample(), "d03", 1)
    assert not merge(plan, template(), [returned(copy, put("wbs", "t1-01", dept="d03"))]).details


def test_one_spare_row_filled_with_two_things_is_asked_as_a_whole() -> None:
    plan, copy = issue(sample(), "d03", 1)
    sides = [
        returned(copy, new_task(), name="a.xlsx"),
        returned(copy, new_task(name="结构验证", note="x"), name="b.xlsx"),
    ]
    result = merge(plan, template(), sides)
    assert result.counts.conflicts == result.counts.edits == 7 and not result.changed
    assert {d.reason for d in result.details} == {"", "row-differs"}


def test_a_correction_next_week_is_the_same_row() -> None:
    plan, copy = issue(sample(), "d03", 1)
    first = merge(plan, template(), [returned(copy, new_task(), name="a.xlsx")]).plan
    later = returned(copy, new_task(note="补充"), name="b.xlsx")
    result = merge(first, template(), [later])
    assert outcomes(result)["wbs", "t1-01", "note"] == [DONE]
    renamed = returned(copy, new_task(name="天线返工", note="补充"), name="c.xlsx")
    result = merge(first, template(), [renamed])
    assert outcomes(result)["wbs", "t1-01", "name"] == [ASK]
    assert outcomes(result)["wbs", "t1-01", "note"] == [("conflict", "row-differs")]


def test_an_added_row_stays_the_departments_in_later_copies() -> None:
    plan, copy = issue(sample(revision=3), "d03", 1)
    plan = replace(merge(plan, template(), [returned(copy, new_task())]).plan, revision=4)
    plan, second = issue(plan, "d03", 2)
    hand = put("wbs", "t1-01", name="天线返工", deliverable="报告", dept="d04")
    found = outcomes(merge(plan, template(), [returned(second, hand)]))
    assert {k[2]: v for k, v in found.items()} == {"name": [DONE], "deliverable": [DONE], "dept": [NO]}


def test_new_rows_of_tables_that_only_the_project_manager_extends() -> None:
    plan, copy = issue(sample(), "d03", 1)
    hand = put("departments", "", name="法务部", head="p006")
    result = merge(plan, template(), [returned(copy, hand)])
    assert {o for v in outcomes(result).values() for o in v} == {NO} and not result.changed


def test_similar_new_rows_of_two_departments_are_pointed_out() -> None:
    plan, one = issue(sample(), "d03", 1)
    plan, two = issue(plan, "d04", 2)
    sides = [
        returned(one, put("risks", "r1-01", description="关键器件停产，交期延长")),
        returned(two, put("risks", "r2-01", description="关键器件停产,交期变长")),
    ]
    result = merge(plan, template(), sides)
    assert [f.code for f in result.findings] == ["MRG014"]


# --- risks and their numbers -----------------------------------------------------------------------


def test_risks_are_numbered_once_by_short_code() -> None:
    plan, copy = issue(sample(), "d03", 1)
    hands = [put("risks", f"r1-{n:02d}", description=f"风险{n}", dept="d04") for n in (2, 1)]
    result = merge(plan, template(), [returned(copy, *hands)])
    rows = result.plan.risks
    assert (rows["r1-01"].number, rows["r1-02"].number) == ("R-研发-006", "R-研发-007")
    assert (rows["r1-01"].raised_by_dept, rows["r1-01"].dept) == ("d03", "d04")
    again = merge(result.plan, template(), [returned(copy, *hands)])
    assert not again.changed and again.counts.identical == again.counts.edits


def test_a_typed_number_is_refused_and_never_given_to_another() -> None:
    plan, copy = issue(sample(), "d03", 1)
    hand = put("risks", "r1-01", number="R-研发-020", description="风险")
    result = merge(plan, template(), [returned(copy, hand)])
    assert outcomes(result)["risks", "r1-01", "number"] == [NO]
    assert result.plan.risks["r1-01"].number == "R-研发-021"


def test_handing_a_risk_over_and_saying_so_in_one_file() -> None:
    plan, copy = issue(sample(), "d03", 1)
    hand = put("risks", "r001", dept="d04", state="closed")
    result = merge(plan, template(), [returned(copy, hand)])
    assert {v[0] for v in outcomes(result).values()} == {DONE}
    again = merge(result.plan, template(), [returned(copy, hand)])
    assert again.counts.identical == 2


# --- progress and rounds ---------------------------------------------------------------------------


def next_round(plan: Plan) -> Plan:
    return replace(plan, rounds=(*plan.rounds, Round(3, day("2026-11-20"))))


def test_progress_lands_in_its_own_round() -> None:
    plan, copy = issue(sample(), "d03", 1)
    side = returned(
        copy, put("progress", "t022@2", next_step="复测"), put("progress", "", task="t021", next_step="归档")
    )
    result = merge(next_round(plan), template(), [side])
    assert result.plan.progress["t022@2"].next_step == "复测"
    row = result.plan.progress["t021@2"]
    assert (row.task, row.round, row.next_step) == ("t021", 2, "归档")
    assert [f.code for f in result.findings] == ["MRG010"]


def test_a_round_that_the_master_does_not_know_still_lands() -> None:
    plan, copy = issue(sample(), "d03", 1)
    restored = replace(plan, rounds=plan.rounds[:1])
    restored = without_row(restored, "progress", "t022@2")
    result = merge(restored, template(), [returned(copy, put("progress", "t022@2", next_step="复测"))])
    row, was = result.plan.progress["t022@2"], plan.progress["t022@2"]
    assert row == was.with_cells({"next_step": "复测"})


def test_progress_of_somebody_elses_task() -> None:
    plan, copy = issue(sample(), "d03", 1)
    result = merge(plan, template(), [returned(copy, put("progress", "", task="t036", next_step="催货"))])
    assert {o for v in outcomes(result).values() for o in v} == {NO}


def test_progress_of_a_task_that_moved() -> None:
    plan, copy = issue(sample(), "d03", 1)
    moved = with_cell(plan, "wbs", "t022", dept="d04")
    result = merge(moved, template(), [returned(copy, put("progress", "t022@2", next_step="复测"))])
    assert outcomes(result)["progress", "t022@2", "next_step"] == [("rejected", "moved")]


def test_a_weekly_copy_without_the_task_list() -> None:
    plan, copy = issue(sample(), "d03", 1, forms=("progress", "risks"))
    hands = [
        put("progress", "t022@2", next_step="复测"),
        put("progress", "", task="t021", next_step="归档"),
    ]
    result = merge(plan, template(), [returned(copy, *hands)])
    assert result.counts.applied == result.counts.edits == 3


# --- a company's own columns -----------------------------------------------------------------------


def test_a_companys_columns_are_merged_like_others(monkeypatch: pytest.MonkeyPatch) -> None:
    def extra(key: str, **more: str) -> Column:
        kind = MoneyKind() if key == "fee" else TextKind()
        owner = PM if more.get("owner") == "pm" else department()
        return Column(Text(key, key), kind, owner, key=key, extra=True)

    columns = (extra("vendor"), extra("fee"), extra("gate", owner="pm"))
    forms = tuple(
        replace(f, tables=(replace(f.tables[0], columns=(*f.tables[0].columns, *columns)),)) if f.code == "wbs" else f
        for f in template().forms
    )
    using = replace(template(), forms=forms)
    monkeypatch.setattr("merge.returned.template", lambda: using)
    plan = with_cell(sample(), "wbs", "t022", vendor="甲厂", gate="G2")
    plan, copy = issue(plan, "d03", 1)
    hands = [
        put("wbs", "t022", vendor=None, fee=Decimal("1200.50"), gate="G3"),
        new_task(vendor="乙厂"),
    ]
    result = merge(plan, using, [returned(copy, *hands)])
    assert outcomes(result)["wbs", "t022", "gate"] == [NO]
    assert dict(result.plan.tasks["t022"].extras) == {"fee": Decimal("1200.5"), "gate": "G2"}
    assert dict(result.plan.tasks["t1-01"].extras) == {"vendor": "乙厂"}


# --- what is missing -------------------------------------------------------------------------------


def test_a_missing_sheet_and_a_missing_column_change_nothing() -> None:
    plan, copy = issue(sample(), "d03", 1)

    def tear(tables: Any) -> None:
        tables["risks"] = replace(tables["risks"], present=False, rows=[])
        wbs = tables["wbs"]
        tables["wbs"] = replace(wbs, columns=tuple(c for c in wbs.columns if c != "duration"))
        for row in wbs.rows:
            row.cells.pop("duration", None)

    result = merge(plan, template(), [returned(copy, tear)])
    assert not result.details and not result.changed
    assert sorted(f.code for f in result.findings) == ["MRG007", "MRG008"]


# --- references -------------------------------------------------------------------------------------


def test_what_names_a_row_that_waits_waits_with_it() -> None:
    """Two hands give one new person two names; a task of the first one's is that person's."""
    plan, copy = issue(sample(), "d03", 1)
    first = returned(copy, put("people", "p1-01", name="甲"), put("wbs", "t022", owner="p1-01"), name="a.xlsx")
    second = returned(copy, put("people", "p1-01", name="乙"), name="b.xlsx")
    result = merge(plan, template(), [first, second])
    found = outcomes(result)
    assert found["people", "p1-01", "name"] == [ASK, ASK]
    assert found["wbs", "t022", "owner"] == [("conflict", "refers-to-waiting")]
    assert result.plan.tasks["t022"].owner == plan.tasks["t022"].owner
    alone = merge(plan, template(), [first])
    assert alone.plan.tasks["t022"].owner == "p1-01" and alone.plan.people["p1-01"].name == "甲"
