"""What can be wrong with a file as a whole, in one line each."""

from __future__ import annotations

from xlplan.core.finding import Finding, FindingType, Place, Severity
from xlplan.core.raw import Unreadable
from xlplan.core.text import Text
from xlplan.excel.structure_findings import TYPES as STRUCTURE

_WHY = Text(
    "读不了的文件不会影响其他文件，也不会被当作空表。",
    "A file that can't be read doesn't hold up the others, and is never taken for an empty one.",
)
E, W, NOTE = Severity.ERROR, Severity.WARNING, Severity.INFO

_FILES: dict[str, FindingType] = {
    name: FindingType(f"FIL{n:03d}", name, E, message, hint, _WHY)
    for n, (name, message, hint) in enumerate(
        (
            ("not-found", Text("找不到文件", "no such file"), Text("检查路径", "check the path")),
            (
                "empty-file",
                Text("文件是空的（0 字节）", "the file is empty (0 bytes)"),
                Text("请对方重新发送；可能没有下载完", "ask for it again; the download may have failed"),
            ),
            (
                "truncated",
                Text("文件不完整，可能没有下载完", "the file is cut off, perhaps half downloaded"),
                Text("请对方重新发送", "ask for it again"),
            ),
            (
                "not-a-workbook",
                Text("不是 Excel 工作簿（内容是 {kind}）", "not an Excel workbook (it holds {kind})"),
                Text("请用 Excel 或 WPS 另存为 .xlsx", "save it as .xlsx with Excel or WPS"),
            ),
            (
                "encrypted",
                Text("文件加了密码", "the file is protected by a password"),
                Text("去掉密码后重新保存", "remove the password and save it again"),
            ),
            (
                "too-large",
                Text("文件过大：{what} {size}，上限 {limit}", "the file is too large: {what} {size}, limit {limit}"),
                Text("删除图片和多余内容后再交", "remove pictures and whatever doesn't belong to it"),
            ),
            (
                "too-many-parts",
                Text(
                    "文件内部部件过多（{count}，上限 {limit}）", "the file has too many parts ({count}, limit {limit})"
                ),
                Text("新建文件后重新填写", "fill in a fresh copy"),
            ),
            (
                "used-range",
                Text("工作表用到的区域大得不正常", "a sheet uses an abnormally large area"),
                Text("删除表格外的多余单元格后保存", "delete stray cells far outside the table and save"),
            ),
            (
                "dtd",
                Text("文件含有不允许的 XML 定义", "the file holds XML definitions that are not allowed"),
                Text("用 Excel 或 WPS 打开后另存", "open it in Excel or WPS and save it again"),
            ),
            (
                "duplicate-part",
                Text("文件内部有重名部件", "parts of the file have the same name"),
                Text("用 Excel 或 WPS 打开后另存", "open it in Excel or WPS and save it again"),
            ),
            (
                "unsafe-path",
                Text("文件内部路径不安全", "the file holds unsafe paths"),
                Text("不要使用来历不明的文件", "don't use files of unknown origin"),
            ),
            (
                "reader-crashed",
                Text("读取程序在此文件上崩溃", "the reader crashed on this file"),
                Text("用 Excel 或 WPS 打开后另存再试", "open it in Excel or WPS, save it and try again"),
            ),
            (
                "reader-timeout",
                Text("读取超时", "reading took too long"),
                Text("删除多余内容后再试", "remove what doesn't belong to it and try again"),
            ),
            (
                "reader-error",
                Text("无法读取：{detail}", "it can't be read: {detail}"),
                Text("用 Excel 或 WPS 打开后另存再试", "open it in Excel or WPS, save it and try again"),
            ),
            (
                "locked",
                Text("文件打不开，可能正被其他程序占用", "the file can't be opened; another program may be using it"),
                Text("关闭 Excel 后再试", "close it in Excel and try again"),
            ),
            (
                "foreign",
                Text("不是 xlplan 生成的工作簿：{why}", "not a workbook made by xlplan: {why}"),
                Text("请在下发的文件里填写", "fill in the file that was handed out"),
            ),
            (
                "other-project",
                Text("属于另一个项目（{project}）", "it belongs to another project ({project})"),
                Text("检查是否放错文件夹", "check whether it is in the wrong folder"),
            ),
            (
                "newer-format",
                Text("由更新版本的 xlplan 生成（格式 {found}）", "made by a newer xlplan (format {found})"),
                Text("升级 xlplan", "upgrade xlplan"),
            ),
            (
                "is-master",
                Text("这是主计划，不是部门文件", "this is a master, not a department's copy"),
                Text("把主计划移出收回文件夹", "keep the master out of the folder of returned files"),
            ),
            (
                "unknown-department",
                Text("部门 {department} 不在主计划里", "department {department} is not in the master"),
                Text("检查是否用了别的主计划", "check whether it belongs to another master"),
            ),
            (
                "unusable",
                Text("无法使用：{detail}", "it can't be used: {detail}"),
                Text("检查文件来源", "check where the file comes from"),
            ),
            (
                "base-lost",
                Text("文件内的基准数据丢失或损坏：{detail}", "the base inside the file is lost or damaged: {detail}"),
                Text(
                    "没有基准就无法判断改了什么；请对方在原文件里填写",
                    "without it nobody can tell what was changed; use the file as it was handed out",
                ),
            ),
        ),
        1,
    )
}

