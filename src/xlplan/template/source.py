"""A template's file as data: every scalar as it was written, every value with its line, keys that appear twice."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from xlplan.template import findings as f
from xlplan.template.problems import Origin, Path_, Problems

MOST = 20_000
"""Values that a template may hold, aliases spelt out."""
DEEPEST = 30


class _TooMuchError(Exception):
    """More, or nested deeper, than any template is."""


def read_file(path: Path) -> tuple[Any, Problems]:
    """The data of a file. What is wrong with it stands among the problems; no data where it can't be read at all."""
    import yaml

    lines: dict[Path_, int] = {}
    problems = Problems(Origin(path.name, lines))
    try:
        text = path.read_text(encoding="utf-8-sig")
        node = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        if node is None:
            problems.say(f.UNREADABLE, (), detail=f.NOT_A_TEMPLATE)
            return None, problems
        data = _Reader(lines, problems).value(node, (), 0)
    except OSError as error:
        problems.say(f.UNREADABLE, (), detail=error.strerror or str(error))
    except _TooMuchError:
        problems.say(f.UNREADABLE, (), detail=f.TOO_MUCH)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        lines[()] = mark.line + 1 if mark else 1
        problems.say(f.UNREADABLE, (), detail=error.problem or f.NOT_A_TEMPLATE)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        problems.say(f.UNREADABLE, (), detail=str(error).splitlines()[0] if str(error) else f.NOT_A_TEMPLATE)
    else:
        return data, problems
    return None, problems


class _Reader:
    def __init__(self, lines: dict[Path_, int], problems: Problems) -> None:
        self.lines, self.problems = lines, problems
        self.count = 0

    def value(self, node: Any, path: Path_, depth: int) -> Any:
        import yaml

        self.count += 1
        if self.count > MOST or depth > DEEPEST:
            raise _TooMuchError
        self.lines.setdefault(path, node.start_mark.line + 1)
        if isinstance(node, yaml.ScalarNode):
            plain = not node.style  # None or empty, as the parser is written in Python or C
            return None if plain and node.value in ("", "~", "null", "Null", "NULL") else node.value
        if isinstance(node, yaml.SequenceNode):
            return [self.value(n, (*path, i), depth + 1) for i, n in enumerate(node.value)]
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if key in found:
                self.lines[(*path, key)] = key_node.start_mark.line + 1
                self.problems.say(f.KEY_TWICE, (*path, key))
                continue
            self.lines[(*path, key)] = key_node.start_mark.line + 1
            found[key] = self.value(value_node, (*path, key), depth + 1)
        return found


def as_text(data: Any, depth: int = 0) -> Any:
    """Data whose scalars are texts, as a plan document gives them back; nothing where it is nested too deeply."""
    if depth > DEEPEST:
        return None
    if isinstance(data, Mapping):
        return {str(k): as_text(v, depth + 1) for k, v in data.items()}
    if isinstance(data, (list, tuple)):
        return [as_text(v, depth + 1) for v in data]
    return None if data is None else str(data)
