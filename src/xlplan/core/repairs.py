"""The repairs that reading makes, and the findings that record them."""

from __future__ import annotations

from xlplan.core.cell import Blank, Value
from xlplan.core.finding import Finding, FindingType, Place, Severity
from xlplan.core.text import LANGS, Text

_WORDS = {
    "number-as-text": Text("文本与数字互转", "text and number converted"),
    "fifteen-digits": Text("按 15 位有效数字读取", "read to 15 digits"),
    "date-to-text": Text("日期转为文字", "date turned into text"),
    "invisible": Text("去掉看不见的字符", "invisible characters left out"),
    "spelling": Text("写法统一", "spelling made uniform"),
    "repeated": Text("重复的只留一个", "repetitions left out"),
    "title-left-out": Text("去掉称呼", "form of address left out"),
    "percent-spelling": Text("百分比写法统一", "percentage made uniform"),
    "money-spelling": Text("金额单位换算", "money unit converted"),
    "date-as-text": Text("文本日期转为日期", "text turned into a date"),
    "date-as-number": Text("数字转为日期", "number turned into a date"),
    "date-as-serial": Text("日期序号转为日期", "serial number turned into a date"),
    "time-dropped": Text("去掉时刻{rest}，只留日期", "time of day{rest} left out"),
}
_WHY = Text(
    "确定无疑的写法差异会自动统一，并逐条记录。",
    "Certain differences of spelling are made uniform, and each one is recorded.",
)
REPAIRED = FindingType(
    "CEL100",
    "cell-repaired",
    Severity.INFO,
    Text(
        "“{column}”由“{value}”读作“{read}”（{repair}）",
        "“{column}”: “{value}” was read as “{read}” ({repair})",
    ),
    Text("如不正确请改正", "correct it if that is wrong"),
    _WHY,
)
REMARK_BESIDE = FindingType(
    "CEL101",
    "remark-beside",
    Severity.WARNING,
    Text(
        "“{column}”由“{value}”读作“{read}”，旁边的说明“{rest}”没有读入",
        "“{column}”: “{value}” was read as “{read}”; the remark “{rest}” beside it was not",
    ),
    Text("把“{rest}”移到说明或备注列", "move “{rest}” into the column for notes"),
    Text(
        "数值确定无疑，说明却不属于这一列；这里原样引用，免得丢失。",
        "The value is certain, but the remark does not belong into the column; it is quoted so that it is not lost.",
    ),
)
PLACEHOLDER = FindingType(
    "CEL102",
    "placeholder",
    Severity.INFO,
    Text("“{column}”里的“{value}”按空白处理", "“{column}”: “{value}” counts as blank"),
    Text("如果不是要清空，请填写内容", "fill it in if it was not meant to be cleared"),
    Text(
        "横线等符号和模板留下的提示不是内容；如果原来有内容，就等于清空，所以要说出来。",
        "Strokes and prompts that a template left are no content; where there was some they clear it, which is worth saying.",
    ),
)
TYPES: tuple[FindingType, ...] = (REPAIRED, REMARK_BESIDE, PLACEHOLDER)
_OWN = {"remark-beside": REMARK_BESIDE}


def repair_finding(value: Value, shown: str, column: Text, place: Place) -> Finding:
    """The finding that records a repair."""
    kind = _OWN.get(value.repair, REPAIRED)
    params: dict[str, object] = {"column": column, "read": shown, "rest": value.rest}
    if kind is REPAIRED:
        words = _WORDS[value.repair]
        params["repair"] = Text(*(words(lang, rest=f" {value.rest}" if value.rest else "") for lang in LANGS))
    return Finding(kind, place, params, value.raw)


def placeholder_finding(blank: Blank, column: Text, place: Place) -> Finding:
    """The finding of a placeholder, for whoever finds that it clears a value."""
    return Finding(PLACEHOLDER, place, {"column": column}, blank.raw)
