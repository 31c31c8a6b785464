"""Entries that name one task, and what else they may mean."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from xlplan.core.cell import Problem
from xlplan.core.kinds.predecessor_language.links import Reading, link_of, range_problem
from xlplan.core.kinds.predecessor_language.tasks import NUMBERED, between, called, coded, parts_of, sibling
from xlplan.core.kinds.predecessor_language.words import MINUS, PLAIN, Tail, tails
from xlplan.core.link import Link
from xlplan.core.names import Names


def one_task(token: str, names: Names) -> Iterator[Reading]:
    """The ways to read an entry as one task with what follows it."""
    for (id_, tail), head in _split(token, names, called).items():
        if range_ := _as_range(token, head, tail, names):
            yield range_
            continue
        others = list(_other_meanings(names, id_, tail, head))
        if others or not (tail.bare and tail.sign == "-"):  # A-7 is rather an unknown code than A a week earlier
            yield link_of(names, id_, tail, token)
            yield from others


def by_code(word: str, names: Names) -> Link | Problem | None:
    """One task by code or id with what follows it; None where that is not certain."""
    found = _split(word, names, coded)
    if len(found) != 1:
        return None
    ((id_, tail), head) = next(iter(found.items()))
    if (tail.bare and tail.sign == "-") or any(_other_meanings(names, id_, tail, head)):
        return None
    got = link_of(names, id_, tail, word)
    return got if isinstance(got, Problem) else got[0]


def _split(token: str, names: Names, by: Callable[[Names, str], list[str]]) -> dict[tuple[str, Tail], str]:
    """One task with what follows it, and how the task was written. A lag without a type yields to a whole name."""
    whole = by(names, token)
    found = {(id_, PLAIN): token for id_ in whole}
    for head, tail in tails(token):
        if not (whole and tail.type is None):
            for id_ in by(names, head) or by(names, head.rstrip(f" :_/{MINUS}")):
                found.setdefault((id_, tail), head)
    return found


def _as_range(token: str, head: str, tail: Tail, names: Names) -> Problem | None:
    """``1.1-1.5`` takes no part of a day away."""
    if not (tail.bare and tail.sign == "-" and "." in tail.number):
        return None
    return range_problem(token, head, tail.number, names) if NUMBERED.fullmatch(head) else None


def _other_meanings(names: Names, id_: str, tail: Tail, head: str) -> Iterator[Reading]:
    """``1+2`` may be tasks 1 and 2, ``1.2-5`` those from 1.2 to 1.5."""
    if not tail.bare:
        return
    number, code = tail.number, parts_of(names, id_)[0]
    if tail.sign == "+":
        if "." not in head or "." in number:
            for other in coded(names, number):
                yield Link(id_), Link(other)
        return
    last = sibling(code, number)
    ids = between(names, code, last if coded(names, last) else number)
    if len(ids) > 1 and id_ in ids:
        yield tuple(Link(i) for i in ids)
