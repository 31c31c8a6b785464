"""What is wrong with a formula, or with a workbook's formulas together, before Excel has to say so.

The engines that compute formulas are not Excel: they take functions that Excel 2013 doesn't know, ranges that hold
their own cell, and arrays that Excel only computes when they are entered as such. So every formula is looked at as text.
"""

from __future__ import annotations

import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

#: Functions of Excel 2007, with the fewest and the most arguments.
FUNCTIONS = {
    "AND": (1, 255), "CHAR": (1, 1), "COLUMN": (0, 1), "COUNT": (1, 255), "COUNTIFS": (2, 254), "DATE": (3, 3),
    "DAY": (1, 1), "FALSE": (0, 0), "FIND": (2, 3), "IF": (2, 3), "IFERROR": (2, 2), "INDEX": (2, 3), "INT": (1, 1),
    "ISNUMBER": (1, 1), "LEFT": (1, 2), "LEN": (1, 1), "MATCH": (3, 3), "MAX": (1, 255), "MID": (3, 3),
    "MIN": (1, 255), "MONTH": (1, 1), "N": (1, 1), "NOT": (1, 1), "OFFSET": (3, 5), "OR": (1, 255), "REPT": (2, 2),
    "RIGHT": (1, 2), "ROUND": (2, 2), "VALUE": (1, 1),
    "ROW": (0, 1), "SUBSTITUTE": (3, 4), "SUM": (1, 255), "SUMPRODUCT": (1, 255), "TODAY": (0, 0), "TRIM": (1, 1),
    "WEEKDAY": (1, 2), "YEAR": (1, 1),
}  # fmt: skip
#: Where a range may stand as a whole argument; positions count from 0.
TAKES_RANGE: dict[str, frozenset[int]] = {
    "INDEX": frozenset({0}),
    "MATCH": frozenset({1}),
    **dict.fromkeys(("COUNT", "MAX", "MIN", "SUM", "SUMPRODUCT"), frozenset(range(255))),
    "COUNTIFS": frozenset(range(0, 254, 2)),
}
#: Functions that compute no array inside SUMPRODUCT unless it is entered as an array formula.
NO_ARRAY_INSIDE = frozenset({"IF", "IFERROR", "INDEX", "MATCH", "AND", "OR", "N", "OFFSET"})
LONGEST, LONGEST_TEXT, DEEPEST = 8192, 255, 64

_SHEET = r"(?:'(?P<quoted>(?:[^']|'')+)'|(?P<bare>[\w.]+))!"
_TOKEN = re.compile(
    r'(?P<text>"(?:[^"]|"")*")'
    r"|(?P<reference>(?:"
    + _SHEET
    + r")?(?P<first>\$?[A-Z]{1,3}\$?\d{1,7})(?::(?P<last>\$?[A-Z]{1,3}\$?\d{1,7}))?(?![\w(.!]))"
    r"|(?P<function>[A-Za-z_][\w.]*)\("
    r"|(?P<number>\d+(?:\.\d+)?(?:E[+-]?\d+)?)"
    r"|(?P<name>[A-Za-z_\\][\w.]*)(?![\w(!])"
    r"|(?P<operator><>|<=|>=|[-+*/^&=<>%:])"
    r"|(?P<comma>,)|(?P<open>\()|(?P<close>\))|(?P<space>\s+)"
)
_CELL = re.compile(r"(\$?)([A-Z]{1,3})(\$?)(\d+)")


