"""Predecessors as people write them: ``1.2; 1.3SS+2d；2.1 FF-1`` — held by task id, written in one spelling."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from xlplan.core.cell import BLANK, Cell, Problem, Value
from xlplan.core.kinds.base import CellValue, Ctx, ExcelSpec, Kind
from xlplan.core.kinds.reference import resolve
from xlplan.core.link import LINK_TYPES, Link
from xlplan.core.normal import clean
from xlplan.core.raw import RawCell
from xlplan.core.text import Text

_SEPARATOR = re.compile(r"[;；,，、\n]+")
_TAIL = re.compile(r"(?P<type>FS|SS|FF|SF)?\s*(?:(?P<lag>[+-]\s*\d+)\s*(?P<unit>ed|d|天|日|个?工作日|days?)?)?$", re.I)
_CHINESE = {"完成-开始": "FS", "开始-开始": "SS", "完成-完成": "FF", "开始-完成": "SF"}
MAX_LAG = 3650


def _parts(token: str, ctx: Ctx) -> tuple[str, str, str, str] | None:
    """Code, type, lag and unit of one token; the longest known code wins, so that codes may end in letters."""
    for words, type_ in _CHINESE.items():
        token = token.replace(words, type_)
    match = _TAIL.search(token)
    if match is None:
        return None
    head = token[: match.start()].strip()
    if match.start() == len(token) or ctx.names.find("task", token) or ctx.names.has("task", token):
        return token, "FS", "0", ""
    return head, (match["type"] or "FS").upper(), (match["lag"] or "0").replace(" ", ""), match["unit"] or ""


class PredecessorsKind(Kind):
    """Any number of links with type FS, SS, FF or SF and a lag in working days (d) or calendar days (ed)."""

    name: ClassVar[str] = "predecessors"

    def read(self, raw: RawCell, ctx: Ctx) -> Cell:
        if isinstance(raw.value, float) and not raw.value.is_integer() and len(raw.text.rsplit(".", 1)[-1]) == 1:
            return Problem(raw.text, "code-as-number", {"other": raw.text + "0"})
        source = raw.text.replace("\r", "\n")
        links: list[Link] = []
        for token in (clean(t) for t in _SEPARATOR.split(source)):
            if not token or token in ("-", "—", "无"):
                continue
            link = self._link(token, ctx)
            if isinstance(link, Problem):
                return Problem(raw.text, link.code, link.params)
            if any(known[:2] == link[:2] for known in links):
                return Problem(raw.text, "predecessor-twice", {"part": token})
            links.append(link)
        if not links:
            return BLANK
        value = tuple(sorted(links))
        canonical = set(str(self.to_cell(value, ctx)).split("; "))
        typed = {t.strip() for t in _SEPARATOR.split(source) if t.strip()}
        return Value(value, raw.text, "" if typed == canonical else "spelling")

    def _link(self, token: str, ctx: Ctx) -> Link | Problem:
        parts = _parts(token, ctx)
        if parts is None:
            return Problem(token, "predecessor-unreadable", {"part": token})
        code, type_, lag, unit = parts
        got = resolve(ctx.names, "task", code)
        if isinstance(got, Problem):
            known = got.code == "name-ambiguous" or re.fullmatch(r"[\w.\- ]+", code) is not None
            return Problem(token, got.code if known else "predecessor-unreadable", {**got.params, "part": token})
        if abs(int(lag)) > MAX_LAG or type_ not in LINK_TYPES:
            return Problem(token, "predecessor-unreadable", {"part": token})
        return Link(got[0], type_, int(lag), unit.lower() == "ed")

    def to_cell(self, value: tuple[Link, ...], ctx: Ctx) -> CellValue:
        return "; ".join(ctx.names.task_code(link.predecessor) + link.suffix() for link in value)

    def freeze(self, value: tuple[Link, ...]) -> list[list[Any]]:
        return [list(link) for link in sorted(value)]

    def thaw(self, data: Any) -> tuple[Link, ...]:
        return tuple(sorted(Link(p, t, int(lag), bool(e)) for p, t, lag, e in data))

    def to_doc(self, value: tuple[Link, ...], ctx: Ctx) -> str:
        return str(self.to_cell(value, ctx))

    def from_doc(self, data: Any, ctx: Ctx) -> Cell:
        return super().from_doc(str(data) if isinstance(data, (int, float)) else data, ctx)

    def spec(self) -> ExcelSpec:
        return ExcelSpec(align="left", width=16)

    def describe(self) -> Text:
        return Text("前置任务编码，如 1.2; 1.3SS+2d", "task codes such as 1.2; 1.3SS+2d")
