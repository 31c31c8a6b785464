"""The forward pass: what links demand, how early tasks start and finish, rolled up for summary tasks.

Kelley & Walker's critical path method (1959) on boundaries: a task's start is the greatest of what holds it back. A ``!``
stands for what can't be scheduled: a cycle, a date outside the calendar, and whatever waits for one of them.
"""

from __future__ import annotations

from xlplan.scheduling.network import Network
from xlplan.twins.engine import HEADER_ROW, Block, Scalar, Step, World, at, count_of, day_of, is_number, jump, row_of
from xlplan.twins.links_parse import CYCLE, network_of

BLOCKED = "!"

LINK_STEPS = (
    Step("p_start", f'IF([ok]=1,{jump("wbs", "es", "[pred_row]")},"")'),
    Step("p_finish", f'IF([ok]=1,{jump("wbs", "ef", "[pred_row]")},"")'),
    # The day that a lag in calendar days leads to: after the evening of a finish, or before the day of a start.
    Step(
        "reach",
        'IF(AND([unit]=2,ISNUMBER([lag]),ISNUMBER([p_start])),IF(N([lag])=0,"",IFERROR('
        f"IF(OR([kind]=1,[kind]=3,{row_of('wbs', 'length', '[pred_row]')}=0),"
        f'{day_of("IF(OR([kind]=1,[kind]=3),[p_finish],[p_start])")}+[lag],{day_of("([p_start]+1)")}-1+[lag]),0)),"")',
        "yyyy-mm-dd",
    ),
    # The least start boundary of the task that keeps the link.
    Step(
        "push",
        f'IF([problem]={CYCLE},"{BLOCKED}",IF([p_start]="","",IF([p_start]="{BLOCKED}","{BLOCKED}",'
        f'IF(AND(ISNUMBER([reach]),N([reach])<[@first_day]),"{BLOCKED}",IFERROR('
        f"IF(ISNUMBER([reach]),{count_of('[reach]')},IF(OR([kind]=1,[kind]=3),[p_finish],[p_start])+N([lag]))"
        f'-IF([kind]>2,{row_of("wbs", "length", "[task_row]")},0),"{BLOCKED}")))))',
    ),
)


def own_links(key: str) -> str:
    """The rows of a task on the sheet of links, as a range."""
    return f"OFFSET([links.{key}:top],[pred_before]+1,0,[link_rows],1)"


def _chain(key: str, function: str) -> str:
    rest = f"OFFSET([{key}_chain:top],[next_sibling]-[@header],0)"
    return (
        f'IF([next_sibling]=0,[{key}],IF(OR([{key}]="{BLOCKED}",{rest}="{BLOCKED}"),"{BLOCKED}",'
        f'IF(COUNT([{key}],{rest})=0,"",{function}([{key}],{rest}))))'
    )


_ABOVE = jump("wbs", "pushed", "[parent_row]")

STEPS = (
    Step(
        "own_push",
        f'IF([link_rows]=0,"",IF(ISNUMBER(MATCH("{BLOCKED}",{own_links("push")},0)),"{BLOCKED}",'
        f'IF(COUNT({own_links("push")})=0,"",MAX({own_links("push")}))))',
    ),
    # With what the links of the tasks above demand.
    Step(
        "pushed",
        f'IF([active]=0,"",IF([parent_row]=0,[own_push],IF(OR([own_push]="{BLOCKED}",{_ABOVE}="{BLOCKED}"),"{BLOCKED}",'
        f'IF(COUNT([own_push],{_ABOVE})=0,"",MAX([own_push],{_ABOVE})))))',
    ),
    Step(
        "es",
        f'IF(OR([active]=0,[@origin]=""),"",IF([first_child]>0,OFFSET([es_chain:top],[first_child]-[@header],0),'
        f'IF(OR([outside]=1,[pushed]="{BLOCKED}"),"{BLOCKED}",IF([phase]>0,[fixed_start],MAX([floor],[pushed])))))',
    ),
    Step("es_chain", _chain("es", "MIN")),
    Step(
        "ef",
        'IF(OR([active]=0,[@origin]=""),"",IF([first_child]>0,OFFSET([ef_chain:top],[first_child]-[@header],0),'
        f'IF([es]="{BLOCKED}","{BLOCKED}",IF([phase]>0,[fixed_finish],[es]+[length]))))',
    ),
    Step("ef_chain", _chain("ef", "MAX")),
    # What a cycle typed in the workbook makes an error of does not count for the project's end.
    Step("ef_sure", 'IFERROR([ef],"")'),
)


