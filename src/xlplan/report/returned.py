"""Which annotated returns were written, and why others were not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from xlplan.core.text import Lang, Text

WRITTEN = Text("标注后待退回：{path}", "to send back: {path}")
WITHOUT = Text("无退回文件：{file}（{why}）", "nothing to send back: {file} ({why})")

NONE = Text("没有部门文件可退回", "no department's copy to send back")


def written_lines(written: Sequence[Path], without: Sequence[tuple[str, Text]], lang: Lang) -> Iterator[str]:
    """A line per file."""
    for path in written:
        yield WRITTEN(lang, path=path)
    for file, why in without:
        yield WITHOUT(lang, file=file, why=why)
    if not written and not without:
        yield NONE(lang)
