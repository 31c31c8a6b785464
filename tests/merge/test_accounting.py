"""The check of accounts is itself checked: it runs on every merge, and it fails where something is missing."""

from __future__ import annotations

from dataclasses import replace

import pytest

import accounting
from merge.returned import issue, put, returned, sample, template
from xlplan.merging.decide import merge
from xlplan.merging.result import Counts

TABLES = [t for _, t in template().tables()]


def test_every_merge_is_counted() -> None:
    plan, copy = issue(sample(), "d03", 1)
    before = accounting.merges
    merge(plan, template(), [returned(copy, put("wbs", "t022", duration=9))])
    assert accounting.merges == before + 1


def test_a_lost_and_an_invented_entry_are_noticed() -> None:
    plan, copy = issue(sample(), "d03", 1)
    sides = [returned(copy, put("wbs", "t022", duration=9, note="改"))]
    result = merge(plan, template(), sides)
    accounting.check(result, sides, TABLES)
    lost = result.details[1:]
    with pytest.raises(AssertionError, match="without an entry"):
        accounting.check(replace(result, details=lost, counts=Counts.of(lost)), sides, TABLES)
    more = (*result.details, replace(result.details[0], row_id="t023"))
    with pytest.raises(AssertionError, match="without an edit"):
        accounting.check(replace(result, details=more, counts=Counts.of(more)), sides, TABLES)
    with pytest.raises(AssertionError):
        accounting.check(replace(result, counts=Counts()), sides, TABLES)
    with pytest.raises(AssertionError, match="not given"):
        accounting.check(result, [], TABLES)
