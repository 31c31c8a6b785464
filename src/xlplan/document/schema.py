"""The JSON Schema of plan documents, generated from the columns of a template."""

from __future__ import annotations

from typing import Any

from xlplan.document import accepted, baselines, carried, extras, history, looks, pending
from xlplan.forms.base import Column, Table
from xlplan.model.pending import Pick
from xlplan.model.plan import FORMAT
from xlplan.template.resolve import Template

_TEXT = {"type": "string"}
_WHOLE = {"type": ["integer", "string"]}


def _column(column: Column) -> dict[str, Any]:
    schema = dict(column.kind.schema())
    described = column.kind.describe()
    schema["title"] = f"{column.header.zh} / {column.header.en}"
    schema["description"] = f"{described.zh} / {described.en}"
    kinds = schema["type"]
    schema["type"] = [*([kinds] if isinstance(kinds, str) else kinds), "null"]
    # Scalars written without quotes are read as the text they are.
    for loose in ("string", "number"):
        if loose not in schema["type"]:
            schema["type"].append(loose)
    return schema


def _row(table: Table) -> dict[str, Any]:
    properties: dict[str, Any] = {} if table.shape == "record" else {"id": _TEXT}
    properties.update({column.key: _column(column) for column in table.inputs})
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _table(table: Table) -> dict[str, Any]:
    row = _row(table)
    return row if table.shape == "record" else {"type": ["array", "null"], "items": row}


def _listed(**properties: Any) -> dict[str, Any]:
    return {
        "type": ["array", "null"],
        "items": {"type": "object", "properties": properties, "additionalProperties": False},
    }


_ANY: dict[str, Any] = {"type": ["string", "boolean", "array", "object", "null"]}


def _claims() -> dict[str, Any]:
    """What files say of a cell that waits or waited for a decision."""
    texts = dict.fromkeys((k for k in pending.CLAIM if k not in ("base", "value", "revision")), _TEXT)
    return _listed(**texts, base=_ANY, value=_ANY, revision=_WHOLE)


def schema(template: Template) -> dict[str, Any]:
    """The schema of plan documents of a template (JSON Schema 2020-12)."""
    properties: dict[str, Any] = {
        "format": {"const": FORMAT},
        "template": {"type": ["string", "object"]},
        "language": {"enum": ["zh", "en"]},
        "identity": {
            "type": "object",
            "properties": {"project": _TEXT, "revision": _WHOLE},
            "additionalProperties": False,
        },
        "rounds": _listed(number=_WHOLE, status_date=_TEXT, due=_TEXT),
        "issues": _listed(
            serial=_WHOLE,
            revision=_WHOLE,
            round=_WHOLE,
            department=_TEXT,
            forms={"type": "array", "items": _TEXT},
            base_sha256=_TEXT,
            file=_TEXT,
        ),
        "returns": _listed(serial=_WHOLE, round=_WHOLE, department=_TEXT, file=_TEXT, sha256=_TEXT),
        "former_codes": _listed(task=_TEXT, codes={"type": "array", "items": _TEXT}),
        "baselines": _listed(
            **{c.key: _column(c) for c in baselines.FIELDS},
            tasks=_listed(**{c.key: _column(c) for c in baselines.TASK_FIELDS}),
        ),
        "unread": _listed(table=_TEXT, row=_TEXT, field=_TEXT, text=_TEXT),
        "carried": _listed(
            **dict.fromkeys(("name", *carried.ORIGIN), _TEXT),
            rows={"type": "array", "items": {"type": "array", "items": carried.SCHEMA}},
        ),
        "extras": extras.SCHEMA,
        "looks": looks.SCHEMA,
        "pending": _listed(
            **dict.fromkeys(("table", "row", "field", "label", "picked", "own"), _TEXT),
            present=_ANY,
            new_row={"type": "boolean"},
            claims=_claims(),
        ),
        "accepted": _listed(**dict.fromkeys(accepted.TEXTS, _TEXT), present=_ANY),
        "taken": {"type": ["array", "null"], "items": _TEXT},
        "decisions": _listed(
            **dict.fromkeys(("table", "row", "field"), _TEXT),
            pick={"enum": list(Pick)},
            value=_ANY,
            former=_ANY,
            revision=_WHOLE,
            against=_claims(),
        ),
        "history": _listed(
            **dict.fromkeys(history.TEXTS, _TEXT),
            **dict.fromkeys(history.NUMBERS, _WHOLE),
            files={"type": "array", "items": _TEXT},
        ),
    }
    for form in template.forms:
        if len(form.tables) == 1:
            properties[form.code] = _table(form.tables[0])
        elif form.tables:
            parts = {t.key: _table(t) for t in form.tables}
            properties[form.code] = {"type": "object", "properties": parts, "additionalProperties": False}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"xlplan plan document ({template.name} {template.version})",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }
