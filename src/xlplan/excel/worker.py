"""The reading process, `python -m xlplan.excel.worker`: requests on stdin, results on stdout, one by one.

A frame is its length in 8 bytes, big-endian, and a pickle: `Request` in, `RawWorkbook` or `Unreadable` out.
The first frame out is text: `READY`, or why reading is impossible.
Whatever a file does to this process, the one that started it goes on. It imports next to nothing, to start
quickly.
"""

from __future__ import annotations

import contextlib
import faulthandler
import gc
import io
import os
import pickle
import signal
import struct
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from xlplan.excel.raw_limits import Limits

READY = "ready"
_LENGTH = struct.Struct(">Q")
_GRACE = 10.0


@dataclass(frozen=True, slots=True)
class Request:
    """One file to read."""

    path: str
    limits: Limits


def write_frame(stream: IO[bytes], content: object) -> None:
    """Send one object. Raises `OSError` when nobody listens any more."""
    out = io.BytesIO()
    pickler = pickle.Pickler(out, protocol=5)
    pickler.fast = True  # the objects form a tree: no need to remember hundreds of thousands of values
    pickler.dump(content)
    data = out.getbuffer()
    stream.write(_LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def read_frame(stream: IO[bytes]) -> bytes | None:
    """Receive one frame, still pickled; None at the end of the stream, even in the middle of a frame."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    data = stream.read(length)
    return data if len(data) == length else None


def main() -> None:
    """Answer requests until stdin ends."""
    requests, answers = sys.stdin.buffer, own_stdout()
    be_quiet()
    try:
        from xlplan.excel.raw_values import memory_exceeded, read_file
    except ImportError as fault:
        write_frame(answers, str(fault))
        return
    write_frame(answers, READY)
    # It would go through every cell again and again; between two files is early enough, and then for what those left.
    gc.disable()
    gc.freeze()
    while (frame := read_frame(requests)) is not None:
        request: Request = pickle.loads(frame)
        _limit_memory(request.limits.memory)
        # The starting process ends this one in time; should it be gone, nothing must hang about.
        faulthandler.dump_traceback_later(request.limits.seconds + _GRACE, exit=True)
        result = read_file(Path(request.path), request.limits)
        faulthandler.cancel_dump_traceback_later()
        try:
            try:
                write_frame(answers, result)
            except MemoryError:
                # Nothing is sent before a frame is complete.
                result = memory_exceeded(result.path, request.limits)
                write_frame(answers, result)
        except BrokenPipeError:
            os._exit(1)
        del result
        gc.collect()


def own_stdout() -> IO[bytes]:
    """The real stdout for frames only; whatever else prints goes nowhere."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
    return answers


def be_quiet() -> None:
    """No core dump, no dialog of the system on a crash, and Ctrl-C is left to the starting process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "win32":
        import msvcrt

        msvcrt.SetErrorMode(msvcrt.SEM_FAILCRITICALERRORS | msvcrt.SEM_NOGPFAULTERRORBOX)
    else:
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def _limit_memory(memory: int) -> None:
    """Cap the address space where the system can; elsewhere the preflight and the time limit remain."""
    if sys.platform != "win32":
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        soft = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
        # macOS knows the limit by name only.
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


if __name__ == "__main__":
    # Under its real name, so that pickles name the classes which the starting process knows.
    from xlplan.excel.worker import main as run

    run()
