"""What stands in the way of scheduling a task, in words beside its predecessors. The most serious thing is said."""

from __future__ import annotations

from xlplan.core.text import Text
from xlplan.twins.dashboard_words import filled
from xlplan.twins.engine import HEADER_ROW, Block, Scalar, Step, World, count_of, is_number
from xlplan.twins.links_parse import CYCLE, INACTIVE, RELATIVE, SUMMARY_TYPE, UNKNOWN, UNREADABLE
from xlplan.twins.network_forward import BLOCKED, own_links

PROBLEMS: dict[int, Text] = {
    UNREADABLE: Text("看不懂：", "Not understood: "),
    UNKNOWN: Text("没有这个任务：", "No such task: "),
    RELATIVE: Text("不能依赖自身、上级或下级：", "Own summary or sub-task: "),
    INACTIVE: Text("前置已取消：", "Predecessor is cancelled: "),
    SUMMARY_TYPE: Text("汇总任务只能用 FS、SS：", "Summaries take FS and SS only: "),
    CYCLE: Text("循环依赖：", "Part of a cycle: "),
}
"""By problem code; the token follows. The order of the codes is the order of weight."""
OVERFLOW = Text("前置任务总数超出本表容量", "Too many predecessors for this workbook")
OUTSIDE = Text("日期超出日历", "A date is beyond the calendar")
WAITING = Text("等待未能排定的任务", "Waits for a task without dates")
FRACTION = Text("工期须为整数天", "The duration is no whole number of days")
NO_DURATION = Text("未填工期，按 1 天排", "No duration: 1 day assumed")
BROKEN = Text("比前置任务的要求早 {n} 天", "{n} working days earlier than its links allow")
CIRCULAR = Text("循环依赖？算不出", "Circular? Cannot be computed")
"""Of a cycle that was typed in the workbook; one that was there when it was written is named."""
OVERDUE = Text("比截止日期晚 {n} 天", "{n} working days after its deadline")


def _formula(index: int) -> str:
    def word(text: Text) -> str:
        return f'"{text.both[index]}"'

    problem = '""'
    for code in sorted(PROBLEMS):
        problem = f"IF([worst]={code},{word(PROBLEMS[code])},{problem})"
    token = f"INDEX({own_links('token')},MATCH([worst],{own_links('problem')},0))"
    missing = (
        f'IF([phase]="","",IF([phase]>0,"",IF(ISNUMBER([duration]),'
        f'IF(INT(N([duration]))=[duration],"",{word(FRACTION)}),{word(NO_DURATION)})))'
    )
    return (
        f'IF([active]=0,"",IF([circular]=1,{word(CIRCULAR)},'
        f"IF([worst]>0,{problem}&{token},IF([link_rows]<[pred_count],{word(OVERFLOW)},"
        f'IF([outside]=1,{word(OUTSIDE)},IF([es]="{BLOCKED}",{word(WAITING)},'
        f'IF([broken]<>"",[broken],IF([overdue]<>"",[overdue],{missing}))))))))'
    )


def _part(kind: str, index: int) -> str:
    if kind == "broken":
        words = filled(BROKEN, "([pushed]-[typed_start])", index)
        return f'IF(AND(N([phase])=1,ISNUMBER([phase]),ISNUMBER([pushed])),IF([pushed]>[typed_start],{words},""),"")'
    due = count_of("[deadline]")
    words = filled(OVERDUE, f"([ef]-{due})", index)
    return f'IF(AND(ISNUMBER([deadline]),ISNUMBER([ef])),IF([ef]>{due},{words},""),"")'


STEPS = (
    Step("worst", f"IF([link_rows]=0,0,MAX({own_links('problem')}))"),
    Step("broken", Text(_part("broken", 0), _part("broken", 1))),
    Step("overdue", Text(_part("overdue", 0), _part("overdue", 1))),
    Step("circular", 'IF([active]=0,0,IFERROR(IF([es]="",0,0)+IF([total_float]="",0,0),1))'),
    Step("schedule_note", Text(_formula(0), _formula(1))),
)


def notes(world: World) -> dict[str, list[Scalar]]:
    """The values of the steps."""
    get, links = world.columns["wbs"], world.columns["links"]
    first: dict[int, tuple[int, str]] = {}
    for row, problem, token in zip(links["task_row"], links["problem"], links["token"], strict=True):
        if row:
            i = int(row) - HEADER_ROW - 1
            if int(problem) > first.get(i, (0, ""))[0]:
                first[i] = int(problem), str(token)
    out: dict[str, list[Scalar]] = {step.key: [] for step in STEPS}
    for i in range(len(get["code"])):
        worst, token = first.get(i, (0, ""))
        pushed, ef, deadline = get["pushed"][i], get["ef"][i], get["deadline"][i]
        broken = overdue = ""
        if get["phase"][i] == 1 and is_number(pushed) and int(pushed) > int(get["typed_start"][i]):
            broken = BROKEN(world.lang, n=int(pushed) - int(get["typed_start"][i]))
        if is_number(deadline) and is_number(ef) and int(ef) > world.count(deadline):
            overdue = OVERDUE(world.lang, n=int(ef) - world.count(deadline))
        out["worst"].append(worst)
        out["broken"].append(broken)
        out["circular"].append(0)
        out["overdue"].append(overdue)
        out["schedule_note"].append(_note(world, i, worst, token, broken or overdue))
    return out


def _note(world: World, i: int, worst: int, token: str, late: str) -> str:
    get, lang = world.columns["wbs"], world.lang
    if not get["active"][i]:
        return ""
    if worst:
        return PROBLEMS[worst](lang) + token
    if int(get["link_rows"][i]) < int(get["pred_count"][i]):
        return OVERFLOW(lang)
    if get["outside"][i]:
        return OUTSIDE(lang)
    if get["es"][i] == BLOCKED:
        return WAITING(lang)
    if late or get["phase"][i] != 0:
        return late
    duration = get["duration"][i]
    if not is_number(duration):
        return NO_DURATION(lang)
    return "" if int(duration) == duration else FRACTION(lang)


BLOCK = Block("wbs", STEPS, notes)
