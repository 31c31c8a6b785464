"""The computed responsibility matrix: R and S from the WBS, typed letters on top, and what is wrong in a row.

The task of a row is a stored id; only its attributes are looked up, so letters never slide to another task.
Columns ``typed_n`` are inputs, ``cell_n`` the matrix, n counting departments from 0; ``drawn`` says whether a row has
letters at all, ``a_count`` how many A were typed, ``involved`` how many departments a task has.
"""

from __future__ import annotations

import re

from xlplan.core.text import Text
from xlplan.twins.engine import HEADER_ROW, Block, Fetch, Scalar, Step, World, at

NO_TASK = Text("", "")
SEVERAL_A = Text("A 多于一个", "more than one A")
NO_DEPT = Text("缺主责部门", "no department")
NO_OWNER = Text("缺负责人", "no owner")
FINE = Text("✓", "✓")


def inputs(departments: int) -> tuple[Fetch, ...]:
    """The input columns for so many departments."""
    return (Fetch("id"), *(Fetch(f"typed_{n}") for n in range(departments)))


def _of_task(key: str) -> str:
    return f'IF([task_row]=0,"",INDEX([wbs.{key}:all],[task_row]-[@header]))'


def _check(index: int) -> str:
    return (
        f'IF([drawn]=0,"",IF([a_count]>1,"{SEVERAL_A.both[index]}",'
        f'IF([dept]="","{NO_DEPT.both[index]}",IF([owner]="","{NO_OWNER.both[index]}","{FINE.both[index]}"))))'
    )


def _how_many(test: str, departments: int) -> str:
    """In how many of a row's columns something holds; in a column of its own, else every cell would repeat it."""
    return "+".join(f"IF({test.format(n=n)},1,0)" for n in range(departments)) or "0"


def _matrix_cell(n: int) -> str:
    return (
        f'IF([drawn]=0,"",IF(AND([dept]<>"",[dept]=[@dept_{n}]),IF(OR([typed_{n}]="A",[a_count]=0),"A/R","R"),'
        f'IF([typed_{n}]<>"",[typed_{n}],IF(AND([@dept_{n}]<>"",ISNUMBER(FIND(";"&[@dept_{n}]&";",[support]))),"S",""))))'
    )


def steps(departments: int) -> tuple[Step, ...]:
    """The formula columns for so many departments."""
    support, involved = _of_task("support"), _how_many('[cell_{n}]<>""', departments)
    for separator in ('"、"', '"；"', '"，"', '","', '"; "', "CHAR(10)"):
        support = f'SUBSTITUTE({support},{separator},";")'
    return (
        Step("task_row", 'IF([id]="",0,IFERROR(MATCH([id],[wbs.id:all],0)+[@header],0))'),
        Step("code", _of_task("code")),
        Step("name", _of_task("name")),
        Step("owner", _of_task("owner")),
        Step("dept", _of_task("dept")),
        Step("start", _of_task("start"), "yyyy-mm-dd"),
        Step("finish", _of_task("finish"), "yyyy-mm-dd"),
        Step("deliverable", _of_task("deliverable")),
        Step("leaf", "IF([task_row]=0,0,IF(AND(INDEX([wbs.active:all],[task_row]-[@header])=1,"
             "INDEX([wbs.first_child:all],[task_row]-[@header])=0),1,0))"),
        Step("support", f'";"&{support}&";"'),
        Step("drawn", 'IF(OR([task_row]=0,[code]="",[leaf]=0),0,1)'),
        Step("a_count", _how_many('[typed_{n}]="A"', departments)),
        Step("check", Text(_check(0), _check(1))),
        *(Step(f"cell_{n}", _matrix_cell(n)) for n in range(departments)),
        Step("involved", f'IF([drawn]=0,"",{involved})'),
    )  # fmt: skip


def block(departments: int) -> Block:
    """The block for so many departments."""

    def values(world: World) -> dict[str, list[Scalar]]:
        return _values(world, departments)

    return Block("raci", steps(departments), values)


def _values(world: World, departments: int) -> dict[str, list[Scalar]]:
    get, wbs = world.columns["raci"], world.columns["wbs"]
    row_of: dict[Scalar, int] = {}
    for number, id_ in enumerate(wbs["id"], HEADER_ROW + 1):
        if id_:
            row_of.setdefault(id_, number)
    out: dict[str, list[Scalar]] = {step.key: [] for step in steps(departments)}
    names = [str(world.params[f"dept_{n}"]) for n in range(departments)]
    for i, id_ in enumerate(get["id"]):
        row = row_of.get(id_, 0) if id_ else 0
        out["task_row"].append(row)
        for key in ("code", "name", "owner", "dept", "start", "finish", "deliverable"):
            out[key].append(at(wbs[key], row) if row else "")
        leaf = bool(row and at(wbs["active"], row) and not at(wbs["first_child"], row))
        out["leaf"].append(int(leaf))
        support = re.sub(r"、|；|，|,|; |\n", ";", str(at(wbs["support"], row))) if row else ""
        support = f";{support};"
        out["support"].append(support)
        typed = [str(get[f"typed_{n}"][i]) for n in range(departments)]
        dept, a_count = out["dept"][i], typed.count("A")
        drawn = leaf and bool(out["code"][i])
        out["drawn"].append(int(drawn))
        out["a_count"].append(a_count)
        check = SEVERAL_A if a_count > 1 else NO_DEPT if not dept else FINE if out["owner"][i] else NO_OWNER
        out["check"].append(check(world.lang) if drawn else "")
        for n, name in enumerate(names):
            letter = ""
            if drawn and dept and str(dept).casefold() == name.casefold():
                letter = "A/R" if typed[n] == "A" or a_count == 0 else "R"
            elif drawn and typed[n]:
                letter = typed[n]
            elif drawn and name and f";{name};" in support:
                letter = "S"
            out[f"cell_{n}"].append(letter)
        out["involved"].append(sum(1 for n in range(departments) if out[f"cell_{n}"][i]) if drawn else "")
    return out
