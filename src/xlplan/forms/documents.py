"""归档清单: which documents the project leaves behind, where they are and what is still missing."""

import datetime as dt
from typing import Annotated, ClassVar

from xlplan.core.kinds.choice import ChoiceKind, option
from xlplan.core.kinds.date import DateKind
from xlplan.core.kinds.reference import ReferenceKind
from xlplan.core.kinds.text import CodeKind, LongText, TextKind
from xlplan.core.text import Text
from xlplan.forms.base import Column, Form, Phase, Row, computed, table
from xlplan.twins.documents import STATES, TWIN

PROJECT_PHASE = ChoiceKind(
    "project_phase",
    (
        option("initiation", "立项", "Initiation", "立项阶段", "启动"),
        option("planning", "计划", "Planning", "计划阶段", "规划"),
        option("execution", "执行", "Execution", "执行阶段", "实施"),
        option("control", "监控", "Control", "监控阶段"),
        option("closing", "收尾", "Closing", "收尾阶段", "验收"),
    ),
)
MEDIUM = ChoiceKind(
    "medium",
    (
        option("electronic", "电子", "Electronic", "电子版", "电子档"),
        option("paper", "纸质", "Paper", "纸质版", "纸质档"),
        option("both", "电子和纸质", "Both", "电子+纸质", "电子、纸质"),
    ),
)
ARCHIVE_STATE = ChoiceKind(
    "archive_state", tuple(option(key, *words.both) for key, words in STATES.items()), fixed=True
)
TONES = (("archived", "done"), ("pending", "warning"))


class Document(Row):
    """A document of the project and its place in the archive."""

    number: Annotated[
        str | None,
        Column(
            Text("文档编号", "Number"),
            CodeKind(),
            help=Text("合并时自动编号，可留空", "given when merged; leave blank"),
            width=9,
        ),
    ] = None
    document: Annotated[
        str | None,
        Column(Text("文档名称", "Document"), TextKind(), required=True, width=32, aliases=("文件名称", "资料名称")),
    ] = None
    phase: Annotated[str | None, Column(Text("所属阶段", "Phase"), PROJECT_PHASE, width=10, aliases=("阶段",))] = None
    version: Annotated[str | None, Column(Text("版本", "Version"), CodeKind(), width=9, aliases=("版本号",))] = None
    medium: Annotated[str | None, Column(Text("载体", "Medium"), MEDIUM, width=12, aliases=("介质",))] = None
    owner: Annotated[
        str | None,
        Column(Text("责任人", "Owner"), ReferenceKind("person"), width=11, aliases=("负责人", "编制人")),
    ] = None
    location: Annotated[
        str | None,
        Column(
            Text("存放位置", "Location"),
            TextKind(),
            width=34,
            aliases=("归档位置", "路径"),
            help=Text("文件夹、系统编号或档案柜号", "folder, number in a system or shelf"),
        ),
    ] = None
    archived_by: Annotated[str | None, Column(Text("归档人", "Archived by"), ReferenceKind("person"), width=11)] = None
    archived_on: Annotated[dt.date | None, Column(Text("归档日期", "Archived on"), DateKind())] = None
    state: ClassVar[Column] = computed(Text("归档状态", "State"), ARCHIVE_STATE, "state", width=10, tones=TONES)
    note: Annotated[str | None, Column(Text("备注", "Note"), LongText(), width=24, aliases=("说明",))] = None


def document_number(_short_code: str, count: int) -> str:
    """The number that people see, such as D-001; one series for the whole project."""
    return f"D-{count:03d}"


DOCUMENTS = table(
    "documents",
    Text("归档清单", "Documents"),
    Document,
    prefix="f",
    natural=("number", "document"),
    numbered=document_number,
    since=3,
    capacity=60,
    shown="none",
    twin=TWIN,
)

FORM = Form(
    "documents",
    20,
    Text("归档清单", "Archive of documents"),
    Text(
        "项目经理列出应归档的文档；填了归档日期即视为已归档，收尾前应无“待归档”。",
        "The manager lists what is to be kept; a document with a date is archived, and none should be left open at closing.",
    ),
    Phase.CLOSING,
    (DOCUMENTS,),
    Text("项目经理", "project manager"),
    parts=("closing",),
)
