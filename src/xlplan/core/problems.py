"""What can be wrong with a single cell, and the repairs that reading makes: one catalogue for all kinds."""

from __future__ import annotations

from xlplan.core.cell import Problem, Value
from xlplan.core.finding import Finding, FindingType, Place, Severity
from xlplan.core.text import Text

_WHY = Text(
    "读不准的内容不会被猜测，也不会被当作清空；原文保留，等待更正。",
    "What cannot be read for certain is neither guessed nor taken for cleared; the text is kept until it is corrected.",
)


def _problem(number: int, name: str, message: Text, hint: Text) -> FindingType:
    return FindingType(f"CEL{number:03d}", name, Severity.ERROR, message, hint, _WHY)


PROBLEMS: dict[str, FindingType] = {
    t.name: t
    for t in (
        _problem(
            1,
            "error-cell",
            Text("“{column}”是错误值 {value}", "“{column}” holds the error value {value}"),
            Text(
                "改填正确的内容；常见原因是引用了被删除的单元格",
                "type the right content; usually a deleted cell was referred to",
            ),
        ),
        _problem(
            2,
            "uncached-formula",
            Text("“{column}”里是没有计算结果的公式", "“{column}” holds a formula without a result"),
            Text(
                "直接填写结果，或用 Excel／WPS 打开保存一次",
                "type the result, or open and save the file in Excel or WPS once",
            ),
        ),
        _problem(
            3,
            "too-long",
            Text(
                "“{column}”文字过长（{length} 字，上限 {limit}）",
                "“{column}” is too long ({length} characters, limit {limit})",
            ),
            Text("缩短文字，详细内容放附件", "shorten the text; put details into an attachment"),
        ),
        _problem(
            4,
            "not-a-number",
            Text("“{column}”应为数字，现为“{value}”", "“{column}” should be a number but is “{value}”"),
            Text("只填数字，说明写在备注里", "type the number alone; remarks go into the note"),
        ),
        _problem(
            5,
            "not-whole",
            Text("“{column}”应为整数，现为“{value}”", "“{column}” should be a whole number but is “{value}”"),
            Text("不会替您取整，请填整数（工期不足一天按一天）", "it is not rounded for you; type a whole number"),
        ),
        _problem(
            6,
            "too-many-places",
            Text(
                "“{column}”小数位过多：{value}（最多 {places} 位）",
                "“{column}” has too many decimals: {value} (at most {places})",
            ),
            Text("按分取整后再填", "round it to cents yourself"),
        ),
        _problem(
            7,
            "too-many-digits",
            Text(
                "“{column}”位数过多：{value}（最多 {limit} 位有效数字）",
                "“{column}” has too many digits: {value} (at most {limit})",
            ),
            Text("检查是否多输了数字", "check whether digits were typed twice"),
        ),
        _problem(
            8,
            "out-of-range",
            Text(
                "“{column}”超出范围：{value}（应在 {low}～{high}）",
                "“{column}” is out of range: {value} (should be {low} to {high})",
            ),
            Text("填写范围内的数值", "type a value within the range"),
        ),
        _problem(
            9,
            "not-a-percent",
            Text("“{column}”应为百分比，现为“{value}”", "“{column}” should be a percentage but is “{value}”"),
            Text("填 0%～100%，例如 45%", "type 0 % to 100 %, for example 45%"),
        ),
        _problem(
            10,
            "percent-ambiguous",
            Text("“{column}”的 1 可能是 1% 也可能是 100%", "“{column}”: 1 may be 1 % or 100 %"),
            Text("写明 1% 或 100%", "write 1% or 100%"),
        ),
        _problem(
            11,
            "percent-too-large",
            Text(
                "“{column}”读出来是 {value}，大概想填 {meant}", "“{column}” reads as {value}; {meant} is probably meant"
            ),
            Text("改为 {meant} 或正确的百分比", "change it to {meant} or the right percentage"),
        ),
        _problem(
            12,
            "not-a-date",
            Text("“{column}”应为日期，现为“{value}”", "“{column}” should be a date but is “{value}”"),
            Text("填写确切日期，例如 2026-03-05", "type an exact date, for example 2026-03-05"),
        ),
        _problem(
            13,
            "no-such-day",
            Text("“{column}”的日期不存在：{value}", "“{column}”: there is no such day: {value}"),
            Text("检查月份的天数", "check how many days the month has"),
        ),
        _problem(
            14,
            "date-range",
            Text("“{column}”里是一段时间：{value}", "“{column}” holds a period: {value}"),
            Text("开始和结束分别填在各自的列", "put start and finish into their own columns"),
        ),
        _problem(
            15,
            "date-without-year",
            Text("“{column}”缺年份：{value}", "“{column}” has no year: {value}"),
            Text("补上年份，例如 2026-03-05", "add the year, for example 2026-03-05"),
        ),
        _problem(
            16,
            "date-ambiguous",
            Text(
                "“{column}”日期有歧义：{value}（日月顺序不明）",
                "“{column}” is ambiguous: {value} (day or month first?)",
            ),
            Text("按 年-月-日 填写，例如 2026-03-05", "write year-month-day, for example 2026-03-05"),
        ),
        _problem(
            17,
            "date-out-of-range",
            Text(
                "“{column}”日期超出范围：{value}（{low}～{high}）",
                "“{column}” is out of range: {value} ({low} to {high})",
            ),
            Text("检查年份", "check the year"),
        ),
        _problem(
            18,
            "not-yes-or-no",
            Text("“{column}”应填 是 或 否，现为“{value}”", "“{column}” should be Yes or No but is “{value}”"),
            Text("从下拉列表选择", "choose from the list"),
        ),
        _problem(
            19,
            "not-in-list",
            Text("“{column}”不在可选项中：{value}", "“{column}” is not one of the choices: {value}"),
            Text("可选：{choices}", "choices: {choices}"),
        ),
        _problem(
            20,
            "name-unknown",
            Text("“{column}”里的{what}不存在：{part}", "“{column}” names an unknown {what}: {part}"),
            Text("从下拉列表选择{near}{register}", "choose from the list{near}{register}"),
        ),
        _problem(
            21,
            "name-ambiguous",
            Text(
                "“{column}”里的“{part}”对应 {count} 个{what}",
                "“{column}”: “{part}” may be {count} different ones ({what})",
            ),
            Text("同名人员写上工号，例如 张伟 10527", "add the employee number, for example Zhang Wei 10527"),
        ),
        _problem(
            22,
            "several-people",
            Text("“{column}”只能填一人，现为“{value}”", "“{column}” takes one person but is “{value}”"),
            Text("只留一名负责人，其他人写在备注", "keep one owner and put the others into the note"),
        ),
        _problem(
            23,
            "code-as-number",
            Text(
                "“{column}”里的 {value} 是数字，可能是 {value} 也可能是 {other}",
                "“{column}”: {value} is a number; it may be {value} or {other}",
            ),
            Text("把单元格设为文本后重新输入编码{near}", "format the cell as text and type the code again{near}"),
        ),
        _problem(
            24,
            "predecessor-unreadable",
            Text("“{column}”里看不懂“{part}”", "“{column}”: “{part}” is not understood"),
            Text(
                "写法如 1.2、1.3SS+2d、2.1FF-1d，多个用分号隔开",
                "write 1.2, 1.3SS+2d, 2.1FF-1d, separated by semicolons",
            ),
        ),
        _problem(
            25,
            "predecessor-twice",
            Text("“{column}”里同一前置任务出现两次：{part}", "“{column}” names a predecessor twice: {part}"),
            Text("只保留一个关系", "keep one link"),
        ),
        _problem(
            26,
            "not-a-scalar",
            Text("“{column}”应为单个值，现为列表：{value}", "“{column}” should be one value but is a list: {value}"),
            Text("只写一个值", "write one value"),
        ),
        _problem(
            27,
            "code-as-date",
            Text("“{column}”里是日期 {value}，不是任务编码", "“{column}” holds the date {value}, not a task code"),
            Text(
                "编码被表格软件变成了日期：把单元格设为文本后重新输入{near}",
                "a spreadsheet program turned the code into a date: format the cell as text and type it again{near}",
            ),
        ),
        _problem(
            28,
            "predecessor-ambiguous",
            Text("“{column}”里的“{part}”不止一种读法：{readings}", "“{column}”: “{part}” may be {readings}"),
            Text("写成其中一种，多个前置用分号隔开", "write the one you mean; separate several by semicolons"),
        ),
        _problem(
            29,
            "predecessor-range",
            Text("“{column}”里的“{part}”是一段范围，不能读取", "“{column}”: “{part}” is a range, which is not taken"),
            Text("逐个列出前置任务：{meant}", "list the tasks one by one: {meant}"),
        ),
        _problem(
            30,
            "predecessor-name-differs",
            Text(
                "“{column}”里的“{part}”：任务 {code} 的名称是“{name}”，不是“{rest}”",
                "“{column}”: “{part}”, but task {code} is called “{name}”, not “{rest}”",
            ),
            Text("只写编码即可，说明写在备注里{near}", "the code alone will do; remarks go into the note{near}"),
        ),
        _problem(
            31,
            "link-type-first",
            Text(
                "“{column}”里的“{part}”把关系类型写在了编码前面",
                "“{column}”: “{part}” has the link type before the code",
            ),
            Text("类型写在编码后面：{meant}", "write the type behind the code: {meant}"),
        ),
        _problem(
            32,
            "lag-without-sign",
            Text("“{column}”里的“{part}”缺正负号", "“{column}”: “{part}” lacks a plus or minus"),
            Text("延后写 {meant}，提前用减号", "write {meant} for a lag; leads take a minus"),
        ),
        _problem(
            33,
            "lag-in-weeks",
            Text("“{column}”里的“{part}”按周计，间隔只按天计", "“{column}”: “{part}” counts weeks; lags are in days"),
            Text(
                "写成天：{meant}（d 为工作日，按每周 5 天算；ed 为自然日）",
                "write days: {meant} (d: working days, 5 a week; ed: calendar days)",
            ),
        ),
        _problem(
            34,
            "lag-unit",
            Text(
                "“{column}”里的“{part}”：间隔单位“{unit}”不能用",
                "“{column}”: “{part}”: the unit “{unit}” is not taken",
            ),
            Text(
                "间隔只按天：工作日如 FS+2d，自然日如 FS+2ed",
                "lags are in days: FS+2d for working days, FS+2ed for calendar days",
            ),
        ),
        _problem(
            35,
            "lag-fraction",
            Text("“{column}”里的“{part}”：间隔不是整天", "“{column}”: “{part}”: the lag is not a whole number of days"),
            Text("不会替您取整，请写整天：{meant}", "it is not rounded for you; write whole days: {meant}"),
        ),
        _problem(
            36,
            "lag-percent",
            Text("“{column}”里的“{part}”：间隔是百分比", "“{column}”: “{part}”: the lag is a percentage"),
            Text(
                "间隔会随前置工期变化，请换算成天，如 FS+2d",
                "it would follow the predecessor's duration; write days, for example FS+2d",
            ),
        ),
        _problem(
            37,
            "lag-out-of-range",
            Text(
                "“{column}”里的“{part}”：间隔过长（最多 {limit} 天）",
                "“{column}”: “{part}”: the lag is too long (at most {limit} days)",
            ),
            Text("检查是否多输了数字", "check whether digits were typed twice"),
        ),
        _problem(
            38,
            "predecessor-remark",
            Text("“{column}”里的“{part}”带有说明“{rest}”", "“{column}”: “{part}” holds a remark: “{rest}”"),
            Text("只写 {meant}，说明写在备注里", "write {meant} alone and put the remark into the note"),
        ),
        _problem(
            60,
            "merged-cell",
            Text(
                "“{column}”这一格被合并到 {anchor}（“{value}”），不知道是否同样适用于本行",
                "“{column}”: this cell was merged into {anchor} (“{value}”); whether that holds for this row is not known",
            ),
            Text("取消合并单元格，逐行填写", "unmerge the cells and fill in each row"),
        ),
        _problem(
            61,
            "column-twice",
            Text(
                "“{column}”列出现两次，内容不同：“{value}”与 {at} 的“{other}”",
                "“{column}” is there twice with different content: “{value}”, and “{other}” in {at}",
            ),
            Text("删除多出的一列，只留正确的内容", "delete the second column and keep the right content"),
        ),
        _problem(
            62,
            "sorted-alone",
            Text(
                "“{column}”：“{value}”像是被单独排序带到这一行的",
                "“{column}”: “{value}” seems to have been sorted into this row",
            ),
            Text("撤销排序，或重新填写这一格", "undo the sorting, or fill in the cell again"),
        ),
    )
}

