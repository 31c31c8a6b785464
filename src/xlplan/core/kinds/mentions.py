"""Names inside other words: 王芳经理, 后端：甲 前端：乙 — who or what is mentioned, and what is in doubt about it."""

from __future__ import annotations

import re

from xlplan.core.cell import Problem
from xlplan.core.kinds.wording import beside, remark, said
from xlplan.core.names import Names, Target
from xlplan.core.normal import key, split_list
from xlplan.core.text import Text

_TITLES = frozenset(
    map(
        key,
        (
            "经理", "总经理", "副总", "副总经理", "总", "总监", "工", "工程师", "高工", "主任", "主管", "部长", "副部长", "组长", "科长", "处长",
            "老师", "先生", "女士", "小姐", "博士", "师傅", "同事", "Mr", "Mr.", "Ms", "Ms.", "Mrs", "Mrs.", "Dr", "Dr.", "manager",
        ),
    )
)  # fmt: skip
_JOINTS = re.compile(r"[\s/\-–—:：·|_()\[\]]+")
_MOST = 4


def mentioned(names: Names, target: Target, text: str) -> list[tuple[str, list[str]]]:
    """The known names in a text, as they stand there, with the ids that each may mean; longer names come first."""
    found: list[tuple[int, int, list[str]]] = []
    for spelling, ids in sorted(names.spellings.get(target, {}).items(), key=lambda x: -len(x[0])):
        if len(spelling) < 2:
            continue
        words = r"\s*".join(map(re.escape, spelling))
        edge = r"(?<![a-z0-9]){}(?![a-z0-9])" if spelling.isascii() else "{}"
        for match in re.finditer(edge.format(words), text, re.IGNORECASE):
            if not any(start < match.end() and match.start() < end for start, end, _ in found):
                found.append((match.start(), match.end(), ids))
    return [(text[start:end], ids) for start, end, ids in sorted(found)]


def person_with_title(names: Names, text: str) -> tuple[str, str] | None:
    """王芳经理, 研发部-王芳: the person where nothing but a title or the own department stands beside, with the repair."""
    here = mentioned(names, "person", text)
    ids = [frozenset(found) for _, found in here]
    left = text
    for name, _ in here:
        left = left.replace(name, "", 1)
    common = frozenset.intersection(*ids) if ids else frozenset()
    if len(here) > 1 and len(common) == 1 and not left.strip(" ;,、/()"):  # twice the same, or name and number
        return next(iter(common)), "repeated" if len({name for name, _ in here}) == 1 else "spelling"
    if len(here) == 1 and len(here[0][1]) == 1 and key(text.replace(here[0][0], "", 1).strip(" @")) in _TITLES:
        return here[0][1][0], "title-left-out"
    parts = [p for p in _JOINTS.split(text) if p]
    if len(parts) != 2:
        return None
    for dept, person in (parts, parts[::-1]):
        depts = names.find("dept", dept)
        people = names.find("person", f"{names.label('dept', depts[0])} {person}") if len(depts) == 1 else []
        if len(people) == 1:
            return people[0], "spelling"
    return None


def reference_doubt(raw: str, got: Problem, target: Target, names: Names, what: Text) -> Problem:
    """Why a cell names no single known row; ``got`` says what is wrong with it as a whole."""
    if got.code == "name-ambiguous":
        near = tuple(names.reference(target, i) for i in names.find(target, got.raw))
        return Problem(raw, got.code, {**got.params, "near": near[:_MOST]})
    if problem := said(got.raw, raw):
        return problem
    here = mentioned(names, target, got.raw)
    near = tuple(dict.fromkeys(names.reference(target, i) for _, ids in here for i in ids))[:_MOST]
    several = len(split_list(raw)) > 1
    if target == "person" and (several or len(here) > 1):
        return Problem(raw, "several-people", {"near": near or got.params.get("near")})
    if len(here) > 1 and several:
        return Problem(raw, "several-values", {"what": what, "near": near})
    if (note := remark(got.raw)) and len(ids := names.find(target, note[0])) == 1:
        return beside(raw, names.reference(target, ids[0]), note[1])
    return Problem(
        raw, got.code, {**got.params, "near": got.params.get("near") or near or _one_off(names, target, got.raw)}
    )


def _one_off(names: Names, target: Target, text: str) -> tuple[str, ...]:
    """Chinese names of two or three characters that differ in one but the first: 刘杨 for 刘洋."""
    name = key(text)
    if len(name) not in (2, 3) or name.isascii():
        return ()
    known = names.labels.get(target, {}).values()
    near = [n for n in known if len(n) == len(name) and sum(a != b for a, b in zip(n, name, strict=True)) == 1]
    return tuple(n for n in near if n[0] == name[0])[:2]
