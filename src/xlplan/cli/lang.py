"""Which language the command line speaks, and output that no console can choke on."""

from __future__ import annotations

import locale
import os
import sys
from collections.abc import Sequence

from xlplan.core.text import LANGS, Lang


def chosen_language(arguments: Sequence[str]) -> Lang:
    """``--lang`` on the command line, else XLPLAN_LANG, else the locale, else Chinese."""
    for n, argument in enumerate(arguments):
        value = ""
        if argument == "--lang" and n + 1 < len(arguments):
            value = arguments[n + 1]
        elif argument.startswith("--lang="):
            value = argument.removeprefix("--lang=")
        for lang in LANGS:
            if value == lang:
                return lang
    for source in (os.environ.get("XLPLAN_LANG"), *_locales()):
        for lang in LANGS:
            if source and source.casefold().startswith((lang, "chinese" if lang == "zh" else "english")):
                return lang
    return "zh"


def _locales() -> list[str | None]:
    found = [os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    if os.name == "nt":
        found.append(locale.getlocale()[0])
    return found


def make_output_safe() -> None:
    """A character that the console's encoding lacks is shown as a question mark instead of ending the program."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def colours_wanted() -> bool:
    """Whether standard output is a terminal that shows colours, and nobody asked it not to (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
