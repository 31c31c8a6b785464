"""``xlplan reassign``"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xlplan.cli.base import Command
from xlplan.cli.examples import examples
from xlplan.cli.options import DateType, dry_run_option, json_option, option, path_argument
from xlplan.cli.summaries import SUMMARY
from xlplan.cli.words import ARCHIVED, PREVIEW, WROTE
from xlplan.core.text import Lang, Text

if TYPE_CHECKING:
    from xlplan.app.reassign import Reassigned
    from xlplan.model.plan import CellKey

HELP = SUMMARY["reassign"]
GIVEN = Text("{old} → {new}：移交 {n} 项", "{old} → {new}: {n} item(s)")
NOTHING = Text("{old} 名下没有未完成的事项", "{old} has no open items")
LINE = Text("  {form}  {row}（{column}）", "  {form}: {row} ({column})")
KEPT = Text("在此日期前结束，仍由 {old} 负责：", "ending before that day, still with {old}:")


def command(lang: Lang) -> click.Command:
    """The command in one language."""

    def run(master: Path, old: str, new: str, from_: dt.date | None, dry_run: bool, as_json: bool) -> int:
        from xlplan.app.reassign import reassign

        done = reassign(master, old, new, from_=from_, dry_run=dry_run)
        if as_json:
            rows = [{"form": t, "row_id": r, "field": k} for t, r, k in done.cells]
            kept = [{"form": t, "row_id": r, "field": k} for t, r, k in done.kept]
            data = {"old": done.old, "new": done.new, "items": rows, "kept": kept, "written": done.written}
            click.echo(json.dumps(data, ensure_ascii=False, indent=1))
            return 0
        _tell(done, master, dry_run, lang)
        return 0

    params: list[click.Parameter] = [
        path_argument("master"),
        click.Argument(["old"]),
        click.Argument(["new"]),
        option(
            lang,
            "--from",
            "from_",
            type=DateType(lang),
            help_=Text("移交日期：此前结束的事项不移交", "the day: what ends before it is not given away"),
        ),
        dry_run_option(lang),
        json_option(lang),
    ]
    text = examples(lang, HELP, "xlplan reassign 主计划.xlsx 高洁 吴海波 --from 2026-12-01")
    return Command(lang, "reassign", callback=run, params=params, help=text, short_help=HELP(lang))


def _tell(done: Reassigned, master: Path, dry_run: bool, lang: Lang) -> None:
    from xlplan.model.plan import plan_names

    names = plan_names(done.plan)
    old, new = (names.label("person", p) for p in (done.old, done.new))
    if not done.cells:
        click.echo(NOTHING(lang, old=old))
    else:
        click.echo(GIVEN(lang, old=old, new=new, n=len(done.cells)))
        _list(done, done.cells, lang)
    if done.kept:
        click.echo(KEPT(lang, old=old))
        _list(done, done.kept, lang)
    if done.written:
        click.echo(WROTE(lang, file=master, revision=done.plan.revision))
    elif dry_run:
        click.echo(PREVIEW(lang))
    if done.archived:
        click.echo(ARCHIVED(lang, path=done.archived), err=True)


def _list(done: Reassigned, cells: Iterable[CellKey], lang: Lang) -> None:
    from xlplan.core.kinds.base import Ctx
    from xlplan.merging.words import row_label
    from xlplan.model.plan import plan_names
    from xlplan.model.snapshot import frozen_row

    ctx = Ctx(lang, plan_names(done.plan))
    for table_key, row_id, key in cells:
        table = done.template.table(table_key)
        row = row_label(table, row_id, frozen_row(done.plan, table, row_id, (c.key for c in table.inputs)), ctx)
        form, column = done.template.title_of(table_key)(lang), table.column(key).header(lang)
        click.echo(LINE(lang, form=form, row=row, column=column))
