"""Dropdown lists that follow the sheets: departments, people, tasks, and rows that other forms refer to."""

from __future__ import annotations

from collections.abc import Mapping

from xlplan.calculate.compute import Computed, cell_value, scalar
from xlplan.core.kinds.base import Ctx
from xlplan.excel.calcpages import Source, label_formula, label_text
from xlplan.excel.formula import DELETABLE, Compiler
from xlplan.forms.catalogue import CALLED
from xlplan.model.plan import Plan
from xlplan.template.resolve import Template
from xlplan.twins.engine import HEADER_ROW
from xlplan.twins.gantt_rows import ALL


def live_lists(
    plan: Plan,
    template: Template,
    computed: Computed,
    compiler: Compiler,
    sources: Mapping[str, Source],
    ctx: Ctx,
    reach: Mapping[str, int],
) -> dict[str, tuple[str, list[str]]]:
    """By list its formula, with ``{r}`` for the row, and the entries that it gives. ``reach``: the last line of each table."""

    def area(table: str, key: str) -> str:
        source = sources[table]
        letter = source.letters[key]
        # Longer than the sheet, so that deleting a row leaves no entry without its cell.
        return f"{source.sheet}!${letter}${HEADER_ROW + 1}:${letter}${reach[table] + DELETABLE}"

    def size(table: str) -> int:
        return reach[table] - HEADER_ROW

    def padded(table: str, labels: list[str]) -> list[str]:
        return labels + [""] * (size(table) - len(labels))

    names = area("people", "name")
    person = f'TRIM(INDEX({names},{{r}})&"")'
    number = f'TRIM(INDEX({area("people", "employee_no")},{{r}})&"")'
    dept = f'TRIM(INDEX({area("people", "dept")},{{r}})&"")'
    label = f'IF({person}="","",IF(SUMPRODUCT(--({names}=INDEX({names},{{r}})))>1,{person}&" "&IF({number}<>"",{number},{dept}),{person}))'
    wbs = computed.world.columns["wbs"]
    codes, titles = compiler.range("wbs", "code"), compiler.range("wbs", "name")
    task = f'IF(INDEX({codes},{{r}})="","",TRIM(INDEX({codes},{{r}})&" "&INDEX({titles},{{r}})))'
    people = [str(scalar(ctx.names.label("person", i), False)) if p.name else "" for i, p in plan.people.items()]
    departments = [d.name or "" for d in plan.departments.values()]

    def rows_of(table: str) -> tuple[str, list[str]]:
        declared, rows = template.table(table), plan.rows(table)
        cells = [
            tuple(cell_value(plan, declared, rows.get(i), k, ctx) if k else "" for k in CALLED[table])
            for i in computed.rows[table].ids
        ]
        number, title = (area(table, key) if key else "" for key in CALLED[table])
        return label_formula(number, title), padded(table, [label_text(*found) for found in cells])

    return {
        **{table: rows_of(table) for table in CALLED if table in sources},
        "departments": (
            f'TRIM(INDEX({area("departments", "name")},{{r}})&"")',
            padded("departments", departments),
        ),
        "gantt_departments": (
            f'IF({{r}}=1,"{ALL(ctx.lang)}",INDEX({area("departments", "name")},MAX(1,{{r}}-1))&"")',
            [ALL(ctx.lang), *padded("departments", departments)],
        ),
        "people": (label, padded("people", people)),
        "tasks": (
            task,
            [f"{c} {n}".strip() if c else "" for c, n in zip(wbs["code"], wbs["name"], strict=True)],
        ),
    }
