"""A real browser against a live server.

Playwright's synchronous interface runs an event loop in its thread, in which Django refuses to
ask the database; so the browser lives in a thread of its own and tests send it work.
"""

import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import Any

import pytest
from django.core.servers.basehttp import ServerHandler, ThreadedWSGIServer
from playwright.sync_api import Browser, sync_playwright

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
NAMES = ("chromium", "chromium-browser", "google-chrome")

Work = Callable[[Browser], Any]


@pytest.fixture(scope="session", autouse=True)
def one_request_at_a_time():
    """Let the live server answer one request after another.

    Its threads share the tests' one connection to a database in memory. One of them may hold the
    connection and need the interpreter, for a function that Django lends to SQLite, while another
    has the interpreter and needs the connection: sqlite3 binds parameters without letting go of
    it. Then both wait for ever. The real server's threads have a connection each.
    """
    lock, run = Lock(), ServerHandler.run

    def run_alone(handler, application):
        with lock:
            run(handler, application)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ServerHandler, "run", run_alone)
        patch.setattr(ThreadedWSGIServer, "daemon_threads", False)  # waited for, at the end
        yield


@pytest.fixture(scope="session")
def in_browser(live_server):
    """Does a piece of work with the browser and gives back what it gives.

    The browser goes before the server does: it may hold connections open, and the server's thread
    of one that outlives the server finds the tests' database lent to it no more.
    """
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


@pytest.fixture(params=[True, False], ids=["with scripts", "without"])
def reader(request, in_browser, live_server):
    """Goes to an address and gives back what a reading of the page gives."""

    def read(address, work, **context):
        def visit(browser):
            own = browser.new_context(java_script_enabled=request.param, **context)
            page = own.new_page()
            page.goto(live_server.url + address)
            found = work(page)
            own.close()
            return found

        return in_browser(visit)

    return read
