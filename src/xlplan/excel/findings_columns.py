"""The columns of the list of findings in a workbook: what they are called, how wide they are, what stands in them."""

from __future__ import annotations

from dataclasses import dataclass

from xlplan.core.finding import SEVERITY, Finding
from xlplan.core.text import Lang, Text
from xlplan.core.where import at


@dataclass(frozen=True, slots=True)
class Column:
    """A column under its stable key: for programs only (``hidden``), filled by a person, or shown where it holds anything."""

    key: str
    title: Text
    width: float
    hidden: bool = False
    filled: bool = False
    optional: bool = False


COLUMNS: tuple[Column, ...] = (
    Column("severity", Text("级别", "Severity"), 9),
    Column("shown_code", Text("代码", "Code"), 9),
    Column("department", Text("部门", "Department"), 11, optional=True),
    Column("owner", Text("责任人", "Owner"), 9, optional=True),
    Column("shown_file", Text("文件", "File"), 20),
    Column("place", Text("位置", "Place"), 18),
    Column("message", Text("问题", "What is wrong"), 38),
    Column("hint", Text("怎么改", "What to do"), 30),
    Column("value", Text("单元格内容", "In the cell"), 14),
    Column("reason", Text("接受理由", "Reason to accept"), 22, filled=True),
    Column("accepted_reason", Text("已接受：理由", "Accepted: reason"), 18, optional=True),
    Column("accepted_by", Text("接受人", "Accepted by"), 12, optional=True),
    Column("accepted_on", Text("接受日期", "Accepted on"), 12, optional=True),
    Column("accepted_until", Text("有效至", "Until"), 11, optional=True),
    Column("code", Text("代码", "Code"), 9, hidden=True),
    Column("form", Text("表单", "Form"), 9, hidden=True),
    Column("row_id", Text("行编号", "Row id"), 9, hidden=True),
    Column("field", Text("字段", "Field"), 9, hidden=True),
    Column("file", Text("文件", "File"), 9, hidden=True),
)
"""In the order of the sheet."""


def values(finding: Finding, lang: Lang) -> dict[str, str]:
    """What stands in a row, by the keys of the columns; ``reason`` is left to people."""
    place, accepted = finding.place, finding.accepted
    return {
        "severity": SEVERITY[finding.severity](lang),
        "shown_code": finding.code,
        "department": finding.concern.department,
        "owner": finding.concern.owner,
        "shown_file": place.file,
        "place": at(place, lang),
        "message": finding.message(lang),
        "hint": finding.hint(lang),
        "value": finding.value,
        "reason": "",
        "accepted_reason": accepted.reason if accepted else "",
        "accepted_by": accepted.by if accepted else "",
        "accepted_on": accepted.on.isoformat() if accepted else "",
        "accepted_until": accepted.until.isoformat() if accepted and accepted.until else "",
        "code": finding.code,
        "form": place.form,
        "row_id": place.row_id,
        "field": place.field,
        "file": place.file,
    }
