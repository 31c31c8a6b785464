"""What was changed in a frozen master without an approved request since it was last written, placed on its sheets."""

from __future__ import annotations

from dataclasses import replace

from xlplan.app.books import Master
from xlplan.core.finding import Finding
from xlplan.merging.unasked import unasked_changes


def unasked(master: Master) -> list[Finding]:
    """The findings of a master; none where its base is lost, since nobody knows then what was changed."""
    if master.written is None:
        return []
    found = []
    for finding in unasked_changes(master.written, master.plan, master.template):
        said = finding.place
        place = master.reading.place(said.form, said.row_id, said.field)
        found.append(replace(finding, place=replace(said, file=master.path.name, sheet=place.sheet, cell=place.cell)))
    return found
