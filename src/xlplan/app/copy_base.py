"""The base that a copy carries: written, found again, compared with the register of what was issued."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

from xlplan.core.finding import Finding, Place
from xlplan.core.raw import RawWorkbook
from xlplan.core.text import Text
from xlplan.excel import file_findings as f
from xlplan.excel import structure_findings as s
from xlplan.excel.identity import Identity, digest, verified_base
from xlplan.model.plan import Plan
from xlplan.model.snapshot import Snapshot
from xlplan.store.findings import BASE_FROM_JOURNAL
from xlplan.template.resolve import FORMER, Template, load_template, resolve

Bases = Callable[[int, str], str | None]
"""The base of an issued copy by serial number and checksum; None where it is not known."""


def copy_base(snapshot: Snapshot, template: Template) -> str:
    """The base of a copy as text: what it shows and, on a second line, a template that is not built in."""
    lines = [snapshot.to_json()]
    if template.source is not None:
        lines.append(json.dumps(template.source, ensure_ascii=True, separators=(",", ":")))
    return "\n".join(lines)


def copy_template(text: str, identity: Identity, folder: Path) -> Template:
    """The template of a copy: inside it, else built in, else beside it."""
    _, _, inside = text.partition("\n")
    data = json.loads(inside) if inside else None
    return resolve(data) if isinstance(data, dict) else load_template(identity.template, folder)


class NotIssuedError(ValueError):
    """The base of a copy is whole, but not the one that the register has of its issue."""

    def __init__(self, serial: int) -> None:
        super().__init__(f"issue {serial}")
        self.serial = serial


def read_copy_base(
    raw: RawWorkbook, identity: Identity, plan: Plan | None, bases: Bases | None, findings: list[Finding]
) -> str:
    """The base of a copy: its own, else the one that is known of its issue. ValueError where there is neither."""
    try:
        text = verified_base(raw, identity)
        snapshot = Snapshot.from_json(text.partition("\n")[0])
        issue = plan.issue(snapshot.serial) if plan else None
        if issue is not None and issue.base_sha256 not in ("", digest(text)):
            raise NotIssuedError(snapshot.serial)
        return text
    except NotIssuedError:
        raise  # a copy of another line of the same project, or one that somebody made
    except ValueError:
        serial = int(identity.issue) if identity.issue.isdigit() else 0
        issue = plan.issue(serial) if plan else None
        if bases is None or issue is None or issue.department != identity.department:
            raise
        if identity.base_sha256 and identity.base_sha256 != issue.base_sha256:
            raise  # a copy of another line of the same project
        known = bases(serial, issue.base_sha256)
        if known is None or digest(known) != issue.base_sha256:
            raise
        findings.append(Finding(BASE_FROM_JOURNAL, Place(raw.name), {"serial": serial}))
        return known


def identity_differs(snapshot: Snapshot, identity: Identity, plan: Plan | None, file: str) -> Iterator[Finding]:
    """What is to be said where the register does not know a copy, or the identity beside the base was changed.

    The base says whose the copy is.
    """
    place = Place(file)
    if plan is not None and plan.issue(snapshot.serial) is None:
        yield Finding(f.NOT_REGISTERED, place, {"serial": snapshot.serial})
    if identity.department != snapshot.department:
        names = snapshot.names.get("dept", {})
        said, issued = (str((names.get(d) or (d,))[0] or d) for d in (identity.department, snapshot.department))
        yield Finding(f.OTHER_IDENTITY, place, {"said": said, "issued": issued})


def template_differs(snapshot: Snapshot, template: Template, file: str) -> Iterator[Finding]:
    """What is to be said of a copy that was issued with another version of a company's template.

    Versions of a built-in one are the program's own affair.
    """
    issued = (FORMER.get(snapshot.template, snapshot.template), snapshot.template_version)
    if issued == (template.name, template.version) or (template.source is None and issued[0] == template.name):
        return
    params = {"was": issued[0], "issued": issued[1], "name": template.name, "version": template.version}
    yield Finding(s.TEMPLATE_DIFFERS, Place(file), params)
    known = {table.key: table for _, table in template.tables()}
    for key, columns in snapshot.columns.items():
        for column in columns:
            if key not in known or not known[key].has(column):
                title = known[key].title if key in known else Text(key, key)
                yield Finding(s.COLUMN_GONE, Place(file, form=key, field=column), {"table": title, "column": column})
