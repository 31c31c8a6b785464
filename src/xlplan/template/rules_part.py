"""What a template wants of the rules, as written: which there are is known above, where it is checked."""

from __future__ import annotations

from xlplan.core.finding import Severity
from xlplan.template.model import RuleChoice
from xlplan.template.node import Node

OFF = "off"
SEVERITY = "severity"
_SEVERITIES = (*(s.value for s in Severity), OFF)


def read_rules(node: Node) -> dict[str, RuleChoice]:
    """The ``rules`` part by code or name."""
    found = {}
    for name, entry in node.entries().items():
        if isinstance(entry.data, dict):
            parts = entry.entries()
            severity = _severity(parts[SEVERITY]) if SEVERITY in parts else ""
            words = {k: part.word() for k, part in parts.items() if k != SEVERITY}
            found[name] = RuleChoice(severity, {k: w for k, w in words.items() if w is not None})
        else:
            found[name] = RuleChoice(_severity(entry))
    return found


def _severity(node: Node) -> str:
    # A plain "off" is no text to every YAML reader.
    if isinstance(node.data, str) and node.data.casefold() == "false":
        return OFF
    return node.one_of(_SEVERITIES) or ""
