"""The sheet of decisions: a line for each cell that waits, with everything that is needed to decide it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from xlplan.core.finding import Severity
from xlplan.core.kinds.base import Ctx
from xlplan.excel import decisionwords as w
from xlplan.excel.book import Book, Sheet
from xlplan.excel.look import ACCENT, DOUBTFUL, FILL, FIRST_LINE, LINE, LINK, PAPER, RULE, body
from xlplan.excel.marks import Mark
from xlplan.excel.sheets import FIRST_COLUMN, ID_COLUMN
from xlplan.excel.tablepage import KEY_ROW, MARKER, Head, line_count, print_setup, write_head
from xlplan.forms.base import Party
from xlplan.merging.words import BLANK, OUTCOMES, REASONS, Outcome, Reason, shown
from xlplan.model.pending import LETTERS, CellKey, Claim, Pending
from xlplan.template.resolve import Template
from xlplan.twins.engine import HEADER_ROW

Where = Callable[[CellKey], "tuple[str, str] | None"]
"""Sheet and address of a cell of the plan, None where its row is not on any."""
MOST_CLAIMS = 8
"""Claims that get a column of their own; more of one cell stand together in the last one."""
MOST = 2_000
"""Characters of a value that are shown."""


def write_decisions(
    book: Book, name: str, head: Head, pending: Sequence[Pending], template: Template, ctx: Ctx, where: Where
) -> Sheet:
    """Write the sheet."""
    return _Page(book, name, head, pending, template, ctx, where).write()


class _Page:
    def __init__(
        self, book: Book, name: str, head: Head, pending: Sequence[Pending], template: Template, ctx: Ctx, where: Where
    ) -> None:
        self.book, self.head, self.pending = book, head, pending
        self.template, self.ctx, self.where, self.lang = template, ctx, where, book.lang
        self.sheet = book.sheet(name)
        self.words = _Words(template, ctx)
        claims = max(1, min(MOST_CLAIMS, max((len(p.claims) for p in pending), default=1)))
        zh = self.lang == "zh"
        lead = [
            ("no", w.NUMBER, 6),
            ("kind", w.KIND, 9),
            ("form", w.FORM, 17),
            ("row", w.ROW, 25),
            ("column", w.COLUMN, 14 if zh else 22),
        ]
        values = [("base", w.BASE, 17), ("present", w.PRESENT, 19)]
        asks = [("pick", w.PICK, 14 if zh else 16), ("own", w.OWN, 18), ("why", w.WHY, 34 if zh else 40)]
        self.columns: list[tuple[str, str, float]] = [(k, t(self.lang), width) for k, t, width in (*lead, *values)]
        self.columns += [(f"claim:{letter}", letter, 27.0) for letter in LETTERS[:claims]]
        self.columns += [(k, t(self.lang), width) for k, t, width in asks]

    def write(self) -> Sheet:
        ws = self.sheet.ws
        write_head(self.sheet, self.head)
        ws.set_column(ID_COLUMN, ID_COLUMN, 8, None, {"hidden": True})
        ws.set_row(KEY_ROW, None, None, {"hidden": True})
        self.sheet.text(KEY_ROW, ID_COLUMN, MARKER + w.VIEW, body())
        for col, (key, title, width) in enumerate(self.columns, FIRST_COLUMN):
            ws.set_column(col, col, width)
            self.sheet.text(KEY_ROW, col, key, body())
            top = {"bg_color": "#8A6D1A"} if key in ("pick", "own") else {"bg_color": ACCENT}
            style = body(
                bold=True, font_color=PAPER, align="center", text_wrap=True, border=1, border_color=RULE, **top
            )
            self.sheet.text(HEADER_ROW - 1, col, title, style)
        ws.set_row(HEADER_ROW - 1, 24)
        for n, waits in enumerate(self.pending):
            self._line(HEADER_ROW + n, n + 1, waits)
        last = HEADER_ROW + len(self.pending) - 1
        ws.autofilter(HEADER_ROW - 1, ID_COLUMN, last, len(self.columns))
        ws.freeze_panes(HEADER_ROW, FIRST_COLUMN + 5)
        print_setup(self.sheet, self.head, (HEADER_ROW - 1, HEADER_ROW - 1))
        ws.print_area(0, 0, last, len(self.columns))
        return self.sheet

    def _line(self, row: int, number: int, waits: Pending) -> None:
        plain = body(text_wrap=True, valign="top", align="left", indent=1, border=1, border_color=RULE, num_format="@")
        middle = {**plain, "align": "center", "indent": 0}
        conflict = any(c.outcome == Outcome.CONFLICT for c in waits.claims)
        kind = (OUTCOMES[Outcome.CONFLICT] if conflict else w.NOT_TAKEN)(self.lang)
        words, column = self.words, self.template.table(waits.table).column(waits.key)
        bases = {repr(c.base) for c in waits.claims}
        base = words.value(waits, waits.claims[0].base) if len(bases) == 1 else w.VARIOUS(self.lang)
        spec = column.kind.spec()
        texts: dict[str, str] = {
            "form": self.template.form_of(waits.table).title(self.lang),
            "row": waits.label,
            "column": column.header(self.lang),
            "base": base,
            "present": words.value(waits, waits.present),
            "why": words.why(waits),
        }
        named = (waits.mark, w.seal(texts["row"], texts["column"]), *waits.cell)
        self.sheet.text(row, ID_COLUMN, " ".join(named), body(num_format="@"))
        for n, (letter, claim) in enumerate(waits.lettered):
            key = f"claim:{LETTERS[min(n, MOST_CLAIMS - 1)]}"
            said = words.claim(waits, claim, with_base=len(bases) > 1)
            texts[key] = f"{texts[key]}\n{letter}: {said}" if key in texts else said
        lines = 1
        for col, (key, _, width) in enumerate(self.columns, FIRST_COLUMN):
            text = texts.get(key, "")
            lines = max(lines, line_count(text, width))
            if key == "no":
                self.sheet.put(row, col, number, {**middle, "num_format": "0"})
            elif key == "kind":
                self.sheet.text(
                    row, col, kind, {**middle, "bg_color": DOUBTFUL if conflict else PAPER, "bold": conflict}
                )
            elif key == "column" and (at := self.where(waits.cell)):
                link = {k: v for k, v in LINK.items() if k in ("font_color", "underline")}
                self.sheet.link(row, col, at[0], text, {**plain, **link}, at[1])
            elif key in ("pick", "own"):
                style = {**middle, "bg_color": FILL[Party.PM], "valign": "vcenter"}
                if key == "own":
                    style["num_format"] = spec.number_format
                self.sheet.text(row, col, waits.picked if key == "pick" else waits.own, style)
                if key == "pick":
                    options = [c(self.lang) for c in w.choices(waits, self.template)]
                    self.sheet.validation(
                        row, col, row, {"validate": "list", "source": options, "error_type": "warning"}
                    )
            else:
                self.sheet.text(row, col, text, plain)
        self.sheet.ws.set_row(row, min(400.0, FIRST_LINE + LINE * (lines - 1)))


class _Words:
    """How values and claims are put to people."""

    def __init__(self, template: Template, ctx: Ctx) -> None:
        self.template, self.ctx, self.lang = template, ctx, ctx.lang

    def value(self, waits: Pending, value: object) -> str:
        text = shown(self.template.table(waits.table), waits.key, value, self.ctx) or BLANK(self.lang)
        return text if len(text) <= MOST else text[: MOST - 1] + "…"

    def who(self, claim: Claim) -> str:
        return self.ctx.names.label("dept", claim.department) if claim.department else w.BY(self.lang)

    def claim(self, waits: Pending, claim: Claim, with_base: bool) -> str:
        """The value, then in a line of its own whose it is and from which file."""
        source = w.FROM(self.lang, who=self.who(claim), file=claim.file)
        if claim.modified_by and claim.modified_by != "xlplan":  # not saved by anybody since it was issued
            source += w.SAVED_BY(self.lang, name=claim.modified_by)
        value = self.value(waits, claim.value)
        if with_base:
            value = f"{self.value(waits, claim.base)} → {value}"
        return f"{value}\n{source}"

    def why(self, waits: Pending) -> str:
        """The reasons of the claims, each once with the letters that it is about."""
        reasons: dict[str, list[str]] = {}
        for letter, claim in waits.lettered:
            known = claim.reason in list(Reason)
            text = REASONS[Reason(claim.reason)](self.lang) if known and claim.reason else ""
            reasons.setdefault(text or w.DIFFER(self.lang), []).append(letter)
        if len(reasons) == 1:
            return next(iter(reasons))
        return "\n".join(f"{'/'.join(letters)}: {text}" for text, letters in reasons.items())


def pending_marks(pending: Sequence[Pending], template: Template, ctx: Ctx) -> dict[CellKey, Mark]:
    """The mark on each cell of the plan that waits: a note that says what is claimed and where to decide."""
    words = _Words(template, ctx)
    marks = {}
    for n, waits in enumerate(pending, 1):
        said = "\n".join(f"{letter}: {words.value(waits, c.value)} ({words.who(c)})" for letter, c in waits.lettered)
        marks[waits.cell] = Mark(Severity.WARNING, w.SEE(ctx.lang, n=n, said="\n" + said))
    return marks
