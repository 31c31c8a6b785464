"""The backward pass: how late tasks may be, and their total float; the project's end bounds it.

Links hold their predecessor back through a list: of each predecessor the first link that names it, of each link the next.
A summary's limits hold for the tasks in it; what its start is allowed, for those of its tasks that start first.
"""

from __future__ import annotations

from xlplan.twins.engine import Block, Scalar, Step, World, at, count_of, day_of, is_number, jump, row_of
from xlplan.twins.network_forward import Passes, chained
from xlplan.twins.wbs_phase import MANUAL, STARTED

HIGH = 9999999
"""A boundary that holds nothing back."""

_BOUND = "IF([kind]>2," + jump("wbs", "move_f", "[task_row]") + "," + jump("wbs", "move_s", "[task_row]") + ")"


def _best(key: str) -> str:
    return f"IF([next]=0,[{key}],MIN([{key}],OFFSET([best_{key}:top],[next]-[@header],0)))"


LINK_STEPS = (
    Step("next", "IF([pred_row]=0,0,IFERROR(MATCH([pred_row],[pred_row:rest],0)+ROW(),0))"),
    # What the task, at its latest, leaves to its predecessor. Before the calendar every day counts as worked.
    Step("bound", f"IF(AND([ok]=1,ISNUMBER([p_start])),{_BOUND},{HIGH})"),
    Step(
        "back",
        f'IF(OR([bound]={HIGH},[reach]=""),"",IFERROR({day_of("([bound]+1)")}-[lag],0))',
        "yyyy-mm-dd",
    ),
    Step(
        "limit",
        f'IF([bound]={HIGH},{HIGH},IF([back]="",[bound]-N([lag]),IF([back]<=[@first_day],[bound]-[lag],IFERROR('
        f"IF(OR([kind]=1,[kind]=3,{row_of('wbs', 'length', '[pred_row]')}=0),{count_of('([back]-1)')},"
        f"{count_of('[back]')}-1),[bound]-[lag]))))",
    ),
    Step("finish", f"IF(OR([kind]=1,[kind]=3),[limit],{HIGH})"),
    Step("start", f"IF(OR([kind]=1,[kind]=3),{HIGH},[limit])"),
    Step("best_finish", _best("finish")),
    Step("best_start", _best("start")),
)

_HEAD = "IF([head_link]=0," + str(HIGH) + ",{})"

STEPS = (
    Step("head_link", 'IF([code]="",0,IFERROR(MATCH(ROW(),[links.pred_row:all],0)+[@header],0))'),
    Step(
        "limit_finish",
        f"IF(NOT(ISNUMBER([es])),{HIGH},MIN(IF(ISNUMBER([deadline]),{count_of('[deadline]')},{HIGH}),"
        + _HEAD.format(jump("links", "best_finish", "[head_link]"))
        + f",IF([parent_row]=0,{HIGH},{jump('wbs', 'limit_finish', '[parent_row]')})))",
    ),
    Step(
        "limit_start",
        f"IF(NOT(ISNUMBER([es])),{HIGH},MIN("
        + _HEAD.format(jump("links", "best_start", "[head_link]"))
        + f",IF([parent_row]=0,{HIGH},IF({jump('wbs', 'es', '[parent_row]')}=[es],"
        + f"{jump('wbs', 'limit_start', '[parent_row]')},{HIGH}))))",
    ),
    Step(
        "lf",
        'IF(OR([phase]="",NOT(ISNUMBER([es]))),"",IF([phase]=3,[ef],IF([phase]=2,MIN([limit_finish],[@end]),'
        "MIN([limit_finish],[@end],[limit_start]+[ef]-[es]))))",
    ),
    Step("ls", 'IF([lf]="","",IF([phase]>1,[es],[lf]-([ef]-[es])))'),
    # Where the task stands for its predecessors: a running or finished one leaves them free.
    Step(
        "move_s",
        f"IF([active]=0,{HIGH},IF([first_child]>0,OFFSET([move_chain:top],[first_child]-[@header],0),"
        f"IF(NOT(ISNUMBER([es])),{HIGH},IF([phase]>1,{HIGH},[ls]))))",
    ),
    Step(
        "move_chain",
        "IF([next_sibling]=0,[move_s],MIN([move_s],OFFSET([move_chain:top],[next_sibling]-[@header],0)))",
    ),
    Step("move_f", f'IF(OR([lf]="",[phase]=""),{HIGH},IF([phase]>1,{HIGH},[lf]))'),
    # Total float of what is not finished; the least of its tasks' for a summary.
    Step(
        "open_float",
        'IF(NOT(ISNUMBER([es])),"",IF([first_child]>0,OFFSET([float_chain:top],[first_child]-[@header],0),'
        'IF([phase]=3,"",[lf]-[ef])))',
    ),
    Step(
        "float_chain",
        "IF([next_sibling]=0,[open_float],IF(COUNT([open_float],OFFSET([float_chain:top],[next_sibling]-[@header],0))=0,"
        '"",MIN([open_float],OFFSET([float_chain:top],[next_sibling]-[@header],0))))',
    ),
    # A cycle typed in the workbook makes errors; they must not pass for a float of 0.
    Step("total_float", 'IF([es]="","",IF([es]="!","",IF([open_float]="",0,[open_float])))'),
    Step("critical", 'IF([open_float]="",0,IF([open_float]<=0,1,0))'),
    Step("critical_mark", 'IF([critical]=1,"●","")'),
)


