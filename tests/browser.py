"""The Chromium of the system, without a screen and without a network, driven by Playwright."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

from playwright.sync_api import Page, sync_playwright
from readers import ROOT

INTERPRETER = (ROOT / "src/csvariable/documents/explore/interpreter.js").read_text("utf-8")


@contextmanager
def opened(
    width: int = 1000, height: int = 900, scheme: Literal["light", "dark"] = "light", **more: Any
) -> Iterator[Page]:
    """Open a page; what it asks of a network, or throws, fails the test."""
    browser_file = shutil.which("chromium")
    assert browser_file is not None, "chromium is not installed: see .ci/run"
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=browser_file, args=["--no-sandbox"])
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, offline=True, **more
        )
        page = context.new_page()
        wrong: list[str] = []
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on(
            "request",
            lambda asked: (
                None if asked.url.startswith(("file:", "data:", "about:")) else wrong.append(asked.url)
            ),
        )
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        yield page
        browser.close()
        assert wrong == []
