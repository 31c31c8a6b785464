"""Names of things that cells refer to: departments, people, tasks. Held by id, written as people know them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from xlplan.core.normal import clean, key

Target = str
"""What is referred to: ``dept``, ``person``, ``task``, or the key of a table whose rows have numbers and titles."""


@dataclass
class Names:
    """Labels by id and ids by any accepted spelling, for each target."""

    labels: dict[str, dict[str, str]] = field(default_factory=dict)
    spellings: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    def add(self, target: Target, id_: str, label: str, also: Iterable[str | None] = ()) -> None:
        """Make ``id_`` known under its label and other spellings."""
        self.labels.setdefault(target, {})[id_] = label
        known = self.spellings.setdefault(target, {})
        for spelling in (label, *also):
            if spelling and (k := key(spelling)) and id_ not in known.setdefault(k, []):
                known[k].append(id_)

    def label(self, target: Target, id_: str) -> str:
        """How people know ``id_``; the id itself where nobody named it."""
        return self.labels.get(target, {}).get(id_) or id_

    def find(self, target: Target, text: str) -> list[str]:
        """Ids meant by ``text``: none, one, or several where it is ambiguous."""
        return self.spellings.get(target, {}).get(key(text), [])

    def has(self, target: Target, id_: str) -> bool:
        return id_ in self.labels.get(target, {})

    def reference(self, target: Target, id_: str) -> str:
        """A text that :meth:`find` leads back to ``id_`` alone, else the id."""
        label = self.label(target, id_)
        return label if self.find(target, label) == [id_] else id_

    def task_code(self, id_: str) -> str:
        """The code of a task where it leads back to it alone, else the id."""
        code = self.label("task", id_).split(" ", 1)[0]
        return code if self.find("task", code) == [id_] else id_

    def close(self, target: Target, text: str) -> str:
        """A known label near to ``text``, or an empty string."""
        import difflib

        labels = {key(v): v for v in self.labels.get(target, {}).values()}
        near = difflib.get_close_matches(key(text), labels, n=1, cutoff=0.6)
        return labels[near[0]] if near else ""


def task_label(code: str | None, name: str | None) -> str:
    """``1.2 名称``, as task lists show it."""
    return clean(f"{code or ''} {name or ''}")


TITLE = 40
"""Characters of a title by which other forms refer to a row."""


def one_line(title: str | None) -> str | None:
    """A title as it is listed: in one line, cut where it is too long."""
    return title and " ".join(title.split())[:TITLE]
