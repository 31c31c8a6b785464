"""The `xlplan` command: finds the command's file, runs it, turns errors into one line and an exit code.

Exit codes: 0 clean; 1 it ran and there is something to look at; 2 it could not run; 130 interrupted by Ctrl-C.
"""

from __future__ import annotations

import importlib
import os
import re
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import click

from xlplan.cli.base import Group, OneOf
from xlplan.cli.lang import chosen_language, make_output_safe
from xlplan.cli.summaries import SUMMARY
from xlplan.core.errors import XlplanError
from xlplan.core.text import LANGS, Lang, Text

COMMANDS = tuple(SUMMARY)
HELP = Text(
    "跨部门项目的 Excel 计划：生成工作簿、按部门拆分、检查交回的文件、合并。\n\n"
    "每周一轮：round open 下发 → 各部门离线填写 → round close 检查并合并（也可分步：split、check、merge）。\n\n"
    "先试试：xlplan demo 演示",
    "Plan cross-department projects in Excel: generate the workbook, split it by department, check what comes back, "
    "merge it.\n\nA weekly round: round open → departments fill offline → round close, which checks and merges (or step by "
    "step: split, check, merge).\n\nTry first: xlplan demo demo-out",
)
LANG_HELP = Text("界面语言（默认按系统语言，其次中文）", "language of messages (default: the system's, else Chinese)")
ERROR = Text("错误：{message}", "error: {message}")
DEFECT = Text(
    "程序内部错误（{kind}：{detail}）。请设 XLPLAN_DEBUG=1 重新运行，把输出反馈给维护者",
    "this is a defect of xlplan ({kind}: {detail}). Please run it again with XLPLAN_DEBUG=1 and report the output",
)
SEE = Text("{what}（用法见 {command} --help）", "{what} (see {command} --help)")
INTERRUPTED = Text(
    "已中断；主计划要么没有改动，要么已完整写入",
    "interrupted; the master is as it was, or written whole",
)
SHOW_VERSION = Text("显示版本号", "show the version")
NO_OPTION = Text("没有选项 {name}{near}", "there is no option {name}{near}")
NO_VALUE = Text("{name} 后面要给出值", "{name} needs a value")
TOO_MUCH = Text("多余的参数：{words}", "this is too much: {words}")
_EXTRA = re.compile(r"Got unexpected extra arguments? \((.*)\)", re.DOTALL)
MISSING = Text("缺少 {name}", "{name} is missing")
WRONG = Text("{name} 不对：{why}", "{name}: {why}")
SYSTEM = Text("{file}：{why}", "{file}: {why}")


class Commands(Group):
    """Loads a command's file when the command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module = importlib.import_module(f"xlplan.cli.{name}_command")
        command: click.Command = module.command(self.lang)
        command.params.append(lang_option(self.lang))
        return command

    def summaries(self, ctx: click.Context) -> list[tuple[str, str]]:
        return [(name, text(self.lang)) for name, text in SUMMARY.items()]

    def invoke(self, ctx: click.Context) -> Any:
        import gc

        from xlplan.cli.notices import shown_notices

        # Workbooks are hundreds of thousands of small objects, few of them in circles: looking for those after every
        # 700 new ones took a tenth of the time.
        gc.set_threshold(50_000, 20, 20)
        with shown_notices(self.lang):
            return super().invoke(ctx)


def lang_option(lang: Lang) -> click.Option:
    """``--lang``, read before the commands are built; here for the help and the check."""
    return click.Option(["--lang"], type=OneOf(lang, *LANGS), expose_value=False, help=LANG_HELP(lang))


def build(lang: Lang) -> Commands:
    """The command line in one language."""
    from xlplan import __version__

    group = Commands(
        lang,
        "xlplan",
        help=HELP(lang),
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    group.params.append(lang_option(lang))
    return click.version_option(__version__, prog_name="xlplan", help=SHOW_VERSION(lang))(group)


def main(arguments: Sequence[str] | None = None) -> None:
    """Entry point."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    lang = chosen_language(given)
    make_output_safe()
    try:
        code = build(lang).main(args=given, prog_name="xlplan", standalone_mode=False)
    except click.ClickException as error:
        _stop(usage_line(error, lang), lang)
    except XlplanError as error:
        _stop(error.in_language(lang), lang)
    except (click.exceptions.Abort, KeyboardInterrupt):
        click.echo(INTERRUPTED(lang), err=True)
        sys.exit(130)
    except OSError as error:
        _stop(SYSTEM(lang, file=error.filename or "-", why=error.strerror or error), lang)
    except Exception as error:
        # Nobody should have to read a traceback to learn that it isn't their fault.
        if os.environ.get("XLPLAN_DEBUG"):
            raise
        click.echo(ERROR(lang, message=DEFECT(lang, kind=type(error).__name__, detail=error)), err=True)
        sys.exit(2)
    sys.exit(code if isinstance(code, int) else 0)


def _stop(message: str, lang: Lang) -> NoReturn:
    click.echo(ERROR(lang, message=message), err=True)
    sys.exit(2)


def usage_line(error: click.ClickException, lang: Lang) -> str:
    """A mistake in the command line, in one line."""
    what = error.format_message()
    if isinstance(error, click.NoSuchOption):
        from xlplan.core.near import meant

        close = "、".join(error.possibilities or ()) if lang == "zh" else ", ".join(error.possibilities or ())
        what = NO_OPTION(lang, name=error.option_name, near=meant(close))
    elif isinstance(error, click.MissingParameter) and error.param is not None:
        what = MISSING(lang, name=_shown(error.param))
    elif isinstance(error, click.BadOptionUsage):
        what = NO_VALUE(lang, name=error.option_name)
    elif extra := _EXTRA.fullmatch(what):
        what = TOO_MUCH(lang, words=extra[1])
    elif isinstance(error, click.BadParameter) and error.param is not None:
        what = WRONG(lang, name=_shown(error.param), why=error.message)
    context = error.ctx if isinstance(error, click.UsageError) else None
    return SEE(lang, what=" ".join(what.split()), command=context.command_path) if context else what


def _shown(param: click.Parameter) -> str:
    return param.opts[-1] if isinstance(param, click.Option) else param.human_readable_name
