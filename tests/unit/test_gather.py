"""What a command was given: which files are read, under which name, and what is said of the others."""

from __future__ import annotations

import io
import os
import re
import struct
import tempfile
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import hypothesis
import pytest
from hypothesis import strategies as st

from hostile.crafted import OLE, save, simple, zipped
from xlplan.app.archives import entry_name
from xlplan.app.file_names import Kind, kind_of, shown_name
from xlplan.app.gather import Gathered, gather, read_given, same_content
from xlplan.app.limits import MEANING, known_limits, limits_from, shown_limit, split_settings
from xlplan.core.errors import InputError, UsageError
from xlplan.core.raw import RawWorkbook, Unreadable
from xlplan.core.text import LANGS
from xlplan.excel.file_findings import unreadable_finding
from xlplan.excel.file_notes import NOTES
from xlplan.excel.raw_limits import Limits

SOURCE = Path(__file__).resolve().parents[2] / "src" / "xlplan" / "excel"
ODS = zipped([("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", "<x/>")])


def found(*paths: Path, limits: Limits | None = None) -> Gathered:
    with gather(paths, limits or Limits()) as given:
        return given


def names(given: Gathered) -> list[str]:
    return [x.name for x in given.files]


def said(given: Gathered) -> set[tuple[str, str]]:
    return {(x.type.name, x.place.file) for x in given.findings}


@pytest.mark.parametrize(
    ("kind", "listed"),
    {
        Kind.WORKBOOK: "a.xlsx 研发部.XLSX a.xlsm a.xls a.et a.ods a.xltx a.xltm a.wps a.xlsb 第3轮.v2.Xlsx",
        Kind.ZIP: "收回.zip 收回.ZIP",
        Kind.LOCK: "~$研发部.xlsx .~lock.研发部.ods# .~研发部.xlsx",
        Kind.LEFTOVER: ".DS_Store ._研发部.xlsx .hidden.xlsx Thumbs.db THUMBS.DB desktop.ini 5F3A00C1 a.tmp ~WRL0001.tmp "
        ".~xlplan-abc.xlsx a.xlsx~ .说明.docx.icloud 未确认_123.crdownload",
        Kind.OTHER: "a.docx a.pdf a.JPG a.csv a.txt plan.yaml 快捷方式.lnk 主页.url",
        Kind.ARCHIVE: "收回.rar 收回.7z 收回.tar.gz 收回.part1.rar",
        Kind.TABLE: "研发部.numbers",
        Kind.UNFINISHED: "研发部.xlsx.crdownload 研发部.xlsx.part 研发部.xls.download 收回.zip.baiduyun.p.downloading "
        "研发部.xlsx.td 研发部.xlsx.xltd 研发部.xlsx.tmp",
        Kind.STUB: ".研发部.xlsx.icloud 研发部.xlsx.lnk 研发部.xlsx.url 研发部.xlsx.cloud 研发部.gsheet",
        Kind.UNKNOWN: "研发部 研发部.xlsx_1 README",
    }.items(),
)
def test_names(kind: Kind, listed: str) -> None:
    assert {name: kind_of(name) for name in listed.split()} == dict.fromkeys(listed.split(), kind)


def test_a_folder_as_it_comes_back(tmp_path: Path) -> None:
    for name in ("b.XLSX", "a.xlsx"):
        save(tmp_path, simple(), name)
    for name in ("~$a.xlsx", ".DS_Store", "Thumbs.db", "说明.docx", "x.xlsx.crdownload", ".y.xlsx.icloud", "z.rar", "t.numbers"):  # fmt: skip
        save(tmp_path, b"x", name)
    save(tmp_path, simple(), "没有扩展名")
    save(tmp_path, b"x", "只是文字")
    given = found(tmp_path)
    assert names(given) == ["a.xlsx", "b.XLSX", "没有扩展名"]
    here = f"{tmp_path.name}/"
    assert said(given) == {
        ("lock-file", here),
        ("leftover", here),
        ("other-type", here),
        ("unfinished-download", "x.xlsx.crdownload"),
        ("stub", ".y.xlsx.icloud"),
        ("archive-unopened", "z.rar"),
        ("other-table", "t.numbers"),
        ("taken-by-content", "没有扩展名"),
    }
    for lang, both in (("zh", "说明.docx"), ("en", "只是文字")):
        assert any(both in x.message(lang) for x in given.findings if x.type.name == "other-type")
    assert not any(x.severity == "error" for x in given.findings)


