"""A real browser against a live server.

Playwright's synchronous interface runs an event loop in its thread, in which Django refuses to
ask the database; so the browser lives in a thread of its own and tests send it work.
"""

import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
NAMES = ("chromium", "chromium-browser", "google-chrome")

Work = Callable[[Browser], Any]


@pytest.fixture(scope="session")
def in_browser():
    """Does a piece of work with the browser and gives back what it gives."""
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip(f"needs Chromium: none of {', '.join(NAMES)} is installed")
    with ThreadPoolExecutor(max_workers=1) as thread:
        playwright = thread.submit(sync_playwright().start).result()
        browser = thread.submit(
            playwright.chromium.launch, executable_path=path, args=ARGUMENTS
        ).result()

        def do(work: Work) -> Any:
            return thread.submit(work, browser).result()

        yield do
        thread.submit(browser.close).result()
        thread.submit(playwright.stop).result()
