"""A fuzzer for reading: damages workbooks at random and sees that each is read or refused in words, and nothing else.

    python tests/hostile/fuzz.py --minutes 60 --seed 1 FILES...

Every case goes the way of a returned file: through the reading process, then through what makes a submission of it,
and its findings are put into words. What must not happen is a traceback, a hang, an outcome without a known code, or
the death of this process; the input that did it is kept in --keep, and the exit code is 1. Without FILES the copies of
the sample are used, and with --minutes 0 so many cases as --cases says.
"""

from __future__ import annotations

import argparse
import collections
import contextlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from hostile.crafted import CODES
from hostile.mutate import mutated
from xlplan.app.books import open_submission
from xlplan.core.raw import Unreadable
from xlplan.excel.rawread import read_raw

BATCH = 12
_PATIENCE = 60  # seconds that interpreting one file may take


class Hang(Exception):  # noqa: N818
    """Interpreting took too long."""


@contextlib.contextmanager
def patience(seconds: int) -> Iterator[None]:
    """Raise `Hang` when the body takes longer, where the system can."""

    def stop(*_: object) -> None:
        raise Hang(f"more than {seconds} s")

    if not hasattr(signal, "SIGALRM"):
        yield
        return
    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def run_batch(paths: list[Path], counts: collections.Counter[str]) -> list[tuple[Path, str]]:
    """Read and interpret files; return those at which something went wrong, with what it was."""
    wrong: list[tuple[Path, str]] = []
    results = read_raw(paths, workers=1)
    for path in paths:
        try:
            with patience(_PATIENCE):
                raw = next(results)
                if raw.path != path:
                    raise AssertionError(f"the result of another file: {raw.path.name}")
                if isinstance(raw, Unreadable):
                    counts[raw.code] += 1
                    if raw.code not in CODES:
                        raise AssertionError(f"unknown code {raw.code}")
                else:
                    counts["read"] += 1
                done = open_submission(raw, None, None)
                for finding in done.findings:
                    if not finding.message("zh") or not finding.hint("en"):
                        raise AssertionError(f"{finding.type.code} has no words")
                    counts["findings"] += 1
        except Exception:
            wrong.append((path, traceback.format_exc()))
    return wrong


def batches(seeds: list[bytes], suffixes: list[str], seed: int, folder: Path) -> Iterator[list[Path]]:
    """Endless batches of damaged files."""
    dice = random.Random(seed)
    while True:
        for old in folder.iterdir():
            old.unlink()
        paths = []
        for number in range(BATCH):
            at = dice.randrange(len(seeds))
            path = folder / f"{number}{suffixes[at]}"
            path.write_bytes(mutated(seeds[at], dice))
            paths.append(path)
        yield paths


def work(files: list[Path], seed: int, minutes: float, cases: int, folder: Path, keep: Path) -> int:
    """Fuzz until time or cases are over; 1 if anything went wrong."""
    counts: collections.Counter[str] = collections.Counter()
    seeds, suffixes = [file.read_bytes() for file in files], [file.suffix for file in files]
    began, done, failed = time.monotonic(), 0, 0
    said = began
    for paths in batches(seeds, suffixes, seed, folder):
        for path, what in run_batch(paths, counts):
            failed += 1
            kept = keep / f"seed{seed}-case{done + paths.index(path)}{path.suffix}"
            keep.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, kept)
            kept.with_suffix(".txt").write_text(what, encoding="utf-8")
            print(f"WRONG {kept}\n{what}", flush=True)
        done += len(paths)
        now = time.monotonic()
        is_over = now - began > minutes * 60 if minutes else done >= cases
        if is_over or now - said > 60:
            said = now
            outcomes = ", ".join(f"{code} {count}" for code, count in counts.most_common())
            print(f"{now - began:6.0f} s  {done} cases, {failed} wrong: {outcomes}", flush=True)
        if is_over:
            return 1 if failed else 0
    return 0


def default_files(folder: Path) -> list[Path]:
    """The sample's copies."""
    from xlplan.app.demo import returns, samples_folder
    from xlplan.app.saving import save_master
    from xlplan.app.split import split
    from xlplan.core.kinds.date import DateKind
    from xlplan.document.load import load_document
    from xlplan.template.resolve import load_template

    save_master(folder / "master.xlsx", load_document(samples_folder() / "plan.en.yaml")[0], load_template())
    status = DateKind().thaw(str(returns()["status_date"]))
    return [
        copy.path for copy in split(folder / "master.xlsx", folder / "issued", status_date=status, today=status).copies
    ]


def main() -> int:
    """Start the work in a process of its own and stay to tell of its death."""
    parser = argparse.ArgumentParser(description="Damage workbooks and read them.")
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--cases", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path("fuzz-found"))
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.folder:
        return work(args.files, args.seed, args.minutes, args.cases, args.folder, args.keep)
    with tempfile.TemporaryDirectory() as name:
        files = args.files or default_files(Path(name))
        folder = Path(name) / "cases"
        folder.mkdir()
        more = [f"--{key}={getattr(args, key)}" for key in ("minutes", "cases", "seed", "keep")]
        command = [sys.executable, __file__, *map(str, files), *more, f"--folder={folder}"]
        limit = args.minutes * 60 + 600 if args.minutes else 3600
        try:
            code = subprocess.run(command, timeout=limit).returncode
        except subprocess.TimeoutExpired:
            code = -1
        if code not in (0, 1):
            args.keep.mkdir(parents=True, exist_ok=True)
            shutil.copytree(folder, args.keep / f"died-{args.seed}", dirs_exist_ok=True)
            print(f"DIED with {code}; the files it was at are in {args.keep / f'died-{args.seed}'}")
            return 1
    return code


if __name__ == "__main__":
    sys.exit(main())
