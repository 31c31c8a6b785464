"""Plan documents as text: YAML or JSON, every scalar kept as it was written, every key with its line."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from xlplan.core.errors import InputError
from xlplan.core.text import Text

Path_ = tuple[str | int, ...]
NOT_FOUND = Text("找不到文件：{file}", "no such file: {file}")
NOT_TEXT = Text("{file} 不是计划文档：{detail}", "{file} is not a plan document: {detail}")
TWICE = Text("{file} 第 {line} 行：“{key}”出现两次", "{file}, line {line}: “{key}” appears twice")


@dataclass
class Source:
    """The data of a document; ``lines`` gives the line of each value by its path."""

    file: str
    data: Any
    lines: dict[Path_, int] = field(default_factory=dict)
    folder: Path | None = None
    """Where the document lies, for files that it names; None for one inside a workbook."""

    def line(self, path: Path_) -> int:
        """The line of a value, or of the nearest thing around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read_source(path: Path) -> Source:
    """Read a document; InputError says in one line why it can't be."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise InputError(NOT_FOUND, file=str(path)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(NOT_TEXT, file=path.name, detail=str(error).splitlines()[0]) from error
    source = parse_source(text, path.name, is_json=path.suffix.lower() == ".json")
    source.folder = path.parent
    return source


def parse_source(text: str, file: str, is_json: bool) -> Source:
    """Parse a document's text."""
    return _from_json(text, file) if is_json else _from_yaml(text, file)


def _from_json(text: str, file: str) -> Source:
    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in items:
            if key in found:
                raise InputError(TWICE, file=file, line=_json_line(text, key), key=key)
            found[key] = value
        return found

    try:
        data = json.loads(text, parse_float=str, parse_int=str, object_pairs_hook=pairs)
        json.dumps(data, ensure_ascii=False).encode()  # half of a surrogate pair is no text
    except (json.JSONDecodeError, RecursionError, UnicodeEncodeError) as error:
        raise InputError(NOT_TEXT, file=file, detail=str(error)) from error
    return Source(file, data, _json_lines(text))


def _json_line(text: str, key: str) -> int:
    at = text.find(json.dumps(key, ensure_ascii=False))
    return text.count("\n", 0, max(at, 0)) + 1


_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')


def _json_lines(text: str) -> dict[Path_, int]:
    """The line of each value of a valid JSON text, by its path."""
    lines: dict[Path_, int] = {(): 1}
    path: list[str | int] = []
    closed_by: list[str] = []
    line, seen, last = 1, 0, ""
    for match in _TOKEN.finditer(text):
        token = match[0]
        line += text.count("\n", seen, match.start())
        seen = match.start()
        if token in "{[":
            lines.setdefault(tuple(path), line)
            closed_by.append("}" if token == "{" else "]")
            path.append("" if token == "{" else 0)
        elif token in "}]":
            closed_by.pop()
            path.pop()
        elif token == "," and closed_by[-1] == "]":
            path[-1] = int(path[-1]) + 1
        elif token.startswith('"') and closed_by and closed_by[-1] == "}" and last in "{,":
            path[-1] = str(json.loads(token))
            lines[tuple(path)] = line
        elif token not in ",:":
            lines.setdefault(tuple(path), line)
        last = token
    return lines


def _from_yaml(text: str, file: str) -> Source:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        node = yaml.compose(text, Loader=loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        detail = f"{getattr(error, 'problem', error)}" + (f" (line {mark.line + 1})" if mark else "")
        raise InputError(NOT_TEXT, file=file, detail=detail.splitlines()[0]) from error
    except (RecursionError, ValueError) as error:
        raise InputError(NOT_TEXT, file=file, detail=str(error).splitlines()[0]) from error
    source = Source(file, None)
    source.data = _node(node, (), source, set())
    return source


def _node(node: Any, path: Path_, source: Source, above: set[int]) -> Any:
    import yaml

    if node is None:
        return None
    if id(node) in above:
        raise InputError(NOT_TEXT, file=source.file, detail="recursive alias")
    source.lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.ScalarNode):
        plain = not node.style  # None or empty, as the parser is written in Python or C
        return None if plain and node.value in ("", "~", "null", "Null", "NULL") else node.value
    if isinstance(node, yaml.SequenceNode):
        return [_node(n, (*path, i), source, above | {id(node)}) for i, n in enumerate(node.value)]
    found: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        if key in found:
            raise InputError(TWICE, file=source.file, line=key_node.start_mark.line + 1, key=key)
        source.lines[(*path, key)] = key_node.start_mark.line + 1
        found[key] = _node(value_node, (*path, key), source, above | {id(node)})
    return found