def test_a_note_names_a_few_of_many(tmp_path: Path) -> None:
    save(tmp_path, simple(), "a.xlsx")
    for n in range(30):
        save(tmp_path, b"x", f"{n:02}{{}}.jpg")
    (note,) = found(tmp_path).findings
    assert note.message("zh").startswith("30 个文件")
    assert note.message("zh").endswith("07{}.jpg 等")
    assert note.message("en").endswith("07{}.jpg …")


def test_subfolders_are_named_not_entered(tmp_path: Path) -> None:
    save(tmp_path, simple(), "a.xlsx")
    for folder in ("研发部/第3轮", "归档", "archive", ".隐藏", "图片"):
        (tmp_path / folder).mkdir(parents=True)
        save(tmp_path / folder, simple(), "x.jpg" if folder == "图片" else "x.xlsx")
    given = found(tmp_path)
    assert names(given) == ["a.xlsx"]
    assert said(given) == {("subfolder", "研发部/")}
    assert str(tmp_path / "研发部") in given.findings[0].hint("zh")
    both = found(tmp_path, tmp_path / "研发部")
    assert ("subfolder", "研发部/") not in said(both)


def test_a_path_given_twice_counts_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = save(tmp_path, simple(), "a.xlsx")
    monkeypatch.chdir(tmp_path)
    assert names(found(path, Path("a.xlsx"), tmp_path, Path())) == ["a.xlsx"]
    (tmp_path / "b.xlsx").symlink_to(path)
    assert names(found(tmp_path)) == ["a.xlsx"]


def test_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    for folder in ("甲", "乙"):
        (tmp_path / folder).mkdir()
        save(tmp_path / folder, simple(), "a.xlsx")
        save(tmp_path / folder, zipped({"b.xlsx": simple()}), "z.zip")
    assert names(found(tmp_path / "甲", tmp_path / "乙")) == [
        str(tmp_path / folder / name) for folder in "甲乙" for name in ("a.xlsx", "z.zip/b.xlsx")
    ]


def test_a_named_file_is_always_taken(tmp_path: Path) -> None:
    paths = [save(tmp_path, b"x", name) for name in ("~$a.xlsx", "a.docx", ".hidden", "a.rar")]
    assert names(found(*paths)) == [p.name for p in paths]


