"""Options of ``xlplan check``: which findings, in which form, where to."""

from __future__ import annotations

import click

from xlplan.cli.base import OneOf
from xlplan.cli.options import limit_option, option, path_argument, path_option, quiet_option
from xlplan.core.text import Lang, Text

FORMATS = ("text", "json", "html", "xlsx")
ANNOTATE = Text(
    "把要改的部门文件标注后写到这个文件夹，发回更正",
    "write the copies with something to correct into this folder, with marks, to be sent back",
)


def check_params(lang: Lang) -> list[click.Parameter]:
    """The parameters in one language."""
    return [path_argument("paths", nargs=-1, required=True), *_which(lang), *_form(lang), *_files(lang)]


def _which(lang: Lang) -> list[click.Parameter]:
    return [
        option(
            lang,
            "--severity",
            type=OneOf(lang, "error", "warning", "info"),
            help_=Text(
                "列到哪一级（默认：文本到 warning，其他到 info；模板可另定）",
                "down to which severity to list (default: warning for text, else info; templates may say otherwise)",
            ),
        ),
        option(
            lang,
            "--only",
            multiple=True,
            metavar="CODE",
            help_=Text(
                "只看这些代码或类别，例如 DAT,RES001", "these codes or families of codes only, as in DAT,RES001"
            ),
        ),
        option(
            lang,
            "--ignore",
            multiple=True,
            metavar="CODE",
            help_=Text("不看这些代码或类别", "leave out these codes or families of codes"),
        ),
        option(
            lang,
            "--department",
            multiple=True,
            metavar="NAME",
            help_=Text("只看这些部门的", "what concerns these departments only"),
        ),
        option(
            lang,
            "--accepted",
            is_flag=True,
            help_=Text("也列出已接受的", "list what was accepted, too"),
        ),
        option(lang, "--strict", is_flag=True, help_=Text("有警告也返回 1", "warnings give exit code 1, too")),
    ]


def _form(lang: Lang) -> list[click.Parameter]:
    return [
        option(
            lang,
            "--by",
            type=OneOf(lang, "file", "sheet", "department", "owner", "code"),
            default="file",
            help_=Text("按什么分组（文本、邮件）", "by what to group (text, mails)"),
        ),
        option(
            lang,
            "--format",
            "format_",
            type=OneOf(lang, *FORMATS),
            help_=Text(
                "输出格式（默认按 --output 的扩展名，否则 text）；json 列出全部，包括提示",
                "output format (default: by the name of --output, else text); json lists everything, notes included",
            ),
        ),
        path_option(
            lang,
            "-o",
            "--output",
            help_=Text(
                "写到这个文件：.html 可筛选的网页，.xlsx 问题清单，.json，.txt",
                "write to this file: an .html page with filters, an .xlsx list, .json, .txt",
            ),
        ),
    ]


def _files(lang: Lang) -> list[click.Parameter]:
    return [
        path_option(
            lang,
            "--mail",
            metavar="DIR",
            help_=Text(
                "每个部门（--by owner：每个人）一封邮件草稿 .eml，写到这个文件夹",
                "write a draft of a mail (.eml) for each department into this folder; for each person with --by owner",
            ),
        ),
        path_option(lang, "--annotate", metavar="DIR", help_=ANNOTATE),
        path_option(
            lang,
            "--repair-log",
            help_=Text(
                "把读取时自动修正的每一处另存为 .xlsx、.csv 或 .json",
                "save every repair made while reading as an .xlsx, .csv or .json file",
            ),
        ),
        limit_option(lang),
        quiet_option(lang),
    ]
