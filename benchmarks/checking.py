"""What the rules cost beside reading: a hundred submissions of three hundred rows each.

    python benchmarks/checking.py [--rows 300] [--files 100] [--json FILE]

A plan of six departments is made, each with so many tasks of its own, linked across departments, with progress and risks.
Its six copies stand for all submissions: they are read and judged in turn until so many files are done. *Reading* is opening
the file in this process, finding its tables and understanding every cell; *calculating* is what follows from them (dates,
roll-ups), which the rules ask for; *rules* is all rules. Processor time, median of the copies; the ratios are what counts.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import statistics
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from xlplan.app.books import open_submission
from xlplan.app.judge import copy_plan, own_rows
from xlplan.app.saving import save_master
from xlplan.app.split import split
from xlplan.calculate.compute import compute
from xlplan.core.raw import RawWorkbook
from xlplan.document.load import load_source
from xlplan.document.source import parse_source
from xlplan.excel.raw_limits import Limits
from xlplan.excel.rawread import read_one
from xlplan.rules.base import RuleContext
from xlplan.rules.run import run
from xlplan.template.resolve import load_template

DEPARTMENTS = 6
STATUS = dt.date(2026, 6, 5)


@dataclass
class Cost:
    """Seconds of processor time for one submission."""

    reading: float
    calculating: float
    rules: float
    findings: int


def document(rows: int) -> dict[str, Any]:
    """A plan whose departments have ``rows`` tasks each."""
    names = [f"部门{n}" for n in range(1, DEPARTMENTS + 1)]
    start = dt.date(2026, 3, 2)
    tasks: list[dict[str, Any]] = []
    for d, name in enumerate(names, 1):
        tasks.append({"code": str(d), "name": f"阶段 {d}", "dept": name})
        for n in range(1, rows):
            before = f"{d}.{n - 1}" if n > 1 and n % 7 else f"{d - 1}.{n}" if d > 1 and n % 7 == 0 else None
            more = {"predecessors": before} if before else {"manual_start": str(start + dt.timedelta(days=n % 60))}
            tasks.append(
                {
                    "code": f"{d}.{n}",
                    "name": f"任务 {d}-{n}",
                    "dept": name,
                    "owner": f"人{d}{n % 5}",
                    "duration": 1 + n % 9,
                    "effort": 1 + n % 5,
                    "deliverable": f"成果 {n}",
                    "acceptance": "评审通过",
                    **more,
                }
            )
    people = [
        {"name": f"人{d}{k}", "dept": names[d - 1], "role": "成员"} for d in range(1, DEPARTMENTS + 1) for k in range(5)
    ]
    people[0]["role"] = "项目经理"
    return {
        "basic": {
            "name": "大项目",
            "code": "BIG",
            "state": "执行中",
            "manager": "人10",
            "start": str(start),
            "finish": "2028-12-29",
        },
        "team": {"departments": [{"name": n, "short_code": n} for n in names], "people": people},
        "wbs": tasks,
        "risks": [
            {"description": f"风险 {n}", "dept": names[n % 6], "probability": "高", "impact": "中"} for n in range(120)
        ],
    }


def copies(folder: Path, rows: int) -> list[Path]:
    """The copies of the plan."""
    template = load_template()
    text = json.dumps(document(rows), ensure_ascii=False)
    plan, _ = load_source(parse_source(text, "big.json", is_json=True), template)
    roomy = replace(template, capacity={**template.capacity, "wbs": len(plan.tasks) + 50})
    master = folder / "master.xlsx"
    save_master(master, plan, roomy)
    return [c.path for c in split(master, folder / "issued", status_date=STATUS, today=STATUS).copies]


def cost(path: Path) -> Cost:
    """What one submission costs."""
    marks = [time.process_time()]
    raw = read_one(path, Limits())
    assert isinstance(raw, RawWorkbook)
    submission = open_submission(raw, None, None)
    assert submission.side is not None and submission.template is not None
    marks.append(time.process_time())
    plan = copy_plan(submission.side, submission.template)
    computed = compute(plan, submission.template)
    marks.append(time.process_time())
    own = own_rows(submission.side, submission.template)
    found = run(RuleContext(plan, computed, submission.template, own=own, master=False))
    marks.append(time.process_time())
    a, b, c, d = marks
    return Cost(b - a, c - b, d - c, len(found))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=300)
    parser.add_argument("--files", type=int, default=100)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        files = copies(Path(folder), given.rows)
        costs = [cost(files[n % len(files)]) for n in range(given.files)]
    middle = {k: statistics.median(getattr(c, k) for c in costs) for k in ("reading", "calculating", "rules")}
    print(f"{given.files} submissions of {given.rows} own rows; seconds of processor time for one:")
    for key, seconds in middle.items():
        print(
            f"  {key:<12} {seconds:8.4f}   {seconds / middle['reading']:6.2f} x reading   {seconds * given.files:7.1f} s for all"
        )
    print(f"  findings     {statistics.median(c.findings for c in costs):8.0f}")
    if given.json:
        given.json.write_text(json.dumps({**middle, "rows": given.rows, "files": given.files}, indent=1) + "\n")


if __name__ == "__main__":
    main()