class _Backward(Passes):
    def __init__(self, world: World) -> None:
        super().__init__(world)
        size, room = len(self.wbs["code"]), world.rows["links"]
        high: list[Scalar] = [HIGH]
        self.out: dict[str, list[Scalar]] = {s.key: [""] * size for s in STEPS}
        for key in ("limit_finish", "limit_start", "move_s", "move_f"):
            self.out[key] = high * size
        self.link: dict[str, list[Scalar]] = {s.key: high * room for s in LINK_STEPS}
        self.link["next"], self.link["back"] = self._next(), [""] * room
        self.heads: dict[int, list[int]] = {}
        for n, row in enumerate(self.links["pred_row"]):
            if row:
                self.heads.setdefault(self.position(n, "pred_row"), []).append(n)
        self.end = int(world.params["end"]) if is_number(world.params["end"]) else 0

    def _next(self) -> list[Scalar]:
        column = self.links["pred_row"]
        found: list[Scalar] = [0] * len(column)
        seen: dict[Scalar, int] = {}
        numbers = self.world.row_numbers("links")
        for n in range(len(column) - 1, -1, -1):
            if column[n]:
                found[n] = seen.get(column[n], 0)
                seen[column[n]] = numbers[n]
        return found

    def run(self) -> None:
        network, out = self.network, self.out
        for node in reversed(self.order):
            member = node % network.size
            i = self.place[member]
            if node < network.size and network.summary[member]:
                children = [self.place[c] for c in network.children[member]]
                out["move_s"][i] = min((out["move_s"][c] for c in children), default=HIGH)
                continue
            if is_number(self.wbs["es"][i]):
                self._limits(i)
                if node < network.size:
                    self._leaf(i)

    def _limits(self, i: int) -> None:
        out, get = self.out, self.wbs
        finish, start = HIGH, HIGH
        if is_number(get["deadline"][i]):
            finish = self.world.count(get["deadline"][i])
        for n in self.heads.get(i, []):
            self._limit(n, i)
            finish = min(finish, int(self.link["finish"][n]))
            start = min(start, int(self.link["start"][n]))
        parent = get["parent_row"][i]
        if parent:
            finish = min(finish, int(at(out["limit_finish"], parent)))
            if at(get["es"], parent) == get["es"][i]:
                start = min(start, int(at(out["limit_start"], parent)))
        out["limit_finish"][i], out["limit_start"][i] = finish, start

    def _limit(self, n: int, pred: int) -> None:
        links, link = self.links, self.link
        if not links["ok"][n] or not is_number(links["p_start"][n]):
            return
        kind, lag = int(links["kind"][n]), int(links["lag"][n] or 0)
        bound = int(self.out["move_f" if kind > 2 else "move_s"][self.position(n, "task_row")])
        link["bound"][n] = bound
        limit = HIGH
        if bound < HIGH:
            limit = bound - lag
            if links["reach"][n] != "":
                back, limit = self._elapsed(bound, lag, kind in (1, 3) or self.wbs["length"][pred] == 0)
                link["back"][n] = back
        link["limit"][n] = limit
        link["finish" if kind in (1, 3) else "start"][n] = limit

    def _elapsed(self, bound: int, lag: int, evening: bool) -> tuple[int, int]:
        world = self.world
        try:
            back = world.day(bound + 1) - lag
        except ValueError:
            return 0, bound - lag
        if back <= int(world.params["first_day"]):
            return back, bound - lag
        try:
            return back, world.count(back - 1) if evening else world.count(back) - 1
        except ValueError:
            return back, bound - lag

    def _leaf(self, i: int) -> None:
        out, get = self.out, self.wbs
        early, finish, phase = int(get["es"][i]), int(get["ef"][i]), int(get["phase"][i])
        latest = min(int(out["limit_finish"][i]), self.end)
        if phase <= MANUAL:
            latest = min(latest, int(out["limit_start"][i]) + finish - early)
        out["lf"][i] = latest if phase <= STARTED else finish
        out["ls"][i] = early if phase > MANUAL else latest - (finish - early)
        if phase <= MANUAL:
            out["move_s"][i], out["move_f"][i] = out["ls"][i], out["lf"][i]
        if phase <= STARTED:
            out["open_float"][i] = latest - finish


