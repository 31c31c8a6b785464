"""What a template wants of ``xlplan check``, as written: which codes there are is known above."""

from __future__ import annotations

from xlplan.core.finding import Severity
from xlplan.template.model import CheckChoice
from xlplan.template.node import Node

KEYS = ("severity", "strict", "ignore")


def read_check(node: Node) -> CheckChoice:
    """The ``check`` part."""
    parts = node.known(KEYS)
    severity = parts["severity"].one_of([s.value for s in Severity]) if "severity" in parts else None
    strict = parts["strict"].flag() if "strict" in parts else None
    words = [entry.word() for entry in parts["ignore"].items()] if "ignore" in parts else []
    return CheckChoice(severity or "", bool(strict), tuple(w for w in words if w))
