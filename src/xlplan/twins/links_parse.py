"""One row per predecessor: task, code, type and lag, and what is wrong with it. Nothing is guessed.

A token is a code, or a code with a type (FS, SS, FF, SF), a lag or lead (``+3``, ``-1d``, ``+2ed`` for calendar days), or
both. The longest known code wins, so that codes may end in letters.
"""

from __future__ import annotations

import re

from xlplan.core.link import LINK_TYPES, Link
from xlplan.scheduling.activity import Activity
from xlplan.scheduling.cycles import find_cycles
from xlplan.scheduling.network import Network
from xlplan.twins.engine import HEADER_ROW, Block, Scalar, Step, World, literal, row_of
from xlplan.twins.links_text import LONGEST

UNREADABLE, UNKNOWN, RELATIVE, INACTIVE, SUMMARY_TYPE, CYCLE = 1, 2, 3, 4, 5, 6
MAX_LAG = 3650
DAY_WORDS = (
    *(("个工作日", "d"), ("工作日", "d"), ("自然日", "ed"), ("日历日", "ed"), ("天", "d"), ("日", "d")),
    *(("days", "d"), ("day", "d"), (" ", "")),
)
"""Words for units, in the order in which they are replaced."""

_TEXT = row_of("wbs", "pred_text", "[task_row]")
_BARE = "AND([unit]=0,[type]=0,[whole_row]=0,ISNUMBER([lag]))"
_LAG = "LEFT([lag_text],LEN([lag_text])-[unit])"


def _in_codes(text: str) -> str:
    found = "IFERROR(MATCH({text},[wbs.code:all],0)+[@header],IFERROR(MATCH({text},[wbs.id:all],0)+[@header],0))"
    return found.format(text=literal(text))


def _days(source: str) -> str:
    for word, short in DAY_WORDS:
        source = f'SUBSTITUTE({source},"{word}","{short}")'
    return source


_LAG_AS_CODE = _in_codes('[lag]&""')
_TASK_CODE, _PRED_CODE = row_of("wbs", "code", "[task_row]"), row_of("wbs", "code", "[pred_row]")
_RELATIVE = f'LEFT({_TASK_CODE}&".",LEN({_PRED_CODE})+1)={_PRED_CODE}&"."'
_RELATED = f'LEFT({_PRED_CODE}&".",LEN({_TASK_CODE})+1)={_TASK_CODE}&"."'
_KEY = f'{row_of("wbs", "id", "[task_row]")}&">"&{row_of("wbs", "id", "[pred_row]")}'

STEPS = (
    Step(
        "task_row",
        'IF(ROW()-[@header]>SUM([wbs.pred_count:all]),0,COUNTIFS([wbs.pred_before:all],"<"&(ROW()-[@header]))+[@header])',
    ),
    Step(
        "token",
        f'IF([task_row]=0,"",IF(LEN({_TEXT})*{row_of("wbs", "pred_count", "[task_row]")}>{LONGEST},"?",'
        f'TRIM(MID(SUBSTITUTE({_TEXT},";",REPT(" ",LEN({_TEXT}))),(ROW()-[@header]-1-'
        f"{row_of('wbs', 'pred_before', '[task_row]')})*LEN({_TEXT})+1,LEN({_TEXT})))))",
    ),
    Step("whole_row", f'IF([token]="",0,{_in_codes("[token]")})'),
    # Where the lag begins: after the last sign, a minus being written as "+-".
    Step("signed", 'IF(OR([token]="",[whole_row]>0),"",SUBSTITUTE([token],"-","+-"))'),
    Step(
        "plus",
        'IF([signed]="",0,IFERROR(FIND(CHAR(1),SUBSTITUTE([signed],"+",CHAR(1),LEN([signed])-LEN(SUBSTITUTE([signed],'
        '"+","")))),0))',
    ),
    Step("lag_text", f'IF([plus]=0,"",{_days("MID([signed],[plus]+1,20)")})'),
    # Characters that the unit takes: 2 for calendar days.
    Step("unit", 'IF(RIGHT([lag_text],2)="ed",2,IF(RIGHT([lag_text],1)="d",1,0))'),
    Step(
        "lag",
        f'IF([lag_text]="","",IFERROR(IF(INT(VALUE({_LAG}))&""={_LAG},'
        f'IF(AND(VALUE({_LAG})<={MAX_LAG},VALUE({_LAG})>=-{MAX_LAG}),VALUE({_LAG}),""),""),""))',
    ),
    Step(
        "head",
        'IF(ISNUMBER([lag]),TRIM(SUBSTITUTE(LEFT([signed],[plus]-1),"+-","-")),[token])',
    ),
    Step("head_row", f'IF([whole_row]>0,[whole_row],IF([head]="",0,{_in_codes("[head]")}))'),
    Step(
        "type",
        'IF([head_row]>0,0,IF(RIGHT([head],2)="FS",1,IF(RIGHT([head],2)="SS",2,IF(RIGHT([head],2)="FF",3,'
        'IF(RIGHT([head],2)="SF",4,0)))))',
    ),
    Step(
        "pred_row",
        # A bare lead may be a dash, and a bare lag another task.
        f"IF({_BARE},IF([lag]<0,0,IF({_LAG_AS_CODE}>0,0,[head_row])),"
        "IF([head_row]>0,[head_row],IF(OR([type]=0,LEN([head])<3),0,"
        + _in_codes("TRIM(LEFT([head],LEN([head])-2))")
        + ")))",
    ),
    # 1 finish to start, 2 start to start, 3 finish to finish, 4 start to finish.
    Step("kind", "IF([type]=0,1,[type])"),
    Step(
        "problem",
        'IF(OR([token]="",[token]="-"),0,IF([pred_row]=0,IF([plus]>0,1,2),'
        f"IF(OR({_RELATIVE},{_RELATED}),3,"
        f"IF({row_of('wbs', 'active', '[pred_row]')}=0,4,"
        f"IF(AND([kind]>2,{row_of('wbs', 'first_child', '[task_row]')}>0),5,"
        f"IF([@cut_count]=0,0,IF(ISNUMBER(MATCH({literal(_KEY)},[@cuts],0)),6,0)))))))",
    ),
    Step("ok", 'IF(AND([pred_row]>0,[problem]=0,[token]<>"-"),1,0)'),
)

