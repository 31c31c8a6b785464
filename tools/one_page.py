"""Make the page for departments as one printed sheet of A4 from its Markdown, in both languages.

python tools/one_page.py
"""

from __future__ import annotations

import re
from pathlib import Path

import markdown

DOCS = Path(__file__).resolve().parents[1] / "docs"
LANGUAGE = {"zh": "zh-CN", "en": "en"}
STYLE = """
@page { size: A4; margin: 10mm 13mm; }
body { margin: 0 auto; max-width: 190mm; padding: 5mm; color: #262626;
  font: 9.4pt/1.36 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", system-ui, sans-serif; }
h1 { margin: 0 0 1.5mm; font-size: 15pt; color: #1f4e79; }
h2 { margin: 3mm 0 .8mm; font-size: 11.5pt; color: #1f4e79; }
p { margin: 0 0 1mm; }
ol { margin: 0; padding-left: 5.5mm; }
li { margin-bottom: .7mm; }
code { font-size: 9.2pt; background: #f3f4f6; padding: 0 .5mm; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: .6mm 1.6mm; border: .2mm solid #d9dde3; text-align: left; vertical-align: top; }
th { background: #eaf0f7; }
@media print { body { padding: 0; max-width: none; } }
"""


def page(lang: str) -> str:
    """The page as HTML."""
    text = (DOCS / f"department.{lang}.md").read_text(encoding="utf-8")
    title = text.splitlines()[0].removeprefix("# ")
    text = re.sub(r"^\[[^\]]*\]\(department\.\w+\.md\).*\n", "", text, flags=re.MULTILINE)  # paper has no links
    body = markdown.markdown(text, extensions=["tables"])
    head = f'<meta charset="utf-8">\n<title>{title}</title>\n<style>{STYLE}</style>'
    return (
        f'<!DOCTYPE html>\n<html lang="{LANGUAGE[lang]}">\n<head>\n{head}\n</head>\n<body>\n{body}\n</body>\n</html>\n'
    )


if __name__ == "__main__":
    for name in LANGUAGE:
        (DOCS / f"department.{name}.html").write_text(page(name), encoding="utf-8", newline="\n")
