"""``xlplan accept``"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xlplan.cli.base import Command
from xlplan.cli.examples import examples
from xlplan.cli.options import DateType, dry_run_option, json_option, option, path_argument, path_option
from xlplan.cli.summaries import SUMMARY
from xlplan.cli.words import ARCHIVED, PREVIEW, WROTE
from xlplan.core.text import Lang, Text

if TYPE_CHECKING:
    from xlplan.app.accepting import Accepting, Standing
    from xlplan.model.accepted import Accepted
    from xlplan.template.resolve import Template

HELP = SUMMARY["accept"]
DONE = Text("已接受 {n} 条：", "accepted {n}:")
BACK = Text("已撤回 {n} 条：", "taken back {n}:")
NONE = Text("没有已接受的问题", "nothing is accepted")
LINE = Text("  {code}  {form} {row}：{said}", "  {code}  {form}, {row}: {said}")
WHY = Text("      {by}{on}{until}：{reason}", "      {by}{on}{until}: {reason}")
UNTIL = Text("，有效至 {day}", ", until {day}")
REFUSED = Text("  未接受：{why}", "  not accepted: {why}")
HOLDS = Text("有效", "holds")
LAPSED = Text("失效：{why}", "no longer holds: {why}")
GONE = Text("问题已不存在，可以撤回", "no longer found; may be taken back")
BOTH = Text("--from 与代码不能同时给出", "--from and a code can't both be given")
NEITHER = Text("要撤回的代码没有给出", "which code to take back is missing")


def command(lang: Lang) -> click.Command:
    """The command in one language."""

    def run(master: Path, codes: tuple[str, ...], **options: Any) -> int:
        return _run(lang, master, codes, **options)

    text = examples(
        lang,
        HELP,
        "xlplan accept 主计划.xlsx DAT007 --at 'WBS!K12' --reason 客户已同意延后 --until 2026-12-31",
        "xlplan accept 主计划.xlsx --from 问题.xlsx",
        "xlplan accept 主计划.xlsx",
        "xlplan accept 主计划.xlsx DAT007 --withdraw",
    )
    return Command(lang, "accept", callback=run, params=_params(lang), help=text, short_help=HELP(lang))


def _params(lang: Lang) -> list[click.Parameter]:
    return [
        path_argument("master"),
        click.Argument(["codes"], nargs=-1),
        option(lang, "--reason", default="", help_=Text("理由", "why")),
        option(
            lang,
            "--at",
            default="",
            metavar="PLACE",
            help_=Text(
                "只这一处：单元格（WBS!K12）或该行的编码、编号",
                "this place only: a cell (WBS!K12), or the row's code or number",
            ),
        ),
        option(lang, "--all", "every", is_flag=True, help_=Text("接受这些代码的每一处", "every place of these codes")),
        option(
            lang,
            "--by",
            default="",
            help_=Text("谁接受的（默认项目经理）", "who accepts it (default: the project manager)"),
        ),
        option(
            lang,
            "--until",
            type=DateType(lang),
            help_=Text("有效至；之后重新提醒", "up to which day; afterwards it is reported again"),
        ),
        path_option(
            lang,
            "--from",
            "from_",
            help_=Text(
                "读取问题清单（check -o 问题.xlsx）里填写的接受理由",
                "take the reasons typed into a list of findings (check -o findings.xlsx)",
            ),
        ),
        option(lang, "--withdraw", is_flag=True, help_=Text("撤回", "take it back")),
        dry_run_option(lang),
        json_option(lang),
    ]


def _run(
    lang: Lang,
    master: Path,
    codes: tuple[str, ...],
    *,
    reason: str,
    at: str,
    every: bool,
    by: str,
    until: dt.date | None,
    from_: Path | None,
    withdraw: bool,
    dry_run: bool,
    as_json: bool,
) -> int:
    from xlplan.app.accepting import Asked, accept, standings
    from xlplan.app.accepting import withdraw as take_back
    from xlplan.app.accepting_file import asked_in
    from xlplan.core.errors import UsageError

    if from_ is not None and codes:
        raise UsageError(BOTH)
    if withdraw and not codes:
        raise UsageError(NEITHER)
    if not codes and from_ is None:
        _list(*standings(master), as_json, lang)
        return 0
    if withdraw:
        done = take_back(master, codes, at, dry_run=dry_run)
    else:
        asked = asked_in(from_, by, until) if from_ is not None else [Asked(codes, reason, at, every, by, until)]
        done = accept(master, asked, dry_run=dry_run)
    _tell(done, master, withdraw, dry_run, as_json, lang)
    return 1 if done.refused else 0


def _tell(done: Accepting, master: Path, withdraw: bool, dry_run: bool, as_json: bool, lang: Lang) -> None:
    if as_json:
        key = "withdrawn" if withdraw else "accepted"
        refused = [x.in_language(lang) for x in done.refused]
        data = {key: [_dict(a) for a in done.accepted], "refused": refused, "written": done.written}
        click.echo(json.dumps(data, ensure_ascii=False, indent=1))
        return
    click.echo((BACK if withdraw else DONE)(lang, n=len(done.accepted)))
    for one in done.accepted:
        for line in _lines(one, done.template, lang):
            click.echo(line)
    for error in done.refused:
        click.echo(REFUSED(lang, why=error.in_language(lang)))
    if done.written:
        click.echo(WROTE(lang, file=master, revision=done.plan.revision))
    elif dry_run:
        click.echo(PREVIEW(lang))
    if done.archived:
        click.echo(ARCHIVED(lang, path=done.archived), err=True)


def _list(template: Template, found: list[Standing], as_json: bool, lang: Lang) -> None:
    if as_json:
        data = [
            {
                **_dict(s.accepted),
                "found": s.finding is not None,
                "holds": s.finding is not None and s.lapsed is None,
                "lapsed": s.lapsed(lang) if s.lapsed else None,
            }
            for s in found
        ]
        click.echo(json.dumps(data, ensure_ascii=False, indent=1))
        return
    if not found:
        click.echo(NONE(lang))
    for s in found:
        state = GONE(lang) if s.finding is None else LAPSED(lang, why=s.lapsed) if s.lapsed else HOLDS(lang)
        head, *rest = _lines(s.accepted, template, lang)
        click.echo(f"{head}  [{state}]")
        for line in rest:
            click.echo(line)


def _lines(one: Accepted, template: Template, lang: Lang) -> Iterable[str]:
    accepted = one.acceptance
    until = UNTIL(lang, day=accepted.until) if accepted.until else ""
    by = f"{accepted.by}{'，' if lang == 'zh' else ', '}" if accepted.by else ""
    form = next((f.title(lang) for f, t in template.tables() if t.key == one.table), one.table)
    yield LINE(lang, code=one.code, form=form, row=one.label, said=one.said)
    yield WHY(lang, by=by, on=accepted.on, until=until, reason=accepted.reason)


def _dict(one: Accepted) -> dict[str, Any]:
    accepted = one.acceptance
    return {
        "code": one.code,
        "form": one.table,
        "row_id": one.row_id,
        "field": one.key,
        "row": one.label,
        "said": one.said,
        "reason": accepted.reason,
        "by": accepted.by,
        "on": accepted.on.isoformat(),
        "until": accepted.until.isoformat() if accepted.until else None,
    }
