"""The report of a merge: the accounting, conflicts with all sides, rejected edits with their values, what moved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from xlplan.core.finding import Finding
from xlplan.core.kinds.base import Ctx, JsonValue
from xlplan.core.text import Lang, Text
from xlplan.merging.consequences import Consequences
from xlplan.merging.draft import Drafted
from xlplan.merging.result import Counts, Detail, MergeResult
from xlplan.merging.words import REASONS, Outcome, Reason, shown, shown_line
from xlplan.model.pending import Decision, Pending
from xlplan.model.plan import Plan
from xlplan.report.changed import CHANGE, change_line
from xlplan.report.effects import effects_dict, effects_text
from xlplan.report.findings import as_dict
from xlplan.report.rounds import missing_line
from xlplan.template.resolve import Template

TITLE = Text("合并 {files} 份文件", "merged {files} file(s)")
NO_FILES = Text("没有合并文件，只执行裁定", "no files merged, decisions carried out")
BEFORE = Text("（另有 {n} 处此前已裁定不采用，不再列出）", "({n} more were decided on before and are not listed again)")
ACCOUNT = Text(
    "改动 {edits} = 采纳 {applied} + 一致 {identical} + 冲突 {conflicts} + 拒绝 {rejected}",
    "edits {edits} = applied {applied} + identical {identical} + conflicts {conflicts} + rejected {rejected}",
)
CONFLICTS = Text("冲突：主计划保留原值，等待裁定", "Conflicts: the master keeps its value until somebody decides")
GATED_COUNT = Text(
    "拒绝中有 {n} 处改动了冻结的计划，须先批准变更",
    "{n} of the rejected would change the frozen plan and need a change request",
)
GATED = Text(
    "计划已冻结，须有已批准的变更申请（改动未采用）",
    "The plan is frozen: these need an approved change request (not taken)",
)
ASKED_IN = Text("{file}：见变更申请 {request}", "{file}: asked for in change request {request}")
DRAFTED = Text("起草的变更申请（请补充原因后评估）", "Change requests drafted (reason to be added, then assessed)")
STATE = Text("{request}（{state}）", "{request} ({state})")
DRAFT = Text("{request}，新增 {n} 项明细", "{request}: {n} item(s) added")
REJECTED = Text("未采用的改动（原样列出，没有丢失）", "Edits not taken (listed as they are, nothing is lost)")
DECIDED = Text("已执行的裁定：", "Decisions carried out:")
OPEN = Text(
    "待裁定 {n} 项：在主计划的“待裁定事项”里选择并保存，再运行一次 xlplan merge（只给主计划即可）",
    "{n} to decide: pick on the sheet of decisions in the master, save it, and run xlplan merge on it alone",
)
NOT_DECIDED = Text("没有执行的裁定：", "Decisions not carried out:")
FILLED = Text("自动编号", "Given automatically")
SAME_FINISH = Text("项目计划完成：{before}（不变）", "project finish: {before} (unchanged)")
NEW_FINDINGS = Text("合并后主计划新出现的问题 {n} 个：", "new findings in the master: {n}")
SOLVED = Text("合并后解决的问题 {n} 个", "findings solved: {n}")
FINISH = Text("项目计划完成：{before} → {after}", "project finish: {before} → {after}")
PROGRESS = Text("项目进度：{before} → {after}", "project progress: {before} → {after}")
MOVED = Text("计划完成日期变化的任务：", "tasks whose finish moved:")
REGISTERED = Text(
    "内容没有变化；主计划登记了 {n} 份交回", "no content changed; {n} return(s) went into the master's register"
)
NOTHING = Text("没有变化，主计划未改动", "nothing changed; the master is as it was")
PM = Text("项目经理", "project manager")
SIDE = Text("{who}（{file}）：{value}", "{who} ({file}): {value}")
SIDE_COUNT = Text("{file}（{who}）  {account}", "{file} ({who})  {account}")
MASTER_VALUE = Text("主计划现值：{value}", "master: {value}")
WHY = Text("{file}：{why}", "{file}: {why}")
ALL_SHOWN = 40
MORE = Text("……另有 {n} 条，见 JSON 报告", "… {n} more, see the JSON report")


@dataclass(frozen=True)
class MergeFacts:
    """What the report says beyond the result itself."""

    submissions: Sequence[Mapping[str, Any]]
    finish: tuple[dt.date | None, dt.date | None]
    progress: tuple[float, float]
    moved: Sequence[tuple[str, dt.date | None, dt.date | None]]
    silent: Sequence[str]
    written: str
    archived: str
    new_findings: Sequence[Finding] = ()
    solved: int = 0
    decisions: Sequence[tuple[Decision, str, JsonValue]] = ()
    """What was decided, how people know the row, and what stood there before."""
    pending: Sequence[Pending] = ()
    not_decided: Sequence[Finding] = ()
    differs: bool = True
    consequences: Consequences = field(default_factory=Consequences)
    registered: int = 0
    round_: Mapping[str, Any] | None = None


class _Words:
    def __init__(self, template: Template, ctx: Ctx) -> None:
        self.template, self.ctx, self.lang = template, ctx, ctx.lang

    def value(self, detail: Detail, value: Any) -> str:
        return shown_line(self.template.table(detail.table), detail.key, value, self.ctx)

    def header(self, detail: Detail) -> str:
        return self.template.table(detail.table).column(detail.key).header(self.lang)

    def place(self, detail: Detail) -> str:
        title = self.template.form_of(detail.table).title(self.lang)
        return f"{title} · {detail.label} · {self.header(detail)}"

    def request(self, result: MergeResult, id_: str) -> str:
        """A change request by number, title and state; empty where there is none."""
        row = result.plan.rows("changes").get(id_)
        if row is None:
            return ""
        table = self.template.table("changes")
        words = [shown(table, k, row.cell(k), self.ctx) for k in ("number", "title")]
        state = shown(table, "state", row.cell("state"), self.ctx)
        named = " ".join(w for w in words if w) or id_
        return STATE(self.lang, request=named, state=state) if state else named

    def who(self, department: str | None) -> str:
        return PM(self.lang) if department is None else self.ctx.names.label("dept", department)


def merged_text(result: MergeResult, facts: MergeFacts, template: Template, ctx: Ctx) -> str:
    """The report as text."""
    lang = ctx.lang
    words = _Words(template, ctx)
    decided_only = not facts.submissions and bool(facts.decisions or facts.not_decided)
    lines = [NO_FILES(lang) if decided_only else TITLE(lang, files=len(facts.submissions))]
    if facts.submissions or result.counts.edits:
        lines.append("  " + ACCOUNT(lang, **_counts(result.counts)))
    if result.gated:
        lines.append("  " + GATED_COUNT(lang, n=len(result.gated)))
    for side in result.per_side:
        if side.department is None and not side.counts.edits:
            continue
        lines.append(
            "    "
            + SIDE_COUNT(
                lang,
                file=side.file,
                who=words.who(side.department),
                account=ACCOUNT(lang, **_counts(side.counts)),
            )
        )
    lines += _conflicts(result, words)
    lines += _gated(result, words)
    lines += _rejected(result, words)
    lines += _decided(facts, words)
    lines += _drafted(result, words)
    if result.consequences:
        lines += ["", FILLED(lang)]
        for (table, row, key), value in result.consequences:
            lines.append(
                f"    {template.form_of(table).title(lang)} · {row} → {shown(template.table(table), key, value, ctx)}"
            )
    lines += ["", *_moved(facts, lang), *effects_text(facts.consequences, template, ctx)]
    if facts.new_findings:
        lines.append(NEW_FINDINGS(lang, n=len(facts.new_findings)))
        lines += [f"    [{x.code}] {x.message(lang)}" for x in facts.new_findings[:ALL_SHOWN]]
    if facts.solved:
        lines.append(SOLVED(lang, n=facts.solved))
    if missing := missing_line(facts.round_, lang):
        lines.append(missing)
    if not facts.differs and facts.registered:
        lines.append(REGISTERED(lang, n=facts.registered))
    elif not facts.written and not facts.differs:
        lines.append(NOTHING(lang))
    return "\n".join(lines)


def _decided(facts: MergeFacts, words: _Words) -> list[str]:
    lines: list[str] = []
    lang, template = words.lang, words.template
    if facts.decisions:
        lines += ["", DECIDED(lang)]
    for decision, label, before in facts.decisions:
        table = template.table(decision.table)
        place = f"{template.form_of(decision.table).title(lang)} · {label} · {table.column(decision.key).header(lang)}"
        was, now = (shown_line(table, decision.key, v, words.ctx) for v in (before, decision.value))
        lines.append("    " + change_line(place, was, now, lang))
    if facts.not_decided:
        lines += ["", NOT_DECIDED(lang)]
    for finding in facts.not_decided:
        place = f"{finding.place.sheet}!{finding.place.cell}" if finding.place.cell else ""
        lines.append(f"    {finding.place.file} {place}  {finding.message(lang)} → {finding.hint(lang)}")
    if facts.pending:
        lines += ["", OPEN(lang, n=len(facts.pending))]
    return lines


def _counts(counts: Counts) -> dict[str, int]:
    return {
        "edits": counts.edits,
        "applied": counts.applied,
        "identical": counts.identical,
        "conflicts": counts.conflicts,
        "rejected": counts.rejected,
    }


def _conflicts(result: MergeResult, words: _Words) -> list[str]:
    cells: dict[object, Detail] = {}
    for detail in result.of(Outcome.CONFLICT):
        cells.setdefault(detail.cell, detail)
    if not cells:
        return []
    lines = ["", CONFLICTS(words.lang)]
    for detail in list(cells.values())[:ALL_SHOWN]:
        lines.append(f"    {words.place(detail)}")
        lines.append("        " + MASTER_VALUE(words.lang, value=words.value(detail, detail.present)))
        for side in detail.sides:
            lines.append(
                "        "
                + SIDE(
                    words.lang,
                    who=words.who(side.department),
                    file=side.file,
                    value=words.value(detail, side.value),
                )
            )
    if len(cells) > ALL_SHOWN:
        lines.append("    " + MORE(words.lang, n=len(cells) - ALL_SHOWN))
    return lines


def _gated(result: MergeResult, words: _Words) -> list[str]:
    if not result.gated:
        return []
    lines = ["", GATED(words.lang)]
    for detail in result.gated[:ALL_SHOWN]:
        before, after = words.value(detail, detail.present), words.value(detail, detail.value)
        lines.append("    " + CHANGE(words.lang, place=words.place(detail), before=before, after=after))
        request = words.request(result, detail.request)
        why = ASKED_IN(words.lang, file=detail.file, request=request) if request else detail.file
        lines.append("        " + why)
    if len(result.gated) > ALL_SHOWN:
        lines.append("    " + MORE(words.lang, n=len(result.gated) - ALL_SHOWN))
    return lines


def _drafted(result: MergeResult, words: _Words) -> list[str]:
    if not result.drafted:
        return []
    shown_ = [DRAFT(words.lang, request=words.request(result, d.request), n=len(d.lines)) for d in result.drafted]
    return ["", DRAFTED(words.lang), *("    " + line for line in shown_)]


def _rejected(result: MergeResult, words: _Words) -> list[str]:
    all_ = result.of(Outcome.REJECTED)
    rejected = [d for d in all_ if d.reason not in (Reason.DECIDED, Reason.GATED)]
    decided = sum(1 for d in all_ if d.reason is Reason.DECIDED)
    before = [BEFORE(words.lang, n=decided)] if decided else []
    if not rejected:
        return ["", *before] if before else []
    lines = ["", REJECTED(words.lang)]
    for detail in rejected[:ALL_SHOWN]:
        was, now = words.value(detail, detail.base), words.value(detail, detail.value)
        lines.append("    " + CHANGE(words.lang, place=words.place(detail), before=was, after=now))
        lines.append("        " + WHY(words.lang, file=detail.file, why=REASONS[detail.reason](words.lang)))
    if len(rejected) > ALL_SHOWN:
        lines.append("    " + MORE(words.lang, n=len(rejected) - ALL_SHOWN))
    return [*lines, *("    " + b for b in before)]


def _moved(facts: MergeFacts, lang: Lang) -> list[str]:
    before, after = facts.finish
    finish = SAME_FINISH(lang, before=before or "-")
    lines = [finish if before == after else FINISH(lang, before=before or "-", after=after or "-")]
    lines.append(PROGRESS(lang, before=f"{facts.progress[0]:.1%}", after=f"{facts.progress[1]:.1%}"))
    if facts.moved:
        lines.append(MOVED(lang))
        lines += [
            "    " + CHANGE(lang, place=task, before=old or "-", after=new or "-")
            for task, old, new in facts.moved[:ALL_SHOWN]
        ]
    return lines


def merged_dict(result: MergeResult, facts: MergeFacts, template: Template, ctx: Ctx) -> dict[str, Any]:
    """The report with stable keys. Values are those of the plan document's base: ids and keys, not labels."""
    words = _Words(template, ctx)
    return {
        **_counts(result.counts),
        "gated": len(result.gated),
        "changed": result.changed,
        "submissions": list(facts.submissions),
        "details": [_detail(d, words, result.plan) for d in result.details],
        "consequences": {
            "finish_before": _iso(facts.finish[0]),
            "finish_after": _iso(facts.finish[1]),
            "progress_before": facts.progress[0],
            "progress_after": facts.progress[1],
            "moved": [{"task": t, "before": _iso(a), "after": _iso(b)} for t, a, b in facts.moved],
            "new_findings": [as_dict(x, ctx.lang) for x in facts.new_findings],
            "solved_findings": facts.solved,
            **effects_dict(facts.consequences, ctx),
            "drafted": [_draft(d, result.plan) for d in result.drafted],
            "numbered": [{"form": t, "row_id": r, "field": k, "value": v} for (t, r, k), v in result.consequences],
        },
        "decisions": [
            {"form": d.table, "row_id": d.row_id, "field": d.key, "pick": d.pick.value, "before": was, "value": d.value}
            for d, _, was in facts.decisions
        ],
        "pending": [
            {
                "form": p.table,
                "row_id": p.row_id,
                "field": p.key,
                "label": p.label,
                "present": p.present,
                "claims": [
                    {
                        "letter": letter,
                        "from": c.file,
                        "department": words.who(c.department),
                        "base": c.base,
                        "value": c.value,
                        "outcome": c.outcome,
                        "reason": c.reason,
                    }
                    for letter, c in p.lettered
                ],
            }
            for p in facts.pending
        ],
        "silent": list(facts.silent),
        "registered": facts.registered,
        "round": facts.round_,
        "written": facts.written,
        "archived": facts.archived,
    }


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _draft(drafted: Drafted, plan: Plan) -> dict[str, Any]:
    """A drafted request; ``lines`` are the ids of those that this merge added."""
    row = plan.rows("changes")[drafted.request]
    said = {key: row.cell(key) for key in ("number", "title", "state")}
    return {"row_id": drafted.request, **said, "department": drafted.department, "lines": list(drafted.lines)}


def _request(plan: Plan, id_: str) -> str:
    """The number of a change request, its id where it has none."""
    row = plan.rows("changes").get(id_)
    return str((row and row.cell("number")) or id_)


def _detail(detail: Detail, words: _Words, plan: Plan) -> dict[str, Any]:
    return {
        "form": detail.table,
        "row_id": detail.row_id,
        "field": detail.key,
        "label": detail.label,
        "column": words.header(detail),
        "base": detail.base,
        "value": detail.value,
        "present": detail.present,
        "outcome": detail.outcome.value,
        "reason": detail.reason.value,
        "request": _request(plan, detail.request),
        "from": detail.file,
        "department": words.who(detail.department),
        "cell": f"{detail.place.sheet}!{detail.place.cell}" if detail.place.cell else "",
        "shown": words.value(detail, detail.value),
        "sides": [
            {
                "from": s.file,
                "department": words.who(s.department),
                "base": s.base,
                "value": s.value,
                "shown": words.value(detail, s.value),
            }
            for s in detail.sides
        ],
    }
