"""Feeds as readers of feeds read them: Atom by feedparser, JSON Feed by its specification."""

import json
import re
from datetime import UTC, datetime
from html import unescape

import feedparser
import pytest

from archive.search.tasks import rebuild
from tests.factories import make_article, make_collection, make_comment, make_person, make_site

pytestmark = pytest.mark.django_db
FEEDS = [
    "/articles.atom", "/articles.atom?term=harbour", "/sites/tidewater.example.atom",
    "/tags/harbour.atom", "/timeline/2012/06.atom", "/people/tomasz.atom", "/a/alphakey/alpha.atom",
    "/a/alphakey.atom", "/collections/quays.atom", "/search.atom?q=herring",
]  # fmt: skip
ODD = "</title><script>alert(1)</script> ]]> & \x0b \ufffe “x”"


@pytest.fixture
def shelf():
    tomasz = make_person("Tomasz Wren", key="tomasz")
    alpha = make_article(title=f"Alpha {ODD}", slug="alpha", key="alphakey", terms=["harbour"],
                         authors=[tomasz])  # fmt: skip
    top = make_comment(alpha, key="top", person=tomasz, permalink="https://tidewater.example/#c1",
                       body_text="The herring boats.")  # fmt: skip
    make_comment(alpha, top, key="reply", author_name=ODD)
    hidden = make_comment(alpha, key="hid", visibility="hidden")
    make_comment(alpha, hidden, key="orphan", posted_at=None)
    make_article(make_site(), title="", slug="", key="bare", published_precision="year",
                 published_at=datetime(2012, 6, 1, tzinfo=UTC), terms=["harbour"])  # fmt: skip
    make_collection("Quays", alpha, top)
    rebuild()
    return alpha


def as_json(feed):
    return feed.replace(".atom", ".feed.json")


def read_json(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/feed+json"
    feed = json.loads(answer.text)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == f"http://testserver{address}"
    return feed


@pytest.mark.parametrize("address", FEEDS)
def test_both_kinds_of_every_feed_tell_the_same(client, shelf, address):
    atom = feedparser.parse(client.get(address).content)
    assert not atom.bozo, atom.get("bozo_exception")
    feed = read_json(client, as_json(address))
    assert feed["items"]
    assert feed["title"] == atom.feed.title
    assert feed["home_page_url"] == atom.feed.link
    for item, entry in zip(feed["items"], atom.entries, strict=True):
        assert (item["id"], item["url"]) == (entry.id, entry.link)
        assert item["title"].split() == entry.title.split()
        assert item["authors"][0]["name"].split() == entry.author.split()
        assert item.get("date_published") == entry.get("published")
        assert item.get("tags", []) == [tag.term for tag in entry.get("tags", [])]
        assert "content_html" in item


def test_every_page_with_a_feed_names_both(client, shelf):
    for page in ("/articles/", "/sites/tidewater.example/", "/tags/harbour/", "/timeline/2012/06/",
                 "/people/tomasz/", "/a/alphakey/alpha/", "/collections/quays/"):  # fmt: skip
        feed = client.get(page).context["feed"]
        text = client.get(page).text
        assert 'type="application/atom+xml" title="' in text
        assert f'href="{feed}">' in text
        assert f'href="{as_json(feed)}">' in text
        read_json(client, as_json(feed))


def test_a_reply_names_the_comment_that_it_answers(client, shelf):
    entries = {one.id.split(":")[-1]: one for one in
               feedparser.parse(client.get("/a/alphakey.atom").content).entries}  # fmt: skip
    refs = {key: one["thr_in-reply-to"]["ref"].split(":")[-1] for key, one in entries.items()}
    # What answers a comment that may not be read answers the article.
    assert refs == {"top": "alphakey", "reply": "top", "orphan": "alphakey"}
    assert entries["reply"]["thr_in-reply-to"]["href"] == "http://testserver/c/top/"
    items = read_json(client, "/a/alphakey.feed.json")["items"]
    assert [one["_afterword"]["in_reply_to"].split(":")[-1] for one in items] == [
        "top", "alphakey", "alphakey",
    ]  # fmt: skip
    assert items[1]["external_url"] == "https://tidewater.example/#c1"


def test_an_article_leads_to_its_replies(client, shelf):
    (entry,) = [one for one in feedparser.parse(client.get("/articles.atom").content).entries
                if "Alpha" in one.title]  # fmt: skip
    (replies,) = [one for one in entry.links if one.rel == "replies"]
    assert replies.href == "http://testserver/a/alphakey/alpha.atom"
    assert (replies["thr:count"], entry.thr_total) == ("3", "3")
    assert replies["thr:updated"].startswith("2012-06-22T09:01:00")


def test_no_feed_tells_a_date_more_exactly_than_it_is_known(client, shelf):
    item = next(one for one in read_json(client, "/articles.feed.json")["items"]
                if one["id"].endswith(":bare"))  # fmt: skip
    assert "date_published" not in item
    assert item["_afterword"]["published"] == "2012"
    entry = next(one for one in feedparser.parse(client.get("/articles.atom").content).entries
                 if one.id.endswith(":bare"))  # fmt: skip
    assert "published" not in entry


@pytest.mark.parametrize(
    "page", ["/", "/articles/", "/search/?q=harbour", "/sites/tidewater.example/", "/tags/harbour/"]
)
def test_pages_name_both_kinds_of_their_feed(client, shelf, page):
    head = client.get(page).text.partition("</head>")[0]
    atom = re.findall(r'type="application/atom\+xml" title="[^"]+" href="([^"]+)"', head)
    told = re.findall(r'type="application/feed\+json" title="[^"]+" href="([^"]+)"', head)
    assert atom
    assert told == [as_json(one) for one in atom]
    for address in (*atom, *told):
        assert client.get(unescape(address)).status_code == 200
