"""A department returned nothing in the last round, and nothing since."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.model.returns import standings
from xlplan.rules.base import Example, Hit, Rule, RuleContext, Scope, Setting

_ROUNDS = Setting(
    "rounds",
    1,
    Text("连续几轮没有交回才提示", "rounds in a row without a return before it is said"),
)
_AS_OF = Text("数据截至 {day}", "its data are as of {day}")
_NEVER = Text("从未交回过", "it never returned any")


def _check(context: RuleContext) -> Iterator[Hit]:
    """Of the newest round copies may still be out. A round of which nobody returned a copy was not collected."""
    plan = context.plan
    newest = plan.round
    collected = {r.round for r in plan.returns}
    over = [r.number for r in plan.rounds if newest and r.number < newest.number and r.number in collected]
    if not over:
        return
    last = max(over)
    since = {r.department for r in plan.returns if r.round > last}
    for standing in standings(plan, last):
        if standing.is_missing and standing.silent >= context.setting(_ROUNDS) and standing.department not in since:
            day = standing.heard.status_date if standing.heard else None
            data = Text(_AS_OF("zh", day=day), _AS_OF("en", day=day)) if day else _NEVER
            params = {"dept": context.dept(standing.department), "round": last, "n": standing.silent, "data": data}
            yield Hit("departments", standing.department, "name", params)


_TEAM = {"departments": [{"id": "d1", "name": "市场部"}, {"id": "d2", "name": "研发部"}]}
_ISSUES = [
    {"serial": n, "revision": 1, "round": (n + 1) // 2, "department": f"d{2 - n % 2}", "forms": ["progress"]}
    for n in (1, 2, 3, 4)
]
_DATES = [{"number": 1, "status_date": "2026-03-06"}, {"number": 2, "status_date": "2026-03-13"}]
_ONE = {"serial": 1, "round": 1, "department": "d1", "file": "市场部.xlsx", "sha256": "aa"}

RULE = Rule(
    FindingType(
        "PRG015",
        "department-silent",
        Severity.WARNING,
        Text(
            "{dept}第 {round} 轮没有交回（连续 {n} 轮，{data}）",
            "{dept} returned nothing in round {round} ({n} in a row; {data})",
        ),
        Text(
            "请接口人补交；迟交的文件仍会计入它自己那一轮",
            "ask its contact; a late file still counts for its own round",
        ),
        Text(
            "没有交回的部门按旧数据计算，看不出变化。",
            "Of a department that returned nothing old data count, and no change is seen.",
        ),
    ),
    _check,
    since="planning",
    scope=Scope.MASTER,
    good=(
        Example(
            Text("上一轮都已交回；本轮还在外面", "all returned the last round; this one is still out"),
            {
                "team": _TEAM,
                "rounds": _DATES,
                "issues": _ISSUES,
                "returns": [_ONE, {"serial": 2, "round": 1, "department": "d2", "file": "研发部.xlsx", "sha256": "bb"}],
            },
        ),
        Example(
            Text("上一轮没有交，本轮交了", "nothing in the last round, but in this one"),
            {
                "team": _TEAM,
                "rounds": _DATES,
                "issues": _ISSUES,
                "returns": [_ONE, {"serial": 4, "round": 2, "department": "d2", "file": "研发部.xlsx", "sha256": "bb"}],
            },
        ),
    ),
    bad=(
        Example(
            Text("一个部门交了，另一个没有", "one returned its copy, the other did not"),
            {"team": _TEAM, "rounds": _DATES, "issues": _ISSUES, "returns": [_ONE]},
            (("departments", "d2", "name"),),
        ),
    ),
    settings=(_ROUNDS,),
)
