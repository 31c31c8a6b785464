"""Templates: data that says which forms there are, how they look and what a company adds. The door of the package."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from xlplan.core.errors import InputError
from xlplan.core.finding import Finding
from xlplan.core.text import Text
from xlplan.forms.base import Table
from xlplan.forms.catalogue import FORMS
from xlplan.template import findings as f
from xlplan.template.check_part import read_check
from xlplan.template.forms import Parts, read_parts
from xlplan.template.kinds import kind_named
from xlplan.template.model import DEFAULT, GANTT_COLUMNS, PREFILL_DAYS, WEEKEND, RuleChoice, Template
from xlplan.template.node import Node
from xlplan.template.problems import Origin, Problems, failure, near
from xlplan.template.rules_part import read_rules
from xlplan.template.source import as_text, read_file
from xlplan.template.theme import embedded, read_theme

__all__ = [
    "DEFAULT", "FORMER", "RuleChoice", "Template", "Verdict", "built_in", "kind_named", "load_template", "read_template",
    "resolve", "templates_folder",
]  # fmt: skip

FORMER = {"standard": "full"}
"""Names that built-in templates had; files made then carry them."""
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
KEYS = (
    "name", "version", "title", "forms", "weekend", "capacity", "spare", "prefill_days", "gantt_columns", "titles",
    "hints", "columns", "extra_columns", "extra_forms", "vocabularies", "theme", "rules", "check",
)  # fmt: skip
MOST_ROWS, MOST_SPARE, MOST_DAYS, MOST_VERSION = 5000, 500, 365, 1_000_000
GANTT = (28, 1000)
_TITLE = 60
_NAME = 40
_PLAIN = re.compile(r"[^\W_][\w .-]*")
"""Names of templates: a file may be called so."""
_LOST = Text(
    "模板“{name}”在文件里已丢失，也找不到模板文件；请把 {name}.yaml 放到 {folder}",
    "the template “{name}” is lost from the file, and its own file was not found; put {name}.yaml into {folder}",
)
_NONE = Text(
    "找不到模板“{name}”{near}；内置模板：{known}；公司模板请给出文件名（.yaml）",
    "there is no template “{name}”{near}; built-in: {known}; for a company's own give its file (.yaml)",
)


@dataclass(frozen=True)
class Verdict:
    """What reading a template came to: the template where there are no errors, and every finding.

    ``draft`` is the template as far as it could be understood, for what else there is to check.
    """

    template: Template | None
    findings: list[Finding]
    draft: Template | None = None


def resolve(data: Mapping[str, Any], origin: Origin | None = None) -> Template:
    """A template from its data, which it carries as ``source``; ``origin`` knows the lines where they stand.

    InputError names the first thing that is wrong and says how many more there are.
    """
    problems = Problems(origin or Origin())
    return _sound(_resolved(as_text(data), problems), problems, str(data.get("name", "?")))


def read_template(path: Path, own: bool = True) -> Verdict:
    """The template of a file with everything that is wrong with it. A template that is not the company's ``own`` is
    built in: it is known by name, so that files don't carry it.
    """
    data, problems = read_file(path)
    if data is not None and not isinstance(data, dict):
        problems.say(f.UNREADABLE, (), detail=f.NOT_A_TEMPLATE)
    if not isinstance(data, dict):
        return Verdict(None, problems.found)
    _embed(data, path.parent, problems)
    template = _resolved(data, problems)
    if own and template.name in (*built_in(), *FORMER):
        problems.say(f.BUILT_IN_NAME, ("name",), name=template.name)
    if not own:
        template = replace(template, source=None)
    findings = sorted(problems.found, key=lambda x: int(x.place.cell.removeprefix("line ") or 0))
    return Verdict(None if problems.errors else template, findings, template)


def load_template(name_or_path: str = DEFAULT, beside: Path | None = None) -> Template:
    """A built-in template by name, or a company's from a YAML file; InputError where it can't be used.

    With ``beside``, a name that is not built in is looked up as a file in that folder.
    """
    path = Path(name_or_path)
    own = path.suffix.lower() in (".yaml", ".yml")
    if not own:
        known = built_in()
        name = FORMER.get(name_or_path, name_or_path)
        if name in known:
            path = templates_folder() / f"{name}.yaml"
        elif beside is not None and (found := beside / f"{name_or_path}.yaml").is_file():
            path, own = found, True
        elif beside is not None:
            raise InputError(_LOST, name=name_or_path, folder=str(beside))
        else:
            raise InputError(_NONE, name=name_or_path, near=near(name_or_path, known), known=", ".join(known))
    verdict = read_template(path) if own else _built_in(path)
    problems = Problems(found=verdict.findings)
    return _sound(verdict.template, problems, name_or_path)


@cache
def _built_in(path: Path) -> Verdict:
    """A built-in template: every copy names it, and it does not change while a command runs."""
    return read_template(path, own=False)


def _sound(template: Template | None, problems: Problems, name: str) -> Template:
    if problems.errors or template is None:
        raise failure(name, problems.errors)
    return template


def templates_folder() -> Path:
    """Where the built-in templates are: inside the installed package, or at the top of the source tree."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "workbook_templates"
    return inside if inside.is_dir() else package.parents[1] / "workbook_templates"


