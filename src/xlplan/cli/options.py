"""Options that several commands share."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xlplan.core.text import Lang, Text

if TYPE_CHECKING:
    from xlplan.excel.raw_limits import Limits

LIMIT_HELP = Text(
    "读取的限制，可重复，例如 seconds=60、file_bytes=256MiB；全部名称：{known}",
    "a limit of reading, repeatable, as in seconds=60 or file_bytes=256MiB; all names: {known}",
)
JSON_HELP = Text("输出 JSON", "print JSON")
ONLY_LIST = Text("只列出，不写文件", "list only, write nothing")
ONLY_REPORT = Text("只报告，不写文件", "report only, write nothing")
QUIET_HELP = Text("不显示进度条", "show no progress bar")
REVISION_WRONG = Text("“{value}”不是版本号，请写成 r12", "“{value}” is not a revision; write r12")
DATE_WRONG = Text("“{value}”不是日期，请写成 2026-03-05", "“{value}” is not a date; write 2026-03-05")


class DateType(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """A date, in the same spellings as on the sheets; where it is ``optional``, nothing will do, too."""

    name = "date"

    def __init__(self, lang: Lang, *, optional: bool = False) -> None:
        self.lang: Lang = lang
        self.optional = optional

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.date | None:
        if isinstance(value, dt.date):
            return value
        if self.optional and not str(value).strip():
            return None
        from xlplan.core.cell import Value
        from xlplan.core.kinds.base import Ctx
        from xlplan.core.kinds.date import DateKind
        from xlplan.core.raw import RawCell

        cell = DateKind().parse(RawCell(value=str(value)), Ctx(self.lang))
        if isinstance(cell, Value) and isinstance(cell.value, dt.date):
            return cell.value
        raise click.BadParameter(DATE_WRONG(self.lang, value=value), ctx, param)


class RevisionType(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """A revision as people write it: 12 or r12."""

    name = "revision"

    def __init__(self, lang: Lang) -> None:
        self.lang: Lang = lang

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        text = str(value).strip().removeprefix("r").removeprefix("R")
        if not (text.isascii() and text.isdigit()):
            raise click.BadParameter(REVISION_WRONG(self.lang, value=value), ctx, param)
        return int(text)


def path_argument(name: str, **more: Any) -> click.Argument:
    return click.Argument([name], type=click.Path(path_type=Path), **more)


def option(lang: Lang, *names: str, help_: Text, **more: Any) -> click.Option:
    """An option with help in one language."""
    return click.Option(list(names), help=help_(lang), **more)


def path_option(lang: Lang, *names: str, help_: Text, **more: Any) -> click.Option:
    return option(lang, *names, help_=help_, type=click.Path(path_type=Path), **more)


def limit_option(lang: Lang) -> click.Option:
    """``--limit NAME=VALUE``, to be turned into limits by :func:`chosen_limits`."""
    from xlplan.app.limits import known_limits, shown_limit

    known = ", ".join(f"{name}={shown_limit(name)}" for name in known_limits())
    return click.Option(["--limit", "limits"], multiple=True, metavar="NAME=VALUE", help=LIMIT_HELP(lang, known=known))


def chosen_limits(settings: Iterable[str]) -> Limits:
    """The limits of the environment, then those of the command line. UsageError where one makes no sense."""
    from xlplan.app.limits import VARIABLE, limits_from, split_settings

    return limits_from([*split_settings(os.environ.get(VARIABLE, "")), *settings])


def json_option(lang: Lang) -> click.Option:
    return option(lang, "--json", "as_json", is_flag=True, help_=JSON_HELP)


def dry_run_option(lang: Lang, help_: Text = ONLY_LIST) -> click.Option:
    return option(lang, "--dry-run", is_flag=True, help_=help_)


def issue_options(lang: Lang) -> list[click.Parameter]:
    """What can be said of copies that are handed out; ``--forms`` is to be read by :func:`chosen_forms`."""
    return [
        option(
            lang,
            "--status-date",
            type=DateType(lang),
            help_=Text("状态日期（默认本周五）", "status date (default: this week's Friday)"),
        ),
        option(
            lang,
            "--due",
            type=DateType(lang),
            help_=Text("交回日期（默认状态日期后 3 天）", "due date (default: 3 days after the status date)"),
        ),
        option(
            lang,
            "--department",
            multiple=True,
            help_=Text("只下发给这些部门", "issue to these departments only"),
        ),
        option(
            lang,
            "--forms",
            multiple=True,
            help_=Text(
                "只下发一部分：planning（计划）、weekly（每周）、closing（收尾），或表单代码、名称；默认按项目状态",
                "issue a part only: planning, weekly, closing, or forms by code or title; default: by project state",
            ),
        ),
    ]


def chosen_forms(forms: Iterable[str]) -> list[str]:
    """The names that ``--forms`` was given, which may hold several."""
    return [name for given in forms for name in given.replace("，", ",").split(",") if name]


def quiet_option(lang: Lang) -> click.Option:
    return option(lang, "-q", "--quiet", is_flag=True, help_=QUIET_HELP)
