"""How much a workbook may ask for, and the one way to say that it asks for too much."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Caps of the reader. The defaults are many times what 99.9 % of thousands of real workbooks need.

    Real ones stay below 188 parts and 12 MB inflated. Sizes are in bytes.
    """

    seconds: float = 20.0
    """Time for one file, from handing it to the reading process to its answer."""
    memory: int = 2048 * MIB
    """Address space of the reading process, where the system can limit it (not Windows)."""
    file_bytes: int = 128 * MIB
    """The file as it lies on the disk."""
    parts: int = 1_000
    """Entries of the zip directory."""
    part_bytes: int = 64 * MIB
    """One part, inflated."""
    total_bytes: int = 256 * MIB
    """All parts that are read, inflated. Pictures, fonts and macros are never inflated."""
    ratio: int = 250
    """Inflated to stored size; honest sheets repeat a lot, so refused above `ratio_from` only, else noted."""
    ratio_from: int = 64 * MIB
    cells: int = 5_000_000
    """Cells of the rectangles from A1 to the last cell with content, all sheets together: the reading library
    allocates the whole rectangle, and two cells in opposite corners of a sheet make it abort its process."""
    text_chars: int = 1_000_000
    """Bytes of one run of text. A cell holds 32,767 characters."""


class Refused(Exception):  # noqa: N818 - a verdict on a file, not a fault of the program
    """A reason to stop reading a file, as the code and parameters of `xlplan.core.raw.Unreadable`."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = {key: str(value) for key, value in params.items()}