_REPAIRS = {
    "number-as-text": Text("文本与数字互转", "text and number converted"),
    "spelling": Text("写法统一", "spelling made uniform"),
    "percent-spelling": Text("百分比写法统一", "percentage made uniform"),
    "money-spelling": Text("金额单位换算", "money unit converted"),
    "date-as-text": Text("文本日期转为日期", "text turned into a date"),
    "date-as-number": Text("数字转为日期", "number turned into a date"),
    "date-as-serial": Text("日期序号转为日期", "serial number turned into a date"),
    "time-dropped": Text("去掉时刻，只留日期", "time of day left out"),
}
REPAIRED = FindingType(
    "CEL100",
    "cell-repaired",
    Severity.INFO,
    Text(
        "“{column}”由“{value}”读作“{read}”（{repair}）",
        "“{column}”: “{value}” was read as “{read}” ({repair})",
    ),
    Text("如不正确请改正", "correct it if that is wrong"),
    Text(
        "确定无疑的写法差异会自动统一，并逐条记录。",
        "Certain differences of spelling are made uniform, and each one is recorded.",
    ),
)
TYPES: tuple[FindingType, ...] = (*PROBLEMS.values(), REPAIRED)


_BRACES = str.maketrans("{}", "｛｝")
REGISTER = Text("；新人员先登记到团队表", "; add new people to the team sheet first")


def problem_finding(problem: Problem, column: Text, place: Place) -> Finding:
    """The finding of a problem cell."""
    near = _either(problem.params.get("near"))
    params = {
        "part": problem.raw,
        **problem.params,
        "column": column,
        "register": REGISTER if problem.params.get("target") == "person" else "",
        "near": Text(f"（是否{near.zh}？）", f" (did you mean {near.en}?)") if near.zh else "",
        "readings": _either(problem.params.get("readings")),
    }
    return Finding(PROBLEMS[problem.code], place, params, problem.raw)


def _either(words: object) -> Text:
    """One or several words in quotation marks; braces that people typed are no placeholders."""
    given = words if isinstance(words, tuple) else (words,) if words else ()
    both = [w.both if isinstance(w, Text) else (str(w), str(w)) for w in given]
    zh, en = (
        w.translate(_BRACES) for w in ("或".join(f"“{z}”" for z, _ in both), " or ".join(f"“{e}”" for _, e in both))
    )
    return Text(zh, en)


def repair_finding(value: Value, shown: str, column: Text, place: Place) -> Finding:
    """The finding that records a repair."""
    return Finding(REPAIRED, place, {"column": column, "read": shown, "repair": _REPAIRS[value.repair]}, value.raw)