class Passes:
    """The network of a sheet: positions of rows, their links by task, the order in which all can be computed."""

    def __init__(self, world: World) -> None:
        self.world, self.wbs, self.links = world, world.columns["wbs"], world.columns["links"]
        columns = ("task_row", "pred_row", "kind", "ok")
        rows = [
            dict(zip(columns, values, strict=True))
            for values in zip(*(self.links[key] for key in columns), strict=True)
            if values[3]
        ]
        self.network: Network = network_of(world, rows)
        self.by_task: dict[int, list[int]] = {}
        for n, row in enumerate(self.links["task_row"]):
            if row:
                self.by_task.setdefault(int(row) - HEADER_ROW - 1, []).append(n)
        self.place = [int(a.id) for a in self.network.activities]
        self.order = self.network.ordered()

    def position(self, n: int, key: str) -> int:
        """The position of the task, or the predecessor, of a link."""
        return int(self.links[key][n]) - HEADER_ROW - 1


def _combine(values: list[Scalar], function: object) -> Scalar:
    if BLOCKED in values:
        return BLOCKED
    numbers = [v for v in values if is_number(v)]
    return function(numbers) if numbers else ""  # type: ignore[operator]


class _Forward(Passes):
    def __init__(self, world: World) -> None:
        super().__init__(world)
        size, room = len(self.wbs["code"]), world.rows["links"]
        self.out: dict[str, list[Scalar]] = {s.key: [""] * size for s in STEPS}
        self.link: dict[str, list[Scalar]] = {s.key: [""] * room for s in LINK_STEPS}
        self.dated = world.params["origin"] != ""

    def run(self) -> None:
        network, out = self.network, self.out
        for node in self.order:
            member = node % network.size
            i = self.place[member]
            if node >= network.size:
                children = [self.place[c] for c in network.children[member]]
                out["es"][i] = _combine([out["es"][c] for c in children], min) if self.dated else ""
                out["ef"][i] = _combine([out["ef"][c] for c in children], max) if self.dated else ""
                continue
            out["own_push"][i] = self._own(i)
            above = at(out["pushed"], self.wbs["parent_row"][i]) if self.wbs["parent_row"][i] else ""
            out["pushed"][i] = _combine([out["own_push"][i], above], max)
            if not network.summary[member] and self.dated:
                self._leaf(i)
        for i in range(len(self.wbs["code"])):
            if not self.wbs["active"][i]:
                out["own_push"][i] = self._own(i)

    def _own(self, i: int) -> Scalar:
        mine = self.by_task.get(i, [])
        for n in mine:
            self._push(n, i)
        return _combine([self.link["push"][n] for n in mine], max)

    def _leaf(self, i: int) -> None:
        out, get = self.out, self.wbs
        if get["outside"][i] or out["pushed"][i] == BLOCKED:
            out["es"][i] = out["ef"][i] = BLOCKED
        elif get["phase"][i]:
            out["es"][i], out["ef"][i] = get["fixed_start"][i], get["fixed_finish"][i]
        else:
            pushed = out["pushed"][i]
            out["es"][i] = max(int(get["floor"][i]), int(pushed)) if is_number(pushed) else get["floor"][i]
            out["ef"][i] = int(out["es"][i]) + int(get["length"][i])

    def _push(self, n: int, i: int) -> None:
        links, link = self.links, self.link
        if links["problem"][n] == CYCLE:
            link["push"][n] = BLOCKED
        if not links["ok"][n]:
            return
        p = self.position(n, "pred_row")
        start, finish = link["p_start"][n], link["p_finish"][n] = self.out["es"][p], self.out["ef"][p]
        if start == "" or start == BLOCKED:
            link["push"][n] = start
            return
        kind, lag = int(links["kind"][n]), int(links["lag"][n] or 0)
        base = int(finish) if kind in (1, 3) else int(start)
        reach: Scalar = ""
        if links["unit"][n] == 2 and lag:
            try:
                evening = kind in (1, 3) or self.wbs["length"][p] == 0
                reach = self.world.day(base) + lag if evening else self.world.day(base + 1) - 1 + lag
            except ValueError:
                reach = 0
        link["reach"][n] = reach
        try:
            need = base + lag if reach == "" else self.world.count(reach)
        except ValueError:
            link["push"][n] = BLOCKED
            return
        link["push"][n] = need - (int(self.wbs["length"][i]) if kind > 2 else 0)


def chained(world: World, own: list[Scalar], function: object) -> list[Scalar]:
    """The chain column of a rolled-up one: each row with its later siblings."""
    sibling = world.column("wbs", "next_sibling")
    chain = list(own)
    for i in range(len(own) - 1, -1, -1):
        if sibling[i]:
            chain[i] = _combine([own[i], at(chain, sibling[i])], function)
    return chain


def forward(world: World) -> dict[str, list[Scalar]]:
    """The values of the steps; those of the links are filled in, too."""
    run = _Forward(world)
    run.run()
    world.columns["links"].update(run.link)
    run.out["es_chain"] = chained(world, run.out["es"], min)
    run.out["ef_chain"] = chained(world, run.out["ef"], max)
    run.out["ef_sure"] = list(run.out["ef"])
    return run.out


def links(world: World) -> dict[str, list[Scalar]]:
    """The values of the links, found by the pass."""
    return {step.key: world.column("links", step.key) for step in LINK_STEPS}


BLOCKS = (Block("wbs", STEPS, forward), Block("links", LINK_STEPS, links))
