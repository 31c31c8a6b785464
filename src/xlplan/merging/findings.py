"""What merging says beside the outcome of each edit: rows found again, lost or doubled, sheets missing."""

from __future__ import annotations

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text

_ABSENCE = Text(
    "缺少不等于删除：筛选、误删或丢表都不会让主计划少一行。取消任务请改“行状态”。",
    "Absence is not deletion: a filter, a slip or a lost sheet takes nothing out of the master. "
    "To cancel a row, set its state.",
)
_IDENTITY = Text(
    "每行有一个隐藏的编号；排序、剪切、复制会让它错位或重复，合并前要先认清每一行是谁。",
    "Every row has a hidden id; sorting, cutting and copying shift or double it, so each row is recognised first.",
)
_ROUND = Text(
    "进度按“任务＋轮次”保存，各轮互不覆盖。",
    "Progress is kept by task and round; rounds never replace each other.",
)
_NUMBER = Text(
    "编码和编号只给一次，给出后不再变。",
    "Codes and numbers are given once and never change afterwards.",
)

ROW_REALIGNED = FindingType(
    "MRG001",
    "row-realigned",
    Severity.WARNING,
    Text(
        "“{row}”这一行的隐藏编号错位，已按内容认回",
        "the hidden id of “{row}” had slipped; the row was recognised by its content",
    ),
    Text("核对该行的修改是否正确", "check that the changes of this row are right"),
    _IDENTITY,
)
ROW_GIVEN_ID = FindingType(
    "MRG002",
    "row-given-id",
    Severity.INFO,
    Text(
        "“{row}”没有可用的隐藏编号，作为新行处理",
        "“{row}” has no usable hidden id and is taken for a new row",
    ),
    Text(
        "如果它是已有的行，请在主计划中改，不要另起一行",
        "if it is a row that exists already, change that one instead",
    ),
    _IDENTITY,
)
ROW_COPIED = FindingType(
    "MRG003",
    "row-copied",
    Severity.INFO,
    Text(
        "“{row}”出现了两次，内容完全一样，多出的一行不计",
        "“{row}” is there twice with equal content; the second one does not count",
    ),
    Text("无需处理", "nothing needs to be done"),
    _IDENTITY,
)
DUPLICATE_ROW = FindingType(
    "MRG004",
    "duplicate-row",
    Severity.WARNING,
    Text(
        "“{row}”出现了两次，内容不同；以上面一行为准，另一行的不同之处列为拒绝",
        "“{row}” is there twice with different content; the upper one counts, "
        "what differs in the other is listed as rejected",
    ),
    Text(
        "确认哪一行正确，只保留一行后重新提交",
        "decide which one is right, keep only that one and submit again",
    ),
    _IDENTITY,
)
ROW_IN_DOUBT = FindingType(
    "MRG005",
    "row-in-doubt",
    Severity.WARNING,
    Text(
        "无法确定“{row}”是原来的哪一行（原为“{was}”），它的修改等待裁定",
        "it is not certain which row “{row}” was (by its id “{was}”); its changes wait for a decision",
    ),
    Text(
        "确认是改名还是另一行；若是新行，请填在空行里",
        "say whether it was renamed or is another row; new rows belong into the empty ones",
    ),
    _IDENTITY,
)
ROW_ABSENT = FindingType(
    "MRG006",
    "row-absent",
    Severity.WARNING,
    Text(
        "文件里没有“{row}”这一行，主计划中保留不变",
        "“{row}” is not in the file; the master keeps it as it is",
    ),
    Text("要取消它，请填写行状态，不要删行", "to cancel it, set its state instead of deleting the row"),
    _ABSENCE,
)
TABLE_MISSING = FindingType(
    "MRG007",
    "table-missing",
    Severity.WARNING,
    Text(
        "文件里找不到“{table}”，这部分没有合并",
        "“{table}” was not found in the file; nothing of it was merged",
    ),
    Text("用下发的文件重新填写并提交", "fill in the file that was issued and submit it again"),
    _ABSENCE,
)
COLUMN_MISSING = FindingType(
    "MRG008",
    "column-missing",
    Severity.WARNING,
    Text(
        "“{table}”里找不到“{column}”一列，这一列没有合并",
        "the column “{column}” of “{table}” was not found; nothing of it was merged",
    ),
    Text("恢复表头文字后重新提交", "restore the header and submit again"),
    _ABSENCE,
)
ROW_UNKNOWN = FindingType(
    "MRG009",
    "row-unknown",
    Severity.WARNING,
    Text(
        "“{table}”里有一行看不出是谁的（缺少“{column}”），其内容列为拒绝",
        "a row of “{table}” does not say what it is about (“{column}” is missing or unreadable); "
        "its content is listed as rejected",
    ),
    Text("补上“{column}”后重新提交", "fill in “{column}” and submit again"),
    _IDENTITY,
)
LATE_ROUND = FindingType(
    "MRG010",
    "late-round",
    Severity.INFO,
    Text(
        "{file} 是第 {round} 轮的文件，主计划已到第 {current} 轮；其进度记入第 {round} 轮",
        "{file} belongs to round {round}, the master is at round {current}; its progress is kept under round {round}",
    ),
    Text("本轮进度请在本轮文件里填写", "report the progress of this round in the file of this round"),
    _ROUND,
)
SAME_FILE = FindingType(
    "MRG011",
    "same-file",
    Severity.INFO,
    Text("{file} 与 {other} 内容完全相同，只计一次", "{file} equals {other} and counts once"),
    Text("无需处理", "nothing needs to be done"),
    Text("同一个文件交两次不改变任何结果。", "Submitting a file twice changes nothing."),
)
TASK_WITHOUT_CODE = FindingType(
    "MRG012",
    "task-without-code",
    Severity.WARNING,
    Text(
        "新任务“{row}”没有编码，也没有可用的上级任务，暂无编码",
        "the new task “{row}” has neither a code nor a usable parent and stays without a code",
    ),
    Text("选择上级任务，或由项目经理填写编码", "choose its parent, or let the project manager type a code"),
    _NUMBER,
)
NOT_NUMBERED = FindingType(
    "MRG013",
    "not-numbered",
    Severity.INFO,
    Text(
        "“{row}”的提出部门为空或没有简称，暂不编号",
        "“{row}” names no department with a short code and gets no number yet",
    ),
    Text("填写提出部门及其简称后再合并", "fill in the department and its short code, then merge again"),
    _NUMBER,
)
SIMILAR_ROWS = FindingType(
    "MRG014",
    "similar-rows",
    Severity.INFO,
    Text(
        "新行“{row}”与另一部门的新行“{other}”很相似",
        "the new row “{row}” is much like “{other}”, which another department added",
    ),
    Text("确认是否为同一件事，重复的一行设为作废", "see whether both mean the same, and void one of them"),
    Text(
        "两个部门常会各自登记同一项任务或风险。",
        "Two departments often register the same task or risk, each on its own.",
    ),
)
NO_BASE = FindingType(
    "MRG015",
    "no-base",
    Severity.WARNING,
    Text(
        "{file} 的基准丢失或损坏，与主计划不同之处全部等待裁定",
        "the base of {file} is lost or damaged; all that differs from the master waits for a decision",
    ),
    Text("尽量用下发的原文件重新提交", "submit the file that was issued, if that is possible"),
    Text(
        "没有基准就不知道是谁改的，不做猜测。",
        "Without a base nobody knows who changed what, and nothing is guessed.",
    ),
)
NOT_TAKEN = FindingType(
    "MRG016",
    "not-taken",
    Severity.WARNING,
    Text(
        "“{row}”的“{column}”改成了“{value}”，合并时不会采用：{reason}",
        "“{column}” of “{row}” was changed to “{value}”, which the merge will not take: {reason}",
    ),
    Text(
        "需要改动请联系项目经理；否则改回原来的内容（“{was}”）", "ask the project manager for it, or put back “{was}”"
    ),
    Text(
        "每一格都有负责填写的人；越权的改动会列出来，既不采用也不丢弃。",
        "Every cell has somebody who fills it; changes by others are listed, neither taken nor dropped.",
    ),
)
COLUMN_SHUFFLED = FindingType(
    "MRG017",
    "column-shuffled",
    Severity.ERROR,
    Text(
        "“{column}”列有 {count} 格与下发时的值相同但换了行，像是只对这一列排了序；这些格没有采用",
        "{count} cells of “{column}” hold the values that were issued, beside other rows, as if this column alone had "
        "been sorted; they were not taken",
    ),
    Text(
        "撤销排序，或选中整张表再排；确属修改的请逐格说明",
        "undo the sorting, or sort the whole table; if the changes are meant, say so cell by cell",
    ),
    _IDENTITY,
)

