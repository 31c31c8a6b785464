"""Problems of any cell."""

from __future__ import annotations

from xlplan.core.finding import FindingType
from xlplan.core.problem_types.base import problem
from xlplan.core.text import Text

TYPES: tuple[FindingType, ...] = (
    problem(
        1,
        "error-cell",
        Text("“{column}”是错误值 {value}", "“{column}” holds the error value {value}"),
        Text(
            "改填正确的内容{cause}",
            "type the right content{cause}",
        ),
    ),
    problem(
        2,
        "uncached-formula",
        Text("“{column}”里是没有计算结果的公式 {value}", "“{column}” holds a formula without a result: {value}"),
        Text(
            "直接填写结果，或用 Excel／WPS 打开保存一次",
            "type the result, or open and save the file in Excel or WPS once",
        ),
    ),
    problem(
        3,
        "too-long",
        Text(
            "“{column}”文字过长（{length} 字，上限 {limit}）",
            "“{column}” is too long ({length} characters, limit {limit})",
        ),
        Text("缩短文字，详细内容放附件", "shorten the text; put details into an attachment"),
    ),
    problem(
        26,
        "not-a-scalar",
        Text("“{column}”应为单个值，现为列表：{value}", "“{column}” should be one value but is a list: {value}"),
        Text("只写一个值", "write one value"),
    ),
    problem(
        39,
        "not-yet-known",
        Text("“{column}”写着“{value}”，还没有定下来", "“{column}” says “{value}”: it is not settled yet"),
        Text(
            "定下来再填；现在没有就留空，说明写在备注里",
            "fill it in once it is settled; until then leave it blank and put remarks into the note",
        ),
    ),
    problem(
        40,
        "none-in-words",
        Text("“{column}”用文字写着没有：{value}", "“{column}” says in words that there is none: {value}"),
        Text("没有就留空；数字为零请填 0", "leave it blank where there is none; type 0 for zero"),
    ),
    problem(
        41,
        "remark-in-cell",
        Text("“{column}”里除了 {meant} 还有“{rest}”：{value}", "“{column}” holds “{rest}” beside {meant}: {value}"),
        Text(
            "只写 {meant}，说明写在备注里；如不是这个意思请改正",
            "write {meant} alone and put the remark into the note; correct it if that is not meant",
        ),
    ),
)
