"""Closing a project: a last check, the state set, and a read-only folder with everything that there is to keep."""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
import io
import json
import shutil
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path

from xlplan.app.books import open_master
from xlplan.app.journal import Entry, check_newest
from xlplan.app.judge import judge_plan
from xlplan.app.project_state import refuse_closed
from xlplan.app.saving import save_master
from xlplan.core.errors import OutputError
from xlplan.core.finding import Finding, Severity
from xlplan.core.text import Lang, Text
from xlplan.document.dump import to_json, to_yaml
from xlplan.forms.basic import Basic
from xlplan.model.plan import Plan
from xlplan.report.findings import as_dict
from xlplan.rules.catalogue import rules
from xlplan.store.files import CANNOT_WRITE, free_path, locked, make_folder, safe_file_name, sha256_of, write_atomic
from xlplan.template.resolve import Template

FOLDER = Text("{code}_结项归档_{day}", "{code}_closing_archive_{day}")
FINDINGS_FILE = Text("检查结果.json", "findings.json")
PLAN_FILE = Text("计划", "plan")
MANIFEST = Text("清单.csv", "manifest.csv")
MANIFEST_HEAD = Text("文件,字节数,SHA-256", "file,bytes,SHA-256")
READ_ONLY = 0o444
CLOSING = ("closing", "closed")


@dataclass(frozen=True)
class Closed:
    """What closing did. ``blocking`` is what stood against it; where ``done`` is False nothing was written."""

    plan: Plan
    template: Template
    findings: list[Finding]
    blocking: list[Finding]
    done: bool = False
    folder: Path | None = None
    files: list[str] = field(default_factory=list)
    archived: Path | None = None


def close(
    path: Path,
    out: Path | None = None,
    *,
    on: dt.date,
    terminated: bool = False,
    force: bool = False,
    dry_run: bool = False,
    now: dt.datetime | None = None,
) -> Closed:
    """Check a master as a closed project's; where nothing stands against it, set the state and write the archive folder.

    A terminated project is not asked for what only a finished one has. ``force`` closes in spite of what was found, which
    the folder then says. ``out`` is where the folder is made, beside the master as a rule. UsageError where the project is
    closed already.
    """
    with locked(path):
        master = open_master(path)
        check_newest(master)
        template = master.template
        refuse_closed(master.plan, template)
        basic: Basic = master.plan.basic.model_copy(update={"state": "terminated" if terminated else "closed"})
        plan = master.plan.with_tables({"basic": {basic.id: basic}})
        judged = judge_plan(plan, template, path.name, master.reading)
        findings = [*master.findings, *judged]
        blocking = blockers(findings)
        done = Closed(plan, template, findings, blocking)
        if dry_run or (blocking and not force):
            return done
        plan = replace(plan, revision=plan.revision + 1)
        kept = save_master(path, plan, template, entry=Entry("close", master, now=now))
        folder, files = _archive(path, out or path.parent, plan, template, findings, on)
        return replace(done, plan=plan, done=True, folder=folder, files=files, archived=kept)


def blockers(findings: list[Finding]) -> list[Finding]:
    """What stands against closing: errors, and whatever the rules of closing find and nobody accepted."""
    closing = {rule.type.code for rule in rules() if rule.since in CLOSING}
    return [
        x
        for x in findings
        if x.is_open and (x.severity is Severity.ERROR or (x.code in closing and x.severity is not Severity.INFO))
    ]


def _archive(
    master: Path, out: Path, plan: Plan, template: Template, findings: list[Finding], on: dt.date
) -> tuple[Path, list[str]]:
    """The folder, filled aside and put into place whole: workbook, plan document, findings, a list with checksums."""
    lang: Lang = plan.language
    code = safe_file_name(plan.basic.code or master.stem)
    make_folder(out)
    target = free_path(out / FOLDER(lang, code=code, day=on.isoformat()))
    try:
        aside = Path(tempfile.mkdtemp(prefix=".~xlplan-", dir=out))
    except OSError as error:
        raise OutputError(CANNOT_WRITE, file=str(out), why=error.strerror or str(error)) from error
    try:
        shutil.copyfile(master, aside / master.name)
        name = PLAN_FILE(lang)
        texts = {
            f"{name}.json": to_json(plan, template),
            f"{name}.yaml": to_yaml(plan, template),
            FINDINGS_FILE(lang): json.dumps([as_dict(x, lang) for x in findings], ensure_ascii=False, indent=1) + "\n",
        }
        for file, text in texts.items():
            write_atomic(aside / file, lambda p, text=text: p.write_text(text, encoding="utf-8"))  # type: ignore[misc]
        files = [master.name, *texts]
        manifest = _manifest(aside, files, lang)
        write_atomic(aside / MANIFEST(lang), lambda p: p.write_text(manifest, encoding="utf-8-sig", newline=""))
        files.append(MANIFEST(lang))
        for file in files:
            (aside / file).chmod(READ_ONLY)
        aside.chmod(0o755)
        aside.replace(target)
    except OSError as error:
        raise OutputError(CANNOT_WRITE, file=str(target), why=error.strerror or str(error)) from error
    finally:
        with contextlib.suppress(OSError):
            shutil.rmtree(aside)
    return target, files


def _manifest(folder: Path, files: list[str], lang: Lang) -> str:
    """Name, size and checksum of each file, so that anybody can tell later whether one was touched."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(MANIFEST_HEAD(lang).split(","))
    for file in files:
        writer.writerow([file, (folder / file).stat().st_size, sha256_of(folder / file)])
    return text.getvalue()
