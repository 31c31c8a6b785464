"""Sheets that hold no input: guide, dashboard, Gantt chart, progress history."""

from __future__ import annotations

from xlplan.core.text import Text
from xlplan.forms.base import Form, Phase

GUIDE = Form(
    "guide",
    0,
    Text("填写说明", "Guide"),
    Text(
        "从这里开始：谁填什么、何时交回、颜色的含义。",
        "Start here: who fills what, by when, and what the colours mean.",
    ),
    Phase.GENERAL,
)
DASHBOARD = Form(
    "dashboard",
    1,
    Text("项目仪表盘", "Dashboard"),
    Text(
        "由各表自动计算，不必填写；SPI、CPI 与 S 曲线按挣值法，截至状态日期。",
        "Calculated from the other sheets; SPI, CPI and S-curve by earned value at the status date.",
    ),
    Phase.GENERAL,
)
GANTT = Form(
    "gantt",
    8,
    Text("甘特图", "Gantt chart"),
    Text(
        "由 WBS 日期与进度自动绘制；可改黄色单元格：起始日、刻度（日／周／月）、部门、显示哪些任务。",
        "Drawn from WBS dates and progress; change the amber cells: first day, scale, department, what to show.",
    ),
    Phase.PLANNING,
)
HISTORY = Form(
    "history",
    13,
    Text("进度历史", "Progress history"),
    Text("以往各轮的进度，只读，只增不改。", "Progress of earlier rounds; read-only, only added to."),
    Phase.CONTROL,
)
BASELINE = Form(
    "baseline",
    8,
    Text("基线对比", "Baselines"),
    Text(
        "冻结的计划与当前排程的差异；用 xlplan baseline 冻结新的基线。",
        "What was frozen beside what is scheduled now; xlplan baseline freezes a new baseline.",
    ),
    Phase.PLANNING,
)
FORMS = (GUIDE, DASHBOARD, GANTT, BASELINE, HISTORY)
