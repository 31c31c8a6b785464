"""Limits of reading as people set them: ``seconds=60``, ``file_bytes=256MiB``."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any

from xlplan.core.errors import UsageError
from xlplan.core.text import Text
from xlplan.excel.raw_limits import Limits

VARIABLE = "XLPLAN_LIMITS"
"""The environment variable with limits, separated by commas."""
FORM = Text("“{given}”不是 名称=数值 的形式，例如 seconds=60", "“{given}” is not NAME=VALUE, as in seconds=60")
UNKNOWN = Text("没有名为“{name}”的限制；可用：{known}", "there is no limit “{name}”; known are {known}")
NO_NUMBER = Text(
    "{name} 要的是大于 0、不超过 {most} 的{what}，不是“{given}”",
    "{name} takes a {what} above 0 and up to {most}, not “{given}”",
)
NUMBER, SIZE = Text("数", "number"), Text("数（可带单位，如 64MiB、2GiB）", "number (units are fine: 64MiB, 2GiB)")
MEANING: dict[str, Text] = {
    "seconds": Text("读取一个文件的时间（秒）", "time for one file, in seconds"),
    "memory": Text("读取程序可用的内存（Windows 上不限制）", "memory of the reader (not limited on Windows)"),
    "file_bytes": Text("文件大小", "size of a file"),
    "parts": Text("文件内部的部件数，压缩包里的文件数", "parts inside a file, files inside an archive"),
    "part_bytes": Text("一个部件解压后的大小", "size of one part, unpacked"),
    "total_bytes": Text("一个文件或压缩包解压后的总大小", "size of a file or archive, unpacked"),
    "ratio": Text("解压后与压缩时大小之比", "unpacked to packed size"),
    "ratio_from": Text("解压后多大才检查压缩比", "unpacked size from which the ratio counts"),
    "cells": Text(
        "各工作表从 A1 到最后一个单元格的面积之和", "area from A1 to the last cell, all sheets of a file together"
    ),
    "text_chars": Text("一段文字的字节数", "bytes of one run of text"),
}
_SIZES = ("memory", "file_bytes", "part_bytes", "total_bytes", "ratio_from")
_UNITS = {"": 0, "k": 10, "m": 20, "g": 30}
# Past these the system's own calls refuse the number.
_MOST_SECONDS, _MOST, _MOST_BYTES = 86_400, 2_000_000_000, 1 << 44


def known_limits() -> list[str]:
    """The names of all limits."""
    return [f.name for f in fields(Limits)]


def limits_from(settings: Iterable[str], start: Limits | None = None) -> Limits:
    """The limits with settings applied in their order; UsageError says which one is wrong and what is known."""
    limits = start or Limits()
    for setting in settings:
        name, equals, given = (part.strip() for part in setting.partition("="))
        if not equals or not given:
            raise UsageError(FORM, given=setting)
        name = name.replace("-", "_")
        if name not in known_limits():
            raise UsageError(UNKNOWN, name=name, known=", ".join(known_limits()))
        number: Any = _number(name, given)
        limits = replace(limits, **{name: number})
    return limits


def split_settings(text: str) -> list[str]:
    """The settings of the environment variable."""
    return [part for part in re.split(r"[,;\s]+", text) if part]


def shown_limit(name: str) -> str:
    """The default of a limit as it may be typed."""
    value = getattr(Limits(), name)
    if name not in _SIZES:
        return f"{value:g}" if isinstance(value, float) else str(value)
    return f"{value >> 30}GiB" if value % (1 << 30) == 0 else f"{value >> 20}MiB"


def _number(name: str, given: str) -> float | int:
    number: float | int | None
    if name == "seconds":
        what, most, number = NUMBER, _MOST_SECONDS, _seconds(given)
    elif name in _SIZES:
        what, most, number = SIZE, _MOST_BYTES, _whole(r"([0-9_]+) ?([kmg]?)(?:i?b)?", given)
    else:
        what, most, number = NUMBER, _MOST, _whole(r"([0-9_]+)()", given)
    if number is None or not 0 < number <= most:
        top = "16TiB" if name in _SIZES else str(most)
        raise UsageError(NO_NUMBER, name=name, most=top, what=what, given=given)
    return number


def _seconds(given: str) -> float | None:
    try:
        number = float(given)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _whole(pattern: str, given: str) -> int | None:
    found = re.fullmatch(pattern, given.lower(), re.ASCII)
    try:
        return int(found[1]) << _UNITS[found[2]] if found else None
    except ValueError:  # underscores in the wrong place, or thousands of digits
        return None
