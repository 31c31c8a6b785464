"""The words of the status report."""

from __future__ import annotations

from collections.abc import Mapping

from xlplan.core.text import Text

TITLE = Text("{project}：状态报告", "{project}: status report")
NO_NAME = Text("（未填项目名称）", "(project without a name)")
CODE_OF = Text("项目编号 {code}", "project {code}")
MANAGER = Text("项目经理 {name}", "project manager {name}")
STATUS_DATE = Text("状态日期 {date}", "status date {date}")
NO_STATUS_DATE = Text("未填状态日期", "no status date")
ROUND = Text("第 {n} 轮", "round {n}")
REVISION = Text("主计划 r{n}", "master r{n}")
MADE = Text("生成于 {time}", "made {time}")

# --- the state in one glance
GLANCE = Text("状态一览", "State in one glance")
VERDICT: Mapping[str, Text] = {
    "late": Text("需要决策", "Decisions needed"),
    "watch": Text("需要关注", "Needs attention"),
    "well": Text("按计划进行", "On plan"),
    "unknown": Text("尚无可比的计划", "No plan to compare with yet"),
}
FINISH_MISSED = Text(
    "预计完成 {finish}，比{target} {day} 晚 {n} 个工作日", "expected {finish}, {n} working day(s) after {target} {day}"
)
REQUIRED, AGREED = Text("要求", "the required"), Text("基线", "the baseline's")
LATE_TASKS = Text("{n} 项任务滞后", "{n} task(s) late")
LATE_CRITICAL = Text("{n} 项任务滞后，其中关键任务 {m} 项", "{n} task(s) late, {m} of them critical")
MARKS_LATE = Text("{n} 个里程碑已滞后", "{n} milestone(s) late")
MARKS_AT_RISK = Text("{n} 个里程碑有风险", "{n} milestone(s) at risk")
BEHIND = Text("进度绩效 SPI {value}，低于 0.95", "schedule performance (SPI) {value}, below 0.95")
COSTLY = Text("工时绩效 CPI {value}，低于 0.95", "cost performance (CPI) {value}, below 0.95")
HIGH_RISKS = Text("{n} 项高风险未关闭", "{n} high risk(s) open")
OVERDUE_ACTIONS = Text("{n} 项遗留问题逾期", "{n} action item(s) overdue")
TO_DECIDE = Text(
    "{n} 项待裁定（合并后的冲突与未采用的改动）", "{n} to be decided (conflicts and edits not taken in merging)"
)
NOTHING = Text(
    "没有滞后的任务、里程碑和遗留问题，也没有未关闭的高风险。",
    "No late task, milestone or action item, and no open high risk.",
)
COMPARE_NEEDS = Text(
    "填了状态日期、任务的工期与日期，才能说是否按计划进行。",
    "Whether it is on plan can be said once there are a status date and tasks with durations and dates.",
)
OPEN_MATTERS = Text("管理事项", "To attend to")

# --- controls
FILTERS = Text("筛选", "Filters")
DEPARTMENT = Text("部门", "Department")
ALL_DEPARTMENTS = Text("全部部门", "All departments")
NO_DEPARTMENT = Text("（未指定部门）", "(no department)")
ONLY_CRITICAL = Text("只看关键路径", "Critical path only")
ONLY_OPEN = Text("只看未完成", "Unfinished only")
WITH_BASELINE = Text("显示基线", "Show baseline")
LEVELS = Text("层级", "Levels")
ALL_LEVELS = Text("全部", "All")
UP_TO = Text("到第 {n} 层", "to level {n}")
RESET = Text("清除筛选", "Reset")
PRINT = Text("打印", "Print")
SHOWN = Text("显示 {n} / {all}", "{n} of {all} shown")
NONE_SHOWN = Text("筛选后没有内容", "nothing left by these filters")

# --- the chart
GANTT = Text("甘特图", "Gantt chart")
NO_TASKS = Text("计划里还没有任务", "there are no tasks in the plan yet")
TASK, PERCENT, FINISH = Text("任务", "Task"), Text("完成率", "Done"), Text("完成", "Finish")
UNDATED = Text("未排期", "not scheduled")
LEGEND: Mapping[str, Text] = {
    "done": Text("已完成部分", "done"),
    "rest": Text("未完成", "to do"),
    "critical": Text("关键任务", "critical"),
    "slack": Text("总时差", "float"),
    "base": Text("基线", "baseline"),
    "mark": Text("里程碑", "milestone"),
    "summary": Text("汇总任务", "summary"),
    "status": Text("状态日期", "status date"),
    "today": Text("今天", "today"),
    "deadline": Text("最晚期限", "deadline"),
}
NOT_SHOWN = Text("未列入：{parts}", "not in the chart: {parts}")
CANCELLED, UNCODED = Text("已取消 {n} 项", "{n} cancelled"), Text("没有编码 {n} 项", "{n} without a code")
HOVER = Text(
    "指向或点开任务可看日期、基线、时差、由何决定和最近填报。",
    "Point at a task, or open it, for its dates, baseline, float, what holds it and what was reported last.",
)
OWNER = Text("负责人", "Owner")
DATES = Text("日期", "Dates")
SPAN = Text("{start} 至 {finish}", "{start} to {finish}")
SPAN_DAYS = Text("{start} 至 {finish}，{n} 个工作日", "{start} to {finish}, {n} working day(s)")
BASELINE = Text("基线", "Baseline")
LATER, EARLIER, SAME = Text("晚 {n} 天", "{n} d later"), Text("早 {n} 天", "{n} d earlier"), Text("一致", "as agreed")
FLOAT = Text("总时差", "Total float")
DAYS = Text("{n} 天", "{n} d")
CRITICAL_DAYS = Text("{n} 天（关键）", "{n} d (critical)")
HELD_BY = Text("由何决定", "Held by")
DELIVERABLE = Text("交付成果", "Deliverable")

