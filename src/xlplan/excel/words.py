"""Words on the sheets that belong to no form."""

from __future__ import annotations

from collections.abc import Iterable

from xlplan.core.text import Lang, Text
from xlplan.excel.tablepage import Head
from xlplan.forms.base import Form
from xlplan.forms.catalogue import FORMS
from xlplan.model.plan import Plan
from xlplan.template.resolve import Template

PROJECT = Text("{name}（{code}）", "{name} ({code})")
NO_NAME = Text("（未填项目名称）", "(project name not filled in)")
STATUS = Text("状态日期 {date}", "status date {date}")
ROUND = Text("第 {n} 轮", "round {n}")
REVISION = Text("版本 r{n}", "revision r{n}")
DRAFT = Text("草稿", "Draft")
AS_OF = Text("灰色计算列为第 {n} 轮下发时的数据", "grey computed columns are as of the issue of round {n}")
MASTER_STEPS = (
    Text(
        "填写“项目基本信息表”“参与部门”“项目团队与干系人”。",
        "Fill in basic information, departments and team.",
    ),
    Text(
        "在“项目WBS分解表”列出任务：编码、名称、主责部门、交付成果与标准；填工期与前置任务，日期、时差和关键路径自动算出。",
        "List the tasks: code, name, department, deliverable and standard; from duration and predecessors follow dates, float and critical path.",
    ),
    Text(
        "用 xlplan split 按部门拆分下发；各部门离线填写后交回。",
        "Issue a copy to each department with xlplan split; departments fill theirs offline and return it.",
    ),
    Text(
        "用 xlplan check 检查交回的文件，用 xlplan merge 合并；甘特图与仪表盘自动更新。",
        "Check what comes back with xlplan check, merge it with xlplan merge; Gantt chart and dashboard follow.",
    ),
)
COPY_FIRST = Text(
    "只填浅绿色单元格；灰色部分供参考，改了也不会被采纳。",
    "Fill in the pale green cells only; changes to grey cells are not taken.",
)
COPY_STEP = Text("“{form}”：{hint}", "{form}: {hint}")
COPY_LAST = Text(
    "填完保存，把本文件原样交回项目经理，文件名可以改。",
    "Save and return this file to the project manager; renaming it does no harm.",
)


def copy_steps(forms: Iterable[Form], lang: Lang) -> list[str]:
    """The steps of a department's guide: one for each form that it fills in and that says what to do."""
    hints = [COPY_STEP(lang, form=form.title, hint=form.copy_hint) for form in forms if form.copy_hint]
    return [COPY_FIRST(lang), *hints, COPY_LAST(lang)]


FACT_DEPARTMENT = Text("部门", "Department")
FACT_ROUND = Text("轮次", "Round")
FACT_STATUS = Text("状态日期（进度截至）", "Status date (progress up to)")
FACT_DUE = Text("请于此日前交回", "Please return by")
FACT_PROJECT = Text("项目", "Project")
FACT_STATE = Text("项目状态", "Project state")
ROUND_COLUMN = Text("轮次", "Round")


def steps_of(template: Template, steps: Iterable[Text], lang: Lang) -> list[str]:
    """Steps that call the sheets as the template does."""
    titles = {form.code: form.title(lang) for form in template.forms}
    found = []
    for step in steps:
        words = step(lang)
        for form in FORMS:
            words = words.replace(form.title(lang), titles.get(form.code, form.title(lang)))
        found.append(words)
    return found


def project_line(plan: Plan, lang: Lang) -> str:
    """Project, status date, round and revision, as every sheet shows them."""
    basic = plan.basic
    name = basic.name or NO_NAME(lang)
    parts = [PROJECT(lang, name=name, code=basic.code) if basic.code else name]
    if plan.status_date:
        parts.append(STATUS(lang, date=plan.status_date.isoformat()))
    if plan.round:
        parts.append(ROUND(lang, n=plan.round.number))
    parts.append(REVISION(lang, n=plan.revision))
    return "  ·  ".join(parts)


def is_draft(plan: Plan, template: Template) -> bool:
    """Whether the project still waits for its approval: no date on the notice, or, without one, not yet under way."""
    if template.has("approval"):
        notice = next(iter(plan.rows("approval").values()), None)
        return notice is None or notice.cell("approve_date") is None
    return plan.basic.state in (None, "initiating", "planning")


def head_of(plan: Plan, template: Template, lang: Lang, form: Form, title: str, guide: str, hint: str = "") -> Head:
    """The head of a sheet. The footer says which version of the plan it shows, and whether it is a draft."""
    draft = DRAFT(lang) if is_draft(plan, template) else None
    footer = "  ".join(filter(None, (draft, plan.basic.code, plan.basic.plan_version, f"r{plan.revision}")))
    return Head(
        title,
        project_line(plan, lang),
        hint or form.hint(lang),
        form.phase,
        footer,
        guide,
    )
