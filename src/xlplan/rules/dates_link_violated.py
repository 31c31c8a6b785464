"""Typed dates do not keep a link."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xlplan.core.finding import FindingType, Severity
from xlplan.core.link import Link
from xlplan.core.text import Text
from xlplan.forms.wbs import Task
from xlplan.rules.base import Example, Hit, Rule, RuleContext
from xlplan.rules.links import demanded, starts

_POINT = {True: Text("开始", "start"), False: Text("完成", "finish")}


def _check(context: RuleContext) -> Iterator[Hit]:
    for task in context.my_tasks:
        if not context.dated(task) or not context.settled(task) or context.finished(task.id):
            continue
        for link, before in context.links(task):
            hit = _broken(context, task, link, before)
            if hit:
                yield hit
                break


def _broken(context: RuleContext, task: Task, link: Link, before: Task) -> Hit | None:
    sure = context.live(before) and context.dated(before) and context.settled(before)
    if not sure or context.related(task.id, before.id):
        return None
    if context.summary(task) and not starts(link):
        return None
    span = context.span(task)
    try:
        earliest = demanded(context.calendar, link, context.span(before), span)
    except ValueError:  # a day outside the calendar
        return None
    if earliest is None or context.in_circle(task.id, before.id):
        return None
    point = starts(link)
    typed = task.manual_start if point else task.manual_finish
    key = ("manual_start" if point else "manual_finish") if typed else ("start" if point else "finish")
    params = {
        "task": context.task(task.id),
        "point": _POINT[point],
        "date": span.start if point else span.finish,
        "before": context.task(before.id),
        "link": link.suffix() or link.type,
        "earliest": earliest,
    }
    return Hit("wbs", task.id, key, params)


def _pair(before: Mapping[str, object], after: Mapping[str, object]) -> dict[str, object]:
    return {"wbs": [{"code": "1", "name": "设计", **before}, {"code": "2", "name": "试制", **after}]}


_WEEK = {"manual_start": "2026-03-02", "manual_finish": "2026-03-06"}
_NEXT = {"manual_start": "2026-03-09", "manual_finish": "2026-03-13"}
_MILESTONE = {"manual_start": "2026-03-06", "duration": 0}

RULE = Rule(
    FindingType(
        "DAT008",
        "link-violated",
        Severity.WARNING,
        Text(
            "“{task}”的{point} {date} 不满足与“{before}”的 {link} 关系，最早 {earliest}",
            "“{task}”: the {point} {date} breaks its {link} link with “{before}”; {earliest} is the earliest",
        ),
        Text(
            "推迟本任务、提前前置任务，或改正前置关系",
            "move this task back, its predecessor forward, or correct the link",
        ),
        Text(
            "手填的日期不会自动后移，前置成果还没有就安排了开工。",
            "Typed dates stay where they are, so work is planned before it can begin.",
        ),
    ),
    _check,
    good=(
        Example(Text("周五完成，下周一开始", "Friday, then Monday"), _pair(_WEEK, {**_NEXT, "predecessors": "1"})),
        Example(
            Text("里程碑在前置完成的当天", "a milestone on the day its predecessor finishes"),
            _pair(_WEEK, {**_MILESTONE, "predecessors": "1"}),
        ),
        Example(
            Text("里程碑之后的下一个工作日开始", "a task on the working day after a milestone"),
            _pair(_MILESTONE, {**_NEXT, "predecessors": "1"}),
        ),
        Example(
            Text("提前 2 天搭接；同时开始", "a lead of two days; a common start"),
            {
                "wbs": [
                    {"code": "1", **_WEEK},
                    {"code": "2", "manual_start": "2026-03-05", "duration": 3, "predecessors": "1FS-2d"},
                    {"code": "3", "manual_start": "2026-03-02", "duration": 3, "predecessors": "1SS; 1SF"},
                ]
            },
        ),
        Example(
            Text("间隔 2 个自然日正好是周末", "two calendar days are the weekend"),
            _pair(_WEEK, {**_NEXT, "predecessors": "1FS+2ed"}),
        ),
        Example(
            Text("已经完成的不再看", "finished already"),
            {
                **_pair(_WEEK, {**_NEXT, "manual_start": "2026-03-05", "predecessors": "1"}),
                "rounds": [{"number": 1, "status_date": "2026-03-16"}],
                "progress": [
                    {
                        "task": "2",
                        "round": 1,
                        "percent": "100%",
                        "actual_start": "2026-03-05",
                        "actual_finish": "2026-03-13",
                    }
                ],
            },
        ),
        Example(
            Text("前置任务已取消", "the predecessor is cancelled"),
            _pair({**_WEEK, "row_state": "取消"}, {**_NEXT, "manual_start": "2026-03-05", "predecessors": "1"}),
        ),
        Example(
            Text(
                "互为前置、以上级为前置、汇总任务的 FF 另有提示",
                "a circle, a link to the task above, and FF of a summary are other findings",
            ),
            {
                "wbs": [
                    {"code": "1", "name": "设计", **_WEEK, "predecessors": "2"},
                    {"code": "2", "name": "试制", **_WEEK, "predecessors": "1"},
                    {"code": "3", "name": "阶段"},
                    {"code": "3.1", "name": "装配", **_WEEK, "predecessors": "3"},
                    {"code": "4", "name": "收尾", "predecessors": "5FF"},
                    {"code": "4.1", "name": "包装", **_WEEK},
                    {"code": "5", "name": "认证", **_NEXT},
                ]
            },
        ),
        Example(
            Text("前置任务已取消", "the predecessor was cancelled"),
            _pair({**_WEEK, "row_state": "取消"}, {"manual_start": "2026-03-04", "duration": 5, "predecessors": "1"}),
        ),
    ),
    bad=(
        Example(
            Text("完成当天就开始", "starts on the day its predecessor finishes"),
            _pair(_WEEK, {"manual_start": "2026-03-06", "duration": 3, "predecessors": "1"}),
            (("wbs", "t002", "manual_start"),),
        ),
        Example(
            Text("要求间隔 1 个工作日", "one working day of lag"),
            _pair(_WEEK, {**_NEXT, "predecessors": "1FS+1d"}),
            (("wbs", "t002", "manual_start"),),
        ),
        Example(
            Text("要求间隔 3 个自然日", "three calendar days of lag"),
            _pair(_WEEK, {**_NEXT, "predecessors": "1FS+3ed"}),
            (("wbs", "t002", "manual_start"),),
        ),
        Example(
            Text("SS+6d 开始太早", "SS+6d: starts too early"),
            _pair(_WEEK, {**_NEXT, "predecessors": "1SS+6d"}),
            (("wbs", "t002", "manual_start"),),
        ),
        Example(
            Text("FF 与 SF 完成太早", "FF and SF: finish too early"),
            {
                "wbs": [
                    {"code": "1", **_NEXT},
                    {"code": "2", **_WEEK, "predecessors": "1FF"},
                    {"code": "3", "manual_finish": "2026-03-05", "duration": 2, "predecessors": "1SF"},
                ]
            },
            (("wbs", "t002", "manual_finish"), ("wbs", "t003", "manual_finish")),
        ),
        Example(
            Text("由完成日期和工期推出的开始", "a start that follows from finish and duration"),
            _pair(_WEEK, {"manual_finish": "2026-03-10", "duration": 4, "predecessors": "1"}),
            (("wbs", "t002", "start"),),
        ),
    ),
)
