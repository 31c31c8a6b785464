"""Templates: data that says which forms there are, how many rows they offer and which columns a company adds."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NoReturn

from xlplan.core.errors import InputError
from xlplan.core.kinds.base import Kind
from xlplan.core.kinds.choice import ChoiceKind, Option
from xlplan.core.kinds.date import BoolKind, DateKind
from xlplan.core.kinds.number import IntKind, MoneyKind, NumberKind, PercentKind
from xlplan.core.kinds.reference import ManyKind, ReferenceKind
from xlplan.core.kinds.text import CodeKind, LongText, TextKind
from xlplan.core.text import Text
from xlplan.forms.base import PM, Column, Form, Table, department
from xlplan.forms.catalogue import FORMS

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_KEYS = {
    "name", "version", "title", "forms", "weekend", "capacity", "spare", "prefill_days", "gantt_columns",
    "extra_columns",
}  # fmt: skip
_COLUMN_KEYS = {
    "key", "header", "kind", "options", "owner", "required", "private", "width", "after",
}  # fmt: skip
_OWNERS = ("pm", "department")
_WRONG = Text("模板 {name}：{what}", "template {name}: {what}")
_MISSING = Text("模板 {name} 缺少“{key}”", "template {name}: “{key}” is missing")
_UNKNOWN = Text("模板 {name}：{where} 没有“{key}”这一项{near}", "template {name}: {where} has no “{key}”{near}")
_VALUE = Text("模板 {name}：“{key}”不能是 {value}", "template {name}: “{key}” can't be {value}")
_NOT_DATA = Text("不是模板文件", "not a template file")
_NEAR = Text("，是否想写“{near}”？", "; did you mean “{near}”?")
_NONE = Text(
    "找不到模板“{name}”；内置模板：{known}；公司模板请给出文件名（.yaml）",
    "there is no template “{name}”; built-in: {known}; for a company's own give its file (.yaml)",
)

_LOST = Text(
    "模板“{name}”在文件里已丢失，也找不到模板文件；请把 {name}.yaml 放到 {folder}",
    "the template “{name}” is lost from the file, and its own file was not found; put {name}.yaml into {folder}",
)


@dataclass(frozen=True)
class Template:
    """Forms as a project uses them. Consumers take tables and columns from here, never from the built-in forms.

    ``source`` is the data of a template that is not built in: it travels inside the files made from it, so that they
    can be opened where the template's own file is not at hand.
    """

    name: str
    version: int
    title: Text
    forms: tuple[Form, ...]
    weekend: frozenset[int] = frozenset({5, 6})
    capacity: Mapping[str, int] = field(default_factory=dict)
    """Rows that a master offers, by table; for every table of the template."""
    spare: Mapping[str, int] = field(default_factory=dict)
    """Spare rows that a copy offers, by table; for every table of the template."""
    prefill_days: int = 14
    gantt_columns: int = 183
    source: Mapping[str, Any] | None = None

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


class _WrongError(Exception):
    """What is wrong with a template's data, before its name is known."""

    def __init__(self, text: Text, **params: object) -> None:
        super().__init__(text.en)
        self.text, self.params = text, params


def _allow(where: str, given: Iterable[str], known: Iterable[str]) -> None:
    choices = list(known)
    for key in given:
        if key not in choices:
            near = difflib.get_close_matches(str(key), choices, n=1)
            hint = Text(*(t.format(near=near[0]) for t in _NEAR.both)) if near else ""
            raise _WrongError(_UNKNOWN, where=where, key=key, near=hint)


def _value(key: str, value: object) -> NoReturn:
    raise _WrongError(_VALUE, key=key, value=value)


def _mapping(data: Any, key: str) -> Mapping[str, Any]:
    return data if isinstance(data, Mapping) else _value(key, data)


def _text(data: Any, key: str) -> Text:
    words = _mapping(data, key)
    return Text(str(words["zh"]), str(words["en"]))


def _whole(data: Any, key: str) -> int:
    try:
        return int(str(data))
    except ValueError:
        _value(key, data)


def _flag(data: Any, key: str) -> bool:
    """Yes or no; a plan document holds it as a text."""
    word = str(data).casefold()
    return word == "true" if word in ("true", "false") else _value(key, data)


def kind_named(spec: Mapping[str, Any], list_name: str) -> Kind:
    """The kind of an extra column."""
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
        _value(f"{list_name}.kind", name)
    return plain[name]


def _extra(table: Table, spec: Mapping[str, Any]) -> Column:
    key = str(spec["key"])
    where = f"extra_columns.{table.key}.{key}"
    _allow(where, spec, _COLUMN_KEYS)
    if not key.isidentifier() or not key.isascii() or table.has(key) or key in table.row.model_fields:
        _value(f"extra_columns.{table.key}.key", key)
    if (owner := spec.get("owner", "pm")) not in _OWNERS:
        _value(f"{where}.owner", owner)
    return Column(
        _text(spec["header"], f"{where}.header"),
        kind_named(spec, f"{table.key}_{key}"),
        department(table.owner_field or "dept") if owner == "department" else PM,
        required=_flag(spec.get("required", False), f"{where}.required"),
        private=_flag(spec.get("private", False), f"{where}.private"),
        width=float(spec.get("width", 0)),
        key=key,
        extra=True,
    )


