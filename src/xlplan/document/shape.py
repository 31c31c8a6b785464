"""The structure of a plan document: whatever stands there in another shape than it has to is refused by key and line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from xlplan.core.errors import InputError
from xlplan.core.near import nearest
from xlplan.core.text import Text
from xlplan.document.source import Path_, Source

UNKNOWN_KEY = Text("{file} 第 {line} 行：没有“{key}”这一项{near}", "{file}, line {line}: unknown key “{key}”{near}")
WRONG_SHAPE = Text(
    "{file} 第 {line} 行：“{key}”的结构不对，应为{want}", "{file}, line {line}: “{key}” should be {want}"
)
WRONG_VALUE = Text("{file} 第 {line} 行：“{key}”的值无法使用：{value}", "{file}, line {line}: “{key}” can't be {value}")
LIST = Text("列表", "a list")
MAPPING = Text("键值对", "a mapping")


class Shape:
    """Checks on the structure of a source; each failure names key and line."""

    def __init__(self, source: Source) -> None:
        self.source = source

    def error(self, text: Text, path: Path_, **params: object) -> InputError:
        key = str(path[-1]) if path else self.source.file
        shown = {k: v if isinstance(v, Text) else str(v)[:80] for k, v in params.items()}
        return InputError(text, file=self.source.file, line=self.source.line(path), key=key, **shown)

    def mapping(self, data: Any, path: Path_, allowed: tuple[str, ...]) -> Mapping[str, Any]:
        if data is None:
            return {}
        if not isinstance(data, dict):
            raise self.error(WRONG_SHAPE, path, want=MAPPING)
        for key in data:
            if key not in allowed:
                raise self.error(UNKNOWN_KEY, (*path, key), near=nearest(str(key), allowed))
        return data

    def sequence(self, data: Any, path: Path_) -> list[Any]:
        if data is None:
            return []
        if not isinstance(data, list):
            raise self.error(WRONG_SHAPE, path, want=LIST)
        return data

    def whole(self, data: Any, path: Path_, default: int | None = None) -> int:
        if data is None and default is not None:
            return default
        try:
            return int(str(data))
        except ValueError:
            raise self.error(WRONG_VALUE, path, value=data) from None

    def date(self, data: Any, path: Path_) -> dt.date:
        try:
            return dt.date.fromisoformat(str(data))
        except ValueError:
            raise self.error(WRONG_VALUE, path, value=data) from None
