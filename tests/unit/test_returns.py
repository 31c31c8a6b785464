"""The register of returns: who was handed a copy, who returned one, who is silent."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from xlplan.document.dump import dump, to_json
from xlplan.document.load import load_source
from xlplan.document.source import parse_source
from xlplan.forms.progress import Progress
from xlplan.forms.team import Department
from xlplan.forms.wbs import Task
from xlplan.model.plan import Issue, Plan, Return, Round
from xlplan.model.returns import is_merged, missing, standings, with_returns
from xlplan.template.resolve import load_template

DAY = dt.date(2026, 3, 6)


def plan(rounds: int = 3, departments: tuple[str, ...] = ("d1", "d2")) -> Plan:
    """A plan whose departments were handed a copy in every round."""
    pairs = [(n, d) for n in range(1, rounds + 1) for d in departments]
    return Plan(
        tables={"departments": {d: Department(id=d, name=d) for d in departments}},
        rounds=tuple(Round(n, DAY + dt.timedelta(days=7 * n)) for n in range(1, rounds + 1)),
        issues=tuple(Issue(s, 1, n, d, ()) for s, (n, d) in enumerate(pairs, 1)),
    )


def back(number: int, department: str, sha256: str = "") -> Return:
    return Return(0, number, department, f"{department}.xlsx", sha256 or f"{number}{department}")


def test_each_content_once() -> None:
    one = with_returns(plan(), [back(1, "d1", "aa"), back(1, "d1", "aa"), back(1, "d2", "aa")])
    assert [(r.department, r.sha256) for r in one.returns] == [("d1", "aa"), ("d2", "aa")]
    renamed = replace(back(1, "d1", "aa"), file="other.xlsx")
    assert with_returns(one, [renamed]) is one, "nothing new"
    assert is_merged(one, "aa") and not is_merged(one, "bb")


found = st.lists(st.builds(back, st.integers(1, 3), st.sampled_from(["d1", "d2"]), st.sampled_from("abcdef")))


@given(found, st.randoms(use_true_random=False))
def test_the_order_does_not_matter(returns: list[Return], rnd: object) -> None:
    shuffled = list(returns)
    rnd.shuffle(shuffled)  # type: ignore[attr-defined]
    once = with_returns(plan(), returns)
    assert once.returns == with_returns(plan(), shuffled).returns
    assert with_returns(once, shuffled) is once


def test_who_is_silent_for_how_long() -> None:
    known = with_returns(plan(), [back(1, "d1"), back(3, "d2")])
    assert [(s.department, s.silent, s.is_missing) for s in standings(known, 3)] == [("d1", 2, True), ("d2", 0, False)]
    assert [(s.department, s.silent) for s in missing(known, 2)] == [("d1", 1), ("d2", 2)]
    assert [s.heard.number if s.heard else None for s in standings(known, 2)] == [1, None]


def test_a_round_without_a_copy_breaks_no_silence_and_counts_for_none() -> None:
    known = plan()
    known = replace(known, issues=tuple(i for i in known.issues if (i.round, i.department) != (2, "d1")))
    assert [(s.department, s.silent) for s in missing(known, 3)] == [("d1", 2), ("d2", 3)]
    assert [s.department for s in standings(known, 2)] == ["d2"]


def test_progress_from_before_the_register_says_how_old_the_data_are() -> None:
    known = plan()
    known = replace(known, issues=tuple(i for i in known.issues if i.round > 1)).with_tables(
        {
            "wbs": {"t1": Task(id="t1", code="1", name="x", dept="d1")},
            "progress": {f"t1@{n}": Progress(id=f"t1@{n}", task="t1", round=n) for n in (1, 2)},
        }
    )
    heard = {s.department: s.heard and s.heard.number for s in standings(known, 3)}
    assert heard == {"d1": 1, "d2": None}, "what was laid out with a copy is no news"


def test_documents_keep_the_register() -> None:
    template = load_template("standard")
    known = with_returns(plan(), [back(1, "d1"), back(3, "d2")])
    back_again, _ = load_source(parse_source(to_json(known, template), "x.json", is_json=True), template)
    assert back_again.returns == known.returns
    assert "returns" not in dump(plan(), template), "documents from before read the same"
