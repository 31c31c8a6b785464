"""What is said of files that were given and not read: leftovers, files of other kinds, archives, subfolders."""

from __future__ import annotations

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text

_WHY = Text(
    "交来的东西有一样没读，就说一声：没读和没有不是一回事。",
    "Whatever was handed in and not read is said: not read is not the same as not there.",
)
_NOTHING = Text("无需处理", "nothing needs to be done")


def _type(n: int, name: str, severity: Severity, message: Text, hint: Text) -> FindingType:
    return FindingType(f"FIL{n:03d}", name, severity, message, hint, _WHY)


LOCK = _type(
    36,
    "lock-file",
    Severity.INFO,
    Text(
        "有人正开着（或上次没有正常关闭）{files}；锁文件未读取",
        "somebody has {files} open, or it was not closed properly; the lock file was not read",
    ),
    Text(
        "如果对方还在填，等保存关闭后再收一次",
        "if it is still being filled in, collect it again once it is saved and closed",
    ),
)
LEFTOVER = _type(
    37,
    "leftover",
    Severity.INFO,
    Text("忽略了 {count} 个系统文件或临时文件：{files}", "{count} system or temporary file(s) ignored: {files}"),
    _NOTHING,
)
OTHER_TYPE = _type(
    38,
    "other-type",
    Severity.INFO,
    Text("{count} 个文件不是工作簿，没有读取：{files}", "{count} file(s) are no workbooks and were not read: {files}"),
    Text(
        "里面如有要填报的内容，请填到下发的工作簿里",
        "if something in them was to be reported, it belongs into the workbook that was handed out",
    ),
)
UNFINISHED = _type(
    39,
    "unfinished-download",
    Severity.WARNING,
    Text("没有下载完，未读取", "its download is not finished; it was not read"),
    Text("下载完再读，或请对方重新发送", "finish the download, or ask for it again"),
)
STUB = _type(
    40,
    "stub",
    Severity.WARNING,
    Text(
        "只是快捷方式或云盘占位，文件本身不在这里，未读取",
        "only a shortcut or what stands for a file in the cloud; the file itself is not here and was not read",
    ),
    Text(
        "先把文件下载（复制）到这个文件夹；快捷方式请对方改发文件本身",
        "download or copy the file into this folder; of a shortcut, ask for the file itself",
    ),
)
ARCHIVE = _type(
    41,
    "archive-unopened",
    Severity.WARNING,
    Text("压缩包没有打开，里面的文件未读取", "the archive was not opened; the files in it were not read"),
    Text(
        "请先解压再读（文件夹里的 .zip 会直接读，压缩包里的压缩包不会）",
        "unpack it first (a .zip in a folder is read as it is, an archive within an archive is not)",
    ),
)
SUBFOLDER = _type(
    42,
    "subfolder",
    Severity.WARNING,
    Text("子文件夹里有 {count} 个工作簿，没有读取", "{count} workbook(s) in a subfolder were not read"),
    Text("要读就把它也写进命令：{path}", "to have them read, name it on the command line, too: {path}"),
)
SAME_CONTENT = _type(
    43,
    "same-content",
    Severity.INFO,
    Text("与 {other} 内容完全相同，只检查一次", "equals {other} and was checked once"),
    _NOTHING,
)
NO_WORKBOOK = _type(
    45,
    "archive-without-workbook",
    Severity.WARNING,
    Text("压缩包里没有可读的工作簿", "there is no workbook to read in the archive"),
    Text("检查是否打包了别的东西", "check whether something else was packed"),
)
BY_CONTENT = _type(
    46,
    "taken-by-content",
    Severity.INFO,
    Text(
        "没有工作簿的扩展名，但内容是工作簿，已读取",
        "it has no extension of a workbook, but holds one, which was read",
    ),
    Text("建议加上扩展名 .xlsx", "better add the extension .xlsx"),
)
OTHER_TABLE = _type(
    47,
    "other-table",
    Severity.WARNING,
    Text("这种格式的表格不能读，未读取", "tables in this format can't be read; it was not read"),
    Text("请另存（导出）为 .xlsx 后再交", "save or export it as .xlsx"),
)

GIVEN: tuple[FindingType, ...] = (
    LOCK,
    LEFTOVER,
    OTHER_TYPE,
    UNFINISHED,
    STUB,
    ARCHIVE,
    SUBFOLDER,
    SAME_CONTENT,
    NO_WORKBOOK,
    BY_CONTENT,
    OTHER_TABLE,
)
