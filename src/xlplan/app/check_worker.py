"""The checking process, `python -m xlplan.app.check_worker`: requests on stdin, what was found on stdout, one by one.

Frames are those of the reading process: a `Given` and `Limits` in, `Checked` out, after a first one that says `READY`.
"""

from __future__ import annotations

import gc
import pickle
import sys

from xlplan.app.checked import Checked, check_book
from xlplan.app.gather import Given, named
from xlplan.excel.rawread import OneByOne
from xlplan.excel.worker import READY, be_quiet, own_stdout, read_frame, write_frame


def main() -> None:
    """Answer requests until stdin ends."""
    requests, answers = sys.stdin.buffer, own_stdout()
    be_quiet()
    write_frame(answers, READY)
    gc.freeze()  # what was imported stays; looking through it again and again would find nothing
    reader: OneByOne | None = None
    try:
        while (frame := read_frame(requests)) is not None:
            given, limits = pickle.loads(frame)
            reader = reader or OneByOne(limits)
            write_frame(answers, _check(given, reader))
    finally:
        if reader is not None:
            reader.close()


def _check(given: Given, reader: OneByOne) -> Checked:
    return check_book(named(given.refused or reader.read(given.path), given))


if __name__ == "__main__":
    main()
