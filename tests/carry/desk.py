"""A master on somebody's desk: issued once, then edited with openpyxl, which here plays Excel."""

from __future__ import annotations

import functools
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl

from xlplan.app.books import Master, open_master
from xlplan.app.journal import Entry
from xlplan.app.saving import save_master
from xlplan.core.text import Lang
from xlplan.document.load import load_document
from xlplan.template.resolve import Template, load_template

SMALL = Path(__file__).resolve().parents[1] / "fixtures" / "small.yaml"


@functools.cache
def template() -> Template:
    return load_template("full")


@functools.cache
def _issued(lang: Lang) -> Path:
    path = Path(tempfile.mkdtemp(prefix="carry")) / "master.xlsx"
    plan, _ = load_document(SMALL)
    plan.language = lang
    save_master(path, plan, template())
    return path


def master(folder: Path, lang: Lang = "zh") -> Path:
    """A fresh master of the small project."""
    path = folder / "master.xlsx"
    shutil.copyfile(_issued(lang), path)
    return path


def edit(path: Path, what: Callable[[Any], None]) -> None:
    """Open a workbook, change it, save it."""
    book = openpyxl.load_workbook(path)
    what(book)
    book.save(path)


def rewritten(path: Path) -> Master:
    """The master after a command wrote it anew, as the next one opens it."""
    opened = open_master(path)
    save_master(path, opened.plan, opened.template, entry=Entry("merge", opened))
    return open_master(path)
