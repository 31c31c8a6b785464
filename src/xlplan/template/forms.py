"""Which forms a template has, in which order, under which titles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from xlplan.core.kinds.choice import ChoiceKind
from xlplan.core.text import Text
from xlplan.forms.base import Form, Table
from xlplan.forms.catalogue import FORMS
from xlplan.template import findings as f
from xlplan.template.columns import changed, extended
from xlplan.template.extra_forms import HINT, TITLE, read_forms
from xlplan.template.node import Node
from xlplan.template.problems import near
from xlplan.template.vocabularies import lists_of, read_vocabularies, with_lists

ALL = "all"
NEEDED = ("guide", "basic", "team", "wbs", "calendar")
"""Forms that every workbook is calculated from."""
HISTORY, PROGRESS = "history", "progress"
_WORKBOOK = Text("工作簿", "a workbook")
_LAST = "calendar"


@dataclass(frozen=True)
class Parts:
    """The parts of a template that say something about forms; each may be blank."""

    forms: Node
    extra_forms: Node
    extra_columns: Node
    columns: Node
    vocabularies: Node
    titles: Node
    hints: Node


def read_parts(parts: Parts) -> tuple[Form, ...]:
    """The forms of a template, resolved."""
    built_in = {f.code: f for f in FORMS}
    lists = lists_of(t for form in FORMS for t in form.tables)
    keys = {*built_in, *(t.key for form in FORMS for t in form.tables)}
    own = read_forms(parts.extra_forms, keys, lists)
    every = {**built_in, **{form.code: form for form, _ in own}}
    chosen = _chosen(parts.forms, built_in, own, every)
    _complete(parts.forms, chosen)
    tables = {t.key: t for form in every.values() for t in form.tables}
    there = {t.key for form in chosen for t in form.tables}
    extra = _by_table(parts.extra_columns, tables, there)
    changes = _by_table(parts.columns, tables, there)
    changed_lists = read_vocabularies(parts.vocabularies, lists | _lists_of_own(own))
    forms = []
    for form in chosen:
        found = [_resolved(t, extra.get(t.key), changes.get(t.key), lists, changed_lists) for t in form.tables]
        forms.append(replace(form, tables=tuple(found)))
    return _titled(parts, forms, every, {form.code: entry.at("title", None) for form, entry in own})


def _lists_of_own(own: Iterable[tuple[Form, Node]]) -> dict[str, ChoiceKind]:
    return lists_of(t for form, _ in own for t in form.tables)


def _resolved(
    table: Table,
    extra: Node | None,
    changes: Node | None,
    lists: Mapping[str, ChoiceKind],
    changed_lists: Mapping[str, ChoiceKind],
) -> Table:
    if extra is not None:
        table = extended(table, extra, lists)
    if changes is not None:
        table = changed(table, changes)
    return with_lists(table, changed_lists)


def _by_table(node: Node, tables: Iterable[str], there: Iterable[str]) -> dict[str, Node]:
    """Entries by table; one of a table that the template leaves out does nothing, which is said."""
    entries = node.entries()
    known, used = list(tables), set(there)
    for key, entry in entries.items():
        if key not in known:
            entry.say(f.UNKNOWN_TABLE, table=key, near=near(key, known))
        elif key not in used:
            entry.say(f.NO_EFFECT, table=key)
    return {k: e for k, e in entries.items() if k in used}


def _chosen(
    node: Node, built_in: Mapping[str, Form], own: list[tuple[Form, Node]], every: Mapping[str, Form]
) -> list[Form]:
    codes: list[str] = []
    if node.data is None or node.data == ALL:
        codes = list(built_in)
    else:
        for part in node.items():
            code = part.word()
            if code is None:
                continue
            if code not in every:
                part.say(f.UNKNOWN_FORM, form=code, near=near(code, every))
            elif code in codes:
                part.say(f.FORM_TWICE, form=code)
            else:
                codes.append(code)
    for form, entry in own:
        if form.code not in codes:
            codes.insert(_place(entry, codes, every), form.code)
    return [every[c] for c in codes]


def _place(node: Node, codes: list[str], every: Mapping[str, Form]) -> int:
    """Where an extra form goes that the list of forms does not name: behind another one, else before the calendar."""
    after = node.entries().get("after")
    word = after.word() if after else None
    if after is not None and word is not None and word not in codes:
        if word in every:
            after.say(f.FORM_NEEDED, form=word, by="after")
        else:
            after.say(f.UNKNOWN_FORM, form=word, near=near(word, every))
    if word in codes:
        return codes.index(word) + 1
    return len(codes) - 1 if codes and codes[-1] == _LAST else len(codes)


def _complete(node: Node, forms: list[Form]) -> None:
    codes = {form.code: form for form in forms}
    for needed in NEEDED:
        if needed not in codes:
            node.say(f.FORM_NEEDED, form=needed, by=_WORKBOOK)
    if HISTORY in codes and PROGRESS not in codes:
        node.say(f.FORM_NEEDED, form=PROGRESS, by=codes[HISTORY].title)
    if PROGRESS in codes and HISTORY not in codes:
        node.say(f.NO_HISTORY)


def _titled(parts: Parts, forms: list[Form], every: Mapping[str, Form], own: Mapping[str, Node]) -> tuple[Form, ...]:
    titles = _by_name(parts.titles, forms, every)
    hints = _by_name(parts.hints, forms, every)
    found = []
    for form in forms:
        if (node := hints.get(form.code)) and (hint := node.text(HINT)):
            form = replace(form, hint=hint)
        tables = tuple(_table_titled(t, titles) for t in form.tables)
        title = titles[form.code].text(TITLE) if form.code in titles else None
        if len(tables) == 1:
            # One sheet, one name: by the code of the form as by the key of its table.
            title = title or (tables[0].title if tables[0].key in titles else None)
            tables = (replace(tables[0], title=title),) if title else tables
        found.append(replace(form, title=title or form.title, tables=tables))
    _apart(found, {**own, **titles}, parts.titles)
    return tuple(found)


def _table_titled(table: Table, titles: Mapping[str, Node]) -> Table:
    title = titles[table.key].text(TITLE) if table.key in titles else None
    return replace(table, title=title) if title else table


def _by_name(node: Node, forms: Iterable[Form], every: Mapping[str, Form]) -> dict[str, Node]:
    """Entries by form or table."""
    there = {k for form in forms for k in (form.code, *(t.key for t in form.tables))}
    known = {k for form in every.values() for k in (form.code, *(t.key for t in form.tables))}
    for key, entry in node.entries().items():
        if key not in known:
            entry.say(f.UNKNOWN_FORM, form=key, near=near(key, known))
        elif key not in there:
            entry.say(f.NO_EFFECT, table=key)
    return {k: e for k, e in node.entries().items() if k in there}


_EXCELS_OWN = {"history"}
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", "_"))


def _apart(forms: Iterable[Form], titles: Mapping[str, Node], node: Node) -> None:
    """Say which titles can't name a sheet: another sheet's, or one that Excel keeps for itself."""
    for lang in (0, 1):
        seen: dict[str, str] = {}
        for key, title in ((t.key if t else form.code, title) for form in forms for t, title in _sheets(form)):
            word = title.both[lang]
            name = word.translate(_FORBIDDEN).strip("' ")[:TITLE].casefold()
            if not name or name in seen or name in _EXCELS_OWN or name.startswith("xl_"):
                (titles.get(key) or titles.get(seen.get(name, "")) or node).say(f.TITLE_TWICE, title=word)
            seen.setdefault(name, key)


def _sheets(form: Form) -> Iterable[tuple[Table | None, Text]]:
    if len(form.tables) < 2:
        return ((form.tables[0] if form.tables else None, form.title),)
    return tuple((t, t.title) for t in form.tables)
