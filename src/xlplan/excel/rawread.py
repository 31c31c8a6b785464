"""Reads workbooks of unknown origin: each gives a `RawWorkbook` or says why it is `Unreadable`.

The reading library can end its process on a bad file, so it runs in a process of its own, which serves many
files. When that dies or takes too long, the file it was at is the finding, and the next file gets a new
process.
"""

from __future__ import annotations

import atexit
import gc
import os
import pickle
import queue
import subprocess
import sys
import threading
import time
import weakref
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol, TypeVar

from xlplan.core.raw import RawWorkbook, Unreadable
from xlplan.excel.raw_limits import Limits
from xlplan.excel.worker import READY, Request, read_frame, write_frame

__all__ = ["Limits", "OneByOne", "answers", "read_one", "read_raw", "started"]

Result = RawWorkbook | Unreadable

_DEFAULT = Limits()
_WORKER = "xlplan.excel.worker"
_MANY = 4  # files from which a second process pays for its start
_GREETING = 60.0  # seconds for a process to start, generous for a virus scanner that looks at everything first
_FAREWELL = 2.0  # seconds for a process to end by itself once nothing more comes


def read_one(path: Path, limits: Limits = _DEFAULT) -> Result:
    """Read one file."""
    (result,) = read_raw([path], limits)
    return result


def read_raw(paths: Iterable[Path], limits: Limits = _DEFAULT, workers: int | None = None) -> Iterator[Result]:
    """Read files one after the other and yield a result for each, in the order given.

    `workers` is the number of processes, by default 2 when there are many files. They are gone when the
    iterator is exhausted or closed. Raises `ValueError` for less than one worker, and while reading
    `XlplanError` when no process can be started at all.
    """
    waiting = deque(Path(path) for path in paths)
    if workers is None:
        workers = 2 if len(waiting) >= _MANY and (os.cpu_count() or 1) > 1 else 1
    if workers < 1:
        raise ValueError("at least one worker is needed")
    return _read(waiting, limits, workers)


def _read(waiting: deque[Path], limits: Limits, workers: int) -> Iterator[Result]:
    readers = [_Reader(limits) for _ in range(min(workers, len(waiting)))]
    try:
        for answer in answers(readers, waiting):
            yield answer if isinstance(answer, Unreadable) else _result(answer)
    finally:
        for reader in readers:
            reader.close()


Asked = TypeVar("Asked", contravariant=True)
Answer = TypeVar("Answer", covariant=True)


class Server(Protocol[Asked, Answer]):
    """A process that answers one thing at a time."""

    def begin(self, asked: Asked, /) -> None:
        """Hand over one thing; does not wait."""

    def finish(self) -> Answer:
        """Wait for the answer to what was begun last."""


def answers(servers: Iterable[Server[Asked, Answer]], waiting: deque[Asked]) -> Iterator[Answer]:
    """The answers to everything that waits, in its order, by as many processes as there are."""
    idle, busy = list(servers), deque[Server[Asked, Answer]]()

    def begin() -> None:
        while idle and waiting:
            server = idle.pop()
            server.begin(waiting.popleft())
            busy.append(server)

    begin()
    while busy:
        server = busy.popleft()
        answer = server.finish()
        idle.append(server)
        begin()  # before this answer is unpacked and used: that time is working time
        yield answer


class OneByOne:
    """Reads files as they come, one at a time, in one process."""

    def __init__(self, limits: Limits = _DEFAULT) -> None:
        self._reader = _Reader(limits)

    def read(self, path: Path) -> Result:
        """Read one file. Raises `XlplanError` when no process can be started at all."""
        self._reader.begin(path)
        answer = self._reader.finish()
        return answer if isinstance(answer, Unreadable) else _result(answer)

    def close(self) -> None:
        """End the process."""
        self._reader.close()


