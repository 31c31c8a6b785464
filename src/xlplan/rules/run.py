"""Run the rules over a plan. Findings tell the place in the plan; the caller fills in sheet and cell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from xlplan.core.finding import Finding, Place
from xlplan.rules.acceptance import with_acceptance
from xlplan.rules.base import Rule, RuleContext, Scope, applies
from xlplan.rules.catalogue import rules as all_rules
from xlplan.rules.chosen import chosen


def run(context: RuleContext, rules: Iterable[Rule] | None = None) -> list[Finding]:
    """Findings of the rules that apply, by code and then in the order of the sheets.

    Rows of others are not judged, nor cells that could not be read; a rule finds a cell at most once.
    An accepted finding says so; where the acceptance has lapsed, another finding says that.
    Severities, numbers and what is off are the template's.
    """
    findings: list[Finding] = []
    wanted = chosen(context.template)
    context = replace(context, settings={**wanted.values, **context.settings})
    state = context.plan.basic.state
    accepted = {a.place: a for a in context.plan.accepted}
    for rule in all_rules() if rules is None else rules:
        if not applies(rule.since, state) or (rule.scope is Scope.MASTER and not context.master):
            continue
        if wanted.is_off(rule):
            continue
        kind = wanted.type_of(rule)
        seen: set[tuple[str, str, str]] = set()
        for hit in rule.check(context):
            cell = (hit.table, hit.row_id, hit.field)
            foreign = bool(hit.row_id) and not context.own(hit.table, hit.row_id)
            if foreign or cell in seen or cell in context.plan.unread:
                continue
            seen.add(cell)
            place = Place(form=hit.table, row_id=hit.row_id, field=hit.field)
            findings += with_acceptance(Finding(kind, place, hit.params), accepted, context)
    return findings
