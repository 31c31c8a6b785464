"""Reads the notes on the cells of a sheet: plain ones, and conversations as their text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from xlplan.excel.around import CellNote
from xlplan.excel.raw_book import find
from xlplan.excel.raw_formula import column_number
from xlplan.excel.raw_package import Parts
from xlplan.excel.raw_xml import elements

_REF = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_PERSON = re.compile(r"(?:.*[/\\])?persons?[/\\][^/\\]+\.xml", re.IGNORECASE | re.DOTALL)

Place = tuple[int, int]


def read_notes(targets: Sequence[tuple[str, str]], parts: Parts) -> dict[Place, CellNote]:
    """The notes by row and column, from the parts that belong to a sheet, given as kind and name."""
    notes: dict[Place, CellNote] = {}
    for kind, target in targets:
        if kind == "comments":
            notes.update(_plain(target, find(parts, target)))
    for kind, target in targets:
        if kind == "threadedComment":
            # A conversation has a plain note, too, which begins with advice to get a newer Excel.
            notes.update(_conversations(target, find(parts, target), _people(parts)))
    return notes


def _plain(name: str, part: bytes) -> dict[Place, CellNote]:
    authors: list[str] = []
    found: list[tuple[Place | None, str, list[str]]] = []
    for element in elements(name, part or b"<none/>", ("author", "comment", "t")):
        if element.name == "author":
            authors.append(element.text)
        elif element.name == "comment":
            author = element.attrs.get("authorId", "")
            known = author.isdecimal() and len(author) < 7 and int(author) < len(authors)
            found.append((place_of(element.attrs.get("ref", "")), authors[int(author)] if known else "", []))
        elif found and element.parent != "rPh":
            found[-1][2].append(element.text)
    return {place: CellNote(author, _tidy("".join(texts))) for place, author, texts in found if place is not None}


def _conversations(name: str, part: bytes, people: dict[str, str]) -> dict[Place, CellNote]:
    found: dict[Place, list[tuple[str, str]]] = {}
    current: Place | None = None
    person = ""
    for element in elements(name, part or b"<none/>", ("threadedComment", "text")):
        if element.name == "threadedComment":
            current = place_of(element.attrs.get("ref", ""))
            person = people.get(element.attrs.get("personId", ""), "")
        elif current is not None:
            found.setdefault(current, []).append((person, _tidy(element.text)))
    return {
        place: CellNote(said[0][0], "\n".join(f"{who}: {text}" if who else text for who, text in said))
        for place, said in found.items()
    }


def _people(parts: Parts) -> dict[str, str]:
    """The names of people that take part in conversations, by id."""
    found: dict[str, str] = {}
    for name, part in parts.items():
        if _PERSON.fullmatch(name):
            for element in elements(name, part, ("person",)):
                found[element.attrs.get("id", "")] = element.attrs.get("displayName", "")
    return found


def place_of(ref: str) -> Place | None:
    """Row and column of a reference, counted from 0; None where it is none."""
    found = _REF.fullmatch(ref)
    if not found or column_number(found[1]) >= 16_384 or int(found[2]) > 1_048_576:
        return None
    return int(found[2]) - 1, column_number(found[1])


def _tidy(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
