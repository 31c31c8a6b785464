"""What can be wrong with a template."""

from __future__ import annotations

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text

_WHY = Text(
    "模板决定每份文件有哪些表、哪些列；有一处不确定就不使用，并一次列出全部问题。",
    "A template decides which sheets and columns every file has; it is used only when all of it is certain, and "
    "everything that is wrong is listed at once.",
)
_KEYS = Text(
    "键名写错的设置不会起作用，而没有人会发现。",
    "A setting whose key is misspelt would do nothing, and nobody would notice.",
)
_FORMULAS = Text(
    "公式按这些文字计算；改了文字，公式就认不出来。",
    "Formulas count by these words and would no longer know them.",
)
_LOOK = Text(
    "看不清的标题、打不开的图片比没有更糟。",
    "A header that can't be read, a picture that can't be shown are worse than none.",
)
_OWNER = Text(
    "合并时按归属部门判断谁可以填写；没有归属，部门填的内容都会被拒绝。",
    "Merging asks which department a cell belongs to; where none is named, everything departments type is refused.",
)
MAPPING = Text("键值对", "a mapping")
LIST = Text("列表", "a list")
SCALAR = Text("单个值", "a single value")
FLAG = Text("true 或 false", "true or false")
NOT_A_TEMPLATE = Text("不是模板文件", "not a template file")
TOO_MUCH = Text("内容过多或嵌套过深", "too much, or nested too deeply")


def _type(
    number: int, name: str, message: Text, hint: Text, why: Text = _WHY, severity: Severity = Severity.ERROR
) -> FindingType:
    return FindingType(f"TPL{number:03d}", name, severity, message, hint, why)


