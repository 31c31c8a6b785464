"""A command loads what it needs and no more: help comes at once, reading loads no writer."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from xlplan.cli.summaries import SUMMARY

REPORT = """
import contextlib, io, json, sys
from xlplan.cli.main import main
for arguments in json.loads(sys.argv[1]):
    with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
        main(arguments)
own = {name for name in sys.modules if name.startswith("xlplan.") and not name.startswith("xlplan.cli")}
others = {name.partition(".")[0] for name in sys.modules} - set(sys.stdlib_module_names) - {"__main__", "xlplan"}
print(json.dumps([sorted(own), sorted(name for name in others if not name.startswith("_"))]))
"""


def _loaded(*commands: list[str]) -> tuple[set[str], set[str]]:
    """Modules of xlplan and packages of others that are there after these commands."""
    run = subprocess.run(
        [sys.executable, "-c", REPORT, json.dumps(commands)], capture_output=True, text=True, check=True
    )
    own, others = json.loads(run.stdout)
    return set(own), set(others)


def test_version_and_help_load_the_command_line_alone() -> None:
    own, others = _loaded(["--version"], ["--help"], ["--help", "--lang", "en"])
    assert own == {"xlplan.core", "xlplan.core.errors", "xlplan.core.text"}
    assert others == {"click"}


def test_the_help_of_a_command_loads_no_other_library() -> None:
    own, others = _loaded(*([name, "--help"] for name in SUMMARY))
    assert others == {"click"}
    assert not {name for name in own if name.startswith(("xlplan.forms", "xlplan.rules", "xlplan.core.kinds"))}


def test_listing_loads_no_reader_and_no_writer() -> None:
    _, others = _loaded(["rules"], ["explain", "DAT001"], ["forms"], ["schema"], ["template", "list"])
    assert not others & {"openpyxl", "pandas", "numpy", "xlsxwriter", "python_calamine", "xlrd", "chinese_calendar"}


def test_checking_a_document_loads_no_writer(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_text('{"format": 1, "template": "standard", "basic": {"name": "P"}}', encoding="utf-8")
    own, others = _loaded(["check", str(path)], ["schedule", str(path)])
    assert "xlplan.rules.run" in own
    assert not others & {"openpyxl", "pandas", "numpy", "xlsxwriter", "python_calamine", "xlrd"}
