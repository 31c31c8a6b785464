"""Issued copies to damage, one per kind of project, made once in a process."""

from __future__ import annotations

import atexit
import datetime as dt
import functools
import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from rounds import TODAY
from xlplan.app.books import Master, open_master
from xlplan.app.create import Facts, create
from xlplan.app.demo import samples_folder
from xlplan.app.split import split
from xlplan.core.raw import RawWorkbook
from xlplan.core.text import Lang
from xlplan.excel.identity import read_identity, verified_base
from xlplan.excel.rawread import read_one
from xlplan.model.snapshot import Snapshot
from xlplan.template.resolve import Template

SMALL = Path(__file__).resolve().parent.parent / "fixtures" / "small.yaml"
SMALL_DAY = dt.date(2026, 3, 27)
NAMES = ("zh", "en", "record")
DEPARTMENTS = {"zh": "d03", "en": "d04", "record": "d01"}
ISSUED_TO = {"zh": ("研发部", "客服部"), "en": ("Supply Chain",)}
FORMS = ("team", "wbs", "progress", "risks", "actions", "resources", "budget", "selfcheck", "interfaces")
"""What the Chinese copies hold: the forms on which departments fill in tables. The English ones hold all."""


@dataclass(frozen=True)
class Source:
    """A copy as it was issued. ``snapshot`` is its base, read once for ids, keys and the values that were handed out."""

    name: str
    lang: Lang
    department: str
    path: Path
    master: Master
    snapshot: Snapshot

    @property
    def template(self) -> Template:
        return self.master.template


@functools.cache
def _home() -> Path:
    home = Path(tempfile.mkdtemp(prefix="xlplan-mangle-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    return home


@functools.cache
def issued(name: str) -> dict[str, Path]:
    """The copies of a project by the id of their department, the master under an empty one."""
    folder = _home() / name
    folder.mkdir()
    master = folder / "master.xlsx"
    if name == "record":
        create(master, _initiated(folder / "plan.yaml"), Facts(), "zh", None, SMALL_DAY)
        result = split(master, folder / "issued", status_date=SMALL_DAY, today=SMALL_DAY)
    else:
        lang: Lang = "en" if name == "en" else "zh"
        create(master, samples_folder() / f"plan.{lang}.yaml", Facts(), lang, None, TODAY)
        forms = FORMS if name == "zh" else ()
        result = split(
            master, folder / "issued", status_date=TODAY, today=TODAY, departments=ISSUED_TO[name], forms=forms
        )
    ids = {d.name: i for i, d in result.plan.departments.items()}
    return {"": result.master, **{ids[c.department]: c.path for c in result.copies}}


def _initiated(path: Path) -> Path:
    """The small project while it is applied for: its first department fills in a record."""
    data = yaml.safe_load(SMALL.read_text(encoding="utf-8"))
    data["basic"]["state"] = "initiating"
    data["initiation"] = {
        "code": "TB-01",
        "name": "测试台升级",
        "applicant_dept": "研发部",
        "applicant": "刘洋",
        "apply_date": "2026-02-20",
        "background": "现有测试台产能不足",
        "objectives": "产能提高 30%",
        "expected_results": "新测试台投入使用",
        "start": "2026-03-02",
        "finish": "2026-06-30",
        "budget": 860000,
        "departments": ["研发部", "生产/测试部"],
    }
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


@functools.cache
def source(name: str, department: str = "") -> Source:
    """An issued copy by the name of its project."""
    copies = issued(name)
    department = department or DEPARTMENTS[name]
    raw = read_one(copies[department])
    assert isinstance(raw, RawWorkbook)
    identity = read_identity(raw)
    assert identity is not None
    snapshot = Snapshot.from_json(verified_base(raw, identity).partition("\n")[0])
    return Source(name, snapshot.language, department, copies[department], _master(name), snapshot)


@functools.cache
def _master(name: str) -> Master:
    """The master before its baseline: what is measured is reading, and a frozen plan takes little of what is filled in."""
    master = open_master(issued(name)[""])
    return replace(master, plan=replace(master.plan, baselines=()))
