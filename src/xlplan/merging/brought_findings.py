"""What is said of sheets and columns that departments added to their copies."""

from __future__ import annotations

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text

_WHY = Text(
    "部门自加的内容按同样的规则合并：不同的说法都保留，不替谁作主。",
    "What departments add is merged by the same rules: where it differs, all of it is kept and nobody is overruled.",
)
SHEET_BOTH = FindingType(
    "SHT045",
    "own-sheet-differs",
    Severity.WARNING,
    Text(
        "“{sheet}”与主计划里这个部门的同名表都改过，两份都保留，新的一份叫“{name}”",
        "“{sheet}” and the master's sheet from this department differ; both are kept, the new one as “{name}”",
    ),
    Text("核对两份内容，留下需要的，删掉另一份", "compare them, keep what is needed and delete the other"),
    _WHY,
)
COLUMN_CELL_ASIDE = FindingType(
    "SHT046",
    "own-column-differs",
    Severity.WARNING,
    Text(
        "“{table}”自加的“{column}”列，“{row}”这一行：主计划是“{kept}”，文件里是“{value}”，后者放到了“表外内容”",
        "“{table}”, added column “{column}”, row “{row}”: the master says “{kept}”, the file “{value}”; the latter is on the "
        "sheet “Outside the tables”",
    ),
    Text("需要时在主计划里改成后者", "put it into the master where it is the right one"),
    _WHY,
)
TYPES: tuple[FindingType, ...] = (SHEET_BOTH, COLUMN_CELL_ASIDE)
