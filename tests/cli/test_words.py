"""Help, languages, and mistakes in the command line itself."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cli.conftest import Run
from xlplan.cli.main import COMMANDS
from xlplan.core.text import LANGS

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(run: Run, command: str, lang: str) -> None:
    said = run(command, "--help", "--lang", lang)
    assert said.code == 0
    assert ("例：" if lang == "zh" else "Examples:") in said.out
    assert f"  xlplan {command}" in said.out
    if lang == "zh":
        assert not re.search(r"Usage|Options|Commands|Show this|COMMAND|OPTIONS|MASTER|PATHS|FOLDER|PLAN", said.out), (
            "no heading stays English"
        )
    else:
        # Words that --forms and --department take are named as they are typed.
        assert not re.search(r"[\u4e00-\u9fff]", said.out), "names in examples are English, too"


@pytest.mark.parametrize("lang", LANGS)
def test_without_arguments_it_says_what_there_is(run: Run, lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XLPLAN_LANG", lang)
    said = run()
    assert said.code == 2
    assert all(f"\n  {c} " in said.out + said.err for c in COMMANDS)
    assert run("--help").code == 0
    assert run("--version").out.startswith("xlplan")


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["merg"], "merge"), (["exprot"], "export"), (["xyzzy"], "xyzzy"), (["--bogus"], "--bogus"), (["new", "--forse"], "--force"),
        (["check"], "check --help"), (["check", "-o"], "-o"), (["forms", "wsb"], "wsb"),
        (["template", "lst"], "list"), (["check", "a", "--format", "xml"], "--format"),
        (["new", "--name", "甲", "--start", "明天"], "明天"), (["new", "--name", "甲", "--start", "5/3/2026"], "5/3/2026"),
        (["new", "a", "b", "-o", "c"], "new --help"), (["--lang", "fr", "new"], "--lang"), (["explain", "XYZ999"], "XYZ999"), (["new"], "--name"),
        (["forms", "--template", "acme"], "acme"), (["schema", "--template", "none.yaml"], "none.yaml"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("lang", LANGS)
def test_a_mistake_is_one_line(
    run: Run, arguments: list[str], named: str, lang: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XLPLAN_LANG", lang)
    said = run(*arguments)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("错误：" if lang == "zh" else "error: ")
    assert named in said.err
    assert said.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("environment", "arguments", "expected"),
    [
        ({"LANG": "en_US.UTF-8"}, [], "en"), ({"LANG": "zh_CN.UTF-8"}, [], "zh"), ({"LANG": "de_DE"}, [], "zh"), ({}, [], "zh"),
        ({"LANG": "zh_CN", "XLPLAN_LANG": "en"}, [], "en"), ({"LANG": "zh_CN"}, ["--lang", "en"], "en"), ({"LANG": "en"}, ["--lang=zh"], "zh"),
        ({"LANG": "en_US", "LC_ALL": "zh_CN"}, [], "zh"),
    ],
)  # fmt: skip
def test_the_language(
    run: Run, environment: dict[str, str], arguments: list[str], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LANG", "LC_ALL", "LC_MESSAGES", "XLPLAN_LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert ("错误" in run(*arguments, "explain", "X").err) == (expected == "zh")


@pytest.mark.parametrize("lang", LANGS)
def test_catalogues(run: Run, lang: str) -> None:
    listed = run("rules", "--json", "--lang", lang).data
    assert len({r["code"] for r in listed}) == len(listed) > 50
    lines = run("rules", "--lang", lang).out.splitlines()
    assert [line.split()[0] for line in lines if line.startswith("  ")] == [r["code"] for r in listed]
    families = [line.split()[0] for line in lines if line and not line.startswith(" ")]
    assert families == sorted({r["code"][:3] for r in listed})
    assert all(r["code"].startswith("DAT") for r in run("rules", "dat", "--json").data)
    for wanted in ("CEL012", "cel012", "not-a-date"):
        assert "CEL012" in run("explain", wanted, "--lang", lang).out
    forms = run("forms", "--lang", lang).out
    assert "wbs.wbs" in forms
    assert "predecessors" in forms
    assert run("schema").data["properties"]["wbs"]


def interruptible() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def spawn(*arguments: object, folder: Path, **environment: str) -> subprocess.Popen[bytes]:
    known = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "XLPLAN_LANG": "zh", **environment}
    command = [sys.executable, "-m", "xlplan", *map(str, arguments)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    # A shell's background job starts with Ctrl-C ignored, and so would everything below it.
    ready = interruptible if os.name == "posix" else None
    return subprocess.Popen(command, cwd=folder, env=known, preexec_fn=ready, **pipes)


@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
def test_a_console_without_some_characters(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "𠮷–é.yaml").write_text("basic: {nam: 𠮷}", encoding="utf-8")
    for arguments in (["--help"], ["rules"], ["forms"], ["check", "𠮷–é.yaml"], ["new", "𠮷–é.yaml", "-o", "a.xlsx"]):
        process = spawn(*arguments, folder=tmp_path, PYTHONIOENCODING=encoding)
        out, err = process.communicate(timeout=60)
        assert process.returncode in (0, 2)
        assert b"Traceback" not in err
        if encoding == "gbk":
            assert "错误" in (out + err).decode("gbk") or process.returncode == 0


def test_a_reader_that_stops_reading(tmp_path: Path) -> None:
    process = spawn("rules", folder=tmp_path)
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    assert process.stderr.read() == b""
    process.wait(timeout=60)


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="signals are sent differently elsewhere")
@pytest.mark.parametrize("after", ["start", "write"])
def test_ctrl_c_leaves_nothing_half_done(tmp_path: Path, issued: Path, after: str) -> None:
    for attempt in range(5):
        folder = tmp_path / str(attempt)
        folder.mkdir()
        if _interrupted(folder, issued, after):
            return
    pytest.fail("the command was always done before it could be interrupted")


def _without_warnings(err: bytes) -> bytes:
    """What was said, without files that Python closes by itself when Ctrl-C comes in the middle of its own opening them.

    Python names them where warnings are errors, as they may be in tests, and nowhere else.
    """
    return re.sub(rb"Exception ignored in: .*?\nResourceWarning: [^\n]*\n", b"", err, flags=re.DOTALL)


def _interrupted(folder: Path, issued: Path, after: str) -> bool:
    """Interrupt a command and see what it leaves; False where it was done before that, as on a busy machine it may be."""
    master, out = folder / "主计划.xlsx", folder / "发出"
    master.write_bytes((issued / "主计划.xlsx").read_bytes())
    before = master.read_bytes()
    process = spawn("split", master, "-o", out, "--status-date", "2026-04-03", folder=folder)
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and process.poll() is None:
        started = (folder / ".主计划.xlsx.lock").exists()
        writing = any(out.glob(".~xlplan-*/*.xlsx"))
        if writing or (started and after == "start"):
            break
        time.sleep(0.005)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    if process.returncode == 0:
        return False
    assert b"Traceback" not in _without_warnings(err), err.decode()
    assert list(folder.rglob(".*")) == []
    assert master.read_bytes() == before
    assert not list(out.glob("*.xlsx"))
    return True
