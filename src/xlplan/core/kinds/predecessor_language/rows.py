"""Several codes in one entry, with blanks or words between them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlplan.core.cell import Problem
from xlplan.core.kinds.predecessor_language.links import MAX_LAG, Reading
from xlplan.core.kinds.predecessor_language.single import by_code
from xlplan.core.kinds.predecessor_language.tasks import coded, parts_of, sibling
from xlplan.core.kinds.predecessor_language.words import BETWEEN, glued, tail_alone, tails
from xlplan.core.link import Link
from xlplan.core.names import Names


def in_a_row(token: str, names: Names) -> Iterator[Reading]:
    """Codes with nothing but blanks, 和, & or / between them."""
    text = glued(token)
    words = BETWEEN.split(text)
    if len(words) < 2 or "" in words:  # a single one, or 和 with nothing before or behind it
        return
    for row in _groupings(words, names):
        read = [by_code(word, names) for word in row]
        links = [x for x in read if isinstance(x, Link)]
        if len(row) < 2 or None in read:
            continue
        if len(links) < len(row):
            yield next(x for x in read if isinstance(x, Problem))
            continue
        yield tuple(links)
        for n in range(1, len(row)):
            yield from _not_two(row, links, n, names, words == text.split())


def _groupings(words: list[str], names: Names) -> Iterator[list[str]]:
    """The words with each type or lag that stands alone put behind the task before it, or behind the one after it."""
    loose = [n > 0 and not coded(names, w) and tail_alone(w) is not None for n, w in enumerate(words)]
    before = list(words)
    for n in range(len(words) - 1, 0, -1):
        if loose[n]:
            before[n - 1 : n + 1] = [before[n - 1] + before[n]]
    yield before
    if any(loose[:-1]) and not loose[-1]:
        after: list[str] = []
        waiting = ""
        for n, word in enumerate(words):
            if loose[n]:
                waiting += word
            else:
                after.append(word + waiting)
                waiting = ""
        yield after


def _not_two(row: list[str], links: list[Link], n: int, names: Names, blank: bool) -> Iterator[Reading]:
    """What else two words may be: one code that came apart, a lag without its sign, a code without its beginning."""
    first, before, after = row[n - 1], links[n - 1], links[n]
    second = next((h for h in (row[n], *(head for head, _ in tails(row[n]))) if coded(names, h)), row[n])

    def rest(*mine: Link) -> Reading:
        return (*links[: n - 1], *mine, *links[n + 1 :])

    if blank:
        for code in (first + second, f"{first}.{second}"):
            for id_ in coded(names, code):
                yield rest(after._replace(predecessor=id_))
    if re.fullmatch(r"[0-9]{1,9}", second) and "." in first:
        last = sibling(parts_of(names, before.predecessor)[0], second)
        for id_ in coded(names, last):
            yield rest(before, after._replace(predecessor=id_))
        if blank and second == row[n] and not before.lag and int(second) <= MAX_LAG:
            yield rest(before._replace(lag=int(second)))
