"""What all pages have in common: the head, the policy that keeps them off the network, the look."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.resources import files

from xlplan.core.text import Lang
from xlplan.report.page.markup import Html, el, joined

POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)
"""Nothing is loaded from anywhere, whatever a text in the page may hold."""
_LANGUAGE: dict[Lang, str] = {"zh": "zh-CN", "en": "en"}


def page(lang: Lang, title: str, body: Iterable[Html], styles: Sequence[str] = (), scripts: Sequence[str] = ()) -> str:
    """A whole page. ``styles`` and ``scripts`` name files beside this module; ``frame.css`` comes first by itself."""
    head = joined(
        (
            el("meta", charset="utf-8"),
            el("meta", http_equiv="Content-Security-Policy", content=POLICY),
            el("meta", name="viewport", content="width=device-width, initial-scale=1"),
            el("meta", name="color-scheme", content="light dark"),
            el("meta", name="referrer", content="no-referrer"),
            el("title", title),
            *(_inline("style", name) for name in ("frame.css", *styles)),
        ),
        "\n",
    )
    content = joined((*body, *(_inline("script", name) for name in scripts)), "\n")
    return f'<!DOCTYPE html>\n<html lang="{_LANGUAGE[lang]}">\n<head>\n{head}\n</head>\n<body>\n{content}\n</body>\n</html>\n'


def _inline(element: str, name: str) -> Html:
    return el(element, Html("\n" + files(__package__).joinpath(name).read_text(encoding="utf-8")))
