"""An HTML page as a tree, read by somebody else than who wrote it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = ("meta", "input", "br")


@dataclass
class Node:
    tag: str
    attributes: dict[str, str | None]
    children: list[Node | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(x if isinstance(x, str) else x.text for x in self.children)

    @property
    def classes(self) -> list[str]:
        return (self.attributes.get("class") or "").split()

    def all(self, tag: str = "", class_: str = "", id_: str = "") -> Iterator[Node]:
        for child in self.children:
            if isinstance(child, Node):
                if (
                    (not tag or child.tag == tag)
                    and (not class_ or class_ in child.classes)
                    and (not id_ or child.attributes.get("id") == id_)
                ):
                    yield child
                yield from child.all(tag, class_, id_)

    def one(self, tag: str = "", class_: str = "", id_: str = "") -> Node:
        return next(self.all(tag, class_, id_))

    def said(self, class_: str) -> str:
        """The text of the first element of a class; empty where there is none."""
        return next((x.text for x in self.all(class_=class_)), "")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Node("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), (tag, attrs)
        node = Node(tag, dict(attrs))
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")


def tree(html: str) -> Node:
    """The page; AssertionError where its elements do not fit into each other."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert len(reader.open) == 1, [x.tag for x in reader.open]
    return reader.open[0]
