"""Make the pictures of the README and the guides anew, in both languages, from a demonstration.

    python tools/pictures.py [zh|en ...]

Needs the outside judges: LibreOffice draws the sheets, poppler cuts the pages, Chromium frames them and shows web pages.
"""

from __future__ import annotations

import html
import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import judges  # noqa: E402  # lives with the tests

PICTURES = ROOT / "docs" / "pictures"
WIDTH = 1100
MASTER = {"zh": "1-主计划/主计划.xlsx", "en": "1-master/master.xlsx"}
CLOSING = {"zh": "6-收尾/收尾中的主计划.xlsx", "en": "6-closing/master in closing.xlsx"}
RETURN = {"zh": "4-退回更正/研发部-第3轮-刘洋.xlsx", "en": "4-to be corrected/RD_round3_LiuYang.xlsx"}
STATUS = {"zh": "5-报告/状态报告.html", "en": "5-reports/status.html"}
COLOURS = {
    "31": "#ff7b72",
    "32": "#7ee787",
    "33": "#e3b341",
    "34": "#79c0ff",
    "35": "#d2a8ff",
    "36": "#76e3ea",
    "90": "#8b949e",
}


@dataclass(frozen=True)
class Cut:
    """A part of a page: the title of its sheet, and which share of the page's height and width is shown."""

    title: dict[str, str]
    top: float
    bottom: float
    left: float = 0.02
    right: float = 0.98


WBS = Cut({"zh": "项目WBS分解表", "en": "Work breakdown structure"}, 0.03, 0.55)
GANTT = Cut({"zh": "甘特图", "en": "Gantt chart"}, 0.03, 0.62, 0.0, 1.0)
DASHBOARD = Cut({"zh": "项目仪表盘", "en": "Dashboard"}, 0.03, 0.97)
DECISIONS = Cut({"zh": "待裁定事项", "en": "Decisions"}, 0.03, 0.6)
PROBLEMS = Cut({"zh": "问题清单", "en": "Problems"}, 0.05, 0.5)
PROGRESS = Cut({"zh": "项目进度跟踪表", "en": "Progress tracking"}, 0.05, 0.48)


def main() -> None:
    chosen = sys.argv[1:] or ["zh", "en"]
    with tempfile.TemporaryDirectory() as folder:
        for lang in chosen:
            make(Path(folder) / lang, lang)


def make(folder: Path, lang: str) -> None:
    run("demo", str(folder), lang=lang)
    master, back = folder / MASTER[lang], folder / RETURN[lang]
    pdf = {
        path: judges.libreoffice_convert(path, "pdf", folder / "pdf") for path in (master, back, folder / CLOSING[lang])
    }
    shots: dict[str, list[tuple[Path, Cut]]] = {
        "wbs": [(pdf[master], WBS)],
        "gantt": [(pdf[master], GANTT)],
        "dashboard": [(pdf[master], DASHBOARD)],
        "decisions": [(pdf[master], DECISIONS)],
        "returned": [(pdf[back], PROBLEMS), (pdf[back], PROGRESS)],
    }
    out = PICTURES / lang
    out.mkdir(parents=True, exist_ok=True)
    with judges.chromium() as browser:
        page = browser.new_page(viewport={"width": WIDTH, "height": 100})
        for name, cuts in shots.items():
            page.set_content("".join(framed(page_of(path, cut, lang, folder), cut) for path, cut in cuts))
            page.wait_for_timeout(500)
            page.screenshot(path=out / f"{name}.png", full_page=True)
        page.set_content(terminal(run("schedule", str(master), "--gantt", lang=lang, colour=True), lang))
        page.locator("pre").screenshot(path=out / "terminal.png")
        page.set_viewport_size({"width": 1280, "height": 1080})
        page.goto((folder / STATUS[lang]).as_uri())
        page.screenshot(path=out / "status.png")


def run(*arguments: str, lang: str, colour: bool = False) -> str:
    """What a command of ours says."""
    known = {**os.environ, "XLPLAN_LANG": lang, "COLUMNS": "118", "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "xlplan", *arguments]
    if colour:  # it paints for a terminal alone
        joined = " ".join(f"'{c}'" for c in command)
        command = ["script", "-qec", f"stty cols 118; {joined}", "/dev/null"]
        known["TERM"] = "xterm-256color"
    done = subprocess.run(command, env=known, capture_output=True, text=True, check=True)
    return done.stdout


def page_of(pdf: Path, cut: Cut, lang: str, folder: Path) -> Path:
    """A picture of the first page whose first line is the title of a sheet and nothing else."""
    number = 1
    while True:
        done = subprocess.run(
            ["pdftotext", "-f", str(number), "-l", str(number), "-layout", str(pdf), "-"],
            capture_output=True,
            text=True,
            check=True,
        )
        first = next((line.strip() for line in done.stdout.splitlines() if line.strip()), "")
        if first == cut.title[lang]:
            break
        number += 1
    stem = folder / f"{pdf.stem}-{number}"
    options = ["-r", "150", "-f", str(number), "-l", str(number), "-singlefile", "-png"]
    subprocess.run(["pdftoppm", *options, str(pdf), str(stem)], check=True)
    return stem.with_suffix(".png")


def framed(picture: Path, cut: Cut) -> str:
    """A part of a picture, as wide as the page."""
    from base64 import b64encode
    from struct import unpack

    data = picture.read_bytes()
    wide, high = unpack(">II", data[16:24])
    scale = WIDTH / (wide * (cut.right - cut.left))
    height = round(high * (cut.bottom - cut.top) * scale)
    style = f"width:{wide * scale}px;margin-left:{-wide * cut.left * scale}px;margin-top:{-high * cut.top * scale}px"
    source = f"data:image/png;base64,{b64encode(data).decode()}"
    return (
        f"<style>body{{margin:0;background:#fff}}</style><div style='height:{height}px;overflow:hidden'>"
        f"<img style='{style}' src='{source}'></div>"
    )


def terminal(said: str, lang: str) -> str:
    """What a terminal showed, as a page."""
    shown, open_ = [], 0
    for piece in re.split(r"(\x1b\[[0-9;]*m)", said.replace("\r", "")):
        if match := re.fullmatch(r"\x1b\[([0-9;]*)m", piece):
            shown.append("</span>" * open_)
            codes = [c for c in match[1].split(";") if c not in ("", "0")]
            style = ";".join("font-weight:bold" if c == "1" else f"color:{COLOURS.get(c, 'inherit')}" for c in codes)
            shown.append(f"<span style='{style}'>" if codes else "")
            open_ = int(bool(codes))
        else:
            shown.append(re.sub(r"[\u2e80-\uffef]", lambda wide: f"<b class=w>{wide[0]}</b>", html.escape(piece)))
    lines = "".join(shown).splitlines()[:34]
    look = (
        "display:inline-block;margin:0;padding:16px 20px;background:#0d1117;color:#e6edf3;"
        "font:13px/1.35 'DejaVu Sans Mono','Noto Sans CJK SC',monospace"
    )
    prompt = f"$ xlplan schedule {MASTER[lang].split('/')[1]} --gantt"
    wide = "<style>.w{display:inline-block;width:2ch;font-weight:inherit}</style>"
    return f"{wide}<body style='margin:0'><pre style=\"{look}\">{prompt}\n" + "\n".join(lines) + "</pre>"


if __name__ == "__main__":
    main()
