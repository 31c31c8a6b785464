"""Many files are checked by several processes at once, each with a reading process of its own.

What a file does to the one that reads it stays there; what happens to a checking process costs nothing but time: its
file is checked here instead.
"""

from __future__ import annotations

import os
import pickle
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from contextlib import ExitStack, closing

from xlplan.app.checked import Checked, Each, check_book
from xlplan.app.gather import Given, Progress, read_given
from xlplan.excel.raw_limits import Limits
from xlplan.excel.rawread import answers, started
from xlplan.excel.worker import READY, read_frame, write_frame

MANY = 24
"""Files from which further processes pay for their start."""
MOST = 8
"""Processes at most; each holds a workbook."""
_WORKER = "xlplan.app.check_worker"


def check_books(
    files: Sequence[Given], limits: Limits, progress: Progress | None = None, each: Each | None = None
) -> Generator[Checked, None, None]:
    """What is found in workbooks, in the order given. What is done with ``each`` is done here, and so is the checking."""
    processes = min(os.cpu_count() or 1, MOST)
    if each is not None or len(files) < MANY or processes < 2:
        with closing(read_given(files, limits, progress)) as books:
            for raw in books:
                yield check_book(raw, each)
        return
    for n, done in enumerate(_by_processes(files, limits, processes), 1):
        if progress:
            progress(n, len(files), files[n - 1].name)
        yield done


def _by_processes(files: Sequence[Given], limits: Limits, processes: int) -> Iterator[Checked]:
    with ExitStack() as stack:
        checkers = [stack.enter_context(closing(_Checker(limits))) for _ in range(processes)]
        for answer in answers(checkers, deque(files)):
            yield answer if isinstance(answer, Checked) else _checked(answer)


def _checked(frame: bytes) -> Checked:
    found = pickle.loads(frame)
    if not isinstance(found, Checked):
        raise TypeError(f"the checking process answered with {type(found).__name__}")
    return found


class _Checker:
    """One checking process: `begin`, then `finish`."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._file: Given | None = None
        self._process = started(_WORKER)
        self._greeted = False
        self._works = True

    def begin(self, file: Given) -> None:
        """Hand over one file; does not wait."""
        self._file = file
        if self._works:
            assert self._process.stdin is not None
            try:
                write_frame(self._process.stdin, (file, self._limits))
            except OSError:
                self._works = False

    def finish(self) -> bytes | Checked:
        """Wait for what was found: a frame, or what was found here because the process is gone."""
        assert self._file is not None and self._process.stdout is not None
        if self._works and not self._greeted:
            greeting = read_frame(self._process.stdout)
            self._greeted = self._works = greeting is not None and pickle.loads(greeting) == READY
        frame = read_frame(self._process.stdout) if self._works else None
        if frame is not None:
            return frame
        self._works = False
        with closing(read_given([self._file], self._limits)) as books:
            return check_book(next(books))

    def close(self) -> None:
        """End the process, even in the middle of a file; its reading process ends with it."""
        self._process.kill()
        for stream in (self._process.stdin, self._process.stdout):
            try:
                if stream is not None:
                    stream.close()
            except OSError:
                pass  # the rest of a request to a dead process
        self._process.wait()