UNREADABLE = _type(
    1,
    "template-unreadable",
    Text("不能作为模板读取：{detail}", "can't be read as a template: {detail}"),
    Text(
        "检查 YAML 写法（缩进、冒号后的空格、引号），文件存为 UTF-8",
        "check the YAML (indentation, a space after each colon, quotes); save the file as UTF-8",
    ),
)
KEY_TWICE = _type(
    2,
    "template-key-twice",
    Text("“{key}”出现两次", "“{key}” appears twice"),
    Text("合并成一处，或删去一处", "merge them, or remove one"),
    _KEYS,
)
UNKNOWN_KEY = _type(
    3,
    "template-unknown-key",
    Text("{where} 没有“{key}”这一项{near}", "{where} has no “{key}”{near}"),
    Text(
        "改正键名；可设置的内容见 docs/templates.zh.md",
        "correct the key; what can be set is in docs/templates.en.md",
    ),
    _KEYS,
)
KEY_MISSING = _type(
    4,
    "template-key-missing",
    Text("{where} 缺少“{key}”", "{where}: “{key}” is missing"),
    Text("补上“{key}”", "add “{key}”"),
)
WRONG_SHAPE = _type(
    5,
    "template-wrong-shape",
    Text("“{where}”应为{want}", "“{where}” should be {want}"),
    Text(
        "列表每行以“- ”开头；键值对写作“键: 值”；文字要分中英文两项 zh、en",
        "begin each line of a list with “- ”; write a mapping as “key: value”; words have two entries, zh and en",
    ),
)
WRONG_VALUE = _type(
    6,
    "template-wrong-value",
    Text("“{where}”不能是“{value}”，应为{want}", "“{where}” can't be “{value}”; it should be {want}"),
    Text("改成{want}", "write {want}"),
)
WORDS = _type(
    7,
    "template-words",
    Text("“{where}”的文字不能用：“{value}”", "“{where}”: these words can't be used: “{value}”"),
    Text(
        "不能为空，不超过 {limit} 字，不换行，不含花括号和控制字符",
        "neither empty nor longer than {limit} characters, on one line, without braces and control characters",
    ),
    _LOOK,
)
UNKNOWN_FORM = _type(
    8,
    "template-unknown-form",
    Text("没有表单“{form}”{near}", "there is no form “{form}”{near}"),
    Text(
        "全部表单见 xlplan forms；自加的表单写在 extra_forms", "see xlplan forms; forms of your own go to extra_forms"
    ),
)
UNKNOWN_TABLE = _type(
    9,
    "template-unknown-table",
    Text("没有表“{table}”{near}", "there is no table “{table}”{near}"),
    Text("表的键见 xlplan forms（代码.表键）", "see xlplan forms for the keys of tables (code.table)"),
)
UNKNOWN_COLUMN = _type(
    10,
    "template-unknown-column",
    Text("表“{table}”没有列“{column}”{near}", "table “{table}” has no column “{column}”{near}"),
    Text("列的键见 xlplan forms；自加的列写在 extra_columns", "see xlplan forms; columns of your own: extra_columns"),
)
UNKNOWN_KIND = _type(
    11,
    "template-unknown-kind",
    Text("没有“{kind}”这种内容{near}", "there is no kind “{kind}”{near}"),
    Text("可用：{kinds}", "there are: {kinds}"),
)
FORM_TWICE = _type(
    12,
    "template-form-twice",
    Text("表单“{form}”列了两次", "the form “{form}” is listed twice"),
    Text("只保留一处", "keep one of them"),
)
FORM_NEEDED = _type(
    13,
    "template-form-needed",
    Text("缺少表单“{form}”，{by}离不开它", "the form “{form}” is missing; {by} can't do without it"),
    Text("在 forms 中加上 {form}", "add {form} to forms"),
    Text(
        "编码、部门、日历等是其他表计算的依据。",
        "Codes, departments and calendar are what the other sheets are calculated from.",
    ),
)
TAKEN = _type(
    14,
    "template-key-taken",
    Text("“{value}”已被使用", "“{value}” is in use already"),
    Text(
        "换一个键名；以 x_ 开头的永远不会与内置的冲突", "choose another; what begins with x_ never meets a built-in one"
    ),
)
KEY_MALFORMED = _type(
    15,
    "template-key-malformed",
    Text("“{value}”不能作为键名", "“{value}” can't be a key"),
    Text(
        "只用小写英文字母、数字和下划线，以字母开头", "small letters, digits and underscores, beginning with a letter"
    ),
)
TITLE_TWICE = _type(
    16,
    "template-title-unusable",
    Text(
        "标题“{title}”不能作为工作表名：与其他工作表重名，或是 Excel 的保留名",
        "the title “{title}” can't name a sheet: another has it, or Excel keeps it for itself",
    ),
    Text(
        "换一个标题；工作表名按前 24 个字区分",
        "choose another title; sheets are told apart by their first 24 characters",
    ),
)
COLOUR = _type(
    17,
    "template-colour",
    Text("“{value}”不是颜色", "“{value}” is not a colour"),
    Text('写成加引号的 "#1F4E79"', 'write it as "#1F4E79", in quotes'),
    _LOOK,
)
CONTRAST = _type(
    18,
    "template-contrast",
    Text(
        "颜色 {value} 上的文字看不清（对比度 {ratio}，至少 {least}）",
        "text on {value} is hard to read (contrast {ratio}, at least {least})",
    ),
    Text("{advice}", "{advice}"),
    _LOOK,
)
LOGO = _type(
    19,
    "template-logo",
    Text("标志图片不能用：{detail}", "the logo can't be used: {detail}"),
    Text(
        "用模板旁边的 PNG 或 JPEG 文件，不超过 {limit} KB",
        "use a PNG or JPEG file beside the template of at most {limit} KB",
    ),
    _LOOK,
)
OPTION_TWICE = _type(
    20,
    "template-option-twice",
    Text("“{word}”同时指“{one}”和“{other}”", "“{word}” means both “{one}” and “{other}”"),
    Text("每个写法只能属于一个选项（大小写不计）", "each spelling may belong to one option only; case does not count"),
)
UNKNOWN_LIST = _type(
    21,
    "template-unknown-list",
    Text("没有选项表“{list}”{near}", "there is no choice list “{list}”{near}"),
    Text("选项表：{lists}", "choice lists: {lists}"),
)
UNKNOWN_OPTION = _type(
    22,
    "template-unknown-option",
    Text("选项表“{list}”没有“{option}”{near}", "the choice list “{list}” has no “{option}”{near}"),
    Text("新选项写在 options", "new ones go to options"),
)
FIXED_WORDS = _type(
    23,
    "template-fixed-words",
    Text(
        "选项表“{list}”的文字固定，不能改名或增加选项",
        "the words of the choice list “{list}” are fixed; options can be neither renamed nor added",
    ),
    Text("别名（aliases）可以加", "aliases may be added"),
    _FORMULAS,
)
OWNER_FIELD = _type(
    24,
    "template-owner-missing",
    Text(
        "“{column}”由部门填写，但“{table}”没有说明归属哪个部门",
        "“{column}” is filled in by departments, but “{table}” does not say by which",
    ),
    Text(
        "加一列 kind: dept，并用 owner_field 指明（或 task.dept：任务的主责部门）；记录表由项目经理填写",
        "add a column of kind dept and name it by owner_field (or task.dept: the department of a task); "
        "records are the project manager's",
    ),
    _OWNER,
)
NUMBERING = _type(
    25,
    "template-numbering",
    Text("编号格式“{value}”不能用", "the pattern of numbers “{value}” can't be used"),
    Text(
        "以计数结尾；各行归属部门的，还要含部门简称，例如 {example}",
        "end it with the count; where rows belong to departments it holds their short code, for example {example}",
    ),
    Text("编号要能认出是哪个部门的第几号。", "A number has to tell the department and the count."),
)
HEADER_TWICE = _type(
    26,
    "template-header-twice",
    Text("表“{table}”的两列都叫“{header}”", "two columns of table “{table}” are called “{header}”"),
    Text("改一个列名", "rename one of them"),
)
COMPUTED_REQUIRED = _type(
    27,
    "template-computed-required",
    Text("“{column}”自动计算，不能设为必填", "“{column}” is calculated and can't be required"),
    Text("去掉 required", "remove required"),
)
UNKNOWN_RULE = _type(
    28,
    "template-unknown-rule",
    Text("没有检查项“{rule}”{near}", "there is no rule “{rule}”{near}"),
    Text("全部检查项见 xlplan rules", "see xlplan rules for all of them"),
)
UNKNOWN_SETTING = _type(
    29,
    "template-unknown-setting",
    Text("检查项 {rule} 没有设置“{setting}”{near}", "rule {rule} has no setting “{setting}”{near}"),
    Text("可设置：{settings}", "it has: {settings}"),
)
SETTING_VALUE = _type(
    30,
    "template-setting-value",
    Text("检查项 {rule} 的“{setting}”不能是“{value}”", "rule {rule}: “{setting}” can't be “{value}”"),
    Text("应填：{want}", "expected: {want}"),
)
BUILT_IN_NAME = _type(
    31,
    "template-built-in-name",
    Text("“{name}”是内置模板的名称", "“{name}” is the name of a built-in template"),
    Text("换一个名称，例如公司简称", "choose another name, such as your company's"),
    Text(
        "文件里的模板万一丢失，会按名称去找；重名就会找错。",
        "Should a file lose its template, it is looked for by name, and the wrong one would be found.",
    ),
    Severity.WARNING,
)
NO_HISTORY = _type(
    32,
    "template-no-history",
    Text("有进度跟踪表，没有进度历史（history）", "there is progress tracking, but no progress history"),
    Text("在 forms 中加上 history", "add history to forms"),
    Text(
        "已完成任务的进度留在以往各轮；没有进度历史，汇总进度会偏低。",
        "What is finished was reported in earlier rounds; without them the total falls short.",
    ),
    Severity.WARNING,
)
NO_EFFECT = _type(
    33,
    "template-without-effect",
    Text(
        "“{table}”的设置不起作用：模板没有这张表", "what is set for “{table}” does nothing: the template leaves it out"
    ),
    Text("删去，或在 forms 中加上该表单", "remove it, or add the form to forms"),
    _KEYS,
    Severity.WARNING,
)
RULE_TWICE = _type(
    34,
    "template-rule-twice",
    Text("检查项 {rule} 设置了两次（代码和名称）", "rule {rule} is set twice (by code and by name)"),
    Text("只保留一处", "keep one of them"),
    _KEYS,
)
UNKNOWN_CODE = _type(
    35,
    "template-unknown-code",
    Text("没有代码“{code}”{near}", "there is no code “{code}”{near}"),
    Text("全部代码见 xlplan rules", "xlplan rules lists all codes"),
    _KEYS,
)
TYPES: tuple[FindingType, ...] = tuple(v for v in list(vars().values()) if isinstance(v, FindingType))
