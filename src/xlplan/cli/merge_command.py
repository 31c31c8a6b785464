"""``xlplan merge``"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xlplan.cli.base import Command
from xlplan.cli.examples import examples
from xlplan.cli.options import (
    ONLY_REPORT,
    chosen_limits,
    dry_run_option,
    json_option,
    limit_option,
    path_argument,
    path_option,
    quiet_option,
)
from xlplan.cli.progress import file_progress
from xlplan.cli.summaries import SUMMARY
from xlplan.cli.words import ARCHIVED, PREVIEW, WROTE
from xlplan.core.text import Lang, Text

if TYPE_CHECKING:
    from xlplan.app.merging import Merged
    from xlplan.report.merged import MergeFacts

HELP = SUMMARY["merge"]
UNUSABLE = Text("未使用的文件：", "Files not used:")
NOTES = Text("说明：", "Notes:")
PROBLEMS = Text(
    "交回的文件里有 {n} 处读不准的单元格，用 xlplan check 查看",
    "{n} cell(s) of the returned files could not be read; see xlplan check",
)


def command(lang: Lang) -> click.Command:
    """The command in one language."""

    def run(
        master: Path,
        paths: tuple[Path, ...],
        out: Path | None,
        dry_run: bool,
        report: Path | None,
        as_json: bool,
        decisions: tuple[Path, ...],
        limits: tuple[str, ...],
        quiet: bool,
    ) -> int:
        from xlplan.app.merging import merge_files
        from xlplan.store.files import write_atomic

        allowed = chosen_limits(limits)
        with file_progress(lang, quiet or as_json) as progress:
            merged = merge_files(master, paths, out, dry_run, decisions=decisions, limits=allowed, progress=progress)
        said, data = report_of(merged, lang, dt.date.today())
        text = json.dumps(data, ensure_ascii=False, indent=1)
        if report is not None:
            write_atomic(report, lambda path: path.write_text(text + "\n", encoding="utf-8"))
        if as_json:
            click.echo(text)
        else:
            _print(merged, said, lang)
            if dry_run:
                click.echo(PREVIEW(lang), err=True)
        if paths and all(s.side is None for s in merged.submissions):
            return 2
        return 1 if merged.needs_attention else 0

    params: list[click.Parameter] = [
        path_argument("master"),
        path_argument("paths", nargs=-1, required=False),
        path_option(
            lang,
            "-o",
            "--out",
            help_=Text(
                "结果另存为（默认更新主计划并归档原件）",
                "write the result here (default: replace the master, archive the former)",
            ),
        ),
        dry_run_option(lang, ONLY_REPORT),
        path_option(lang, "--report", help_=Text("JSON 报告另存为", "save the JSON report here")),
        json_option(lang),
        path_option(
            lang,
            "--decisions",
            multiple=True,
            help_=Text(
                "另一份填好裁定的工作簿（默认读主计划自己的“待裁定事项”），可多次给出",
                "another workbook with decisions (the master's own sheet is read anyway); may be given several times",
            ),
        ),
        limit_option(lang),
        quiet_option(lang),
    ]
    text = examples(
        lang,
        HELP,
        "xlplan merge 主计划.xlsx 收回",
        "xlplan merge 主计划.xlsx 收回 --dry-run",
        "xlplan merge 主计划.xlsx",
    )
    return Command(lang, "merge", callback=run, params=params, help=text, short_help=HELP(lang))


def _facts(merged: Merged, today: dt.date | None) -> MergeFacts:
    from xlplan.model.plan import plan_names
    from xlplan.report.merged import MergeFacts
    from xlplan.report.rounds import round_dict

    round_ = merged.plan.round
    names = plan_names(merged.plan)
    waited = {p.cell: p for p in merged.result.plan.pending}
    submissions: list[dict[str, Any]] = []
    edits = {side.sha256: side.counts.edits for side in merged.result.per_side}
    for s in merged.submissions:
        submissions.append(
            {
                "file": s.name,
                "sha256": s.sha256,
                "department": names.label("dept", s.identity.department)
                if s.identity and s.identity.department
                else "",
                "issue": s.side.issue if s.side else None,
                "round": s.side.round if s.side else None,
                "used": s.side is not None,
                "edits": edits.get(s.sha256, 0),
            }
        )
    return MergeFacts(
        submissions,
        (merged.finish_before, merged.finish_after),
        (merged.progress_before, merged.progress_after),
        [(names.label("task", m.task), m.before, m.after) for m in merged.moved],
        merged.silent,
        str(merged.written or ""),
        str(merged.archived or ""),
        merged.new_findings,
        merged.solved,
        [(d, waited[d.cell].label, waited[d.cell].present) for d in merged.settled.decisions],
        merged.plan.pending,
        merged.settled.findings,
        merged.differs,
        merged.consequences,
        registered=merged.registered,
        round_=round_dict(merged.plan, round_, names, today) if round_ else None,
    )


def _findings(merged: Merged, lang: Lang) -> list[dict[str, Any]]:
    from xlplan.report.findings import as_dict

    unique = {
        (x.code, x.place, x.value): x for x in (*merged.findings, *merged.result.findings, *merged.settled.findings)
    }
    return [as_dict(x, lang) for x in unique.values()]


def report_of(merged: Merged, lang: Lang, today: dt.date | None = None) -> tuple[str, dict[str, Any]]:
    """The report of a merge as text and as data. With ``today`` it says who is late."""
    from xlplan.core.kinds.base import Ctx
    from xlplan.model.plan import plan_names
    from xlplan.report.brought import brought_dict, brought_lines
    from xlplan.report.fed import fed_counts, fed_text
    from xlplan.report.merged import merged_dict, merged_text

    facts = _facts(merged, today)
    ctx = Ctx(lang, plan_names(merged.plan))
    data = merged_dict(merged.result, facts, merged.template, ctx)
    data["findings"] = _findings(merged, lang)
    lines = [merged_text(merged.result, facts, merged.template, ctx)]
    if laid_out := fed_text(merged.fed, merged.template, lang):
        lines.append(laid_out)
    if merged.arrivals is not None:
        data["brought"] = brought_dict(merged.arrivals)
        if came := list(brought_lines(merged.arrivals, merged.template, lang)):
            lines += ["", *came]
    data["consequences"]["fed"] = fed_counts(merged.fed, merged.template)
    unused = [x for s in merged.submissions if s.side is None for x in s.findings] + merged.not_read
    if unused := [x for x in unused if x.severity != "info"]:
        lines += ["", UNUSABLE(lang)]
        lines += [f"    {x.place.file}: {x.message(lang)} → {x.hint(lang)}" for x in unused]
    notes = [x for x in (*merged.master.findings, *merged.result.findings) if x.severity != "info"]
    if notes:
        lines += ["", NOTES(lang)]
        for x in notes:
            place = f"{x.place.sheet}!{x.place.cell}" if x.place.cell else x.place.sheet
            lines.append(f"    {x.place.file} {place}  {x.message(lang)}")
    return "\n".join(lines), data


def _print(merged: Merged, report: str, lang: Lang) -> None:
    click.echo(report)
    problems = sum(1 for s in merged.submissions if s.side for x in s.findings if x.code.startswith("CEL0"))
    if problems:
        click.echo(PROBLEMS(lang, n=problems), err=True)
    if merged.written:
        click.echo(WROTE(lang, file=merged.written, revision=merged.plan.revision))
    if merged.archived:
        click.echo(ARCHIVED(lang, path=merged.archived), err=True)
