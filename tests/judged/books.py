"""Workbooks of every kind, and one full of texts that mean something to spreadsheet programs."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from parity.engines import write_copies
from parity.plans import blank_plan, sample_plan
from xlplan.calculate.compute import compute
from xlplan.core.text import LANGS, Lang
from xlplan.document.dump import to_json
from xlplan.excel.master import write_master
from xlplan.forms.base import Row
from xlplan.forms.basic import Basic
from xlplan.forms.calendar import Day
from xlplan.forms.progress import Progress
from xlplan.forms.raci import Mark
from xlplan.forms.risks import Risk
from xlplan.forms.team import Department, Person
from xlplan.forms.wbs import Task
from xlplan.model.plan import CarriedSheet, Plan, Round
from xlplan.template.resolve import Template, load_template

LONG = "长" * 16_000 + "x" * 16_000
TEXTS = (
    "=1+1",
    "http://x",
    "+x",
    "-1",
    "@SUM(1)",
    "{=1}",
    "😀👨‍👩‍👧 表情",
    LONG,
    "_x000D_",
    "a_x0041_b",
    "'quoted",
    "''twice''",
    "two\nlines",
    "a\ttab",
    "<&>\"'",
    "#N/A",
    "TRUE",
    "00123",
    "1E5",
    "{name}",
    "&P &[Page]",
    "~*?",
)
DEPARTMENTS = (
    "A[]:*?/\\B",
    "四十个字的部门名称" * 4 + "甲乙丙丁",
    "O'Neil's 'dept'",
    "=1+1",
    "_x000D_",
    "two\nlines\tand a tab",
    '<&>"',
    "a[]:*?/\\b ",
)
"""The last one differs from the first one in case only."""


def hostile_plan(lang: Lang) -> Plan:
    """A plan whose every text is one of those."""
    day = dt.date(2026, 10, 1)
    ids = [f"d{n:02d}" for n in range(1, len(DEPARTMENTS) + 1)]
    departments: dict[str, Row] = {
        id_: Department(id=id_, name=name.strip(), short_code=TEXTS[n], contact=f"p{n + 1:03d}", mail="http://x")
        for n, (id_, name) in enumerate(zip(ids, DEPARTMENTS, strict=True))
    }
    people: dict[str, Row] = {
        f"p{n:03d}": Person(id=f"p{n:03d}", name=text[:60], dept=ids[n % len(ids)], duty=text, employee_no=str(n))
        for n, text in enumerate(TEXTS, 1)
    }
    tasks: dict[str, Row] = {
        f"t{n:03d}": Task(
            id=f"t{n:03d}",
            code=f"{1 + n // 5}.{n}",
            name=text,
            dept=ids[n % len(ids)],
            owner=f"p{n:03d}",
            support=(ids[0], ids[2]),
            deliverable=text,
            acceptance=text,
            duration=n,
            manual_start=day + dt.timedelta(days=n),
            note=text,
        )
        for n, text in enumerate(TEXTS, 1)
    }
    progress: dict[str, Row] = {
        f"t{n:03d}@{r}": Progress(
            id=f"t{n:03d}@{r}", task=f"t{n:03d}", round=r, done_this_period=text, problem=text, next_step=text
        )
        for n, text in enumerate(TEXTS, 1)
        for r in (1, 2)
    }
    risks: dict[str, Row] = {
        f"r{n:03d}": Risk(
            id=f"r{n:03d}",
            number=text[:40],
            description=text,
            probability="high",
            impact="low",
            state="open",
            raised_by_dept=ids[n % len(ids)],
        )
        for n, text in enumerate(TEXTS, 1)
    }
    basic = Basic(
        id="basic",
        name="=1+1 & <\"'>",
        code="&P'=1",
        plan_version="&[Page]",
        manager="p001",
        start=day,
        finish=day + dt.timedelta(days=90),
        objective_1=LONG,
        objective_2="_x000D_",
        weighting="effort",
    )
    return Plan(
        project="hostile",
        language=lang,
        revision=3,
        rounds=(Round(1, day), Round(2, day + dt.timedelta(days=7), day + dt.timedelta(days=9))),
        tables={
            "basic": {"basic": basic},
            "departments": departments,
            "people": people,
            "wbs": tasks,
            "raci": {"t001|d01": Mark(id="t001|d01", task="t001", dept="d01", letter="A")},
            "progress": progress,
            "risks": risks,
            "calendar": {"c20261001": Day(id="c20261001", date=day, kind="holiday", name="=1+1")},
        },
        carried=(
            CarriedSheet("my 'own' notes", (("=1+1", "1"), ("_x000D_", "2.5"), (None, "'x", "x" * 32_000))),
            CarriedSheet("MY 'OWN' NOTES", (("a second one",),)),
            CarriedSheet("'[]:*?/\\" + "名" * 40, (("long",),)),
        ),
    )


@dataclass(frozen=True)
class Written:
    """A workbook with the plan that is in it."""

    path: Path
    plan: Plan
    template: Template
    kind: str


def write_all(folder: Path, languages: tuple[Lang, ...] = LANGS) -> list[Written]:
    """Every kind of workbook: masters filled and blank, all copies, in both languages; the hostile plan in one."""
    plans: list[tuple[str, Plan]] = [("hostile", hostile_plan("zh"))]
    for lang in languages:
        plans += [("sample", sample_plan(lang)[0]), ("blank", blank_plan(lang))]
    template = load_template()
    made: list[Written] = []
    for kind, plan in plans:
        path = folder / f"{kind}-{plan.language}.xlsx"
        write_master(path, plan, template, compute(plan, template), to_json(plan, template))
        made.append(Written(path, plan, template, kind))
        if plan.round:
            aside = folder / f"{kind}-{plan.language}"
            aside.mkdir()
            for copy in write_copies(aside, plan, template):
                made.append(Written(copy.rename(folder / f"{kind}-{copy.name}"), plan, template, f"{kind} copy"))
    return made
