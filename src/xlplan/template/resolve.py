"""Templates: data that says which forms there are, how many rows they offer and which columns a company adds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from xlplan.core.errors import InputError
from xlplan.core.kinds.base import Kind
from xlplan.core.kinds.choice import ChoiceKind, Option
from xlplan.core.kinds.date import BoolKind, DateKind
from xlplan.core.kinds.number import IntKind, MoneyKind, NumberKind, PercentKind
from xlplan.core.kinds.reference import ManyKind, ReferenceKind
from xlplan.core.kinds.text import CodeKind, LongText, TextKind
from xlplan.core.text import Text
from xlplan.forms.base import PM, Column, Form, Party, Table, department
from xlplan.forms.catalogue import FORMS

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_KEYS = {
    "name", "version", "title", "forms", "weekend", "capacity", "spare", "prefill_days", "gantt_columns",
    "extra_columns",
}  # fmt: skip
_WRONG = Text("模板 {name}：{what}", "template {name}: {what}")


@dataclass(frozen=True)
class Template:
    """Forms as a project uses them. Consumers take tables and columns from here, never from the built-in forms."""

    name: str
    version: int
    title: Text
    forms: tuple[Form, ...]
    weekend: frozenset[int] = frozenset({5, 6})
    capacity: Mapping[str, int] = field(default_factory=dict)
    spare: Mapping[str, int] = field(default_factory=dict)
    prefill_days: int = 14
    gantt_columns: int = 183

    def form(self, code: str) -> Form:
        """A form by code; KeyError where the template leaves it out."""
        for form in self.forms:
            if form.code == code:
                return form
        raise KeyError(code)

    def has(self, code: str) -> bool:
        return any(f.code == code for f in self.forms)

    def tables(self) -> Iterator[tuple[Form, Table]]:
        """Every table with its form, in the order of the workbook."""
        for form in self.forms:
            for table in form.tables:
                yield form, table

    def table(self, key: str) -> Table:
        """A table by key; KeyError where there is none."""
        for _, table in self.tables():
            if table.key == key:
                return table
        raise KeyError(key)

    def form_of(self, table: str) -> Form:
        """The form that holds a table."""
        for form, found in self.tables():
            if found.key == table:
                return form
        raise KeyError(table)

    def title_of(self, table: str) -> Text:
        """What the sheet of a table is called: by the form, by the table where a form has several."""
        form = self.form_of(table)
        return form.title if len(form.tables) == 1 else self.table(table).title

    def choice_lists(self) -> dict[str, ChoiceKind]:
        """Every choice list that any column uses, by name."""
        lists: dict[str, ChoiceKind] = {}
        for _, table in self.tables():
            for column in table.columns:
                if isinstance(column.kind, ChoiceKind):
                    lists.setdefault(column.kind.list_name, column.kind)
        return lists


def kind_named(spec: Mapping[str, Any], list_name: str) -> Kind:
    """The kind of an extra column; ValueError for an unknown one."""
    plain: dict[str, Kind] = {
        "text": TextKind(),
        "long": LongText(),
        "id": CodeKind(),
        "int": IntKind(),
        "num": NumberKind(),
        "money": MoneyKind(),
        "pct": PercentKind(),
        "date": DateKind(),
        "bool": BoolKind(),
        "dept": ReferenceKind("dept"),
        "person": ReferenceKind("person"),
        "task": ReferenceKind("task"),
        "departments": ManyKind("dept"),
    }
    name = spec.get("kind", "text")
    if name == "one":
        options = tuple(
            Option(str(o["key"]), Text(str(o["zh"]), str(o["en"])), tuple(map(str, o.get("aliases", ()))))
            for o in spec["options"]
        )
        return ChoiceKind(list_name, options)
    if name not in plain:
        raise ValueError(f"kind: {name}")
    return plain[name]


def _extra(table: Table, spec: Mapping[str, Any]) -> Column:
    key = str(spec["key"])
    if not key.isidentifier() or table.has(key):
        raise ValueError(f"extra_columns.{table.key}: {key}")
    owner = department(table.owner_field or "dept") if spec.get("owner") == "department" else PM
    return Column(
        Text(str(spec["header"]["zh"]), str(spec["header"]["en"])),
        kind_named(spec, f"{table.key}_{key}"),
        owner,
        required=bool(spec.get("required", False)),
        private=bool(spec.get("private", False)),
        width=float(spec.get("width", 0)),
        key=key,
        extra=True,
    )


def _extended(table: Table, specs: list[Mapping[str, Any]]) -> Table:
    columns = list(table.columns)
    for spec in specs:
        column = _extra(table, spec)
        after = spec.get("after")
        keys = [c.key for c in columns]
        if after is not None and after not in keys:
            raise ValueError(f"extra_columns.{table.key}.{column.key}.after: {after}")
        columns.insert(keys.index(after) + 1 if after else len(columns), column)
    return replace(table, columns=tuple(columns))


def resolve(data: Mapping[str, Any]) -> Template:
    """A template from its data; InputError says what is wrong with it."""
    name = str(data.get("name", "?"))
    try:
        for key in data:
            if key not in _KEYS:
                raise ValueError(key)
        extra = data.get("extra_columns") or {}
        known = {f.code: f for f in FORMS}
        forms = []
        for code in data["forms"]:
            form = known[code]
            tables = tuple(_extended(t, extra[t.key]) if t.key in extra else t for t in form.tables)
            forms.append(replace(form, tables=tables))
        return Template(
            name,
            int(data["version"]),
            Text(str(data["title"]["zh"]), str(data["title"]["en"])),
            tuple(forms),
            frozenset(_DAYS.index(d) for d in data["weekend"]),
            dict(data["capacity"]),
            dict(data["spare"]),
            int(data["prefill_days"]),
            int(data["gantt_columns"]),
        )
    except (KeyError, ValueError, TypeError) as error:
        raise InputError(_WRONG, name=name, what=str(error)) from error


def templates_folder() -> Path:
    """Where the built-in templates are: inside the installed package, or at the top of the source tree."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "workbook_templates"
    return inside if inside.is_dir() else package.parents[1] / "workbook_templates"


def load_template(name_or_path: str = "standard") -> Template:
    """A built-in template by name, or one from a YAML file."""
    import yaml

    path = Path(name_or_path)
    if path.suffix not in (".yaml", ".yml"):
        path = templates_folder() / f"{name_or_path}.yaml"
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise InputError(_WRONG, name=name_or_path, what=str(error).splitlines()[0]) from error
    if not isinstance(data, dict):
        raise InputError(_WRONG, name=name_or_path, what="?")
    return resolve(data)
