"""Commands and groups that speak one language: headings of the help, and what is said of mistakes."""

from __future__ import annotations

from typing import Any

import click

from xlplan.core.text import Lang, Text

USAGE = Text("用法：", "Usage: ")
OPTIONS, COMMANDS = Text("选项", "Options"), Text("命令", "Commands")
ANY_OPTIONS, ANY_COMMAND = Text("[选项]", "[OPTIONS]"), Text("命令 [参数]...", "COMMAND [ARGS]...")
SHOW_HELP = Text("显示这份帮助", "show this help")
NO_COMMAND = Text("没有“{name}”这个命令{near}", "there is no command “{name}”{near}")
NOT_ONE = Text("“{value}”不在可选值之内（{known}）{near}", "“{value}” is not one of {known}{near}")


ARGUMENTS = {
    "master": Text("主计划", "MASTER"),
    "source": Text("主计划或计划文档", "MASTER_OR_PLAN"),
    "document": Text("计划文档", "PLAN"),
    "paths": Text("文件或文件夹", "PATHS"),
    "folder": Text("文件夹", "FOLDER"),
    "codes": Text("代码", "CODES"),
    "revision": Text("版本", "REVISION"),
    "place": Text("位置", "PLACE"),
    "old": Text("原负责人", "OLD"),
    "new": Text("新负责人", "NEW"),
    "one": Text("旧文件", "OLD"),
    "other": Text("新文件", "NEW"),
    "name": Text("模板", "TEMPLATE"),
}
"""What arguments are called in the help, by the names of their parameters."""


class _Speaking(click.Command):
    """What commands and groups have in common."""

    def __init__(self, lang: Lang, name: str, **attributes: Any) -> None:
        super().__init__(name=name, options_metavar=ANY_OPTIONS(lang), **attributes)
        self.lang: Lang = lang
        for param in self.params:
            if isinstance(param, click.Argument):
                called = ARGUMENTS[str(param.name)](lang)
                param.metavar = (called if param.required else f"[{called}]") + ("..." if param.nargs == -1 else "")

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix=USAGE(self.lang))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = (param for param in self.get_params(ctx) if isinstance(param, click.Option))
        records = [record for option in options if (record := option.get_help_record(ctx)) is not None]
        if records:
            with formatter.section(OPTIONS(self.lang)):
                formatter.write_dl(records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = SHOW_HELP(self.lang)
        return option


class Command(_Speaking):
    """A command in one language."""


def _help_without_a_command(ctx: click.Context) -> int:
    if ctx.invoked_subcommand is not None:
        return 0
    click.echo(ctx.get_help(), err=True)
    return 2


class Group(_Speaking, click.Group):
    """A group in one language, which says which of its commands was meant, and without one shows its help."""

    def __init__(self, lang: Lang, name: str, **attributes: Any) -> None:
        super().__init__(
            lang,
            name,
            subcommand_metavar=ANY_COMMAND(lang),
            invoke_without_command=True,
            callback=click.pass_context(_help_without_a_command),
            **attributes,
        )

    def summaries(self, ctx: click.Context) -> list[tuple[str, str]]:
        """The names of the commands with what they do, in the order in which they are listed."""
        return [(n, c.short_help or "") for n in self.list_commands(ctx) if (c := self.get_command(ctx, n))]

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(COMMANDS(self.lang)):
            formatter.write_dl(self.summaries(ctx))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name, known = args[0] if args else "", self.list_commands(ctx)
        if name and not name.startswith("-") and name not in known:
            from xlplan.core.near import nearest

            raise click.UsageError(NO_COMMAND(self.lang, name=name, near=nearest(name, known)), ctx)
        return super().resolve_command(ctx, args)


class OneOf(click.Choice):  # type: ignore[type-arg,unused-ignore]
    """One of a few words; what is said of another one is said in the language of the command."""

    def __init__(self, lang: Lang, *words: str) -> None:
        super().__init__(words)
        self.lang: Lang = lang

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as error:
            from xlplan.core.near import nearest

            words = [str(w) for w in self.choices]
            known = ("、" if self.lang == "zh" else ", ").join(words)
            message = NOT_ONE(self.lang, value=value, known=known, near=nearest(str(value), words))
            raise click.BadParameter(message, ctx, param) from error
