"""What the notices of a schedule mean. Where two activities are named, the second is the predecessor."""

from __future__ import annotations

from xlplan.core.text import Text

NOTICES: dict[str, Text] = {
    "duplicate-id": Text("标识重复，只取第一个", "an id is used twice; the first one counts"),
    "unknown-parent": Text(
        "上级任务不存在或已取消，按独立任务排", "the summary task is unknown or inactive; scheduled on its own"
    ),
    "parent-circle": Text("互为上级，按独立任务排", "each other's parents; scheduled on their own"),
    "unknown-predecessor": Text("前置任务不存在，已忽略", "the predecessor does not exist; ignored"),
    "inactive-predecessor": Text("前置任务已取消，已忽略", "the predecessor is cancelled; ignored"),
    "link-to-relative": Text("前置是自己的上级或下级，已忽略", "a link to the own summary or sub-task; ignored"),
    "summary-link-type": Text(
        "汇总任务的前置只能是 FS 或 SS，已忽略", "a summary task takes FS and SS links only; ignored"
    ),
    "summary-empty": Text("汇总任务下没有有效任务，无日期", "a summary without active tasks has no dates"),
    "duration-missing": Text("没有工期，按 1 个工作日排", "no duration; one working day is assumed"),
    "duration-negative": Text("工期为负，按 0 排", "a negative duration counts as none"),
    "finish-before-start": Text("完成早于开始", "the finish lies before the start"),
    "actual-start-missing": Text(
        "已有进展但没有实际开始，由完成日倒推", "work reported without an actual start; reckoned from the finish"
    ),
    "actual-finish-missing": Text("完成率 100% 但没有实际完成", "100 % without an actual finish"),
    "forecast-past": Text("预计完成不晚于状态日期，已忽略", "the forecast is not after the status date; ignored"),
    "unfinished-predecessor": Text(
        "已开始，不再等待未完成的前置任务", "started, so it does not wait for its unfinished predecessor"
    ),
    "manual-in-past": Text(
        "手填的开始在状态日期之前，但尚未开始", "typed to start before the status date, but not started"
    ),
    "before-project-start": Text("手填的开始早于项目开始", "typed to start before the project does"),
    "not-before-ignored": Text("手填的开始早于“不早于开始”", "typed to start earlier than it may"),
    "deadline-missed": Text("完成晚于截止日期", "finishes after its deadline"),
    "finish-missed": Text("完成晚于项目结束日期", "finishes after the project's finish"),
    "no-working-days": Text(
        "每天都是周末，日历以外按每天上班计", "the weekend covers the week; outside the calendar every day is worked"
    ),
    "date-out-of-range": Text("日期超出可表示的范围", "a date leaves the years 1 to 9999"),
}
"""The codes of notices in both languages."""
