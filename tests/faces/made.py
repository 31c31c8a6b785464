"""Findings as they come out of a round, and some whose every text means something to a browser or to Excel."""

from __future__ import annotations

import datetime as dt

from xlplan.core.finding import Acceptance, Concern, Finding, FindingType, Place, Severity
from xlplan.core.text import Text

MADE = dt.datetime(2026, 11, 20, 18, 0)
HOSTILE = (
    "<script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "'><img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "<!--",
    "]]>",
    "&lt;b&gt; &amp;amp;",
    "javascript:alert(1)",
    "http://example.org/x",
    "//example.org/x",
    "url(http://example.org/x)",
    "=HYPERLINK(A1)",
    "+1",
    "-1",
    "@SUM(1)",
    "two\nlines\tand a tab",
    "\u202eright to left",
    "{value} {name}",
    "_x0041_",
    "#severity=error&q=1",
)
MISSING = FindingType(
    "TST001",
    "missing",
    Severity.ERROR,
    Text("“{column}”未填写", "“{column}” is blank"),
    Text("补上{column}", "fill in {column}"),
    Text("必填项", "it is needed"),
)
LATE = FindingType(
    "TST002",
    "late",
    Severity.WARNING,
    Text("任务“{column}”已过期", "task “{column}” is overdue"),
    Text("更新状态", "update its state"),
    Text("过期的任务会拖累别人", "late tasks hold up others"),
)
READ = FindingType(
    "TST100",
    "read",
    Severity.INFO,
    Text("“{value}”已统一写法", "“{value}” was made uniform"),
    Text("如不正确请改正", "correct it if that is wrong"),
    Text("逐条记录", "each one is recorded"),
)
ACCEPTED = Acceptance("客户已同意", "王强", dt.date(2026, 11, 18), dt.date(2026, 12, 4))
RD, MARKET = "研发部 第3轮.xlsx", "市场部.xlsx"
FILES = (RD, MARKET, "客服部.xlsx")


def _one(type_: FindingType, file: str, cell: str, department: str, owner: str, accepted: bool = False) -> Finding:
    place = Place(file, "项目进度跟踪表", cell, "progress", f"t{cell[1:]}@3", "finish")
    params = {"column": Text("预计完成", "Forecast finish")}
    given = ACCEPTED if accepted else None
    return Finding(type_, place, params, "12月中旬" if type_ is READ else "", Concern(department, owner), given)


ROUND = (
    _one(MISSING, RD, "W9", "研发部", "刘洋"),
    _one(MISSING, RD, "W10", "研发部", "杨帆"),
    _one(LATE, RD, "B11", "研发部", "刘洋"),
    _one(LATE, RD, "B12", "研发部", "", accepted=True),
    _one(READ, RD, "C13", "研发部", "刘洋"),
    _one(MISSING, MARKET, "W7", "市场部", "孙悦"),
    _one(READ, MARKET, "C8", "市场部", "孙悦"),
    Finding(LATE, Place(MARKET), {"column": "表"}),
    Finding(READ, Place("计划.yaml", cell="line 12", form="wbs"), {}, "x"),
)
"""Of 9 findings in 4 files 5 are errors and warnings that nobody accepted; 3 are notes, one was accepted."""


def hostile() -> list[Finding]:
    """Every text in every place that shows one."""
    found = []
    for n, text in enumerate(HOSTILE):
        type_ = FindingType(
            f"TST{n:03d}", text, Severity.ERROR, Text("{column}", "{column}"), MISSING.hint, MISSING.why
        )
        place = Place(text, text, f"A{n + 1}", text, text, text)
        accepted = Acceptance(text, text, dt.date(2026, 1, 1)) if n % 2 else None
        found.append(Finding(type_, place, {"column": text}, text, Concern(text, text), accepted))
    return found
