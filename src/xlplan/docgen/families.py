"""What people call the families of codes, and the project states from which rules apply."""

from __future__ import annotations

from xlplan.core.text import Text

FAMILIES = {
    "CEL": Text("单元格", "Cells"),
    "TPL": Text("模板", "Templates"),
    "FIL": Text("文件", "Files"),
    "SHT": Text("工作表与列", "Sheets and columns"),
    "DOC": Text("计划文档", "Plan documents"),
    "MRG": Text("合并", "Merging"),
    "ACC": Text("已接受的问题", "Accepted findings"),
    "GEN": Text("规则：各表通用", "Rules: all forms"),
    "INI": Text("规则：立项", "Rules: initiation and approval"),
    "BAS": Text("规则：项目基本信息", "Rules: basic information"),
    "TEA": Text("规则：部门与团队", "Rules: departments and team"),
    "STR": Text("规则：WBS 结构", "Rules: structure of the breakdown"),
    "DAT": Text("规则：日期与工期", "Rules: dates and durations"),
    "RES": Text("规则：责任与工作量", "Rules: responsibility and load"),
    "MST": Text("规则：里程碑", "Rules: milestones"),
    "INT": Text("规则：跨部门交接", "Rules: handovers between departments"),
    "RSC": Text("规则：资源申请", "Rules: resource requests"),
    "BUD": Text("规则：预算", "Rules: budget"),
    "PRG": Text("规则：进度", "Rules: progress"),
    "RSK": Text("规则：风险", "Rules: risks"),
    "CHG": Text("规则：变更", "Rules: changes"),
    "ACT": Text("规则：行动项", "Rules: action items"),
    "SEL": Text("规则：成果自检", "Rules: self-checks of deliverables"),
    "CLO": Text("规则：收尾", "Rules: closing"),
    "CAL": Text("规则：工作日历", "Rules: calendar"),
}
STATES = {
    "initiating": Text("任何时候", "at any time"),
    "planning": Text("计划阶段起", "from planning on"),
    "executing": Text("执行阶段起", "from execution on"),
    "closing": Text("收尾阶段起", "from closing on"),
    "closed": Text("关闭后", "once closed"),
}
