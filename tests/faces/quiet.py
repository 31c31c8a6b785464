"""What a page of ours may hold."""

from __future__ import annotations

import re

from faces.tree import Node

ALLOWED = {
    *("html", "head", "meta", "title", "style", "script", "body", "header", "main", "section", "h1", "h2", "p", "div"),
    *("ul", "li", "a", "b", "span", "bdi", "table", "thead", "tbody", "tr", "th", "td", "details", "summary"),
    *("form", "fieldset", "legend", "label", "input", "select", "option", "button", "output"),
}


def is_quiet(page: Node, *also: str) -> None:
    """Nothing acts by itself and nothing is loaded; ``also`` are elements allowed besides the usual ones."""
    for node in page.all():
        assert node.tag in ALLOWED or node.tag in also, node.tag
        for name, value in node.attributes.items():
            assert not name.startswith("on") and name not in ("src", "srcset", "style", "action", "formaction"), name
            if name == "href":
                assert value and not re.match(r"[a-z][a-z0-9+.-]*:|//", value, re.IGNORECASE), value
    for style in page.all("style"):
        assert "url(" not in style.text and "@import" not in style.text
    for script in page.all("script"):
        assert not re.search(r"https?:|fetch\(|XMLHttp|import\(|eval\(|innerHTML|document\.write", script.text)
