"""The sample's returned files give exactly the findings and edits that were reviewed, in both languages.

``samples/smart-lock/expected.LANG.json`` is that review; XLPLAN_UPDATE_GOLDEN=1 writes it anew, to be read again.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
import yaml

from rounds import issue
from xlplan.app.check import check
from xlplan.app.demo import fill_in, returns, samples_folder
from xlplan.app.exporting import export
from xlplan.app.merging import Merged, merge_files
from xlplan.app.split import SplitResult
from xlplan.core.finding import Severity
from xlplan.core.text import LANGS, Lang
from xlplan.merging.words import Outcome


@pytest.fixture(scope="module", params=LANGS)
def round_(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Lang, SplitResult, Path]:
    """Language, what was issued, and the folder of returned files."""
    folder = tmp_path_factory.mktemp(f"round-{request.param}")
    issued = issue(folder, request.param)
    fill_in(issued, folder / "returned", request.param)
    return request.param, issued, folder / "returned"


def _outcomes(merged: Merged) -> list[dict[str, Any]]:
    # Sorted: two files of one department stand in the order of their checksums, which hold the time of saving.
    listed = [
        {
            "file": d.file,
            "place": f"{d.table}.{d.key}",
            "row": d.label,
            "outcome": d.outcome.value,
            "reason": d.reason.value,
        }
        for d in merged.result.details
        if d.outcome in (Outcome.CONFLICT, Outcome.REJECTED)
    ]
    return sorted(listed, key=lambda x: tuple(x.values()))


def test_findings_and_outcomes_are_those_that_were_reviewed(round_: tuple[Lang, SplitResult, Path]) -> None:
    lang, issued, returned = round_
    found = [
        {
            "file": x.place.file,
            "code": x.code,
            "name": x.type.name,
            "place": f"{x.place.form}.{x.place.field}".strip("."),
            "cell": x.place.cell,
            "value": x.value,
        }
        for x in check([returned]).findings
    ]
    merged = merge_files(issued.master, [returned], dry_run=True)
    counts = merged.result.counts
    actual = {
        "findings": found,
        "merge": {
            "edits": counts.edits,
            "applied": counts.applied,
            "identical": counts.identical,
            "conflicts": counts.conflicts,
            "rejected": counts.rejected,
            "listed": _outcomes(merged),
        },
    }
    path = samples_folder() / f"expected.{lang}.json"
    if os.environ.get("XLPLAN_UPDATE_GOLDEN"):
        path.write_text(json.dumps(actual, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert actual == json.loads(path.read_text(encoding="utf-8"))


def test_the_sample_holds_many_kinds_of_mistakes(round_: tuple[Lang, SplitResult, Path]) -> None:
    lang, _, _ = round_
    expected = json.loads((samples_folder() / f"expected.{lang}.json").read_text(encoding="utf-8"))
    kinds = {x["code"] for x in expected["findings"]}
    reasons = {x["reason"] for x in expected["merge"]["listed"]}
    assert len(kinds) >= 15
    assert {"not-owner", "unreadable"} <= reasons
    assert expected["merge"]["conflicts"] > 0


def test_both_languages_give_the_same_findings() -> None:
    """Nothing that is found depends on the language; only spellings that need a repair do."""
    both = [json.loads((samples_folder() / f"expected.{lang}.json").read_text(encoding="utf-8")) for lang in LANGS]
    codes = [sorted((x["code"], x["place"]) for x in e["findings"] if x["code"] != "CEL100") for e in both]
    assert codes[0] == codes[1]
    outcomes = [sorted((x["place"], x["outcome"], x["reason"]) for x in e["merge"]["listed"]) for e in both]
    assert outcomes[0] == outcomes[1]


def test_twins() -> None:
    """The two documents differ in texts only."""

    def shape(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {k: shape(v, k) for k, v in value.items()}
        if isinstance(value, list):
            return [shape(v) for v in value]
        if isinstance(value, str) and key not in ("id", "code", "predecessors", "task"):
            return "text"
        return value

    zh, en = (yaml.safe_load((samples_folder() / f"plan.{lang}.yaml").read_text(encoding="utf-8")) for lang in LANGS)
    for data in (zh, en):
        data.pop("language")
    assert shape(zh) == shape(en)
    assert len(zh["wbs"]) >= 60
    assert len(zh["risks"]) == 12
    assert len(zh["team"]["people"]) >= 20


def test_merging_twice_in_any_order_and_dry(round_: tuple[Lang, SplitResult, Path], tmp_path: Path) -> None:
    _, issued, returned = round_
    before = issued.master.read_bytes()
    assert merge_files(issued.master, [returned], dry_run=True).written is None
    assert issued.master.read_bytes() == before

    files = sorted(p for p in returned.iterdir() if not p.name.startswith("~"))
    forward, backward = tmp_path / "forward.xlsx", tmp_path / "backward.xlsx"
    first = merge_files(issued.master, files, forward)
    merge_files(issued.master, files[::-1], backward)
    assert issued.master.read_bytes() == before
    assert forward.read_bytes() == backward.read_bytes()
    assert first.result.counts.edits == sum(s.counts.edits for s in first.result.per_side)

    again = merge_files(forward, files)
    assert again.written is None
    assert again.result.counts.applied == 0
    assert export(forward, "json") == export(backward, "json")


def test_untouched_copies_are_clean(round_: tuple[Lang, SplitResult, Path]) -> None:
    _, issued, _ = round_
    folder = issued.copies[0].path.parent
    result = check([folder])
    assert result.count(Severity.ERROR) == 0
    assert result.count(Severity.INFO) == 0
    merged = merge_files(issued.master, [folder], dry_run=True)
    assert merged.result.counts.edits == 0
    assert not merged.result.changed
    assert merged.result.findings == ()


def test_every_department_returns_something() -> None:
    assert {entry["department"] for entry in returns()["returns"]} == {"d01", "d02", "d03", "d04", "d05", "d06"}
