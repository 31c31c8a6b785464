"""Programs other than xlplan that say what they think of the files xlplan writes.

Five judges, none of them a part of xlplan:

* the Open XML SDK's validator (an npm package with a native program in it): is the file what the
  standard, and a given version of Excel, allow?
* LibreOffice: does it open, what do its formulas come to when computed anew, how does it print?
* IronCalc: what do its formulas come to, according to a second engine?
* poppler's ``pdftoppm``: the printed pages as pictures.
* Chromium, driven by playwright: what do the HTML pages do, and do they stay off the network?

A test whose judge isn't installed is skipped, and the end of the run names the judge. Where the
environment sets ``XLPLAN_REQUIRE_JUDGES=1``, it fails. ``make judges-install`` installs the judges,
``make judges`` (which runs this file) says which are there.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import importlib.util
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent

OPENXML = "Open XML SDK validator"
LIBREOFFICE = "LibreOffice Calc"
IRONCALC = "IronCalc"
PDFTOPPM = "pdftoppm"
CHROMIUM = "Chromium"

#: How a missing judge's reason starts; conftest.py gathers the reasons for the end of the run by it.
MISSING = "missing judge: "

REQUIRE_VARIABLE = "XLPLAN_REQUIRE_JUDGES"

OFFICE_VERSIONS = (
    "Office2007",
    "Office2010",
    "Office2013",
    "Office2016",
    "Office2019",
    "Office2021",
    "Microsoft365",
)

SOFFICE_TIMEOUT = 180.0
VALIDATOR_TIMEOUT = 120.0

CellValue = None | str | float | bool


class JudgeError(Exception):
    """A judge is there and could not do its work: it broke off, or wrote no result."""


def judge_missing(judge: str, reason: str) -> NoReturn:
    """Skip the running test since ``judge`` is missing; fail it where judges are required."""
    message = f"{MISSING}{judge} ({reason})"
    if os.environ.get(REQUIRE_VARIABLE, "") not in ("", "0"):
        pytest.fail(f"{message}; {REQUIRE_VARIABLE} is set", pytrace=False)
    pytest.skip(message)


# --- Open XML SDK ---------------------------------------------------------------------------------


def _validator_program() -> Path | None:
    named = os.environ.get("OOXML_VALIDATOR_CLI", "").strip()
    if named:
        return Path(named)
    system = {"linux": "linux", "darwin": "darwin", "win32": "win32"}.get(sys.platform)
    machine = {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64", "arm64": "arm64"}.get(platform.machine().lower())
    program = "ooxml-validator.exe" if system == "win32" else "ooxml-validator"
    found = ROOT / ".judges" / "node_modules" / "@xarsh" / f"ooxml-validator-{system}-{machine}" / program
    return found if found.is_file() else None


def _validate(program: Path, path: Path, version: str) -> list[str]:
    # The program takes one file at a time, ends with 0 for an invalid file too, and is called
    # directly: the package's own command would only start Node.js in front of it.
    run = subprocess.run([program, path, version], capture_output=True, check=False, timeout=VALIDATOR_TIMEOUT)
    try:
        answer = json.loads(run.stdout.decode("utf-8"))
        errors = answer["errors"]
        ok = bool(answer["ok"])
    except (ValueError, KeyError, TypeError) as error:
        said = (run.stderr or run.stdout).decode("utf-8", "replace").strip()
        raise JudgeError(f"{OPENXML} on {path}: ended with {run.returncode}: {said[:500]}") from error
    told = [
        f"{item['errorType']}: {item['description']} [{item['path']} {item['xPath']}]"
        if item["path"]
        else f"{item['errorType']}: {item['description']}"
        for item in errors
    ]
    if not ok and not told:
        told = ["not valid, with no error named"]
    return told


def openxml_errors(
    paths: Sequence[Path], versions: Sequence[str] = ("Office2013", "Microsoft365")
) -> dict[Path, list[str]]:
    """What the Open XML SDK objects to in each file, as ``"<version>: <kind>: <what> [<where>]"``.

    An error that every version asked for reports is given once, without a version in front. A file
    that can't be opened at all gets an error of kind ``Exception``; it does not raise.
    """
    unknown = set(versions) - set(OFFICE_VERSIONS)
    if unknown:  # the program would take these for Microsoft365 or refuse them, depending
        raise ValueError(f"no such Office version: {', '.join(sorted(unknown))}")
    program = _validator_program()
    if program is None:
        judge_missing(OPENXML, "make judges-install; needs npm")
    jobs = [(path, version) for path in dict.fromkeys(paths) for version in versions]
    # Under xdist every worker does this, so two at a time each is enough.
    with ThreadPoolExecutor(max_workers=2) as pool:
        answers = list(pool.map(lambda job: _validate(program, *job), jobs))
    told: dict[Path, list[str]] = {path: [] for path in paths}
    by_job = dict(zip(jobs, answers, strict=True))
    for path in told:
        everywhere: set[str] = set.intersection(*(set(by_job[path, version]) for version in versions))
        told[path] += [line for line in dict.fromkeys(by_job[path, versions[0]]) if line in everywhere]
        for version in versions:
            told[path] += [
                f"{version}: {line}" for line in dict.fromkeys(by_job[path, version]) if line not in everywhere
            ]
    return told


# --- LibreOffice ----------------------------------------------------------------------------------

_ALWAYS_RECALCULATE = """\
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"
           xmlns:xs="http://www.w3.org/2001/XMLSchema"
           xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="ODFRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""

