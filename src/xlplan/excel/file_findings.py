"""What can be wrong with a file as a whole: it can't be read, or it is none that can be used here."""

from __future__ import annotations

import re

from xlplan.core.finding import Finding, FindingType, Place, Severity
from xlplan.core.raw import Unreadable
from xlplan.core.text import Text
from xlplan.excel.file_notes import NOTES
from xlplan.excel.given_findings import GIVEN

_WHY = Text(
    "读不了的文件不会影响其他文件，也不会被当作空表。",
    "A file that can't be read doesn't hold up the others, and is never taken for an empty one.",
)
_RESAVE = Text("用 Excel 或 WPS 打开，另存为 .xlsx 后再交", "open it in Excel or WPS and save it as .xlsx")
_LIMIT = Text(
    "删除图片和多余内容后再交；确实需要这么大，用 --limit {raise_} 放宽",
    "remove pictures and whatever doesn't belong to it; if it has to be that large, raise the limit: --limit {raise_}",
)

_FILES: dict[str, FindingType] = {
    name: FindingType(f"FIL{n:03d}", name, Severity.ERROR, message, hint, _WHY)
    for n, name, message, hint in (
        (1, "not-found", Text("找不到文件", "no such file"), Text("检查路径", "check the path")),
        (
            2,
            "empty-file",
            Text("文件是空的（0 字节）", "the file is empty (0 bytes)"),
            Text("请对方重新发送；可能没有下载完", "ask for it again; the download may have failed"),
        ),
        (
            3,
            "truncated",
            Text("文件不完整，可能没有下载完", "the file is cut off, perhaps half downloaded"),
            Text("重新下载，或请对方重新发送", "download it again, or ask for it again"),
        ),
        (
            4,
            "not-a-workbook",
            Text("不是 Excel 工作簿（内容是{kind}）", "not an Excel workbook (it holds {kind})"),
            Text(
                "只改扩展名不会变成工作簿；请在下发的文件里填写，保存为 .xlsx",
                "another extension makes no workbook; fill in the file that was handed out and save it as .xlsx",
            ),
        ),
        (
            5,
            "encrypted",
            Text("文件设有打开密码", "the file needs a password to open"),
            Text(
                "请对方去掉密码（文件 › 信息 › 保护工作簿）后重新保存",
                "have the password removed (File › Info › Protect Workbook) and the file saved again",
            ),
        ),
        (
            6,
            "too-large",
            Text("文件过大：{what}{size}，上限 {limit}", "the file is too large: {what} {size}, limit {limit}"),
            _LIMIT,
        ),
        (
            7,
            "too-many-parts",
            Text(
                "文件内部部件过多（{count} 个，上限 {limit}）", "the file has too many parts ({count}, limit {limit})"
            ),
            Text(
                "在下发的文件里重新填写；确实需要，用 --limit parts=… 放宽",
                "fill in a fresh copy; if it has to be so, raise the limit: --limit parts=…",
            ),
        ),
        (
            8,
            "used-range",
            Text(
                "工作表用到的区域大得不正常（直到 {cell}）",
                "a sheet uses an abnormally large area (as far as {cell})",
            ),
            Text(
                "删除表格右边和下边很远处的单元格（整行整列删除）后保存",
                "delete stray cells far right of and below the table (whole rows and columns), then save",
            ),
        ),
        (9, "dtd", Text("文件含有不允许的 XML 定义", "the file holds XML definitions that are not allowed"), _RESAVE),
        (10, "duplicate-part", Text("文件内部有重名部件", "parts of the file have the same name"), _RESAVE),
        (
            11,
            "unsafe-path",
            Text("文件内部路径不安全（{part}）", "the file holds unsafe paths ({part})"),
            Text("不要使用来历不明的文件", "don't use files of unknown origin"),
        ),
        (
            12,
            "reader-crashed",
            Text("读取程序在此文件上崩溃", "the reader crashed on this file"),
            _RESAVE,
        ),
        (
            13,
            "reader-timeout",
            Text("读取超时（{seconds} 秒）", "reading took too long ({seconds} s)"),
            Text(
                "删除多余内容后再试；电脑较慢时用 --limit seconds=60 放宽",
                "remove what doesn't belong to it and try again; on a slow computer, allow more: --limit seconds=60",
            ),
        ),
        (14, "reader-error", Text("无法读取：{detail}", "it can't be read: {detail}"), _RESAVE),
        (
            15,
            "locked",
            Text("文件打不开，可能正被其他程序占用", "the file can't be opened; another program may be using it"),
            Text("关闭 Excel 后再试", "close it in Excel and try again"),
        ),
        (
            16,
            "foreign",
            Text("不是 xlplan 生成的工作簿：{why}", "not a workbook made by xlplan: {why}"),
            Text("请在下发的文件里填写", "fill in the file that was handed out"),
        ),
        (
            17,
            "other-project",
            Text("属于另一个项目（{project}）", "it belongs to another project ({project})"),
            Text("检查是否放错文件夹", "check whether it is in the wrong folder"),
        ),
        (
            18,
            "newer-format",
            Text("由更新版本的 xlplan 生成（格式 {found}）", "made by a newer xlplan (format {found})"),
            Text("升级 xlplan", "upgrade xlplan"),
        ),
        (
            19,
            "is-master",
            Text("这是主计划，不是部门文件", "this is a master, not a department's copy"),
            Text("把主计划移出收回文件夹", "keep the master out of the folder of returned files"),
        ),
        (
            20,
            "unknown-department",
            Text("部门 {department} 不在主计划里", "department {department} is not in the master"),
            Text("检查是否用了别的主计划", "check whether it belongs to another master"),
        ),
        (
            21,
            "unusable",
            Text("无法使用：{detail}", "it can't be used: {detail}"),
            Text("检查文件来源", "check where the file comes from"),
        ),
        (
            22,
            "base-lost",
            Text("文件内的基准数据丢失或损坏：{detail}", "the base inside the file is lost or damaged: {detail}"),
            Text(
                "没有基准就无法判断改了什么；请对方在原文件里填写",
                "without it nobody can tell what was changed; use the file as it was handed out",
            ),
        ),
        (
            31,
            "cloud-placeholder",
            Text(
                "这只是云盘占位文件，内容还没有下载到本机",
                "this only stands for a file in the cloud; its content is not on this computer",
            ),
            Text(
                "在云盘（OneDrive、iCloud 等）里选“始终保留在此设备上”，下载完再读",
                "have the cloud drive (OneDrive, iCloud …) keep it on this device, wait for the download, then read it",
            ),
        ),
        (
            32,
            "company-encryption",
            Text(
                "文件被单位的文档加密软件（如亿赛通、IP-guard）加密，离开对方电脑就读不了",
                "a company's document encryption (such as E-SafeNet or IP-guard) scrambled the file; only its own "
                "computers can read it",
            ),
            Text("请对方解密（申请外发）后重新发送", "have it decrypted (released for sending) and sent again"),
        ),
        (
            33,
            "printout",
            Text("是{kind}，不是工作簿", "this is {kind}, not a workbook"),
            Text(
                "打印件和截图里的内容读不出来；请对方交填好的工作簿本身",
                "nothing can be read from a print or a picture; ask for the filled-in workbook itself",
            ),
        ),
        (
            34,
            "archive-or-document",
            Text(
                "是压缩包或其他 Office 文件，不是工作簿",
                "an archive or another Office document, not a workbook",
            ),
            Text(
                "压缩包请先解压（.zip 可以直接读）；文档请把内容填到下发的文件里",
                "unpack an archive first (.zip is read as it is); what stands in a document belongs into the file "
                "that was handed out",
            ),
        ),
        (
            35,
            "binary-workbook",
            Text("是 Excel 二进制工作簿（.xlsb）", "an Excel binary workbook (.xlsb)"),
            Text("用 Excel 打开，另存为 .xlsx 后再交", "open it in Excel and save it as .xlsx"),
        ),
        (
            44,
            "archive-encrypted",
            Text("压缩包里有 {count} 个文件加了密码", "{count} file(s) of the archive need a password"),
            Text("解压后把文件放进文件夹再读", "unpack it and read the folder"),
        ),
    )
}

