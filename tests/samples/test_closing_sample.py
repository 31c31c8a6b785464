"""The sample project at its end: its data apply to the running one, in both languages, and it can be closed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import yaml

from rules.examples import context_of
from xlplan.app.closing import close
from xlplan.app.closing_sample import closing_sample, overlaid, spoken
from xlplan.app.demo import close_sample, samples_folder
from xlplan.calculate.compute import compute
from xlplan.core.errors import InputError, UsageError
from xlplan.core.finding import Severity
from xlplan.core.text import LANGS, Lang
from xlplan.document.load import load_document
from xlplan.rules.run import run
from xlplan.template.resolve import load_template

LAST = dt.date(2027, 4, 26)


@pytest.mark.parametrize("lang", LANGS)
def test_nothing_is_left_open(lang: Lang) -> None:
    plan, template = closing_sample(samples_folder(), lang)
    computed = compute(plan, template)
    assert (plan.basic.state, plan.status_date, plan.language) == ("closing", LAST, lang)
    leaves = [t for t in plan.tasks if computed.is_leaf(t)]
    assert len(leaves) == 64
    assert all(computed.percent(t) == 1 for t in leaves)
    assert computed.project_finish() == LAST
    reported = plan.latest_progress()
    assert all(reported[t].actual_start and reported[t].actual_finish for t in leaves)
    assert {r.cell("state") for r in plan.risks.values()} <= {"closed", "resolved"}
    assert {r.cell("state") for r in plan.rows("actions").values()} == {"done"}
    assert {r.cell("state") for r in plan.rows("changes").values()} <= {"implemented", "rejected"}
    assert {r.cell("state") for r in plan.rows("resources").values()} <= {"arrived", "rejected"}
    assert all(r.cell("received_on") for r in plan.rows("interfaces").values())
    assert all(r.cell("archived_on") for r in plan.rows("documents").values())
    assert {r.cell("kind") for r in plan.rows("retrospective").values()} == {"went_well", "unsolved", "improve"}
    checks = {r.cell("task"): r for r in plan.rows("selfcheck").values()}
    assert set(checks) == {t for t in leaves if plan.tasks[t].deliverable}
    assert {r.cell("result") for r in checks.values()} == {"conforms"}
    assert all(r.cell("checked_by") and r.cell("confirmed_by") and r.cell("checked_on") <= LAST for r in checks.values())
    assert [f for f in run(context_of(plan)) if f.severity is not Severity.INFO] == []


@pytest.mark.parametrize("lang", LANGS)
def test_the_money_adds_up(lang: Lang) -> None:
    plan, template = closing_sample(samples_folder(), lang)
    world = compute(plan, template).world
    checks = {c for c in world.columns["budget"]["check"] if c}
    assert checks == ({"✓", "不列入"} if lang == "zh" else {"✓", "Left out"})
    assert sum(world.columns["budget"]["bound"]) == 0
    accepted, spent = (sum(world.columns["budget"][key]) for key in ("counted", "paid"))
    assert 0.95 < spent / accepted <= 1
    assert accepted * 1.12 <= 4_860_000 + sum(world.columns["changes"]["budget_effect"])


def test_it_is_closed_once(tmp_path: Path) -> None:
    final, closed = close_sample(tmp_path, "zh")
    assert closed.done
    assert closed.blocking == []
    assert closed.folder is not None
    assert {p.name for p in closed.folder.iterdir()} == set(closed.files)
    with pytest.raises(UsageError):
        close(closed.folder / closed.files[0], tmp_path, on=LAST)
    with pytest.raises(InputError):  # the closed one was made from it
        close(final, tmp_path, on=LAST, dry_run=True)


def test_the_running_sample_is_not_touched() -> None:
    path = samples_folder() / "plan.zh.yaml"
    before = load_document(path)[0]
    closing_sample(samples_folder(), "zh")
    assert load_document(path)[0] == before
    assert before.basic.state == "executing"


def test_texts_stand_in_both_languages() -> None:
    data = yaml.safe_load((samples_folder() / "closing.yaml").read_text(encoding="utf-8"))

    def chinese(value: object) -> bool:
        if isinstance(value, dict):
            return any(chinese(v) for v in value.values())
        return isinstance(value, str) and any("\u4e00" <= c <= "\u9fff" for c in value)

    assert chinese(spoken(data, "zh"))
    assert not chinese(spoken(data, "en"))


def test_cells_are_replaced_and_rows_added() -> None:
    document = {"basic": {"name": "a", "code": "b"}, "risks": [{"id": "r001", "state": "open", "due": "x"}]}
    changes = {
        "basic": {"code": "c"},
        "risks": {"r001": {"state": "closed"}, "r002": {"state": "open"}},
        "selfcheck": {"1.1": {"result": "conforms"}},
        "changes": {"changes": {"g001": {"title": "t"}}},
    }
    assert overlaid(document, changes, load_template("standard")) == {
        "basic": {"name": "a", "code": "c"},
        "risks": [{"id": "r001", "state": "closed", "due": "x"}, {"id": "r002", "state": "open"}],
        "selfcheck": [{"id": "1.1", "result": "conforms"}],
        "changes": {"changes": [{"id": "g001", "title": "t"}]},
    }
    assert document["basic"]["code"] == "b"
    assert overlaid({"selfcheck": [{"task": "1.1"}]}, {"selfcheck": {"1.1": {"result": "conforms"}}},
                    load_template("standard")) == {"selfcheck": [{"task": "1.1", "result": "conforms"}]}  # fmt: skip


@pytest.mark.parametrize("changes", [{"nothing": {}}, {"changes": {"lines": {}}}])
def test_unknown_forms_are_refused(changes: dict[str, object]) -> None:
    with pytest.raises(InputError):
        overlaid({}, changes, load_template("standard"))