def _extended(table: Table, specs: Any) -> Table:
    columns = list(table.columns)
    if not isinstance(specs, list):
        _value(f"extra_columns.{table.key}", specs)
    for given in specs:
        spec = _mapping(given, f"extra_columns.{table.key}")
        column = _extra(table, spec)
        after = spec.get("after")
        keys = [c.key for c in columns]
        if column.key in keys:
            _value(f"extra_columns.{table.key}.key", column.key)
        if after is not None and after not in keys:
            _value(f"extra_columns.{table.key}.{column.key}.after", after)
        columns.insert(keys.index(after) + 1 if after else len(columns), column)
    return replace(table, columns=tuple(columns))


def _forms(data: Mapping[str, Any]) -> Iterator[Form]:
    extra = _mapping(data.get("extra_columns") or {}, "extra_columns")
    known = {f.code: f for f in FORMS}
    chosen = list(known) if data["forms"] == "all" else data["forms"]
    _allow("forms", chosen, known)
    _allow("extra_columns", extra, (t.key for c in chosen for t in known[c].tables))
    for code in chosen:
        form = known[code]
        tables = tuple(_extended(t, extra[t.key]) if t.key in extra else t for t in form.tables)
        yield replace(form, tables=tables)


def _days(given: Any) -> frozenset[int]:
    for day in given:
        if day not in _DAYS:
            _value("weekend", day)
    return frozenset(_DAYS.index(d) for d in given)


def _rows(data: Mapping[str, Any], key: str) -> dict[str, int]:
    return {k: _whole(v, f"{key}.{k}") for k, v in _mapping(data.get(key) or {}, key).items()}


def resolve(data: Mapping[str, Any]) -> Template:
    """A template from its data, which it carries as ``source``; InputError says what is wrong with it."""
    name = str(data.get("name", "?"))
    try:
        _allow(name, data, _KEYS)
        forms = tuple(_forms(data))
        tables = [t for form in forms for t in form.tables if t.shape == "table"]
        return Template(
            str(data["name"]),
            _whole(data["version"], "version"),
            _text(data["title"], "title"),
            forms,
            _days(data["weekend"]),
            {t.key: t.capacity for t in tables} | _rows(data, "capacity"),
            {t.key: t.spare for t in tables} | _rows(data, "spare"),
            _whole(data["prefill_days"], "prefill_days"),
            _whole(data["gantt_columns"], "gantt_columns"),
            source=_as_text(data),
        )
    except _WrongError as wrong:
        raise InputError(wrong.text, name=name, **wrong.params) from wrong
    except KeyError as error:
        raise InputError(_MISSING, name=name, key=error.args[0]) from error
    except (ValueError, TypeError, AttributeError) as error:
        raise InputError(_WRONG, name=name, what=str(error)) from error


def _as_text(data: Any) -> Any:
    """Data whose scalars are texts, as a plan document gives them back."""
    if isinstance(data, Mapping):
        return {str(k): _as_text(v) for k, v in data.items()}
    if isinstance(data, (list, tuple)):
        return [_as_text(v) for v in data]
    return None if data is None else str(data)


def templates_folder() -> Path:
    """Where the built-in templates are: inside the installed package, or at the top of the source tree."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "workbook_templates"
    return inside if inside.is_dir() else package.parents[1] / "workbook_templates"


def built_in() -> list[str]:
    """The names of the built-in templates."""
    return sorted(p.stem for p in templates_folder().glob("*.yaml"))


def load_template(name_or_path: str = "standard", beside: Path | None = None) -> Template:
    """A built-in template by name, or a company's from a YAML file.

    With ``beside``, a name that is not built in is looked up as a file in that folder.
    """
    import yaml

    path = Path(name_or_path)
    own = path.suffix.lower() in (".yaml", ".yml")
    if not own:
        known = built_in()
        if name_or_path in known:
            path = templates_folder() / f"{name_or_path}.yaml"
        elif beside is not None and (found := beside / f"{name_or_path}.yaml").is_file():
            path, own = found, True
        elif beside is not None:
            raise InputError(_LOST, name=name_or_path, folder=str(beside))
        else:
            raise InputError(_NONE, name=name_or_path, known=", ".join(known))
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        what = getattr(error, "strerror", None) or str(error).splitlines()[0]
        raise InputError(_WRONG, name=name_or_path, what=what) from error
    if not isinstance(data, dict):
        raise InputError(_WRONG, name=name_or_path, what=_NOT_DATA)
    template = resolve(data)
    return template if own else replace(template, source=None)
