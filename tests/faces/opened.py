"""A page of ours in a browser that watches what it does."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


class Opened:
    """A page in a browser, with what it asked the network for and what it complained about."""

    def __init__(self, browser: Browser, path: Path, **options: Any) -> None:
        self.asked: list[str] = []
        self.told: list[str] = []
        self.context = browser.new_context(**options)
        self.page: Page = self.context.new_page()
        self.path = path
        self.context.route("**/*", self._route)
        self.page.on("console", lambda message: self.told.append(message.text))
        self.page.on("pageerror", lambda error: self.told.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.told.append(dialog.message), dialog.dismiss()))
        self.go("")

    def _route(self, route: Any) -> None:
        if route.request.url.partition("#")[0] == self.path.as_uri():
            route.continue_()
        else:
            self.asked.append(route.request.url)
            route.abort()

    def go(self, hash_: str) -> None:
        self.page.goto("about:blank")
        self.page.goto(self.path.as_uri() + hash_)

    def count(self, what: str) -> int:
        return self.page.locator(what).count()

    @property
    def hash(self) -> dict[str, str]:
        found = parse_qs(self.page.evaluate("location.hash").removeprefix("#"), keep_blank_values=True)
        return {key: values[0] for key, values in found.items()}