_BLANKS = re.compile(" +")
_NUMBER = re.compile(r"0|-?[1-9][0-9]{0,3}")
_TYPES: dict[str, int] = {type_: n for n, type_ in enumerate(LINK_TYPES, 1)}


class Codes:
    """Rows by code, else by id, as a sheet finds them: the first one, whatever its case."""

    def __init__(self, codes: list[Scalar], ids: list[Scalar]) -> None:
        self.ids = {str(id_).casefold(): n for n, id_ in enumerate(ids, HEADER_ROW + 1) if id_}
        self.rows: dict[str, int] = {}
        for number, code in enumerate(codes, HEADER_ROW + 1):
            if code:
                self.rows.setdefault(str(code).casefold(), number)

    def row(self, text: str) -> int:
        key = text.casefold()
        return (self.rows.get(key) or self.ids.get(key, 0)) if 0 < len(text) <= 255 else 0


def _token(token: str, codes: Codes) -> dict[str, Scalar]:
    """The columns of one token, without its problem."""
    row: dict[str, Scalar] = {"token": token, "whole_row": codes.row(token), "signed": "", "plus": 0, "lag_text": ""}
    if token and not row["whole_row"]:
        row["signed"] = token.replace("-", "+-")
    signed = str(row["signed"])
    row["plus"] = plus = signed.rfind("+") + 1
    lag_text = signed[plus : plus + 20] if plus else ""
    for word, short in DAY_WORDS:
        lag_text = lag_text.replace(word, short)
    row["lag_text"] = lag_text
    low = lag_text.lower()
    row["unit"] = unit = 2 if low.endswith("ed") else 1 if low.endswith("d") else 0
    number = lag_text[: len(lag_text) - unit]
    lag = int(number) if _NUMBER.fullmatch(number) and abs(int(number)) <= MAX_LAG else ""
    row["lag"] = lag
    head = signed[: plus - 1].replace("+-", "-").strip(" ") if lag != "" else token
    row["head"] = head
    row["head_row"] = row["whole_row"] or codes.row(head)
    row["type"] = 0 if row["head_row"] else _TYPES.get(head[-2:].upper() if head[-2:].isascii() else "", 0)
    row["pred_row"] = row["head_row"] or (codes.row(head[:-2].strip(" ")) if row["type"] and len(head) > 2 else 0)
    if lag != "" and not unit and not row["type"] and not row["whole_row"] and (int(lag) < 0 or codes.row(str(lag))):
        row["pred_row"] = 0
    row["kind"] = row["type"] or 1
    return row


