"""Values typed otherwise than the form asks."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Sequence
from typing import Any

from mangle.desk import Desk
from mangle.kinds import kind
from mangle.truth import Line, Meant, Page
from xlplan.forms.base import Column

FULL = {ord(c): ord(c) + 0xFEE0 for c in "0123456789.%-:/"}
Spelling = Callable[[Any], Any]


def of(*names: str) -> Callable[[Column], bool]:
    return lambda column: column.kind.name in names


def retype(
    desk: Desk,
    rng: random.Random,
    wanted: Callable[[Column], bool],
    spellings: Sequence[Spelling],
    by: str,
    count: int = 4,
    doubt: bool = False,
    form: str = "@",
) -> bool:
    """Type some values in other ways; the value that is meant stays, unless nobody can know it."""
    found = desk.cells(rng, wanted, count)
    done = False
    for _, _, _, meant in found:
        spelt = rng.choice(spellings)(meant.want)
        if spelt is None:
            continue
        put(meant, spelt, form)
        meant.doubt = meant.doubt or doubt
        meant.by.append(by)
        done = True
    return done


def put(meant: Meant, value: Any, form: str = "@") -> None:
    """Put something into a cell as it is, text never as a formula."""
    meant.cell.value = value
    if isinstance(value, str):
        meant.cell.data_type = "s"
    if form == "General" and isinstance(value, dt.datetime | dt.time):
        form = "hh:mm" if isinstance(value, dt.time) else "yyyy-mm-dd"
    meant.cell.number_format = form


def _chosen(desk: Desk, rng: random.Random, by: str, spell: Callable[[Any, str], list[str]]) -> bool:
    found = desk.cells(rng, of("one"), 5)
    for page, _, key, meant in found:
        option = next(o for o in page.column(key).kind.options if o.key == meant.want)  # type: ignore[attr-defined]
        words = spell(option, desk.source.lang)
        if words:
            put(meant, rng.choice(words))
            meant.by.append(by)
    return bool(found)


@kind("choices by another word")
def synonyms(desk: Desk, rng: random.Random) -> object:
    return _chosen(desk, rng, "choices by another word", lambda o, _: [*o.aliases])


@kind("choices in the other language")
def other_language(desk: Desk, rng: random.Random) -> object:
    return _chosen(
        desk, rng, "choices in the other language", lambda o, lang: [o.label("en" if lang == "zh" else "zh")]
    )


@kind("choices with spaces")
def spaced(desk: Desk, rng: random.Random) -> object:
    def spell(option: Any, lang: str) -> list[str]:
        text = option.label(lang)
        return [f" {text} ", f"{text}\u200b", f"{text}\n", f"\u3000{text}", f"{text[:1]} {text[1:]}", text.upper()]

    return _chosen(desk, rng, "choices with spaces", spell)


@kind("choices that are none")
def no_choice(desk: Desk, rng: random.Random) -> object:
    spellings: tuple[Spelling, ...] = (lambda v: "其他（见备注）", lambda v: "高/中", lambda v: 3.7, lambda v: "？")
    return retype(desk, rng, of("one"), spellings, "choices that are none", doubt=True, form="General")


@kind("ticks for yes and no")
def ticks(desk: Desk, rng: random.Random) -> object:
    spellings: tuple[Spelling, ...] = (
        lambda v: "√" if v else "×",
        lambda v: "Y" if v else "N",
        lambda v: bool(v),
        lambda v: 1 if v else 0,
        lambda v: " 是 " if v else "否\n",
        lambda v: "Yes" if v else "no",
    )
    return retype(desk, rng, of("bool"), spellings, "ticks for yes and no", form="General")


TEXTS = of("text", "long", "mark")


@kind("spaces and invisible characters around texts")
def around(desk: Desk, rng: random.Random) -> object:
    spellings: tuple[Spelling, ...] = (
        lambda v: f"{v}  ",
        lambda v: f" {v}",
        lambda v: f"\u3000{v}",
        lambda v: f"{v}\u200b",
        lambda v: f"\ufeff{v}",
        lambda v: f"{v}\n\n",
        lambda v: f"{v}\u00a0",
        lambda v: f"{v[:1]}\u200b{v[1:]}",
    )
    return retype(desk, rng, TEXTS, spellings, "spaces and invisible characters around texts", 8)


@kind("spaces and line breaks around names")
def names(desk: Desk, rng: random.Random) -> object:
    """People, departments and tasks."""
    found = desk.cells(rng, of("ref"), 6)
    for _, _, _, meant in found:
        text = str(meant.cell.value)
        put(meant, rng.choice((f" {text}", f"{text}\n", f"{text}\u200b", f"{text}\u3000", f"{text[:1]} {text[1:]}")))
        meant.by.append("spaces and line breaks around names")
    return bool(found)


@kind("names that are nobody's")
def nobody(desk: Desk, rng: random.Random) -> object:
    spellings: tuple[Spelling, ...] = (
        lambda v: "张三丰",
        lambda v: "全体成员",
        lambda v: "刘洋、孙立",
        lambda v: "9.9.9",
        lambda v: 42,
        lambda v: "DBA",
    )
    return retype(desk, rng, of("ref"), spellings, "names that are nobody's", doubt=True, form="General")


@kind("texts typed as numbers")
def texts_as_numbers(desk: Desk, rng: random.Random) -> object:
    """A text that looks like a number is stored as one: the digits are what is meant."""
    found = desk.cells(rng, TEXTS, 4)
    for _, _, _, meant in found:
        value = rng.randrange(1000, 99_999)
        meant.want = str(value)
        put(meant, value, "General")
        meant.by.append("texts typed as numbers")
    return bool(found)


@kind("codes as numbers")
def codes(desk: Desk, rng: random.Random) -> object:
    """1.10 becomes 1.1, and 3.2 a number."""
    page = next((p for p in desk.tables(1) if p.table.key == "wbs" and p.col("code")), None)
    if page is None:
        return False
    done = False
    for line in page.standing:
        meant = line.cells["code"]
        if isinstance(meant.want, str) and meant.want.count(".") <= 1 and not meant.doubt:
            put(meant, float(meant.want) if "." in meant.want else int(meant.want), "General")
            meant.by.append("codes as numbers")
            done = True
    return done


@kind("predecessors as numbers or dates")
def predecessors(desk: Desk, rng: random.Random) -> object:
    """Typed as 3.1 they become numbers, as 3.1.2 dates: read for certain they may not be another task."""
    names = {entry[0]: i for i, entry in desk.snapshot.names["task"].items() if entry[0]}
    found = desk.cells(rng, of("predecessors"), 3)
    for _, _, _, meant in found:
        code = rng.choice([c for c in names if c.count(".") in (1, 2)])
        parts = [int(p) for p in code.split(".")]
        meant.want = [[names[code], "FS", 0, False]]
        if len(parts) == 2:
            put(meant, float(code), "General")
        else:
            meant.cell.value = dt.datetime(2000 + parts[0], max(1, min(12, parts[1])), max(1, min(28, parts[2])))
            meant.cell.number_format = "yyyy/m/d"
            meant.doubt = True
        meant.by.append("predecessors as numbers or dates")
    return bool(found)


@kind("predecessors in other spellings")
def predecessor_spellings(desk: Desk, rng: random.Random) -> object:
    names = {i: entry[0] for i, entry in desk.snapshot.names["task"].items() if entry[0]}
    found = desk.cells(rng, of("predecessors"), 4)
    for _, _, _, meant in found:
        two = sorted(rng.sample(sorted(names), 2))
        meant.want = [[i, "FS", 0, False] for i in two]
        mark = rng.choice((",", "，", "、", "；", "\n", " ; "))
        put(meant, mark.join(names[i] for i in two))
        meant.by.append("predecessors in other spellings")
    return bool(found)


def _any(column: Column) -> bool:
    return True


@kind("error values")
def errors(desk: Desk, rng: random.Random) -> object:
    found = desk.cells(rng, _any, 5, filled=False)
    for _, _, _, meant in found:
        meant.cell.value = rng.choice(("#REF!", "#N/A", "#DIV/0!", "#NAME?", "#VALUE!"))
        meant.cell.data_type = "e"
        meant.doubt = True
        meant.by.append("error values")
    return bool(found)


def _stored(desk: Desk, rng: random.Random, count: int) -> list[tuple[Page, Line, str, Meant, Any]]:
    """Some filled cells with the value that a file stores for them."""
    found = []
    for page, line, key, meant in desk.cells(rng, _any, count):
        value = meant.cell.value
        if meant.want is None or value is None or (isinstance(value, str) and value.startswith("=")):
            continue
        found.append((page, line, key, meant, value))
    return found


@kind("formulas with their results")
def formulas(desk: Desk, rng: random.Random) -> object:
    found = _stored(desk, rng, 5)
    for _, _, _, meant, value in found:
        desk.formula(meant.cell, rng.choice(("A1+B2", "IF(TRUE,Z9,Z8)", "VLOOKUP(1,$A$1:$C$9,2,0)")), value)
        meant.by.append("formulas with their results")
    return bool(found)


@kind("formulas to another workbook")
def external(desk: Desk, rng: random.Random) -> object:
    found = _stored(desk, rng, 3)
    for _, _, _, meant, value in found:
        desk.formula(meant.cell, "'C:\\计划\\[旧版.xlsx]任务'!$B$7", value)
        meant.by.append("formulas to another workbook")
    return bool(found)


@kind("formulas without results")
def uncached(desk: Desk, rng: random.Random) -> object:
    found = desk.cells(rng, _any, 5, filled=False)
    for _, _, _, meant in found:
        meant.cell.value = rng.choice(("=TODAY()", "=A1", '="x"&B9', "=SUM(C1:C9)"))
        meant.doubt = True
        meant.by.append("formulas without results")
    return bool(found)


@kind("placeholders left in")
def placeholders(desk: Desk, rng: random.Random) -> object:
    """Something that stands for nothing, in cells that were blank and are meant to stay so."""
    cells = [
        m
        for page in desk.tables()
        for line in page.lines
        for key, m in line.cells.items()
        if m.open
        and m.base is None
        and m.want is None
        and page.column(key).kind.name in ("date", "num", "int", "money")
    ]
    for meant in rng.sample(cells, min(4, len(cells))):
        put(meant, rng.choice(("-", "—", "/", "--")))
        meant.by.append("placeholders left in")
    return bool(cells)


@kind("texts too long for a cell")
def long_texts(desk: Desk, rng: random.Random) -> object:
    """As long as a cell can be: nothing of it may be cut."""
    found = desk.cells(rng, of("long", "text"), 2)
    for _, _, _, meant in found:
        meant.want = ("长文本" * 11_000)[:32_767]
        put(meant, meant.want)
        meant.by.append("texts too long for a cell")
    return bool(found)
