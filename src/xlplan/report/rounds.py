"""Who has answered in a round and who has not, in words and as data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from xlplan.core.names import Names
from xlplan.core.text import Lang, Text
from xlplan.model.plan import Plan, Round
from xlplan.model.returns import Standing, standings

UNTIL = Text("数据截至 {day}", "data as of {day}")
NEVER = Text("尚无反馈", "never heard of")
ROUNDS = Text("连续 {n} 轮", "{n} rounds in a row")
MISSING = Text("{department}（{words}）", "{department} ({words})")
SILENT = Text("本轮尚未交回：{depts}", "not returned yet in this round: {depts}")
LATE = Text("已过交回日期 {due}，逾期未交：{depts}", "due on {due} and not returned: {depts}")


def joined(words: Iterable[str], lang: Lang) -> str:
    """Words as a list in a sentence."""
    return ("、" if lang == "zh" else ", ").join(words)


def data_until(standing: Standing, lang: Lang) -> str:
    """Up to which day a silent department's data are known."""
    return UNTIL(lang, day=standing.heard.status_date) if standing.heard else NEVER(lang)


def round_dict(plan: Plan, round_: Round, names: Names, today: dt.date | None) -> dict[str, Any]:
    """A round and its departments with stable keys; ``late`` is None where the present day is not told."""
    found = standings(plan, round_.number)
    overdue = None if today is None or round_.due is None else today > round_.due
    return {
        "number": round_.number,
        "status_date": round_.status_date.isoformat(),
        "due": round_.due.isoformat() if round_.due else None,
        "issued": sum(1 for s in found if s.issues),
        "returned": sum(1 for s in found if s.issues and s.returns),
        "missing": [
            {
                "department": names.label("dept", s.department),
                "silent_rounds": s.silent,
                "data_until": s.heard.status_date.isoformat() if s.heard else None,
                "late": overdue,
            }
            for s in found
            if s.is_missing
        ],
    }


def missing_line(data: Mapping[str, Any] | None, lang: Lang) -> str:
    """Who has not returned a copy, for how many rounds, and how old their data are; empty where nobody."""
    if not data or not data["missing"]:
        return ""
    depts = joined((_missing(x, lang) for x in data["missing"]), lang)
    if any(x["late"] for x in data["missing"]):
        return LATE(lang, due=data["due"], depts=depts)
    return SILENT(lang, depts=depts)


def _missing(entry: Mapping[str, Any], lang: Lang) -> str:
    words = [ROUNDS(lang, n=entry["silent_rounds"])] if entry["silent_rounds"] > 1 else []
    words.append(UNTIL(lang, day=entry["data_until"]) if entry["data_until"] else NEVER(lang))
    return MISSING(lang, department=entry["department"], words=("，" if lang == "zh" else ", ").join(words))
