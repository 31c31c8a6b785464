"""What is said when WBS codes are given anew, and of what copies say about the codes of before."""

from __future__ import annotations

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text

_WHY = Text(
    "引用按任务本身保存，会自动跟着换；写在文字里的编码只有人知道指的是哪一项。",
    "References are kept by task and follow by themselves; of a code within a text only people know what it means.",
)

CODE_IN_TEXT = FindingType(
    "SHT030",
    "code-in-text",
    Severity.WARNING,
    Text("文字里提到编码 {old}，该任务现为 {new}：{text}", "a text mentions code {old}, which is now {new}: {text}"),
    Text("如果指的是这项任务，请手工改写", "rewrite it by hand if it means that task"),
    _WHY,
)
CODE_ADOPTED = FindingType(
    "SHT031",
    "code-without-parent",
    Severity.WARNING,
    Text(
        "“{task}”的上级编码没有对应的任务，重新编号后归到{parent}",
        "no task has the code above “{task}”; with its new code it belongs to {parent}",
    ),
    Text("确认上下级是否正确", "see whether that is where it belongs"),
    _WHY,
)
CODE_FOLLOWS = FindingType(
    "SHT032",
    "code-of-before",
    Severity.INFO,
    Text(
        "新增任务“{task}”的编码 {value} 按下发时的编码填写，已换成重新编号后的 {new}",
        "the code {value} of the added task “{task}” is one of before the renumbering; it was read as {new}",
    ),
    Text("无需处理", "nothing needs to be done"),
    Text(
        "文件下发以后主计划重新编号；文件里的编码按下发时的任务清单理解。",
        "The master was renumbered after the file had been issued; its codes mean what its own list of tasks says.",
    ),
)
TYPES: tuple[FindingType, ...] = (CODE_IN_TEXT, CODE_ADOPTED, CODE_FOLLOWS)
