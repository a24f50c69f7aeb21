"""The page and the feed of a search; what is found is held by tests/search."""

import re
from xml.etree import ElementTree

import pytest

from archive.reading.finding import latest_found
from archive.search.tasks import rebuild
from tests.factories import make_article, make_comment, make_person

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def bridge():
    article = make_article(
        title="A bridge <is> a gate", body_text="The bridge opens & shuts.", terms=["harbour"],
        authors=[make_person("Ingrid Halloway")], declared_comment_count=9,
    )  # fmt: skip
    for _ in range(4):
        make_comment(article, body_text="I drive over the bridge <twice>.")
    make_article(title="Elsewhere", body_text="A ferry.", published_at=None)
    rebuild()
    return article


def text_of(client, query):
    page = client.get(f"/search/?{query}")
    assert page.status_code == 200
    return page.content.decode()


def test_what_is_found_is_shown_as_a_conversation(client, bridge):
    text = text_of(client, "q=bridge")
    assert "5 matches in 1 conversation" in text
    assert "A <mark>bridge</mark> &lt;is&gt; a gate" in text
    assert "The <mark>bridge</mark> opens &amp; shuts." in text
    assert text.count('<article class="found">') == 3
    assert "1 more in this thread" in text
    assert '4 responses <span class="short">of 9</span>' in text
    assert re.search(rf'href="{bridge.get_absolute_url()}#c-\w+"', text)


def test_how_the_question_was_read_is_told_and_each_part_can_be_left_out(client, bridge):
    text = text_of(client, "q=bridge+-toll+year:2012&sort=newest&page=1")
    assert "<i>without</i> <b><bdi>toll</bdi></b>" in text
    assert 'href="?q=bridge+-toll&amp;sort=newest" aria-label="Leave out 2012"' in text


def test_facets_narrow_and_keep_the_order(client, bridge):
    text = text_of(client, "q=bridge&sort=oldest")
    assert re.search(r'href="\?q=bridge\+[^"]*harbour[^"]*&amp;sort=oldest"', text)
    assert 'class="feed" href="/search.atom?q=bridge"' in text


def test_nothing_found_says_what_else_to_ask(client, bridge):
    text = text_of(client, "q=bridge+zeppelin")
    assert "Nothing here says all of that." in text
    assert '<a href="?q=bridge">without “<bdi>zeppelin</bdi>”</a>' in text


def test_without_a_question_the_page_tells_what_one_can_ask(client):
    assert "author:" in text_of(client, "")
    assert "author:" in client.get("/search/help").content.decode()


def test_without_an_index_titles_are_looked_through_and_the_page_says_so(client):
    make_article(title="A bridge is also a gate")
    text = text_of(client, "q=bridge")
    assert 'role="status"' in text
    assert "A bridge is also a gate" in text.replace("<mark>", "").replace("</mark>", "")
    assert "A bridge is also a gate" in client.get("/search.atom?q=bridge").content.decode()


@pytest.mark.parametrize(
    "query",
    ["q=%22%28%29NOT", "q=%00", "q=a&page=-1", "q=a&page=99999999999999", "q=a&sort=%00",
     "q=" + "%28" * 3000, "q=%F0%9F%8C%89+OR"],
)  # fmt: skip
def test_no_question_breaks_the_page(client, bridge, query):
    text_of(client, query)


def test_a_search_has_a_feed_of_what_it_finds(client, bridge):
    page = client.get("/search.atom?q=bridge")
    found = ElementTree.fromstring(page.content).findall(f"{ATOM}entry")  # noqa: S314 -- our own
    titles = [entry.findtext(f"{ATOM}title") for entry in found]
    assert titles == [*["Tomasz Wren on A bridge <is> a gate"] * 4, "A bridge <is> a gate"]
    assert client.get("/search.atom").status_code == 200


def test_others_find_nothing_that_is_not_public(client, keeper_client):
    hidden = make_article(title="Canary", body_text="canary", visibility="hidden")
    make_comment(make_article(), body_text="canary spam", author_name="Canary", state="spam")
    rebuild()
    for address in ("/search/?q=canary", "/search.atom?q=canary"):
        text = client.get(address).content.decode()
        assert "Canary" not in text, address
        assert "canary spam" not in text, address
        assert hidden.key not in text
        assert "Canary" in keeper_client.get(address).content.decode(), address


def test_a_long_question_is_cut_where_the_language_says_and_the_page_tells(client, bridge):
    words = "bridge-bridge+" * 200
    assert "characters were read" not in text_of(client, f"q={words}")
    assert "Only the first 4,000 characters were read." in text_of(client, f"q={words * 2}")


def test_the_feed_of_a_search_tells_the_latest_answers_of_a_long_thread():
    article = make_article(title="The herring fleet")
    for _ in range(9):
        make_comment(article, body_text="herring herring herring")
    make_comment(article, body_text="One more word on herring, long after the rest of them.")
    make_comment(article, body_text="herring, undated", posted_at=None)
    rebuild()
    found = latest_found(None, "herring", 3)
    assert found[0].body_text.startswith("One more word")
    assert [row.posted_at for row in found] == sorted((r.posted_at for r in found), reverse=True)
    assert latest_found(None, "herring", 99)[-1].body_text == "herring, undated"
