"""Why a file could not be written, in one line."""

from __future__ import annotations

import errno
from pathlib import Path

from xlplan.core.errors import OutputError
from xlplan.core.text import Text

CANNOT_WRITE = Text("无法写入 {file}：{why}", "can't write {file}: {why}")
_WHY = {
    errno.ENOSPC: "磁盘已满",
    getattr(errno, "EDQUOT", errno.ENOSPC): "磁盘配额已用完",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "所在磁盘是只读的",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ENOENT: "文件夹不存在",
    errno.ENOTDIR: "路径里有一段不是文件夹",
    errno.EISDIR: "这是一个文件夹",
    errno.EIO: "磁盘读写错误",
}


def why(error: OSError) -> Text:
    """What the system says, in Chinese where it is something common."""
    english = error.strerror or str(error)
    chinese = _WHY.get(error.errno or 0)
    return Text(f"{chinese}（{english}）" if chinese else english, english)


def failed(path: Path, error: OSError) -> OutputError:
    """The error of a file or folder that can't be written."""
    return OutputError(CANNOT_WRITE, file=str(path), why=why(error))
