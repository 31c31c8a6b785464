"""任务分解与责任矩阵表: letters by task and department. R and S follow from the WBS; A, C and I are typed."""

from collections.abc import Mapping
from typing import Annotated, Any

from xlplan.core.kinds.choice import ChoiceKind, option
from xlplan.core.kinds.reference import ReferenceKind
from xlplan.core.text import Text
from xlplan.forms.base import Column, Form, Phase, Row, table

LETTER = ChoiceKind(
    "raci_letter",
    (
        option("A", "A", "A", "批准负责", "批准"),
        option("C", "C", "C", "咨询"),
        option("I", "I", "I", "知会", "通知"),
    ),
    fixed=True,
)


class Mark(Row):
    """One typed letter; its id joins task and department (``t001|d02``)."""

    task: Annotated[str | None, Column(Text("任务", "Task"), ReferenceKind("task"), required=True)] = None
    dept: Annotated[str | None, Column(Text("部门", "Department"), ReferenceKind("dept"), required=True)] = None
    letter: Annotated[str | None, Column(Text("责任", "Letter"), LETTER, required=True)] = None


def mark_id(task: str, dept: str) -> str:
    """The id of a letter."""
    return f"{task}|{dept}"


def _id_of(cells: Mapping[str, Any]) -> str | None:
    task, dept = cells.get("task"), cells.get("dept")
    return mark_id(task, dept) if task and dept else None


RACI = table(
    "raci",
    Text("责任矩阵", "Responsibility matrix"),
    Mark,
    shape="matrix",
    natural=("task", "dept"),
    id_of=_id_of,
)

FORM = Form(
    "raci",
    7,
    Text("任务分解与责任矩阵表", "Responsibility matrix"),
    Text(
        "左侧填 A（批准负责）、C（咨询）、I（知会）；右侧矩阵自动加上 R（主责）与 S（协作）。未填 A 时主责部门为 A/R。",
        "Type A (accountable), C (consulted), I (informed) on the left; the matrix adds R and S. Without an A, R is A/R.",
    ),
    Phase.PLANNING,
    (RACI,),
    Text("项目经理", "project manager"),
)
