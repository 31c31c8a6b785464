"""Problems of cells that come from what was done to the sheet around them."""

from __future__ import annotations

from xlplan.core.finding import FindingType
from xlplan.core.problem_types.base import problem
from xlplan.core.text import Text

TYPES: tuple[FindingType, ...] = (
    problem(
        60,
        "merged-cell",
        Text(
            "“{column}”这一格被合并到 {anchor}（“{value}”），不知道是否同样适用于本行",
            "“{column}”: this cell was merged into {anchor} (“{value}”); whether that holds for this row is not known",
        ),
        Text("取消合并单元格，逐行填写", "unmerge the cells and fill in each row"),
    ),
    problem(
        61,
        "column-twice",
        Text(
            "“{column}”列出现两次，内容不同：“{value}”与 {at} 的“{other}”",
            "“{column}” is there twice with different content: “{value}”, and “{other}” in {at}",
        ),
        Text("删除多出的一列，只留正确的内容", "delete the second column and keep the right content"),
    ),
    problem(
        62,
        "sorted-alone",
        Text(
            "“{column}”：“{value}”像是被单独排序带到这一行的",
            "“{column}”: “{value}” seems to have been sorted into this row",
        ),
        Text("撤销排序，或重新填写这一格", "undo the sorting, or fill in the cell again"),
    ),
)
