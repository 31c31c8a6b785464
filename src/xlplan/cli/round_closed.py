"""What ``xlplan round close`` says at its end: what was checked, what goes back, what is still open."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from xlplan.app.round_close import ClosedRound
from xlplan.cli.words import ARCHIVED, PREVIEW, WROTE
from xlplan.core.finding import Severity
from xlplan.core.text import Lang, Text
from xlplan.core.where import typed
from xlplan.model.plan import plan_names
from xlplan.report.rounds import data_until, joined

REPORT = Text("第{n}轮合并_r{revision}.json", "round {n} merge_r{revision}.json")
SUMMARY = Text(
    "第 {n} 轮：交回 {returned}/{issued}；检查 {errors} 个错误、{warnings} 个警告",
    "round {n}: returned {returned}/{issued}; checked: {errors} error(s), {warnings} warning(s)",
)
BACK = Text("标注后待退回 {n} 份：{folder}", "{n} annotated file(s) to send back: {folder}")
OPEN = Text(
    "未了：冲突 {conflicts}，拒绝 {rejected}，不能用的文件 {unusable}",
    "open: {conflicts} conflict(s), {rejected} rejection(s), {unusable} file(s) that can't be used",
)
WAITING = Text(
    "下一步：主计划的“待裁定事项”里有 {n} 项，选好保存后运行 xlplan merge {file}",
    "next: {n} to decide on the sheet of decisions in the master; pick, save, then xlplan merge {file}",
)
BEHIND = Text("以前各轮迟交、这次合并：{files}", "late returns of earlier rounds, merged now: {files}")
SILENT = Text("还没有交回：{depts}", "not returned yet: {depts}")
LATE = Text("逾期未交：{depts}", "late: {depts}")
WHO = Text("{department}（{until}）", "{department} ({until})")
MEETING = Text("例会用的一页：xlplan report {file}", "a page for the meeting: xlplan report {file}")
SAVED = Text("报告：{path}（.txt 为文字版）", "report: {path} (.txt beside it is for reading)")


def report_name(done: ClosedRound) -> str:
    """What the report is called, in the language of the project: by round and revision of the master."""
    plan = done.merged.plan
    return REPORT(plan.language, n=done.round.number, revision=f"{plan.revision:04d}")


def _missing(done: ClosedRound, lang: Lang) -> list[str]:
    names = plan_names(done.merged.plan)
    return [
        WHO(lang, department=names.label("dept", s.department), until=data_until(s, lang))
        for s in done.standings
        if s.is_missing
    ]


def closed_text(done: ClosedRound, report: Path | None, lang: Lang) -> str:
    """The summary."""
    counts, issued = done.merged.result.counts, [s for s in done.standings if s.issues]
    lines = [
        SUMMARY(
            lang,
            n=done.round.number,
            returned=sum(1 for s in issued if s.returns),
            issued=len(issued),
            errors=done.checked.count(Severity.ERROR),
            warnings=done.checked.count(Severity.WARNING),
        )
    ]
    unusable = sum(1 for s in done.merged.submissions if s.side is None)
    if counts.conflicts or counts.rejected or unusable:
        lines.append(OPEN(lang, conflicts=counts.conflicts, rejected=counts.rejected, unusable=unusable))
    if waiting := len(done.merged.plan.pending):
        lines.append(WAITING(lang, n=waiting, file=typed(done.merged.master.path)))
    if behind := done.behind:
        lines.append(BEHIND(lang, files=joined(behind, lang)))
    if depts := _missing(done, lang):
        lines.append((LATE if done.overdue else SILENT)(lang, depts=joined(depts, lang)))
    if done.back:
        lines.append(BACK(lang, n=len(done.back), folder=done.back[0].parent))
        lines += [f"  {path.name}" for path in done.back]
    if done.merged.written:
        lines.append(WROTE(lang, file=done.merged.written, revision=done.merged.plan.revision))
    if done.merged.archived:
        lines.append(ARCHIVED(lang, path=done.merged.archived))
    lines.append(SAVED(lang, path=report) if report else PREVIEW(lang))
    if report:
        lines.append(MEETING(lang, file=typed(done.merged.written or done.merged.master.path)))
    return "\n".join(lines)


def closed_dict(done: ClosedRound, merged: dict[str, Any], report: Path | None) -> dict[str, Any]:
    """The report of the merge, and what belongs to closing the round, with stable keys."""
    names, issued = plan_names(done.merged.plan), [s for s in done.standings if s.issues]
    return {
        **merged,
        "closed": {
            "round": done.round.number,
            "issued": len(issued),
            "returned": sum(1 for s in issued if s.returns),
            "missing": [names.label("dept", s.department) for s in done.standings if s.is_missing],
            "overdue": done.overdue,
            "late_returns": done.behind,
            "errors": done.checked.count(Severity.ERROR),
            "warnings": done.checked.count(Severity.WARNING),
            "back": [str(p) for p in done.back],
            "report": str(report) if report else None,
        },
    }
