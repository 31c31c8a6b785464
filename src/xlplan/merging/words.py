"""Outcomes and reasons: frozen names for programs, sentences for people, and how values are shown to them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from xlplan.core.kinds.base import Ctx, JsonValue
from xlplan.core.text import Text
from xlplan.forms.base import Table
from xlplan.merging.identity import label_key
from xlplan.model.snapshot import UNREAD, is_unread


class Outcome(StrEnum):
    """What became of an edit. The four add up to the number of edits."""

    APPLIED = "applied"
    IDENTICAL = "identical"
    CONFLICT = "conflict"
    REJECTED = "rejected"


class Reason(StrEnum):
    """Why an edit was not simply applied, or what is special about it; NONE where nothing is."""

    NONE = ""
    # rejected
    NOT_OWNER = "not-owner"
    PROPOSAL = "proposal"
    MOVED = "moved"
    FROZEN = "frozen"
    GATED = "gated"
    UNREADABLE = "unreadable"
    DUPLICATE_ROW = "duplicate-row"
    ROW_UNKNOWN = "row-unknown"
    DECIDED = "decided"
    # conflict
    ROW_GONE = "row-gone"
    ROW_IN_DOUBT = "row-in-doubt"
    ROW_DIFFERS = "row-differs"
    NO_BASE = "no-base"
    REFERS = "refers-to-waiting"
    # identical
    SUPERSEDED = "superseded"
    # applied or identical
    ON_BEHALF = "on-behalf"


OUTCOMES: Mapping[Outcome, Text] = {
    Outcome.APPLIED: Text("已采纳", "applied"),
    Outcome.IDENTICAL: Text("一致", "identical"),
    Outcome.CONFLICT: Text("冲突", "conflict"),
    Outcome.REJECTED: Text("拒绝", "rejected"),
}

REASONS: Mapping[Reason, Text] = {
    Reason.NONE: Text("", ""),
    Reason.NOT_OWNER: Text(
        "不归该部门填写；如认可，项目经理可在“待裁定事项”里采用",
        "not this department's to fill; the project manager can take it on the sheet of decisions",
    ),
    Reason.PROPOSAL: Text(
        "为其他部门新增的行，作为建议等项目经理裁定",
        "a row added for another department: a proposal for the project manager to decide on",
    ),
    Reason.MOVED: Text(
        "下发之后该行已改由其他部门负责",
        "the row has gone to another department since the copy was issued",
    ),
    Reason.FROZEN: Text(
        "该行已有审批结论，部门不能再改；确需修改请另提申请",
        "the row has been decided and departments no longer change it; a further change needs a new request",
    ),
    Reason.GATED: Text(
        "计划已冻结，要改须先有已批准的变更申请",
        "the plan is frozen; this needs an approved change request first",
    ),
    Reason.UNREADABLE: Text("内容读不准，未采用，也不当作清空", "unreadable; neither used nor taken for cleared"),
    Reason.DUPLICATE_ROW: Text("同一行出现两次，以上面一行为准", "the row is there twice, and the upper one counts"),
    Reason.ROW_UNKNOWN: Text("看不出这一行是谁的", "the row does not say what it is about"),
    Reason.DECIDED: Text("项目经理已裁定", "decided by the project manager before"),
    Reason.ROW_GONE: Text("主计划里已没有这一行", "the master has no such row any more"),
    Reason.ROW_IN_DOUBT: Text(
        "无法确定是哪一行，等待裁定", "it is not certain which row this is; waits for a decision"
    ),
    Reason.ROW_DIFFERS: Text(
        "同一个新行填了不同的内容：是更正，还是两行？",
        "one new row was filled in differently: a correction, or two rows?",
    ),
    Reason.REFERS: Text(
        "所指的人员、任务等还没进入主计划（它自己也在待裁定或未采用）",
        "the person, task or other row that it names is not in the master; it waits itself or was not taken",
    ),
    Reason.NO_BASE: Text("文件的基准丢失，无法判断是谁改的", "the file's base is lost, so nobody knows who changed it"),
    Reason.SUPERSEDED: Text(
        "主计划曾采用过这个值，之后又有更新",
        "the master has had this value since, and it was changed again later",
    ),
    Reason.ON_BEHALF: Text("项目经理代填", "filled in by the project manager on behalf of the department"),
}


BLANK = Text("（空）", "(blank)")
"""What stands in a sentence for a cell without a value."""


def shown(table: Table, key: str, value: JsonValue, ctx: Ctx) -> str:
    """A frozen value as people know it: labels for keys, names for ids, raw text as it stood."""
    if value is None:
        return ""
    if is_unread(value):
        return str(value[UNREAD])
    kind = table.column(key).kind
    try:
        return kind.show(kind.thaw(value), ctx)
    except (ValueError, TypeError, ArithmeticError):  # a base that somebody wrote by hand
        return str(value)


def shown_line(table: Table, key: str, value: JsonValue, ctx: Ctx) -> str:
    """A frozen value on one line; a word for blank."""
    return shown(table, key, value, ctx).replace("\n", " ⏎ ") or BLANK(ctx.lang)


def row_label(table: Table, row_id: str, cells: Mapping[str, JsonValue], ctx: Ctx) -> str:
    """How people know a row: a task by code and name, other rows by what names them, else the id."""
    if table.shape == "record":
        return table.title(ctx.lang)
    keys = (*(k for k in ("code", "number") if table.has(k)), label_key(table))
    if table.shape == "matrix" or table.id_of:
        keys = table.natural
    parts = [shown(table, k, cells[k], ctx) for k in keys if k and cells.get(k) is not None]
    return " ".join(p for p in parts if p).split("\n", 1)[0] or row_id
