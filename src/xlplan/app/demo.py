"""The whole round on the sample project, new, split, filling in, check, annotated returns, merge, the status report, and its closing."""

from __future__ import annotations

import datetime as dt
import shutil
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from xlplan.app.annotate import Annotator
from xlplan.app.check import CheckResult, check
from xlplan.app.closing import Closed, close
from xlplan.app.closing_sample import closing_sample
from xlplan.app.create import Facts, create
from xlplan.app.fill import Desk
from xlplan.app.merging import Merged, merge_files
from xlplan.app.saving import save_master
from xlplan.app.split import SplitResult, split
from xlplan.app.status import read_status, write_status
from xlplan.core.errors import InputError, OutputError
from xlplan.core.text import Lang, Text
from xlplan.store.files import make_folder

NOT_EMPTY = Text("{folder} 已存在且不是空文件夹，请换一个", "{folder} exists and is not empty; choose another folder")
NO_SAMPLES = Text("找不到示例数据：{folder}", "the sample data are missing: {folder}")
FOLDERS = {
    "master": Text("1-主计划", "1-master"),
    "issued": Text("2-发出", "2-issued"),
    "returned": Text("3-收回", "3-returned"),
    "back": Text("4-退回更正", "4-to be corrected"),
    "reports": Text("5-报告", "5-reports"),
    "blank": Text("0-空白", "0-blank"),
    "closing": Text("6-收尾", "6-closing"),
}
MASTER = Text("主计划.xlsx", "master.xlsx")
BLANK = Text("空白主计划.xlsx", "blank master.xlsx")
FINAL = Text("收尾中的主计划.xlsx", "master in closing.xlsx")
STATUS = Text("状态报告.html", "status.html")
CLOSED = Text("已关闭的主计划.xlsx", "closed master.xlsx")
PROJECT = Text("新项目", "New project")
DEPARTMENTS = (Text("研发部", "R&D"), Text("市场部", "Marketing"), Text("供应链部", "Supply Chain"))


@dataclass
class Demo:
    """What the demonstration made."""

    folder: Path
    master: Path
    blank: Path
    issued: SplitResult
    returned: list[Path] = field(default_factory=list)
    checked: CheckResult = field(default_factory=CheckResult)
    back: list[Path] = field(default_factory=list)
    merged: Merged | None = None
    reports: Path = Path()
    status: Path = Path()
    final: Path = Path()
    closed: Closed | None = None
    seconds: float = 0.0


def samples_folder() -> Path:
    """Where the samples are: inside the installed package, or at the top of the source tree."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "samples"
    folder = (inside if inside.is_dir() else package.parents[1] / "samples") / "smart-lock"
    if not folder.is_dir():
        raise InputError(NO_SAMPLES, folder=str(folder))
    return folder


def returns() -> dict[str, Any]:
    """What the departments of the sample return."""
    import yaml

    data: dict[str, Any] = yaml.safe_load((samples_folder() / "returns.yaml").read_text(encoding="utf-8"))
    return data


def _in(lang: Lang, value: Any) -> str:
    return str(value[lang] if isinstance(value, Mapping) else value)


def fill_in(issued: SplitResult, folder: Path, lang: Lang) -> list[Path]:
    """Fill in copies as the sample's departments do; returns the files of the folder of returned ones."""
    make_folder(folder)
    by_department = {
        dept.id: copy.path
        for copy in issued.copies
        for dept in issued.plan.departments.values()
        if dept.name == copy.department
    }
    data = returns()
    made = []
    for entry in data["returns"]:
        desk = Desk(by_department[entry["department"]], lang)
        desk.do(entry["steps"])
        made.append(folder / _in(lang, entry["file"]))
        desk.save(made[-1])
    for other in data["others"]:
        made.append(folder / _in(lang, other["file"]))
        made[-1].write_text(_in(lang, other["text"]), encoding="utf-8")
    return made


def close_sample(place: Path, lang: Lang) -> tuple[Path, Closed]:
    """The sample's master as it is at the end of the project, and a copy of it that is closed the day after."""
    plan, template = closing_sample(samples_folder(), lang)
    final, copy = place / FINAL(lang), place / CLOSED(lang)
    save_master(final, plan, template)
    shutil.copyfile(final, copy)
    last = plan.basic.status_date or dt.date.today()
    return final, close(copy, place, on=last + dt.timedelta(days=1))


def run_demo(folder: Path, lang: Lang) -> Demo:
    """Run the round into a new folder. OutputError where the folder is not empty or can't be written."""
    began = time.monotonic()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise OutputError(NOT_EMPTY, folder=str(folder))
    place = {key: folder / text(lang) for key, text in FOLDERS.items()}
    for path in place.values():
        make_folder(path)
    data = returns()
    today = dt.date.fromisoformat(str(data["status_date"]))
    blank = place["blank"] / BLANK(lang)
    facts = Facts(PROJECT(lang), "P-001", "", today, today + dt.timedelta(days=180), [d(lang) for d in DEPARTMENTS])
    create(blank, None, facts, lang, None, today)
    master = place["master"] / MASTER(lang)
    create(master, samples_folder() / f"plan.{lang}.yaml", Facts(), lang, None, today)
    due = dt.date.fromisoformat(str(data["due"]))
    issued = split(master, place["issued"], status_date=today, due=due, today=today)
    done = Demo(folder, master, blank, issued, reports=place["reports"])
    done.returned = fill_in(issued, place["returned"], lang)
    back = Annotator(place["back"])
    done.checked = check([place["returned"]], each=back)
    done.back = back.written
    done.merged = merge_files(master, [place["returned"]])
    status = read_status(master, lang, dt.datetime.now())
    done.status = write_status(status, place["reports"] / STATUS(lang), master)
    done.final, done.closed = close_sample(place["closing"], lang)
    done.seconds = time.monotonic() - began
    return done
