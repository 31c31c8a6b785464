"""Laying out what follows from other forms, with numbers for rows that lack one."""

from __future__ import annotations

from xlplan.feeding.base import Fed
from xlplan.feeding.feed import feed
from xlplan.merging.number import number
from xlplan.model.plan import Plan
from xlplan.template.resolve import Template


def fed(plan: Plan, template: Template) -> tuple[Plan, list[Fed]]:
    """The plan with what its forms feed to each other, and what that was."""
    plan, done = feed(plan, template)
    return (number(plan, template, {}).plan, done) if done else (plan, done)
