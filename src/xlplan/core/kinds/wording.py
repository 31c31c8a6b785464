"""What people write instead of a value, whatever the kind: placeholders, words for not yet and for none, remarks."""

from __future__ import annotations

import re
from collections.abc import Iterable

from xlplan.core.cell import Problem
from xlplan.core.normal import key

_SIGNS = re.compile(r"[-‐‑‒–—―−_./\\~*·… ]+")
_DOUBT_SIGNS = re.compile(r"[?？]+")
_NOT_YET = frozenset(
    map(
        key,
        (
            "待定", "未定", "待确定", "待确认", "待定中", "暂定", "暂未确定", "暂未定", "未确定", "待补充", "待补", "待填", "待议",
            "另定", "另行通知", "不详", "不清楚", "不知道", "未知", "TBD", "TBC", "TBA", "T.B.D.", "to be determined",
            "to be decided", "to be confirmed", "unknown", "XX", "XXX", "XXXX",
        ),
    )
)  # fmt: skip
_GOING_ON = frozenset(
    map(
        key,
        (
            "pending",
            "open",
            "ongoing",
            "on-going",
            "in progress",
            "进行中",
            "持续",
            "持续进行",
            "持续中",
            "长期",
            "随时",
        ),
    )
)
_NONE = frozenset(
    map(
        key,
        ("无", "没有", "暂无", "不适用", "不涉及", "N/A", "NA", "N.A.", "none", "nil", "null", "n.a", "not applicable"),
    )
)
_REMARK = re.compile(r"(?P<head>.*?)\s*[(\[【〔]\s*(?P<inner>[^()\[\]【】〔〕]+?)\s*[)\]】〕]\s*[.。;,]?")
_DOUBTS = re.compile(
    r"[?？%]|约|大概|左右|预计|预期|估|暂|待|或|可能|不|未|没|非|剩|余|目标|计划|还差|除|"
    r"\b(?:not?|left|remain\w*|maybe|approx\w*|about|estimated?|expected|target|plan\w*|tbd|or|except)\b",
    re.IGNORECASE,
)
_NEGATION = re.compile(r"[不未没非无]|\bnot\b|^not|^un", re.IGNORECASE)
_QUOTES = "'\"`‘’“”´"
_STOPS = ".。,;；，、!！ "


def is_sign(text: str) -> bool:
    """Whether a cleaned text is nothing but strokes and dots: a placeholder, which stands for nothing."""
    return _SIGNS.fullmatch(text) is not None


def unquoted(text: str) -> str:
    """Without stray quotation marks around it, such as an apostrophe that came along with a copy."""
    return text.strip(_QUOTES + " ")


def trimmed(text: str) -> str:
    """Without quotation marks and full stops around it."""
    return text.strip(_QUOTES + _STOPS)


def is_not_yet(text: str) -> bool:
    """Whether a cleaned text says that there is no value yet."""
    return _DOUBT_SIGNS.fullmatch(text) is not None or key(text) in _NOT_YET


def is_none(text: str) -> bool:
    """Whether a cleaned text says that there is none."""
    return key(text) in _NONE


def said(text: str, raw: str, states: bool = True) -> Problem | None:
    """The problem of a cell that says in words that there is no value, or none yet.

    ``states``: whether words such as ongoing say so; among choices they may be one.
    """
    if is_not_yet(text) or (states and key(text) in _GOING_ON):
        return Problem(raw, "not-yet-known")
    return Problem(raw, "none-in-words") if is_none(text) else None


def remark(text: str) -> tuple[str, str] | None:
    """What stands before brackets at the end of a cleaned text, and what stands in them."""
    match = _REMARK.fullmatch(text)
    return (match["head"], match["inner"]) if match and match["head"] else None


def casts_doubt(words: str) -> bool:
    """Whether a remark may change what it stands beside: 30% (estimated), 90% (not done), 30% (50%)."""
    return _DOUBTS.search(words) is not None or not any(c.isalpha() for c in words)


def negated(text: str) -> bool:
    """Whether a word is turned into its opposite: 未完成 is not near to 完成."""
    return _NEGATION.search(text) is not None


def beside(raw: str, meant: str, rest: str) -> Problem:
    """A value with something beside it that may change it."""
    return Problem(raw, "remark-in-cell", {"meant": meant, "rest": rest.strip(), "near": meant})


def some(near: Iterable[str], count: int = 3) -> tuple[str, ...]:
    """A few different suggestions, without empty ones."""
    return tuple(dict.fromkeys(filter(None, near)))[:count]
