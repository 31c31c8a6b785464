"""What can be said about the journal while a command goes on."""

from __future__ import annotations

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text

_WHY = Text(
    "日志记着每次合并采纳、拒绝了什么，undo、blame 和基准丢失的文件都要用到它。",
    "The journal keeps what each merge took and refused; undo, blame and files whose base is lost need it.",
)
JOURNAL_DAMAGED = FindingType(
    "FIL060",
    "journal-damaged",
    Severity.WARNING,
    Text(
        "日志 {file} 已损坏，改名为 {kept}，另起新日志",
        "the journal {file} is damaged; it is now called {kept} and a new one is begun",
    ),
    Text(
        "有备份就用备份换回；主计划里的“操作记录”和归档文件夹不受影响",
        "put a backup in its place if there is one; the history inside the master and the archive folder are not affected",
    ),
    _WHY,
)
JOURNAL_UNAVAILABLE = FindingType(
    "FIL061",
    "journal-unavailable",
    Severity.WARNING,
    Text(
        "日志 {file} 无法使用（{detail}），只能靠主计划自带的简要记录",
        "the journal {file} can't be used ({detail}); there is only the short record inside the master",
    ),
    Text(
        "把项目文件夹放到能加锁的磁盘上；在此之前 undo 只能靠归档文件",
        "keep the project's folder on a drive that knows locks; until then undo depends on the archived files",
    ),
    _WHY,
)
JOURNAL_GAP = FindingType(
    "FIL062",
    "journal-gap",
    Severity.INFO,
    Text(
        "日志里没有 {file} 的 r{revision}（日志到 r{known}），从这份主计划接着记",
        "the journal does not know r{revision} of {file} (it ends with r{known}); it goes on from this master",
    ),
    Text(
        "如果日志和主计划不是一起移动的，可把原来的日志放回同一文件夹",
        "if the two were moved apart, put the former journal beside the master again",
    ),
    _WHY,
)
BASE_FROM_JOURNAL = FindingType(
    "FIL063",
    "base-from-journal",
    Severity.INFO,
    Text(
        "文件里的基准丢失或损坏，改用日志里的同一份基准（下发号 {serial}）",
        "the file's own base is lost or damaged; the journal's copy of it is used (issue {serial})",
    ),
    Text("无需处理", "nothing to do"),
    Text(
        "基准说明下发时每格是什么，有了它才知道部门改了哪些。",
        "The base says what each cell was when the copy was handed out; by it the department's edits are told.",
    ),
)
TYPES = (JOURNAL_DAMAGED, JOURNAL_UNAVAILABLE, JOURNAL_GAP, BASE_FROM_JOURNAL)
