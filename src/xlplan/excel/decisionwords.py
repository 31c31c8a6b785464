"""The sheet of decisions: its words, how a choice is spelt, and how it is read back."""

from __future__ import annotations

import re
import zlib

from xlplan.core.normal import clean, key
from xlplan.core.text import LANGS, Text
from xlplan.merging.settle import both
from xlplan.model.pending import Pending, Pick
from xlplan.model.snapshot import is_unread
from xlplan.template.resolve import Template

VIEW = "decisions"
"""What marks the sheet as the program's."""
TITLE = Text("待裁定事项", "Decisions")
HINT = Text(
    "每行一个单元格：在“裁定”里选（可只裁定一部分），保存后运行 xlplan merge 主计划.xlsx。没有裁定的保持主计划现值。",
    "A cell in each line: pick a decision (some are enough), save, run xlplan merge MASTER.xlsx. The rest keeps its value.",
)
WHAT = Text("冲突和未采用的改动，等项目经理裁定", "conflicts and edits not taken, for the project manager to decide")
BY = Text("项目经理", "project manager")
NUMBER = Text("序号", "No.")
KIND = Text("类别", "Kind")
FORM = Text("工作表", "Sheet")
ROW = Text("行", "Row")
COLUMN = Text("列", "Column")
BASE = Text("下发时", "When issued")
PRESENT = Text("主计划现值", "Master now")
PICK = Text("裁定", "Decision")
OWN = Text("自填的值", "Own value")
WHY = Text("为什么要裁定", "Why it is asked")
NOT_TAKEN = Text("未采用", "not taken")
DIFFER = Text("几方填的不一样", "they say different things")
VARIOUS = Text("（各不相同）", "(different)")
FROM = Text("—{who}，{file}", "— {who}, {file}")
SAVED_BY = Text("，{name} 保存", ", saved by {name}")
KEEP = Text("保留现值", "keep present")
TAKE = Text("采用 {letter}", "take {letter}")
BOTH = Text("两段都要", "both in turn")
OWN_VALUE = Text("自填", "own value")
SEE = Text("待裁定（第 {n} 项）：{said}", "To decide (no. {n}): {said}")
_KEEP = frozenset(
    map(key, ("保留", "保留现值", "维持", "不采用", "不采纳", "keep", "keep present", "present", "reject"))
)
_BOTH = frozenset(map(key, ("两段都要", "两者", "都要", "both", "both in turn")))
_OWN = frozenset(map(key, ("自填", "自填的值", "其他", "own", "own value", "other")))
_TAKE = re.compile(r"(?:采用|采纳|取|选|take|accept)?\s*([A-Z])", re.IGNORECASE)


def choices(waits: Pending, template: Template) -> list[Text]:
    """What can be picked for a cell."""
    takes = [
        Text(*(TAKE(lang, letter=letter) for lang in LANGS)) for letter, c in waits.lettered if not is_unread(c.value)
    ]
    return [KEEP, *takes, *([BOTH] if both(waits, template) else []), OWN_VALUE]


def read_pick(text: str) -> tuple[Pick, str] | None:
    """What a choice says and the letter that it names; None for what nobody understands."""
    said = key(text)
    if said in _KEEP:
        return Pick.KEEP, ""
    if said in _BOTH:
        return Pick.BOTH, ""
    if said in _OWN:
        return Pick.OWN, ""
    match = _TAKE.fullmatch(clean(text))
    return (Pick.TAKE, match[1].upper()) if match else None


def seal(row: str, column: str) -> str:
    """A checksum of how a line names its row and column: it tells whether the hidden mark still stands beside them."""
    return f"{zlib.crc32(f'{key(row)}/{key(column)}'.encode()):08x}"
