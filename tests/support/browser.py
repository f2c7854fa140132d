"""A real Chromium for tests of pages, and what axe-core finds on them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
DESKTOP, PHONE = 1280, 390  # pixels of width
GRAVE = ("serious", "critical")


def chromium() -> str:
    """Return where Chromium is; the tests of a module are skipped, in one line, where there is none."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip(f"no browser: none of {', '.join(NAMES)} is on the path", allow_module_level=True)
    pytest.importorskip("playwright", reason="no Playwright: it is in the extra `test`")
    return found


@contextmanager
def browser(executable: str) -> Iterator[Any]:
    """Start Chromium by Playwright and close it again."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        try:
            yield started
        finally:
            started.close()


@contextmanager
def opened(started: Any, path: Path, *, width: int = DESKTOP, scheme: str = "light") -> Iterator[Any]:
    """Open a page from a file. Fails when it asks for anything beside itself, writes an error, or breaks its own policy."""
    context = started.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    asked: list[str] = []
    faults: list[str] = []
    page = context.new_page()
    page.on("request", lambda request: None if request.is_navigation_request() else asked.append(request.url))
    page.on("console", lambda message: faults.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(path.as_uri())
    try:
        yield page
        assert [url for url in asked if not url.startswith("data:")] == []
        assert faults == []
    finally:
        context.close()


def grave_faults(page: Any) -> list[str]:
    """Return what axe-core calls serious or critical, with the places."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {[node['html'][:90] for node in one['nodes'][:3]]}" for one in found if one["impact"] in GRAVE]