def backward(world: World) -> dict[str, list[Scalar]]:
    """The values of the steps; those of the links are filled in, too."""
    run = _Backward(world)
    run.run()
    out, link, get = run.out, run.link, world.columns["wbs"]
    for key in ("finish", "start"):
        best, following = list(link[key]), link["next"]
        for n in range(len(best) - 1, -1, -1):
            if following[n]:
                best[n] = min(int(best[n]), int(at(best, following[n])))
        link[f"best_{key}"] = best
    world.columns["links"].update({k: link[k] for k in ("next", "bound", "back", "limit", "best_finish", "best_start")})
    world.columns["links"].update({"finish": link["finish"], "start": link["start"]})
    numbers = world.row_numbers("links")
    out["head_link"] = [numbers[run.heads[i][0]] if i in run.heads and c else 0 for i, c in enumerate(get["code"])]
    out["move_chain"] = chained(world, out["move_s"], min)
    # Children lie deeper than the rows that sum them up.
    for i in sorted(range(len(get["code"])), key=lambda i: (-int(get["level"][i] or 0), -i)):
        child, sibling = get["first_child"][i], get["next_sibling"][i]
        if child and is_number(get["es"][i]):
            out["open_float"][i] = at(out["float_chain"], child)
        rest = [out["open_float"][i], at(out["float_chain"], sibling) if sibling else ""]
        open_ = [v for v in rest if is_number(v)]
        out["float_chain"][i] = min(open_) if open_ else ""
    known = [is_number(v) for v in get["es"]]
    out["total_float"] = [
        (f if is_number(f) else 0) if k else "" for f, k in zip(out["open_float"], known, strict=True)
    ]
    out["critical"] = [int(is_number(f) and float(f) <= 0) for f in out["open_float"]]
    out["critical_mark"] = ["●" if c else "" for c in out["critical"]]
    return out


def links(world: World) -> dict[str, list[Scalar]]:
    """The values of the links, found by the pass."""
    return {step.key: world.column("links", step.key) for step in LINK_STEPS}


BLOCKS = (Block("wbs", STEPS, backward), Block("links", LINK_STEPS, links))
