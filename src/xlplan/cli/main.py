"""The `xlplan` command: finds the command's file, runs it, turns errors into one line and an exit code.

Exit codes: 0 clean; 1 it ran and there is something to look at; 2 it could not run.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from typing import Any

import click

from xlplan.cli.lang import chosen_language, make_output_safe
from xlplan.core.errors import XlplanError
from xlplan.core.text import LANGS, Lang, Text

COMMANDS = ("demo", "new", "split", "check", "merge", "export", "explain", "rules", "forms", "schema")
HELP = Text(
    "跨部门项目的 Excel 计划：生成工作簿、按部门拆分、检查交回的文件、合并。\n\n"
    "每周一轮：split 下发 → 各部门离线填写 → check 检查 → merge 合并。先试试：xlplan demo 演示",
    "Plan cross-department projects in Excel: generate the workbook, split it by department, check what comes back, "
    "merge it.\n\nA weekly round: split → departments fill offline → check → merge. Try first: xlplan demo demo-out",
)
LANG_HELP = Text("界面语言（默认按系统语言，其次中文）", "language of messages (default: the system's, else Chinese)")
UNKNOWN = Text("没有“{name}”这个命令{near}", "there is no command “{name}”{near}")
ERROR = Text("错误：{message}", "error: {message}")


class Commands(click.Group):
    """Loads a command's file when the command is asked for."""

    def __init__(self, lang: Lang, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.lang: Lang = lang

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module = importlib.import_module(f"xlplan.cli.{name}_command")
        command: click.Command = module.command(self.lang)
        command.params.append(lang_option(self.lang))
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0] if args else ""
        if name and not name.startswith("-") and name not in COMMANDS:
            import difflib

            close = difflib.get_close_matches(name, COMMANDS, n=1)
            near = Text(f"，是否想用 {close[0]}？", f"; did you mean {close[0]}?") if close else ""
            raise click.UsageError(UNKNOWN(self.lang, name=name, near=near))
        return super().resolve_command(ctx, args)


def lang_option(lang: Lang) -> click.Option:
    """``--lang``, read before the commands are built; here for the help and the check."""
    return click.Option(["--lang"], type=click.Choice(LANGS), expose_value=False, help=LANG_HELP(lang))


def build(lang: Lang) -> Commands:
    """The command line in one language."""
    from xlplan import __version__

    group = Commands(
        lang,
        name="xlplan",
        help=HELP(lang),
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    group.params.append(lang_option(lang))
    return click.version_option(__version__, prog_name="xlplan")(group)


def main(arguments: Sequence[str] | None = None) -> None:
    """Entry point."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    lang = chosen_language(given)
    make_output_safe()
    try:
        code = build(lang).main(args=given, prog_name="xlplan", standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(2)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except XlplanError as error:
        click.echo(ERROR(lang, message=error.in_language(lang)), err=True)
        sys.exit(2)
    sys.exit(code if isinstance(code, int) else 0)
