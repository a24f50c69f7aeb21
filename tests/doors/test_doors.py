"""What every door has in common: who is let in where only the signed-in are, and what caches keep;
and that the keeper finds behind each of them, marked, what others do not."""

import pytest

from archive.curation.access import HEALTH_PATH
from archive.search.tasks import rebuild
from tests.doors.asking import ask
from tests.doors.table import NO_ROUTES, all_addresses, desk_addresses
from tests.doors.world import ARTICLE_CANARIES, COMMENT_CANARIES, MERGED, WORD, let_in, make_public

pytestmark = pytest.mark.django_db
OPEN = ("/sign-in/", "/static/", HEALTH_PATH)


@pytest.fixture
def world():
    make_public()
    let_in()
    rebuild()


def some_addresses():
    """Of every door one address in nine, with all the desk's."""
    return [
        *all_addresses()[::9],
        *NO_ROUTES,
        "/sign-in/",
        "/static/css/base.css",
        *desk_addresses(),
    ]


def test_a_closed_archive_opens_no_door_to_a_stranger(world, stranger_client, settings):
    settings.ARCHIVE_READERS = "signed-in"
    for address in (*all_addresses(), *desk_addresses()):
        answer = ask(stranger_client, address)
        if not address.startswith(OPEN):
            assert answer.status == 302, address
            assert "'/sign-in/?next=" in answer.headers
            assert answer.body == ""
        if not address.startswith("/static/"):
            assert "no-store" in answer.headers, address
        assert "Ann Quill" not in answer.text


@pytest.mark.parametrize("visitor", ["reader", "keeper"])
def test_no_cache_keeps_what_a_signed_in_reader_gets(world, request, visitor):
    client = request.getfixturevalue(f"{visitor}_client")
    for address in some_addresses():
        # Signed out, nobody is signed in: what is said then is for everyone, as on any page.
        ends_session = address in ("/sign-out/", "/admin/logout/")
        for method in ("GET",) if ends_session else ("GET", "POST"):
            answer = ask(client, address, method)
            kept = "('Cache-Control', 'private, no-store')" in answer.headers
            # Styles and scripts are everybody's and tell of nothing.
            assert kept != (address.startswith("/static/css/")), (method, address)


def test_the_keeper_finds_articles_that_others_do_not_and_sees_why(world, keeper_client):
    cited = keeper_client.get("/a/quay/the-old-quay/").text
    for canary in (one for one in ARTICLE_CANARIES if one.why != MERGED):
        assert f"{canary.word} put right" in cited
        mark = next(iter(canary.why.values()))
        key, slug = f"canary{canary.number}", f"{canary.word}-slug"
        for address in (f"/a/{key}a/{slug}/", f"/search/?q={canary.word}", f"/people/{key}p/",
                        f"/sites/{canary.host}/", f"/tags/{canary.word}/"):  # fmt: skip
            page = keeper_client.get(address)
            assert page.status_code == 200, address
            assert canary.word in page.text
            assert mark in page.text, address
        for address in (f"/a/{key}a.atom", f"/tags/{canary.word}.atom", f"/people/{key}p.atom",
                        f"/search.atom?q={canary.word}", f"/sites/{canary.host}.atom",
                        f"/timeline/{canary.at:%Y/%m}.atom", "/sites/", "/people/", "/tags/",
                        f"/articles/?site={canary.host}"):  # fmt: skip
            assert canary.word in keeper_client.get(address).text, address
        assert f"/timeline/{canary.at:%Y/%m}/" in keeper_client.get("/timeline/").text
        assert keeper_client.get("/from/", {"url": canary.url}).url == f"/a/{key}a/{slug}/"
        assert keeper_client.get(f"/c/{key}b/").status_code == 302


def test_the_keeper_finds_comments_that_others_do_not_and_sees_why(world, keeper_client):
    thread = keeper_client.get("/a/quay/the-old-quay/").text
    told = sum(one.why != MERGED for one in COMMENT_CANARIES) * 2
    assert f"in {told} comments beneath it" in keeper_client.get("/a/ledger/ledger/").text
    for canary in (one for one in COMMENT_CANARIES if one.why != MERGED):
        mark = next(iter(canary.why.values()))
        key = f"canary{canary.number}"
        for address in (f"/search/?q={canary.word}", f"/people/{key}p/"):
            page = keeper_client.get(address).text
            assert canary.word in page
            assert mark in page, address
        # What is missing at its source never had words to show.
        assert (f"{canary.word} quay storms" in thread) == (mark != "missing")
        assert keeper_client.get(f"/c/{key}c/").url.endswith(f"#c-{key}c")
        for address in (f"/people/{key}p.atom", f"/search.atom?q={canary.word}",
                        f"/a/quay/the-old-quay/changes/?comment={key}c"):  # fmt: skip
            assert canary.word in keeper_client.get(address).text, address


def test_the_keepers_desk_shows_what_it_holds(world, keeper_client):
    for model in ("article", "comment", "person", "site", "term", "capture", "revision", "address",
                  "articlepicture",
                  "importrun", "importproblem"):  # fmt: skip
        page = keeper_client.get(f"/admin/archive/{model}/")
        assert page.status_code == 200
        assert WORD in page.text, model
