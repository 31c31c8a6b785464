"""What comes back besides good workbooks, as the commands say it: one line each, in both languages, with exit codes."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from cli.conftest import Run
from cli.test_words import spawn
from hostile.crafted import OLE, sheet, simple, workbook_parts, zipped
from xlplan.app.catalogue import finding_types
from xlplan.app.fill import Desk
from xlplan.core.raw import RawNote
from xlplan.core.text import LANGS
from xlplan.excel.file_notes import note_findings
from xlplan.excel.rawread import read_one
from xlplan.report.repairs import COLUMNS, REPAIR_CODES, plain

PROCUREMENT = "R&D 采购_TB-01_第3轮.xlsx"
RD = "研发部_TB-01_第3轮.xlsx"
SAY = ("--format", "json", "--severity", "info")


@pytest.fixture
def back(desk: Path) -> Path:
    """A folder with one good returned file."""
    folder = desk / "收回"
    folder.mkdir()
    shutil.copy(desk / "发出" / PROCUREMENT, folder / "采购.xlsx")
    return folder


def repacked(path: Path, more: dict[str, bytes]) -> None:
    """Add parts to a workbook, in place of those of the same name."""
    with zipfile.ZipFile(path) as archive:
        parts = {i.filename: archive.read(i) for i in archive.infolist()}
    path.write_bytes(zipped({**parts, **more}))


BAD: dict[str, tuple[str, bytes, str, str, str]] = {
    "zero bytes": ("空.xlsx", b"", "FIL002", "0 字节", "0 bytes"),
    "half a download": ("断.xlsx", simple()[:600], "FIL003", "不完整", "cut off"),
    "text": ("文字.xlsx", "本周无变化".encode("gbk"), "FIL004", "纯文本", "plain text"),
    "csv": ("表.xlsx", "编号,名称\n1,甲\n".encode("utf-8-sig"), "FIL004", "CSV", "CSV"),
    "web page": ("网页.xls", b"<html><table></table></html>", "FIL004", "网页", "web page"),
    "pdf": ("打印.xlsx", b"%PDF-1.7\n", "FIL033", "PDF", "PDF"),
    "picture": ("截图.xlsx", b"\x89PNG\r\n\x1a\n\0\0", "FIL033", "图片", "picture"),
    "archive": ("包.xlsx", b"Rar!\x1a\x07\0\0\0", "FIL034", "压缩包", "archive"),
    "document": ("纪要.xlsx", zipped({"[Content_Types].xml": "", "word/document.xml": ""}), "FIL034", "Office", "Office"),
    "password": ("密.xlsx", OLE + "EncryptedPackage".encode("utf-16-le") * 2, "FIL005", "密码", "password"),
    "company encryption": ("加密.xlsx", b"%TSD-Header-###%" + bytes(range(256)), "FIL032", "加密软件", "encryption"),
    "cut archive": ("全部.zip", zipped({"a.xlsx": simple()})[:-30], "FIL003", "不完整", "cut off"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_a_file_that_is_not_what_it_should_be(run: Run, tmp_path: Path, case: str) -> None:
    name, data, code, zh, en = BAD[case]
    (tmp_path / name).write_bytes(data)
    for lang, words in (("zh", zh), ("en", en)):
        said = run("check", name, "--lang", lang)
        assert (said.code, said.err) == (2, "")
        assert [line for line in said.out.splitlines() if code in line and words in line]
    (found,) = run("check", name, *SAY).data
    assert (found["file"], found["code"], found["severity"]) == (name, code, "error")


def test_bad_files_among_good_ones(run: Run, back: Path) -> None:
    assert run("check", back).code == 0
    for name, data, *_ in BAD.values():
        (back / name).write_bytes(data)
    said = run("check", back, *SAY)
    assert said.code == 1
    assert {x["file"]: x["code"] for x in said.data if x["severity"] == "error"} == {b[0]: b[2] for b in BAD.values()}
    merged = run("merge", back.parent / "主计划.xlsx", back, "--dry-run", "--json")
    assert merged.code == 1
    assert [s["file"] for s in merged.data["submissions"] if s["used"]] == ["采购.xlsx"]
    assert {s["file"] for s in merged.data["submissions"]} == {"采购.xlsx", *(b[0] for b in BAD.values())}
    (back / "采购.xlsx").unlink()
    assert run("check", back).code == 2
    assert run("merge", back.parent / "主计划.xlsx", back, "--dry-run").code == 2


def test_what_is_not_read_changes_no_exit_code(run: Run, back: Path) -> None:
    (back / "子").mkdir()
    shutil.copy(back / "采购.xlsx", back / "子")
    for name in ("~$采购.xlsx", ".DS_Store", "说明.pdf", "市场.xlsx.crdownload", ".生产.xlsx.icloud", "全部.rar"):
        (back / name).write_bytes(b"x")
    for lang, words in (("zh", "没有下载完"), ("en", "not finished")):
        said = run("check", back, "--lang", lang)
        assert said.code == 0
        assert words in said.out
        assert "收回/子" in said.out
        assert "FIL036" not in said.out
        assert "FIL036" in run("check", back, "--lang", lang, "--severity", "info").out
    assert run("check", back, "--strict").code == 1
    merged = run("merge", back.parent / "主计划.xlsx", back, "--dry-run")
    assert merged.code == 0
    for name in ("市场.xlsx.crdownload", ".生产.xlsx.icloud", "全部.rar", "收回/子"):
        assert name in merged.out
    (back / "采购.xlsx").unlink()
    for command in (["check", back], ["merge", back.parent / "主计划.xlsx", back]):
        said = run(*command)
        assert said.code == 2
        assert "全部.rar" in said.out


def test_a_zip_of_returned_files(run: Run, desk: Path, back: Path) -> None:
    work = Desk(desk / "发出" / RD, "zh")
    work.do([{"set": "wbs", "row": "1.2", "to": {"note": "图纸已评审", "predecessors": "1.1xyz"}}])
    work.save(desk / "研发.xlsx")
    plain_name = "x" * len("研发部.xlsx".encode("gbk"))
    data = zipped({plain_name: (desk / "研发.xlsx").read_bytes(), "空.xlsx": b""})
    (back / "回.zip").write_bytes(data.replace(plain_name.encode(), "研发部.xlsx".encode("gbk")))
    checked = run("check", back, *SAY)
    assert checked.code == 1
    files = {x["file"] for x in checked.data}
    assert {"回.zip/研发部.xlsx", "回.zip/空.xlsx"} <= files
    assert files <= {"回.zip/研发部.xlsx", "回.zip/空.xlsx", "采购.xlsx"}
    apart = run("check", back / "回.zip", *SAY)
    assert apart.data == [x for x in checked.data if x["file"] != "采购.xlsx"]
    assert {x["cell"] for x in checked.data if x["code"].startswith("CEL0")} != {""}
    merged = run("merge", desk / "主计划.xlsx", back / "回.zip", "--json")
    assert merged.code == 1
    assert {d["from"] for d in merged.data["details"]} == {"回.zip/研发部.xlsx"}
    assert merged.data["applied"] == 1
    assert {s["file"] for s in merged.data["submissions"] if not s["used"]} == {"回.zip/空.xlsx"}
    notes = {t["code"]: t.get("note") for t in json.loads(run("export", desk / "主计划.xlsx").out)["wbs"]}
    assert notes["1.2"] == "图纸已评审"


def test_a_master_in_a_zip(run: Run, desk: Path) -> None:
    with zipfile.ZipFile(desk / "备份.zip", "w") as archive:
        archive.write(desk / "主计划.xlsx", "主计划.xlsx")
    plain_check = run("check", desk / "主计划.xlsx", *SAY).data
    assert run("check", desk / "备份.zip", *SAY).data == [{**x, "file": "备份.zip/主计划.xlsx"} for x in plain_check]


def test_the_same_content_is_said_once(run: Run, desk: Path, back: Path) -> None:
    shutil.copy(back / "采购.xlsx", back / "采购 (1).xlsx")
    alone = run("check", back / "采购.xlsx", *SAY).data
    both = run("check", back, *SAY)
    assert both.code == 0
    assert len(both.data) == len(alone) + 1
    (note,) = [x for x in both.data if x["code"] == "FIL043"]
    assert (note["file"], "采购 (1).xlsx" in note["message"]) == ("采购.xlsx", True)
    merged = run("merge", desk / "主计划.xlsx", back, "--dry-run", "--json").data
    codes = [x["code"] for x in merged["findings"]]
    assert codes.count("MRG011") == 1
    assert "FIL043" not in codes
    for name in ("坏.xlsx", "又坏.xlsx"):
        (back / name).write_text("文字", encoding="utf-8")
    for path in back.glob("采购*"):
        path.unlink()
    assert run("check", back).code == 2


# What the reader notes


def test_notes_of_a_copy_and_a_master(run: Run, desk: Path) -> None:
    link = b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><ddeLink/></externalLink>'
    parts = {"xl/vbaProject.bin": b"\0", "xl/externalLinks/externalLink1.xml": link}
    for path in (desk / "发出" / PROCUREMENT, desk / "主计划.xlsx"):
        repacked(path, parts)
    shutil.move(desk / "发出" / PROCUREMENT, desk / "采购.xls")
    for path in (desk / "采购.xls", desk / "主计划.xlsx"):
        for lang, words in (("zh", "没有运行宏"), ("en", "not run")):
            found = {x["code"]: x for x in run("check", path, *SAY, "--lang", lang).data}
            assert words in found["FIL023"]["message"]
            assert [found[c]["severity"] for c in ("FIL023", "FIL024", "FIL025")] == ["info", "warning", "warning"]
            assert "FIL026" in found
    merged = run("merge", desk / "主计划.xlsx", desk / "采购.xls", "--dry-run", "--json")
    assert merged.code == 0
    assert [x["file"] for x in merged.data["findings"] if x["code"] == "FIL024"] == ["主计划.xlsx", "采购.xls"]


def test_a_sheet_of_another_kind_and_control_characters(tmp_path: Path) -> None:
    parts = workbook_parts(sheet("\x01"))
    (tmp_path / "a.xlsx").write_bytes(zipped(parts))
    raw = read_one(tmp_path / "a.xlsx")
    notes = [*raw.notes, RawNote("sheet-skipped", {"sheet": "图", "kind": "chartsheet"})]  # type: ignore[union-attr]
    repaired, skipped = note_findings(notes, raw.name)
    assert (repaired.code, skipped.code, skipped.place.sheet) == ("FIL029", "FIL028", "图")
    assert "图表" in skipped.message("zh")
    assert "a chart" in skipped.message("en")


# Limits and progress


def test_limits(run: Run, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = desk / "发出" / PROCUREMENT
    for lang, words in (("zh", "文件本身"), ("en", "the file itself")):
        said = run("check", copy, "--limit", "file_bytes=1k", "--lang", lang)
        assert (said.code, words in said.out, "--limit file_bytes=" in said.out) == (2, True, True)
    assert run("merge", desk / "主计划.xlsx", copy, "--limit", "cells=100").code == 2
    monkeypatch.setenv("XLPLAN_LIMITS", "seconds=60, cells=100")
    assert "FIL008" in run("check", copy).out
    assert "FIL008" not in run("check", copy, "--limit", "cells=5000000").out
    for lang in LANGS:
        said = run("check", copy, "--limit", "cell=5", "--lang", lang)
        assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
        assert "text_chars" in said.err
        assert "text_chars=1000000" in run("check", "--help", "--lang", lang).out.replace("\n", "").replace(" ", "")
    monkeypatch.setenv("XLPLAN_LIMITS", "nonsense")
    assert run("merge", desk / "主计划.xlsx", copy).code == 2


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_bar_on_a_terminal_only(run: Run, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from xlplan.cli.progress import file_progress

    for n in range(3):
        (desk / "发出" / f"{n}.xlsx").write_bytes(b"")
    assert run("check", desk / "发出").err == ""
    monkeypatch.setattr(sys, "stderr", Terminal())
    with file_progress("zh") as step:
        assert step is not None
        for n in range(1, 6):
            step(n, 5)
    assert "100%" in sys.stderr.getvalue()  # type: ignore[attr-defined]
    monkeypatch.setattr(sys, "stderr", Terminal())
    for quiet, total in ((True, 5), (False, 2)):
        with file_progress("en", quiet) as step:
            assert (step is None) == quiet
            if step:
                step(1, total)
    assert sys.stderr.getvalue() == ""  # type: ignore[attr-defined]


def test_a_bar_names_the_file_that_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    from xlplan.cli.progress import CHECKING, NAME, file_progress

    monkeypatch.setattr(sys, "stderr", Terminal())
    with file_progress("zh", label=CHECKING) as step:
        assert step is not None
        for n in range(1, 6):
            step(n, 5, "研发部_很长的名字" * n + ".xlsx")
    shown = sys.stderr.getvalue()  # type: ignore[attr-defined]
    assert "检查" in shown and "1/5" in shown and "研发部_很长的名字.xlsx" in shown
    assert "研发部_很长的名字" * (NAME // 8) not in shown


# The log of repairs


@pytest.fixture
def repaired(desk: Path) -> Path:
    """A copy with values that are read otherwise than they stand there."""
    work = Desk(desk / "发出" / RD, "zh")
    work.do([
        {"set": "progress", "row": "1.2", "to": {"actual_start": "2026.3.10", "percent": "５０％", "done_this_period": "=1+1"}},
        {"set": "wbs", "row": "1.2", "to": {"duration": "10天"}},
    ])  # fmt: skip
    work.save(desk / "+研发.xlsx")
    return desk / "+研发.xlsx"


@pytest.mark.parametrize("suffix", [".csv", ".json", ".XLSX"])
@pytest.mark.parametrize("lang", LANGS)
def test_the_log_of_repairs(run: Run, repaired: Path, suffix: str, lang: str) -> None:
    log = repaired.with_name(f"修正{suffix}")
    said = run("check", repaired, "--repair-log", log, *SAY, "--lang", lang)
    wanted = [x for x in said.data if x["code"] in REPAIR_CODES or x["code"].startswith("CEL1")]
    assert len(wanted) >= 3
    assert str(len(wanted)) in said.err
    titles = [title(lang) for title in COLUMNS.values()]  # type: ignore[arg-type]
    if suffix == ".json":
        rows = [list(x.values()) for x in json.loads(log.read_text(encoding="utf-8"))]
        assert list(json.loads(log.read_text(encoding="utf-8"))[0]) == list(COLUMNS)
    elif suffix == ".csv":
        assert log.read_bytes().startswith(b"\xef\xbb\xbf")
        head, *rows = csv.reader(io.StringIO(log.read_text(encoding="utf-8-sig"), newline=""))
        assert head == titles
        assert {r[0] for r in rows} == {"'+研发.xlsx"}
    else:
        sheet = openpyxl.load_workbook(log).active
        head, *rows = ([c.value or "" for c in row] for row in sheet)
        assert head == titles
        assert all(c.data_type in ("s", "n") for row in sheet for c in row)
    assert [(r[2], r[9]) for r in rows] == [(x["cell"], x["code"]) for x in wanted]
    start = next(r for r in rows if r[6] == "2026.3.10")
    assert "2026-03-10" in start[7]
    assert start[5] == ("实际开始" if lang == "zh" else "Actual start")


def test_a_log_that_can_not_be_written(run: Run, repaired: Path) -> None:
    said = run("check", repaired, "--repair-log", "修正.txt")
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert ".csv" in said.err


def test_what_is_a_repair_exists() -> None:
    assert {t.code for t in finding_types()} >= REPAIR_CODES


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=1+1", "'=1+1"), ("+A1", "'+A1"), ("-A1", "'-A1"), ("@SUM(A1)", "'@SUM(A1)"), ("\t=1", "'\t=1"), (" =1", "' =1"), ("|cmd", "'|cmd"),
        ("-5", "-5"), ("+3.5%", "+3.5%"), ("2026-03-10", "2026-03-10"), ("甲=乙", "甲=乙"), ("", ""), ("-1+cmd", "'-1+cmd"), ("\r\n=1", "'\r\n=1"),
    ],
)  # fmt: skip
def test_no_formula_in_a_csv(text: str, safe: str) -> None:
    assert plain(text) == safe


def test_json_lists_everything_unless_told_otherwise(run: Run, repaired: Path) -> None:
    everything = run("check", repaired, "--format", "json").data
    assert {x["severity"] for x in everything} >= {"warning", "info"}
    listed = run("check", repaired, "--format", "json", "--severity", "warning").data
    assert listed == [x for x in everything if x["severity"] != "info"]


# Names


@pytest.mark.skipif(os.name != "posix", reason="names are text elsewhere")
@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
def test_names_that_no_console_can_show(back: Path, encoding: str) -> None:
    for name in (b"\xff\xfe.xlsx", "市场.xlsx".encode("gbk"), "𠮷\n.xlsx".encode()):
        try:
            shutil.copy(back / "采购.xlsx", os.fsdecode(os.fsencode(back) + b"/" + name))
        except OSError:
            pytest.skip("this file system has no such names")
    Path(os.fsdecode(os.fsencode(back) + b"/\x80.jpg")).write_bytes(b"")
    commands: list[list[object]] = [
        ["check", back, "--severity", "info", "--repair-log", back.parent / "r.csv"],
        ["check", Path(os.fsdecode(os.fsencode(back) + b"/\xff\xfe.xlsx")), "--repair-log", back.parent / "r.xlsx"],
        ["merge", back.parent / "主计划.xlsx", back, "--report", back.parent / "r.json"],
        ["check", Path(os.fsdecode(os.fsencode(back) + b"/\xffnowhere.xlsx"))],
    ]
    for n, command in enumerate(commands):
        process = spawn(*command, folder=back.parent, PYTHONIOENCODING=encoding)
        out, err = process.communicate(timeout=120)
        assert b"Traceback" not in err
        assert (process.returncode == 2) == (n == 3), err
        assert b"xlplan_debug" not in err.lower()
        if n == 0 and encoding == "gbk":
            assert "市场.xlsx" in out.decode("gbk")
    report = json.loads((back.parent / "r.json").read_text(encoding="utf-8"))
    assert "市场.xlsx" in {s["file"] for s in report["submissions"]}


Check = Callable[[], None]


def test_nothing_is_left_behind(run: Run, desk: Path, back: Path, unchanged: Check, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    import tempfile

    temporary = desk.parent / f"{desk.name}-temp"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    (back / "回.zip").write_bytes(zipped({"a.xlsx": (back / "采购.xlsx").read_bytes(), "b.xlsx": b"x"}))
    unchanged()
    assert run("check", back).code == 1
    assert run("merge", desk / "主计划.xlsx", back, "--dry-run").code == 1
    assert list(temporary.iterdir()) == []
