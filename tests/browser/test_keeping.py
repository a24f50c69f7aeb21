"""Notes, collections and saved searches as the keeper's own browser has them, without scripts."""

import pytest
from django.urls import reverse

from archive.models import SavedSearch
from tests.browser.steps import follow
from tests.conftest import PASSWORD
from tests.factories import make_article, make_collection, make_comment, make_note

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG_NAME = "Averylongname" * 10


@pytest.fixture
def article():
    row = make_article(title=LONG_NAME, slug="long", language="en")
    first = make_comment(row, author_name=LONG_NAME)
    make_comment(row, first)
    hebrew = make_article(title="גשר", slug="", language="he")
    make_note(row, LONG_NAME, writer_name=LONG_NAME)
    make_note(first, LONG_NAME, writer_name=LONG_NAME, is_public=False)
    make_note(hebrew, LONG_NAME, writer_name=LONG_NAME)
    make_collection(LONG_NAME, row, hebrew, slug="long", description=LONG_NAME)
    SavedSearch.objects.create(name=LONG_NAME, question=LONG_NAME)
    return row


def signed_in(browser, live_server, address, **options):
    page = browser.new_context(java_script_enabled=False, **options).new_page()
    page.goto(f"{live_server.url}/sign-in/?next={address}")
    page.get_by_label("Name").fill("keeper")
    page.get_by_label("Password").fill(PASSWORD)
    follow(page.get_by_role("main").get_by_role("button", name="Sign in"))
    return page


def desk_addresses(article):
    comment, collection = article.comments.first(), article.collectionentry_set.get().collection
    return [
        "/", article.get_absolute_url(), "/collections/", collection.get_absolute_url(),
        reverse("desk-article", args=[article.key]), reverse("desk-comment", args=[comment.key]),
        reverse("desk-note", args=[article.note_set.get().pk]), reverse("desk-new-collection"),
        reverse("desk-collection", args=["long"]),
        reverse("desk-entry", args=[collection.entries.first().pk]), "/desk/searches/",
    ]  # fmt: skip


@pytest.mark.parametrize("width", [320, 768])
def test_no_page_of_the_keepers_scrolls_sideways(live_server, in_browser, article, keeper, width):
    wanted = desk_addresses(article)

    def visit(browser):
        page = signed_in(browser, live_server, "/", viewport={"width": width, "height": 800})
        wide = []
        for address in wanted:
            assert page.goto(live_server.url + address).status == 200
            root = "document.documentElement"
            if page.evaluate(f"{root}.scrollWidth > {root}.clientWidth"):
                wide.append(address)
        page.context.close()
        return wide

    assert in_browser(visit) == []


def test_the_keeper_notes_collects_and_sorts(live_server, in_browser, article, keeper):
    where = article.get_absolute_url()

    def visit(browser):
        page = signed_in(browser, live_server, where, viewport={"width": 360, "height": 800})
        follow(page.get_by_role("link", name="Note, collect"))
        page.get_by_label("Note", exact=True).fill("Printed twice.")
        follow(page.get_by_role("button", name="Write the note"))
        seen = [page.get_by_text("Printed twice.").is_visible()]
        follow(page.locator(".comment").first.get_by_role("link", name="note").first)
        page.get_by_label("Collection", exact=True).fill(LONG_NAME)
        follow(page.get_by_role("button", name="Put it there"))
        seen.append(page.get_by_text("It stands in").is_visible())
        page.goto(f"{live_server.url}/collections/long/")
        entries = page.locator(".shelf li")
        last = entries.nth(2).get_by_role("heading").inner_text()
        follow(entries.nth(2).get_by_role("button", name="Up"))
        seen.append(entries.nth(1).get_by_role("heading").inner_text() == last)
        page.context.close()
        return seen

    assert in_browser(visit) == [True, True, True]
