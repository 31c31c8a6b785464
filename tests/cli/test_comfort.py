"""What makes the command line pleasant: examples that are true, names that are guessed, questions, completion, consoles."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest

from cli.conftest import SMALL, Run
from xlplan.app.books import open_master
from xlplan.cli.main import COMMANDS, build
from xlplan.core.near import nearest
from xlplan.core.text import LANGS, Lang
from xlplan.core.where import typed

EXAMPLE = re.compile(r"^ {4}(xlplan .+)$", re.MULTILINE)


def _run_apart(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    known = {**os.environ, "XLPLAN_LANG": "zh", **environment}
    command = [sys.executable, "-m", "xlplan", *arguments]
    return subprocess.run(command, cwd=folder, env=known, capture_output=True, check=False)


@pytest.fixture
def master(desk: Path) -> Path:
    return desk / "主计划.xlsx"


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("command", COMMANDS)
def test_examples_are_commands_that_there_are(run: Run, command: str, lang: Lang) -> None:
    group = build(lang)
    found = EXAMPLE.findall(run(command, "--help", "--lang", lang).out)
    assert found
    for line in found:
        words = shlex.split(line)[1:]
        if ">" in words:
            words = words[: words.index(">")]
        here: click.Command = group
        context = click.Context(group, info_name="xlplan")
        while isinstance(here, click.Group):
            name = words.pop(0)
            found_here = here.get_command(context, name)
            assert found_here is not None, line
            here = found_here
        assert here.make_context(here.name, list(words)).params is not None, line


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (["split", "MASTER", "--forms", "weekyl"], "weekly"),
        (["split", "MASTER", "--department", "研法部"], "研发部"),
        (["check", "MASTER", "--department", "研法部"], "研发部"),
        (["check", "MASTER", "--severity", "eror"], "error"),
        (["check", "MASTER", "--ony", "DAT"], "--only"),
        (["blame", "MASTER", "wbs", "1.2", "durration"], "duration"),
        (["blame", "MASTER", "wbs", "1.2", "工朝"], ""),
        (["blame", "MASTER", "wsb", "1.2", "duration"], "wbs"),
        (["new", "--template", "ful", "--name", "x"], "full"),
        (["round", "opne"], "open"),
        (["template", "lst"], "list"),
        (["explain", "DAT07"], "DAT007"),
        (["scheduel", "MASTER"], "schedule"),
        (["reassign", "MASTER", "Li Leo", "周敏"], "Li Lei"),
    ],
)
@pytest.mark.parametrize("lang", LANGS)
def test_what_was_meant_is_guessed(
    run: Run, master: Path, arguments: list[str], meant: str, lang: Lang, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XLPLAN_LANG", lang)
    before = master.read_bytes()
    said = run(*(master if a == "MASTER" else a for a in arguments))
    assert said.code == 2 and said.err.count("\n") == 1
    assert bool(meant) == bool(re.search("是否“" if lang == "zh" else "did you mean “", said.err)), said.err
    assert meant in said.err
    assert master.read_bytes() == before


def test_nothing_is_guessed_where_nothing_is_near() -> None:
    assert nearest("xyz", ["weekly", "planning"]).both == ("", "")
    assert "{a}" in nearest("{b}", ["{a}"])("en")
    assert nearest("WEEKLY", ["weekly"])("en").endswith("“weekly”?")


def test_copies_have_a_place_where_none_is_named(run: Run, tmp_path: Path) -> None:
    master = tmp_path / "我的 项目" / "master.xlsx"
    master.parent.mkdir()
    assert run("new", SMALL, "-o", master).code == 0
    assert run("split", master, "--status-date", "2026-03-27").code == 0
    first = {p: p.read_bytes() for p in (master.parent / "发出").iterdir()}
    assert len(first) == len(open_master(master).plan.departments)
    assert run("split", master, "--status-date", "2026-03-27").code == 0
    assert all(p.read_bytes() == content for p, content in first.items()), "no copy is overwritten"
    assert len(list((master.parent / "发出").iterdir())) == 2 * len(first)


def test_the_next_command_can_be_typed_as_it_is_said(run: Run, tmp_path: Path) -> None:
    said = run("new", SMALL, "-o", tmp_path / "我的 项目 (1).xlsx", "--lang", "en")
    command = said.err.split("then ")[1].strip()
    words = shlex.split(command)
    assert words == ["xlplan", "split", str(tmp_path / "我的 项目 (1).xlsx")]
    assert run(*words[1:]).code == 0


def test_paths_are_quoted_only_where_they_have_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    assert typed("门锁/主计划.xlsx") == "门锁/主计划.xlsx"
    for name in ("a b.xlsx", "a&b.xlsx", "R$D (2).xlsx", "it's.xlsx", "it's $HOME `x`.xlsx", "~x", "a\\b", 'a"b'):
        assert shlex.split(typed(name)) == [name]
    monkeypatch.setattr(os, "name", "nt")
    assert typed(r"C:\项目\a b.xlsx") == r'"C:\项目\a b.xlsx"'


def _complete(words: str, shell: str = "bash") -> list[str]:
    known = {**os.environ, "COMP_WORDS": words, "COMP_CWORD": str(len(words.split(" ")) - 1)}
    known["_XLPLAN_COMPLETE"] = f"{shell}_complete"
    done = subprocess.run([sys.executable, "-m", "xlplan"], env=known, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    return [line.partition(",")[2] for line in done.stdout.splitlines()]


@pytest.mark.parametrize("lang", LANGS)
def test_completion(lang: Lang, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XLPLAN_LANG", lang)
    assert _complete("xlplan re") == ["report", "renumber", "reassign"]
    assert _complete("xlplan round ") == ["open", "status", "close"]
    assert "--status-date" in _complete("xlplan round open --st")
    assert _complete("xlplan check --severity e") == ["error"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_scripts_for_completion(shell: str) -> None:
    known = {**os.environ, "_XLPLAN_COMPLETE": f"{shell}_source"}
    code = "import sys; sys.argv = ['xlplan']; from xlplan.cli.main import main; main()"
    done = subprocess.run([sys.executable, "-c", code], env=known, capture_output=True, text=True, check=False)
    assert done.returncode == 0 and "_XLPLAN_COMPLETE" in done.stdout, done.stderr


@pytest.mark.skipif(os.name == "nt", reason="there is no pseudo-terminal")
@pytest.mark.parametrize("lang", LANGS)
def test_new_asks_on_a_terminal(tmp_path: Path, lang: Lang) -> None:
    import pty

    answers = ["智能 门锁", "SL-9", "", "2026-13-40", "2027-01-04", "", "研发部、市场部"]
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(tmp_path)
        os.execve(sys.executable, [sys.executable, "-m", "xlplan", "--lang", lang, "new"], dict(os.environ))
    said = b""
    try:
        for answer in answers:
            asked = said.count(b": ")
            until = time.monotonic() + 30
            while said.count(b": ") <= asked and time.monotonic() < until:
                said += os.read(terminal, 4096)
            os.write(terminal, answer.encode() + b"\n")
        while chunk := os.read(terminal, 4096):
            said += chunk
    except OSError:  # what a terminal says when the program has ended
        pass
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0, said.decode(errors="replace")
    plan = open_master(tmp_path / "智能 门锁.xlsx").plan
    assert (plan.basic.name, plan.basic.code, str(plan.basic.start), plan.basic.finish) == (
        *("智能 门锁", "SL-9", "2027-01-04"),
        None,
    )
    assert [d.name for d in plan.departments.values()] == ["研发部", "市场部"]
    assert "2026-13-40" in said.decode(), "a date that is none is asked for again"


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["gbk", "cp437", "utf-8"])
def test_a_week_on_a_console_of_another_encoding(tmp_path: Path, encoding: str) -> None:
    """Folders with blanks and Chinese, deep enough that the path is longer than Windows once allowed."""
    folder = tmp_path / "项目 资料 & 计划" / ("很深的文件夹" * 12) / ("再深一层" * 15)
    folder.mkdir(parents=True)
    master = "主 计划/主计划.xlsx"
    assert len(str(folder / master)) > 140 and len(os.fsencode(folder / master)) > 260
    steps: list[tuple[str, ...]] = [
        ("new", str(SMALL), "-o", master),
        ("round", "open", ".", "--status-date", "2026-03-27"),
        ("round", "status", "."),
        ("schedule", master, "--gantt"),
        ("report", master),
        ("check", ".", "-o", "检查 结果.html"),
        ("round", "close", "."),
        ("log", master),
        ("没有这个命令",),
        ("check", "没有 𠮷 这个文件.xlsx"),
    ]
    for step in steps:
        done = _run_apart(folder, *step, PYTHONIOENCODING=encoding)
        said = (done.stdout + done.stderr).decode(encoding)
        assert done.returncode in (0, 1, 2), (step, said)
        assert "Traceback" not in said and "内部错误" not in said, (step, said)
        assert said.strip(), step
        if encoding == "gbk" and step[0] != "没有这个命令":
            assert re.search(r"[\u4e00-\u9fff]", said), (step, said)
    assert list((folder / "主 计划").glob("*_状态报告_*.html"))


def test_a_report_that_somebody_holds_open(
    run: Run, master: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "status.html"
    assert run("report", master, "-o", out).code == 0
    real = os.replace

    def held(source: str, to: str) -> None:
        if Path(to) == out:
            raise PermissionError(13, "in use", str(to))
        real(source, to)

    monkeypatch.setattr(os, "replace", held)
    said = run("report", master, "-o", out, "--lang", "en")
    assert said.code == 2 and said.err.startswith("error: ") and "status" in said.err
    assert out.read_text(encoding="utf-8").endswith("</html>\n"), "what was there is whole"
