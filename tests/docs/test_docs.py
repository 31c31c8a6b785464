"""The documents say what is there: generated pages are current, links lead somewhere, commands and folders exist."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from xlplan.app.catalogue import finding_types
from xlplan.cli.main import COMMANDS, build
from xlplan.cli.reference import commands_page
from xlplan.core.text import LANGS, Lang
from xlplan.docgen.markdown import anchor
from xlplan.docgen.pages import reference_pages
from xlplan.rules.catalogue import rules
from xlplan.template.resolve import load_template

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
UPDATE = "XLPLAN_UPDATE_DOCS"

_FENCE = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ +(.+?)\s*$", re.MULTILINE)
_COMMAND = re.compile(r"(?:^|[`$(;]\s*)xlplan ([a-z]+)", re.MULTILINE)
_OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")
_FOLDER = re.compile(r"^ {2}([a-z]+)/ ", re.MULTILINE)


def documents() -> list[Path]:
    """Every Markdown file that people read."""
    return sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *(ROOT / "samples").rglob("*.md")])


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_generated_pages_are_current() -> None:
    """Set XLPLAN_UPDATE_DOCS=1 to have them written anew."""
    pages = reference_pages(load_template(), finding_types(), rules())
    pages |= {f"commands.{lang}.md": commands_page(lang) for lang in LANGS}
    stale = []
    for name, text in pages.items():
        path = DOCS / name
        if os.environ.get(UPDATE):
            path.write_text(text, encoding="utf-8", newline="\n")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
    assert not stale, f"run the tests with {UPDATE}=1 to write anew: {', '.join(stale)}"


def test_every_finding_is_explained_in_both_languages() -> None:
    pages = reference_pages(load_template(), finding_types(), rules())
    for lang in LANGS:
        for kind in finding_types():
            assert f"### {kind.code} {kind.name}\n" in pages[f"findings.{lang}.md"]


def test_every_column_is_listed_in_both_languages() -> None:
    pages = reference_pages(load_template(), finding_types(), rules())
    for lang in LANGS:
        page = pages[f"forms.{lang}.md"]
        for form, table in load_template().tables():
            assert f"## {form.title(lang)}\n" in page
            for column in table.columns:
                assert f"| `{column.key}` |" in page, f"{table.key}.{column.key}"


@pytest.mark.parametrize("path", documents(), ids=name_of)
def test_links_lead_somewhere(path: Path) -> None:
    text = _FENCE.sub("", path.read_text(encoding="utf-8"))
    broken = [target for target in _LINK.findall(text) if not _leads_somewhere(path, target)]
    assert not broken


def _leads_somewhere(path: Path, target: str) -> bool:
    if re.match(r"[a-z]+:", target):
        return target.startswith(("https://", "mailto:"))
    file, _, fragment = target.partition("#")
    found = (path.parent / file).resolve() if file else path
    if not found.exists():
        return False
    headings = _HEADING.findall(_FENCE.sub("", found.read_text(encoding="utf-8"))) if fragment else []
    return not fragment or fragment in map(anchor, headings)


@pytest.mark.parametrize("path", documents(), ids=name_of)
def test_documents_speak_of_this_project_only(path: Path) -> None:
    """No paths of somebody's machine, and no sentences left unfinished."""
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"(?<![\w.])/(?:home|root|tmp|work|Users)/", text)
    assert not re.search(r"\b(?:TODO|FIXME|XXX)\b", text)


@pytest.mark.parametrize("path", documents(), ids=name_of)
def test_named_commands_and_options_exist(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    unknown = {name for name in _COMMAND.findall(text) if name not in COMMANDS}
    assert not unknown
    for line in text.splitlines():
        for command in _COMMAND.findall(line)[:1]:
            spoken = line.split(f"xlplan {command}", 1)[1].split("`")[0]
            assert set(_OPTION.findall(spoken)) <= options_of(command), line


def options_of(command: str) -> set[str]:
    """The long options of a command, and of those inside it."""
    group = build("en")
    found = group.get_command(None, command)  # type: ignore[arg-type]
    assert found is not None
    inside = found.commands.values() if isinstance(found, click.Group) else ()
    return {"--help", *(o for c in (found, *inside) for p in c.params for o in p.opts)}


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_readme_tree_lists_every_package(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    listed = set(_FOLDER.findall(text))
    there = {p.parent.name for p in (ROOT / "src" / "xlplan").glob("*/__init__.py")}
    assert listed == there


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_readme_names_every_command(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert all(re.search(rf"\bxlplan {c}\b|`{c}`", text) for c in COMMANDS)


def _headings(path: Path) -> Iterator[int]:
    for line in _FENCE.sub("", path.read_text(encoding="utf-8")).splitlines():
        if line.startswith("#"):
            yield len(line) - len(line.lstrip("#"))


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("README.zh.md", "README.md"),
        ("docs/guide.zh.md", "docs/guide.en.md"),
        ("docs/department.zh.md", "docs/department.en.md"),
        ("docs/library.zh.md", "docs/library.en.md"),
        ("docs/pmo.zh.md", "docs/pmo.en.md"),
        ("docs/developers.zh.md", "docs/developers.en.md"),
    ],
)
def test_twins_have_the_same_structure(zh: str, en: str) -> None:
    assert list(_headings(ROOT / zh)) == list(_headings(ROOT / en))


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = sorted(int(p.name[:4]) for p in (DOCS / "decisions").glob("[0-9]*.md"))
    assert numbers == list(range(1, len(numbers) + 1))


def test_reference_pages_need_no_language_of_their_own() -> None:
    """What a page in English says in Chinese is data: names of tasks in examples, nothing else."""
    lang: Lang = "en"
    page = reference_pages(load_template(), finding_types(), rules())[f"findings.{lang}.md"]
    prose = _FENCE.sub("", page)
    chinese = [line for line in prose.splitlines() if re.search(r"[\u4e00-\u9fff]", line)]
    assert not chinese
