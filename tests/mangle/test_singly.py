"""Each kind of damage by itself: nothing is silently wrong. An untouched copy and a filled one are read as they are."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from mangle.conftest import Tally
from mangle.kinds import load
from mangle.oracle import Verdict, listed
from mangle.run import accounts, mangled
from mangle.source import NAMES, issued, source
from xlplan.app.merging import merge_files
from xlplan.core.finding import Severity

KINDS = load()
SEEDS = 1


def test_there_are_many_kinds() -> None:
    assert len(KINDS) >= 100


@pytest.mark.parametrize("name", NAMES)
def test_what_was_only_filled_in_is_recovered_whole(name: str, tally: Tally) -> None:
    """The mangler's own spellings are right: of a filled copy all is read, all is applied, nothing is reported."""
    base = source(name)
    desks = [mangled(base, [], seed) for seed in range(2)]
    for desk, account in zip(desks, accounts(base, desks), strict=True):
        tally("(filled in, not damaged)", account)
        assert not account.wrongs, listed(account.wrongs)
        assert set(account.counts) == {Verdict.RECOVERED}
        edited = sum(m.edited for p in desk.pages for x in p.lines for m in x.cells.values())
        assert account.applied == edited > 20


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_kind_by_itself(kind: str, tally: Tally) -> None:
    base = source(KINDS[kind].source)
    desks = [mangled(base, [kind], seed) for seed in range(4)]
    done = [d for d in desks if d.done][:SEEDS]
    assert done, "this kind of damage was never done"
    for account in accounts(base, done):
        tally(kind, account)
        assert account.cells > 100
        assert not account.wrongs, listed(account.wrongs)


@pytest.mark.parametrize("kind", sorted(k for k, v in KINDS.items() if v.plain))
def test_what_changes_no_meaning_edits_nothing(kind: str, tally: Tally) -> None:
    """Damage to an unfilled copy that changes nothing of what it says: not a single edit."""
    base = source(KINDS[kind].source)
    desks = [d for d in (mangled(base, [kind], seed, edits=0) for seed in range(10, 13)) if d.done][:1]
    for account in accounts(base, desks):
        tally(kind, account)
        assert not account.wrongs, listed(account.wrongs)
        assert account.applied == 0


def test_another_projects_file_is_refused(tmp_path: Path) -> None:
    foreign = issued("record")["d01"]
    merged = merge_files(issued("zh")[""], [foreign], dry_run=True)
    (submission,) = merged.submissions
    assert submission.side is None
    assert [f.severity for f in submission.findings] == [Severity.ERROR]
    assert merged.result.counts.edits == 0


def test_another_departments_file_is_what_it_says_inside(tmp_path: Path, tally: Tally) -> None:
    """A file under another department's name is still the copy of the department that it was issued to."""
    base = source("zh", "d06")
    desk = mangled(base, [], 0)
    desk.name = issued("zh")["d03"].name
    (account,) = accounts(base, [desk])
    tally("another department's name", account)
    assert not account.wrongs, listed(account.wrongs)
    assert set(account.counts) == {Verdict.RECOVERED}


def test_several_files_in_an_archive(tmp_path: Path) -> None:
    """What is in a .zip counts as if it had been handed over as it is."""
    files = []
    for department in ("d03", "d06"):
        base = source("zh", department)
        path = tmp_path / base.path.name
        path.write_bytes(mangled(base, [], 1).data())
        files.append(path)
    archive = tmp_path / "returned.zip"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for path in files:
            package.write(path, f"第3轮/{path.name}")
    archive.write_bytes(buffer.getvalue())
    master = issued("zh")[""]
    plain, packed = (merge_files(master, given, dry_run=True).result for given in (files, [archive]))
    assert plain.counts.applied > 50
    assert packed.counts == plain.counts
    assert packed.plan.tables == plain.plan.tables
