"""Why an entry of a predecessor cell is not read: the most precise finding that fits, with what may have been meant."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from xlplan.core.cell import Problem
from xlplan.core.kinds.predecessor_language.links import link_of, range_problem
from xlplan.core.kinds.predecessor_language.readings import LONGEST, remark, shown
from xlplan.core.kinds.predecessor_language.tasks import (
    JOINTS,
    NUMBERED,
    bare,
    called,
    code_ahead,
    coded,
    nearest,
    parts_of,
)
from xlplan.core.kinds.predecessor_language.words import (
    DASH,
    MINUS,
    Tail,
    starts_with_type,
    strange_unit,
    tails,
    type_first,
    unsigned,
)
from xlplan.core.names import Names
from xlplan.core.raw import RawCell
from xlplan.core.text import Text

_TASK = Text("任务", "task")
_RANGE = re.compile(rf"\s*(?:[~〜]+|\.{{2,}}|[至到]|{DASH}+>?|→)\s*|\s+to\s+", re.IGNORECASE)
_NAMED = re.compile(r"[\w.\- ]+")


def doubt(token: str, names: Names) -> Problem:
    """The problem of an entry that can't be read."""
    if len(token) > LONGEST:
        return Problem(token, "predecessor-unreadable", {"part": token[:60] + "…"})
    return (
        _remark(token, names)
        or _range(token, names)
        or _type_first(token, names)
        or _unsigned(token, names)
        or _strange_unit(token, names)
        or _other_name(token, names)
        or _unknown(token, names)
    )


def ambiguous(part: str, ways: list[str | Text]) -> Problem:
    """Several ways to read an entry."""
    return Problem(part, "predecessor-ambiguous", {"part": part, "readings": tuple(ways)})


def number_doubt(raw: RawCell, names: Names) -> Problem | None:
    """A number cell that may have been another code: 1.1 may be 1.10, and 2 may be 2.0."""
    value, text = raw.value, raw.text
    if isinstance(value, bool) or not isinstance(value, (int, float)) or raw.percent or not NUMBERED.fullmatch(text):
        return None
    whole, _, places = text.partition(".")
    longer = [f"{whole}.{places}{'0' * n}" for n in range(1, 4)]
    known = [c for c in (text, *longer) if coded(names, c)]
    if len(places) == 1 or any(c in longer for c in known):
        other = next((c for c in known if c != text), longer[0])
        return Problem(text, "code-as-number", {"other": other, "near": tuple(known)})
    return None


def date_doubt(raw: RawCell, names: Names) -> Problem | None:
    """A date where a code was typed: 1-2 and 3/1 become dates."""
    value = raw.value
    if not isinstance(value, (dt.date, dt.time, dt.timedelta)):
        return None
    codes: list[str] = []
    if isinstance(value, dt.date):
        y, m, d = value.year % 100, value.month, value.day
        codes = [f"{m}.{d}", f"{d}.{m}", f"{m}-{d}", f"{d}-{m}", f"{y}.{m}.{d}", f"{d}.{m}.{y}"]
    near = tuple(dict.fromkeys(c for c in codes if coded(names, c)))
    return Problem(raw.text, "code-as-date", {"near": near, "value": raw.text.removesuffix(" 00:00:00")})


def _remark(token: str, names: Names) -> Problem | None:
    found = remark(token, names)
    if found is None:
        return None
    return Problem(token, "predecessor-remark", {"part": token, "meant": found[0], "rest": found[1]})


def _heads(token: str) -> Iterator[str]:
    """The entry, and what is left of it without a type and a lag."""
    yield token
    for head, tail in tails(token):
        if tail.type is not None:
            yield head


def _range(token: str, names: Names) -> Problem | None:
    for text in _heads(token):
        for match in _RANGE.finditer(text):
            first, last = text[: match.start()].strip(), text[match.end() :].strip()
            ends = [_is_known(names, first), _is_known(names, last)]
            numbered = [bool(NUMBERED.fullmatch(x)) for x in (first, last)]
            dashed = match[0].strip()[:1] in MINUS
            if all(ends) or (all(numbered) and (not dashed or "." in last)):
                codes = [_code(names, x) for x in (first, last)]
                return range_problem(token, codes[0], codes[1], names)
    return None


def _is_known(names: Names, text: str) -> bool:
    return bool(text) and len(called(names, text)) == 1


def _code(names: Names, text: str) -> str:
    found = called(names, text)
    return names.task_code(found[0]) if len(found) == 1 else text


def _type_first(token: str, names: Names) -> Problem | None:
    found = type_first(token)
    if found is None:
        return None
    tail, rest = found
    for head, behind in ((rest, Tail()), *tails(rest)):
        ids = called(names, head)
        if len(ids) == 1 and behind.type is None and not (tail.number and behind.number):
            lag = behind if behind.number else tail
            link = link_of(names, ids[0], Tail(tail.type, lag.sign, lag.number, lag.word), token)
            return link if isinstance(link, Problem) else _with("link-type-first", token, shown(link, names))
    return None


def _unsigned(token: str, names: Names) -> Problem | None:
    found = unsigned(token)
    ids = called(names, found[0]) if found else []
    if found is None or len(ids) != 1:
        return None
    link = link_of(names, ids[0], found[1], token)
    return link if isinstance(link, Problem) else _with("lag-without-sign", token, shown(link, names))


def _strange_unit(token: str, names: Names) -> Problem | None:
    found = strange_unit(token)
    if found is None or not called(names, found[0]):
        return None
    return Problem(token, "lag-unit", {"part": token, "unit": found[1].word})


def _other_name(token: str, names: Names) -> Problem | None:
    """``1.2 testing`` where 1.2 has another name: a remark, or another task."""
    for text in reversed(list(_heads(token))):
        found = [(ids, rest) for ids, rest in code_ahead(names, text) if len(ids) == 1 and _begins_apart(rest)]
        if found:
            ids, rest = found[-1]
            code, name = names.task_code(ids[0]), parts_of(names, ids[0])[1]
            others = called(names, bare(rest))
            near = names.task_code(others[0]) if len(others) == 1 else ""
            return Problem(
                token,
                "predecessor-name-differs",
                {"part": token, "code": code, "name": name or "—", "rest": rest.strip(JOINTS), "near": near},
            )
    return None


def _begins_apart(rest: str) -> bool:
    """Whether what follows a code can't be a part of it, and says something."""
    if rest[0].isascii() and (rest[0].isalnum() or rest[0] in "._-+"):
        return False
    return any(c.isalpha() for c in rest) and not starts_with_type(bare(rest))


def _unknown(token: str, names: Names) -> Problem:
    code, leads = token, []
    for head, tail in tails(token):
        ids = called(names, head)
        if tail.bare and tail.sign == "-" and len(ids) == 1:
            link = link_of(names, ids[0], tail, token)
            leads += [] if isinstance(link, Problem) else [shown(link, names)]
        elif not ids and (NUMBERED.fullmatch(head) or (tail.type and not _NAMED.fullmatch(token))):
            code = head
    if not _NAMED.fullmatch(code):
        return Problem(token, "predecessor-unreadable", {"part": token})
    near = (*leads, *nearest(names, code, 2 - len(leads)))
    return Problem(token, "name-unknown", {"what": _TASK, "near": near, "target": "task", "part": code})


def _with(problem: str, part: str, meant: str) -> Problem:
    return Problem(part, problem, {"part": part, "meant": meant})
