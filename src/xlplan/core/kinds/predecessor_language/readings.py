"""Every way to read an entry of a predecessor cell. One way is certain; several are put to the person who typed it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlplan.core.cell import Problem
from xlplan.core.kinds.predecessor_language.links import Reading, listed
from xlplan.core.kinds.predecessor_language.rows import in_a_row
from xlplan.core.kinds.predecessor_language.single import one_task
from xlplan.core.kinds.predecessor_language.tasks import called
from xlplan.core.kinds.predecessor_language.words import (
    MINUS,
    PLAIN,
    SEPARATOR,
    is_nothing,
    normal,
    tail_alone,
    tails,
)
from xlplan.core.link import Link
from xlplan.core.names import Names
from xlplan.core.normal import clean

LONGEST = 400  # characters of an entry that is more than a name
_RUN = 8  # separators that a name may hold
_BRACKETS = str.maketrans("[]{}【】〔〕〖〗", "()()()()()")
_BRACKETED = re.compile(r"(?P<before>.*?)\s*\(\s*(?P<inner>[^()]*?)\s*\)\s*(?P<after>.*)")

Entry = tuple[str, list[Reading]]


def entries(text: str, names: Names) -> Iterator[Entry]:
    """The entries of a cell with their readings. A name may hold what separates entries elsewhere.

    What stands for nothing is no entry, unless it is the name of a task, too: then reading no link is one way.
    """
    text = normal(text)
    bits, marks = SEPARATOR.split(text), [*SEPARATOR.findall(text), ""]
    at = 0
    while at < len(bits):
        token, end = clean(bits[at]), at + 1
        if is_nothing(token):
            if ids := called(names, token):
                yield token, [(), *((Link(i),) for i in ids)]
            at = end
            continue
        own = readings(token, names)
        for stop in range(min(len(bits), at + _RUN), at + 1, -1):
            joined = clean("".join(b + m for b, m in zip(bits[at:stop], [*marks[at : stop - 1], ""], strict=True)))
            if len(joined) > LONGEST:
                continue
            known = any(names.find("task", head) for head, _ in ((joined, PLAIN), *tails(joined)))
            if (known or not own) and (whole := list(one_task(joined, names))):
                apart = [readings(b, names) for b in map(clean, bits[at:stop]) if not is_nothing(b)]
                own = _different([*whole, *([_together(apart)] if all(apart) else [])])
                token, end = joined, stop
                break
        yield token, own
        at = end


def _together(apart: list[list[Reading]]) -> Reading:
    links: list[Link] = []
    for each in apart:
        if isinstance(each[0], Problem):
            return each[0]
        links.extend(each[0])
    return tuple(links)


def readings(token: str, names: Names) -> list[Reading]:
    """Every way to read one entry; none where it says nothing that is known."""
    if len(token) > LONGEST:
        return [(Link(id_),) for id_ in names.find("task", token)]
    return _different([*one_task(token, names), *in_a_row(token, names)]) or _bracketed(token, names)


def _different(found: list[Reading]) -> list[Reading]:
    out: list[Reading] = []
    for reading in found:
        if reading not in out:
            out.append(reading)
    return out


def _bracketed(token: str, names: Names) -> list[Reading]:
    """Brackets around an entry, or around its type and lag, say nothing of their own."""
    match = _BRACKETED.fullmatch(token.translate(_BRACKETS))
    if match is None:
        return []
    before, inner, after = match["before"], match["inner"], match["after"]
    if not before:
        return readings(f"{inner} {after}".strip(), names)
    tail = tail_alone(inner)
    if inner and tail is None:
        return []
    if not after or after[0] in "+" + MINUS:
        found = readings(before + inner + after, names)
        if found or tail is None:
            return found
    same = readings(f"{before} {after}".strip(), names)
    agrees = tail is not None and not tail.number and len(same) == 1 and not isinstance(same[0], Problem)
    return [r for r in same if agrees and not isinstance(r, Problem) and [x.type for x in r] == [tail and tail.type]]


def remark(token: str, names: Names) -> tuple[str, str] | None:
    """``1.2 (after the sample)``: what is certain of it, and what stands in the brackets."""
    match = _BRACKETED.fullmatch(token.translate(_BRACKETS))
    if match is None or not match["inner"] or tail_alone(match["inner"]):
        return None
    found = readings(f"{match['before']} {match['after']}".strip(), names)
    if len(found) != 1 or isinstance(found[0], Problem):
        return None
    return shown(found[0], names), match["inner"]


def spell(names: Names, link: Link) -> str:
    """A link as it is written: with the code of its task, or the id where the code would be read as something else."""
    suffix = link.suffix()
    code = names.task_code(link.predecessor)
    for text in (code + suffix, code + (suffix or "FS"), link.predecessor + suffix):
        if settled(text, names) == (link,):
            return text
    return link.predecessor + suffix


def settled(text: str, names: Names) -> tuple[Link, ...] | None:
    """The links of a text that is read in one way only, else None."""
    links: list[Link] = []
    for _, found in entries(text, names):
        if len(found) != 1 or isinstance(found[0], Problem):
            return None
        links.extend(found[0])
    return tuple(links)


def shown(reading: Reading, names: Names) -> str:
    """A reading as it would be written."""
    if isinstance(reading, Problem):
        return str(reading.params.get("written") or reading.params.get("meant") or reading.raw)
    return listed([spell(names, link) for link in reading])
