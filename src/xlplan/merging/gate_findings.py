"""What is said of changes to a frozen plan that no approved request asks for."""

from __future__ import annotations

from xlplan.core.finding import FindingType, Severity
from xlplan.core.text import Text

_GATE = Text(
    "基线冻结的是各部门的约定；要改范围、工期、依赖、日期、预算，先提变更申请，批准后再改。进度和预计完成随时可填。",
    "A baseline freezes what departments agreed on. Scope, duration, links, dates and budget change by an approved request; "
    "progress and forecasts need none.",
)
NEEDS_REQUEST = FindingType(
    "MRG030",
    "needs-change-request",
    Severity.WARNING,
    Text(
        "计划已冻结：“{row}”的“{column}”由“{was}”改成“{value}”，要有已批准的变更申请，本文件里没有",
        "the plan is frozen: changing “{column}” of “{row}” from “{was}” to “{value}” needs an approved change request, and "
        "this file shows none",
    ),
    Text(
        "计划已冻结；请在变更申请单提出，变更项选“{what}”。不申请就交回，合并时不采用并代为起草申请",
        "ask for it in the change requests, as “{what}”. Returned without one, it is not taken, and the merge drafts the "
        "request",
    ),
    _GATE,
)
TASK_NEEDS_REQUEST = FindingType(
    "MRG031",
    "new-task-needs-request",
    Severity.WARNING,
    Text(
        "计划已冻结：新任务“{row}”不是本部门任务之下、日期在其基线之内的子任务，要有已批准的变更申请",
        "the plan is frozen: the new task “{row}” is no sub-task of an own one inside its agreed dates, and needs an approved "
        "change request",
    ),
    Text(
        "请在变更申请单提出，变更项选“新增”；或改为本部门任务的子任务，日期落在上级任务的基线内",
        "ask for it in the change requests, as “Addition”; or make it a sub-task of an own task, inside the dates of that",
    ),
    _GATE,
)
CHANGED_UNASKED = FindingType(
    "MRG032",
    "changed-without-request",
    Severity.WARNING,
    Text(
        "主计划里冻结的内容被改动，没有已批准的变更申请：“{row}”的“{column}”由“{was}”改成“{value}”",
        "a frozen part of the master was changed without an approved change request: “{column}” of “{row}”, from “{was}” to "
        "“{value}”",
    ),
    Text(
        "补一份变更申请（任务、变更项“{what}”）并批准，或改回“{was}”",
        "enter a change request for this task (“{what}”) and have it approved, or put back “{was}”",
    ),
    _GATE,
)
ADDED_UNASKED = FindingType(
    "MRG033",
    "added-without-request",
    Severity.WARNING,
    Text(
        "主计划冻结之后新增了任务“{row}”，没有已批准的变更申请",
        "the task “{row}” was added to the frozen plan without an approved change request",
    ),
    Text(
        "补一份变更申请（变更项“新增”）并批准，或将该行作废",
        "enter a change request (“Addition”) and have it approved, or void the row",
    ),
    _GATE,
)

TYPES: tuple[FindingType, ...] = (NEEDS_REQUEST, TASK_NEEDS_REQUEST, CHANGED_UNASKED, ADDED_UNASKED)