_NEVER_RECALCULATE = _ALWAYS_RECALCULATE.replace("<value>0</value>", "<value>1</value>")


@functools.cache
def _soffice_program() -> str | None:
    named = os.environ.get("XLPLAN_SOFFICE", "").strip()
    return named or shutil.which("soffice") or shutil.which("libreoffice")


@functools.cache
def _profile(recalculate: bool) -> Path:
    """A profile of this process's own: two processes can't share one, and the first start fills it."""
    home = Path(tempfile.mkdtemp(prefix="xlplan-soffice-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    (home / "user").mkdir()
    settings = _ALWAYS_RECALCULATE if recalculate else _NEVER_RECALCULATE
    (home / "user" / "registrymodifications.xcu").write_text(settings, encoding="utf-8")
    return home


def _convert(paths: Sequence[Path], fmt: str, out_dir: Path, *, recalculate: bool) -> list[Path]:
    program = _soffice_program()
    if program is None:
        judge_missing(LIBREOFFICE, "make judges-install; no soffice on the search path")
    extension = fmt.partition(":")[0]
    results = [out_dir / f"{path.stem}.{extension}" for path in paths]
    if len(set(results)) != len(results):
        raise ValueError("two of the files have the same name, and their results would too")
    if any(result.resolve() == path.resolve() for result, path in zip(results, paths, strict=True)):
        raise ValueError("out_dir holds one of the files, and its result would replace it")
    if not paths:
        return []
    out_dir.mkdir(parents=True, exist_ok=True)
    for result in results:  # so that what is there afterwards was made by this run
        result.unlink(missing_ok=True)
    command = [
        program,
        f"-env:UserInstallation={_profile(recalculate).as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--convert-to",
        fmt,
        "--outdir",
        str(out_dir.resolve()),
        *(str(path.resolve()) for path in paths),
    ]
    run = subprocess.run(
        command,
        capture_output=True,
        check=False,
        text=True,
        errors="replace",
        stdin=subprocess.DEVNULL,
        timeout=SOFFICE_TIMEOUT,
        env={**os.environ, "SAL_USE_VCLPLUGIN": "svp"},
    )
    # A file that fails to load doesn't change the exit code, so the results are what counts.
    absent = [path.name for path, result in zip(paths, results, strict=True) if not result.is_file()]
    if absent or run.returncode != 0:
        raise JudgeError(
            f"{LIBREOFFICE} ended with {run.returncode} and made nothing of {absent}: "
            f"{(run.stdout + run.stderr).strip()[-800:]}"
        )
    return results


def libreoffice_convert(path: Path, fmt: str, out_dir: Path) -> Path:
    """Open ``path`` and save it in ``out_dir`` as ``fmt`` ("pdf", "ods", "csv:<filter>", ...).

    Formulas keep the values stored in the file.
    """
    return _convert([path], fmt, out_dir, recalculate=False)[0]


def libreoffice_recalculated(paths: Sequence[Path], out_dir: Path) -> list[Path]:
    """Save each workbook anew in ``out_dir`` with every formula computed by LibreOffice.

    The stored values play no part. One start serves all the files, so hand over many at once; their
    names have to differ.
    """
    return _convert(paths, "xlsx", out_dir, recalculate=True)


UNO_SCRIPT = Path(__file__).resolve().parent / "parity" / "uno_script.py"


@functools.cache
def _uno_python() -> str | None:
    """A Python that can talk to LibreOffice: the one it brings along, or the system's."""
    program = _soffice_program()
    beside = str(Path(program).resolve().with_name("python")) if program else ""
    for python in (os.environ.get("XLPLAN_UNO_PYTHON", "").strip(), beside, "/usr/bin/python3"):
        if python and Path(python).is_file():
            run = subprocess.run([python, "-c", "import uno"], capture_output=True, check=False, timeout=60)
            if run.returncode == 0:
                return python
    return None


def libreoffice_worked(jobs: Sequence[tuple[Path, Path, Sequence[Sequence[object]]]]) -> list[Path]:
    """Open each first path in LibreOffice, take the steps on it, and save it as the second one, all computed anew.

    The steps are those of ``parity/uno_script.py``.
    """
    program, python = _soffice_program(), _uno_python()
    if program is None or python is None:
        judge_missing(LIBREOFFICE, "make judges-install; soffice, and a Python with its module uno (python3-uno)")
    told = [{"path": str(p.resolve()), "out": str(o.resolve()), "steps": steps} for p, o, steps in jobs]
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump(told, file)
        file.flush()
        run = subprocess.run(
            [python, UNO_SCRIPT, file.name, program, _profile(True).as_uri()],
            capture_output=True,
            check=False,
            text=True,
            errors="replace",
            stdin=subprocess.DEVNULL,
            timeout=SOFFICE_TIMEOUT + 20 * len(told),
            env={**os.environ, "SAL_USE_VCLPLUGIN": "svp", "PYTHONPATH": ""},
        )
    absent = [out.name for _, out, _ in jobs if not out.is_file()]
    if absent or run.returncode != 0:
        raise JudgeError(f"{LIBREOFFICE} made nothing of {absent}: {(run.stdout + run.stderr).strip()[-1500:]}")
    return [out for _, out, _ in jobs]


# --- IronCalc -------------------------------------------------------------------------------------


def ironcalc_values(path: Path, cells: Mapping[str, Sequence[str]]) -> dict[str, dict[str, CellValue]]:
    """What IronCalc computes for the cells, as ``values[sheet]["B7"]``.

    Numbers and dates come as floats (dates as Excel's serial numbers), an empty cell as None, and an
    error as its text, such as ``"#DIV/0!"``; a function IronCalc doesn't know gives ``"#NAME?"``.
    """
    try:
        import ironcalc
    except ImportError:
        judge_missing(IRONCALC, "not in this environment: make setup")
    try:
        model = ironcalc.load_from_xlsx(str(path), "en", "UTC", "en")
        model.evaluate()
    except ironcalc.WorkbookError as error:
        raise JudgeError(f"{IRONCALC} on {path}: {error}") from error
    # get_cell_value_by_ref takes no sheet name that needs quotes, hence the numbers.
    numbers = {sheet["name"]: number for number, sheet in enumerate(model.get_worksheets_properties())}
    return {
        sheet: {cell: model.get_cell_value(numbers[sheet], *_row_and_column(cell)) for cell in wanted}
        for sheet, wanted in cells.items()
    }


def _row_and_column(cell: str) -> tuple[int, int]:
    letters = cell.replace("$", "").rstrip("0123456789").upper()
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(cell.replace("$", "")[len(letters) :]), column


# --- pdftoppm -------------------------------------------------------------------------------------


def pdf_pages(pdf: Path, out_dir: Path, dpi: int = 60) -> list[Path]:
    """The pages of ``pdf`` as PNG files in ``out_dir``, first page first."""
    program = shutil.which("pdftoppm")
    if program is None:
        judge_missing(PDFTOPPM, "make judges-install; Debian's poppler-utils")
    out_dir.mkdir(parents=True, exist_ok=True)
    for stale in out_dir.glob(f"{pdf.stem}-*.png"):
        stale.unlink()
    run = subprocess.run(
        [program, "-png", "-r", str(dpi), pdf, out_dir / pdf.stem],
        capture_output=True,
        check=False,
        text=True,
        timeout=SOFFICE_TIMEOUT,
    )
    pages = sorted(out_dir.glob(f"{pdf.stem}-*.png"))  # its numbers are padded to one width
    if run.returncode != 0 or not pages:
        raise JudgeError(f"{PDFTOPPM} on {pdf}: ended with {run.returncode}: {run.stderr.strip()[:500]}")
    return pages


# --- Chromium -------------------------------------------------------------------------------------


def _chromium_program() -> str | None:
    named = os.environ.get("XLPLAN_CHROMIUM", "").strip()
    return named or next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium for as long as the block lasts. playwright brings no browser along; it drives this one."""
    program = _chromium_program()
    if program is None:
        judge_missing(CHROMIUM, "make judges-install; no chromium on the search path")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        judge_missing(CHROMIUM, "playwright is not in this environment: make setup")
    with sync_playwright() as driver:
        # Containers run as root, and there Chromium starts only without its sandbox.
        browser = driver.chromium.launch(executable_path=program, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


# --- what is there --------------------------------------------------------------------------------


def installed() -> dict[str, str | None]:
    """Each judge with its program or version, or None where it is missing."""
    validator = _validator_program()
    try:
        iron: str | None = f"ironcalc {metadata.version('ironcalc')}"
    except metadata.PackageNotFoundError:
        iron = None
    soffice = _soffice_program()
    if soffice is not None:
        run = subprocess.run([soffice, "--version"], capture_output=True, check=False, text=True, timeout=60)
        soffice = run.stdout.strip() or soffice
    return {
        OPENXML: validator.name if validator else None,
        LIBREOFFICE: soffice,
        IRONCALC: iron,
        PDFTOPPM: shutil.which("pdftoppm"),
        CHROMIUM: _chromium_program() if importlib.util.find_spec("playwright") else None,
    }


def main() -> None:
    there = installed()
    for judge, what in there.items():
        print(f"{judge:<24} {what or 'MISSING'}")
    if None in there.values():
        print("\nmake judges-install installs them (Debian packages and one npm package).")


if __name__ == "__main__":
    main()
