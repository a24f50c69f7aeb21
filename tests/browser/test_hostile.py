"""The payloads of attackers in a real browser: nothing runs, nothing opens, nothing leaves.

`make test-hostile` tries them all, in parts of five hundred; else our own and one such part.
"""

from functools import partial

import pytest
from django.db import connection
from playwright.sync_api import Browser, Route

from tests.browser.hostile import (
    OWN,
    SAMPLE,
    bring_in,
    desk_lists,
    desk_rows,
    own_pages,
    payloads,
    shared_pages,
)
from tests.browser.visits import Visits

MOST_LOOKS = 100
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def pytest_generate_tests(metafunc):
    if "hostile" in metafunc.fixturenames:
        known = payloads(whole=metafunc.config.getoption("--all-payloads"))
        if connection.vendor != "sqlite":
            known = known[: len(OWN)]  # what a browser does is the same on every database
        parts = [known[start : start + SAMPLE] for start in range(0, len(known), SAMPLE)]
        metafunc.parametrize("hostile", parts, ids=[f"part{n}" for n in range(len(parts))])


def visit(browser: Browser, home: str, cookie: str, pages, *, has_policy: bool) -> Visits:
    """The visits of somebody signed in, without our policy or with it, to `pages`."""
    context = browser.new_context(bypass_csp=not has_policy)
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": home}])
    try:
        visits = Visits(context, home)
        (visits.see_each if has_policy else visits.see_many)(pages)
        return visits
    finally:
        context.close()


def test_no_payload_does_anything_on_any_page(
    live_server, in_browser, keeper_client, tmp_path, hostile, request
):
    is_whole = request.config.getoption("--all-payloads")
    bring_in(hostile, tmp_path)
    cookie = keeper_client.cookies["sessionid"].value
    alone = [*own_pages(hostile, one_in=1 if is_whole else 10), *desk_rows(), *desk_lists()]
    together = [*shared_pages(hostile), *alone[::40]]

    def look(browser):
        # Cleaning must do without the policy; and the policy must find nothing left to stop.
        first = visit(browser, live_server.url, cookie, alone, has_policy=False)
        second = visit(browser, live_server.url, cookie, together, has_policy=True)
        return first.happened + second.happened, first.count + second.count

    happened, count = in_browser(look)
    assert happened == []
    assert count >= len(alone) + len(together) > 2 * len(hostile)


def test_the_watch_sees_what_it_is_to_see(live_server, in_browser, db):
    """Each way of doing harm, on a page that does it."""
    harm = {
        "dialog": "<script>alert(1)</script>",
        "RAN print": "<script>print()</script>",
        "script failed": "<script>throw new Error('x')</script>",
        "request": "<img src='http://127.0.0.1:9/x.png'>",
        "onclick in": "<b onclick='x()'>a</b>",
        "href in": "<a href='javascript:x()'>a</a>",
        "meta in": "<meta http-equiv=refresh content='99;url=/'>",
        "another window": "<script>open('/robots.txt')</script>",
    }

    def look(browser):
        found = {}
        for name, markup in harm.items():
            context = browser.new_context(bypass_csp=True)
            visits = Visits(context, live_server.url)
            page = f"<!doctype html><body>{markup}"
            answer = partial(Route.fulfill, body=page, content_type="text/html")
            context.route("**/harm", lambda route, _request, answer=answer: answer(route))
            visits.see_many(["/harm"])
            for _ in range(MOST_LOOKS):  # what opens a window is told when the window is there
                if any(name in told for told in visits.happened):
                    break
                visits.page.wait_for_timeout(100)
            found[name] = "\n".join(visits.happened)
            context.close()
        return found

    for name, told in in_browser(look).items():
        assert name in told
