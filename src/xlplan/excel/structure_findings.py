"""What can be wrong with the structure of a workbook: sheets, columns, rows that are not where they were put."""

from __future__ import annotations

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text

_STRUCTURE = Text(
    "表格结构被改动时，认得出的内容照常读取，认不出的明确告知，不作猜测。",
    "Where the structure was changed, what is recognised is read, what is not is said; nothing is guessed.",
)
E, W, NOTE = Severity.ERROR, Severity.WARNING, Severity.INFO


def _found(number: int, name: str, severity: Severity, message: Text, hint: Text) -> FindingType:
    return FindingType(f"SHT{number:03d}", name, severity, message, hint, _STRUCTURE)


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
    Text(
        "“{column}”列不属于本表，作为自加的列保留",
        "column “{column}” does not belong to this table; it is kept beside it",
    ),
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
        "“{sheet}”的标识行丢失，按列标题认出是“{table}”（{found}/{of} 列）",
        "“{sheet}” lost its key row and was recognised as “{table}” by its headers ({found} of {of} columns)",
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
SHEET_COPIES_DIFFER = _found(
    9,
    "sheet-copies-differ",
    E,
    Text(
        "“{sheet}”是同一张表的副本，与“{kept}”有 {count} 处不同（如 {cell}）；只读取“{kept}”",
        "“{sheet}” is a copy of a sheet and differs from “{kept}” in {count} cells ({cell} for one); only “{kept}” is read",
    ),
    Text(
        "把要交的内容都放到“{kept}”里，删除副本后重新提交",
        "put all that is to be submitted into “{kept}”, delete the copy and submit again",
    ),
)
COLUMN_CONTRADICTS = _found(
    10,
    "column-contradicts",
    E,
    Text(
        "这一列下发时是“{column}”，标题却写着“{said}”，不能确定是哪一列，没有读取",
        "this column was issued as “{column}” but its header says “{said}”; which one it is is not certain, and it was not read",
    ),
    Text(
        "把标题改回“{column}”，或把内容放回原来的列",
        "restore the header “{column}”, or move the content back into its column",
    ),
)
SHEET_EXTRA = _found(
    11,
    "sheet-extra",
    NOTE,
    Text(
        "“{sheet}”不是下发的表，合并时原样带入主计划",
        "“{sheet}” is not one of the sheets that were issued; merging takes it into the master as it is",
    ),
    Text(
        "要交给项目经理的内容请填到下发的表里",
        "put what the project manager should get into the sheets that were issued",
    ),
)
FOUND_BY_KEYS = _found(
    12,
    "found-by-keys",
    NOTE,
    Text(
        "“{sheet}”的标识丢失，按隐藏的列标识认出是“{table}”（{found}/{of} 列）",
        "“{sheet}” lost its mark and was recognised as “{table}” by its hidden column keys ({found} of {of} columns)",
    ),
    Text("核对读取结果", "check what was read"),
)
COLUMN_BY_HEADER = _found(
    13,
    "column-by-header",
    NOTE,
    Text("“{column}”列的标识丢失，按列标题认出", "column “{column}” lost its key and was recognised by its header"),
    Text("核对读取结果", "check what was read"),
)
TOTAL_ROW = _found(
    14,
    "total-row",
    W,
    Text(
        "“{row}”是合计行，不是“{table}”的一行，没有读取",
        "“{row}” is a row of totals, not one of “{table}”, and was not read",
    ),
    Text("合计由主计划计算，可删除此行", "totals are calculated in the master; the row can be deleted"),
)
STRAY_ROW = _found(
    15,
    "stray-row",
    W,
    Text("“{row}”看不出是“{table}”的一行，没有读取", "“{row}” does not look like a row of “{table}” and was not read"),
    Text(
        "要新增的内容填在表内的空行里，并填写“{column}”；说明写在备注列",
        "put additions into the empty rows of the table and fill in “{column}”; remarks go into the note column",
    ),
)
SECOND_TABLE = _found(
    16,
    "second-table",
    E,
    Text(
        "从第 {line} 行起另有一个表头，其下没有编号的 {count} 行没有读取",
        "row {line} begins another table; {count} rows below it that have no hidden id were not read",
    ),
    Text("把内容移到上面的表里，一张表只留一个表头", "move the content into the table above; a sheet holds one table"),
)
HEADER_REPEATED = _found(
    17,
    "header-repeated",
    NOTE,
    Text("第 {line} 行又是一个表头，已跳过", "row {line} repeats the header and was passed over"),
    Text("可删除此行", "the row can be deleted"),
)
TEMPLATE_DIFFERS = _found(
    18,
    "template-differs",
    NOTE,
    Text(
        "文件按模板“{was}”第 {issued} 版下发，主计划现用“{name}”第 {version} 版",
        "it was issued with version {issued} of the template “{was}”; the master now has version {version} of “{name}”",
    ),
    Text("两版都有的列照常读取", "columns that both versions have are read as usual"),
)
COLUMN_GONE = _found(
    19,
    "column-gone",
    W,
    Text(
        "“{table}”的“{column}”列已不在主计划的模板里，没有读取",
        "the master's template has no column “{column}” of “{table}” any more, and it was not read",
    ),
    Text("要保留这一列，请把它加回模板", "put the column back into the template if it is to stay"),
)
BESIDE_FORM = _found(
    20,
    "beside-form",
    W,
    Text(
        "“{form}”的填写格以外写着“{value}”，没有读取", "“{value}” stands beside the boxes of “{form}” and was not read"
    ),
    Text("填到对应的格子里；说明写在备注里", "put it into the box that it belongs to; remarks go into the note"),
)
SHEET_UNREAD = _found(
    21,
    "sheet-unread",
    W,
    Text("“{sheet}”像是“{table}”的另一份，没有读取", "“{sheet}” seems to be another “{table}” and was not read"),
    Text(
        "一张表只留一份：把要交的内容放到下发的那一张里",
        "keep one sheet of a kind: put what is to be submitted into the one that was issued",
    ),
)
TYPES: tuple[FindingType, ...] = (
    SHEET_MISSING,
    COLUMN_MISSING,
    COLUMN_UNKNOWN,
    SHEET_COPIED,
    FOUND_BY_HEADER,
    FORMULA_TYPED,
    MASTER_BASE_LOST,
    OVERWRITTEN,
    SHEET_COPIES_DIFFER,
    COLUMN_CONTRADICTS,
    SHEET_EXTRA,
    FOUND_BY_KEYS,
    COLUMN_BY_HEADER,
    TOTAL_ROW,
    STRAY_ROW,
    SECOND_TABLE,
    HEADER_REPEATED,
    TEMPLATE_DIFFERS,
    COLUMN_GONE,
    BESIDE_FORM,
    SHEET_UNREAD,
)
