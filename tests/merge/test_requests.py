"""Requests for resources on their way: asked for, promised by another department, decided on."""

from __future__ import annotations

from decimal import Decimal

from merge.returned import day, issue, outcomes, put, returned, sample, template, with_cell
from xlplan.forms.resources import Resource
from xlplan.merging.decide import merge
from xlplan.model.plan import Plan

ROW = ("resources", "q001")


def asked(**cells: object) -> Plan:
    """A request of d03 to d04."""
    row = Resource(id="q001", number="RR-研发-001", spec="试验箱", dept="d03", provider="d04", quantity=Decimal(2))
    whole = row.with_cells({"cost": Decimal(5000), **cells})
    return sample().with_tables({"resources": {"q001": whole}})


def test_a_provider_promises_and_clears_nothing() -> None:
    plan, base = issue(asked(), "d04", 7)
    result = merge(plan, template(), [returned(base, put("resources", "q001", promised_on=day("2026-12-01")))])
    assert outcomes(result, table="resources") == {(*ROW, "promised_on"): [("applied", "")]}
    assert result.plan.value((*ROW, "cost")) == Decimal(5000)


def test_nobody_approves_an_own_request() -> None:
    plan, base = issue(asked(), "d03", 7)
    result = merge(plan, template(), [returned(base, put("resources", "q001", state="approved", quantity=Decimal(3)))])
    assert outcomes(result, table="resources") == {
        (*ROW, "state"): [("rejected", "not-owner")],
        (*ROW, "quantity"): [("applied", "")],
    }


def test_what_was_decided_on_meanwhile_is_no_longer_changed() -> None:
    plan, base = issue(asked(), "d03", 7)
    plan = with_cell(plan, "resources", "q001", state="approved")
    result = merge(
        plan, template(), [returned(base, put("resources", "q001", quantity=Decimal(3), arrived_on=day("2026-12-01")))]
    )
    assert outcomes(result, table="resources") == {
        (*ROW, "quantity"): [("rejected", "frozen")],
        (*ROW, "arrived_on"): [("applied", "")],
    }
    assert result.plan.value((*ROW, "quantity")) == 2


def test_what_was_decided_on_before_is_closed() -> None:
    plan, base = issue(asked(state="approved"), "d03", 7)
    result = merge(plan, template(), [returned(base, put("resources", "q001", quantity=Decimal(3)))])
    assert outcomes(result, table="resources") == {(*ROW, "quantity"): [("rejected", "frozen")]}
