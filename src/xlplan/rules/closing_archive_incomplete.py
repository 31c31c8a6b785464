"""The project is closed, and its documents are not all in the archive."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.forms.documents import Document
from xlplan.rules.base import Example, Hit, Rule, RuleContext, Scope


def _check(context: RuleContext) -> Iterator[Hit]:
    rows = context.rows("documents", Document)
    if context.template.has("documents") and not any(row.document for row in rows):
        yield Hit("documents", "", "", {"row": _ALL, "columns": _LIST})
    for row in rows:
        blank = [k for k in ("location", "archived_on") if context.missing(row, "documents", k)]
        if row.document and blank:
            params = {"row": row.document, "columns": context.headers("documents", blank)}
            yield Hit("documents", row.id, blank[0], params)


_ALL = Text("归档清单", "the archive list")
_LIST = Text("文档名称", "Document")

RULE = Rule(
    FindingType(
        "CLO010",
        "archive-incomplete",
        Severity.WARNING,
        Text("项目已关闭，“{row}”的“{columns}”未填写", "the project is closed, but “{columns}” of “{row}” is blank"),
        Text(
            "归档后填写存放位置和归档日期；不需归档的删去这一行",
            "file it and say where and when, or remove what is not kept",
        ),
        Text("关闭以后再找文件，往往已经找不到人。", "After the closing nobody is left who knows where a document is."),
    ),
    _check,
    since="closed",
    scope=Scope.MASTER,
    good=(
        Example(
            Text("都已归档", "all in the archive"),
            {
                "basic": {"state": "closed"},
                "documents": [{"document": "设计图纸", "location": "档案室 3 柜", "archived_on": "2026-12-20"}],
            },
        ),
    ),
    bad=(
        Example(
            Text("没归档；没写放在哪里", "not filed; nobody knows where"),
            {
                "basic": {"state": "closed"},
                "documents": [
                    {"document": "设计图纸", "location": "档案室 3 柜"},
                    {"document": "测试报告", "archived_on": "2026-12-20"},
                ],
            },
            (("documents", "f001", "archived_on"), ("documents", "f002", "location")),
        ),
        Example(Text("清单是空的", "the list is empty"), {"basic": {"state": "closed"}}, (("documents", "", ""),)),
    ),
)
