"""How a form is declared: columns with their words, kind and owner; tables; forms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache, cached_property
from typing import Annotated, Any, ClassVar, Literal, TypeVar, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field

from xlplan.core.kinds.base import Kind
from xlplan.core.text import Text
from xlplan.forms.paper import Paper
from xlplan.twins.engine import Twin


class Party(StrEnum):
    """Who fills a column."""

    PM = "pm"
    DEPARTMENT = "department"
    COMPUTED = "computed"


@dataclass(frozen=True, slots=True)
class Owner:
    """The owner of a column: the PM, a department named in a field of the row, or nobody (computed)."""

    party: Party
    field: str = ""


PM = Owner(Party.PM)
COMPUTED = Owner(Party.COMPUTED)


def department(field_: str = "dept") -> Owner:
    """Owned by the department that the row names in ``field_``."""
    return Owner(Party.DEPARTMENT, field_)


@dataclass(frozen=True)
class Column:
    """A column (or the line of a record): everything that its consumers need to know.

    ``width`` is in characters (0: the kind's own). ``private`` columns are shown to no other department.
    ``period`` columns start blank in each round instead of carrying over. ``computed`` names the calculated value
    that stands in the column. ``since`` is the format of workbooks that first had it.
    ``copy`` says whether department copies show it. ``group`` columns fold away. ``tones`` gives choices the look that
    makes them stand out (a name of :mod:`xlplan.excel.look`); the words carry the meaning.
    ``reserved`` columns are filled by their owner only, even in rows that another department added: decisions, promises.
    ``stays_open`` ones are still filled by whoever made the row when it is frozen.
    ``gated`` names the kind of change (of :data:`xlplan.twins.changes.WHAT`) that a change request has to ask for once the
    plan was frozen by a baseline.
    """

    header: Text
    kind: Kind
    owner: Owner = PM
    required: bool = False
    help: Text | None = None
    width: float = 0
    aliases: tuple[str, ...] = ()
    computed: str = ""
    private: bool = False
    period: bool = False
    copy: bool = True
    group: bool = False
    key: str = ""
    extra: bool = False
    since: int = 1
    tones: tuple[tuple[str, str], ...] = ()
    reserved: bool = False
    stays_open: bool = False
    gated: str = ""

    @property
    def is_input(self) -> bool:
        return self.owner.party is not Party.COMPUTED


def computed(header: Text, kind: Kind, source: str, **more: Any) -> Column:
    """A column whose value is calculated and never read back."""
    return Column(header, kind, COMPUTED, computed=source, **more)


class Row(BaseModel):
    """A row of a form. ``id`` is stable and hidden from people; ``extras`` holds a company's own columns."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)

    id: str
    extras: Mapping[str, Any] = Field(default_factory=dict)

    def cell(self, key: str) -> Any:
        """The value of a column by key, built-in or extra; None where there is none."""
        attribute = _fields(type(self)).get(key)
        return self.extras.get(key) if attribute is None else getattr(self, attribute)

    def with_cells(self, cells: Mapping[str, Any]) -> Row:
        """A copy with some values replaced."""
        own, extras = split_cells(type(self), cells)
        merged = {k: v for k, v in {**self.extras, **extras}.items() if v is not None}
        return self.model_copy(update={**own, "extras": merged})


@cache
def _fields(row_type: type[Row]) -> dict[str, str]:
    """The attributes of a row class by the keys of their columns."""
    return {_key(name): name for name in row_type.model_fields if name not in ("id", "extras")}


def _key(attribute: str) -> str:
    return attribute.removesuffix("_") if attribute in ("from_", "to_") else attribute


def _attribute(key: str) -> str:
    return key + "_" if key in ("from", "to") else key


def split_cells(row_type: type[Row], cells: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Values by key, as model fields and as extras."""
    own: dict[str, Any] = {}
    extras: dict[str, Any] = {}
    for key, value in cells.items():
        attribute = _attribute(key)
        if attribute in row_type.model_fields:
            own[attribute] = value
        else:
            extras[key] = value
    return own, extras


RowT = TypeVar("RowT", bound=Row)


def make_row(row_type: type[RowT], id_: str, cells: Mapping[str, Any]) -> RowT:
    """A row from values by key."""
    own, extras = split_cells(row_type, cells)
    return row_type(id=id_, **own, extras={k: v for k, v in extras.items() if v is not None})


Shape = Literal["record", "table", "matrix"]
Shown = Literal["own", "linked", "all", "none"]
"""Which rows a department's copy shows beside its own: none, those on tasks that it sees, all; ``none``: not even own."""
Get = Callable[[str], Any]
"""The value of a row's cell by key."""


def never(_: Get) -> bool:
    """No row is frozen."""
    return False


@dataclass(frozen=True)
class Table:
    """A table of a form: its rows, how they are recognised and who may append.

    ``natural`` columns recognise a row whose id was lost; ``prefix`` begins its ids; ``id_of`` gives the id of tables
    whose rows are identified by what they say. ``appended_by`` says who may add rows: the PM alone, or any department
    (``owner_field`` then takes the department that adds). ``rounds`` marks tables with one row per task and round.

    ``called`` names the columns (number and title) by which other forms refer to a row; the number is empty where there
    is none, and a title that is a reference stands for what it names. ``capacity`` and ``spare`` are the rows offered in
    a master and in a copy where the template says nothing else. ``shown`` says which rows of others a copy shows,
    ``context`` which of their columns (None: all that are not private). Whoever made a row no longer changes it once it
    is ``frozen``, or the row is that its ``frozen_with`` column names; what other departments add to it, such as a
    provider's promise, stays open. Of a ``settled`` row nothing is left to do. ``laid_out`` rows are put there by the
    program: one that has nothing but its natural key is not begun. ``hint`` stands above the table where it differs from
    the form's. Gated columns of a ``binding`` row wait for a change request; tasks bind once a baseline holds them.
    ``twin`` has the formulas of its computed columns, ``paper`` how a record is laid out, and ``one_page``
    the form on which a single row of a table is printed.
    """

    key: str
    title: Text
    row: type[Row]
    shape: Shape = "table"
    prefix: str = ""
    natural: tuple[str, ...] = ()
    appended_by: Party = Party.PM
    owner_field: str = ""
    rounds: bool = False
    numbered: Callable[[str, int], str] | None = None
    id_of: Callable[[Mapping[str, Any]], str | None] | None = None
    since: int = 1
    called: tuple[str, ...] = ()
    capacity: int = 40
    spare: int = 8
    shown: Shown = "linked"
    context: tuple[str, ...] | None = None
    frozen: Callable[[Get], bool] = never
    settled: Callable[[Get], bool] = never
    binding: Callable[[Get], bool] = never
    frozen_with: str = ""
    laid_out: bool = False
    hint: Text | None = None
    twin: Twin | None = None
    paper: Paper | None = None
    one_page: Paper | None = None
    columns: tuple[Column, ...] = field(default=())

    def column(self, key: str) -> Column:
        """The column of a key; KeyError where there is none."""
        try:
            return self._by_key[key]
        except KeyError:
            raise KeyError(f"{self.key}.{key}") from None

    def has(self, key: str) -> bool:
        return key in self._by_key

    @cached_property
    def _by_key(self) -> dict[str, Column]:
        return {c.key: c for c in reversed(self.columns)}

    @cached_property
    def inputs(self) -> tuple[Column, ...]:
        return tuple(c for c in self.columns if c.is_input)

    @cached_property
    def owner_fields(self) -> tuple[str, ...]:
        """The fields that name departments to which a row or some of its cells belong."""
        fields = [c.owner.field for c in self.columns if c.owner.party is Party.DEPARTMENT]
        return tuple(dict.fromkeys([*filter(None, [self.owner_field]), *fields]))


def table(key: str, title: Text, row: type[Row], **more: Any) -> Table:
    """A table whose columns are those that the row class declares, in their order."""
    return Table(key, title, row, columns=declared_columns(row), **more)


def declared_columns(row: type[Row]) -> tuple[Column, ...]:
    """The columns of a row class: annotated fields are inputs, ``ClassVar[Column]`` are computed.

    Modules that declare rows leave ``from __future__ import annotations`` out: as texts the annotations would be compiled
    again, by pydantic and here, at every start.
    """
    import inspect
    import sys

    found: list[Column] = []
    annotations = inspect.get_annotations(row, globals=vars(sys.modules[row.__module__]), eval_str=True)
    for attribute, annotation in annotations.items():
        key = attribute.removesuffix("_")
        origin: Any = get_origin(annotation)
        if origin is ClassVar:
            column = getattr(row, attribute)
        elif origin is Annotated:
            column = next(m for m in get_args(annotation) if isinstance(m, Column))
        else:
            continue
        found.append(replace(column, key=key))
    return tuple(found)


class Phase(StrEnum):
    """The phase of the project that a sheet belongs to; it colours tabs and headers."""

    GENERAL = "general"
    INITIATION = "initiation"
    PLANNING = "planning"
    CONTROL = "control"
    CLOSING = "closing"


@dataclass(frozen=True)
class Form:
    """A form: one sheet of the workbook, with none (computed sheets), one or several tables."""

    code: str
    number: int
    title: Text
    hint: Text
    phase: Phase
    tables: tuple[Table, ...] = ()
    filled_by: Text = field(default=Text("自动生成", "computed"))
    asked: tuple[str, ...] = ()
    """Project states in which departments are asked to fill it; empty: in all of them."""
    parts: tuple[str, ...] = ()
    """Parts of a full master (planning, weekly, closing) with which it can be issued."""
    copy_hint: Text | None = None
    """What departments are told to do on it, in one line of their guide; None: nothing."""

    def is_asked(self, state: str | None) -> bool:
        """Whether departments are asked for it in a state of the project; while that is blank, for all forms."""
        return not self.asked or state is None or state in self.asked

    def hint_of(self, table: Table | None) -> Text:
        """What stands above a table: its own hint, else the form's."""
        return (table.hint if table else None) or self.hint
