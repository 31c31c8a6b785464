"""The differences between two plans, as text and as data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from xlplan.core.kinds.base import Ctx
from xlplan.core.text import Lang, Text
from xlplan.model.difference import Change
from xlplan.report.logged import Cells
from xlplan.template.resolve import Template

SAME = Text("两者内容相同", "both say the same")
COUNT = Text("{rows} 行有差异，共 {cells} 格", "{rows} row(s) differ, in {cells} cell(s)")
OTHER_PROJECT = Text("注意：两者不是同一个项目", "note: these are two projects")
ROW = {
    "": Text("{label}", "{label}"),
    "new": Text("{label}（新增）", "{label} (new)"),
    "gone": Text("{label}（没有了）", "{label} (gone)"),
}
CELL = Text("{column}：{before} → {after}", "{column}: {before} → {after}")
ONE = Text("{column}：{value}", "{column}: {value}")
PARTS: Mapping[str, Text] = {
    "rounds": Text("轮次", "round"),
    "issues": Text("下发登记", "issue"),
    "baselines": Text("基线", "baseline"),
    "carried": Text("自加的工作表", "sheet of your own"),
    "language": Text("语言", "language"),
}
CHANGED = {"new": Text("新增", "new"), "gone": Text("没有了", "gone"), "changed": Text("有变化", "changed")}
PART = Text("{what} {name}：{change}", "{what} {name}: {change}")


def difference_text(
    changes: Sequence[Change],
    parts: Iterable[tuple[str, str, str]],
    labels: Mapping[tuple[str, str], str],
    before: tuple[Template, Ctx],
    after: tuple[Template, Ctx],
    other_project: bool,
) -> str:
    """The differences by form and row. ``parts`` are kind, name and change of what stands beside the forms."""
    lang: Lang = after[1].lang
    old, new = Cells(*before), Cells(*after)
    lines = [OTHER_PROJECT(lang)] if other_project else []
    rows = list(dict.fromkeys((c.table, c.row_id) for c in changes))
    if rows:
        lines.append(COUNT(lang, rows=len(rows), cells=len(changes)))
    for table, own in groupby(changes, key=lambda c: c.table):
        cells = new if table in new.tables else old
        lines.append(cells.template.title_of(table)(lang))
        for row_id, row in groupby(own, key=lambda c: c.row_id):
            found = list(row)
            lines.append("    " + ROW[found[0].row](lang, label=labels.get((table, row_id), row_id)))
            lines += [f"        {_cell(c, old, new)}" for c in found if c.key]
    said = [PART(lang, what=PARTS[w](lang), name=n, change=CHANGED[c](lang)) for w, n, c in parts]
    return "\n".join([*lines, *said]) or SAME(lang)


def _cell(change: Change, old: Cells, new: Cells) -> str:
    home = new if change.table in new.tables and new.tables[change.table].has(change.key) else old
    column = home.tables[change.table].column(change.key).header(home.lang)
    before = old.value(change.table, change.key, change.before)
    after = new.value(change.table, change.key, change.after)
    if change.row:
        return ONE(home.lang, column=column, value=after if change.row == "new" else before)
    return CELL(home.lang, column=column, before=before, after=after)


def difference_dict(
    changes: Sequence[Change],
    parts: Iterable[tuple[str, str, str]],
    labels: Mapping[tuple[str, str], str],
    before: tuple[Template, Ctx],
    after: tuple[Template, Ctx],
    other_project: bool,
) -> dict[str, Any]:
    """The differences with stable keys; values frozen, and in words as ``before_text`` and ``after_text``."""
    old, new = Cells(*before), Cells(*after)
    said = list(parts)
    return {
        "equal": not changes and not said,
        "same_project": not other_project,
        "changes": [
            {
                "form": c.table,
                "row_id": c.row_id,
                "field": c.key,
                "label": labels.get((c.table, c.row_id), c.row_id),
                "row": c.row,
                "before": c.before,
                "after": c.after,
                "before_text": "" if c.before is None else old.value(c.table, c.key, c.before),
                "after_text": "" if c.after is None else new.value(c.table, c.key, c.after),
            }
            for c in changes
        ],
        "parts": [{"what": w, "name": n, "change": c} for w, n, c in said],
    }