TYPES: tuple[FindingType, ...] = (
    ROW_REALIGNED,
    ROW_GIVEN_ID,
    ROW_COPIED,
    DUPLICATE_ROW,
    ROW_IN_DOUBT,
    ROW_ABSENT,
    TABLE_MISSING,
    COLUMN_MISSING,
    ROW_UNKNOWN,
    LATE_ROUND,
    SAME_FILE,
    TASK_WITHOUT_CODE,
    NOT_NUMBERED,
    SIMILAR_ROWS,
    NO_BASE,
    NOT_TAKEN,
    COLUMN_SHUFFLED,
)

_DECISIONS = Text(
    "冲突和未采用的改动都列在“待裁定事项”里，由项目经理决定；没有决定的保持现值，也不会消失。",
    "Conflicts and edits not taken are listed on the sheet of decisions. What is undecided keeps the master's value and "
    "does not go away.",
)
NO_LONGER_OPEN = FindingType(
    "MRG018",
    "no-longer-open",
    Severity.INFO,
    Text(
        "“{row}”的“{column}”不再待裁定：该部门后来另填，或主计划已是所填的值",
        "“{column}” of “{row}” no longer waits: its department said something else since, or the master says the same",
    ),
    Text("无需处理", "nothing needs to be done"),
    _DECISIONS,
)
DECISION_STALE = FindingType(
    "MRG019",
    "decision-stale",
    Severity.WARNING,
    Text(
        "“{row}”的这条裁定没有执行：之后主计划或部门的填报又变了",
        "the decision about “{row}” was not carried out: master or submissions say something else since",
    ),
    Text("在新的“待裁定事项”里重新选择", "choose again on the present sheet of decisions"),
    _DECISIONS,
)
DECISION_UNKNOWN = FindingType(
    "MRG020",
    "decision-unknown",
    Severity.WARNING,
    Text(
        "这条裁定没有执行：主计划里没有对应的待裁定事项",
        "this decision was not carried out: nothing in the master waits for it",
    ),
    Text("确认裁定表来自同一个项目的主计划", "check that the decisions are from a master of this project"),
    _DECISIONS,
)
DECIDED_TWICE = FindingType(
    "MRG021",
    "decided-twice",
    Severity.WARNING,
    Text(
        "“{row}”的“{column}”有两个不同的裁定，都没有执行",
        "there are two different decisions about “{column}” of “{row}”; neither was carried out",
    ),
    Text("只保留一个裁定后再合并", "keep one of them and merge again"),
    _DECISIONS,
)
CANNOT_TAKE = FindingType(
    "MRG022",
    "cannot-take",
    Severity.WARNING,
    Text(
        "“{row}”的“{column}”：所选的内容读不准或不存在，没有执行",
        "“{column}” of “{row}”: what was chosen is unreadable or not there; not carried out",
    ),
    Text("选“自填”并写上值", "choose “own value” and type it"),
    _DECISIONS,
)
DECISION_UNCLEAR = FindingType(
    "MRG023",
    "decision-unclear",
    Severity.WARNING,
    Text(
        "“{row}”的“{column}”：看不懂裁定“{value}”",
        "“{column}” of “{row}”: the decision “{value}” is not understood",
    ),
    Text(
        "从下拉列表里选；选“自填”时，在旁边写上这一列能填的值",
        "pick from the list; with “own value” type beside it a value that the column takes",
    ),
    _DECISIONS,
)
DECISION_APART = FindingType(
    "MRG025",
    "decision-apart",
    Severity.WARNING,
    Text(
        "这一行的裁定没有执行：行里写的与隐藏的标识对不上，像是只排序或移动了一部分列",
        "the decision in this line was not carried out: it names something else than its hidden mark, as if only some "
        "columns had been sorted or moved",
    ),
    Text(
        "重新选一次；排序请用表头的箭头，不要改“行”“列”两列的文字",
        "pick again; sort with the arrows in the header, and leave the columns Row and Column as they are",
    ),
    _DECISIONS,
)
WAITING = FindingType(
    "MRG024",
    "waiting",
    Severity.WARNING,
    Text("还有 {count} 处等待裁定", "{count} cell(s) wait for a decision"),
    Text(
        "在“待裁定事项”里选择并保存，再运行 xlplan merge（只给主计划即可）",
        "pick on the sheet of decisions, save, and run xlplan merge on the master alone",
    ),
    _DECISIONS,
)
