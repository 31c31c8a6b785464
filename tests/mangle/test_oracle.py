"""The oracle itself can fail: answers that were tampered with are silently wrong, told ones are reported."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from mangle.desk import Desk
from mangle.oracle import Verdict, judge
from mangle.run import answers, mangled
from mangle.source import source
from xlplan.app.books import Submission
from xlplan.core.cell import BLANK, Problem, Value
from xlplan.core.finding import Finding, Place
from xlplan.excel import structure_findings as s
from xlplan.merging import findings as f
from xlplan.merging.decide import merge
from xlplan.merging.result import MergeResult
from xlplan.model.read import ReadRow
from xlplan.template.resolve import Template

TABLE = "risks"


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> tuple[Desk, Submission]:
    desk = mangled(source("zh"), [], 0)
    path = tmp_path_factory.mktemp("oracle") / desk.name
    path.write_bytes(desk.data())
    ((submission, _),) = answers(source("zh"), [path])
    return desk, submission


def _merged(desk: Desk, submission: Submission) -> MergeResult:
    template: Template = desk.source.template
    return merge(desk.source.master.plan, template, [submission.side] if submission.side else [])


def _with_rows(submission: Submission, change: Callable[[list[ReadRow]], list[ReadRow]]) -> Submission:
    assert submission.side is not None
    tables = {**submission.side.tables, TABLE: change(list(submission.side.tables[TABLE]))}
    return replace(submission, side=replace(submission.side, tables=tables), findings=list(submission.findings))


def _with_cell(submission: Submission, key: str, cell: object) -> Submission:
    return _with_rows(submission, lambda rows: [replace(rows[0], cells={**rows[0].cells, key: cell}), *rows[1:]])


def _wrongs(desk: Desk, submission: Submission) -> set[tuple[str, str]]:
    found = judge(desk, submission, _merged(desk, submission)).wrongs
    return {(w.table, w.key) for w in found}


def test_another_value_is_wrong(given: tuple[Desk, Submission]) -> None:
    desk, submission = given
    assert _wrongs(desk, submission) == set()
    assert _wrongs(desk, _with_cell(submission, "trigger", Value("guessed"))) == {(TABLE, "trigger")}
    assert _wrongs(desk, _with_cell(submission, "trigger", BLANK)) == {(TABLE, "trigger")}


def test_a_problem_is_no_answer_without_a_word(given: tuple[Desk, Submission]) -> None:
    desk, submission = given
    tampered = _with_cell(submission, "trigger", Problem("?", "not-a-date"))
    account = judge(desk, tampered, _merged(desk, tampered))
    assert account.counts[Verdict.REPORTED] == 1  # by the merge, which rejects what is unreadable
    silent = replace(_merged(desk, tampered), details=())
    assert [w.key for w in judge(desk, tampered, silent).wrongs] == ["trigger"]


def test_a_row_that_vanishes_or_appears_is_wrong(given: tuple[Desk, Submission]) -> None:
    desk, submission = given
    lost = _with_rows(submission, lambda rows: rows[1:])
    assert (TABLE, "description") in _wrongs(desk, lost)
    extra = ReadRow("r3-99", {"description": Value("合计", "合计")}, {"description": Place("x", "风险", "C60")})
    assert _wrongs(desk, _with_rows(submission, lambda rows: [*rows, extra])) == {(TABLE, "*")}


def test_only_what_names_the_place_counts(given: tuple[Desk, Submission]) -> None:
    desk, submission = given
    tampered = _with_cell(submission, "trigger", Value("guessed"))
    assert tampered.side is not None
    row = tampered.side.tables[TABLE][0]
    place, other = row.places["trigger"], row.places["action"]

    def with_finding(finding: Finding) -> set[tuple[str, str]]:
        return _wrongs(desk, replace(tampered, findings=[*tampered.findings, finding]))

    named = Finding(s.COLUMN_MISSING, Place("x", place.sheet, form=TABLE, field="trigger"))
    assert with_finding(named) == set()
    assert with_finding(Finding(f.ROW_REALIGNED, Place("x", form=TABLE, row_id=row.id))) == set()
    assert with_finding(Finding(f.TABLE_MISSING, Place("x", form=TABLE))) == set()
    for useless in (
        Finding(s.COLUMN_MISSING, Place("x", place.sheet, form=TABLE, field="action")),
        Finding(s.COLUMN_MISSING, replace(other, row_id="")),
        Finding(f.ROW_REALIGNED, Place("x", form=TABLE, row_id="r999")),
        Finding(f.TABLE_MISSING, Place("x", form="wbs")),
        Finding(s.FOUND_BY_HEADER, Place("x", place.sheet, form=TABLE)),  # an info
        Finding(s.SHEET_COPIED, Place("x", "another sheet", form=TABLE)),
        Finding(f.NO_BASE, Place("x")),
    ):
        assert with_finding(useless) == {(TABLE, "trigger")}
