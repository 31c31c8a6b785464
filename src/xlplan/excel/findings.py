"""What can be wrong with the sheets and columns of a workbook; its files have pages of their own."""

from __future__ import annotations

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.excel.file_findings import BASE_LOST as BASE_LOST
from xlplan.excel.file_findings import FOREIGN as FOREIGN
from xlplan.excel.file_findings import IS_MASTER as IS_MASTER
from xlplan.excel.file_findings import NEWER as NEWER
from xlplan.excel.file_findings import OTHER_PROJECT as OTHER_PROJECT
from xlplan.excel.file_findings import TYPES as FILE_TYPES
from xlplan.excel.file_findings import UNKNOWN_DEPARTMENT as UNKNOWN_DEPARTMENT
from xlplan.excel.file_findings import UNUSABLE as UNUSABLE
from xlplan.excel.file_findings import unreadable_finding as unreadable_finding

_STRUCTURE = Text(
    "表格结构被改动时，认得出的内容照常读取，认不出的明确告知，不作猜测。",
    "Where the structure was changed, what is recognised is read, what is not is said; nothing is guessed.",
)
E, W, NOTE = Severity.ERROR, Severity.WARNING, Severity.INFO

SHEET_MISSING = FindingType(
    "SHT001",
    "sheet-missing",
    W,
    Text("找不到“{sheet}”表", "sheet “{sheet}” is missing"),
    Text("没有这张表的数据按未改动处理；请恢复该表", "its data count as unchanged; please restore the sheet"),
    _STRUCTURE,
)
COLUMN_MISSING = FindingType(
    "SHT002",
    "header-missing",
    W,
    Text("缺少“{column}”列", "column “{column}” is missing"),
    Text("该列按未改动处理；请恢复该列", "it counts as unchanged; please restore the column"),
    _STRUCTURE,
)
COLUMN_UNKNOWN = FindingType(
    "SHT003",
    "column-unknown",
    W,
    Text("“{column}”列不属于本表，未读取", "column “{column}” does not belong to this table and was not read"),
    Text("需要长期使用的列请加到模板", "add it to the template if it is to stay"),
    _STRUCTURE,
)
SHEET_COPIED = FindingType(
    "SHT004",
    "sheet-copied",
    W,
    Text("“{sheet}”是同一张表的副本，只读取“{kept}”", "“{sheet}” is a copy of a sheet; only “{kept}” is read"),
    Text("把内容并入一张表，删除副本", "move its content into one sheet and delete the copy"),
    _STRUCTURE,
)
FOUND_BY_HEADER = FindingType(
    "SHT005",
    "found-by-header",
    NOTE,
    Text(
        "“{sheet}”表按列标题认出（标识行已丢失）", "sheet “{sheet}” was recognised by its headers (the key row is lost)"
    ),
    Text("核对读取结果", "check what was read"),
    _STRUCTURE,
)
FORMULA_TYPED = FindingType(
    "SHT006",
    "formula-typed",
    NOTE,
    Text("“{column}”里是公式，取其结果“{value}”", "“{column}” holds a formula; its result “{value}” was taken"),
    Text("建议直接填写数值", "better type the value"),
    _STRUCTURE,
)
MASTER_BASE_LOST = FindingType(
    "SHT007",
    "master-base-lost",
    W,
    Text(
        "主计划内的备份数据丢失或损坏（{detail}），轮次、下发登记与基线可能不全",
        "the backup inside the master is lost or damaged ({detail}); rounds, the register and baselines may be incomplete",
    ),
    Text(
        "改用“归档”里最近的一份，或核对轮次后继续", "use the newest one in the archive, or check the rounds and go on"
    ),
    _STRUCTURE,
)
OVERWRITTEN = FindingType(
    "SHT008",
    "computed-overwritten",
    NOTE,
    Text(
        "“{column}”是计算列，填入的“{value}”未采用，公式会恢复",
        "“{column}” is calculated; “{value}” typed over it was not taken, the formula comes back",
    ),
    Text("要改结果，请改它所依据的内容", "change what it is calculated from"),
    _STRUCTURE,
)
TYPES: tuple[FindingType, ...] = (
    *FILE_TYPES,
    SHEET_MISSING,
    COLUMN_MISSING,
    COLUMN_UNKNOWN,
    SHEET_COPIED,
    FOUND_BY_HEADER,
    FORMULA_TYPED,
    MASTER_BASE_LOST,
    OVERWRITTEN,
)
