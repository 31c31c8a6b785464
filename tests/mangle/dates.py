"""Dates typed otherwise than the form asks."""

from __future__ import annotations

import datetime as dt
import random

from mangle.desk import Desk
from mangle.kinds import kind
from mangle.values import FULL, Spelling, of, retype


def _day(value: str) -> dt.date:
    return dt.date.fromisoformat(value)


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DATES: tuple[Spelling, ...] = (
    lambda v: f"{_day(v).year}/{_day(v).month}/{_day(v).day}",
    lambda v: f"{_day(v).year}-{_day(v).month}-{_day(v).day}",
    lambda v: f"{_day(v).year}.{_day(v).month}.{_day(v).day}",
    lambda v: f"{_day(v).year}年{_day(v).month}月{_day(v).day}日",
    lambda v: f"{_day(v).year} 年 {_day(v).month:02} 月 {_day(v).day:02} 号",
    lambda v: v.replace("-", ""),
    lambda v: v.translate(FULL),
    lambda v: f"{v} 00:00:00",
    lambda v: f"  {v}\n",
    lambda v: f"\u200b{v.replace('-', '/')}",
    lambda v: f"{_day(v).day} {MONTHS[_day(v).month - 1]} {_day(v).year}",
    lambda v: f"{v.replace('-', '/')}`",
    lambda v: f"{_day(v).year}/{_day(v).month:02}/{_day(v).day:02}（周一）",
)


@kind("date as text")
def date_text(desk: Desk, rng: random.Random) -> object:
    return retype(desk, rng, of("date"), DATES, "date as text", 10)


@kind("date as serial number")
def date_serial(desk: Desk, rng: random.Random) -> object:
    spellings: tuple[Spelling, ...] = (
        lambda v: (_day(v) - dt.date(1899, 12, 30)).days,
        lambda v: str((_day(v) - dt.date(1899, 12, 30)).days),
    )
    return retype(desk, rng, of("date"), spellings, "date as serial number", form="General")


@kind("date with a time of day")
def date_time(desk: Desk, rng: random.Random) -> object:
    spellings: tuple[Spelling, ...] = (
        lambda v: dt.datetime.combine(_day(v), dt.time(17, 30)),
        lambda v: f"{v} 09:00",
        lambda v: int(v.replace("-", "")),
    )
    return retype(desk, rng, of("date"), spellings, "date with a time of day", form="yyyy-mm-dd hh:mm")


@kind("date in a Chinese format")
def date_cjk(desk: Desk, rng: random.Random) -> object:
    """Real dates under number formats of Chinese Excel."""
    forms = ('yyyy"年"m"月"d"日"', "[$-804]yyyy年m月d日", "m月d日", "yy-mm-dd;@", "[$-F800]dddd, mmmm dd, yyyy")
    found = desk.cells(rng, of("date"), 5)
    for _, _, _, meant in found:
        meant.cell.value = dt.datetime.fromisoformat(meant.want)
        meant.cell.number_format = rng.choice(forms)
        meant.by.append("date in a Chinese format")
    return bool(found)


@kind("date that nobody can be sure of")
def date_vague(desk: Desk, rng: random.Random) -> object:
    spellings: tuple[Spelling, ...] = (
        lambda v: f"{_day(v).month}月初",
        lambda v: f"{_day(v).month}月{_day(v).day}日",
        lambda v: f"{_day(v).year}年{_day(v).month}月",
        lambda v: "待定",
        lambda v: "TBD",
        lambda v: "3/5/2026",
        lambda v: "05.03.26",
        lambda v: f"{_day(v).year}-06-31",
        lambda v: f"{v}~{v}",
        lambda v: "下周五",
        lambda v: "第2周",
        lambda v: "3/5",
        lambda v: 12,
        lambda v: 0,
        lambda v: f"{v} 或 {v[:4]}-12-31",
        lambda v: True,
    )
    return retype(desk, rng, of("date"), spellings, "date that nobody can be sure of", 8, doubt=True, form="General")
