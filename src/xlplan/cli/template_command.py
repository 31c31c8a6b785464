"""``xlplan template``: list, show, check, export."""

from __future__ import annotations

import json
from pathlib import Path

import click

from xlplan.cli.base import Command, Group, OneOf
from xlplan.cli.examples import examples
from xlplan.cli.options import json_option, option, path_argument, path_option
from xlplan.cli.summaries import SUMMARY
from xlplan.core.text import Lang, Text

HELP = SUMMARY["template"]
LIST = Text("列出内置模板。", "List the built-in templates.")
SHOW = Text(
    "显示模板的表单、表和列，以及与完整模板的差异。",
    "Show the forms, tables and columns of a template, and what differs from the full one.",
)
CHECK = Text("检查模板文件，一次列出全部问题及行号。", "Check template files: everything that is wrong, with its line.")
EXPORT = Text(
    "把内置模板写成带说明的 YAML 文件，供公司修改。",
    "Write a built-in template as a commented YAML file for a company to change.",
)
COUNT = Text("{forms} 个表单", "{forms} forms")
WROTE = Text("已写入 {file}", "wrote {file}")
EXISTS = Text("{file} 已存在；换个名字，或加 --force 覆盖", "{file} exists; choose another name, or use --force")
OWN = Text("自加", "own")
DIFFERS = Text("与完整模板的差异", "what differs from the full template")
SAME = Text("与完整模板相同", "the same as the full template")
PARTS = {
    "left_out": Text("未采用的表单", "forms left out"),
    "extra_forms": Text("自加的表单", "forms of its own"),
    "extra_columns": Text("自加的列", "columns of its own"),
    "changed_columns": Text("改动的列", "columns changed"),
    "renamed": Text("改名的表单", "forms renamed"),
    "vocabularies": Text("改动的选项表", "choice lists changed"),
    "rules": Text("调整的检查项", "rules adjusted"),
}


def command(lang: Lang) -> click.Group:
    """The command in one language."""
    from xlplan.cli.main import lang_option

    group = Group(
        lang,
        "template",
        help=examples(
            lang,
            HELP,
            "xlplan template list",
            "xlplan template export full -o company.yaml",
            "xlplan template check company.yaml",
            "xlplan new --template company.yaml -o plan.xlsx",
        ),
        short_help=HELP(lang),
    )
    for make in (_list, _show, _check, _export):
        sub = make(lang)
        sub.params.append(lang_option(lang))
        group.add_command(sub)
    return group


def _list(lang: Lang) -> click.Command:
    def run(as_json: bool) -> int:
        from xlplan.template.resolve import built_in, load_template

        templates = [load_template(name) for name in built_in()]
        if as_json:
            rows = [
                {"name": t.name, "version": t.version, "title": t.title(lang), "forms": [f.code for f in t.forms]}
                for t in templates
            ]
            click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
            return 0
        for t in templates:
            click.echo(f"{t.name:<8}{t.title(lang)}  ({COUNT(lang, forms=len(t.forms))})")
        return 0

    params: list[click.Parameter] = [json_option(lang)]
    return Command(lang, "list", callback=run, params=params, help=LIST(lang), short_help=LIST(lang))


def _show(lang: Lang) -> click.Command:
    def run(name: str, as_json: bool) -> int:
        from xlplan.app.templates import differences, sound_template, summary
        from xlplan.template.resolve import load_template

        template = sound_template(load_template(name))
        if as_json:
            click.echo(json.dumps(summary(template, lang), ensure_ascii=False, indent=1))
            return 0
        click.echo(f"{template.name} {template.version}  {template.title(lang)}")
        for form in template.forms:
            click.echo(f"{form.title(lang)}  ({form.code})")
            for table in form.tables:
                own = [c.header(lang) for c in table.columns if c.extra]
                more = f"  {OWN(lang)}: {', '.join(own)}" if own else ""
                click.echo(f"    {table.title(lang)}  ({table.key}: {len(table.columns)}){more}")
        found = {k: v for k, v in differences(template).items() if v}
        click.echo((DIFFERS if found else SAME)(lang) + (":" if found else ""))
        for key, values in found.items():
            click.echo(f"  {PARTS[key](lang)}: {', '.join(values)}")
        return 0

    params: list[click.Parameter] = [
        click.Argument(["name"]),
        json_option(lang),
    ]
    text = examples(lang, SHOW, "xlplan template show light", "xlplan template show company.yaml --json")
    return Command(lang, "show", callback=run, params=params, help=text, short_help=SHOW(lang))


def _check(lang: Lang) -> click.Command:
    def run(paths: tuple[Path, ...], format_: str) -> int:
        from xlplan.app.templates import check_template
        from xlplan.core.finding import Severity
        from xlplan.report.findings import as_dict, findings_text

        found = [check_template(path) for path in paths]
        everything = [x for findings in found for x in findings]
        if format_ == "json":
            click.echo(json.dumps([as_dict(x, lang) for x in everything], ensure_ascii=False, indent=1))
        else:
            click.echo(findings_text([p.name for p in paths], everything, lang, Severity.INFO))
        if all(any(x.type.name == "template-unreadable" for x in findings) for findings in found):
            return 2
        return 1 if any(x.severity is Severity.ERROR for x in everything) else 0

    params: list[click.Parameter] = [
        path_argument("paths", nargs=-1, required=True),
        option(
            lang,
            "--format",
            "format_",
            type=OneOf(lang, "text", "json"),
            default="text",
            help_=Text("输出格式", "output format"),
        ),
    ]
    text = examples(lang, CHECK, "xlplan template check company.yaml")
    return Command(lang, "check", callback=run, params=params, help=text, short_help=CHECK(lang))


def _export(lang: Lang) -> click.Command:
    def run(name: str, out: Path, force: bool) -> int:
        from xlplan.app.templates import template_text
        from xlplan.core.errors import OutputError
        from xlplan.store.files import write_atomic

        if out.exists() and not force:
            raise OutputError(EXISTS, file=str(out))
        text = template_text(name, lang, out.stem)
        write_atomic(out, lambda path: path.write_text(text, encoding="utf-8"))
        click.echo(WROTE(lang, file=out))
        return 0

    params: list[click.Parameter] = [
        click.Argument(["name"]),
        path_option(lang, "-o", "--out", required=True, help_=Text("写到哪个文件", "the file to write")),
        option(lang, "--force", is_flag=True, help_=Text("覆盖已有文件", "overwrite an existing file")),
    ]
    text = examples(lang, EXPORT, "xlplan template export full -o company.yaml")
    return Command(lang, "export", callback=run, params=params, help=text, short_help=EXPORT(lang))
