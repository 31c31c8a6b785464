"""The reference of forms: every sheet, its tables and columns, who fills them in, with what."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.text import Lang, Text
from xlplan.docgen.markdown import anchor, code, plain, table
from xlplan.forms.base import Column, Form, Party, Phase, Table
from xlplan.template.resolve import Template

TITLE = Text("表单与列", "Forms and columns")
INTRO = Text(
    "内置模板 `{name}` 的全部表单。本页由程序的声明生成，请勿手改。标 \\* 的列在该行开始填写后必填。",
    "All forms of the built-in template `{name}`. Generated from the program's own declarations; do not edit by "
    "hand. Columns marked \\* are required once a row is begun.",
)
OVERVIEW = (
    Text("工作表", "Sheet"),
    Text("代码", "Code"),
    Text("阶段", "Phase"),
    Text("填写人", "Filled in by"),
)
COLUMNS = (
    Text("列", "Column"),
    Text("键", "Key"),
    Text("由谁填写", "Owner"),
    Text("内容", "Content"),
    Text("说明", "Notes"),
)
PHASES = {
    Phase.GENERAL: Text("通用", "general"),
    Phase.INITIATION: Text("立项", "initiation"),
    Phase.PLANNING: Text("规划", "planning"),
    Phase.CONTROL: Text("控制", "control"),
    Phase.CLOSING: Text("收尾", "closing"),
}
PARTIES = {
    Party.PM: Text("项目经理", "project manager"),
    Party.DEPARTMENT: Text("部门（{field}）", "department ({field})"),
    Party.COMPUTED: Text("自动计算", "computed"),
}
COMPUTED_SHEET = Text("本表没有填写项，全部自动生成。", "Nothing is typed on this sheet; all of it is computed.")
APPENDED = Text("各部门可在空行新增自己的行。", "Departments may add rows of their own in the spare rows.")
ROUNDS = Text("每项任务每轮一行；以往各轮只读。", "One row per task and round; earlier rounds are read-only.")
NATURAL = Text("隐藏编号丢失时，按 {keys} 认回该行。", "A row that lost its hidden id is recognised by {keys}.")
KEYS = Text("表键 `{table}`", "Table key `{table}`")
AND = Text("、", " and ")
NOTES = {
    "private": Text("其他部门看不到", "shown to no other department"),
    "period": Text("每轮重新填写", "blank again in each round"),
    "group": Text("可折叠", "can be folded away"),
    "hidden": Text("不在部门文件中", "not in department copies"),
    "extra": Text("公司自加列", "a company's own column"),
    "gated": Text("基线后凭批准的变更申请修改", "after a baseline changed by an approved request only"),
}


def forms_page(template: Template, lang: Lang) -> str:
    """The page as Markdown."""
    lines = [f"# {TITLE(lang)}", "", INTRO(lang, name=template.name), ""]
    lines += table(
        [t(lang) for t in OVERVIEW],
        (
            (
                f"[{plain(form.title(lang))}](#{anchor(form.title(lang))})",
                code(form.code),
                PHASES[form.phase](lang),
                plain(form.filled_by(lang)),
            )
            for form in template.forms
        ),
    )
    for form in template.forms:
        lines += _form(form, lang)
    return "\n".join(lines).rstrip() + "\n"


def _form(form: Form, lang: Lang) -> Iterator[str]:
    yield f"## {form.title(lang)}"
    yield ""
    yield plain(form.hint(lang))
    yield ""
    if not form.tables:
        yield COMPUTED_SHEET(lang)
        yield ""
    for part in form.tables:
        if len(form.tables) > 1:
            yield f"### {part.title(lang)}"
            yield ""
        yield " ".join(_about(part, lang)) if lang == "en" else "".join(_about(part, lang))
        yield ""
        yield from table([t(lang) for t in COLUMNS], (_column(part, c, lang) for c in part.columns))


def _about(part: Table, lang: Lang) -> Iterator[str]:
    yield KEYS(lang, table=part.key) + ("。" if lang == "zh" else ".")
    if part.appended_by is Party.DEPARTMENT:
        yield APPENDED(lang)
    if part.rounds:
        yield ROUNDS(lang)
    headers = [plain(part.column(k).header(lang)) for k in part.natural if part.has(k)]
    if headers:
        yield NATURAL(lang, keys=AND(lang).join(headers))


def _column(part: Table, column: Column, lang: Lang) -> tuple[str, ...]:
    star = " \\*" if column.required else ""
    content = "" if not column.is_input else plain(column.kind.describe()(lang))
    return (
        plain(column.header(lang)) + star,
        code(column.key),
        _party(part, column, lang),
        content,
        "; ".join(_notes(column, lang)) if lang == "en" else "；".join(_notes(column, lang)),
    )


def _party(part: Table, column: Column, lang: Lang) -> str:
    words = PARTIES[column.owner.party]
    if column.owner.party is not Party.DEPARTMENT:
        return words(lang)
    field = column.owner.field
    if field == "id":
        shown = part.title(lang)
    elif part.has(field):
        shown = part.column(field).header(lang)
    else:
        shown = field
    return words(lang, field=plain(shown))


def _notes(column: Column, lang: Lang) -> Iterator[str]:
    if column.help:
        yield plain(column.help(lang))
    flags = {
        "private": column.private,
        "period": column.period,
        "group": column.group,
        "hidden": column.is_input and not column.copy,
        "extra": column.extra,
        "gated": bool(column.gated),
    }
    yield from (NOTES[key](lang) for key, is_set in flags.items() if is_set)
