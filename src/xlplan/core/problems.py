"""What can be wrong with a single cell, and the repairs that reading makes: one catalogue for all kinds."""

from __future__ import annotations

from xlplan.core.cell import Problem
from xlplan.core.finding import Finding, FindingType, Place
from xlplan.core.problem_types import dates, general, links, numbers, structure, words
from xlplan.core.repairs import TYPES as REPAIRS
from xlplan.core.repairs import placeholder_finding, repair_finding
from xlplan.core.text import Text

__all__ = ["PROBLEMS", "TYPES", "placeholder_finding", "problem_finding", "repair_finding"]

_BY_CODE = sorted(
    (t for m in (general, numbers, dates, words, links, structure) for t in m.TYPES), key=lambda t: t.code
)
PROBLEMS: dict[str, FindingType] = {t.name: t for t in _BY_CODE}
TYPES: tuple[FindingType, ...] = (*PROBLEMS.values(), *REPAIRS)

_BRACES = str.maketrans("{}", "｛｝")
_LONGEST = 120
_REGISTER = Text("；新人员先登记到团队表", "; add new people to the team sheet first")
_CAUSES = {
    "#REF!": Text("：公式引用的单元格被删除了", ": a cell that the formula refers to was deleted"),
    "#N/A": Text("：公式没有查到对应的内容", ": a formula looked something up and did not find it"),
    "#DIV/0!": Text("：公式除以了零或空单元格", ": a formula divides by zero or by a blank cell"),
    "#VALUE!": Text("：公式里的数据类型不对", ": a formula was given the wrong kind of data"),
    "#NAME?": Text("：公式里的函数或名称不认识", ": a formula uses an unknown function or name"),
}


def problem_finding(problem: Problem, column: Text, place: Place) -> Finding:
    """The finding of a problem cell. ``near`` among the parameters of the problem ends up in the hint."""
    near = _either(problem.params.get("near"))
    params = {
        "value": _short(problem.raw),
        "part": _short(problem.raw),
        **problem.params,
        "column": column,
        "register": _REGISTER if problem.params.get("target") == "person" else "",
        "near": Text(f"（是否{near.zh}？）", f" (did you mean {near.en}?)") if near.zh else "",
        "readings": _either(problem.params.get("readings")),
        "cause": _CAUSES.get(problem.raw.strip().upper(), ""),
    }
    return Finding(PROBLEMS[problem.code], place, params, problem.raw)


def _short(text: str) -> str:
    """A text as a sentence can quote it; the finding holds all of it."""
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def _either(words_: object) -> Text:
    """One or several words in quotation marks; braces that people typed are no placeholders."""
    given = words_ if isinstance(words_, tuple) else (words_,) if words_ else ()
    both = [w.both if isinstance(w, Text) else (str(w), str(w)) for w in given]
    zh, en = (
        w.translate(_BRACES) for w in ("或".join(f"“{z}”" for z, _ in both), " or ".join(f"“{e}”" for _, e in both))
    )
    return Text(zh, en)
