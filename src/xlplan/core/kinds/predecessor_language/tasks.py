"""Which task an entry means: by its code, id or name, or by code and name together; and which may have been meant."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from xlplan.core.kinds.predecessor_language.words import MINUS
from xlplan.core.names import Names
from xlplan.core.normal import clean, key

_DASHES = str.maketrans(dict.fromkeys(MINUS, "-") | {"。": "."})
_SPLIT = re.compile(r"[0-9a-z] [0-9a-z]", re.IGNORECASE)
JOINTS = f" .:_|/{MINUS}"
_WRAPS = " ()[]{}【】〔〕〖〗《》〈〉「」“”‘’\"'`"
_CODE_BEHIND = re.compile(r"(?P<name>.+?)\s*[ (\[【〔]\s*(?P<code>[^ ()\[\]【】〔〕]+)\s*[)\]】〕]?")
_LAST_NUMBER = re.compile(r"(.*?)([0-9]{1,9})")
_LONGEST_CODE = 60
NUMBERED = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})*")


def parts_of(names: Names, id_: str) -> tuple[str, str]:
    """Code and name of a task; either may be empty."""
    label = names.label("task", id_)
    code = label.split(" ", 1)[0]
    if id_ not in names.find("task", code):
        code = ""
    return code, label[len(code) :].strip()


def called(names: Names, text: str) -> list[str]:
    """Ids of the tasks that a text names; several where that is ambiguous."""
    for spelling in _spellings(text):
        if found := _exactly(names, spelling) or list(_with_name(names, spelling)):
            return found
    return []


def coded(names: Names, text: str) -> list[str]:
    """Ids of the tasks that a text names by code or id alone. ``1.1 2`` is not the code 1.12."""
    for spelling in _spellings(text):
        if _SPLIT.search(spelling):
            continue
        found = [i for i in names.find("task", spelling) if key(parts_of(names, i)[0]) == key(spelling)]
        if found := _sharpened(names, spelling, found):
            return found
    return []


def _spellings(text: str) -> Iterator[str]:
    yield text
    plain = text.translate(_DASHES).strip("'\"`‘’“”").rstrip(".: ")
    if plain != text:
        yield plain


def _sharpened(names: Names, text: str, found: list[str]) -> list[str]:
    """Of tasks whose names differ in case and blanks only, the one that is spelt so; ids count as well."""
    if len(found) > 1:
        spelt = [i for i in found if text in (names.label("task", i), *parts_of(names, i))]
        found = spelt if len(spelt) == 1 else found
    ids = [i for i in (text, text.casefold()) if names.has("task", i)]
    return list(dict.fromkeys([*found, *ids[:1]]))


def _exactly(names: Names, text: str) -> list[str]:
    found = []
    for id_ in names.find("task", text):
        label, (code, name) = names.label("task", id_), parts_of(names, id_)
        same = key(text)
        if (
            same == key(name)
            or text.casefold() == label.casefold()
            or ((same == key(code) or same != key(label)) and not _SPLIT.search(text))
        ):
            found.append(id_)
    return _sharpened(names, text, found)


def _with_name(names: Names, text: str) -> Iterator[str]:
    """``1.2 name``, ``1.2name``, ``2 - name``, ``1.2 (name)``, ``name (1.2)``: code and name agree."""
    seen = set()
    for ids, rest in code_ahead(names, text):
        for id_ in ids:
            name = key(parts_of(names, id_)[1])
            if name and id_ not in seen and name in (key(rest), key(rest.lstrip(JOINTS)), key(bare(rest))):
                seen.add(id_)
                yield id_
    behind = _CODE_BEHIND.fullmatch(text)
    for id_ in coded(names, behind["code"]) if behind else ():
        name = key(parts_of(names, id_)[1])
        if behind and name and id_ not in seen and name in (key(behind["name"]), key(bare(behind["name"]))):
            yield id_


def code_ahead(names: Names, text: str) -> Iterator[tuple[list[str], str]]:
    """The tasks whose code a text begins with, and what follows; no digit may follow, and shorter codes come first."""
    for end in range(1, min(len(text), _LONGEST_CODE)):
        if text[end].isdigit() or text[end - 1] == " ":
            continue
        if names.find("task", text[:end]) and (ids := coded(names, text[:end])):
            yield ids, text[end:]


def bare(text: str) -> str:
    """A name or remark without the marks around it."""
    return text.strip(_WRAPS + JOINTS)


def nearest(names: Names, text: str, count: int = 2) -> tuple[str, ...]:
    """Codes near to an unknown code, else codes and names near to an unknown name."""
    if NUMBERED.fullmatch(text):
        same = [
            c for c in (text.removesuffix(".0"), text + "0", text + ".0", text.removesuffix("0")) if coded(names, c)
        ]
        near = sorted(_siblings(names, text), key=lambda c: (abs(_last(c) - _last(text)), c))
        if same or near:
            return tuple(dict.fromkeys([*same, *near]))[:count]
    found: dict[str, str] = {}
    known = names.spellings.get("task", {})
    for spelling in difflib.get_close_matches(key(text), known, count, 0.6):
        id_ = known[spelling][0]
        is_code = spelling == key(parts_of(names, id_)[0])
        found.setdefault(id_, names.task_code(id_) if is_code else names.reference("task", id_))
    return tuple(found.values())


def between(names: Names, first: str, last: str) -> tuple[str, ...]:
    """Ids of the tasks from one code to another where both differ in their last number only."""
    low, high = _LAST_NUMBER.fullmatch(clean(first)), _LAST_NUMBER.fullmatch(clean(last))
    if not low or not high or low[1] != high[1]:
        return ()
    found = []
    for id_ in names.labels.get("task", {}):
        code = _LAST_NUMBER.fullmatch(names.task_code(id_))
        if code and code[1] == low[1] and int(low[2]) <= int(code[2]) <= int(high[2]):
            found.append((int(code[2]), id_))
    return tuple(id_ for _, id_ in sorted(found))


def sibling(code: str, number: str) -> str:
    """``1.2`` with the last number 3: ``1.3``. Empty where a code doesn't end in a number."""
    match = _LAST_NUMBER.fullmatch(code)
    return match[1] + number if match and match[2] != number else ""


def _siblings(names: Names, text: str) -> Iterator[str]:
    parent = text.rpartition(".")[0]
    for label in names.labels.get("task", {}).values():
        code = label.split(" ", 1)[0]
        if NUMBERED.fullmatch(code) and code.rpartition(".")[0] == parent and coded(names, code):
            yield code


def _last(code: str) -> int:
    return int(code.rpartition(".")[2])
