"""Shares, numbers and money typed otherwise than the form asks."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal

from mangle.desk import Desk
from mangle.kinds import kind
from mangle.spelling import number, plain
from mangle.values import FULL, Spelling, of, put, retype
from xlplan.forms.base import Column


def _share(value: str) -> Decimal:
    return Decimal(value) * 100


@kind("per cent as a share, a number or text")
def percent(desk: Desk, rng: random.Random) -> object:
    spellings: tuple[Spelling, ...] = (
        lambda v: float(v),
        lambda v: number(plain(_share(v))),
        lambda v: f"{plain(_share(v))}%",
        lambda v: f"{plain(_share(v))} %",
        lambda v: plain(_share(v)).translate(FULL) + "％",
        lambda v: f"完成{plain(_share(v))}%",
        lambda v: plain(Decimal(v)),
        lambda v: plain(_share(v)),
        lambda v: f"{plain(_share(v))}％\n",
        lambda v: f"约{plain(_share(v))}%",
        lambda v: f"{plain(_share(v))}%（已完成）",
    )
    return retype(desk, rng, of("pct"), spellings, "per cent as a share, a number or text", 8, form="General")


@kind("per cent above one in a per cent cell")
def percent_large(desk: Desk, rng: random.Random) -> object:
    """70 typed into a cell that shows per cent: 7000%."""
    spellings: tuple[Spelling, ...] = (lambda v: number(plain(_share(v))),)
    return retype(desk, rng, of("pct"), spellings, "per cent above one in a per cent cell", form="0%")


@kind("small per cent with a sign")
def percent_small(desk: Desk, rng: random.Random) -> object:
    found = desk.cells(rng, of("pct"), 3)
    for _, _, _, meant in found:
        meant.want = "0.005"
        put(meant, rng.choice(("0.5%", "０.５％", " 0.50 %")))
        meant.by.append("small per cent with a sign")
    return bool(found)


@kind("per cent in words")
def percent_words(desk: Desk, rng: random.Random) -> object:
    spellings: tuple[Spelling, ...] = (
        lambda v: "大部分完成",
        lambda v: "done",
        lambda v: "80-90%",
        lambda v: "√",
        lambda v: "50%/80%",
        lambda v: "120%",
        lambda v: "一半",
        lambda v: -0.2,
    )
    return retype(desk, rng, of("pct"), spellings, "per cent in words", doubt=True, form="General")


NUMBERS = of("int", "num")


@kind("full-width digits")
def full_width(desk: Desk, rng: random.Random) -> object:
    return retype(desk, rng, NUMBERS, (lambda v: str(v).translate(FULL),), "full-width digits")


@kind("numbers as text")
def text_numbers(desk: Desk, rng: random.Random) -> object:
    spellings: tuple[Spelling, ...] = (
        str,
        lambda v: f" {v} ",
        lambda v: f"{v}\u200b",
        lambda v: f"{v}.0" if "." not in v else v,
        lambda v: f"\u00a0{v}",
        lambda v: f"+{v}",
    )
    return retype(desk, rng, NUMBERS, spellings, "numbers as text", 6)


@kind("numbers with units")
def units(desk: Desk, rng: random.Random) -> object:
    def unit(column: Column) -> bool:
        return bool(getattr(column.kind, "units", ()))

    found = desk.cells(rng, unit, 5)
    for page, _, key, meant in found:
        words = page.column(key).kind.units  # type: ignore[attr-defined]
        put(meant, f"{meant.want}{rng.choice(('', ' '))}{rng.choice(words)}")
        meant.by.append("numbers with units")
    return bool(found)


@kind("numbers that nobody can be sure of")
def vague_numbers(desk: Desk, rng: random.Random) -> object:
    spellings: tuple[Spelling, ...] = (
        lambda v: f"约{v}天",
        lambda v: f"{v}左右",
        lambda v: f"{v}-{int(float(v)) + 4}",
        lambda v: f"{v}?",
        lambda v: f"{v}周",
        lambda v: f"{v}小时",
        lambda v: "若干",
        lambda v: "1,2",
        lambda v: "1e3x",
        lambda v: True,
        lambda v: dt.datetime(2026, 3, 5),
        lambda v: dt.time(8, 30),
    )
    return retype(desk, rng, NUMBERS, spellings, "numbers that nobody can be sure of", 6, doubt=True, form="General")


@kind("fractions in whole numbers")
def fractions(desk: Desk, rng: random.Random) -> object:
    spellings: tuple[Spelling, ...] = (lambda v: float(v) + 0.5, lambda v: f"{v}.5", lambda v: float(v) + 0.0001)
    return retype(desk, rng, of("int"), spellings, "fractions in whole numbers", doubt=True, form="0")


def _yuan(value: str) -> Decimal:
    return Decimal(value)


@kind("money with units")
def money(desk: Desk, rng: random.Random) -> object:
    """Whatever the column counts in, a unit that is written out decides."""
    spellings: tuple[Spelling, ...] = (
        lambda v: f"{plain(_yuan(v) / 10_000)}万",
        lambda v: f"{plain(_yuan(v) / 10_000)} 万元",
        lambda v: f"￥{_yuan(v):,}",
        lambda v: f"¥ {plain(_yuan(v))}",
        lambda v: f"{plain(_yuan(v))}元",
        lambda v: f"RMB {_yuan(v):,}",
        lambda v: f"{plain(_yuan(v)).translate(FULL)}元",
        lambda v: f"{plain(_yuan(v) / 1000)}千元",
        lambda v: f"人民币{plain(_yuan(v))}元整",
    )
    return retype(desk, rng, of("money"), spellings, "money with units", 8)


@kind("money that nobody can be sure of")
def vague_money(desk: Desk, rng: random.Random) -> object:
    spellings: tuple[Spelling, ...] = (
        lambda v: "约3万",
        lambda v: "3-5万",
        lambda v: "$1200",
        lambda v: "三千多元",
        lambda v: "1,2,3",
        lambda v: "12.345元",
        lambda v: "500 EUR",
    )
    return retype(desk, rng, of("money"), spellings, "money that nobody can be sure of", doubt=True)


@kind("money in Chinese numerals")
def numerals(desk: Desk, rng: random.Random) -> object:
    found = desk.cells(rng, of("money"), 3)
    for _, _, _, meant in found:
        text, meant.want = rng.choice((("三千元", "3000"), ("一万二千元", "12000"), ("两万五千元整", "25000")))
        put(meant, text)
        meant.by.append("money in Chinese numerals")
    return bool(found)
