"""The page for departments is one printed page, and says what its Markdown says."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import judges
from xlplan.core.text import LANGS, Lang

ROOT = Path(__file__).resolve().parents[2]


def _made(lang: Lang, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    import one_page

    monkeypatch.delitem(sys.modules, "one_page")
    return str(one_page.page(lang))


@pytest.mark.parametrize("lang", LANGS)
def test_it_is_current(lang: Lang, monkeypatch: pytest.MonkeyPatch) -> None:
    path = ROOT / "docs" / f"department.{lang}.html"
    assert path.read_text(encoding="utf-8") == _made(lang, monkeypatch), "run python tools/one_page.py"


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGS)
def test_it_is_one_page_of_a4(lang: Lang, tmp_path: Path) -> None:
    pdf = tmp_path / "page.pdf"
    with judges.chromium() as browser:
        page = browser.new_page()
        page.goto((ROOT / "docs" / f"department.{lang}.html").as_uri())
        page.pdf(path=pdf, prefer_css_page_size=True)
    assert len(judges.pdf_pages(pdf, tmp_path, dpi=20)) == 1
