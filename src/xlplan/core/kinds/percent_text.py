"""Per cent as text: the sign before or behind, in words, with what was done beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from xlplan.core.cell import Problem
from xlplan.core.kinds.number_text import Suggest, exact, figure, number_doubt
from xlplan.core.kinds.wording import beside, casts_doubt, remark, said, some
from xlplan.core.normal import clean, key

_BEHIND = re.compile(r"(?P<number>[^%‰]+?)\s*(?:%|percent|per cent|pct\.?)", re.IGNORECASE)
_BEFORE = re.compile(r"(?:%\s*|百分之\s*)(?P<number>.+)")
_DONE_AHEAD = re.compile(
    r"^(?:已完成|完成率|完成度|完成|进度|done|complete|completed|progress)\s*[:：为]?\s*", re.IGNORECASE
)
_DONE_BEHIND = re.compile(r"\s*(?:已完成|完成|done|complete|completed)$", re.IGNORECASE)
_WHOLE = re.compile(r"百分之?百|百分之一百")
_TENTHS = re.compile(r"(?P<number>[一二三四五六七八九\d])成(?P<half>半)?")
_PARTS = re.compile(r"(?P<done>\d{1,6})\s*/\s*(?P<all>\d{1,6})")
_FIGURE = re.compile(r"[+-]?\d+(?:\.\d+)?\s*%")
_ALL = frozenset(map(key, ("完成", "已完成", "全部完成", "完成了", "已完工", "√", "✓", "✔", "☑", "✅", "done", "complete",
                           "completed", "finished", "完", "结束", "已结束", "关闭", "已关闭", "closed")))  # fmt: skip
_NOTHING = frozenset(map(key, ("未开始", "未启动", "尚未开始", "没开始", "未开工", "not started", "notstarted", "not yet started",
                               "×", "✗", "to do", "todo", "planned", "计划中")))  # fmt: skip
_HALF = frozenset(map(key, ("一半", "半", "完成一半", "half", "half done")))
_RUNNING = frozenset(
    map(
        key,
        ("进行中", "in progress", "ongoing", "过半", "大半", "大部分完成", "基本完成", "部分完成", "未完成", "started"),
    )
)


def share(text: str) -> Decimal | None:
    """The share that a cleaned text says with a sign or with 百分之, alone or behind 完成; else None."""
    if _WHOLE.fullmatch(text):
        return Decimal(1)
    for body in (text, _DONE_AHEAD.sub("", text), _DONE_BEHIND.sub("", text)):
        match = _BEHIND.fullmatch(body) or _BEFORE.fullmatch(body)
        if match and (number := figure(match["number"].strip())) is not None:
            return exact(number / 100)
    return None


def both_readings(text: str) -> tuple[Decimal, ...]:
    """5% typed where a number belongs: 5 or 0.05."""
    found = share(text)
    return () if found is None else (exact(found * 100), found)


def with_remark(text: str) -> tuple[Decimal, str] | None:
    """30%（已完成周一任务）: the share, and what stands beside it in brackets and can't change it."""
    found = remark(text)
    if found is None or casts_doubt(found[1]):
        return None
    number = share(found[0])
    return None if number is None else (number, found[1])


def doubt(raw: str, text: str, suggest: Suggest) -> Problem:
    """Why a text is no share for certain, with what was probably meant."""
    if near := _in_words(text):
        return Problem(raw, "not-a-percent", {"near": near})
    if key(text) in _RUNNING:
        return Problem(raw, "not-a-percent")
    figures = [clean(f) for f in _FIGURE.findall(text)]
    if (found := remark(text)) and (near := suggest(found[0])):
        return beside(raw, near, found[1])
    if "未" in text and len(figures) == 1:  # 未完成（90%）: done so far, or still to do?
        number = share(figures[0]) or Decimal(0)
        return Problem(raw, "not-a-percent", {"near": some(map(suggest, _both_ways(number)))})
    other = said(text, raw) or number_doubt(raw, text, suggest, lambda _: None)
    if other.code not in ("not-a-number", "other-unit"):
        return other
    if len(figures) == 1 and (near := suggest(figures[0])):
        rest = re.sub(r"\(\s*\)", "", text.replace(figures[0], ""))
        if rest := rest.strip(" ,;:，。、-"):
            return beside(raw, near, rest)
    near_ = other.params.get("near") or some(map(suggest, (*figures, _DONE_AHEAD.sub("", text))))
    return Problem(raw, "not-a-percent", {"near": near_})


def _both_ways(number: Decimal) -> Iterator[str]:
    yield f"{exact(number * 100)}%"
    yield f"{exact(100 - number * 100)}%"


def _in_words(text: str) -> str:
    word = key(text.strip("。.!！"))
    if word in _ALL:
        return "100%"
    if word in _NOTHING:
        return "0%"
    if word in _HALF:
        return "50%"
    if match := _TENTHS.fullmatch(word):
        tenths = figure(match["number"]) or Decimal(0)
        return f"{tenths}{5 if match['half'] else 0}%"
    if (match := _PARTS.fullmatch(text)) and 0 < int(match["all"]) >= int(match["done"]):
        return f"{exact(round(Decimal(100) * int(match['done']) / int(match['all']), 1))}%"
    return ""
