"""Drawing values as plain data, and writing them as a person types them: the mangler's own code for both."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal
from typing import Any

from mangle.truth import JsonValue
from xlplan.core.text import Lang
from xlplan.forms.base import Column
from xlplan.model.snapshot import Snapshot

TEXTS = {
    "zh": ("样机已送检", "等待供应商确认（第 2 批）", "合计 3 项待办", "=1+1 不是公式", "-5℃ 低温测试", "第一行\n第二行", "a、b；c"),
    "en": ("Sample sent to the lab", "Waiting for the supplier (lot 2)", "Total of 3 items", "=1+1 is no formula",
           "-5 °C soak test", "first line\nsecond line", "a, b; c"),
}  # fmt: skip
YES = {"zh": ("是", "否"), "en": ("Yes", "No")}


def task_label(snapshot: Snapshot, id_: str) -> str:
    code, name = snapshot.names["task"][id_][:2]
    return f"{code or ''} {name or ''}".strip()


def label(snapshot: Snapshot, target: str, id_: str) -> str:
    """What a sheet calls something; empty where two things have one name."""
    known = snapshot.names.get(target, {})
    if target == "task":
        return task_label(snapshot, id_)
    if target in ("dept", "person"):
        name = known[id_][0] or ""
        return name if sum(1 for entry in known.values() if entry[0] == name) == 1 else ""
    number, title = known[id_][:2]
    return " ".join(filter(None, (number, title)))


def draw(rng: random.Random, column: Column, snapshot: Snapshot, own_tasks: list[str]) -> JsonValue:
    """A value for a column as plain data; None where there is nothing to choose from."""
    kind: Any = column.kind
    lang: Lang = snapshot.language
    match kind.name:
        case "date":
            return (dt.date(2026, 6, 1) + dt.timedelta(days=rng.randrange(300))).isoformat()
        case "int":
            return str(rng.randrange(1, 40))
        case "num":
            return rng.choice((str(rng.randrange(1, 90)), f"{rng.randrange(1, 40)}.5"))
        case "pct":
            return plain(Decimal(rng.choice((5, 10, 25, 35, 45, 50, 60, 80, 95, 100))) / 100)
        case "money":
            return rng.choice((str(rng.randrange(1, 400) * 1000), str(rng.randrange(100, 9000)), "2350.5"))
        case "bool":
            return rng.random() < 0.5
        case "one":
            return rng.choice(kind.options).key
        case "id":
            return "1.10" if kind.dotted else str(rng.randrange(10_000, 99_999))
        case "ref":
            known = own_tasks if kind.to == "task" else list(snapshot.names.get(kind.to, ()))
            there = [i for i in known if label(snapshot, kind.to, i)]
            return rng.choice(there) if there else None
        case "many":
            there = [i for i in snapshot.names[kind.to] if label(snapshot, kind.to, i)]
            return sorted(rng.sample(there, min(len(there), rng.randrange(1, 3))))
        case "predecessors":
            tasks = [i for i, name in snapshot.names["task"].items() if name[0]]
            chosen = rng.sample(tasks, rng.randrange(1, 3))
            links = [(i, *rng.choice((("FS", 0, False), ("FS", 2, False), ("SS", 3, True)))) for i in chosen]
            return sorted(map(list, links))
        case _:
            return f"{rng.choice(TEXTS[lang])} {rng.randrange(1000)}"


def plain(number: Decimal) -> str:
    """A number as text without an exponent and without zeros at its end."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def number(text: str) -> int | float:
    value = Decimal(text)
    return int(value) if value == value.to_integral_value() else float(value)


def spell(value: JsonValue, column: Column, snapshot: Snapshot) -> Any:
    """What stands in a cell that was filled in as the form asks."""
    kind: Any = column.kind
    lang: Lang = snapshot.language
    if value is None:
        return None
    match kind.name:
        case "date":
            return dt.datetime.fromisoformat(value)
        case "int" | "num" | "pct":
            return number(value)
        case "money":
            return number(plain(Decimal(value) / (10_000 if kind.wan else 1)))
        case "bool":
            return YES[lang][0 if value else 1]
        case "one":
            return next(o.label(lang) for o in kind.options if o.key == value)
        case "ref":
            return label(snapshot, kind.to, value) or value
        case "many":
            return ("、" if lang == "zh" else "; ").join(label(snapshot, kind.to, i) or i for i in value)
        case "predecessors":
            return "; ".join(_link(snapshot, *entry) for entry in value)
        case _:
            return value


def _link(snapshot: Snapshot, task: str, type_: str, lag: int, elapsed: bool) -> str:
    code = snapshot.names["task"][task][0]
    if type_ == "FS" and not lag:
        return str(code)
    return f"{code}{type_}" + (f"{lag:+d}{'ed' if elapsed else 'd'}" if lag else "")
