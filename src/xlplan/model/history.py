"""What happened to a master, in short: one event for each time it was written. It travels inside the workbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from xlplan.core.text import Lang, Text

KEPT = 200
"""So many events stay in a workbook; the journal beside it keeps all."""
COMMANDS: Mapping[str, Text] = {
    "new": Text("新建", "new"),
    "split": Text("下发", "split"),
    "merge": Text("合并", "merge"),
    "baseline": Text("冻结基线", "baseline"),
    "renumber": Text("重新编码", "renumber"),
    "reassign": Text("移交", "reassign"),
    "accept": Text("接受问题", "accept"),
    "close": Text("结项", "close"),
    "undo": Text("撤销", "undo"),
    "": Text("未知", "unknown"),
}
"""What people call the commands that write a master."""
HEADS = (
    Text("版本", "Revision"),
    Text("时间", "When"),
    Text("操作", "Command"),
    Text("自改", "Own"),
    Text("采纳", "Applied"),
    Text("一致", "Identical"),
    Text("冲突", "Conflicts"),
    Text("拒绝", "Rejected"),
    Text("文件", "Files"),
)
"""What is shown of an event, in this order."""
BACK_TO = Text("{command}（回到 r{target}）", "{command} (to r{target})")


@dataclass(frozen=True, slots=True)
class Event:
    """One writing of the master.

    ``when`` is ISO 8601 with seconds and the offset from UTC. ``own`` counts cells that the project manager changed in the
    workbook since it was written before; the other counts are the edits of returned files. ``target`` is the revision
    that an undo went back to.
    """

    revision: int
    when: str
    command: str
    files: tuple[str, ...] = ()
    own: int = 0
    applied: int = 0
    identical: int = 0
    conflicts: int = 0
    rejected: int = 0
    target: int | None = None

    @property
    def counts(self) -> tuple[int, ...]:
        """The counts in the order of :data:`HEADS`."""
        return (self.own, self.applied, self.identical, self.conflicts, self.rejected)


def command_words(event: Event, lang: Lang) -> str:
    """What was done, with the revision that an undo went back to."""
    said = COMMANDS[event.command](lang) if event.command in COMMANDS else event.command
    return BACK_TO(lang, command=said, target=event.target) if event.target is not None else said


def when_words(at: str) -> str:
    """A time for people: day and minute, as the clock on the wall was."""
    return at[:16].replace("T", " ")


def listed(names: tuple[str, ...], lang: Lang) -> str:
    """File names in one line."""
    return ("、" if lang == "zh" else ", ").join(names)
