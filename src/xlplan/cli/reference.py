"""The reference of all commands as a page, from the commands themselves."""

from __future__ import annotations

from collections.abc import Iterator

import click

from xlplan.cli.base import USAGE
from xlplan.cli.examples import TITLE as EXAMPLES
from xlplan.cli.main import COMMANDS, build
from xlplan.core.text import Lang, Text
from xlplan.docgen.markdown import anchor, code, plain, table

TITLE = Text("命令", "Commands")
INTRO = Text(
    "由程序自身的命令生成，请勿手改。每个命令都有 `--lang zh|en` 与 `--help`；`xlplan 命令 --help` 显示同样的内容。",
    "Generated from the program's own commands; do not edit by hand. Every command has `--lang zh|en` and `--help`, and says "
    "the same behind `--help`.",
)
COMMAND, WHAT, OPTION = Text("命令", "Command"), Text("作用", "What it does"), Text("选项", "Option")
CODES = Text(
    "退出码：0 正常；1 已运行，有需要处理的内容；2 无法运行；130 被 Ctrl-C 中断。",
    "Exit codes: 0 it ran; 1 it ran and somebody has to look; 2 it could not run; 130 stopped with Ctrl-C.",
)
COMPLETION = Text("命令补全", "Completion")
COMPLETION_TEXT = Text(
    "在 shell 的启动文件里加一行，之后按 Tab 补全命令、选项和选项的取值：",
    "With one line in the file that your shell runs at its start, Tab completes commands, options and their values:",
)
SHELLS = (
    ("bash (`~/.bashrc`)", 'eval "$(_XLPLAN_COMPLETE=bash_source xlplan)"'),
    ("zsh (`~/.zshrc`)", 'eval "$(_XLPLAN_COMPLETE=zsh_source xlplan)"'),
    ("fish (`~/.config/fish/completions/xlplan.fish`)", "_XLPLAN_COMPLETE=fish_source xlplan | source"),
)
SHARED = ("lang", "help")


def commands_page(lang: Lang) -> str:
    """Markdown in one language."""
    group = build(lang)
    context = click.Context(group, info_name="xlplan")
    found = [(f"xlplan {name}", command) for name in COMMANDS if (command := group.get_command(context, name))]
    rows = [[f"[{code(name)}](#{anchor(name)})", plain(c.short_help or "")] for name, c in found]
    lines = [f"# {TITLE(lang)}", "", INTRO(lang), "", *table([COMMAND(lang), WHAT(lang)], rows), CODES(lang), ""]
    for name, command in found:
        lines += _command(name, command, 2, lang)
    lines += [f"## {COMPLETION(lang)}", "", COMPLETION_TEXT(lang), ""]
    for shell, line in SHELLS:
        lines += [f"* {shell}: `{line}`"]
    return "\n".join(lines) + "\n"


def _command(name: str, command: click.Command, level: int, lang: Lang) -> Iterator[str]:
    about, _, examples = (command.help or "").partition(f"\n\n\b\n{EXAMPLES(lang)}\n")
    yield from ("#" * level + " " + name, "", plain(about), "")
    context = click.Context(command, info_name=name)
    yield from (f"{USAGE(lang)}`{name} {' '.join(command.collect_usage_pieces(context))}`", "")
    if examples:
        yield from ("```", *(line.strip() for line in examples.splitlines()), "```", "")
    options = [
        p for p in command.params if isinstance(p, click.Option) and p.name not in SHARED and p.opts != ["--lang"]
    ]
    records = [r for p in options if (r := p.get_help_record(context))]
    if records:
        yield from table(
            [OPTION(lang), WHAT(lang)], [[code(o.replace("|", "\\|")), plain(told)] for o, told in records]
        )
    if isinstance(command, click.Group):
        for sub, inside in command.commands.items():
            yield from _command(f"{name} {sub}", inside, level + 1, lang)
