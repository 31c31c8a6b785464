"""How a round stands, line by line: how many copies are back, who has not answered, and how old those departments' data are.

Text as of writing: what came back is known to the merge, not to the sheets.
"""

from __future__ import annotations

from dataclasses import dataclass

from xlplan.core.text import Lang, Text
from xlplan.model.plan import Plan
from xlplan.model.returns import Standing, standings

TITLE = Text("第 {n} 轮反馈", "Answers of round {n}")
RETURNED = Text("已交回", "Returned")
DATES = Text("状态日期 {date}，交回日期 {due}", "status date {date}, due {due}")
DATE = Text("状态日期 {date}", "status date {date}")
UNTIL = Text("未反馈（数据截至 {day}）", "no answer (data as of {day})")
NEVER = Text("未反馈（尚无数据）", "no answer (no data yet)")
ROUNDS = Text("{words}，连续 {n} 轮", "{words}, {n} rounds in a row")
MORE = Text("… 另有 {n} 个部门未反馈", "… {n} more without an answer")
SHOWN = 5
"""So many departments are named; of all that were just handed a copy there may be many."""


@dataclass(frozen=True)
class RoundLine:
    """A line: what it is about, a figure, and words. ``alarm``: it has not answered for more than a round."""

    title: str
    figure: str
    words: str
    alarm: bool = False


def round_title(plan: Plan, lang: Lang) -> str:
    """The heading; empty where no copy went out in the newest round."""
    found = plan.round and any(s.issues for s in standings(plan, plan.round.number))
    return TITLE(lang, n=plan.round.number) if plan.round and found else ""


def round_lines(plan: Plan, lang: Lang) -> list[RoundLine]:
    """The lines: the count first, then who has not answered, who is silent longest first."""
    round_ = plan.round
    issued = [s for s in standings(plan, round_.number) if s.issues] if round_ else []
    if round_ is None or not issued:
        return []
    missing = sorted((s for s in issued if s.is_missing), key=lambda s: -s.silent)
    dates = (DATES if round_.due else DATE)(lang, date=round_.status_date, due=round_.due)
    lines = [RoundLine(RETURNED(lang), f"{len(issued) - len(missing)}/{len(issued)}", dates)]
    shown = missing if len(missing) <= SHOWN else missing[: SHOWN - 1]
    lines += [_line(plan, s, lang) for s in shown]
    if rest := len(missing) - len(shown):
        lines.append(RoundLine("", "", MORE(lang, n=rest)))
    return lines


def _line(plan: Plan, standing: Standing, lang: Lang) -> RoundLine:
    words = UNTIL(lang, day=standing.heard.status_date) if standing.heard else NEVER(lang)
    if standing.silent > 1:
        words = ROUNDS(lang, words=words, n=standing.silent)
    name = plan.departments[standing.department].name or standing.department
    return RoundLine(name, "—", words, standing.silent > 1)