def built_in() -> list[str]:
    """The names of the built-in templates."""
    return sorted(p.stem for p in templates_folder().glob("*.yaml"))


def _embed(data: dict[str, Any], folder: Path, problems: Problems) -> None:
    """Put the logo, which lies beside the file, into the data: they travel without the file."""
    theme = data.get("theme")
    if isinstance(theme, dict) and isinstance(theme.get("logo"), str):
        node = Node(theme["logo"], ("theme", "logo"), problems)
        theme["logo"] = embedded(theme["logo"], folder, node)


def _resolved(data: Any, problems: Problems) -> Template:
    top = Node(data, (), problems)
    parts = top.known(KEYS, ("name", "version", "title", "forms"))

    def part(key: str) -> Node:
        return parts.get(key) or top.at(key, None)

    named = Parts(
        *(part(k) for k in ("forms", "extra_forms", "extra_columns", "columns", "vocabularies", "titles", "hints"))
    )
    forms = read_parts(named)
    tables = [t for form in forms for t in form.tables if t.shape == "table"]
    return Template(
        _name(parts.get("name")),
        _whole(parts.get("version"), 0, MOST_VERSION, 0),
        (parts["title"].text(_TITLE) if "title" in parts else None) or _NONE,
        forms,
        _weekend(parts.get("weekend")),
        {t.key: t.capacity for t in tables} | _rows(part("capacity"), tables, 1, MOST_ROWS),
        {t.key: t.spare for t in tables} | _rows(part("spare"), tables, 0, MOST_SPARE),
        _whole(parts.get("prefill_days"), 0, MOST_DAYS, PREFILL_DAYS),
        _whole(parts.get("gantt_columns"), *GANTT, GANTT_COLUMNS),
        read_theme(part("theme")),
        read_rules(part("rules")),
        read_check(part("check")),
        source=as_text(data),
        origin=problems.origin,
    )


def _name(node: Node | None) -> str:
    word = node.word() if node else None
    if node is not None and word is not None and (len(word) > _NAME or not _PLAIN.fullmatch(word)):
        node.say(f.WORDS, value=word, limit=str(_NAME))
    return word or "?"


def _whole(node: Node | None, low: int, high: int, default: int) -> int:
    found = node.whole(low, high) if node else None
    return default if found is None else found


def _weekend(node: Node | None) -> frozenset[int]:
    if node is None:
        return WEEKEND
    words = [part.one_of(DAYS) for part in node.items()]
    days = frozenset(DAYS.index(w) for w in words if w)
    if len(days) == len(DAYS):
        node.say(f.WRONG_VALUE, value="7", want=Text("至少留一个工作日", "some day that is worked"))
    return days


def _rows(node: Node, tables: list[Table], low: int, high: int) -> dict[str, int]:
    """Numbers of rows by table."""
    there = [t.key for t in tables]
    built_in_ones = [t.key for form in FORMS for t in form.tables if t.shape == "table"]
    found = {}
    for key, entry in node.entries().items():
        if key not in there and key in built_in_ones:
            entry.say(f.NO_EFFECT, table=key)
        elif key not in there:
            entry.say(f.UNKNOWN_TABLE, table=key, near=near(key, (*there, *built_in_ones)))
        elif (number := entry.whole(low, high)) is not None:
            found[key] = number
    return found
