"""Problems of numbers, money and per cent."""

from __future__ import annotations

from xlplan.core.finding import FindingType
from xlplan.core.problem_types.base import problem
from xlplan.core.text import Text

TYPES: tuple[FindingType, ...] = (
    problem(
        4,
        "not-a-number",
        Text("“{column}”应为数字，现为“{value}”", "“{column}” should be a number but is “{value}”"),
        Text("只填数字，说明写在备注里{near}", "type the number alone; remarks go into the note{near}"),
    ),
    problem(
        5,
        "not-whole",
        Text("“{column}”应为整数，现为“{value}”", "“{column}” should be a whole number but is “{value}”"),
        Text(
            "不会替您取整，请填整数（工期不足一天按一天）{near}", "it is not rounded for you; type a whole number{near}"
        ),
    ),
    problem(
        6,
        "too-many-places",
        Text(
            "“{column}”小数位过多：{value}（最多 {places} 位）",
            "“{column}” has too many decimals: {value} (at most {places})",
        ),
        Text("按分取整后再填", "round it to cents yourself"),
    ),
    problem(
        7,
        "too-many-digits",
        Text(
            "“{column}”位数过多：{value}（最多 {limit} 位有效数字）",
            "“{column}” has too many digits: {value} (at most {limit})",
        ),
        Text("检查是否多输了数字", "check whether digits were typed twice"),
    ),
    problem(
        8,
        "out-of-range",
        Text(
            "“{column}”超出范围：{value}（应在 {low}～{high}）",
            "“{column}” is out of range: {value} (should be {low} to {high})",
        ),
        Text("填写范围内的数值", "type a value within the range"),
    ),
    problem(
        9,
        "not-a-percent",
        Text("“{column}”应为百分比，现为“{value}”", "“{column}” should be a percentage but is “{value}”"),
        Text("填 0%～100%，例如 45%{near}", "type 0 % to 100 %, for example 45%{near}"),
    ),
    problem(
        10,
        "percent-ambiguous",
        Text("“{column}”的 1 可能是 1% 也可能是 100%", "“{column}”: 1 may be 1 % or 100 %"),
        Text("写明 1% 或 100%", "write 1% or 100%"),
    ),
    problem(
        11,
        "percent-too-large",
        Text("“{column}”读出来是 {value}，大概想填 {meant}", "“{column}” reads as {value}; {meant} is probably meant"),
        Text("改为 {meant} 或正确的百分比", "change it to {meant} or the right percentage"),
    ),
    problem(
        47,
        "number-vague",
        Text("“{column}”不是确切的数：{value}", "“{column}” is not an exact number: {value}"),
        Text("填写一个确定的数{near}", "type one definite number{near}"),
    ),
    problem(
        48,
        "other-unit",
        Text("“{column}”里的单位“{unit}”不能用：{value}", "“{column}”: the unit “{unit}” is not taken: {value}"),
        Text("按本列的单位只填数字{near}", "type the number alone, in the unit of the column{near}"),
    ),
    problem(
        49,
        "percent-in-number",
        Text("“{column}”应为数字，现为百分比 {value}", "“{column}” should be a number but is a percentage: {value}"),
        Text(
            "去掉百分号，单元格格式改为常规{near}", "leave out the per cent sign and format the cell as General{near}"
        ),
    ),
    problem(
        50,
        "date-in-number",
        Text(
            "“{column}”应为数字，现为日期或时间 {value}", "“{column}” should be a number but is a date or time: {value}"
        ),
        Text(
            "表格软件把输入当成了日期：单元格格式改为常规后重新输入{near}",
            "a spreadsheet program took it for a date: format the cell as General and type it again{near}",
        ),
    ),
    problem(
        51,
        "money-unit-ambiguous",
        Text("“{column}”里的“{value}”可能是{readings}", "“{column}”: “{value}” may be {readings}"),
        Text("写明单位，例如 486万 或 4860000元", "write the amount with its unit, for example 4860000 yuan"),
    ),
)
