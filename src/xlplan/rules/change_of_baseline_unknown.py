"""A baseline names a change request that is not in the list."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.normal import key as spelling
from xlplan.core.text import Text
from xlplan.forms.changes import Change
from xlplan.rules.base import Example, Hit, Rule, RuleContext, Scope
from xlplan.rules.context import listed


def _check(context: RuleContext) -> Iterator[Hit]:
    changes = context.plan.typed("changes", Change)
    if not context.template.has("changes") or any(context.unread("changes", i, "number", "title") for i in changes):
        return
    known = [spelling(word) for c in changes.values() for word in (c.number, c.title) if word]
    lost = [b for b in context.plan.baselines if b.change and not any(w in spelling(b.change) for w in known)]
    if lost:
        yield Hit("changes", "", "", {"baselines": listed(f"{b.name}: {b.change}" for b in lost)})


RULE = Rule(
    FindingType(
        "CHG007",
        "baseline-of-unknown-change",
        Severity.WARNING,
        Text(
            "基线依据的变更申请不在清单中：{baselines}",
            "baselines name change requests that are not listed: {baselines}",
        ),
        Text("补登变更申请，编号与基线上写的一致", "enter the request with the number that the baseline names"),
        Text(
            "新基线要有批准的变更作依据，否则谁都可以改约定。",
            "A new baseline rests on an approved change; otherwise anybody moves the goal.",
        ),
    ),
    _check,
    since="executing",
    scope=Scope.MASTER,
    good=(
        Example(
            Text("写明编号和名称；首个基线不依据变更", "number and title; the first one needs none"),
            {
                "baselines": [
                    {"number": 0, "date": "2026-03-02", "tasks": []},
                    {"number": 1, "date": "2026-04-01", "change": "C-研发-001 更换供应商", "tasks": []},
                ],
                "changes": {"changes": [{"number": "C-研发-001", "title": "更换供应商"}]},
            },
        ),
        Example(
            Text("清单里有两份申请", "two requests are listed"),
            {
                "wbs": [{"code": "1", "name": "试制"}],
                "changes": {
                    "changes": [
                        {"number": "C-研发-001", "title": "增加样机"},
                        {"number": "C-研发-002", "title": "更换供应商"},
                    ]
                },
                "baselines": [{"number": 1, "date": "2026-03-16", "change": "C-研发-001", "tasks": [{"task": "1"}]}],
            },
        ),
    ),
    bad=(
        Example(
            Text("清单里没有", "not in the list"),
            {
                "baselines": [{"number": 1, "date": "2026-04-01", "change": "C-研发-002", "tasks": []}],
                "changes": {"changes": [{"number": "C-研发-001", "title": "更换供应商"}]},
            },
            (("changes", "", ""),),
        ),
    ),
)
