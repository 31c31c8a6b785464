"""The frozen values of each task, and by how many working days the present finish passes them."""

from __future__ import annotations

from xlplan.twins.engine import HEADER_ROW, Block, Fetch, Scalar, Step, World, at, count_of, row_of

INPUTS = (
    Fetch("task_id"),
    Fetch("first_finish", date=True),
    Fetch("base_start", date=True),
    Fetch("base_finish", date=True),
    Fetch("base_duration", number=True),
    Fetch("base_effort", number=True),
)


def _later(than: str) -> str:
    return (
        f'IF(AND(ISNUMBER([finish]),ISNUMBER([{than}])),IFERROR({count_of("[finish]")}-{count_of(f"[{than}]")},""),"")'
    )


STEPS = (
    Step("task_row", 'IF([task_id]="",0,IFERROR(MATCH([task_id],[wbs.id:all],0)+[@header],0))'),
    Step("start", f'IF([task_row]=0,"",{row_of("wbs", "start", "[task_row]")})', "yyyy-mm-dd"),
    Step("finish", f'IF([task_row]=0,"",{row_of("wbs", "finish", "[task_row]")})', "yyyy-mm-dd"),
    Step("variance_first", _later("first_finish")),
    Step("variance", _later("base_finish")),
)


def variances(world: World) -> dict[str, list[Scalar]]:
    """The values of the steps."""
    get, wbs = world.columns["baseline"], world.columns["wbs"]
    rows: dict[Scalar, int] = {}
    for number, task in enumerate(wbs["id"], HEADER_ROW + 1):
        if task:
            rows.setdefault(task, number)
    found = [rows.get(t, 0) if t else 0 for t in get["task_id"]]
    out: dict[str, list[Scalar]] = {"task_row": list(found)}
    for key in ("start", "finish"):
        out[key] = [at(wbs[key], r) if r else "" for r in found]
    for key, frozen in (("variance_first", "first_finish"), ("variance", "base_finish")):
        out[key] = [world.later(f, b) for f, b in zip(out["finish"], get[frozen], strict=True)]
    return out


BLOCK = Block("baseline", STEPS, variances)
