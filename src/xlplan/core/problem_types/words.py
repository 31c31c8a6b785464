"""Problems of choices, names and codes."""

from __future__ import annotations

from xlplan.core.finding import FindingType
from xlplan.core.problem_types.base import problem
from xlplan.core.text import Text

TYPES: tuple[FindingType, ...] = (
    problem(
        18,
        "not-yes-or-no",
        Text("“{column}”应填 是 或 否，现为“{value}”", "“{column}” should be Yes or No but is “{value}”"),
        Text("从下拉列表选择{near}", "choose from the list{near}"),
    ),
    problem(
        19,
        "not-in-list",
        Text("“{column}”不在可选项中：{value}", "“{column}” is not one of the choices: {value}"),
        Text("可选：{choices}{near}", "choices: {choices}{near}"),
    ),
    problem(
        20,
        "name-unknown",
        Text("“{column}”里的{what}不存在：{part}", "“{column}” names an unknown {what}: {part}"),
        Text("从下拉列表选择{near}{register}", "choose from the list{near}{register}"),
    ),
    problem(
        21,
        "name-ambiguous",
        Text(
            "“{column}”里的“{part}”对应 {count} 个{what}",
            "“{column}”: “{part}” may be {count} different ones ({what})",
        ),
        Text("同名人员写上工号，例如 张伟 10527{near}", "add the employee number, for example Zhang Wei 10527{near}"),
    ),
    problem(
        22,
        "several-people",
        Text("“{column}”只能填一人，现为“{value}”", "“{column}” takes one person but is “{value}”"),
        Text("只留一名负责人，其他人写在备注{near}", "keep one owner and put the others into the note{near}"),
    ),
    problem(
        23,
        "code-as-number",
        Text(
            "“{column}”里的 {value} 是数字，可能是 {value} 也可能是 {other}",
            "“{column}”: {value} is a number; it may be {value} or {other}",
        ),
        Text("把单元格设为文本后重新输入编码{near}", "format the cell as text and type the code again{near}"),
    ),
    problem(
        27,
        "code-as-date",
        Text("“{column}”里是日期 {value}，不是编码", "“{column}” holds the date {value}, not a code"),
        Text(
            "编码被表格软件变成了日期：把单元格设为文本后重新输入{near}",
            "a spreadsheet program turned the code into a date: format the cell as text and type it again{near}",
        ),
    ),
    problem(
        52,
        "several-values",
        Text("“{column}”只能填一个{what}，现为“{value}”", "“{column}” takes one {what} but is “{value}”"),
        Text("只留一个，其余写在备注{near}", "keep one and put the rest into the note{near}"),
    ),
    problem(
        53,
        "code-with-name",
        Text("“{column}”里编码和名称写在了一起：{value}", "“{column}” holds code and name together: {value}"),
        Text("编码列只写 {code}，“{rest}”写在名称列", "write {code} alone here and “{rest}” into the column of names"),
    ),
    problem(
        54,
        "digits-lost",
        Text(
            "“{column}”里的长号码已被表格软件改成 {value}，末尾的数字丢失",
            "“{column}”: a spreadsheet program turned a long number into {value}; its last digits are lost",
        ),
        Text("把单元格设为文本后重新输入", "format the cell as text and type it again"),
    ),
    problem(
        55,
        "code-unclear",
        Text("“{column}”里的编码读不准：{value}", "“{column}”: this code is not clear: {value}"),
        Text("一格只写一个编码，如 1.2.3{near}", "one code to a cell, such as 1.2.3{near}"),
    ),
)
