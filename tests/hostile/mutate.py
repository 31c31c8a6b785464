"""Damages workbooks: bytes, parts of a zip and pieces of XML, so that some damage gets past every check of the outside."""

from __future__ import annotations

import io
import random
import re
import struct
import warnings
import zipfile

_TAG = re.compile(rb"<[^<>]{1,400}>")
_VALUE = re.compile(rb'="([^"<>]{0,200})"')
_NUMBER = re.compile(rb"[0-9]+(?:\.[0-9]+)?")
_REF = re.compile(rb"\b[A-Z]{1,3}[0-9]{1,7}\b")
_TEXT = re.compile(rb">([^<>]{1,200})<")

NASTY = [
    b"", b"0", b"-1", b"1", b"65536", b"16384", b"16385", b"1048576", b"1048577", b"4294967296", b"9" * 30, b"1e999",
    b"-1e-999", b"NaN", b"INF", b"0x10", b"1_0", "１２".encode(), b"2958466", b"-0", b"A0", b"XFD1048576", b"XFE1",
    b"A1048577", b"ZZZZZ9", b"a1", b"A1:A1048576", b"$A$1", b"R1C1", b"#REF!", b"#SPILL!", b"true", b"e", b"s", b"str",
    b"inlineStr", b"d", b"shared", b"array", b"&amp;", b"&#65;", b"&#x0;", b"&x;", b"<![CDATA[x]]>", b"<!-- -->", b"]]>",
    b"<!DOCTYPE a>", b"<?pi?>", b"\x00", b"\x01", b"\x0b", b"\xff\xfe", b"\xed\xa0\x80", "\u200b\u3000".encode(), b"\n", b"  ",
    b"_x0000_", b"_x000D_", b"../../x", b"/etc/passwd", b"C:\\x", "甲".encode() * 400, b"a" * 40_000, b"%s%n", b"{value}", b"=1+1",
    b"1900-02-29", b"2026-02-30", b"0000-00-00", b"99999-01-01", b"PT99999999H", b"[h]:mm", b"General", b"0%", b"veryHidden",
    b"percentage", b"float", b"error", b"of:=1/0", b'"', b"'", b"xlplan:guide", b"d02", b"{", b"[]", b"null", b"true",
]  # fmt: skip
_WORDS = [0, 1, 2, 4, 8, 255, 256, 257, 0x7FFF, 0x8000, 0xFFFE, 0xFFFF]


def mutated(data: bytes, dice: random.Random) -> bytes:
    """`data` with one to a few pieces of damage."""
    for _ in range(dice.choice((1, 1, 1, 2, 3, 6))):
        if data.startswith(b"PK") and dice.random() < 0.9:
            data = _in_zip(data, dice)
        elif data.startswith(b"\xd0\xcf") and dice.random() < 0.7:
            data = _in_records(data, dice)
        else:
            data = _in_bytes(data, dice)
    return data


def _in_bytes(data: bytes, dice: random.Random) -> bytes:
    if not data:
        return b"PK\x03\x04"
    at = dice.randrange(len(data))
    length = dice.choice((1, 1, 2, 4, 16, 100, 4096))
    match dice.randrange(7):
        case 0:
            return data[:at] + bytes([data[at] ^ (1 << dice.randrange(8))]) + data[at + 1 :]
        case 1:
            return data[:at] + data[at + length :]
        case 2:
            return data[:at] + dice.randbytes(length) + data[at:]
        case 3:
            return data[:at] + data[at : at + length] + data[at:]
        case 4:
            return data[:at]
        case 5:
            return data[:at] + bytes(length) + data[at + length :]
        case _:
            return data[:at] + struct.pack("<H", dice.choice(_WORDS)) + data[at + 2 :]


def _in_records(data: bytes, dice: random.Random) -> bytes:
    """Damage to the head or the beginning of a record of the binary format; sectors are left whole."""
    heads = [
        at for at in range(512, len(data) - 8, 2) if data[at + 1] in (0, 2, 8) and data[at] and data[at + 3] < 0x20
    ]
    if not heads:
        return _in_bytes(data, dice)
    at = dice.choice(heads) + dice.choice((0, 2, 2, 4, 6, 8))
    return data[:at] + struct.pack("<H", dice.choice([*_WORDS, dice.randrange(65_536)])) + data[at + 2 :]


def _in_zip(data: bytes, dice: random.Random) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [(name, archive.read(name)) for name in archive.namelist()]
    except Exception:  # what damage of an earlier round left of it
        return _in_bytes(data, dice)
    if not parts:
        return data
    at = dice.randrange(len(parts))
    # Half the time one of the parts that matter most.
    matter = [
        n for n, (name, _) in enumerate(parts) if re.search(r"sheet|content|workbook|styles|Strings|meta|custom", name)
    ]
    if matter and dice.random() < 0.7:
        at = dice.choice(matter)
    name, part = parts[at]
    match dice.randrange(24):
        case 0:
            del parts[at]
        case 1:
            parts.append((name, part))
        case 2:
            parts[at] = (
                dice.choice(["xl/../" + name, name.upper(), "/" + name, name.replace("/", "\\"), "甲/" + name]),
                part,
            )
        case 3:
            other = dice.randrange(len(parts))
            parts[at], parts[other] = (name, parts[other][1]), (parts[other][0], part)
        case 4 | 5:
            parts[at] = (name, _in_bytes(part, dice))
        case _:
            parts[at] = (name, _in_xml(part, dice))
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        warnings.simplefilter("ignore")
        for name, part in parts:
            archive.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _in_xml(part: bytes, dice: random.Random) -> bytes:
    pattern = dice.choice((_TAG, _VALUE, _VALUE, _NUMBER, _REF, _TEXT, _TEXT))
    # A window keeps large parts quick; whatever lies in it is as good as any other piece.
    start = dice.randrange(max(len(part) - 20_000, 1))
    found = [match.span(match.lastindex or 0) for match in pattern.finditer(part, start, start + 20_000)]
    if not found:
        return _in_bytes(part, dice)
    (begin, end), (other, last) = dice.choice(found), dice.choice(found)
    match dice.randrange(6):
        case 0:
            return part[:begin] + part[end:]
        case 1:
            return part[:end] + part[begin:end] + part[end:]
        case 2 | 3:
            return part[:begin] + part[other:last] + part[end:]
        case _:
            return part[:begin] + dice.choice(NASTY) + part[end:]