FOREIGN, OTHER_PROJECT = _FILES["foreign"], _FILES["other-project"]
NEWER, IS_MASTER = _FILES["newer-format"], _FILES["is-master"]
UNKNOWN_DEPARTMENT, BASE_LOST = _FILES["unknown-department"], _FILES["base-lost"]
UNUSABLE = _FILES["unusable"]
IDENTITY_LOST = FindingType(
    "FIL050",
    "identity-lost",
    E,
    Text(
        "表是 xlplan 生成的（{count} 张，如 {sheets}），但文件的标识已丢失，不知道属于哪个项目、部门和轮次",
        "its sheets were made by xlplan ({count}, such as {sheets}), but the file has lost its identity: project, department "
        "and round are not known",
    ),
    Text(
        "不要把表复制到新工作簿；把填写的内容粘贴回下发的文件后再交",
        "sheets must not be copied into a new workbook; paste what was filled in back into the file that was issued",
    ),
    _WHY,
)

TYPES: tuple[FindingType, ...] = (*_FILES.values(), IDENTITY_LOST, *STRUCTURE)


_KINDS: dict[str, Text] = {
    "text": Text("纯文本", "plain text"),
    "csv": Text("CSV 文本", "CSV text"),
    "html": Text("网页", "a web page"),
    "pdf": Text("PDF", "a PDF"),
    "zip": Text("压缩包", "an archive"),
    "image": Text("图片", "a picture"),
}
_SIZES: dict[str, Text] = {
    "file": Text("文件", "file"),
    "part": Text("部件", "part"),
    "package": Text("解压后总量", "unpacked"),
    "ratio": Text("压缩比", "compression ratio"),
    "text": Text("文字", "text"),
    "memory": Text("内存", "memory"),
}
_UNKNOWN_KIND = Text("无法识别的数据", "unknown data")


def unreadable_finding(unreadable: Unreadable) -> Finding:
    """The one line that says what is wrong with a file."""
    kind = _FILES.get(unreadable.code, _FILES["reader-error"])
    params: dict[str, object] = {
        "kind": "?",
        "what": "",
        "size": "?",
        "count": "?",
        "limit": "?",
        "detail": unreadable.code,
    }
    params.update(unreadable.params)
    params["what"] = _SIZES.get(str(params["what"]), "")
    params["kind"] = _KINDS.get(str(params["kind"]), _UNKNOWN_KIND)
    return Finding(kind, Place(unreadable.path.name), params)
