"""From a task and what follows it to a link, or to the reason why there is none."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from xlplan.core.cell import Problem
from xlplan.core.kinds.predecessor_language.tasks import between
from xlplan.core.kinds.predecessor_language.words import Tail
from xlplan.core.link import Link
from xlplan.core.names import Names

MAX_LAG = 3650

Reading = tuple[Link, ...] | Problem


def link_of(names: Names, id_: str, tail: Tail, part: str) -> Reading:
    """The link of a task and what follows it, or why there is none."""
    type_ = tail.type or "FS"
    if not tail.number:
        return (Link(id_, type_),)
    amount, unit = Decimal(tail.number), tail.unit
    if unit == "percent":
        return Problem(part, "lag-percent", {"part": part})
    if unit is None or unit == "other":
        return Problem(part, "lag-unit", {"part": part, "unit": tail.word})
    if amount * (7 if unit in ("weeks", "elapsed-weeks") else 1) > MAX_LAG:
        return Problem(part, "lag-out-of-range", {"part": part, "limit": MAX_LAG})
    sign = -1 if tail.sign == "-" else 1

    def meant(number: Decimal, elapsed: bool) -> Iterator[str]:
        for rounding in (ROUND_FLOOR, ROUND_CEILING):
            days = sign * int(number.to_integral_value(rounding))
            yield names.task_code(id_) + Link(id_, type_, days, elapsed).suffix()

    if unit in ("weeks", "elapsed-weeks"):
        working = [*meant(amount * 5, False)] if unit == "weeks" else []
        days = " / ".join(dict.fromkeys([*working, *meant(amount * 7, True)]))
        return Problem(part, "lag-in-weeks", {"part": part, "meant": days})
    if amount != amount.to_integral_value():
        days = " / ".join(dict.fromkeys(meant(amount, unit == "elapsed")))
        written = f"{names.task_code(id_)}{type_}{tail.sign}{tail.number}{'ed' if unit == 'elapsed' else 'd'}"
        return Problem(part, "lag-fraction", {"part": part, "meant": days, "written": written})
    lag = sign * int(amount)
    return (Link(id_, type_, lag, bool(lag) and unit == "elapsed"),)


def range_problem(part: str, first: str, last: str, names: Names) -> Problem:
    """``1.1~1.5``: the tasks have to be listed."""
    ids = between(names, first, last)
    codes = [names.task_code(i) for i in ids] if len(ids) > 1 else [first, "…", last]
    return Problem(part, "predecessor-range", {"part": part, "meant": listed(codes)})


def listed(texts: list[str], limit: int = 12) -> str:
    """Entries as they are written; of many, the first and the last."""
    return "; ".join(texts if len(texts) <= limit else [*texts[:2], "…", texts[-1]])
