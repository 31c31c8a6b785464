"""New WBS codes by hierarchy and the order of the sheet: 1, 1.1, 1.1.1. References are held by id and follow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from xlplan.forms.wbs import Task
from xlplan.model.order import task_order
from xlplan.model.plan import Plan


@dataclass(frozen=True)
class NewCodes:
    """The code of every task that has one, by id, in the order of the sheet.

    ``adopted`` are tasks whose parent's code no task has: with the parent they get, None for the top.
    """

    codes: dict[str, str]
    adopted: dict[str, str | None] = field(default_factory=dict)


def new_codes(plan: Plan, start: str | None = None) -> NewCodes:
    """The codes anew. With ``start``, an id, what stands before that task keeps its code.

    Cancelled tasks have a place like others; tasks without a code stay without.
    """
    order = [i for i in task_order(plan) if plan.tasks[i].code]
    kept = set(order[: order.index(start)]) if start else set()
    children: dict[str | None, list[str]] = {}
    adopted: dict[str, str | None] = {}
    first: dict[str, str] = {}
    for id_ in order:
        first.setdefault((plan.tasks[id_].code or "").casefold(), id_)
    for id_ in order:
        above = list(_above((plan.tasks[id_].code or "").casefold()))
        parent = next((first[code] for code in above if code in first), None)
        if above and above[0] not in first:
            adopted[id_] = parent
        children.setdefault(parent, []).append(id_)
    codes = {i: plan.tasks[i].code or "" for i in kept}
    _give(None, "", children, codes)
    return NewCodes({i: codes[i] for i in order}, adopted)


def _above(code: str) -> Iterator[str]:
    """The codes above a code, nearest first."""
    while "." in code:
        code = code.rpartition(".")[0]
        yield code


def _give(parent: str | None, prefix: str, children: dict[str | None, list[str]], codes: dict[str, str]) -> None:
    """Codes for the children of a task, above those that keep theirs, and for what is below them."""
    mine = children.get(parent, ())
    last = max((_last(codes[i], prefix) for i in mine if i in codes), default=0)
    for id_ in mine:
        if id_ not in codes:
            last += 1
            codes[id_] = f"{prefix}{last}"
        _give(id_, f"{codes[id_]}.", children, codes)


def _last(code: str, prefix: str) -> int:
    """The number that a kept code has below its parent, 0 where it is none."""
    rest = code[len(prefix) :] if code.startswith(prefix) else ""
    piece = rest.partition(".")[0]
    return int(piece) if piece.isdecimal() and piece.isascii() else 0


def with_codes(plan: Plan, codes: dict[str, str]) -> Plan:
    """The plan with new codes; it remembers which ones its tasks had before."""
    changed = {i: code for i, code in codes.items() if plan.tasks[i].code != code}
    tasks: dict[str, Task] = dict(plan.tasks)
    former = dict(plan.former_codes)
    for id_, code in changed.items():
        old = tasks[id_].code or ""
        former[id_] = (*(c for c in former.get(id_, ()) if c != old), old)
        tasks[id_] = tasks[id_].model_copy(update={"code": code})
    return replace(plan.with_tables({"wbs": tasks}), former_codes=former)
