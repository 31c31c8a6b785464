"""Short checksums of plain data: equal data give equal ones, on every machine and in every version."""

from __future__ import annotations

import hashlib
import json


def checksum(data: object, length: int) -> str:
    """The first ``length`` hexadecimal digits of the SHA-256 of data that JSON can say."""
    text = json.dumps(data, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()[:length]
