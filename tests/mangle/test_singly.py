"""Each kind of damage by itself: nothing is silently wrong. An untouched copy and a filled one are read as they are."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from mangle.conftest import Tally
from mangle.desk import Desk
from mangle.kinds import load
from mangle.oracle import Account, Verdict, listed
from mangle.run import accounts, mangled
from mangle.source import NAMES, Source, issued, source
from xlplan.app.merging import merge_files
from xlplan.core.finding import Severity

KINDS = load()


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


Judged = dict[str, Account]


@pytest.fixture(scope="module")
def judged(request: pytest.FixtureRequest) -> Judged:
    """What became of the copies of all kinds that are to be tested here: they are read in one go."""
    wanted = {
        i.callspec.params["kind"]
        for i in request.session.items
        if isinstance(i, pytest.Function) and hasattr(i, "callspec") and "judged" in i.fixturenames
    }
    found: Judged = {}
    for name in NAMES:
        base = source(name)
        desks = [_done(base, kind) for kind in sorted(wanted) if KINDS[kind].source == name]
        found |= {d.done[0]: account for d, account in zip(desks, accounts(base, desks), strict=True)}
    return found


def _done(base: Source, kind: str) -> Desk:
    """A filled copy to which the damage could be done."""
    return next(d for d in (mangled(base, [kind], seed) for seed in range(20)) if d.done)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_kind_by_itself(kind: str, judged: Judged, tally: Tally) -> None:
    account = judged[kind]
    tally(kind, account)
    assert account.cells > 100
    assert not account.wrongs, listed(account.wrongs)


@pytest.mark.parametrize("name", ["record", "zh"])
def test_what_changes_no_meaning_edits_nothing(name: str, tally: Tally) -> None:
    """Copies as they were issued, with damage that changes nothing of what they say, some kinds each: no edit at all."""
    base = source(name)
    plain = sorted(k for k, v in KINDS.items() if v.plain and v.source == name)
    desks = [mangled(base, plain[n::12], n, edits=0) for n in range(min(12, len(plain)))]
    failed = []
    for desk, account in zip(desks, accounts(base, desks), strict=True):
        tally("(not filled in, nothing changed)", account)
        if account.wrongs or account.applied:
            failed.append(f"{desk.done}: {account.applied} applied\n{listed(account.wrongs)}")
    assert not failed, "\n".join(failed)


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
