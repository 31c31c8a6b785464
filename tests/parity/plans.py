"""Random plans that are odd in all the ways people manage, and the sample project after its third issue."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from xlplan.app.holidays import with_holidays
from xlplan.app.rounds import next_round, open_round
from xlplan.calculate.compute import compute
from xlplan.core.kinds.choice import ChoiceKind
from xlplan.core.link import LINK_TYPES, Link
from xlplan.core.text import Lang
from xlplan.document.load import load_document
from xlplan.forms.actions import ACTION_STATE, Action
from xlplan.forms.base import Row
from xlplan.forms.basic import Basic
from xlplan.forms.budget import BudgetLine
from xlplan.forms.calendar import Day
from xlplan.forms.changes import CHANGE_KIND, CHANGE_STATE, Change, ChangeLine
from xlplan.forms.documents import Document
from xlplan.forms.interfaces import Interface
from xlplan.forms.milestones import Milestone
from xlplan.forms.progress import Progress, progress_id
from xlplan.forms.raci import Mark, mark_id
from xlplan.forms.resources import Resource
from xlplan.forms.retrospective import LESSON_KIND, Lesson
from xlplan.forms.risks import Risk
from xlplan.forms.selfcheck import RESULT, SelfCheck, selfcheck_id
from xlplan.forms.team import Department, Person
from xlplan.forms.wbs import Task
from xlplan.model.baseline import Baseline, BaselineTask
from xlplan.model.plan import Plan, Round
from xlplan.template.resolve import Template, load_template
from xlplan.twins.budget_summary import PHASES, SUBJECTS

SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "smart-lock"
STATUS_DATE = dt.date(2026, 11, 20)
TODAY = dt.date(2026, 9, 21)
"""Three working days before a holiday week with make-up days around it."""

DEPARTMENTS = ("研发部", "市场部", "供应链部", "R&D", "Supply Chain", "A  B", "质量'部", '"quoted"')
NAMES = ("评审", "开发", "试产 一", "Kick off", "双  空格", "a\nb", "*", "?", "~x", "x" * 300, "1.2 看似编码", "=1+1")
RAW = ("下周三", "约3天", "三月", "??", "n.a.", " 两  空格 ", "#N/A?", "1.2.3.4", "TRUE?")


PREDECESSORS = (
    "@ ss + 2 天", "@；９９", "@FS+2w", "@ff-1ed;@", "@，@SS", "@+2", "无", "-", ";;@;", "@FS+1.5d", "@fs+4000", "@FS", "１．１ＦＳ＋２",
    "@SF-3自然日", "@-1", "@SSFF", "@\n@FF+2工作日", "FS@", "@FS+-2", "@FS++2", "~*?", "@FS+00", "@ 任务", "@" + ";@" * 40,
)  # fmt: skip
"""Predecessors as they are typed; ``@`` stands for a code."""


def small_template() -> Template:
    """The standard template with few rows, so that many plans can be tried."""
    capacity = {"departments": 8, "people": 12, "wbs": 34, "milestones": 9, "progress": 20, "risks": 10, "calendar": 24}
    capacity |= {"changes": 9, "change_lines": 12, "actions": 12, "selfcheck": 9, "retrospective": 6, "documents": 8}
    capacity |= {"interfaces": 9, "resources": 9, "budget": 12}
    template = load_template()
    return replace(template, capacity={**template.capacity, **capacity}, gantt_columns=20)


@cache
def sample_plan(lang: Lang) -> tuple[Plan, Template]:
    """The sample after the third issue, as ``split`` leaves it."""
    template = load_template()
    plan = with_holidays(load_document(SAMPLES / f"plan.{lang}.yaml")[0], STATUS_DATE)
    opened = open_round(plan, next_round(plan, STATUS_DATE, None), compute(plan, template), template)
    return replace(opened, revision=opened.revision + 1), template


def blank_plan(lang: Lang) -> Plan:
    """A plan with a few departments and nothing else."""
    names = ("研发部", "市场部") if lang == "zh" else ("R&D", "Marketing")
    departments: dict[str, Row] = {
        f"d{n:02d}": Department(id=f"d{n:02d}", name=name, short_code=name) for n, name in enumerate(names, 1)
    }
    basic: dict[str, Row] = {"basic": Basic(id="basic", weighting="effort")}
    plan = Plan(project="blank", language=lang, tables={"basic": basic, "departments": departments})
    return with_holidays(plan, TODAY)


class _Odd:
    """Random answers from one seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def maybe(self, share: float, value: Any) -> Any:
        return value if self.chance(share) else None

    def one(self, values: Any) -> Any:
        return self.random.choice(list(values))

    def day(self, spread: int = 120) -> dt.date:
        return TODAY + dt.timedelta(days=self.random.randint(-spread // 3, spread))

    def share(self) -> Decimal:
        return Decimal(self.one((0, 0, 1, 5, 25, 33, 50, 65, 95, 99, 100))) / 100


def _codes(odd: _Odd) -> Iterator[str]:
    """Codes of a tree with gaps, of up to four levels, with 1.1 and 1.10 side by side."""
    for top in odd.random.sample(range(1, 13), odd.random.randint(1, 3)):
        if not odd.chance(0.1):
            yield str(top)
        for second in odd.random.sample((1, 2, 10, 11), odd.random.randint(0, 4)):
            if not odd.chance(0.1):
                yield f"{top}.{second}"
            if odd.chance(0.4):
                for third in (1, 10, 2)[: odd.random.randint(1, 3)]:
                    yield f"{top}.{second}.{third}"
                    if odd.chance(0.3):
                        yield f"{top}.{second}.{third}.1"
    if odd.chance(0.3):
        yield from odd.random.sample(("A", "a.1", "A.2", "*", "*.1", "1*", "1*.1", "?.1", "~1", "~1.1", ".", "1..2"), 4)
    if odd.chance(0.3):
        yield from ("1", "1.1")  # in doubt a second time


def _tasks(odd: _Odd, departments: list[str], people: list[str]) -> dict[str, Row]:
    tasks: dict[str, Row] = {}
    for n, code in enumerate(_codes(odd), 1):
        if n > 27:
            break
        ends = odd.random.randint(0, 3)  # both, only start, only finish, none
        start = odd.day()
        duration = odd.one((0, 0, 1, 1, 2, 5, 20)) if odd.chance(0.9) else 2000
        tasks[f"t{n:03d}"] = Task(
            id=f"t{n:03d}",
            code=None if odd.chance(0.03) else code,
            name=odd.maybe(0.95, odd.one(NAMES)),
            dept=odd.maybe(0.9, odd.one(departments)),
            owner=odd.maybe(0.8, odd.one(people)),
            support=tuple(sorted(odd.random.sample(departments, min(len(departments), 2))))
            if odd.chance(0.4)
            else None,
            deliverable=odd.maybe(0.7, odd.one(NAMES)),
            duration=odd.maybe(0.8, duration),
            effort=odd.maybe(0.6, Decimal(odd.random.randint(0, 400)) / 4),
            manual_start=start if ends in (0, 1) else None,
            manual_finish=start + dt.timedelta(days=odd.random.randint(-2, 40)) if ends in (0, 2) else None,
            row_state=odd.one((None, None, None, None, "active", "cancelled", "void")),
        )
    return tasks


def _linked(odd: _Odd, tasks: dict[str, Row]) -> dict[str, Row]:
    """The same tasks with links of every type and lag; forwards as a rule, so that few cycles arise."""
    ids = list(tasks)
    linked: dict[str, Row] = {}
    backwards = odd.chance(0.15)
    for n, (id_, row) in enumerate(tasks.items()):
        pool = ids if backwards else ids[:n]
        wanted = odd.one((0, 0, 1, 1, 2, 3))
        chosen = odd.random.sample(pool, min(len(pool), wanted))
        links = {
            Link(p, odd.one(LINK_TYPES), odd.one((0, 0, 0, 1, -1, 3, -4, 10, 45)), odd.chance(0.25))
            for p in chosen
            if tasks[p].cell("code")
        }
        clean = tuple(sorted(k if k.lag else k._replace(elapsed=False) for k in links))
        linked[id_] = row.with_cells(
            {
                "predecessors": clean or None,
                "not_before": odd.maybe(0.12, odd.day()),
                "deadline": odd.maybe(0.12, odd.day()),
            }
        )
    return linked


def _baselines(odd: _Odd, tasks: dict[str, Row]) -> tuple[Baseline, ...]:
    """Up to three baselines, each of some of the tasks."""
    found = []
    for number in range(odd.one((0, 0, 1, 2, 3))):
        frozen = {
            id_: BaselineTask(
                odd.maybe(0.9, odd.day()),
                odd.maybe(0.9, odd.day()),
                odd.maybe(0.7, odd.random.randint(0, 20)),
                odd.maybe(0.7, Decimal(odd.random.randint(0, 80)) / 2),
                None,
            )
            for id_ in tasks
            if odd.chance(0.7)
        }
        found.append(Baseline(number, TODAY, tasks=frozen))
    return tuple(found)


def _progress(odd: _Odd, tasks: list[str], rounds: int) -> dict[str, Row]:
    rows: dict[str, Row] = {}
    for round_ in range(1, rounds + 1):
        for task in odd.random.sample(tasks, min(len(tasks), 9)):
            id_ = progress_id(task, round_)
            rows[id_] = Progress(
                id=id_,
                task=odd.maybe(0.97, task),
                round=round_,
                actual_start=odd.maybe(0.4, odd.day(60)),
                actual_finish=odd.maybe(0.2, odd.day(60)),
                percent=odd.maybe(0.8, odd.share()),
                actual_effort=odd.maybe(0.3, Decimal(odd.random.randint(0, 60)) / 2),
                blocked=odd.one((None, False, True)),
                forecast_finish=odd.maybe(0.3, odd.day()),
            )
    return rows


def _milestones(odd: _Odd, tasks: list[str]) -> dict[str, Row]:
    """Some tasks as milestones, whatever their length; one twice, some rows without a task."""
    chosen = [odd.maybe(0.9, odd.one(tasks)) if tasks else None for _ in range(odd.random.randint(0, 8))]
    return {
        f"m{n:03d}": Milestone(id=f"m{n:03d}", name=odd.maybe(0.9, odd.one(NAMES)), task=task)
        for n, task in enumerate(chosen, 1)
    }


def _labels(kind: ChoiceKind) -> tuple[str | None, ...]:
    return (None, *(o.key for o in kind.options))


def _changes(odd: _Odd, tasks: list[str]) -> dict[str, dict[str, Row]]:
    """Requests in all states, some without a title, and lines about everything that can change."""
    requests: dict[str, Row] = {
        f"g{n:03d}": Change(
            id=f"g{n:03d}",
            number=odd.maybe(0.6, f"C-D1-{n:03d}"),
            title=odd.maybe(0.8, odd.one(NAMES)),
            date=odd.maybe(0.8, odd.day()),
            state=odd.one(_labels(CHANGE_STATE)),
        )
        for n in range(1, odd.random.randint(1, 7))
    }
    lines: dict[str, Row] = {
        f"gl{n:03d}": ChangeLine(
            id=f"gl{n:03d}",
            change=odd.maybe(0.8, odd.one(requests)) if requests else None,
            task=odd.maybe(0.8, odd.one(tasks)) if tasks else None,
            what=odd.one(_labels(CHANGE_KIND)),
            proposed=odd.one(NAMES),
        )
        for n in range(1, odd.random.randint(1, 11))
    }
    return {"changes": requests, "change_lines": lines}


def _closing(odd: _Odd, tasks: list[str], departments: list[str], people: list[str]) -> dict[str, dict[str, Row]]:
    """Action items, self-checks, lessons and documents."""
    actions: dict[str, Row] = {
        f"a{n:03d}": Action(
            id=f"a{n:03d}",
            number=odd.maybe(0.7, f"A-{n:03d}"),
            topic=odd.maybe(0.7, odd.one(NAMES)),
            action=odd.maybe(0.7, odd.one(NAMES)),
            dept=odd.maybe(0.8, odd.one(departments)),
            owner=odd.maybe(0.8, odd.one(people)),
            due=odd.maybe(0.8, odd.day(60)),
            state=odd.one(_labels(ACTION_STATE)),
        )
        for n in range(1, odd.random.randint(1, 11))
    }
    checks: dict[str, Row] = {
        selfcheck_id(task): SelfCheck(
            id=selfcheck_id(task),
            task=task,
            result=odd.one(_labels(RESULT)),
            fix_due=odd.maybe(0.6, odd.day(60)),
        )
        for task in odd.random.sample(tasks, min(len(tasks), 6))
    }
    lessons: dict[str, Row] = {
        f"l{n:03d}": Lesson(id=f"l{n:03d}", kind=odd.one(_labels(LESSON_KIND)), content=odd.one(NAMES))
        for n in range(1, odd.random.randint(1, 4))
    }
    documents: dict[str, Row] = {
        f"f{n:03d}": Document(
            id=f"f{n:03d}", document=odd.maybe(0.8, odd.one(NAMES)), archived_on=odd.maybe(0.5, odd.day())
        )
        for n in range(1, odd.random.randint(1, 6))
    }
    return {"actions": actions, "selfcheck": checks, "retrospective": lessons, "documents": documents}


def _interfaces(odd: _Odd, tasks: list[str]) -> dict[str, Row]:
    """Handovers between any tasks, some of one alone or of none, in every state of agreement."""
    return {
        f"i{n:03d}": Interface(
            id=f"i{n:03d}",
            from_task=odd.maybe(0.9, odd.one(tasks)) if tasks else None,
            to_task=odd.maybe(0.9, odd.one(tasks)) if tasks else None,
            needed_by=odd.maybe(0.5, odd.day()),
            promised_on=odd.maybe(0.5, odd.day()),
            confirmed=odd.one((None, "pending", "agreed", "declined")),
            received_on=odd.maybe(0.2, odd.day(60)),
        )
        for n in range(1, odd.random.randint(1, 8))
    }


SPECS = ("工程师", "试验箱（-40～85℃）", "a\nb", "x" * 60, "*", "~x", " 两  空格 ", "＝全角１")


def _money(odd: _Odd) -> Decimal:
    """Amounts whose binary numbers are not what they say, and whose halves and tenths lie between two fen."""
    return Decimal(odd.one((0, 10, 20, 201, 105, 1005, 999_99, 3333_33, 59_835, 1_234_567_89))) / 100


def _resources(odd: _Odd, departments: list[str], tasks: list[str]) -> dict[str, Row]:
    return {
        f"q{n:03d}": Resource(
            id=f"q{n:03d}",
            number=odd.maybe(0.8, odd.one((f"RR-D1-{n:03d}", f"RR-D1-{n:03d}", "RR-*", "rr-d1-001", "７"))),
            dept=odd.maybe(0.9, odd.one(departments)),
            spec=odd.maybe(0.9, odd.one(SPECS)),
            quantity=odd.maybe(0.8, Decimal(odd.random.randint(0, 30)) / 2),
            from_=odd.maybe(0.6, odd.day()),
            need_by=odd.maybe(0.5, odd.day()),
            task=odd.maybe(0.8, odd.one(tasks)) if tasks else None,
            provider=odd.maybe(0.5, odd.one(departments)),
            promised_on=odd.maybe(0.4, odd.day()),
            confirmed=odd.one((None, "pending", "agreed", "declined")),
            cost=odd.maybe(0.7, _money(odd)),
            approved_cost=odd.maybe(0.4, _money(odd)),
            state=odd.one((None, "pending", "approved", "partly", "returned", "rejected", "arrived")),
        )
        for n in range(1, odd.random.randint(1, 9))
    }


def _budget(odd: _Odd, departments: list[str], requests: list[str]) -> dict[str, Row]:
    return {
        f"b{n:03d}": BudgetLine(
            id=f"b{n:03d}",
            item=odd.maybe(0.9, odd.one(NAMES)),
            subject=odd.maybe(0.9, odd.one(SUBJECTS)),
            dept=odd.maybe(0.9, odd.one(departments)),
            phase=odd.maybe(0.8, odd.one(PHASES)),
            request=odd.one(requests) if requests and odd.chance(0.3) else None,
            unit_price=odd.maybe(0.85, _money(odd)),
            quantity=odd.maybe(
                0.85, odd.one((Decimal("0.5"), Decimal("0.1"), Decimal("2.25"), Decimal(3), Decimal(1500)))
            ),
            committed=odd.maybe(0.5, _money(odd)),
            actual=odd.maybe(0.5, _money(odd)),
            state=odd.one((None, "proposed", "accepted", "accepted", "rejected")),
        )
        for n in range(1, odd.random.randint(1, 11))
    }


def _calendar(odd: _Odd) -> dict[str, Row]:
    rows: dict[str, Row] = {}
    for n in range(odd.random.randint(0, 14)):
        date = odd.maybe(0.95, odd.day(60))
        rows[f"c{n}"] = Day(id=f"c{n}", date=date, kind=odd.one(("holiday", "holiday", "workday", None)), name="x")
    return rows


def _unread(odd: _Odd, plan: Plan, template: Template) -> Plan:
    """Some cells as texts that could not be read."""
    tables = {k: dict(v) for k, v in plan.tables.items()}
    unread: dict[tuple[str, str, str], str] = {}
    for _, table in template.tables():
        # Plain text is always read. A person's label in the lists is not made from a department that was not.
        never = {
            "departments": {"name", "short_code"},
            "people": {"name", "employee_no", "dept"},
            "raci": {"task", "dept"},
            "progress": {"round", "task"},
            "selfcheck": {"task"},
        }
        keys = [c.key for c in table.inputs if c.key not in never.get(table.key, set())]
        for id_, row in tables.get(table.key, {}).items():
            if odd.chance(0.12):
                key = odd.one(keys)
                tables[table.key][id_] = row.with_cells({key: None})
                unread[(table.key, id_, key)] = odd.one(RAW)
            if table.key == "wbs" and odd.chance(0.2):
                tables["wbs"][id_] = row.with_cells({"predecessors": None})
                codes = [t.code for t in plan.tasks.values() if t.code]
                unread[("wbs", id_, "predecessors")] = odd.one(PREDECESSORS).replace("@", odd.one(codes or ["1"]))
    return replace(plan.with_tables(tables), unread=unread)


def random_plan(seed: int, template: Template) -> Plan:
    """A plan of a seed; even seeds are Chinese."""
    odd = _Odd(seed)
    lang: Lang = "en" if seed % 2 else "zh"
    names = odd.random.sample(DEPARTMENTS, odd.random.randint(1, 5))
    departments: dict[str, Row] = {
        f"d{n:02d}": Department(id=f"d{n:02d}", name=odd.maybe(0.95, name), short_code=f"D{n}")
        for n, name in enumerate(names, 1)
    }
    depts = list(departments)
    people: dict[str, Row] = {
        f"p{n:03d}": Person(
            id=f"p{n:03d}",
            name=odd.one(("张伟", "李娜", "Ann", "ann", "王 强", "王  强", None)),
            employee_no=odd.maybe(0.4, f"0{n}"),
            dept=odd.maybe(0.7, odd.one(depts)),
        )
        for n in range(1, odd.random.randint(2, 8))
    }
    tasks = _linked(odd, _tasks(odd, depts, list(people)))
    rounds = odd.random.randint(0, 3)
    basic = Basic(
        id="basic",
        name="试",
        start=odd.maybe(0.9, TODAY),
        finish=odd.maybe(0.8, TODAY + dt.timedelta(days=odd.one((30, 200)))),
        status_date=odd.maybe(0.7, odd.day(60)),
        weighting=odd.one(("effort", "duration", None)),
        budget=odd.maybe(0.7, _money(odd)),
        contingency_rate=odd.maybe(0.7, Decimal(odd.one((0, 5, 10, 12, 15, 16, 100))) / 100),
    )
    requests = _resources(odd, depts, list(tasks))
    risks: dict[str, Row] = {
        f"r{n:03d}": Risk(
            id=f"r{n:03d}",
            probability=odd.one(("high", "medium", "low", None)),
            impact=odd.one(("high", "medium", "low", None)),
            state=odd.one(("open", "in_progress", "occurred", "resolved", "closed", None)),
        )
        for n in range(1, odd.random.randint(1, 9))
    }
    marks: dict[str, Row] = {
        mark_id(t, d): Mark(id=mark_id(t, d), task=t, dept=d, letter=odd.one("AACI"))
        for t in tasks
        for d in depts
        if odd.chance(0.25)
    }
    plan = Plan(
        project=f"random-{seed}",
        language=lang,
        baselines=_baselines(odd, tasks),
        rounds=tuple(Round(n, TODAY + dt.timedelta(days=7 * n)) for n in range(1, rounds + 1)),
        tables={
            "basic": {"basic": basic},
            "departments": departments,
            "people": people,
            "wbs": tasks,
            "raci": marks,
            "progress": _progress(odd, list(tasks), rounds),
            "risks": risks,
            "calendar": _calendar(odd),
            "milestones": _milestones(odd, list(tasks)),
            **_changes(odd, list(tasks)),
            **_closing(odd, list(tasks), depts, list(people)),
            "interfaces": _interfaces(odd, list(tasks)),
            "resources": requests,
            "budget": _budget(odd, depts, list(requests)),
        },
    )
    return _unread(odd, plan, template)
