"""XML of untrusted parts: one encoding, no DTD, and a flat list of elements."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass, field
from xml.parsers import expat

from xlplan.excel.raw_limits import Refused
from xlplan.excel.raw_package import one_line

_DECLARATION = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*<\?xml\b[^>]*?\?>")
_ENCODING = re.compile(rb"encoding\s*=\s*[\"']([\w.:-]+)[\"']")
_PLAIN = {b"utf-8", b"utf8", b"ascii", b"us-ascii"}
PLAIN_START = re.compile(
    rb"""(?:<\?xml version=["']1\.0["'](?: encoding=["'](?:UTF|utf)-8["'])?(?: standalone=["'](?:yes|no)["'])?"""
    rb"""\s*\?>\s*)?<[A-Za-z]"""
)
"""Begins a part in UTF-8 whose first tag is that of its root element, so that no DTD can follow."""
_NAME = re.compile(rb"<(?:[^\s:/>]+:)?([^\s:/>]+)")
# Not allowed in XML 1.0 and yet written raw by some exporters; Excel refuses such files, other tools read
# them.
CONTROLS = bytes(set(range(32)) - {9, 10, 13})


def local(name: str) -> str:
    """The name of an element or attribute without its prefix."""
    return name.rpartition(":")[2]


def to_utf8(part: bytes) -> bytes:
    """`part` in UTF-8 whatever its encoding was. Raises `Refused` when its bytes are not in that encoding."""
    encoding = b""
    if part.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = b"utf-16"
    elif part.startswith((b"<\0", b"\0<")):
        encoding = b"utf-16-le" if part.startswith(b"<\0") else b"utf-16-be"
    elif declaration := _DECLARATION.match(part):
        found = _ENCODING.search(declaration.group())
        encoding = found.group(1).lower() if found else b""
    if not encoding or encoding in _PLAIN:
        return part
    try:
        recoded = part.decode(encoding.decode("ascii")).encode("utf-8")
    except (LookupError, ValueError) as fault:
        raise Refused("reader-error", detail=one_line(fault)) from fault
    return _DECLARATION.sub(b"", recoded)


def root_of(name: str, part: bytes) -> str:
    """The local name of the root element, "" when `part` is no XML. Raises `Refused` with `dtd` for a DTD."""
    at = 3 if part.startswith(b"\xef\xbb\xbf") else 0
    closings = {b"<?": b"?>", b"<!--": b"-->"}
    while True:
        while part[at : at + 1].isspace():
            at += 1
        opening = next((mark for mark in closings if part.startswith(mark, at)), None)
        if opening is None:
            break
        end = part.find(closings[opening], at)
        if end < 0:
            return ""
        at = end + len(closings[opening])
    if part.startswith(b"<!", at):
        raise Refused("dtd", part=one_line(name))
    found = _NAME.match(part, at)
    return found.group(1).decode("utf-8", "replace") if found else ""


@dataclass(slots=True)
class Element:
    """One element: local names, its parent's name, and the pieces of the text directly inside."""

    name: str
    parent: str
    attrs: dict[str, str]
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text directly inside."""
        return "".join(self.pieces)


def elements(name: str, part: bytes, wanted: Container[str] | None = None) -> list[Element]:
    """All elements of a small part in document order, or those with `wanted` names only.

    Raises `Refused` when it is no well-formed XML.
    """
    found: list[Element] = []
    path: list[str] = []
    texts: list[list[str] | None] = []

    def start(tag: str, attrs: dict[str, str]) -> None:
        tag = tag if ":" not in tag else local(tag)
        pieces = None
        if wanted is None or tag in wanted:
            own = {local(key) if ":" in key else key: value for key, value in attrs.items()}
            element = Element(tag, path[-1] if path else "", own)
            found.append(element)
            pieces = element.pieces
        path.append(tag)
        texts.append(pieces)

    def end(_tag: str) -> None:
        path.pop()
        texts.pop()

    def text(data: str) -> None:
        if texts and (pieces := texts[-1]) is not None:
            pieces.append(data)

    parser = strict_parser(name)
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parse(parser, name, part)
    return found


def strict_parser(name: str, namespaces: bool = False) -> expat.XMLParserType:
    """An expat parser that refuses a DTD, and with it every entity but the five of XML.

    With `namespaces` names come as namespace, blank, and local name.
    """
    parser = expat.ParserCreate(namespace_separator=" ") if namespaces else expat.ParserCreate()

    def doctype(*_: object) -> None:
        raise Refused("dtd", part=one_line(name))

    parser.StartDoctypeDeclHandler = doctype
    parser.EntityDeclHandler = doctype
    return parser


def parse(parser: expat.XMLParserType, name: str, part: bytes) -> None:
    """Run `parser` over the whole part. Raises `Refused` when it is no well-formed XML."""
    try:
        parser.Parse(part, True)
    except expat.ExpatError as fault:
        raise Refused("reader-error", detail=f"{one_line(name)}: {one_line(fault)}") from fault