FOREIGN, OTHER_PROJECT = _FILES["foreign"], _FILES["other-project"]
NEWER, IS_MASTER = _FILES["newer-format"], _FILES["is-master"]
UNKNOWN_DEPARTMENT, BASE_LOST = _FILES["unknown-department"], _FILES["base-lost"]
UNUSABLE = _FILES["unusable"]
IDENTITY_LOST = FindingType(
    "FIL050",
    "identity-lost",
    Severity.ERROR,
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

_KINDS: dict[str, Text] = {
    "text": Text("纯文本", "plain text"),
    "csv": Text("CSV 文本", "CSV text"),
    "html": Text("网页", "a web page"),
    "pdf": Text(" PDF", "a PDF"),
    "image": Text("图片", "a picture"),
}
_UNKNOWN_KIND = Text("无法识别的数据", "unknown data")
# What a file is decides what can be done about it.
_SPECIAL = {
    ("encrypted", "drm"): "company-encryption",
    ("encrypted", "archive"): "archive-encrypted",
    ("not-a-workbook", "pdf"): "printout",
    ("not-a-workbook", "image"): "printout",
    ("not-a-workbook", "zip"): "archive-or-document",
    ("not-a-workbook", "xlsb"): "binary-workbook",
}
_SIZES: dict[str, tuple[Text, str]] = {
    "file": (Text("文件本身 ", "the file itself has"), "file_bytes"),
    "part": (Text("其中一个部件 ", "one part has"), "part_bytes"),
    "package": (Text("解压后 ", "unpacked it has"), "total_bytes"),
    "ratio": (Text("压缩比 ", "its compression ratio is"), "ratio"),
    "text": (Text("一段文字 ", "one text has"), "text_chars"),
    "memory": (Text("读取需要内存 ", "reading it takes"), "memory"),
}


def unreadable_finding(unreadable: Unreadable) -> Finding:
    """The one line that says what is wrong with a file."""
    given = unreadable.params
    code = _SPECIAL.get((unreadable.code, given.get("by") or given.get("kind", "")), unreadable.code)
    kind = _FILES.get(code, _FILES["reader-error"])
    params: dict[str, object] = dict.fromkeys(("size", "count", "limit", "cell", "part", "seconds"), "?")
    params |= {"detail": unreadable.code, **given}
    params["kind"] = _KINDS.get(given.get("kind", ""), _UNKNOWN_KIND)
    what = given.get("what", "")
    words, name = _SIZES.get(what, (Text("", ""), "file_bytes"))
    params |= {"what": words, "raise_": f"{name}=…"}
    params |= {key: _size(given.get(key, "?"), what) for key in ("size", "limit") if what in _SIZES}
    return Finding(kind, _place(unreadable), params)


def _place(unreadable: Unreadable) -> Place:
    sheet, cell = unreadable.params.get("sheet", ""), unreadable.params.get("cell", "")
    return Place(unreadable.name, sheet, cell if sheet and re.fullmatch("[A-Z]{1,3}[0-9]{1,7}", cell) else "")


def _size(number: str, what: str) -> object:
    """A figure as people read it: ``>67108864`` bytes are more than 64 MB."""
    digits = number.removeprefix(">")
    if not digits.isdigit():
        return number
    more = ">" if number.startswith(">") else ""
    if what == "ratio":
        return f"{more}{digits}:1"
    if what == "text":
        return Text(f"{more}{digits} 字节", f"{more}{digits} bytes")
    if int(digits) < 1 << 20:
        return f"{more}{int(digits):,} B"
    return f"{more}{int(digits) / (1 << 20):,.0f} MiB"


_ISSUED = Text(
    "下发时主计划登记了每份文件给谁、带着什么基准；对不上的不能当作原件。",
    "The master's register knows to whom each copy was issued and with which base; what differs is not taken for it.",
)
OTHER_IDENTITY = FindingType(
    "FIL051",
    "identity-differs",
    Severity.WARNING,
    Text(
        "文件的标识写着“{said}”，但它是下发给“{issued}”的，按后者处理",
        "the file's identity says “{said}”, but it was issued to “{issued}” and is taken for theirs",
    ),
    Text(
        "不要改动隐藏的标识表；用下发给本部门的文件填写",
        "leave the hidden identity alone; fill in the copy that was issued to you",
    ),
    _ISSUED,
)
NOT_AS_ISSUED = FindingType(
    "FIL052",
    "not-as-issued",
    Severity.WARNING,
    Text(
        "文件里的基准与登记的第 {serial} 号下发文件不同，不能据此判断改了什么：所有差异都列为待裁定",
        "the base inside is not the one of issue no. {serial} in the register: nothing can be told from it, and every "
        "difference is asked about",
    ),
    Text(
        "确认文件来自这份主计划；若主计划有两份，请合并进下发它的那一份",
        "check that it was issued from this master; if there are two, merge into the one that issued it",
    ),
    _ISSUED,
)
NOT_REGISTERED = FindingType(
    "FIL053",
    "not-registered",
    Severity.WARNING,
    Text(
        "主计划的下发登记里没有第 {serial} 号文件，按文件自带的基准合并",
        "the master's register has no issue no. {serial}; the file is merged by the base that it carries",
    ),
    Text("确认它是从这份主计划下发的", "check that it was issued from this master"),
    _ISSUED,
)
ISSUED = (OTHER_IDENTITY, NOT_AS_ISSUED, NOT_REGISTERED)
TYPES: tuple[FindingType, ...] = (*_FILES.values(), IDENTITY_LOST, *ISSUED, *NOTES.values(), *GIVEN)
