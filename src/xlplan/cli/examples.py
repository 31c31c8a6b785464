"""Examples in the help of commands: written once, with the names of files and people as each language has them."""

from __future__ import annotations

from xlplan.core.text import Lang, Text

TITLE = Text("例：", "Examples:")
NAMES = (
    ("项目WBS分解表!N8", "'Work breakdown structure!N8'"),
    ("智能门锁/主计划/智能门锁.xlsx", "lock/master/lock.xlsx"),
    ("项目/主计划/主计划.xlsx", "project/master/master.xlsx"),
    ("归档/主计划.r0012.xlsx", "archive/master.r0012.xlsx"),
    ("客户已同意延后", "'the client agrees'"),
    ("智能门锁上市", "'Smart lock'"),
    ("研发部,市场部", "Marketing,Sales"),
    ("主计划.xlsx", "master.xlsx"),
    ("问题.html", "findings.html"),
    ("问题.xlsx", "findings.xlsx"),
    ("状态.html", "status.html"),
    ("高洁 吴海波", "'Gao Jie' 'Wu Haibo'"),
    ("陈静", "'Chen Jing'"),
    ("研发部", "Marketing"),
    ("工期", "duration"),
    ("收回", "returned"),
    ("退回", "'to be corrected'"),
    ("邮件", "mails"),
    ("发出", "issued"),
    ("归档", "archive"),
    ("项目", "project"),
)
"""Names in examples in Chinese and English, longer ones before those that they contain."""


def examples(lang: Lang, text: Text, *lines: str) -> str:
    """The help of a command with its examples, which are written in Chinese."""
    return "\n".join((text(lang), "", "\b", TITLE(lang), *(f"  {_named(line, lang)}" for line in lines)))


def _named(line: str, lang: Lang) -> str:
    if lang == "zh":
        return line
    for zh, en in NAMES:
        line = line.replace(zh, en)
    return line
