"""Where the cells of one line of a sheet are: made when somebody asks, which few do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xlplan.core.finding import Place
from xlplan.excel.book import column_letter


class LinePlaces(Mapping[str, Place]):
    """The place of each column that was read, in the order of the columns."""

    __slots__ = ("_columns", "_home", "_line", "_row_id")

    def __init__(self, home: Place, line: int, row_id: str, columns: Mapping[str, int]) -> None:
        """``home`` names file, sheet and form, ``line`` counts from 1, ``columns`` from 0."""
        self._home, self._line, self._row_id, self._columns = home, line, row_id, columns

    def __getitem__(self, key: str) -> Place:
        home, col = self._home, self._columns[key]
        return Place(home.file, home.sheet, f"{column_letter(col)}{self._line}", home.form, self._row_id, key)

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)
