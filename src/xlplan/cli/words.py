"""What several commands say of a master that they wrote."""

from __future__ import annotations

from xlplan.core.text import Text

WROTE = Text("已写入 {file}（r{revision}）", "wrote {file} (r{revision})")
ARCHIVED = Text("原主计划保存在 {path}", "the former master is kept as {path}")
PREVIEW = Text("仅预览，未写入", "a preview; nothing was written")
MASTER_NOTES = Text(
    "读取主计划时有 {n} 条发现，用 xlplan check {file} 查看",
    "reading the master gave {n} finding(s); see xlplan check {file}",
)
