"""Who may change which cell. Issuing copies and merging them ask the same functions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from xlplan.core.kinds.reference import ReferenceKind
from xlplan.forms.base import Column, Get, Party, Table
from xlplan.model.plan import Issue, serial_of

CellsOf = Callable[[str, str], Mapping[str, Any]]
"""The cells of a row by table and id; none where it is unknown."""
DeptOf = Callable[[str], "str | None"]
"""The department of a task, None where it is unknown."""

NUMBER, CODE = "number", "code"
"""What people know a row by: given once. Departments may type the code of a task they add, never a number."""


def origin(issues: Iterable[Issue], row_id: str) -> str | None:
    """The department that appended a row in one of its copies; None for rows of the master."""
    serial = serial_of(row_id)
    return None if serial is None else next((i.department for i in issues if i.serial == serial), None)


def owning_department(field: str, row_id: str, cells: Mapping[str, Any], dept_of: DeptOf) -> str | None:
    """The department that a row names in an owner's field.

    ``id`` is the row itself (departments), ``task.dept`` the department of the task that the row refers to.
    """
    if field == "id":
        return row_id
    reference, dotted, _ = field.partition(".")
    value = cells.get(reference)
    if not isinstance(value, str):
        return None
    return dept_of(value) if dotted else value


def governing_field(table: Table, column: Column) -> str:
    """The field that says which department a cell belongs to: of its column, else of its row."""
    return column.owner.field if column.owner.party is Party.DEPARTMENT else table.owner_field


def _unknown(_: str) -> str | None:
    return None


def may_edit(
    table: Table,
    column: Column,
    row_id: str,
    cells: Mapping[str, Any],
    department: str | None,
    *,
    is_new: bool = False,
    appended: bool = False,
    dept_of: DeptOf = _unknown,
) -> bool:
    """Whether a department (None: the project manager) may fill or change a cell.

    ``cells`` is the row as the base of the submission shows it, for a new row as it was filled; ids stand for
    references, typed or frozen alike. ``is_new``: the row is one that this submission adds; ``appended``: the
    department added it in an earlier copy (see :func:`origin`).

    * calculated columns: nobody; all inputs: the project manager
    * a row that the department adds or added, while it still is the department's: all of it but the
      department itself and what people know it by, which is given once
    * decisions and promises (``reserved``) in such a row: only whom the column belongs to
    * columns of a department: the one that the row names
    * what identifies a row of a table whose ids follow from their content never changes afterwards
    """
    if not column.is_input:
        return False
    if department is None:
        return True
    if is_new and table.appended_by is not Party.DEPARTMENT:
        return False
    if not is_new and table.id_of is not None and column.key in table.natural:
        return False
    plain = bool(table.owner_field) and "." not in table.owner_field
    added = is_new or (appended and cells.get(table.owner_field) in (None, department))
    if plain and added and not column.reserved:
        return column.key != table.owner_field and not _given(table, column, cells, is_new)
    if column.owner.party is not Party.DEPARTMENT:
        return False
    return owning_department(column.owner.field, row_id, cells, dept_of) == department


def is_frozen(
    tables: Mapping[str, Table], table: Table, column: Column, cells: Mapping[str, Any], cells_of: CellsOf
) -> bool:
    """Whether a cell is closed because its row, or the row that its ``frozen_with`` column names, was decided on.

    What other departments than the one that made the row add to it has owners of its own and stays open.
    """
    if column.stays_open or governing_field(table, column) != table.owner_field:
        return False
    if table.frozen(_readable(cells)):
        return True
    if not table.frozen_with:
        return False
    kind, named = table.column(table.frozen_with).kind, cells.get(table.frozen_with)
    if not isinstance(kind, ReferenceKind) or not isinstance(named, str) or kind.to not in tables:
        return False
    return tables[kind.to].frozen(_readable(cells_of(kind.to, named)))


def _readable(cells: Mapping[str, Any]) -> Get:
    """The cells of a row but those that could not be read, which decide nothing."""
    return lambda key: None if isinstance(cells.get(key), Mapping) else cells.get(key)


def _given(table: Table, column: Column, cells: Mapping[str, Any], is_new: bool) -> bool:
    """Whether a cell holds what people know the row by: a number always, a code once there is one."""
    if column.key == NUMBER:
        return table.numbered is not None
    return column.key == CODE and not is_new and cells.get(CODE) is not None
