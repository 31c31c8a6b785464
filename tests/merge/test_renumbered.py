"""New codes in the master and copies from before: they merge into the same tasks, apart from the codes."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from merge.returned import issue, put, returned, small, template
from merge.test_properties import seeds, world
from xlplan.app.recode import recoded
from xlplan.core.link import Link
from xlplan.document.dump import dump, to_json
from xlplan.document.load import load_source
from xlplan.document.source import parse_source
from xlplan.forms.wbs import Task
from xlplan.merging.decide import merge
from xlplan.merging.sides import Side
from xlplan.model.order import task_order
from xlplan.model.plan import Plan
from xlplan.model.renumber import new_codes, with_codes


def without_codes(plan: Plan) -> dict[str, object]:
    tables = {k: dict(rows) for k, rows in plan.tables.items()}
    tables["wbs"] = {i: t.with_cells({"code": None}) for i, t in plan.tasks.items()}
    return {"tables": tables, "unread": plan.unread}


@settings(max_examples=30)
@given(seeds)
def test_copies_of_before_merge_into_the_same_tasks(seed: int) -> None:
    plan, sides = world(seed)
    sides = [s for s in sides if s.department]
    plain = merge(plan, template(), sides)
    renumbered = with_codes(plan, new_codes(plan).codes)
    new = merge(renumbered, template(), [recoded(s, renumbered) for s in sides])
    assert without_codes(new.plan) == without_codes(plain.plan)
    assert [(d.cell, d.outcome, d.reason) for d in new.details] == [
        (d.cell, d.outcome, d.reason) for d in plain.details
    ]


def with_tasks(codes: list[str], **states: str) -> Plan:
    tasks = {f"t{n:03d}": Task(id=f"t{n:03d}", code=c, name=f"任务{n}") for n, c in enumerate(codes, 1)}
    tasks |= {i: tasks[i].with_cells({"row_state": state}) for i, state in states.items()}
    return Plan(tables={"wbs": tasks})


def listed(plan: Plan, start: str | None = None) -> dict[str, str]:
    """Old to new codes; of an old one that is there twice, the last."""
    given_ = new_codes(plan, start)
    return {plan.tasks[i].code or "": code for i, code in given_.codes.items()}


def test_by_hierarchy_and_order() -> None:
    plan = with_tasks(["1", "1.2", "1.10", "1.10.3", "3", "3.1", "A", "A.1"], t003="cancelled")
    assert listed(plan) == {
        "1": "1", "1.2": "1.1", "1.10": "1.2", "1.10.3": "1.2.1", "3": "2", "3.1": "2.1", "A": "3", "A.1": "3.1",
    }  # fmt: skip


def test_from_a_code_on() -> None:
    plan = with_tasks(["1", "1.2", "1.5", "1.5.2", "4", "6", "6.2"])
    assert listed(plan, "t003") == {
        "1": "1", "1.2": "1.2", "1.5": "1.3", "1.5.2": "1.3.1", "4": "2", "6": "3", "6.2": "3.1",
    }  # fmt: skip
    assert listed(plan, "t007") == {c.code: c.code for c in plan.tasks.values() if c.code != "6.2"} | {"6.2": "6.1"}


def test_tasks_without_a_parent_and_codes_there_twice() -> None:
    plan = with_tasks(["1", "1.1", "1.1", "1.1.4", "2.7", "5.1.1"])
    found = new_codes(plan)
    assert list(found.codes.values()) == ["1", "1.1", "1.2", "1.1.1", "2", "3"], "a child belongs to the first of two"
    assert found.adopted == {"t005": None, "t006": None}
    assert new_codes(with_tasks(["1", "1.2.3"])).adopted == {"t002": "t001"}


codes = st.lists(
    st.lists(st.integers(1, 12), min_size=1, max_size=4).map(lambda p: ".".join(map(str, p))),
    min_size=1,
    max_size=25,
)


@given(codes, st.integers(0, 100))
def test_codes_are_unique_and_keep_their_parents(found: list[str], pick: int) -> None:
    plan = with_tasks(found)
    order = task_order(plan)
    start = order[pick % len(order)] if pick % 3 else None
    given_ = new_codes(plan, start)
    new = with_codes(plan, given_.codes)
    if start is None or len({*found}) == len(found):
        assert len({*given_.codes.values()}) == len(found)
    if start is None:
        assert new_codes(new).codes == given_.codes, "a second time changes nothing"
    assert {i: plan.tasks[i].code for i in order[: order.index(start)]}.items() <= given_.codes.items() if start else 1
    owner: dict[str, str] = {}
    for i in order:
        owner.setdefault(plan.tasks[i].code or "", i)
    for i in order:
        above = (plan.tasks[i].code or "").rpartition(".")[0]
        if above in owner and i not in (order[: order.index(start)] if start else ()):
            assert given_.codes[i].rpartition(".")[0] == given_.codes[owner[above]]


def test_a_plan_remembers_former_codes() -> None:
    plan = small()
    new = with_codes(plan, new_codes(plan).codes)
    assert new.former_codes and dump(plan, template()).get("former_codes") is None
    back, _ = load_source(parse_source(to_json(new, template()), "x.json", is_json=True), template())
    assert back.former_codes == new.former_codes and back.tasks == new.tasks


def test_an_added_task_belongs_where_its_code_said() -> None:
    """A code below one of before the renumbering: another task may have that one now."""
    plan, snapshot = issue(small(revision=3), "d03", 1)
    parent = next(t for t in plan.tasks.values() if t.dept == "d03" and (t.code or "").count(".") == 2)
    spare = snapshot.spare["wbs"][0]
    typed = f"{parent.code}.7"
    hand = put("wbs", spare, code=typed, name="新任务", predecessors=(Link(parent.id),), duration=2)
    new = with_codes(plan, new_codes(plan).codes)
    assert new.tasks[parent.id].code != parent.code

    side = recoded(returned(snapshot, hand), new)
    assert code_in(side, spare) == f"{new.tasks[parent.id].code}.7"
    assert [(n.code, n.value) for n in side.findings] == [("SHT032", typed)]
    assert recoded(returned(snapshot, hand), plan).findings == (), "nothing was renumbered"

    merged = merge(plan, template(), [returned(snapshot, hand)]).plan
    assert merged.tasks[spare].code == typed
    again = with_codes(merged, new_codes(merged).codes)
    assert code_in(recoded(returned(snapshot, hand), again), spare) == again.tasks[spare].code


def code_in(side: Side, row_id: str) -> object:
    return next(r.value("code") for r in side.tables["wbs"] if r.id == row_id)


def test_the_small_plan_survives_in_any_order() -> None:
    plan = small()
    rnd = Random(5)
    shuffled = replace(plan, tables={**plan.tables, "wbs": dict(rnd.sample(list(plan.tasks.items()), len(plan.tasks)))})
    assert new_codes(shuffled).codes == new_codes(plan).codes
