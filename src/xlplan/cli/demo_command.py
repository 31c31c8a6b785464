"""``xlplan demo``"""

from __future__ import annotations

import json
from pathlib import Path

import click

from xlplan.cli.base import Command
from xlplan.cli.examples import examples
from xlplan.cli.options import path_argument
from xlplan.cli.summaries import SUMMARY
from xlplan.core.text import Lang, Text

HELP = SUMMARY["demo"]
FOLDER = Text("演示", "xlplan-demo")
STEPS = (
    Text(
        "new    {path}：{tasks} 项任务，另有空白工作簿 {blank}",
        "new    {path}: {tasks} tasks; and a blank workbook, {blank}",
    ),
    Text(
        "split  {path}：{n} 个部门各一份，第 {round} 轮",
        "split  {path}: a copy for each of {n} departments, round {round}",
    ),
    Text(
        "fill   {path}：{n} 个交回的文件，含常见错误",
        "fill   {path}: {n} returned files, with the usual mistakes",
    ),
    Text(
        "check  {path}：{errors} 个错误，{warnings} 个警告；{n} 个标注后的文件待退回：{back}",
        "check  {path}: {errors} error(s), {warnings} warning(s); {n} annotated file(s) to send back: {back}",
    ),
    Text(
        "merge  {path}：改动 {edits} = 采纳 {applied} + 一致 {identical} + 冲突 {conflicts} + 拒绝 {rejected}",
        "merge  {path}: edits {edits} = applied {applied} + identical {identical} + conflicts {conflicts} + rejected {rejected}",
    ),
    Text("report {path}：例会用的状态报告", "report {path}: the state for the meeting"),
    Text(
        "close  {path}：同一项目到结束时，{archive} 为只读归档（{n} 个文件）",
        "close  {path}: the same project at its end; {archive} is its read-only archive ({n} files)",
    ),
)
OPEN = Text("先打开这个看：{path}（甘特图、仪表盘）", "open this first: {path} (Gantt chart, dashboard)")
THEN = Text(
    "再看：{status}（状态报告，用浏览器打开）、{copy}（部门收到的文件）、{back}（标注后退回的文件）、{report}（合并报告）",
    "then: {status} (the state, in a browser), {copy} (what a department gets), {back} (what goes back to be corrected), "
    "{report} (the merge report)",
)
TIME = Text("用时 {seconds} 秒", "took {seconds} s")


def command(lang: Lang) -> click.Command:
    """The command in one language."""

    def run(folder: Path | None) -> int:
        from xlplan.app.demo import run_demo
        from xlplan.cli.merge_command import report_of
        from xlplan.core.finding import Severity
        from xlplan.report.findings import as_dict, findings_text

        done = run_demo(folder or Path(FOLDER(lang)), lang)
        assert done.merged is not None and done.closed is not None
        assert done.closed.folder is not None
        checked, counts = done.checked, done.merged.result.counts
        text = findings_text(checked.files, checked.findings, lang, Severity.INFO)
        merged_text, merged_data = report_of(done.merged, lang)
        reports = {
            "check.txt": text + "\n",
            "check.json": json.dumps([as_dict(x, lang) for x in checked.findings], ensure_ascii=False, indent=1) + "\n",
            "merge.txt": merged_text + "\n",
            "merge.json": json.dumps(merged_data, ensure_ascii=False, indent=1) + "\n",
        }
        for name, content in reports.items():
            (done.reports / name).write_text(content, encoding="utf-8")
        facts: tuple[dict[str, object], ...] = (
            {"path": done.master, "tasks": len(done.merged.master.plan.tasks), "blank": done.blank},
            {
                "path": done.issued.copies[0].path.parent,
                "n": len(done.issued.copies),
                "round": done.issued.round.number,
            },
            {"path": done.returned[0].parent, "n": len(done.returned)},
            {
                "path": done.reports / "check.txt",
                "errors": checked.count(Severity.ERROR),
                "warnings": checked.count(Severity.WARNING),
                "n": len(done.back),
                "back": done.back[0].parent,
            },
            {
                "path": done.reports / "merge.txt",
                "edits": counts.edits,
                "applied": counts.applied,
                "identical": counts.identical,
                "conflicts": counts.conflicts,
                "rejected": counts.rejected,
            },
            {"path": done.status},
            {"path": done.final, "archive": done.closed.folder.name, "n": len(done.closed.files)},
        )
        for step, params in zip(STEPS, facts, strict=True):
            click.echo(step(lang, **params))
        click.echo()
        click.echo(OPEN(lang, path=done.master))
        copy, report = done.issued.copies[0].path, done.reports / "merge.txt"
        click.echo(THEN(lang, status=done.status, copy=copy, back=done.back[0], report=report))
        click.echo(TIME(lang, seconds=f"{done.seconds:.1f}"))
        return 0

    params: list[click.Parameter] = [path_argument("folder", required=False)]
    return Command(
        lang,
        "demo",
        callback=run,
        params=params,
        help=examples(lang, HELP, "xlplan demo demo-out"),
        short_help=HELP(lang),
    )
