"""All built-in forms in the order of the workbook."""

from __future__ import annotations

from xlplan.forms import basic, calendar, milestones, progress, raci, risks, team, views, wbs
from xlplan.forms.base import Form

FORMS: tuple[Form, ...] = (
    views.GUIDE,
    views.DASHBOARD,
    basic.FORM,
    team.FORM,
    wbs.FORM,
    raci.FORM,
    views.GANTT,
    views.BASELINE,
    milestones.FORM,
    progress.FORM,
    views.HISTORY,
    risks.FORM,
    calendar.FORM,
)
