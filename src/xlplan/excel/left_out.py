"""What people put into a master that writing it anew can't keep: named, sheet by sheet, before it is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from xlplan.core.finding import Finding, FindingType, Place, Severity
from xlplan.core.raw import RawSheet, RawWorkbook
from xlplan.core.text import Text
from xlplan.excel.around import Around, Drawn, SheetAround, Thing
from xlplan.excel.book import CHART
from xlplan.excel.locate import markers
from xlplan.excel.logo import DESCRIPTION

_WHY = Text(
    "每次写主计划都是重新生成整个文件：值、公式、批注、列宽随计划保留，图表、图片这类对象无法随计划保留，所以先说清楚，原文件另存。",
    "Each writing makes the whole master anew: values, formulas, notes and widths are kept with the plan; objects such as "
    "charts and pictures can't be, so they are named, and the former file is kept.",
)
_HINT = Text(
    "原主计划会存到“归档”文件夹，需要时从那里复制；长期要用的内容最好放在另一个文件里",
    "the former master is kept in the folder “archive”, copy it from there; what is needed for long is better kept in a "
    "file of its own",
)
ON_SHEET = FindingType(
    "SHT040",
    "left-out",
    Severity.WARNING,
    Text(
        "“{sheet}”上有自加的{what}（{count} 个），重写主计划时不会保留",
        "“{sheet}” has {what} of your own ({count}), not kept when the master is written",
    ),
    _HINT,
    _WHY,
)
IN_BOOK = FindingType(
    "SHT041",
    "left-out-of-workbook",
    Severity.WARNING,
    Text(
        "文件里有{what}（{count} 个），重写主计划时不会保留",
        "the file has {what} ({count}), not kept when the master is written",
    ),
    _HINT,
    _WHY,
)
NOT_TOLD = FindingType(
    "SHT042",
    "only-values",
    Severity.WARNING,
    Text(
        "这种格式里只读得到值：自加的批注、列宽、公式、图表不会保留",
        "of this format only values are read: notes, widths, formulas and charts of your own are not kept",
    ),
    Text("主计划请保存为 .xlsx", "save masters as .xlsx"),
    _WHY,
)
FORMULA_AS_VALUE = FindingType(
    "SHT043",
    "formula-as-value",
    Severity.WARNING,
    Text(
        "公式“{formula}”在新文件里算不出来，重写主计划时只保留结果“{value}”",
        "the formula “{formula}” would mean nothing in a new file; only its result “{value}” is kept",
    ),
    Text(
        "改成不引用其他文件、自定义名称、自加表格的普通公式（数组公式也不保留），或直接填数值",
        "use an ordinary formula without other files, defined names or tables of your own (array formulas are not kept), "
        "or type the value",
    ),
    _WHY,
)
FORMULA_OF_OTHER_ROWS = FindingType(
    "SHT044",
    "formula-of-other-rows",
    Severity.WARNING,
    Text(
        "公式“{formula}”引用了表中其他行或表外的单元格，行的位置会变，重写主计划时只保留结果“{value}”",
        "the formula “{formula}” refers to other rows or to cells outside the table, which move; only its result “{value}” is kept",
    ),
    Text(
        "自加的列里只引用本行的单元格；跨行的计算放到另一张表上",
        "refer to cells of the same row in columns of your own; calculate over rows on a sheet of your own",
    ),
    _WHY,
)
NOTES = Text("批注", "notes")
NAMES: dict[Thing, Text] = {
    Thing.CHART: Text("图表", "charts"),
    Thing.PICTURE: Text("图片", "pictures"),
    Thing.SHAPE: Text("图形或文本框", "shapes or text boxes"),
    Thing.PIVOT: Text("数据透视表", "pivot tables"),
    Thing.SPARKLINE: Text("迷你图", "sparklines"),
    Thing.SLICER: Text("切片器", "slicers"),
    Thing.CONTROL: Text("控件（按钮、复选框等）", "controls (buttons, check boxes …)"),
    Thing.OBJECT: Text("嵌入的对象", "embedded objects"),
    Thing.TABLE: Text("表格样式（套用的表格）", "tables (as a style; their values stay)"),
    Thing.VALIDATION: Text("数据有效性（下拉）", "data validations (dropdowns)"),
    Thing.CONDITION: Text("条件格式", "conditional formats"),
    Thing.LINK: Text("超链接", "hyperlinks"),
    Thing.MACRO: Text("宏", "macros"),
    Thing.EXTERNAL: Text("指向其他文件的链接", "links to other files"),
    Thing.NAME: Text("自定义名称", "defined names"),
}
_ANYWHERE = (
    Thing.PIVOT,
    Thing.SPARKLINE,
    Thing.SLICER,
    Thing.CONTROL,
    Thing.OBJECT,
    Thing.PICTURE,
    Thing.CHART,
    Thing.MACRO,
)
"""Things that no sheet of ours has; the others are ours there, and written anew."""
_OUR_CHART = ("dashboard", "budget_summary")
_OUR_NAMES = ("xl_", "_xl", "__xl")
_OUR_TABLE = "xl_t_"


def left_out(around: Around | None, raw: RawWorkbook, ours: Collection[str]) -> list[Finding]:
    """A finding for each kind of thing and sheet; ``ours`` are the names of sheets that the program writes."""
    if around is None:
        return [Finding(NOT_TOLD, Place(raw.name))]
    found: list[Finding] = []
    sheets = {s.name: s for s in raw.sheets}
    for name, sheet in around.sheets.items():
        counts = _of_ours(sheet, sheets.get(name)) if name in ours else _of_theirs(sheet)
        found += [
            Finding(ON_SHEET, Place(raw.name, name), {"sheet": name, "what": NAMES[t], "count": counts[t]})
            for t in Thing
            if counts[t]
        ]
    book = Counter(around.things)
    book[Thing.NAME] = sum(1 for n in around.names if not is_our_name(n))
    found += [Finding(IN_BOOK, Place(raw.name), {"what": NAMES[t], "count": book[t]}) for t in Thing if book[t]]
    return found


def is_our_name(name: str) -> bool:
    """Whether a defined name is the program's, or Excel's own."""
    return name.casefold().startswith(_OUR_NAMES)


def our_table(key: str) -> str:
    """What the table with a key is called in a workbook."""
    return f"{_OUR_TABLE}{key}"


def is_our_table(name: str) -> bool:
    """Whether a table is the program's."""
    return name.casefold().startswith(_OUR_TABLE)


