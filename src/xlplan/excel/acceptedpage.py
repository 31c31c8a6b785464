"""The sheet of accepted findings: what may stand as it is, and why. Read-only."""

from __future__ import annotations

from collections.abc import Sequence

from xlplan.core.text import Text
from xlplan.excel.book import Book, Sheet
from xlplan.excel.listpage import write_list_sheet
from xlplan.excel.tablepage import Head
from xlplan.model.accepted import Accepted
from xlplan.template.resolve import Template

VIEW = "accepted"
TITLE = Text("已接受的问题", "Accepted findings")
HINT = Text(
    "经说明理由接受、不再每周提醒的问题，只读；用 xlplan accept 增加或撤回。单元格一改动就重新提醒。",
    "Findings that may stand, each with its reason; read-only. xlplan accept adds and withdraws them; a cell that changes "
    "is reported again.",
)
BY = Text("自动生成", "generated")
WHAT = Text("检查发现但已接受的问题及理由", "what checking found and was accepted, with reasons")
HEADS = (
    (Text("代码", "Code"), 9),
    (Text("表", "Form"), 16),
    (Text("行", "Row"), 24),
    (Text("列", "Column"), 14),
    (Text("问题（接受时）", "Finding, as accepted"), 44),
    (Text("接受理由", "Reason"), 36),
    (Text("接受人", "By"), 12),
    (Text("日期", "On"), 12),
    (Text("有效至", "Until"), 12),
)
_CENTRED = frozenset((0, 7, 8))


def write_accepted(book: Book, name: str, head: Head, accepted: Sequence[Accepted], template: Template) -> Sheet:
    """Write the sheet."""
    lang = book.lang
    tables = {t.key: (f, t) for f, t in template.tables()}
    rows = []
    for one in accepted:
        form, column = one.table, one.key
        if one.table in tables:
            form = tables[one.table][0].title(lang)
            column = tables[one.table][1].column(one.key).header(lang) if tables[one.table][1].has(one.key) else ""
        until = one.acceptance.until
        said = (one.code, form, one.label, column, one.said, one.acceptance.reason, one.acceptance.by)
        rows.append((*said, one.acceptance.on.isoformat(), until.isoformat() if until else ""))
    columns = [(title(lang), float(width)) for title, width in HEADS]
    return write_list_sheet(book, name, head, VIEW, columns, rows, _CENTRED)
