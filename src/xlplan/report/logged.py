"""What happened to a master, as tables and as data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from xlplan.core.kinds.base import Ctx, JsonValue
from xlplan.core.text import Lang, Text
from xlplan.merging.words import BLANK, OUTCOMES, REASONS, Outcome, Reason, shown
from xlplan.model.history import HEADS, Event, command_words, listed, when_words
from xlplan.model.journal import EditRecord, Line, Revision
from xlplan.report.changed import change_line
from xlplan.report.columns import one_line, table
from xlplan.template.resolve import Template

_NUMBERS = range(3, 8)
BESIDE = Text("另存为 {file}", "as {file}")
CURRENT, OTHER = "*", " "
ROW = {"new": Text("新增一行", "a row is new"), "gone": Text("去掉一行", "a row is gone")}
ORIGINS: Mapping[str, Text] = {
    "own": Text("项目经理在主计划里的改动", "the project manager's own edits in the master"),
    "file": Text("交回文件里的改动", "edits of returned files"),
    "decision": Text("项目经理的裁定", "what the project manager decided"),
    "program": Text("程序写入", "written by the command"),
}
NOTHING = Text("没有逐格的记录", "no single cells are recorded")


def log_text(lines: Sequence[Line], lang: Lang) -> str:
    """The writings as a table, newest first; the one at hand is marked."""
    rows = [[OTHER, *(head(lang) for head in HEADS)]]
    for line in reversed(lines):
        event = line.event
        files = listed(event.files, lang)
        if line.beside:
            files = "  ".join(x for x in (files, BESIDE(lang, file=line.file)) if x)
        rows.append(
            [
                CURRENT if line.current else OTHER,
                f"r{event.revision}",
                when_words(event.when),
                command_words(event, lang),
                *(str(n) if n else "" for n in event.counts),
                files,
            ]
        )
    return "\n".join(table(rows, right=[n + 1 for n in _NUMBERS]))


def line_dict(line: Line) -> dict[str, Any]:
    """A writing with stable keys, for programs."""
    event = line.event
    return {
        "revision": event.revision,
        "when": event.when,
        "command": event.command,
        "files": list(event.files),
        "own": event.own,
        "applied": event.applied,
        "identical": event.identical,
        "conflicts": event.conflicts,
        "rejected": event.rejected,
        "target": event.target,
        "written_as": line.file,
        "user": line.user,
        "beside": line.beside,
        "in_journal": line.seq is not None,
        "current": line.current,
    }


class Cells:
    """Forms, rows, columns and values as people know them."""

    def __init__(self, template: Template, ctx: Ctx) -> None:
        self.template, self.ctx, self.lang = template, ctx, ctx.lang
        self.tables = {t.key: t for _, t in template.tables()}

    def place(self, form: str, label: str, field: str) -> str:
        """Form, row and column; keys where the template has them no more."""
        if form not in self.tables:
            return f"{form} · {label} · {field}"
        parts = [self.template.form_of(form).title(self.lang), label]
        found = self.tables[form]
        if field:
            parts.append(found.column(field).header(self.lang) if found.has(field) else field)
        return " · ".join(parts)

    def value(self, form: str, field: str, value: JsonValue) -> str:
        """A frozen value, on one line."""
        if value is None:
            return BLANK(self.lang)
        known = form in self.tables and self.tables[form].has(field)
        return one_line(shown(self.tables[form], field, value, self.ctx) if known else str(value))

    def who(self, department: str | None) -> str:
        return self.ctx.names.label("dept", department) if department else ""

    def change(self, form: str, label: str, field: str, before: JsonValue, after: JsonValue, row: str) -> str:
        """A change on one line."""
        place = self.place(form, label, field)
        if not field:
            return f"{place} · {ROW[row](self.lang)}" if row in ROW else place
        return change_line(place, self.value(form, field, before), self.value(form, field, after), self.lang)


def verdict(edit: EditRecord, lang: Lang) -> str:
    """What became of an edit, and why."""
    outcome = OUTCOMES[Outcome(edit.outcome)](lang) if edit.outcome in set(Outcome) else edit.outcome
    reason = REASONS[Reason(edit.reason)](lang) if edit.reason in set(Reason) else edit.reason
    return (f"{outcome}：{reason}" if lang == "zh" else f"{outcome}: {reason}") if reason else outcome


def edits_text(edits: Iterable[EditRecord], template: Template, ctx: Ctx) -> str:
    """The edits of a writing, by where they came from."""
    cells, lang, lines = Cells(template, ctx), ctx.lang, []
    found = list(edits)
    for origin, title in ORIGINS.items():
        own = [e for e in found if e.origin == origin]
        if own:
            lines.append(f"{title(lang)} ({len(own)})")
        for e in own:
            before = e.base if origin == "file" else e.before
            lines.append(f"    {cells.change(e.form, e.label, e.field, before, e.value, e.change)}")
            if origin == "file":
                lines.append(
                    "        " + "  ".join(x for x in (cells.who(e.department), e.file, verdict(e, lang)) if x)
                )
    return "\n".join(lines) or NOTHING(lang)


def edit_dict(edit: EditRecord) -> dict[str, Any]:
    """An edit with stable keys: the values are those of the journal."""
    return {
        "origin": edit.origin,
        "form": edit.form,
        "row_id": edit.row,
        "field": edit.field,
        "label": edit.label,
        "base": edit.base,
        "before": edit.before,
        "value": edit.value,
        "row": edit.change,
        "outcome": edit.outcome,
        "reason": edit.reason,
        "department": edit.department,
        "file": edit.file,
        "sha256": edit.sha256,
        "place": edit.place,
    }


DECIDED = Text("项目经理（裁定）", "project manager (decided)")
PM = Text("项目经理", "project manager")
PROGRAM = Text("程序（{command}）", "the command ({command})")
UNRECORDED = Text(
    "主计划写出之后手工改的，下次写入时记入日志", "typed since the master was written; the next command records it"
)
NOW = Text("现值：{value}", "now: {value}")
UNCHANGED = Text("自 r{revision}（{when}）以来没有改动", "not changed since r{revision} ({when})")


def blame_text(
    place: tuple[str, str, str],
    now: JsonValue,
    unrecorded: bool,
    found: Sequence[tuple[Revision, EditRecord]],
    since: Revision | None,
    template: Template,
    ctx: Ctx,
) -> str:
    """The history of a cell, newest first. ``place`` is form, label of the row, column.

    ``unrecorded``: what it says now was typed since the master was written.
    """
    cells, lang = Cells(template, ctx), ctx.lang
    form, label, field = place
    lines = [cells.place(form, label, field), "    " + NOW(lang, value=cells.value(form, field, now))]
    if unrecorded:
        lines.append("    " + UNRECORDED(lang))
    rows = []
    for r, e in found:
        command = command_words(Event(r.number, r.at, r.command, target=r.target), lang)
        who = (
            {"own": PM(lang), "decision": DECIDED(lang), "program": PROGRAM(lang, command=command)}.get(e.origin)
            or cells.who(e.department)
            or PM(lang)
        )
        value = cells.value(form, field, e.value)
        said = verdict(e, lang) if e.origin == "file" else ""
        rows.append([f"r{r.number}", when_words(r.at), value, who, e.file, said])
    lines += [f"    {line}" for line in table(rows)]
    if since is not None and not unrecorded and not any(e.outcome == Outcome.APPLIED for _, e in found):
        lines.append("    " + UNCHANGED(lang, revision=since.number, when=when_words(since.at)))
    return "\n".join(lines)


def blame_dict(
    cell: tuple[str, str, str], label: str, now: JsonValue, found: Sequence[tuple[Revision, EditRecord]]
) -> dict[str, Any]:
    """The history of a cell with stable keys, newest first."""
    history = [
        {"revision": r.number, "when": r.at, "command": r.command, "user": r.user, **edit_dict(e)} for r, e in found
    ]
    return {"form": cell[0], "row_id": cell[1], "field": cell[2], "label": label, "now": now, "history": history}
