"""The base of a file: exactly what it showed when it was issued, so that its edits can be told."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NoReturn

from xlplan.core.kinds.base import JsonValue
from xlplan.core.names import Names
from xlplan.core.text import LANGS, Lang
from xlplan.forms.base import Column, Table
from xlplan.forms.team import Department, Person
from xlplan.model.accepted import Accepted
from xlplan.model.plan import Plan, names_of

SNAPSHOT_FORMAT = 1
UNREAD = "unread"
_BLANKS: tuple[object, ...] = (None, "", (), [])


@dataclass(frozen=True)
class Snapshot:
    """What one issued file shows: versioned, independent of its language, and nothing that it may not show.

    ``columns`` names the input columns of each table, ``cells`` holds every filled cell as frozen JSON (one
    that the master could not read is ``{"unread": raw text}``), ``spare`` the ids of rows offered for
    additions. ``names`` lists what cells may refer to: departments as name and short code, people as name,
    employee number and department, tasks as code and name. ``dates`` gives planned and
    scheduled start and finish of each task shown, as of the issue. ``agreed`` gives start and finish of the department's own
    tasks in the newest baseline; a task that is missing is not in it. ``accepted`` are findings in the department's rows
    that need not be acted on. A master has serial 0 and an empty department.
    """

    project: str
    template: str
    template_version: int
    revision: int
    round: int = 0
    serial: int = 0
    department: str = ""
    language: Lang = "zh"
    status_date: dt.date | None = None
    due: dt.date | None = None
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    cells: Mapping[str, Mapping[str, Mapping[str, JsonValue]]] = field(default_factory=dict)
    spare: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    names: Mapping[str, Mapping[str, tuple[str | None, ...]]] = field(default_factory=dict)
    dates: Mapping[str, tuple[str | None, ...]] = field(default_factory=dict)
    agreed: Mapping[str, tuple[str | None, ...]] = field(default_factory=dict)
    accepted: tuple[Accepted, ...] = ()
    format: int = SNAPSHOT_FORMAT

    def rows(self, table: str) -> Mapping[str, Mapping[str, JsonValue]]:
        """The rows of a table by id, each with its filled cells."""
        return self.cells.get(table, {})

    def value(self, table: str, row_id: str, key: str) -> JsonValue:
        """The frozen value of a cell, None where it was blank or not shown."""
        return self.rows(table).get(row_id, {}).get(key)

    def to_json(self) -> str:
        """The canonical text: sorted, compact, ASCII; equal snapshots give equal text."""
        data = {
            "format": self.format,
            "project": self.project,
            "template": self.template,
            "template_version": self.template_version,
            "revision": self.revision,
            "round": self.round,
            "serial": self.serial,
            "department": self.department,
            "language": self.language,
            "status_date": self.status_date.isoformat() if self.status_date else None,
            "due": self.due.isoformat() if self.due else None,
            "columns": {k: list(v) for k, v in self.columns.items()},
            "cells": {t: {r: dict(c) for r, c in rows.items()} for t, rows in self.cells.items()},
            "spare": {k: list(v) for k, v in self.spare.items()},
            "names": {t: {i: list(n) for i, n in known.items()} for t, known in self.names.items()},
        }
        if self.dates:
            data["dates"] = {i: list(d) for i, d in self.dates.items()}
        if self.agreed:
            data["agreed"] = {i: list(d) for i, d in self.agreed.items()}
        if self.accepted:
            data["accepted"] = [a.to_data() for a in self.accepted]
        return json.dumps(data, ensure_ascii=True, sort_keys=True, separators=(",", ":"))

    @cached_property
    def sha256(self) -> str:
        """The checksum of the canonical text."""
        return hashlib.sha256(self.to_json().encode("ascii")).hexdigest()

    @classmethod
    def from_json(cls, text: str) -> Snapshot:
        """The snapshot of a canonical text. ValueError for anything that this version did not write."""
        try:
            data = json.loads(text, parse_constant=_refuse, parse_float=_refuse)
        except RecursionError:
            raise ValueError("nested too deeply") from None
        known = _mapping(data, "snapshot")
        if set(known) - _OPTIONAL != _KEYS:
            raise ValueError(f"keys: {sorted(set(known) ^ _KEYS)}")
        if _whole(known, "format") != SNAPSHOT_FORMAT:
            raise ValueError(f"format: {known['format']!r}")
        language = known["language"]
        if language not in LANGS:
            raise ValueError(f"language: {language!r}")
        return cls(
            project=_string(known["project"], "project"),
            template=_string(known["template"], "template"),
            template_version=_whole(known, "template_version"),
            revision=_whole(known, "revision"),
            round=_whole(known, "round"),
            serial=_whole(known, "serial"),
            department=_string(known["department"], "department"),
            language=language,
            status_date=_date(known["status_date"]),
            due=_date(known["due"]),
            columns={k: _strings(v, k) for k, v in _mapping(known["columns"], "columns").items()},
            cells={t: _rows(rows, t) for t, rows in _mapping(known["cells"], "cells").items()},
            spare={k: _strings(v, k) for k, v in _mapping(known["spare"], "spare").items()},
            names=_names(known["names"]),
            dates={i: _dates(d, i, 4) for i, d in _mapping(known.get("dates", {}), "dates").items()},
            agreed={i: _dates(d, i, 2) for i, d in _mapping(known.get("agreed", {}), "agreed").items()},
            accepted=tuple(Accepted.from_data(entry, _cell) for entry in _list(known.get("accepted", []), "accepted")),
        )


_KEYS = {
    "format", "project", "template", "template_version", "revision", "round", "serial", "department",
    "language", "status_date", "due", "columns", "cells", "spare", "names",
}  # fmt: skip
_OPTIONAL = {"dates", "agreed", "accepted"}


def _dates(data: JsonValue, what: str, count: int) -> tuple[str | None, ...]:
    if not isinstance(data, list) or len(data) != count:
        raise ValueError(what)
    return tuple(found.isoformat() if (found := _date(day)) else None for day in data)


_NAME_SIZES = {"dept": 2, "person": 3, "task": 2}


def unread(raw: str) -> JsonValue:
    """How a cell that could not be read stands among frozen values; no kind freezes to a mapping."""
    return {UNREAD: raw}


def is_unread(data: JsonValue) -> bool:
    """Whether a frozen value is the raw text of a cell that could not be read."""
    return isinstance(data, dict)


def frozen(column: Column, value: Any) -> JsonValue:
    """A value as frozen JSON, None for a blank one."""
    return None if value in _BLANKS else column.kind.freeze(value)


def present(plan: Plan, table: Table, row_id: str, key: str) -> JsonValue:
    """The frozen value of a cell of the plan; the raw text where it could not be read."""
    raw = plan.unread.get((table.key, row_id, key))
    return unread(raw) if raw is not None else frozen(table.column(key), plan.value((table.key, row_id, key)))


def frozen_row(plan: Plan, table: Table, row_id: str, keys: Iterable[str]) -> dict[str, JsonValue]:
    """The filled cells of a row of the plan, of some columns."""
    found = {key: present(plan, table, row_id, key) for key in keys}
    return {key: value for key, value in found.items() if value is not None}


def names_of_snapshot(snapshot: Snapshot) -> Names:
    """What cells may call departments, people and tasks: the file's own list, not the master's."""
    known = snapshot.names
    return names_of(
        [Department(id=i, name=n[0], short_code=n[1]) for i, n in known.get("dept", {}).items()],
        [Person(id=i, name=n[0], employee_no=n[1], dept=n[2]) for i, n in known.get("person", {}).items()],
        [(i, n[0], n[1]) for i, n in known.get("task", {}).items()],
        {t: [(i, n[0], n[1]) for i, n in rows.items()] for t, rows in known.items() if t not in _NAME_SIZES},
    )


def _refuse(text: str) -> NoReturn:
    raise ValueError(f"number: {text}")


def _mapping(data: object, what: str) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise ValueError(f"{what}: not a mapping")
    return data


def _string(data: object, what: str) -> str:
    if not isinstance(data, str):
        raise ValueError(f"{what}: not a text")
    return data


def _list(data: object, what: str) -> list[object]:
    if not isinstance(data, list):
        raise ValueError(f"{what}: not a list")
    return data


def _strings(data: object, what: str) -> tuple[str, ...]:
    return tuple(_string(entry, what) for entry in _list(data, what))


def _whole(data: Mapping[str, Any], key: str) -> int:
    value = data[key]
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError(f"{key}: {value!r}")
    return value


def _date(data: object) -> dt.date | None:
    return None if data is None else dt.date.fromisoformat(_string(data, "date"))


def _rows(data: object, table: str) -> dict[str, dict[str, JsonValue]]:
    rows = _mapping(data, table)
    return {i: {k: _cell(v, f"{table}.{i}.{k}") for k, v in _mapping(c, i).items()} for i, c in rows.items()}


def _cell(data: object, where: str) -> JsonValue:
    """One of the shapes that kinds freeze to: text, yes or no, a list of texts or of links, a raw text."""
    if isinstance(data, (str, bool)):
        return data
    if isinstance(data, dict) and set(data) == {UNREAD} and isinstance(data[UNREAD], str):
        return data
    if isinstance(data, list) and data and (all(isinstance(e, str) for e in data) or all(map(_is_link, data))):
        return data
    raise ValueError(f"{where}: {data!r}")


def _is_link(data: object) -> bool:
    return isinstance(data, list) and [type(e) for e in data] == [str, str, int, bool]


def _names(data: object) -> dict[str, dict[str, tuple[str | None, ...]]]:
    known = _mapping(data, "names")
    if not set(known) >= set(_NAME_SIZES):
        raise ValueError("names")
    found: dict[str, dict[str, tuple[str | None, ...]]] = {}
    for target in known:
        size = _NAME_SIZES.get(target, 2)
        found[target] = {}
        for id_, entry in _mapping(known[target], target).items():
            if not isinstance(entry, list) or len(entry) != size:
                raise ValueError(f"names.{target}.{id_}")
            found[target][id_] = tuple(None if e is None else _string(e, target) for e in entry)
    return found
