"""Why a file without an identity is none of ours, or no longer known to be: what it is most like, and by how much."""

from __future__ import annotations

from xlplan.core.finding import Finding, Place
from xlplan.core.raw import RawWorkbook
from xlplan.core.text import Text
from xlplan.excel import file_findings as f
from xlplan.excel.identity import PREFIX
from xlplan.excel.locate import Locator, markers
from xlplan.template.resolve import Template

_LIKE = Text(
    "“{sheet}”有 {found}/{of} 列与“{table}”相同，但文件里没有 xlplan 的标识",
    "“{sheet}” has {found} of {of} columns of “{table}”, but the file carries no mark of xlplan",
)
_UNLIKE = Text(
    "没有 xlplan 的标识，{count} 张表的列标题也与任何表单都不相符",
    "it carries no mark of xlplan, and the headers of its {count} sheets are like those of no form",
)


def foreign_finding(book: RawWorkbook, template: Template) -> Finding:
    """The one line about a workbook that does not say which project and department it belongs to."""
    place = Place(book.name)
    ours = [s.name for s in book.sheets if any(True for _ in markers(s))]
    if ours or any(k.startswith(PREFIX) for k in book.properties):
        shown = "、".join(ours[:3]), ", ".join(ours[:3])
        return Finding(f.IDENTITY_LOST, place, {"sheets": Text(*shown), "count": len(ours)})
    best = Locator(book, template, "zh", lambda _: None).most_like()
    if best is None:
        return Finding(f.FOREIGN, place, {"why": _filled(_UNLIKE, count=len(book.sheets))})
    table = best.table
    params = {"found": len(best.columns), "of": len(table.columns), "table": table.title, "sheet": best.sheet.name}
    return Finding(f.FOREIGN, place, {"why": _filled(_LIKE, **params)})


def _filled(text: Text, **params: object) -> Text:
    return Text(text("zh", **params), text("en", **params))
