"""What each command does, in a sentence: the list of commands shows them without loading the commands."""

from __future__ import annotations

from collections.abc import Mapping

from xlplan.core.text import Text

SUMMARY: Mapping[str, Text] = {
    "demo": Text(
        "用示例项目（智能门锁上市）走完一轮：生成、拆分、填写（含常见错误）、检查、合并，最后结项归档。",
        "Run a whole round on the sample project: new, split, filling in (with the usual mistakes), check, merge; then close "
        "it.",
    ),
    "new": Text(
        "生成项目工作簿：空白的，或由计划文档（YAML/JSON）填好的。",
        "Make a project's workbook: a blank one, or one filled from a plan document (YAML or JSON).",
    ),
    "round": Text(
        "每周一轮，在项目文件夹（主计划/发出/收回）里一条命令完成：下发、查看进展、收回合并。",
        "The weekly round in a project's folder (master/issued/returned), one command each: hand out, look, merge.",
    ),
    "split": Text(
        "按部门拆分主计划：每个部门一份，自己的单元格可填，其余只供参考；主计划登记轮次与下发记录。",
        "Split a master: one workbook per department with its own cells open; round and register go into the master.",
    ),
    "check": Text(
        "检查主计划、部门文件、计划文档、整个文件夹或 .zip：在哪里、错在哪、怎么改。",
        "Check masters, copies, plan documents, whole folders or a .zip: where, what is wrong, what to do.",
    ),
    "accept": Text(
        "说明理由接受检查发现的问题：以后不再提醒，但留在主计划和报告里。不给代码时列出已接受的。",
        "Accept findings with a reason: they are no longer shouted, but stay in the master and in reports. Without a code: "
        "list what is accepted.",
    ),
    "merge": Text(
        "把收回的部门文件合并进主计划：与各自的基准比较，只采纳有权填写的改动；冲突和未采用的改动列进主计划的“待裁定事项”，"
        "在那里选好后再运行一次即执行。",
        "Merge returned copies into the master: each against its own base. Conflicts and edits not taken are listed on the "
        "master's sheet of decisions; pick there and run the command again to carry them out.",
    ),
    "schedule": Text(
        "由工期、前置任务与进度计算日期、时差和关键路径。● 关键，○ 接近关键。",
        "Compute dates, floats and the critical path from durations, links and progress. ● critical, ○ nearly so.",
    ),
    "report": Text(
        "把项目状态写成一页网页，供例会和只看不填的人：甘特图、里程碑、S 曲线、滞后原因、风险、遗留问题、自上次合并以来的变化。",
        "Write the state of a project as one web page, for the meeting and for those who only look: Gantt chart, milestones, "
        "S-curve, causes of delay, risks, action items, what changed since the last merge.",
    ),
    "baseline": Text(
        "查看基线与完成日期的偏差；加 --freeze 把现在的计划冻结为新基线 B0、B1…，旧基线都保留。",
        "Show the baselines and how far finishes have moved; with --freeze, freeze the plan as the next one: B0, B1 …",
    ),
    "renumber": Text(
        "按层级和表中顺序重新给 WBS 编码（1、1.1、1.1.1…），前置任务、进度、风险等引用自动跟随；此前下发的文件照样能合并。",
        "Give WBS codes anew by hierarchy and order (1, 1.1, 1.1.1 …). Predecessors, progress, risks and all other references "
        "follow; copies issued before can still be merged.",
    ),
    "reassign": Text(
        "把一个人名下未完成的任务、风险、里程碑、遗留事项等移交给另一个人；已完成的保留原负责人。",
        "Give one person's open tasks, risks, milestones and actions to another; finished ones keep their name.",
    ),
    "close": Text(
        "结项：检查收尾表单是否齐全，项目状态改为已关闭，并生成只读归档文件夹（工作簿、计划文档、检查结果、校验清单）。",
        "Close a project: check the closing forms, set the state, and write a read-only archive folder (workbook, plan "
        "document, findings, list with checksums).",
    ),
    "log": Text(
        "主计划的操作记录：每次写入的版本、时间、操作、文件和改动数；带版本号则逐格列出那一次的改动。",
        "What happened to a master: revisions, times, commands, files, counts; with a revision, its edits cell by cell.",
    ),
    "undo": Text(
        "撤销上一次命令（或回到某一版），写成新的一版：项目经理自己的改动保留，下发登记不丢。",
        "Take back the last command, or go back to a revision, as a new revision; the project manager's own edits stay.",
    ),
    "blame": Text(
        "一个单元格的来历，由新到旧：值、谁、哪个文件、哪一版、何时。位置写“工作表!单元格”，或表单 行 列。",
        "The history of one cell, newest first: value, who, file, revision, when. The place is sheet!cell, or form row column.",
    ),
    "diff": Text(
        "比较两份主计划（或计划文档）的内容：按表单、行、列列出差异，与格式和版本号无关。",
        "Compare what two masters or plan documents say, by form, row and column; looks and revision numbers do not count.",
    ),
    "export": Text(
        "把工作簿导出为计划文档（JSON 或 YAML）；xlplan new 可以原样读回。",
        "Write a workbook as a plan document (JSON or YAML); xlplan new reads it back.",
    ),
    "template": Text(
        "查看、检查模板，或导出一份作为公司模板的起点。",
        "See and check templates, or export one to begin a company's own with.",
    ),
    "explain": Text(
        "解释发现的代码：说什么、为什么、怎么办、什么时候适用。",
        "Explain codes of findings: what they say, why, what to do, when they apply.",
    ),
    "rules": Text(
        "列出检查会发现的全部问题及其代码；给出代码或类别时只列这些。",
        "List everything that checking may find, with its code; with codes or families, only those.",
    ),
    "forms": Text("列出全部表单和列：谁填、填什么。", "List all forms and columns: who fills them in, with what."),
    "schema": Text("打印计划文档的 JSON Schema。", "Print the JSON Schema of plan documents."),
}
"""By the name of the command, in the order in which they are listed."""
