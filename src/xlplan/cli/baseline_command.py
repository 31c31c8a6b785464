"""``xlplan baseline``"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xlplan.cli.base import Command
from xlplan.cli.examples import examples
from xlplan.cli.options import DateType, json_option, option, path_argument
from xlplan.cli.summaries import SUMMARY
from xlplan.cli.words import ARCHIVED
from xlplan.core.text import Lang, Text
from xlplan.core.where import typed

if TYPE_CHECKING:
    from xlplan.app.baseline import Frozen, Standing

HELP = SUMMARY["baseline"]
FROZEN = Text(
    "已冻结 {name}（{date}）：{n} 项任务；主计划 {master} 升至 r{revision}",
    "frozen {name} ({date}): {n} task(s); master {master} is now r{revision}",
)
PARTLY = Text(
    "  {renewed} 项按现在的计划，其余 {kept} 项沿用 {former}",
    "  {renewed} as the plan is now, the other {kept} as in {former}",
)
UNCHANGED = Text(
    "与 {name}（{date}）相比没有变化，未冻结；仍要冻结请加 --force",
    "nothing differs from {name} ({date}); nothing was frozen (--force does it all the same)",
)
UNDATED = Text("{n} 项任务没有日期：{tasks}", "{n} task(s) have no dates: {tasks}")
OUTSIDE = Text("{n} 项任务不在 {name} 内：{tasks}", "{n} task(s) are not part of {name}: {tasks}")
MORE = Text("等", " …")
NOTES = Text(
    "读取 {file} 时有 {n} 条发现，用 xlplan check {file} 查看",
    "reading {file} gave {n} finding(s); see xlplan check {file}",
)
NEXT_FIRST = Text(
    "下一步：计划批准后 xlplan baseline {file} --freeze --approved-by 姓名",
    "next: once the plan is agreed, xlplan baseline {file} --freeze --approved-by NAME",
)
NEXT_MASTER = Text(
    "下一步：xlplan new {file} -o 主计划.xlsx，在主计划上冻结",
    "next: xlplan new {file} -o master.xlsx, and freeze in the master",
)
NEXT_FROZEN = Text("下一步：xlplan split {file}", "next: xlplan split {file}")
NEXT_MOVED = Text(
    "变更批准后：xlplan baseline {file} --freeze --change 变更单号 --only 任务编码",
    "once a change is agreed: xlplan baseline {file} --freeze --change NUMBER --only CODE",
)
NEEDS_FREEZE = Text("{options} 只与 --freeze 同用", "{options} needs --freeze")
SHOWN = 8
"""So many tasks are named in one line."""


def command(lang: Lang) -> click.Command:
    """The command in one language. Exit code 0 also where finishes have moved: that is no fault."""

    def run(source: Path, freeze: bool, only: tuple[str, ...], force: bool, as_json: bool, **given: Any) -> int:
        from xlplan.app.baseline import baselines_of, freeze_file
        from xlplan.core.errors import UsageError

        today = dt.date.today()
        if not freeze:
            options = {**{f"--{k.replace('_', '-')}": v for k, v in given.items()}, "--only": only, "--force": force}
            if used := [name for name, value in options.items() if value]:
                raise UsageError(NEEDS_FREEZE, options=", ".join(used))
            _show(source, baselines_of(source, today), as_json, lang)
            return 0
        on = given.pop("date") or today
        texts: dict[str, Any] = {k: v or "" for k, v in given.items()}
        _tell(source, freeze_file(source, on=on, only=only, force=force, **texts), bool(only), as_json, lang)
        return 0

    params: list[click.Parameter] = [
        path_argument("source"),
        option(
            lang,
            "--freeze",
            is_flag=True,
            help_=Text(
                "冻结新基线（更新主计划并归档原件）", "freeze a baseline (replaces the master, archives the former)"
            ),
        ),
        option(lang, "--approved-by", help_=Text("批准人", "who agreed to it")),
        option(lang, "--change", help_=Text("变更单号", "the change request it follows from")),
        option(lang, "--note", help_=Text("说明", "a remark")),
        option(lang, "--date", type=DateType(lang), help_=Text("基线日期（默认今天）", "its date (default: today)")),
        option(
            lang,
            "--only",
            multiple=True,
            metavar="CODE",
            help_=Text(
                "只重新冻结这些任务及其后续任务，可重复；其余沿用上一份基线",
                "freeze anew only this task and what follows from it (repeatable); others stay as they were",
            ),
        ),
        option(
            lang,
            "--force",
            is_flag=True,
            help_=Text(
                "没有变化、或有内容读不准时也冻结", "freeze also where nothing changed or cells could not be read"
            ),
        ),
        json_option(lang),
    ]
    text = examples(
        lang,
        HELP,
        "xlplan baseline 主计划.xlsx",
        "xlplan baseline 主计划.xlsx --freeze --approved-by 陈静",
        "xlplan baseline 主计划.xlsx --freeze --change CR-003 --only 3.2",
    )
    return Command(lang, "baseline", callback=run, params=params, help=text, short_help=HELP(lang))


def _json(data: dict[str, Any]) -> None:
    click.echo(json.dumps(data, ensure_ascii=False, indent=1))


def _show(source: Path, standing: Standing, as_json: bool, lang: Lang) -> None:
    """The list of baselines, the variances, and what moved in all."""
    from xlplan.app.file_names import DOCUMENTS
    from xlplan.report.baselines import baselines_dict, list_text, summary_lines, variance_text

    plan = standing.plan
    if as_json:
        _json(baselines_dict(plan, standing.variances, standing.project))
    else:
        click.echo(list_text(plan, lang))
        if plan.baselines:
            click.echo("\n" + variance_text(plan, standing.variances, lang) + "\n")
            for line in summary_lines(plan, standing.variances, standing.project, lang):
                click.echo(line)
    _notes(source, standing, lang)
    if as_json:
        return
    document = source.suffix.lower() in DOCUMENTS
    if not plan.baselines:
        click.echo((NEXT_MASTER if document else NEXT_FIRST)(lang, file=typed(source)), err=True)
    elif not document and any(v.against_current or not v.in_current or not v.active for v in standing.variances):
        click.echo(NEXT_MOVED(lang, file=typed(source)), err=True)


def _tell(source: Path, done: Frozen, partly: bool, as_json: bool, lang: Lang) -> None:
    """What freezing did."""
    from xlplan.report.baselines import baselines_dict, summary_lines

    standing, baseline = done.standing, done.baseline
    plan = standing.plan
    if as_json:
        told = {
            "changed": done.changed,
            "frozen": baseline.number if done.changed else None,
            "renewed": list(done.renewed),
            "archived": str(done.archived) if done.archived else None,
        }
        _json({**told, **baselines_dict(plan, standing.variances, standing.project)})
    elif not done.changed:
        click.echo(UNCHANGED(lang, name=baseline.name, date=baseline.date))
    else:
        n, date = len(baseline.tasks), baseline.date
        click.echo(FROZEN(lang, name=baseline.name, date=date, n=n, master=source, revision=plan.revision))
        if partly and done.former:
            kept = n - len(done.renewed)
            click.echo(PARTLY(lang, renewed=len(done.renewed), kept=kept, former=done.former.name))
        if done.former:
            for line in summary_lines(plan, standing.variances, standing.project, lang):
                click.echo(line)
    for text, tasks in ((UNDATED, done.undated), (OUTSIDE, done.outside)):
        if tasks:
            click.echo(text(lang, n=len(tasks), tasks=_listed(standing, tasks, lang), name=baseline.name), err=True)
    if done.archived and not as_json:
        click.echo(ARCHIVED(lang, path=done.archived), err=True)
    _notes(source, standing, lang)
    if done.changed and not as_json:
        click.echo(NEXT_FROZEN(lang, file=typed(source)), err=True)


def _notes(source: Path, standing: Standing, lang: Lang) -> None:
    if standing.findings:
        click.echo(NOTES(lang, n=len(standing.findings), file=typed(source)), err=True)


def _listed(standing: Standing, tasks: tuple[str, ...], lang: Lang) -> str:
    """Tasks by code, the first few of them."""
    codes = [standing.plan.tasks[t].code or t for t in tasks[:SHOWN]]
    return ("、" if lang == "zh" else ", ").join(codes) + (MORE(lang) if len(tasks) > SHOWN else "")
