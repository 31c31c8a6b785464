"""What is wrong with a template, collected: nothing stops at the first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from xlplan.core.errors import InputError
from xlplan.core.finding import Finding, FindingType, Place, Severity
from xlplan.core.near import nearest
from xlplan.core.text import LANGS, Text

Path_ = tuple[str | int, ...]
_SHOWN = 60
_WRONG = Text("模板 {name}{line}：{message}{more}", "template {name}{line}: {message}{more}")
_LINE = ("（第 {} 行）", " (line {})")
_MORE = ("（另有 {} 处问题，用 xlplan template check 查看）", " ({} more; see them with xlplan template check)")


@dataclass(frozen=True)
class Origin:
    """Where a template's data came from: the file and the line of each value by its path; blank where unknown."""

    file: str = ""
    lines: Mapping[Path_, int] = field(default_factory=dict)

    def line(self, path: Path_) -> int:
        """The line of a value, or of the nearest thing around it; 0 where no lines are known."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 0)

    def place(self, path: Path_) -> Place:
        """Where a value stands, for people and programs."""
        line = self.line(path)
        return Place(self.file, cell=f"line {line}" if line else "", field=dotted(path))


@dataclass
class Problems:
    """The findings about one template."""

    origin: Origin = field(default_factory=Origin)
    found: list[Finding] = field(default_factory=list)

    def say(self, kind: FindingType, path: Path_, /, **params: object) -> None:
        """Add a finding; what people wrote is shortened to one line."""
        given = {"key": path[-1] if path else "?", "where": dotted(path) or self.origin.file or "?", **params}
        shown = {k: v if isinstance(v, Text) else one_line(v) for k, v in given.items()}
        self.found.append(Finding(kind, self.origin.place(path), shown))

    @property
    def errors(self) -> list[Finding]:
        """The findings with which the template can't be used."""
        return [x for x in self.found if x.severity is Severity.ERROR]


def failure(name: str, errors: list[Finding]) -> InputError:
    """The error that a command ends with: the first finding, and how many more there are."""
    first, more = errors[0], len(errors) - 1
    line = first.place.cell.removeprefix("line ")
    return InputError(
        _WRONG,
        name=one_line(name),
        line=Text(*(t.format(line) for t in _LINE)) if line else "",
        message=Text(*(escaped(first.message(lang)) for lang in LANGS)),
        more=Text(*(t.format(more) for t in _MORE)) if more else "",
    )


def near(word: object, known: Iterable[str]) -> Text:
    """The question whether something else was meant; nothing where nothing is like it."""
    return Text(*map(escaped, nearest(str(word), known).both))


def one_line(value: object) -> str:
    """A value as it is named in a sentence."""
    text = " ".join(str(value).split())
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def escaped(text: str) -> str:
    """Braces of people are no placeholders."""
    return text.replace("{", "｛").replace("}", "｝")


def dotted(path: Path_) -> str:
    """A path as people write it: ``extra_columns.wbs[0].header``."""
    return "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in path).lstrip(".")