def notes_left_out(counts: Mapping[str, int], file: str) -> Iterator[Finding]:
    """Notes on sheets where nothing stays where it is, by the name of the sheet."""
    for name, count in counts.items():
        yield Finding(ON_SHEET, Place(file, name), {"sheet": name, "what": NOTES, "count": count})


def _of_theirs(sheet: SheetAround) -> Counter[Thing]:
    counts = Counter(d.kind for d in sheet.drawn)
    counts.update(sheet.things)
    counts[Thing.TABLE] += len(sheet.tables)
    return counts


def _of_ours(sheet: SheetAround, raw: RawSheet | None) -> Counter[Thing]:
    """What somebody put onto a sheet of ours."""
    counts = Counter(d.kind for d in _not_ours(sheet.drawn, raw))
    for thing in _ANYWHERE:
        counts[thing] += sheet.things[thing]
    counts[Thing.TABLE] += sum(1 for t in sheet.tables if not is_our_table(t))
    return counts


def _not_ours(drawn: list[Drawn], raw: RawSheet | None) -> Iterator[Drawn]:
    """Objects without the chart and the logo that the program draws. Earlier versions gave their charts no name."""
    unnamed = raw is not None and any(key in _OUR_CHART for _, _, key, _ in markers(raw))
    unnamed = unnamed and not any(d.name.startswith(CHART) for d in drawn)
    for one in drawn:
        if one.kind is Thing.CHART and one.name.startswith(CHART):
            continue
        if one.kind is Thing.PICTURE and one.description in DESCRIPTION.both:
            continue
        if one.kind is Thing.CHART and unnamed:
            unnamed = False
            continue
        yield one


TYPES: tuple[FindingType, ...] = (ON_SHEET, IN_BOOK, NOT_TOLD, FORMULA_AS_VALUE, FORMULA_OF_OTHER_ROWS)
