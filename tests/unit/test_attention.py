"""The dashboard's lines about open matters, and what the guide says is to be done now."""

from __future__ import annotations

from typing import Any

import pytest

from rules.examples import TEMPLATE, context_of, plan_of
from xlplan.core.text import LANGS, Lang
from xlplan.excel.now import Now, now_of
from xlplan.excel.words import copy_steps
from xlplan.forms.catalogue import FORMS
from xlplan.twins.dashboard_attention import CONCERNS, Concern
from xlplan.twins.dashboard_lines import ACTION_FIGURES, MORE_ACTIONS

DOCUMENT: dict[str, Any] = {
    "rounds": [{"number": 1, "status_date": "2026-03-13"}],
    "wbs": [{"code": "1", "name": "甲", "dept": "研发部"}, {"code": "2", "name": "乙", "dept": "研发部"}],
    "actions": [
        {"number": "A-001", "topic": "甲", "due": "2026-03-20", "dept": "研发部", "owner": "李娜"},
        {"number": "A-002", "topic": "乙", "action": "问\n清楚", "due": "2026-03-09"},
        {"topic": "丙", "state": "已完成", "due": "2026-03-09"},
    ],
    "changes": {"changes": [{"title": "甲"}, {"title": "乙", "state": "待审批"}, {"title": "丙", "state": "已批准"}]},
    "selfcheck": [{"task": "1", "result": "不符合"}, {"task": "2"}],
}
SAID = {
    "actions": (2, ("其中逾期 1 项", "1 of them overdue")),
    "changes": (2, ("其中待管理层审批 1 项", "1 of them with management")),
    "selfcheck": (1, ("另有 1 项待自检", "1 more to be checked")),
}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("key", SAID)
def test_open_matters(key: str, lang: Lang) -> None:
    concern = _concern(key)
    world = context_of(plan_of(DOCUMENT, lang)).computed.world
    assert concern.tally.is_known(world)
    assert (concern.tally.value(world), concern.told(world)) == (SAID[key][0], SAID[key][1][lang == "en"])
    empty = context_of(plan_of({}, lang)).computed.world
    assert (concern.tally.value(empty), concern.told(empty)) == (0, "")


def _concern(key: str) -> Concern:
    return next(c for c in CONCERNS if c.key == key)


@pytest.mark.parametrize("concern", CONCERNS, ids=lambda c: c.key)
def test_a_line_asks_for_what_its_table_has(concern: Concern) -> None:
    """A table that is there is counted, by words that its list has."""
    world = context_of(plan_of({})).computed.world
    tables = {t.key: t for form in FORMS for t in form.tables}
    for tally in filter(None, (concern.tally, concern.worse)):
        if tally.table not in tables:
            assert not tally.is_known(world)
            continue
        assert tally.is_known(world), f"{tally.table}: {tally.keys}"


def test_next_items() -> None:
    world = context_of(plan_of(DOCUMENT)).computed.world
    first, second, third = ([f.value(world, str(n)) for f in ACTION_FIGURES] for n in (1, 2, 3))
    assert first[:2] == ["A-002", "问 清楚"] and first[-1] == "已逾期"
    assert second[:4] == ["A-001", "甲", "研发部", "李娜"] and second[-1] == "即将到期"
    assert third == [""] * len(ACTION_FIGURES)
    assert (MORE_ACTIONS.told(world, 1), MORE_ACTIONS.told(world, 5)) == ("… 另有 1 项遗留问题未关闭", "")


NOW = [
    ("changes", "initiating", Now.LATER),
    ("changes", "executing", Now.FILL),
    ("changes", None, Now.FILL),
    ("changes", "closed", Now.FROZEN),
    ("selfcheck", "planning", Now.LATER),
    ("selfcheck", "executing", Now.FILL),
    ("selfcheck", "paused", Now.LATER),
    ("retrospective", "executing", Now.LATER),
    ("retrospective", "closing", Now.FILL),
    ("basic", "closing", Now.FILL),
    ("basic", "terminated", Now.FROZEN),
]


@pytest.mark.parametrize(("code", "state", "meant"), NOW)
def test_what_is_to_be_done_now(code: str, state: str | None, meant: Now) -> None:
    form = TEMPLATE.form(code)
    assert now_of(form, form.tables[0], state) is meant


@pytest.mark.parametrize("state", [None, "executing", "closed"])
def test_a_computed_sheet_is_to_look_at(state: str | None) -> None:
    assert now_of(TEMPLATE.form("dashboard"), None, state) is Now.VIEW


@pytest.mark.parametrize("lang", LANGS)
def test_steps_of_a_copy_are_those_of_its_forms(lang: Lang) -> None:
    steps = copy_steps([TEMPLATE.form("wbs"), TEMPLATE.form("calendar"), TEMPLATE.form("changes")], lang)
    assert len(steps) == 4
    assert TEMPLATE.form("wbs").title(lang) in steps[1] and TEMPLATE.form("changes").title(lang) in steps[2]


def test_every_form_that_departments_fill_says_what_to_do() -> None:
    from xlplan.forms.base import Party

    for form in FORMS:
        asks = any(c.owner.party is Party.DEPARTMENT and c.copy for t in form.tables for c in t.columns)
        assert asks == (form.copy_hint is not None), form.code
