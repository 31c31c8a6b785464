"""xlplan: plan cross-department projects in Excel workbooks, and merge what every department sends back.

The library: :func:`read`, :func:`write`, :func:`check`, :func:`merge`, :func:`schedule`, :func:`frames`, and what a
:class:`Project` can do. What is asked for is loaded then: ``import xlplan`` costs next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from xlplan.app.library import Project, check, frames, merge, read, schedule, write
    from xlplan.core.errors import InputError, OutputError, UsageError, XlplanError

__all__ = [
    "InputError",
    "OutputError",
    "Project",
    "UsageError",
    "XlplanError",
    "__version__",
    "check",
    "frames",
    "merge",
    "read",
    "schedule",
    "write",
]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    home = "xlplan.core.errors" if name.endswith("Error") else "xlplan.app.library"
    return getattr(import_module(home), name)


def __dir__() -> list[str]:
    return sorted(__all__)
