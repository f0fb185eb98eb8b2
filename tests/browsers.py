"""Debian's Chromium under Playwright, and axe-core's verdict on a page."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.services import chromium_path

# Quiet and self-contained: no GPU, no QUIC, no component downloads, no first-run pages, no calls home.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)
AXE = Path(__file__).resolve().parent.parent / "node_modules" / "axe-core" / "axe.min.js"


@contextmanager
def launched_browser() -> Iterator[Browser]:
    """A headless Chromium; contexts of it are separate people. Ends with the block.

    While it lives, Playwright keeps an event loop running in this thread: no asyncio tests and no Django ORM here.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), headless=True, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


def accessibility_problems(page: Page) -> list[str]:
    """What axe-core finds serious or critical, one line per rule: `rule: help (first element)`."""
    page.evaluate(AXE.read_text())
    found: dict[str, Any] = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{rule['id']}: {rule['help']} ({rule['nodes'][0]['html'][:120]})"
        for rule in found["violations"]
        if rule["impact"] in ("serious", "critical")
    ]
