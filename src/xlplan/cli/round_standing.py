"""What ``xlplan round status`` says: a line for each department, then what else lies there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from xlplan.app.returned import Lying
from xlplan.app.round_status import DepartmentStatus, RoundStatus
from xlplan.core.finding import Severity
from xlplan.core.text import Lang, Text
from xlplan.core.where import typed
from xlplan.model.plan import plan_names
from xlplan.report.columns import table
from xlplan.report.rounds import ROUNDS, data_until, joined

ROUND = Text(
    "第 {n} 轮：状态日期 {date}，交回日期 {due}（{master}，r{revision}）",
    "round {n}: status date {date}, due {due} ({master}, r{revision})",
)
COUNT = Text("已交回 {n}/{m}", "returned {n}/{m}")
TITLES = (Text("部门", "Department"), Text("状态", "State"), Text("文件", "File"))
MERGED = Text("已合并", "merged")
WAITING = Text("已交回，待合并", "returned, to be merged")
MORE = Text("已合并，另有待合并", "merged, and more to be merged")
OPEN = Text("未交回", "not returned")
LATE = Text("逾期未交", "late")
FILE = Text("{name}（改动 {edits} 处）", "{name} ({edits} edit(s))")
ISSUED = Text("发出 #{serial} {file}", "issued #{serial} {file}")
SEVERAL = Text("；", "; ")
NONE = Text("这一轮没有下发记录", "no copies were handed out in this round")
OTHERS = Text("其他轮次、尚未合并的文件：", "files of other rounds that are not merged yet:")
OTHER = Text("第 {n} 轮 {department}", "round {n}, {department}")
UNUSABLE = Text("不能使用的文件：", "files that can't be used:")
NOT_READ = Text("没有读取：", "not read:")
NEXT = Text("{n} 份待合并：xlplan round close {folder}", "{n} to be merged: xlplan round close {folder}")


def _state(line: DepartmentStatus) -> Text:
    if line.waiting:
        return MORE if line.standing.returns else WAITING
    if line.returned:
        return MERGED
    return LATE if line.late else OPEN


def _files(line: DepartmentStatus, lang: Lang) -> str:
    """What came back, else what went out and how old the data are."""
    if line.returned:
        lying = [FILE(lang, name=f.name, edits=f.edits) for f in (*line.waiting, *line.merged)]
        here = {f.sha256 for f in line.merged}
        gone = [r.file for r in line.standing.returns if r.sha256 not in here]
        return SEVERAL(lang).join([*lying, *gone])
    words = [data_until(line.standing, lang)]
    if line.silent > 1:
        words.append(ROUNDS(lang, n=line.silent))
    words += [ISSUED(lang, serial=i.serial, file=i.file) for i in line.standing.issues]
    return SEVERAL(lang).join(words)


def status_text(found: RoundStatus, lang: Lang) -> str:
    """The status as text."""
    names, round_ = plan_names(found.plan), found.round
    issued = [x for x in found.lines if x.standing.issues]
    lines = [
        ROUND(
            lang,
            n=round_.number,
            date=round_.status_date,
            due=round_.due or "-",
            master=found.master,
            revision=found.plan.revision,
        ),
    ]
    if issued:
        lines.append(COUNT(lang, n=sum(x.returned for x in issued), m=len(issued)))
    rows = [[t(lang) for t in TITLES]]
    rows += [[names.label("dept", x.standing.department), _state(x)(lang), _files(x, lang)] for x in found.lines]
    lines += ["  " + line for line in table(rows)] if found.lines else [NONE(lang)]
    if found.others:
        lines.append(OTHERS(lang))
        for file in found.others:
            what = OTHER(lang, n=file.round, department=names.label("dept", file.department))
            lines.append(f"  {what}  {FILE(lang, name=file.name, edits=file.edits)}")
    lines += _refused(found, lang)
    if found.unmerged:
        lines.append(NEXT(lang, n=len(found.unmerged), folder=typed(found.project.root)))
    return "\n".join(lines)


def _refused(found: RoundStatus, lang: Lang) -> Iterator[str]:
    if found.unusable:
        yield UNUSABLE(lang)
        for file in found.unusable:
            yield f"  {file.name}  {_why(file, lang)}"
    if told := [x for x in found.findings if x.severity is not Severity.INFO]:
        yield NOT_READ(lang)
        for x in told:
            yield f"  {x.place.file}  {x.message(lang)}"


def _why(file: Lying, lang: Lang) -> str:
    told = [x for x in file.findings if x.severity is Severity.ERROR] or list(file.findings)
    return joined(dict.fromkeys(x.message(lang) for x in told), lang)


def status_dict(found: RoundStatus, lang: Lang) -> dict[str, Any]:
    """The status with stable keys."""
    names, round_ = plan_names(found.plan), found.round
    issued = [x for x in found.lines if x.standing.issues]
    return {
        "round": round_.number,
        "status_date": round_.status_date.isoformat(),
        "due": round_.due.isoformat() if round_.due else None,
        "overdue": found.overdue,
        "master": str(found.master),
        "issued": len(issued),
        "returned": sum(x.returned for x in issued),
        "departments": [
            {
                "department": names.label("dept", x.standing.department),
                "issued": [{"serial": i.serial, "revision": i.revision, "file": i.file} for i in x.standing.issues],
                "files": _file_dicts((*x.waiting, *x.merged)),
                "registered": [{"file": r.file, "sha256": r.sha256} for r in x.standing.returns],
                "returned": x.returned,
                "merged": bool(x.standing.returns) and not x.waiting,
                "late": x.late,
                "silent_rounds": x.silent,
                "data_until": x.standing.heard.status_date.isoformat() if x.standing.heard else None,
            }
            for x in found.lines
        ],
        "others": _file_dicts(found.others),
        "unusable": [{"file": f.name, "why": _why(f, lang)} for f in found.unusable],
    }


def _file_dicts(files: Iterable[Lying]) -> list[dict[str, Any]]:
    keys = ("sha256", "round", "serial", "edits", "merged")
    return [{"file": f.name, "path": str(f.source), **{k: getattr(f, k) for k in keys}} for f in files]