def _tokens(text: str) -> list[str]:
    return [_BLANKS.sub(" ", part).strip(" ") for part in text.split(";")] if text else []


def _problem(world: World, row: dict[str, Scalar]) -> int:
    get = world.columns["wbs"]
    if row["token"] in ("", "-"):
        return 0
    if not row["pred_row"]:
        return UNREADABLE if row["plus"] else UNKNOWN
    task, pred = (int(row[key]) - HEADER_ROW - 1 for key in ("task_row", "pred_row"))
    one, other = (str(get["code"][n]).casefold() + "." for n in (task, pred))
    if one.startswith(other) or other.startswith(one):
        return RELATIVE
    if not get["active"][pred]:
        return INACTIVE
    return SUMMARY_TYPE if int(row["kind"]) > 2 and get["first_child"][task] else 0


def _cut(world: World, rows: list[dict[str, Scalar]]) -> list[int]:
    """Positions of links without which there is no cycle: of each cycle found one, until none is left."""
    left = [n for n, row in enumerate(rows) if row["pred_row"] and not row["problem"] and row["token"] != "-"]
    cut: list[int] = []
    while True:
        network = network_of(world, [rows[n] for n in left])
        reached = set(network.ordered())
        cycles = find_cycles(network, [node for node in network.nodes() if node not in reached])
        if not cycles:
            return cut
        for cycle in cycles:
            inside = {int(m) for m in cycle.path}
            around = [n for n in left if {_at(rows[n], "task_row"), _at(rows[n], "pred_row")} <= inside]
            members = {int(m) for m in cycle.members}
            around = around or [n for n in left if {_at(rows[n], "task_row"), _at(rows[n], "pred_row")} <= members]
            # Links of summaries go round over what they contain: any link into a member will do then.
            chosen = (around or [n for n in left if _at(rows[n], "task_row") in members] or left)[-1]
            cut.append(chosen)
            key = {_at(rows[chosen], k) for k in ("task_row",)}, {_at(rows[chosen], "pred_row")}
            same = [n for n in left if ({_at(rows[n], "task_row")}, {_at(rows[n], "pred_row")}) == key and n != chosen]
            cut.extend(same)
            left = [n for n in left if n != chosen and n not in same]


def _at(row: dict[str, Scalar], key: str) -> int:
    return int(row[key]) - HEADER_ROW - 1


def network_of(world: World, links: list[dict[str, Scalar]]) -> Network:
    """The network of the tasks on the sheet; ids are positions. Links are rows of this block."""
    get = world.columns["wbs"]
    mine: dict[int, list[Link]] = {}
    for row in links:
        task, pred, kind = _at(row, "task_row"), _at(row, "pred_row"), int(row["kind"])
        mine.setdefault(task, []).append(Link(str(pred), LINK_TYPES[kind - 1]))
    return Network(
        [
            Activity(
                id=str(i),
                links=tuple(mine.get(i, ())),
                parent=str(int(get["parent_row"][i]) - HEADER_ROW - 1) if get["parent_row"][i] else None,
                active=bool(get["active"][i]),
            )
            for i, code in enumerate(get["code"])
            if code
        ]
    )


def parsed(world: World) -> dict[str, list[Scalar]]:
    """The values of the steps; finds the cycles, too, and the links to leave out because of them."""
    get, room = world.columns["wbs"], world.rows["links"]
    codes = Codes(get["code"], get["id"])
    rows: list[dict[str, Scalar]] = []
    for i, text in enumerate(get["pred_text"]):
        count = int(get["pred_count"][i])
        tokens = ["?"] * count if len(str(text)) * count > LONGEST else _tokens(str(text))
        for token in tokens:
            if len(rows) < room:
                rows.append({"task_row": i + HEADER_ROW + 1, **_token(token, codes)})
    for row in rows:
        row["problem"] = _problem(world, row)
    world.cuts = []
    for n in _cut(world, rows):
        rows[n]["problem"] = CYCLE
        world.cuts.append(">".join(str(get["id"][_at(rows[n], k)]) for k in ("task_row", "pred_row")))
    world.params["cut_count"] = len(world.cuts)
    for row in rows:
        row["ok"] = int(bool(row["pred_row"]) and not row["problem"] and row["token"] != "-")
    blank: dict[str, Scalar] = {"task_row": 0, **_token("", codes), "problem": 0, "ok": 0}
    rows += [blank] * (room - len(rows))
    return {step.key: [row[step.key] for row in rows] for step in STEPS}


BLOCK = Block("links", STEPS, parsed)
