"""The words of the HTML report of findings."""

from __future__ import annotations

from xlplan.core.finding import SEVERITY, Severity
from xlplan.core.text import Text

TITLE = Text("检查结果", "Findings")
MADE = Text("生成于 {time}", "made {time}")
CLEAN = Text("没有发现问题", "Nothing found")
CLEAN_MORE = Text("已检查 {n} 个文件，没有错误、警告和提示。", "{n} file(s) checked: no errors, no warnings, no notes.")
CHECKED = Text("检查过的文件", "Files checked")
COUNTS: dict[Severity, Text] = {
    Severity.ERROR: Text("错误", "errors"),
    Severity.WARNING: Text("警告", "warnings"),
    Severity.INFO: Text("提示", "notes"),
}
ACCEPTED = Text("已接受", "accepted")
FILES = Text("文件", "files")
OVERVIEW = Text("总览", "Overview")
BY_DEPARTMENT = Text("按部门", "By department")
BY_FILE = Text("按文件", "By file")
TOTAL = Text("合计", "Total")
LIST = Text("问题清单", "List of findings")

SEVERITY_COLUMN = Text("级别", "Severity")
PLACE_COLUMN = Text("位置", "Place")
WHAT_COLUMN = Text("问题与处理", "What is wrong, what to do")
WHO_COLUMN = Text("负责", "Concerns")
HINT = Text("怎么改：", "What to do: ")
VALUE = Text("单元格内容：", "In the cell: ")
WHY = Text("为什么", "Why")
UNTIL = Text("有效至 {day}", "until {day}")
WHO_ACCEPTED = Text("{by}，{on}", "{by}, {on}")
REASON = Text("已接受：", "Accepted: ")

FILTERS = Text("筛选", "Filters")
SEARCH = Text("搜索", "Search")
DEPARTMENT = Text("部门", "Department")
OWNER = Text("责任人", "Owner")
FILE = Text("文件", "File")
SHEET = Text("工作表", "Sheet")
CODE = Text("代码", "Code")
GROUP = Text("分组", "Group by")
UNGROUPED = Text("不分组", "none")
ALL = Text("全部", "all")
ACCEPTED_LABEL = Text("已接受的", "Accepted ones")
ACCEPTED_CHOICE = {
    "hide": Text("隐藏", "hide"),
    "show": Text("显示", "show"),
    "only": Text("只看已接受", "only these"),
}
RESET = Text("恢复默认", "Reset")
COPY = Text("复制为文本", "Copy as text")
NONE_SHOWN = Text("没有符合条件的问题。", "No finding matches these filters.")

NOBODY = {
    "department": Text("（未指明部门）", "(no department)"),
    "owner": Text("（未指明责任人）", "(no owner)"),
    "file": Text("（不属于某个文件）", "(no file)"),
    "sheet": Text("（不属于某张表）", "(no sheet)"),
    "code": Text("（无代码）", "(no code)"),
}
SCRIPT = {
    "shown": Text("显示 {shown} 条，共 {total} 条", "{shown} of {total} shown"),
    "items": Text("{n} 条", "{n}"),
    "copied": Text("已复制 {n} 条", "{n} copied"),
    "press": Text("请按 Ctrl+C（⌘C）复制", "press Ctrl+C (⌘C) to copy"),
    "heading": Text("{name}（{n} 条）", "{name} ({n})"),
    **{f"severity.{s.value}": word for s, word in SEVERITY.items()},
    **{f"nobody.{key}": word for key, word in NOBODY.items()},
    "accepted": Text("已接受", "accepted"),
}
"""What the script says, by the names it uses."""