class _Reader:
    """One reading process and its successors, one file at a time: `begin`, then `finish`."""

    def __init__(self, limits: Limits) -> None:
        _open_ones.add(self)
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._frames: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._path = Path()
        self._deadline = 0.0

    def begin(self, path: Path) -> None:
        """Hand over one file; does not wait."""
        self._path = path
        if self._process is None:
            self._start()
        self._deadline = time.monotonic() + self._limits.seconds
        request = Request(str(path), self._limits)
        try:
            self._send(request)
        except OSError:
            # It died after its last answer, which says nothing about this file.
            self._end(kill=True)
            self._start()
            self._send(request)

    def finish(self) -> bytes | Unreadable:
        """Wait for the result of the file begun last: a frame, or what became of the process."""
        try:
            frame = self._frames.get(timeout=max(0.0, self._deadline - time.monotonic()))
        except queue.Empty:
            self._end(kill=True)
            return Unreadable(self._path, "reader-timeout", {"seconds": f"{self._limits.seconds:g}"})
        if frame is None:
            code = self._end(kill=False)
            return Unreadable(self._path, "reader-crashed", {"exit": str(code)})
        return frame

    def close(self) -> None:
        """End the process, even in the middle of a file."""
        self._end(kill=True)

    def _start(self) -> None:
        self._frames = queue.SimpleQueue()
        self._process = started(_WORKER)
        self._thread = threading.Thread(target=_pump, args=(self._process, self._frames), daemon=True)
        self._thread.start()
        try:
            frame = self._frames.get(timeout=_GREETING)
        except queue.Empty:
            frame = None
        if frame is None:
            raise _cannot_start(f"exit {self._end(kill=True)}")
        if (greeting := pickle.loads(frame)) != READY:
            self._end(kill=False)
            raise _cannot_start(str(greeting))

    def _send(self, request: Request) -> None:
        assert self._process is not None and self._process.stdin is not None
        write_frame(self._process.stdin, request)

    def _end(self, *, kill: bool) -> int:
        """End the process, wait for it and return its exit code."""
        process, thread = self._process, self._thread
        if process is None:
            return 0
        self._process = self._thread = None
        if kill:
            process.kill()
        try:
            if process.stdin is not None:
                process.stdin.close()
        except OSError:
            pass  # the rest of a request to a dead process
        try:
            code = process.wait(_FAREWELL)
        except subprocess.TimeoutExpired:
            process.kill()
            code = process.wait()
        # An interrupt may come before the thread is made, or before it is started.
        if thread is not None and thread.ident is not None:
            thread.join()
        if process.stdout is not None:
            process.stdout.close()
        return code


# A reader left open until the interpreter goes down would close its pipe under a thread that is gone by then, which
# aborts this process.
_open_ones: weakref.WeakSet[_Reader] = weakref.WeakSet()


@atexit.register
def _close_all() -> None:
    for reader in list(_open_ones):
        reader.close()


def started(module: str) -> subprocess.Popen[bytes]:
    """A process of this package that takes frames and answers with frames."""
    environment = dict(os.environ)
    home = str(Path(__file__).resolve().parents[2])
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, (home, environment.get("PYTHONPATH"))))
    return subprocess.Popen(
        # -P: a file named like a standard module in the current folder must not be imported.
        [sys.executable, "-P", "-m", module],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )  # fmt: skip


def _result(frame: bytes) -> Result:
    """The result in a frame. With the garbage collector running a large one takes five times as long."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        result = pickle.loads(frame)
    finally:
        if collecting:
            gc.enable()
    if not isinstance(result, RawWorkbook | Unreadable):
        raise TypeError(f"the reading process answered with {type(result).__name__}")
    return result


def _cannot_start(detail: str) -> Exception:
    # Imported here, since reading needs no words otherwise.
    from xlplan.core.errors import XlplanError
    from xlplan.core.text import Text

    message = Text(
        "读取工作簿的进程无法启动（{detail}）。请检查 xlplan 的安装。",
        "The process that reads workbooks does not start ({detail}). Check the installation of xlplan.",
    )
    return XlplanError(message, detail=detail)


def _pump(process: subprocess.Popen[bytes], frames: queue.SimpleQueue[bytes | None]) -> None:
    """Carry frames from the process to the queue, so that waiting for them can be timed on every system."""
    assert process.stdout is not None
    while (frame := read_frame(process.stdout)) is not None:
        frames.put(frame)
    frames.put(None)
