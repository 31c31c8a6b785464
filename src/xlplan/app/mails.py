"""Findings as mails that only have to be looked at and sent: one draft for each department or person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import partial
from pathlib import Path

from xlplan.app.check import CheckResult
from xlplan.core.finding import Finding, Severity
from xlplan.core.text import Lang, Text
from xlplan.report.findings import GROUPINGS, NOBODY, count_words, findings_text
from xlplan.store.files import make_folder, safe_file_name, write_atomic

SUBJECT = Text("【{project}】请更正：{counts}（{whom}）", "[{project}] to be corrected by {whom}: {counts}")
HELLO = Text(
    "{whom}：\n\n{project}的文件里有下列问题，请更正后把文件发回。\n",
    "{whom},\n\nplease correct the following in the files of {project} and send them back.\n",
)


def write_mails(
    result: CheckResult, folder: Path, by: str, lowest: Severity, lang: Lang, now: dt.datetime
) -> list[Path]:
    """Write a draft (``.eml``) for each department, or each person, into a folder; those of nobody go to the manager.

    ``by`` is ``department`` or ``owner``. Mail programs open a draft ready to be sent. Drafts that are there are replaced.
    OutputError where the folder can't be written.
    """
    groups: dict[str, list[Finding]] = {}
    for finding in result.findings:
        if finding.is_open and finding.severity.rank <= lowest.rank:
            groups.setdefault(GROUPINGS[by](finding), []).append(finding)
    make_folder(folder)
    written = []
    for name in sorted(groups):
        whom = name or NOBODY[by](lang)
        message = _message(result, whom, groups[name], lang, now)
        path = folder / f"{safe_file_name(whom)}.eml"
        write_atomic(path, partial(_put, message.as_bytes(policy=SMTP)))
        written.append(path)
    return written


def _put(content: bytes, path: Path) -> None:
    path.write_bytes(content)


def _message(result: CheckResult, whom: str, found: Sequence[Finding], lang: Lang, now: dt.datetime) -> EmailMessage:
    files = list(dict.fromkeys(x.place.file for x in found))
    project = result.project or "xlplan"
    message = EmailMessage()
    message["Subject"] = " ".join(SUBJECT(lang, project=project, counts=count_words(found, lang), whom=whom).split())
    message["Date"] = format_datetime(now)
    if address := _address(whom, result.addresses.get(whom, "")):
        message["To"] = address
    # What tells mail programs that it is a draft.
    message["X-Unsent"] = "1"
    body = findings_text(files, found, lang, Severity.INFO)
    message.set_content(HELLO(lang, whom=whom, project=project) + "\n" + body + "\n", charset="utf-8")
    return message


def _address(name: str, address: str) -> Address | None:
    """An address, None where it is missing or none that can be written to."""
    try:
        return Address(name, addr_spec=address) if address else None
    except (ValueError, IndexError, LookupError):
        return None
