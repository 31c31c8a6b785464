"""Lines of paper forms: automatic layout, a company's own columns, what is left out; keys beside the lines."""

from __future__ import annotations

from dataclasses import replace

import pytest

from xlplan.core.kinds.date import DateKind
from xlplan.core.kinds.number import MoneyKind
from xlplan.core.kinds.text import LongText, TextKind
from xlplan.core.text import Text
from xlplan.excel.paperlayout import Band, Boxes, Heads, ListLine, PageLine, Pair, StepLine, cells, page_lines, slots
from xlplan.excel.recordkeys import line_keys, line_text, marked_slot, slot_mark
from xlplan.forms.base import Column, Table
from xlplan.forms.catalogue import FORMS
from xlplan.forms.paper import Approval, Fields, Listing, Paper, Shown, Signatures, Step

WORD = Text("词", "word")


def column(key: str, kind: object = None, extra: bool = False) -> Column:
    return Column(WORD, kind or TextKind(), key=key, extra=extra)  # type: ignore[arg-type]


def pairs(lines: tuple[PageLine, ...]) -> list[tuple[str, ...]]:
    return [line.keys for line in lines if isinstance(line, Pair)]


def test_without_a_layout_short_values_stand_in_pairs_and_long_ones_alone() -> None:
    columns = [
        column("name"),
        column("day", DateKind()),
        column("why", LongText()),
        column("from", DateKind()),
        column("to", DateKind()),
        column("title"),
        column("other"),
        column("cost", MoneyKind()),
    ]
    lines = page_lines(None, columns, ())
    assert pairs(lines) == [("name", "day"), ("why",), ("from", "to"), ("title",), ("other", "cost")]
    assert not any(isinstance(line, Band) for line in lines)


def test_extra_columns_come_after_their_neighbour_or_at_the_end() -> None:
    paper = Paper(
        (
            Fields(WORD, (("a", "b"), ("c",))),
            Approval(WORD, (Step(WORD, "opinion", "by", "on"),)),
            Fields(None, (("z",),)),
        )
    )
    keys = ("a", "x", "y", "b", "c", "opinion", "w", "by", "on", "z", "v")
    extras = {"x", "y", "w", "v"}
    columns = [column(k, DateKind() if k in "xy" else None, k in extras) for k in keys]
    found = pairs(page_lines(paper, columns, ()))
    assert found[:3] == [("a", "b"), ("x", "y"), ("c",)]
    assert set(found[3:]) == {("z",), ("v",), ("w",)} and found[3] == ("z",)
    chosen = [replace(c, extra=c.key == "v") for c in columns]
    assert pairs(page_lines(paper, chosen, (), chosen=True)) == [("a", "b"), ("c",), ("z",), ("v",)]


def test_what_is_not_there_is_left_out_and_titles_are_counted() -> None:
    paper = Paper(
        (
            Fields(Text("甲", "A"), (("a", "gone"), ("gone", "b"), ("gone",))),
            Fields(Text("乙", "B"), (("gone",),)),
            Listing(Text("丙", "C"), "nowhere", (Shown(WORD, "x"),), 3),
            Listing(Text("丁", "D"), "there", (Shown(WORD, "x"),), 2),
            Approval(Text("戊", "E"), (Step(WORD, "gone", "b", "gone"), Step(WORD, "gone", "gone", "gone"))),
            Signatures(Text("己", "F"), (WORD, WORD, WORD)),
        )
    )
    lines = page_lines(paper, [column("a"), column("b")], {"there"})
    assert [line.title.zh for line in lines if isinstance(line, Band)] == ["一、甲", "二、丁", "三、戊", "四、己"]
    assert [line.title.en for line in lines if isinstance(line, Band)] == ["1  A", "2  D", "3  E", "4  F"]
    assert pairs(lines) == [("a",), ("b",)]
    assert [slots(line) for line in lines if isinstance(line, StepLine)] == [{3: "b"}]
    assert sum(isinstance(line, ListLine) for line in lines) == 2
    assert [len(line.labels) for line in lines if isinstance(line, Boxes)] == [2, 1]
    assert len([line for line in lines if isinstance(line, Heads)]) == 2


def test_one_block_needs_no_number() -> None:
    lines = page_lines(Paper((Fields(Text("甲", "A"), (("a",),)),)), [column("a")], ())
    assert lines[0] == Band(Text("甲", "A"))


def test_cells_of_values() -> None:
    lines = page_lines(Paper((Fields(WORD, (("a", "b"),)),)), [column("a"), column("b")], ())
    assert cells(lines) == {"a": "$C$7", "b": "$E$7"}


@pytest.mark.parametrize("keys", [{2: "name", 4: "code"}, {2: "why"}, {2: "opinion", 3: "by", 4: "on"}, {3: "by"}, {}])
def test_keys_beside_a_line(keys: dict[int, str]) -> None:
    assert line_keys(line_text(keys)) == keys


def test_texts_that_are_no_keys_or_marks() -> None:
    assert line_text({2: "name", 4: "code"}) == "|name||code"
    assert line_keys("name") == {} and line_keys("") == {}
    assert [marked_slot(slot_mark(n)) for n in (1, 2, 3, 4)] == [1, 2, 3, 4]
    assert [marked_slot(text) for text in ("1", "@5", "@", "", "@x", "name", "xlplan:basic:basic")] == [None] * 7


ALL = {t.key: t for form in FORMS for t in form.tables}
PAPERS = [(t, p) for t in ALL.values() for p in (t.paper, t.one_page) if p]


@pytest.mark.parametrize(("table", "paper"), PAPERS, ids=lambda x: getattr(x, "key", ""))
def test_papers_name_what_there_is_and_each_input_once(table: Table, paper: Paper) -> None:
    assert table in ALL.values()
    lines = page_lines(paper, table.columns, ALL, chosen=paper is table.one_page)
    named = [key for line in lines for key in slots(line).values()]
    assert len(named) == len(set(named))
    if paper is table.paper:
        assert set(named) == {c.key for c in table.columns}
    for block in paper.blocks:
        if isinstance(block, Fields):
            for key in (k for line in block.lines for k in line):
                assert table.has(key), key
            assert all(1 <= len(line) <= 2 for line in block.lines)
        if isinstance(block, Listing) and block.table in ALL:
            listed = ALL[block.table]
            where = (block.where[0],) if block.where else ()
            wanted = {*(c.key for c in block.columns), block.filled, *where, *filter(None, [block.of])}
            assert wanted <= {c.key for c in listed.columns}
            assert 1 <= len(block.columns) <= 4


@pytest.mark.parametrize("table", [t for t in ALL.values() if t.shape == "record"], ids=lambda t: t.key)
def test_long_texts_stand_alone(table: Table) -> None:
    for line in page_lines(table.paper, table.columns, ALL):
        if isinstance(line, Pair) and len(line.keys) == 2:
            kinds = {table.column(key).kind.name for key in line.keys}
            assert not kinds & {"long", "many"}