def test_nothing_there(tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere", tmp_path):
        with pytest.raises(InputError):
            found(path)
    save(tmp_path, b"x", "a.rar")
    assert said(found(tmp_path)) == {("archive-unopened", "a.rar")}


def test_same_content_is_known_to_the_byte(tmp_path: Path) -> None:
    for name, data in {"a": simple(), "b": simple(), "c": simple()[:-1] + b"x", "d": b"", "e": b""}.items():
        save(tmp_path, data, f"{name}.xlsx")
    assert same_content(found(tmp_path).files) == {"b.xlsx": "a.xlsx"}


# Archives


def gbk_name(name: str) -> bytes:
    """A zip as Windows in China packs it: the bytes of GBK, and no word about that."""
    plain = "x" * len(name.encode("gbk"))
    return zipped({plain: simple()}).replace(plain.encode(), name.encode("gbk"))


def unicode_path(name: str) -> bytes:
    """A zip whose real name is in Info-ZIP's own field."""
    out, info = io.BytesIO(), zipfile.ZipInfo("plain.xlsx")
    text = name.encode()
    info.extra = struct.pack("<HHBL", 0x7075, 5 + len(text), 1, zipfile.crc32(b"plain.xlsx")) + text
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(info, simple())
    return out.getvalue()


def encrypted(data: bytes) -> bytes:
    changed = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        changed[changed.rindex(mark) + offset] |= 1
    return bytes(changed)


def twice() -> bytes:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # zipfile is right to complain
        return zipped([("a.xlsx", simple()), ("a.xlsx", simple('<row><c r="A1"><v>2</v></c></row>'))])


Make = Callable[[], bytes]
ARCHIVES: dict[str, tuple[Make, list[str], set[str]]] = {
    "plain": (lambda: zipped({"研发部.xlsx": simple(), "内/采购.XLSX": simple()}), ["内/采购.XLSX", "研发部.xlsx"], set()),
    "GBK": (lambda: gbk_name("研发部.xlsx"), ["研发部.xlsx"], set()),
    "Info-ZIP": (lambda: unicode_path("研发部.xlsx"), ["研发部.xlsx"], set()),
    "backslashes": (lambda: zipped({"收回_研发部.xlsx": simple()}).replace("回_研".encode(), "回\\研".encode()), ["收回/研发部.xlsx"], set()),
    "reserved names": (lambda: zipped({"con.xlsx": simple(), f"{'长' * 80}.xlsx": simple()}), ["con.xlsx", f"{'长' * 80}.xlsx"], set()),
    "the same name twice": (twice, ["a (2).xlsx", "a.xlsx"], set()),
    "leftovers": (
        lambda: zipped({"a.xlsx": simple(), "__MACOSX/._a.xlsx": b"x", ".DS_Store": b"x", "图.jpg": b"x", "~$a.xlsx": b"x"}),
        ["a.xlsx"], {"leftover", "other-type", "lock-file"},
    ),
    "nested": (lambda: zipped({"a.xlsx": simple(), "内.zip": zipped({"b.xlsx": simple()})}), ["a.xlsx"], {"archive-unopened"}),
    "nothing for us": (lambda: zipped({"图.jpg": b"x"}), [], {"other-type", "archive-without-workbook"}),
    "empty": (lambda: zipped({}), [], {"archive-without-workbook"}),
    "without extension": (lambda: zipped({"研发部": simple(), "b": ODS, "c": b"x"}), ["b", "研发部"], {"taken-by-content", "other-type"}),
}  # fmt: skip


@pytest.mark.parametrize("case", ARCHIVES)
def test_archives(tmp_path: Path, case: str) -> None:
    make, inside, notes = ARCHIVES[case]
    path = save(tmp_path, make(), "收回.zip")
    with gather([path]) as given:
        assert names(given) == [f"收回.zip/{name}" for name in inside]
        assert {x.type.name for x in given.findings} == notes
        lying = [x.path for x in given.files]
        assert all(re.fullmatch(r"\d{4}(\.xlsx|\.XLSX)?", p.name) and p.exists() for p in lying)
        read = list(read_given(given.files))
        assert [r.name for r in read] == names(given)
        assert all(isinstance(r, RawWorkbook) for r in read if r.name != "收回.zip/b")
    assert not any(p.parent.exists() for p in lying)


REFUSED: dict[str, tuple[Make, Limits, str, str]] = {
    "cut off": (lambda: zipped({"a.xlsx": simple()})[:-30], Limits(), "收回.zip", "truncated"),
    "passwords": (lambda: encrypted(zipped({"b.txt": b"", "a.xlsx": simple()})), Limits(), "收回.zip", "archive-encrypted"),
    "too many": (lambda: zipped({f"{n}.txt": b"" for n in range(11)}), replace(Limits(), parts=10), "收回.zip", "too-many-parts"),
    "a directory of thousands": (
        lambda: zipped({"a.txt": b"PK\x01\x02" * 100_000}) + b"PK\x01\x02" * 2_001 + zipped({"b.txt": b""}),
        replace(Limits(), parts=10), "收回.zip", "too-many-parts",
    ),
    "one too large": (lambda: zipped({"a.xlsx": bytes(5000)}), replace(Limits(), file_bytes=4000), "收回.zip/a.xlsx", "too-large"),
    "a bomb": (
        lambda: zipped({"a.xlsx": bytes(3 << 20)}), replace(Limits(), ratio=100, ratio_from=1 << 20), "收回.zip/a.xlsx", "too-large",
    ),
    "too large together": (
        lambda: zipped({f"{n}.xlsx": bytes(3000) for n in range(4)}), replace(Limits(), total_bytes=10_000), "收回.zip", "too-large",
    ),
    "upwards": (lambda: zipped({"../../a.xlsx": simple()}), Limits(), "收回.zip/../../a.xlsx", "unsafe-path"),
    "from the root": (lambda: zipped({"/etc/a.xlsx": simple()}), Limits(), "收回.zip//etc/a.xlsx", "unsafe-path"),
    "on a drive": (lambda: zipped({"C:\\a.xlsx": simple()}), Limits(), "收回.zip/C:/a.xlsx", "unsafe-path"),
    "damaged": (lambda: zipped({"a.xlsx": b"0123456789" * 99}).replace(b"PK\x03\x04", b"PK\x03\x05"), Limits(), "收回.zip", "not-a-workbook"),
    "other method": (
        lambda: zipped({"a.xlsx": b"x"}).replace(struct.pack("<HH", 0, 8), struct.pack("<HH", 0, 12)), Limits(), "收回.zip/a.xlsx", "reader-error",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_archives_that_ask_for_too_much(tmp_path: Path, case: str) -> None:
    make, limits, name, code = REFUSED[case]
    good = save(tmp_path, simple(), "z.xlsx")
    bad = save(tmp_path, make(), "收回.zip")
    with gather([bad, good], limits) as given:
        first, *_, last = read_given(given.files)
        assert isinstance(first, Unreadable)
        kind = unreadable_finding(first)
        assert (kind.place.file, kind.type.name) == (name, code)
        assert isinstance(last, RawWorkbook)
        assert len(given.files) == 2
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["z.xlsx", "收回.zip"]
    assert not (tmp_path.parent / "a.xlsx").exists()


SOUND = zipped({"研发部.xlsx": simple(), "a/b": simple(), "x.jpg": b"x", "y": b"PK\3\4"})


@hypothesis.given(
    st.lists(st.tuples(st.integers(1, 600), st.binary(max_size=8), st.integers(0, 8)), min_size=1, max_size=6)
)
def test_a_damaged_archive_is_never_more_than_a_finding(damage: list[tuple[int, bytes, int]]) -> None:
    """Bytes of the directory replaced, taken out and put in, counted from the end of the file."""
    data = bytearray(SOUND)
    for back, put, taken in damage:
        at = max(0, len(data) - back)
        data[at : at + taken] = put
    with tempfile.TemporaryDirectory() as folder:
        path = save(Path(folder), bytes(data), "回.zip")
        given = found(path)
        assert all(x.name.startswith("回.zip") for x in given.files)
        assert given.files or given.findings
        assert [p.name for p in Path(folder).iterdir()] == ["回.zip"]


def test_content_says_what_is_an_archive(tmp_path: Path) -> None:
    save(tmp_path, simple(), "工作簿.zip")
    save(tmp_path, zipped({"b.xlsx": simple()}), "压缩包.xlsx")
    save(tmp_path, zipped({"[Content_Types].xml": "", "word/document.xml": ""}), "文档.xlsx")
    with gather([tmp_path]) as given:
        read = {r.name: r for r in read_given(given.files)}
    assert set(read) == {"工作簿.zip", "压缩包.xlsx/b.xlsx", "文档.xlsx"}
    renamed = read["工作簿.zip"]
    assert isinstance(renamed, RawWorkbook)
    assert [n.code for n in renamed.notes] == ["renamed"]
    document = read["文档.xlsx"]
    assert isinstance(document, Unreadable)
    assert unreadable_finding(document).type.name == "archive-or-document"


def test_names_of_entries() -> None:
    info = zipfile.ZipInfo("研发部.xlsx".encode("gbk").decode("cp437"))
    assert entry_name(info) == "研发部.xlsx"
    info = zipfile.ZipInfo("研发部.xlsx".encode().decode("cp437"))
    assert entry_name(info) == "研发部.xlsx"
    info = zipfile.ZipInfo("é\n\x1b[31m.xlsx")
    info.flag_bits |= 0x800
    assert entry_name(info) == "é\ufffd\ufffd[31m.xlsx"


@pytest.mark.skipif(os.name != "posix", reason="names are text elsewhere")
def test_names_that_are_no_text(tmp_path: Path) -> None:
    for data in ("研发部.xlsx".encode("gbk"), b"\xff\xfe\x80.xlsx"):
        try:
            Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + data)).write_bytes(simple())
        except OSError:
            pytest.skip("this file system has no such names")
    with gather([tmp_path]) as given:
        read = list(read_given(given.files))
    assert "研发部.xlsx" in [r.name for r in read]
    assert all(isinstance(r, RawWorkbook) for r in read)
    for result in read:
        result.name.encode("utf-8")
    assert shown_name("a\ud800.xlsx").encode()


# Words


def test_every_word_of_the_reader_has_its_finding() -> None:
    source = "".join(p.read_text(encoding="utf-8") for p in SOURCE.glob("*.py") if not p.name.startswith("file_"))
    noted = set(re.findall(r'RawNote\(\s*"([a-z0-9-]+)"', source))
    assert noted
    assert noted <= set(NOTES)
    refused = set(re.findall(r'(?:Refused\(|Unreadable\([\w.]+,)\s*"([a-z-]+)"', source))
    assert len(refused) > 10
    for code in refused:
        said = unreadable_finding(
            Unreadable(Path("a.xlsx"), code, {"what": "file", "size": ">134217728", "limit": "1"})
        )
        assert said.type.name == code
        for lang in LANGS:
            assert "{" not in said.message(lang) + said.hint(lang)


@pytest.mark.parametrize(
    ("code", "params", "zh", "en"),
    [
        ("encrypted", {"by": "password"}, "打开密码", "password"), ("encrypted", {"by": "drm"}, "亿赛通", "encryption"),
        ("cloud-placeholder", {}, "云盘", "cloud"), ("empty-file", {}, "0 字节", "0 bytes"), ("truncated", {"detail": "x"}, "不完整", "cut off"),
        ("not-a-workbook", {"kind": "text"}, "纯文本", "plain text"), ("not-a-workbook", {"kind": "csv"}, "CSV", "CSV"),
        ("not-a-workbook", {"kind": "html"}, "网页", "web page"), ("not-a-workbook", {"kind": "pdf"}, "PDF", "a PDF"),
        ("not-a-workbook", {"kind": "image"}, "图片", "a picture"), ("not-a-workbook", {"kind": "zip"}, "压缩包", "archive"),
        ("not-a-workbook", {"kind": "xlsb"}, ".xlsb", ".xlsb"), ("not-a-workbook", {"kind": "unknown"}, "无法识别", "unknown"),
        ("too-large", {"what": "file", "size": "150000000", "limit": "134217728"}, "文件本身 143 MiB，上限 128 MiB", "143 MiB, limit 128 MiB"),
        ("too-large", {"what": "ratio", "size": "900", "limit": "250"}, "900:1", "900:1"),
        ("used-range", {"sheet": "表", "cell": "XFD1048576"}, "XFD1048576", "XFD1048576"), ("reader-timeout", {"seconds": "20"}, "20 秒", "20 s"),
    ],
)  # fmt: skip
def test_one_line_says_what_it_is(code: str, params: dict[str, str], zh: str, en: str) -> None:
    said = unreadable_finding(Unreadable(Path("a.xlsx"), code, params))
    assert zh in said.message("zh")
    assert en in said.message("en")
    assert said.severity == "error"


def test_an_old_workbook_without_extension(tmp_path: Path) -> None:
    save(tmp_path, OLE + "Workbook\0".encode("utf-16-le") + bytes(600), "研发部")
    save(tmp_path, OLE + "WordDocument".encode("utf-16-le") + bytes(600), "纪要")
    assert names(found(tmp_path)) == ["研发部"]


# Limits


def test_limits_as_people_write_them() -> None:
    limits = limits_from(
        ["seconds=1.5", "file-bytes=2GiB", "part_bytes=64 MiB", "total_bytes = 3k", "cells=10_000", "memory=1g"]
    )
    assert limits == replace(
        Limits(), seconds=1.5, file_bytes=2 << 30, part_bytes=64 << 20, total_bytes=3 << 10, cells=10_000, memory=1 << 30
    )  # fmt: skip
    assert limits_from(split_settings("seconds=60, cells=5;parts=7")) == replace(Limits(), seconds=60, cells=5, parts=7)
    for name in known_limits():
        assert limits_from([f"{name}={shown_limit(name)}"]) == Limits()


@pytest.mark.parametrize(
    ("setting", "named"),
    [
        ("seconds", "NAME=VALUE"), ("=5", ""), ("second=5", "text_chars"), ("seconds=0", "seconds"), ("seconds=inf", "86400"), ("seconds=nan", "nan"),
        ("cells=-1", "cells"), ("cells=1e6", "1e6"), ("cells=5M", "5M"),
        ("parts=１２", "parts"), ("file_bytes=5TB", "16TiB"), ("file_bytes=99999GiB", "16TiB"),
        ("cells=" + "9" * 5000, "cells"), ("cells=_", "cells"),
    ],
)  # fmt: skip
def test_limits_that_make_no_sense(setting: str, named: str) -> None:
    with pytest.raises(UsageError) as error:
        limits_from([setting])
    assert named in error.value.in_language("en")
    assert error.value.in_language("zh") != error.value.in_language("en")


def test_every_limit_is_explained() -> None:
    docs = SOURCE.parents[2] / "docs"
    assert set(MEANING) == set(known_limits())
    for lang in LANGS:
        guide = (docs / f"guide.{lang}.md").read_text(encoding="utf-8")
        for name in known_limits():
            assert f"| `{name}` | {shown_limit(name)} | {MEANING[name](lang)} |" in guide
