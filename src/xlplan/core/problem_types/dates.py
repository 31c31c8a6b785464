"""Problems of dates."""

from __future__ import annotations

from xlplan.core.finding import FindingType
from xlplan.core.problem_types.base import problem
from xlplan.core.text import Text

TYPES: tuple[FindingType, ...] = (
    problem(
        12,
        "not-a-date",
        Text("“{column}”应为日期，现为“{value}”", "“{column}” should be a date but is “{value}”"),
        Text("填写确切日期，例如 2026-03-05{near}", "type an exact date, for example 2026-03-05{near}"),
    ),
    problem(
        13,
        "no-such-day",
        Text("“{column}”的日期不存在：{value}", "“{column}”: there is no such day: {value}"),
        Text("检查月份的天数{near}", "check how many days the month has{near}"),
    ),
    problem(
        14,
        "date-range",
        Text("“{column}”里是一段时间：{value}", "“{column}” holds a period: {value}"),
        Text("开始和结束分别填在各自的列{split}", "put start and finish into their own columns{split}"),
    ),
    problem(
        15,
        "date-without-year",
        Text("“{column}”缺年份：{value}", "“{column}” has no year: {value}"),
        Text("补上年份，例如 2026-03-05{near}", "add the year, for example 2026-03-05{near}"),
    ),
    problem(
        16,
        "date-ambiguous",
        Text(
            "“{column}”日期有歧义：{value}（日月顺序不明）",
            "“{column}” is ambiguous: {value} (day or month first?)",
        ),
        Text("按 年-月-日 填写，例如 2026-03-05{near}", "write year-month-day, for example 2026-03-05{near}"),
    ),
    problem(
        17,
        "date-out-of-range",
        Text(
            "“{column}”日期超出范围：{value}（{low}～{high}）",
            "“{column}” is out of range: {value} ({low} to {high})",
        ),
        Text("检查年份", "check the year"),
    ),
    problem(
        42,
        "date-vague",
        Text("“{column}”不是确切的日期：{value}", "“{column}” is no exact date: {value}"),
        Text("填写年、月、日{near}", "type year, month and day{near}"),
    ),
    problem(
        43,
        "date-short-year",
        Text("“{column}”的年份只有两位：{value}", "“{column}” has a year of two digits: {value}"),
        Text("写四位年份，按 年-月-日 填写{near}", "write four digits of the year, year first{near}"),
    ),
    problem(
        44,
        "weekday-differs",
        Text(
            "“{column}”的日期是{actual}，与写的星期不符：{value}",
            "“{column}”: that day is a {actual}, not the day of the week that is written: {value}",
        ),
        Text("核对后只填日期{near}", "check it and type the date alone{near}"),
    ),
    problem(
        45,
        "several-dates",
        Text("“{column}”里有几个日期：{value}", "“{column}” holds several dates: {value}"),
        Text(
            "一格只填一个日期；不同的人或阶段分成几行{near}",
            "one date to a cell; split people or stages into rows{near}",
        ),
    ),
    problem(
        46,
        "date-zero",
        Text("“{column}”是 0 变成的日期（1900-01-00）", "“{column}” is a zero that looks like a date (1900-01-00)"),
        Text(
            "多为引用了空单元格的公式：清空，或填写日期",
            "usually a formula that refers to a blank cell: clear it, or type the date",
        ),
    ),
)
