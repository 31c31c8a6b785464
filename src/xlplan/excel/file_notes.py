"""What is worth saying about a file that could be read: what was left alone in it, what it is in truth."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from xlplan.core.finding import Finding, FindingType, Place, Severity
from xlplan.core.raw import RawNote
from xlplan.core.text import Text

_WHY = Text(
    "只读取单元格的值：不运行、不连接、不更新任何东西。",
    "Only the values of cells are read: nothing is run, followed or refreshed.",
)
_NOTHING = Text("无需处理", "nothing needs to be done")

NOTES: dict[str, FindingType] = {
    name: FindingType(f"FIL{n:03d}", name, severity, message, hint, _WHY)
    for n, name, severity, message, hint in (
        (
            23,
            "macros",
            Severity.INFO,
            Text("文件带有宏；没有运行宏，只读取了值", "the file has macros; they were not run, values were read"),
            Text("不需要宏，建议另存为 .xlsx", "macros are not needed; better save it as .xlsx"),
        ),
        (
            24,
            "external-links",
            Severity.WARNING,
            Text(
                "有 {count} 个指向其他文件的链接，没有打开；读取的是上次保存的结果",
                "{count} link(s) to other files were not followed; what was last saved is what was read",
            ),
            Text(
                "核对引用其他文件的单元格，最好直接填写数值（数据 › 编辑链接 › 断开链接）",
                "check the cells that refer to other files, better type their values (Data › Edit Links › Break Link)",
            ),
        ),
        (
            25,
            "dde",
            Severity.WARNING,
            Text(
                "文件会通过 DDE 调用其他程序，没有执行",
                "the file calls other programs by DDE; that was not followed",
            ),
            Text(
                "正常填写不会有这种内容；确认文件来源后再在 Excel 里打开",
                "filling in never needs this; make sure where the file comes from before opening it in Excel",
            ),
        ),
        (
            26,
            "renamed",
            Severity.INFO,
            Text(
                "扩展名是 .{extension}，内容其实是 {kind}；按内容读取",
                "the extension says .{extension}, the content is {kind}; it was read by its content",
            ),
            Text(
                "建议改用正确的扩展名，否则 Excel 可能不肯打开", "give it the right extension, or Excel may refuse it"
            ),
        ),
        (
            27,
            "high-ratio",
            Severity.INFO,
            Text(
                "压缩比异常高（{ratio}:1），大量内容重复或空白",
                "it is compressed unusually well ({ratio}:1): much of it is repeated or blank",
            ),
            Text("删除表格外的空白格式可以缩小文件", "deleting formats outside the tables makes the file smaller"),
        ),
        (
            28,
            "sheet-skipped",
            Severity.INFO,
            Text(
                "“{sheet}”不是普通工作表（{kind}），没有读取",
                "“{sheet}” is no ordinary sheet ({kind}) and was not read",
            ),
            _NOTHING,
        ),
        (
            29,
            "repaired-xml",
            Severity.INFO,
            Text(
                "文件里有不可见的控制字符，读取时去掉了（{part}）",
                "there were invisible control characters, which were left out ({part})",
            ),
            Text("多半来自从其他软件粘贴的文字，核对即可", "mostly from text pasted out of other programs; just check"),
        ),
        (
            30,
            "no-cell-flags",
            Severity.INFO,
            Text(
                "{kind} 格式里分不出公式、错误值和百分比格式，只读取了值",
                "the format {kind} does not tell formulas, errors and per cent apart; only values were read",
            ),
            Text("最好另存为 .xlsx 后再交", "better save it as .xlsx"),
        ),
    )
}
_SHEETS = {
    "chartsheet": Text("图表", "a chart"),
    "dialogsheet": Text("对话框", "a dialog"),
    "macrosheet": Text("宏表", "a macro sheet"),
    "xlmacrosheet": Text("宏表", "a macro sheet"),
    "vba": Text("宏代码", "macro code"),
    "vbamodule": Text("宏代码", "macro code"),
}
_OTHER_SHEET = Text("没有单元格", "it has no cells")
_DEFAULTS: Mapping[str, object] = dict.fromkeys(("count", "extension", "kind", "ratio", "sheet", "part"), "?")


def note_findings(notes: Iterable[RawNote], file: str) -> list[Finding]:
    """The findings of what the reader noted. A note without words of its own is left out; tests know them all."""
    found: list[Finding] = []
    for note in notes:
        kind = NOTES.get(note.code)
        if kind is None or (note.code == "dde" and any(x.type is kind for x in found)):
            continue
        params: dict[str, object] = {**_DEFAULTS, **note.params}
        sheet = note.params.get("sheet", "")
        if note.code == "sheet-skipped":
            params["kind"] = _SHEETS.get(note.params.get("kind", "").lower(), _OTHER_SHEET)
        found.append(Finding(kind, Place(file, sheet), params))
    return found
