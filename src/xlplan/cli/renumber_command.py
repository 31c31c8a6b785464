"""``xlplan renumber``"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xlplan.cli.base import Command
from xlplan.cli.examples import examples
from xlplan.cli.options import dry_run_option, json_option, option, path_argument
from xlplan.cli.summaries import SUMMARY
from xlplan.cli.words import ARCHIVED, PREVIEW, WROTE
from xlplan.core.text import Lang, Text

if TYPE_CHECKING:
    from xlplan.model.plan import Plan
    from xlplan.template.resolve import Template

HELP = SUMMARY["renumber"]
CHANGED = Text("{n} 项任务换了编码：", "{n} task(s) get another code:")
NOTHING = Text("编码已是连续的，没有变化", "the codes are in order; nothing changes")
MENTIONS = Text("以下内容请看一看（文字里的编码不会自动改）：", "to be looked at (codes within texts are not changed):")
LINE = Text("  {place}  {message}", "  {place}  {message}")


def command(lang: Lang) -> click.Command:
    """The command in one language."""

    def run(master: Path, start_at: str | None, dry_run: bool, as_json: bool) -> int:
        from xlplan.app.renumber import renumber
        from xlplan.report.columns import table
        from xlplan.report.findings import as_dict

        done = renumber(master, start_at=start_at, dry_run=dry_run)
        tasks = done.plan.tasks
        if as_json:
            changes = [{"id": i, "old": old, "new": new, "name": tasks[i].name} for i, old, new in done.changes]
            data = {
                "changes": changes,
                "findings": [as_dict(x, lang) for x in done.findings],
                "written": done.written,
                "revision": done.plan.revision,
            }
            click.echo(json.dumps(data, ensure_ascii=False, indent=1))
            return 0
        if done.changes:
            click.echo(CHANGED(lang, n=len(done.changes)))
            for line in table([[old, "→", new, tasks[i].name or ""] for i, old, new in done.changes]):
                click.echo(f"  {line}")
        else:
            click.echo(NOTHING(lang))
        if done.findings:
            click.echo(MENTIONS(lang))
            for x in done.findings:
                place = x.place.sheet or _row(done.plan, done.template, x.place.form, x.place.row_id, lang)
                click.echo(LINE(lang, place=place, message=x.message(lang)))
        if done.written:
            click.echo(WROTE(lang, file=master, revision=done.plan.revision))
        elif dry_run:
            click.echo(PREVIEW(lang))
        if done.archived:
            click.echo(ARCHIVED(lang, path=done.archived), err=True)
        return 0

    params: list[click.Parameter] = [
        path_argument("master"),
        option(
            lang,
            "--start-at",
            metavar="CODE",
            help_=Text("只从这个编码开始，前面的任务保留原编码", "from this code on; tasks before it keep theirs"),
        ),
        dry_run_option(lang),
        json_option(lang),
    ]
    text = examples(lang, HELP, "xlplan renumber 主计划.xlsx --dry-run", "xlplan renumber 主计划.xlsx --start-at 2.3")
    return Command(lang, "renumber", callback=run, params=params, help=text, short_help=HELP(lang))


def _row(plan: Plan, template: Template, form: str, row_id: str, lang: Lang) -> str:
    """A row as people know it."""
    from xlplan.core.kinds.base import Ctx
    from xlplan.merging.words import row_label
    from xlplan.model.plan import plan_names
    from xlplan.model.snapshot import frozen_row

    table = next((t for _, t in template.tables() if t.key == form), None)
    if table is None or row_id not in plan.rows(form):
        return f"{form} {row_id}"
    frozen = frozen_row(plan, table, row_id, (c.key for c in table.inputs))
    return f"{template.title_of(form)(lang)} {row_label(table, row_id, frozen, Ctx(lang, plan_names(plan)))}"
