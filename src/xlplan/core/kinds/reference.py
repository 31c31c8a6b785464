"""References to departments, people and tasks: ids inside, names and codes on the sheet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, ClassVar

from xlplan.core.cell import Blank, Cell, Problem, Value
from xlplan.core.kinds.base import CellValue, Ctx, ExcelSpec, Kind, ListSource
from xlplan.core.kinds.mentions import person_with_title, reference_doubt
from xlplan.core.kinds.wording import is_none, is_not_yet, is_sign, trimmed
from xlplan.core.names import Names, Target, one_line
from xlplan.core.normal import SEPARATORS, clean, key
from xlplan.core.raw import RawCell
from xlplan.core.text import Text

_WHAT: dict[Target, Text] = {
    "dept": Text("部门", "department"),
    "person": Text("人员", "person"),
    "task": Text("任务", "task"),
}
_ROW = Text("行", "row")
_AND = re.compile(r"\s*(?:以及|[和及与])\s*|\s+(?:and\s+)?", re.IGNORECASE)
_AND_SIGN = re.compile(r"\s*(?:以及|[和及与&+])\s*")
_EVERY = frozenset(
    map(key, ("全部", "所有", "各部门", "所有部门", "全部部门", "全体", "all", "all departments", "everyone"))
)
_MANY = 12
_LIST: dict[Target, str] = {"dept": "departments", "person": "people", "task": "tasks"}


def resolve(names: Names, target: Target, text: str, called: Text | None = None) -> tuple[str, str] | Problem:
    """The id meant by ``text`` and the repair it took; ``1.2 name`` is read by its code. ``called``: what is looked for."""
    what = called or _WHAT[target]
    found = names.find(target, text)
    repair = "" if len(found) == 1 and clean(names.label(target, found[0])) == clean(text) else "spelling"
    if not found and target not in ("dept", "person") and " " in clean(text):
        found = names.find(target, clean(text).split(" ", 1)[0])
    if not found and target not in _WHAT:  # a title is known by its beginning
        found = names.find(target, one_line(text) or "")
    if not found and names.has(target, text.strip()):
        found = [text.strip()]
    if len(found) == 1:
        return found[0], repair
    if found:
        return Problem(text, "name-ambiguous", {"what": what, "count": len(found)})
    return Problem(text, "name-unknown", {"what": what, "near": names.close(target, text), "target": target})


@dataclass(frozen=True)
class ReferenceKind(Kind):
    """One department, person, task, or row of another table; ``what`` names the latter."""

    to: Target
    what: Text | None = None
    name: ClassVar[str] = "ref"

    def takes_error_text(self, text: str, ctx: Ctx) -> bool:
        return bool(ctx.names.find(self.to, text))

    def read(self, raw: RawCell, ctx: Ctx) -> Cell:
        text = clean(raw.text)
        got = resolve(ctx.names, self.to, text, self.what)
        if not isinstance(got, Problem):
            return Value(got[0], raw.text, got[1] if self.to in ("dept", "person") else "")
        if is_sign(text):
            return Blank(raw.text)
        if self.to == "person" and (titled := person_with_title(ctx.names, text)):
            return Value(titled[0], raw.text, titled[1])
        plain = resolve(ctx.names, self.to, trimmed(text).lstrip("@"), self.what)
        if not isinstance(plain, Problem):
            return Value(plain[0], raw.text, "spelling")
        return reference_doubt(raw.text, got, self.to, ctx.names, self.what or _WHAT.get(self.to, _ROW))

    def to_cell(self, value: str, ctx: Ctx) -> CellValue:
        return ctx.names.reference(self.to, value)

    def to_doc(self, value: str, ctx: Ctx) -> str:
        return ctx.names.task_code(value) if self.to == "task" else ctx.names.reference(self.to, value)

    def from_doc(self, data: Any, ctx: Ctx) -> Cell:
        return super().from_doc(str(data) if isinstance(data, (int, float)) else data, ctx)

    def spec(self) -> ExcelSpec:
        short = self.to in ("dept", "person")
        width = {"dept": 12, "person": 11}.get(self.to, 24)
        return ExcelSpec(
            align="center" if short else "left", width=width, check=ListSource(_LIST.get(self.to, self.to))
        )

    def describe(self) -> Text:
        if self.what is not None:
            return Text(f"选择{self.what.zh}", f"choose a {self.what.en}")
        return {
            "dept": Text("选择部门", "choose a department"),
            "person": Text("选择人员（一人）", "choose one person"),
            "task": Text("选择任务（编码 名称）", "choose a task (code name)"),
        }[self.to]


@dataclass(frozen=True)
class ManyKind(Kind):
    """Several departments; any usual separator, order and repetition do not count."""

    to: Target
    name: ClassVar[str] = "many"

    def takes_error_text(self, text: str, ctx: Ctx) -> bool:
        return bool(ctx.names.find(self.to, text))

    def read(self, raw: RawCell, ctx: Ctx) -> Cell:
        text = clean(raw.text)
        if not ctx.names.find(self.to, text) and (is_sign(text) or is_none(text)):
            return Blank(raw.text)
        return self._read_list(self._parts(raw.text, ctx), raw.text, ctx)

    def _parts(self, text: str, ctx: Ctx) -> list[str]:
        """The entries of a cell. A name may hold what separates entries elsewhere: the longest known name counts."""
        bits = SEPARATORS.split(text)
        marks = [*SEPARATORS.findall(text), ""]
        parts: list[str] = []
        at = 0
        while at < len(bits):
            for end in range(len(bits), at, -1):
                joined = "".join(b + m for b, m in zip(bits[at:end], [*marks[at : end - 1], ""], strict=True)).strip()
                if end == at + 1 or ctx.names.find(self.to, joined):
                    break
            if joined:
                parts.append(joined)
            at = end
        return parts

    def _read_list(self, parts: list[str], text: str, ctx: Ctx) -> Cell:
        ids: list[str] = []
        split = [self._joined(given, ctx) for given in parts]
        repair = "spelling" if any(len(p) > 1 for p in split) else ""
        for part in (p for pieces in split for p in pieces):
            got = resolve(ctx.names, self.to, part)
            if isinstance(got, Problem):
                if is_not_yet(clean(part)):
                    return Problem(text, "not-yet-known")
                near = got.params.get("near") or self._all(part, ctx)
                return Problem(text, got.code, {**got.params, "part": part, "near": near})
            if part not in (ctx.names.label(self.to, got[0]), ctx.names.reference(self.to, got[0])):
                repair = repair or "spelling"
            if got[0] in ids:
                repair = "repeated"
            else:
                ids.append(got[0])
        return Value(tuple(sorted(ids)), text, repair) if ids else Blank(text)

    def _joined(self, part: str, ctx: Ctx) -> list[str]:
        """An entry with 和, 及 or & in it, as the names on both sides where all of them are known."""
        if ctx.names.find(self.to, part):
            return [part]
        for between in (_AND, _AND_SIGN):
            pieces = [p.strip() for p in between.split(clean(part)) if p.strip()]
            if all(len(ctx.names.find(self.to, p)) == 1 for p in pieces):
                return pieces
        return [part]

    def _all(self, part: str, ctx: Ctx) -> str:
        """Every entry that there is, where a cell says so in a word."""
        labels = ctx.names.labels.get(self.to, {})
        if key(part) not in _EVERY or not 0 < len(labels) <= _MANY:
            return ""
        return str(self.to_cell(tuple(labels), ctx))

    def to_cell(self, value: tuple[str, ...], ctx: Ctx) -> CellValue:
        return ("、" if ctx.lang == "zh" else "; ").join(ctx.names.reference(self.to, v) for v in value)

    def freeze(self, value: tuple[str, ...]) -> list[str]:
        return sorted(value)

    def thaw(self, data: Any) -> tuple[str, ...]:
        return tuple(sorted(data))

    def to_doc(self, value: tuple[str, ...], ctx: Ctx) -> list[str]:
        return [ctx.names.reference(self.to, v) for v in value]

    def from_doc(self, data: Any, ctx: Ctx) -> Cell:
        if isinstance(data, list):
            return self._read_list([str(d) for d in data], "、".join(map(str, data)), ctx)
        return super().from_doc(data, ctx)

    def spec(self) -> ExcelSpec:
        return ExcelSpec(align="left", width=16)

    def describe(self) -> Text:
        return Text("部门，多个用顿号隔开", "departments, separated by semicolons")

    def schema(self) -> dict[str, Any]:
        return {"type": ["array", "string"], "items": {"type": "string"}}
