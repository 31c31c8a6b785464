"""Predecessors as one spelling: separators, full-width characters and blanks are unified before tokens are cut out."""

from __future__ import annotations

from xlplan.twins.engine import Block, Scalar, Step, World

REPLACED: tuple[tuple[str, str], ...] = (
    *((mark, ";") for mark in "；，、,\n\r"),
    *((chr(0xFF10 + n), str(n)) for n in range(10)),
    *(("．", "."), ("＋", "+"), ("－", "-"), ("−", "-"), ("–", "-")),
    *((chr(0xFEE0 + ord(c)), c) for c in "FSEDfsed"),
    *(("\u3000", " "), ("\xa0", " "), ("无", "")),
)
"""What is written for what, in this order; one character each."""
LONGEST = 30_000
"""Characters that cutting out the tokens of one cell may take."""


def _quoted(text: str) -> str:
    return {"\n": "CHAR(10)", "\r": "CHAR(13)"}.get(text, f'"{text}"')


def _unified(source: str) -> str:
    for old, new in REPLACED:
        source = f"SUBSTITUTE({source},{_quoted(old)},{_quoted(new)})"
    return source


STEPS = (
    Step("pred_text", f'IF([active]=0,"",IF([predecessors]="","",{_unified("[predecessors]")}))'),
    Step("pred_count", 'IF([pred_text]="",0,LEN([pred_text])-LEN(SUBSTITUTE([pred_text],";",""))+1)'),
    Step("pred_before", "N([pred_before:above])+N([pred_count:above])"),
    Step("link_rows", "MAX(0,MIN([pred_count],[@link_capacity]-[pred_before]))"),
)


def unify(text: str) -> str:
    """A cell's predecessors in one spelling."""
    for old, new in REPLACED:
        text = text.replace(old, new)
    return text


def texts(world: World) -> dict[str, list[Scalar]]:
    """The values of the steps."""
    get = world.columns["wbs"]
    found = [unify(str(t)) if a else "" for t, a in zip(get["predecessors"], get["active"], strict=True)]
    counts = [t.count(";") + 1 if t else 0 for t in found]
    before: list[Scalar] = []
    gone = 0
    for count in counts:
        before.append(gone)
        gone += count
    room = int(world.params["link_capacity"])
    rows = [max(0, min(c, room - int(b))) for c, b in zip(counts, before, strict=True)]
    return {"pred_text": list(found), "pred_count": list(counts), "pred_before": before, "link_rows": list(rows)}


BLOCK = Block("wbs", STEPS, texts)