# --- milestones, curve
MILESTONES = Text("里程碑", "Milestones")
NO_MILESTONES = Text("计划里没有里程碑", "there are no milestones in the plan")
PLANNED, EXPECTED, ACTUAL = Text("计划", "Planned"), Text("预计", "Expected"), Text("实际", "Actual")
DEVIATION, STATE = Text("偏差（天）", "Deviation (d)"), Text("状态", "State")
CURVE = Text("进度 S 曲线", "S-curve")
NO_CURVE = Text("有了工期和日期才有曲线", "there is no curve before work and dates are planned")
CURVE_TOLD = Text("至 {date}：计划 {planned}%，实际 {earned}%", "by {date}: {planned}% planned, {earned}% earned")
POINT = Text("{date}：{n}%", "{date}: {n}%")

# --- late tasks
LATE = Text("滞后任务：原因与下一步", "Late tasks: causes and next steps")
NO_LATE = Text("没有滞后的任务", "no task is late")
LATE_NEEDS = Text(
    "要有状态日期和计划日期才能判断滞后", "a status date and planned dates are needed to tell what is late"
)
WHAT_WAS_DUE, NOW_EXPECTED = Text("应完成", "Was due"), Text("现预计", "Expected now")
DAYS_LATE = Text("滞后（天）", "Days late")
CAUSE, NEXT = Text("原因", "Cause"), Text("措施与下一步", "Action and next step")
SUPPORT = Text("需协调", "Support needed")
UNEXPLAINED = Text("未填原因", "no cause given")
NO_STEP = Text("未填措施和下一步", "no action or next step given")
CRITICAL_PILL = Text("关键", "critical")
BLOCKED_PILL = Text("受阻", "blocked")

# --- risks
RISKS = Text("风险热力图", "Risks")
NO_RISKS = Text("没有未关闭的风险", "no risk is open")
PROBABILITY, IMPACT = Text("发生概率", "Probability"), Text("影响程度", "Impact")
GRADES = (Text("低", "Low"), Text("中", "Medium"), Text("高", "High"))
NUMBER, RISK, LEVEL, RESPONSE, DUE = (
    Text("编号", "Number"),
    Text("风险", "Risk"),
    Text("等级", "Level"),
    Text("应对", "Response"),
    Text("期限", "Due"),
)
CELL = Text("概率{p}、影响{i}：{n} 项", "probability {p}, impact {i}: {n}")
UNJUDGED = Text("{n} 项未评估概率或影响，不在图中", "{n} without probability or impact, not in the map")
ALL_RISKS = Text("显示全部", "Show all")

# --- action items
ACTIONS = Text("未关闭的遗留问题", "Open action items")
NO_ACTIONS = Text("没有未关闭的遗留问题", "no action item is open")
ACTION, TIMING = Text("行动项", "Action"), Text("时限", "Timing")

# --- what changed
CHANGES = Text("自上次合并以来的变化", "What changed since the last merge")
SINCE_ROUND = Text(
    "第 {round} 轮交回前（r{n}，{when}）与现在相比", "now, against r{n} of {when}, before round {round} was answered"
)
SINCE = Text("与 r{n}（{when}）相比", "now, against r{n} of {when}")
NO_HISTORY = Text(
    "没有可比的记录：还没有合并过，或主计划旁边没有日志。",
    "There is nothing to compare with: nothing was merged yet, or there is no journal beside the master.",
)
NO_CHANGES = Text("没有变化", "nothing changed")
COUNT_EDITS = Text("{n} 处改动来自 {m} 方", "{n} change(s) by {m} side(s)")
COUNT_REFUSED = Text("{n} 处未采用或有冲突", "{n} not taken or in conflict")
WHO_MOVED = Text("谁影响了日期（各方单独计算，不能相加）", "Who moved the dates (each by itself; these don't add up)")
WHO, FINISH_MOVED, WHAT_MOVED = Text("谁", "Who"), Text("项目完成", "Project finish"), Text("影响", "Effect")
MARK_MOVED = Text("里程碑 {task}：{before} → {after}", "milestone {task}: {before} → {after}")
SLIPS = Text("完成日期变化的任务", "Tasks whose finish moved")
BEFORE, AFTER, MOVED = Text("原", "Before"), Text("现", "Now"), Text("变化（工作日）", "Moved (working days)")
ALL_EDITS = Text("全部改动（{n}）", "All changes ({n})")
FORM, ROW, COLUMN, FROM = Text("表单", "Form"), Text("行", "Row"), Text("列", "Column"), Text("来自", "From")
NOT_RECORDED = Text("主计划中新改，尚未登记", "typed into the master, not recorded yet")

# --- departments
DEPARTMENTS = Text("各部门进展", "By department")

SCRIPT: Mapping[str, Text] = {"shown": SHOWN}
"""What the script of the page says, by its own names."""