class Area(NamedTuple):
    """A range by sheet and corners, counted from 1; a cell is a range of one."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int

    @property
    def single(self) -> bool:
        return self.top == self.bottom and self.left == self.right

    def holds(self, sheet: str, row: int, col: int) -> bool:
        return self.sheet == sheet and self.top <= row <= self.bottom and self.left <= col <= self.right


@dataclass
class Parsed:
    """The parts of a formula: ranges, anchors of OFFSET, names, functions in order, and what is wrong."""

    areas: list[Area] = field(default_factory=list)
    anchors: list[Area] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    functions: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def corner(text: str) -> tuple[int, int]:
    """Row and column of ``$B$7``, counted from 1."""
    match = _CELL.fullmatch(text)
    assert match, text
    return int(match[4]), column_number(match[2])


@dataclass
class _Call:
    function: str
    argument: int = 0
    used: bool = False
    parts: int = 0  # tokens in the current argument
    ranges: int = 0  # ranges of several cells in the current argument


def parse(formula: str, sheet: str, ranges: bool = False) -> Parsed:
    """Look through one formula that stands on ``sheet``, without its equals sign. A name may stand for ``ranges``."""
    found = Parsed()
    wrong = found.problems.append
    calls: list[_Call] = []
    position = 0
    if len(formula) > LONGEST:
        wrong(f"longer than {LONGEST} characters")
    while position < len(formula):
        match = _TOKEN.match(formula, position)
        if match is None:
            wrong(f"not understood: {formula[position : position + 20]!r}")
            return found
        position = match.end()
        kind = match.lastgroup
        if match["reference"] is not None:
            kind = "reference"
        if calls and kind not in ("comma", "close", "space"):
            calls[-1].used = True
            calls[-1].parts += 1
        if kind == "text" and len(match["text"]) - 2 > LONGEST_TEXT:
            wrong(f"a text of more than {LONGEST_TEXT} characters")
        elif kind == "function":
            calls.append(_function(match["function"], found))
        elif kind == "open":
            calls.append(_Call(""))
        elif kind == "reference":
            _reference(match, sheet, calls, found, ranges)
        elif kind == "name" and match["name"] not in ("TRUE", "FALSE"):
            found.names.append(match["name"])
            if not match["name"].startswith("xl_"):
                wrong(f"name {match['name']} does not start with xl_")
        elif kind == "comma":
            if not calls or not calls[-1].function:
                wrong("a comma outside a function")
            else:
                _end_argument(calls, found)
                calls[-1].argument += 1
                calls[-1].parts = calls[-1].ranges = 0
        elif kind == "close":
            if not calls:
                wrong("a bracket too many is closed")
                return found
            _end_argument(calls, found)
            _close(calls.pop(), found)
        if len(calls) > DEEPEST:
            wrong(f"nested more than {DEEPEST} deep")
            return found
    if calls:
        wrong("a bracket is left open")
    if found.functions.count("TODAY") > 1:
        wrong("TODAY() more than once")
    return found


def _function(name: str, found: Parsed) -> _Call:
    found.functions.append(name)
    if name not in FUNCTIONS:
        found.problems.append(f"function {name} is not on the list")
    return _Call(name)


def _reference(match: re.Match[str], sheet: str, calls: list[_Call], found: Parsed, ranges: bool) -> None:
    if match["bare"] is not None:
        found.problems.append(f"sheet name without quotes: {match['bare']}")
    if match["quoted"] is not None and match["quoted"].startswith("["):
        found.problems.append("a reference to another workbook")
    home = (match["quoted"] or match["bare"] or sheet).replace("''", "'")
    top, left = corner(match["first"])
    bottom, right = corner(match["last"] or match["first"])
    area = Area(home, min(top, bottom), min(left, right), max(top, bottom), max(left, right))
    if calls and calls[-1].function == "OFFSET" and calls[-1].argument == 0:
        found.anchors.append(area)
        if not area.single:
            found.problems.append("the anchor of OFFSET is no single cell")
        return
    found.areas.append(area)
    if area.single:
        return
    if not calls:
        if not ranges:
            found.problems.append(f"an array without SUMPRODUCT: {match.group()}")
        return
    for inner in reversed(calls):
        if inner.function == "SUMPRODUCT":
            break
        if inner.function and inner.argument in TAKES_RANGE.get(inner.function, ()) and inner is calls[-1]:
            inner.ranges += 1
            return
        if inner.function in NO_ARRAY_INSIDE or inner is calls[0]:
            found.problems.append(f"an array in {inner.function or 'brackets'} without SUMPRODUCT: {match.group()}")
            return


def _end_argument(calls: list[_Call], found: Parsed) -> None:
    call = calls[-1]
    inside = any(c.function == "SUMPRODUCT" for c in calls)
    if call.ranges and call.parts > 1 and not inside:
        found.problems.append(f"computes with a whole range in {call.function} without SUMPRODUCT")
    if call.function in ("INDEX", "MATCH") and call.ranges and call.parts > 1:
        found.problems.append(f"computes with a whole range in {call.function}")


def _close(call: _Call, found: Parsed) -> None:
    if not call.function or call.function not in FUNCTIONS:
        return
    count = call.argument + 1 if call.used or call.argument else 0
    low, high = FUNCTIONS[call.function]
    if not low <= count <= high:
        found.problems.append(f"{call.function} with {count} argument(s)")


# --- where formulas stand -------------------------------------------------------------------------


@dataclass(frozen=True)
class Place:
    """Where a formula stands. ``kind`` is cell, format, validation, name or table column."""

    kind: str
    sheet: str
    cell: str
    formula: str

    def __str__(self) -> str:
        return f"{self.kind} '{self.sheet}'!{self.cell}: ={self.formula[:200]}"


@dataclass
class Tables:
    """A ListObject: its sheet and area, and the formulas of its calculated columns by letter."""

    sheet: str
    area: Area
    formulas: dict[int, str]


@dataclass
class Formulas:
    """All formulas of a workbook, with its sheets, names and tables."""

    places: list[Place] = field(default_factory=list)
    sheets: list[str] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    tables: list[Tables] = field(default_factory=list)


def formulas_of(path: Path) -> Formulas:
    """Every formula of a workbook, from its XML."""
    found = Formulas()
    with zipfile.ZipFile(path) as package:
        rels = ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))
        targets = {r.get("Id"): str(r.get("Target")).removeprefix("/xl/") for r in rels}
        book = ElementTree.fromstring(package.read("xl/workbook.xml"))
        for name in book.iter(f"{MAIN}definedName"):
            if str(name.get("name")).startswith("_xlnm."):
                continue  # print areas, titles and filters: xlsxwriter's own
            found.names[str(name.get("name"))] = name.text or ""
            found.places.append(Place("name", "", str(name.get("name")), name.text or ""))
        for sheet in book.iter(f"{MAIN}sheet"):
            name_, target = str(sheet.get("name")), f"xl/{targets[sheet.get(RELATION)]}"
            found.sheets.append(name_)
            _sheet_formulas(found, name_, ElementTree.fromstring(package.read(target)))
            relations = target.replace("worksheets/", "worksheets/_rels/") + ".rels"
            if relations in package.namelist():
                for relation in ElementTree.fromstring(package.read(relations)):
                    if str(relation.get("Type")).endswith("/table"):
                        part = "xl/" + str(relation.get("Target")).removeprefix("../")
                        _table(found, name_, ElementTree.fromstring(package.read(part)))
    return found


def _sheet_formulas(found: Formulas, name: str, root: ElementTree.Element) -> None:
    add = found.places.append
    for cell in root.iter(f"{MAIN}c"):
        formula = cell.find(f"{MAIN}f")
        if formula is not None:
            kind = "cell" if formula.get("t", "normal") == "normal" else f"{formula.get('t')} formula"
            add(Place(kind, name, str(cell.get("r")), formula.text or ""))
    for block in root.iter(f"{MAIN}conditionalFormatting"):
        for formula in block.iter(f"{MAIN}formula"):
            add(Place("format", name, str(block.get("sqref")), formula.text or ""))
    for rule in root.iter(f"{MAIN}dataValidation"):
        for part in ("formula1", "formula2"):
            text = rule.findtext(f"{MAIN}{part}")
            if text and not (text.startswith('"') and rule.get("type") == "list"):
                add(Place("validation", name, str(rule.get("sqref")), text))


def _table(found: Formulas, sheet: str, root: ElementTree.Element) -> None:
    first, _, last = str(root.get("ref")).partition(":")
    area = Area(sheet, *corner(first), *corner(last))
    formulas: dict[int, str] = {}
    for n, column in enumerate(root.iter(f"{MAIN}tableColumn")):
        text = column.findtext(f"{MAIN}calculatedColumnFormula")
        if text is not None:
            formulas[area.left + n] = text
            found.places.append(Place("table column", sheet, str(column.get("name")), text))
    found.tables.append(Tables(sheet, area, formulas))


# --- what is wrong with a workbook ----------------------------------------------------------------


@cache
def _parsed(formula: str, sheet: str, ranges: bool = False) -> Parsed:
    return parse(formula, sheet, ranges)


def problems_of(book: Formulas, chains: Iterable[frozenset[tuple[str, str]]] = ()) -> list[str]:
    """Everything the linter objects to. ``chains`` are sets of calculation columns that may depend on one another."""
    told: list[str] = []
    for place in book.places:
        if place.kind not in ("cell", "format", "validation", "name", "table column"):
            told.append(f"{place}: a {place.kind}")
            continue
        parsed = _parsed(place.formula, place.sheet, place.kind == "name")
        told += [f"{place}: {problem}" for problem in parsed.problems]
        told += [f"{place}: unknown name {n}" for n in parsed.names if n not in book.names]
        areas = (*parsed.areas, *parsed.anchors)
        told += [f"{place}: unknown sheet {a.sheet}" for a in areas if a.sheet not in book.sheets]
        if place.kind == "name" and not place.cell.startswith("xl_"):
            told.append(f"{place}: the name does not start with xl_")
        if place.kind == "format" and (parsed.names or any(a.sheet != place.sheet for a in areas)):
            told.append(f"{place}: refers to another sheet")
        if place.kind == "cell":
            row, col = corner(place.cell)
            told += [f"{place}: a range holds its own cell" for a in parsed.areas if a.holds(place.sheet, row, col)]
    if sum(_parsed(p.formula, p.sheet).functions.count("TODAY") for p in book.places) > 1:
        told.append("TODAY() in more than one formula")
    told += uneven_columns(book)
    cells = dependencies(book)
    told += [f"circular: {' → '.join(c)}" for c in circles(cells)]
    allowed = [{f"{s}!{c}" for s, c in chain} for chain in chains]
    for circle in circles(column_dependencies(book)):
        if not any(set(circle) <= chain for chain in allowed):
            told.append(f"circular columns: {' → '.join(circle)}")
    return told


def uneven_columns(book: Formulas) -> list[str]:
    """Columns of tables whose formulas differ from row to row, or from the one that new rows get."""
    by_cell: dict[tuple[str, int, int], str] = {
        (p.sheet, *corner(p.cell)): p.formula for p in book.places if p.kind == "cell"
    }
    told = []
    for table in book.tables:
        area = table.area
        for col in range(area.left, area.right + 1):
            seen = {by_cell.get((table.sheet, row, col)) for row in range(area.top + 1, area.bottom + 1)}
            if len(seen) > 1:
                told.append(f"'{table.sheet}' column {col}: {len(seen)} different formulas")
            elif table.formulas.get(col, next(iter(seen))) not in seen:
                told.append(f"'{table.sheet}' column {col}: new rows get another formula")
    return told


Graph = Mapping[str, Iterable[str]]


def _letters(col: int) -> str:
    text = ""
    while col:
        col, rest = divmod(col - 1, 26)
        text = chr(65 + rest) + text
    return text


def dependencies(book: Formulas) -> Graph:
    """What each formula cell needs, every range counted whole; the anchor of OFFSET does not count."""
    return _graph(book, lambda sheet, row, col: f"{sheet}!{_letters(col)}{row}", with_anchors=False)


def column_dependencies(book: Formulas) -> Graph:
    """The same by whole columns of calculation sheets, where OFFSET reaches the whole column below its anchor."""

    def node(sheet: str, row: int, col: int) -> str:
        return f"{sheet}!{_letters(col)}" if sheet.startswith("xl_calc_") else f"{sheet}!{_letters(col)}{row}"

    return _graph(book, node, with_anchors=True)


def _graph(book: Formulas, node, with_anchors: bool) -> dict[str, set[str]]:  # type: ignore[no-untyped-def]
    rows: dict[tuple[str, int], list[int]] = defaultdict(list)
    for place in book.places:
        if place.kind == "cell":
            row, col = corner(place.cell)
            rows[place.sheet, col].append(row)
    graph: dict[str, set[str]] = defaultdict(set)
    ranges: dict[Area, str] = {}

    def reached(area: Area) -> str:
        """A range is a node of its own, so that many formulas can share it."""
        if area not in ranges:
            ranges[area] = name = f"[{area.sheet}!{_letters(area.left)}{area.top}:{_letters(area.right)}{area.bottom}]"
            for col in range(area.left, area.right + 1):
                for row in rows.get((area.sheet, col), ()):
                    if area.top <= row <= area.bottom:
                        graph[name].add(node(area.sheet, row, col))
        return ranges[area]

    for place in book.places:
        if place.kind != "cell":
            continue
        here = node(place.sheet, *corner(place.cell))
        parsed = _parsed(place.formula, place.sheet)
        for area in parsed.areas:
            graph[here].add(reached(area))
        if with_anchors:
            for area in parsed.anchors:
                graph[here].add(node(area.sheet, area.top + 1, area.left))
    return graph


def circles(graph: Graph) -> Iterator[list[str]]:
    """Groups of nodes that need one another, each once: strongly connected ones and those that need themselves."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    on_stack: set[str] = set()
    stack: list[str] = []
    for root in list(graph):
        if root in index:
            continue
        work = [(root, iter(graph.get(root, ())))]
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        while work:
            node, rest = work[-1]
            for following in rest:
                if following not in index:
                    index[following] = low[following] = len(index)
                    stack.append(following)
                    on_stack.add(following)
                    work.append((following, iter(graph.get(following, ()))))
                    break
                if following in on_stack:
                    low[node] = min(low[node], index[following])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    group = []
                    while True:
                        member = stack.pop()
                        on_stack.discard(member)
                        group.append(member)
                        if member == node:
                            break
                    if len(group) > 1 or node in set(graph.get(node, ())):
                        yield sorted(m for m in group if not m.startswith("["))
