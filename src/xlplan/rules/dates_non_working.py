"""A typed date is not a working day."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text
from xlplan.rules.base import Example, Hit, Rule, RuleContext

_DAYS = (
    Text("周一", "Monday"),
    Text("周二", "Tuesday"),
    Text("周三", "Wednesday"),
    Text("周四", "Thursday"),
    Text("周五", "Friday"),
    Text("周六", "Saturday"),
    Text("周日", "Sunday"),
)


def _check(context: RuleContext) -> Iterator[Hit]:
    names = {d.date: d.name for d in context.plan.calendar.values() if d.kind == "holiday" and d.date}
    for task in context.my_leaves:
        seen = set()
        for key, day in (("manual_start", task.manual_start), ("manual_finish", task.manual_finish)):
            if day is None or day in seen or not context.calendar_known(day) or context.works(day) is not False:
                continue
            if task.duration == 0:  # a milestone with one date typed twice is one mistake
                seen.add(day)
            what = names.get(day) or _DAYS[day.weekday()]
            yield Hit("wbs", task.id, key, {"task": context.task(task.id), "date": day, "what": what})


RULE = Rule(
    FindingType(
        "DAT005",
        "non-working-day",
        Severity.WARNING,
        Text("“{task}”的日期 {date} 是非工作日（{what}）", "“{task}”: {date} is not a working day ({what})"),
        Text(
            "改为工作日；当天确要上班，在工作日历里登记调休",
            "choose a working day, or enter a make-up working day in the calendar",
        ),
        Text(
            "非工作日不计工期，任务会比看上去短一天。",
            "It does not count, so the task is shorter than it looks.",
        ),
    ),
    _check,
    good=(
        Example(
            Text("登记了调休上班的周六", "a Saturday that the calendar makes a working day"),
            {
                "wbs": [{"code": "1", "manual_start": "2026-05-09", "manual_finish": "2026-05-11"}],
                "calendar": [{"date": "2026-05-09", "kind": "workday"}],
            },
        ),
    ),
    bad=(
        Example(
            Text("周六开始；劳动节完成", "starts on a Saturday, finishes on Labour Day"),
            {"wbs": [{"code": "1", "manual_start": "2026-04-25", "manual_finish": "2026-05-01"}]},
            (("wbs", "t001", "manual_start"), ("wbs", "t001", "manual_finish")),
        ),
        Example(
            Text("周日的里程碑，只报一次", "a milestone on a Sunday is one finding"),
            {"wbs": [{"code": "1", "duration": 0, "manual_start": "2026-03-08", "manual_finish": "2026-03-08"}]},
            (("wbs", "t001", "manual_start"),),
        ),
        Example(
            Text("日历里还登记了调休", "with a make-up day in the calendar as well"),
            {
                "calendar": [
                    {"date": "2026-05-01", "kind": "节假日", "name": "劳动节"},
                    {"date": "2026-05-09", "kind": "调休上班", "name": "调休"},
                ],
                "wbs": [{"code": "1", "manual_start": "2026-05-10", "duration": 5}],
            },
            (("wbs", "t001", "manual_start"),),
        ),
    ),
)
