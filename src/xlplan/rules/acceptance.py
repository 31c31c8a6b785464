"""Whether a finding was accepted, and whether that still holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from xlplan.core.finding import SEVERITY, Finding, FindingType, Severity
from xlplan.core.kinds.base import JsonValue
from xlplan.core.text import Text
from xlplan.model.accepted import Accepted, Key
from xlplan.model.plan import CellKey
from xlplan.model.snapshot import present
from xlplan.rules.base import RuleContext

LAPSED = FindingType(
    "ACC001",
    "acceptance-lapsed",
    Severity.INFO,
    Text(
        "{code} 曾被{by}接受（{on}：{reason}），现已失效：{why}",
        "{code} was accepted by {by} on {on} ({reason}); that no longer holds: {why}",
    ),
    Text(
        "解决它；仍可接受的，用 xlplan accept 重新说明理由",
        "solve it, or accept it again with a reason: xlplan accept",
    ),
    Text(
        "接受的是当时的内容。单元格改了、期限过了或级别提高了，就要有人再看一眼。",
        "What was accepted is how things stood. Once the cell, the severity or the time is another, somebody has to look "
        "again.",
    ),
)
TYPES = (LAPSED,)
CHANGED = Text("单元格已改动", "the cell has changed")
RAISED = Text("级别已由{was}改为{now}", "its severity was {was} and is {now} now")
EXPIRED = Text("期限 {until} 已过", "it held until {until}")
CALCULATED = "= "
"""What stands before the result of a formula."""
SOMEBODY = Text("有人", "somebody")


def with_acceptance(finding: Finding, accepted: Mapping[Key, Accepted], context: RuleContext) -> Iterator[Finding]:
    """A finding with its acceptance, if there is one; followed by another finding where that has lapsed."""
    place = finding.place
    found = accepted.get((finding.code, place.form, place.row_id, place.field))
    if found is None:
        yield finding
        return
    why = lapse(found, finding, context)
    if why is None:
        yield replace(finding, accepted=found.acceptance)
        return
    yield finding
    one = found.acceptance
    yield Finding(
        LAPSED,
        place,
        {"code": finding.code, "by": one.by or SOMEBODY, "on": one.on, "reason": one.reason, "why": why},
    )


def lapse(accepted: Accepted, finding: Finding, context: RuleContext) -> Text | None:
    """Why an acceptance no longer holds; None while it does.

    A copy calculates from a part of the plan only: there, calculated cells are not compared.
    """
    now = held(context, (accepted.table, accepted.row_id, accepted.key))
    if now != accepted.present and (context.master or not _is_calculated(accepted.present)):
        return CHANGED
    if finding.severity.rank < Severity(accepted.severity).rank:
        both = (SEVERITY[Severity(accepted.severity)], SEVERITY[finding.severity])
        return Text(
            RAISED("zh", was=both[0].zh, now=both[1].zh),
            RAISED("en", was=both[0].en, now=both[1].en),
        )
    until, today = accepted.acceptance.until, context.plan.status_date
    if until is not None and today is not None and today > until:
        return Text(EXPIRED("zh", until=until), EXPIRED("en", until=until))
    return None


def held(context: RuleContext, cell: CellKey) -> JsonValue:
    """What a cell holds, as frozen JSON, or what its formula gives, marked as such; None where it is no cell."""
    table_key, row_id, key = cell
    table = next((t for _, t in context.template.tables() if t.key == table_key), None)
    if table is None or not table.has(key) or row_id not in context.plan.rows(table_key):
        return None
    if table.column(key).is_input:
        return present(context.plan, table, row_id, key)
    return CALCULATED + str(context.computed.value(table_key, row_id, key))


def _is_calculated(value: JsonValue) -> bool:
    return isinstance(value, str) and value.startswith(CALCULATED)
