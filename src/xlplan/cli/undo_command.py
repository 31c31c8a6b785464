"""``xlplan undo``"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xlplan.cli.base import Command
from xlplan.cli.examples import examples
from xlplan.cli.options import RevisionType, dry_run_option, json_option, option, path_argument
from xlplan.cli.summaries import SUMMARY
from xlplan.cli.words import ARCHIVED
from xlplan.core.text import Lang, Text

if TYPE_CHECKING:
    from xlplan.app.undo import Undone

HELP = SUMMARY["undo"]
DONE = Text(
    "{file} 回到 r{target} 的状态，写成 r{revision}", "{file} is as it was with r{target}, written as r{revision}"
)
WOULD = Text("仅预览：{file} 将回到 r{target} 的状态", "a preview: {file} would be as it was with r{target}")
NOTHING = Text("没有可以撤销的：{file} 已是 r{target} 的状态", "nothing to undo: {file} is as it was with r{target}")
RESTORED = Text("还原 {n} 格：", "{n} cell(s) restored:")
KEPT = Text("项目经理自己的改动，保留 {n} 格：", "the project manager's own edits, {n} cell(s) kept:")
COLLIDED = Text(
    "其中 {n} 格与还原的状态不同，保留了项目经理的值，请核对：",
    "{n} cell(s) where the restored state differs; the project manager's value was kept, please look:",
)
COLLISION = Text("{change}（还原的值：{restored}）", "{change} (restored: {restored})")
LOST = Text(
    "无法保留 {n} 处（还原的状态里没有那一行，或没有所指的人、任务）：",
    "{n} edit(s) could not be kept (the row, or what they name, is not there):",
)
FROM = Text("日志里没有这一版，取自归档 {file}", "the journal has no such revision; it was taken from {file}")
AGAIN = Text(
    "再运行一次 undo 就恢复刚才的状态；要回到更早的一版，加 --to（版本见 xlplan log）",
    "undo once more brings back what was just taken back; to go further back use --to (see xlplan log)",
)
MORE = Text("    ……另有 {n} 条，见 --json", "    … {n} more, see --json")
SHOWN = 40


def command(lang: Lang) -> click.Command:
    """The command in one language. Exit code 1 where own edits collide with the state, or found no row."""

    def run(master: Path, to: int | None, dry_run: bool, as_json: bool) -> int:
        from xlplan.app.undo import undo

        done = undo(master, to, dry_run=dry_run)
        if as_json:
            click.echo(json.dumps(_data(done), ensure_ascii=False, indent=1))
        else:
            _tell(done, master, dry_run, lang)
        return 1 if done.collided or done.lost else 0

    params: list[click.Parameter] = [
        path_argument("master"),
        option(
            lang,
            "--to",
            type=RevisionType(lang),
            help_=Text(
                "回到哪一版，例如 r12（默认上一版）", "the revision to go back to, as in r12 (default: the one before)"
            ),
        ),
        dry_run_option(lang),
        json_option(lang),
    ]
    text = examples(lang, HELP, "xlplan undo 主计划.xlsx", "xlplan undo 主计划.xlsx --to r12 --dry-run")
    return Command(lang, "undo", callback=run, params=params, help=text, short_help=HELP(lang))


def _data(done: Undone) -> dict[str, object]:
    from xlplan.report.logged import edit_dict

    return {
        "target": done.target,
        "revision": done.plan.revision if done.written else None,
        "written": done.written,
        "restored": [
            {
                "form": c.table,
                "row_id": c.row_id,
                "field": c.key,
                "label": done.labels.get((c.table, c.row_id), c.row_id),
                "before": c.before,
                "after": c.after,
                "row": c.row,
            }
            for c in done.restored
        ],
        "kept": [edit_dict(e) for e in done.kept],
        "collided": [edit_dict(e) for e in done.collided],
        "lost": [edit_dict(e) for e in done.lost],
    }


def _tell(done: Undone, master: Path, dry_run: bool, lang: Lang) -> None:
    from xlplan.core.kinds.base import Ctx
    from xlplan.model.plan import plan_names
    from xlplan.report.logged import Cells

    cells = Cells(done.template, Ctx(lang, plan_names(done.plan)))
    title = DONE if done.written else WOULD if dry_run else NOTHING
    click.echo(title(lang, file=master, target=done.target, revision=done.plan.revision))
    if done.from_archive:
        click.echo(FROM(lang, file=done.from_archive), err=True)
    restored = [
        cells.change(c.table, done.labels.get((c.table, c.row_id), c.row_id), c.key, c.before, c.after, c.row)
        for c in done.restored
    ]
    _list(RESTORED, restored, lang)
    for heading, edits in ((KEPT, done.kept), (LOST, done.lost)):
        _list(heading, [cells.change(e.form, e.label, e.field, e.before, e.value, e.change) for e in edits], lang)
    collisions = []
    for e in done.collided:
        change = cells.change(e.form, e.label, e.field, e.before, e.value, e.change)
        collisions.append(COLLISION(lang, change=change, restored=cells.value(e.form, e.field, e.base)))
    _list(COLLIDED, collisions, lang)
    if done.archived:
        click.echo(ARCHIVED(lang, path=done.archived), err=True)
    if done.written:
        click.echo(AGAIN(lang), err=True)


def _list(heading: Text, lines: list[str], lang: Lang) -> None:
    if lines:
        click.echo(heading(lang, n=len(lines)))
        for line in lines[:SHOWN]:
            click.echo(f"    {line}")
        if len(lines) > SHOWN:
            click.echo(MORE(lang, n=len(lines) - SHOWN))
