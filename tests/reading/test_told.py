"""What pages tell programs, read back by programs: JSON-LD, microformats, Open Graph."""

from datetime import UTC, datetime

import extruct
import mf2py
import pytest

from archive.lib.text import collapse
from tests.factories import make_article, make_comment, make_person, make_picture
from tests.pictures import drawn

pytestmark = pytest.mark.django_db
HERE = "http://testserver"
NASTY = "</script><script>alert(1)</script><!-- & “x”"


@pytest.fixture
def article():
    ingrid = make_person("Ingrid Halloway")
    row = make_article(
        title=f"Alpha {NASTY}", slug="alpha", key="alphakey", authors=[ingrid],
        standfirst="The figures say yes.", terms=["harbour", "weather"],
        source_url="https://tidewater.example/alpha/", published_offset_minutes=60,
        body_html="<p>The bridge <em>opens</em>.</p>", body_text="The bridge opens.",
    )  # fmt: skip
    top = make_comment(row, key="top", person=make_person("Tomasz Wren"), title="Toll")
    gone = make_comment(row, top, key="gone", state="deleted", is_placeholder=True)
    make_comment(row, gone, key="deep", author_name=NASTY, body_text="So be it.")
    make_comment(row, key="late", posted_at=None, author_name="", by_article_author=True)
    make_comment(row, key="hid", visibility="hidden", author_name="Kanarienvogel")
    return row


def linked(client, address):
    page = client.get(address)
    assert page.status_code == 200
    (data,) = extruct.extract(page.text, base_url=HERE + address, syntaxes=["json-ld"])["json-ld"]
    return data


def as_read(machine):
    """A time as mf2py gives it: its zone without the colon."""
    return machine.replace("+01:00", "+0100")


def of_type(items, kind):
    for item in items:
        if kind in item["type"]:
            yield item
        yield from of_type(item.get("children", []), kind)


def test_json_ld_tells_the_article_and_who_answers_whom(client, article):
    data = linked(client, "/a/alphakey/alpha/")
    assert data["@type"] == "Article"
    assert data["@id"] == f"{HERE}/a/alphakey/alpha/"
    assert data["headline"] == f"Alpha {NASTY}"
    assert data["datePublished"] == "2012-06-22T09:32+01:00"
    assert [one["name"] for one in data["author"]] == ["Ingrid Halloway"]
    assert data["isBasedOn"] == "https://tidewater.example/alpha/"
    assert (data["commentCount"], data["keywords"]) == (3, ["Harbour", "Weather"])
    told = [
        (one["@id"].split("/")[-2], one.get("author", {}).get("name"),
         one["parentItem"]["@id"].removeprefix(HERE), one.get("creativeWorkStatus"))
        for one in data["comment"]
    ]  # fmt: skip
    assert told == [
        ("top", "Tomasz Wren", "/a/alphakey/alpha/", None),
        ("gone", None, "/c/top/", "This comment was deleted at the source."),
        ("deep", NASTY, "/c/gone/", None),
        ("late", None, "/a/alphakey/alpha/", None),
    ]
    assert data["comment"][0]["name"] == "Toll"
    assert "dateCreated" not in data["comment"][3]


def test_h_entry_tells_the_same_article_and_thread(client, article):
    page = client.get("/a/alphakey/alpha/").text
    parsed = mf2py.parse(doc=page, url=f"{HERE}/a/alphakey/alpha/")
    (entry,) = of_type(parsed["items"], "h-entry")
    told = entry["properties"]
    assert told["name"] == [f"Alpha {NASTY}"]
    assert told["summary"] == ["The figures say yes."]
    assert told["published"] == [as_read("2012-06-22T09:32+01:00")]
    assert [one["properties"]["name"] for one in told["author"]] == [["Ingrid Halloway"]]
    assert told["url"] == [f"{HERE}/a/alphakey/alpha/"]
    assert told["category"] == ["Harbour", "Weather"]
    assert told["content"][0]["html"] == article.body_html
    data = linked(client, "/a/alphakey/alpha/")
    assert len(told["comment"]) == len(data["comment"]) == 4
    for cite, comment in zip(told["comment"], data["comment"], strict=True):
        own = cite["properties"]
        key = comment["@id"].split("/")[-2]
        assert own["url"] == [f"{HERE}/a/alphakey/alpha/#c-{key}"]
        assert own.get("published") == (
            [comment["dateCreated"]] if "dateCreated" in comment else None
        )
        named = [one["properties"]["name"][0] for one in own.get("author", [])]
        assert named[:1] in (
            [],
            [comment.get("author", {}).get("name", "Name not kept by the source")],
        )
        parent = comment["parentItem"]["@id"].split("/")[-2]
        answered = (
            [f"{HERE}/a/alphakey/alpha/#c-{parent}"]
            if "/c/" in comment["parentItem"]["@id"]
            else None
        )
        assert own.get("in-reply-to") == answered
    assert told["comment"][2]["properties"]["content"][0]["value"] == "So be it."
    assert "content" not in told["comment"][1]["properties"]


def test_a_list_is_an_h_feed_of_its_articles(client, article):
    make_article(
        title="Beta", published_at=datetime(2013, 1, 1, tzinfo=UTC), published_precision="year"
    )
    parsed = mf2py.parse(doc=client.get("/articles/").text, url=f"{HERE}/articles/")
    (feed,) = of_type(parsed["items"], "h-feed")
    told = [one["properties"] for one in feed["children"]]
    assert [one["name"][0] for one in told] == ["Beta", f"Alpha {NASTY}"]
    assert [one["published"][0] for one in told] == [
        "2013",
        as_read("2012-06-22T09:32+01:00"),
    ]
    assert told[1]["url"] == [f"{HERE}/a/alphakey/alpha/"]


def test_open_graph_tells_what_previews_show(client, article):
    make_picture(article, "https://tidewater.example/lead.png", drawn())
    article.lead_image_url = "https://tidewater.example/lead.png"
    article.save()
    page = client.get("/a/alphakey/alpha/").text
    graph = extruct.extract(page, base_url=HERE, syntaxes=["opengraph"])["opengraph"][0]
    told = dict(graph["properties"])
    assert told["og:title"] == f"Alpha {NASTY}"
    assert told["og:type"] == "article"
    assert told["og:url"] == f"{HERE}/a/alphakey/alpha/"
    assert told["og:description"] == "The figures say yes."
    assert told["og:image"].startswith(f"{HERE}/pictures/")
    assert told["article:published_time"] == "2012-06-22T09:32+01:00"
    assert ("article:tag", "Weather") in graph["properties"]


@pytest.mark.parametrize(("precision", "machine"), [("year", "2012"), ("month", "2012-06")])
def test_no_date_is_told_more_exactly_than_it_is_known(client, article, precision, machine):
    article.published_precision = precision
    article.save()
    page = client.get("/a/alphakey/alpha/").text
    assert linked(client, "/a/alphakey/alpha/")["datePublished"] == machine
    assert "article:published_time" not in page
    (entry,) = of_type(mf2py.parse(doc=page)["items"], "h-entry")
    assert entry["properties"]["published"] == [machine]


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("/", "/"),
        ("/articles/?sort=title&page=1", "/articles/"),
        ("/articles/?year=2012&more=term&page=2", "/articles/?year=2012&page=2"),
        ("/articles/?year=%22%3E%3Cscript%3E&page=x", "/articles/?year=%22%3E%3Cscript%3E"),
        ("/sites/", "/sites/"), ("/people/", "/people/"), ("/tags/", "/tags/"),
        ("/sites/tidewater.example/?sort=oldest", "/sites/tidewater.example/"),
        ("/tags/harbour/", "/tags/harbour/"), ("/timeline/2012/06/", "/timeline/2012/06/"),
        ("/a/alphakey/alpha/", "/a/alphakey/alpha/"),
    ],
)  # fmt: skip
def test_every_page_names_its_one_address(client, settings, article, address, canonical):
    page = client.get(address).text
    assert f'<link rel="canonical" href="{HERE}{canonical}">' in page.replace("&amp;", "&")
    settings.ARCHIVE_URL = "https://archive.example"
    page = client.get(address).text
    assert f'<link rel="canonical" href="https://archive.example{canonical}">' in page.replace(
        "&amp;", "&"
    )
    assert collapse(page).count('rel="canonical"') == 1


def test_an_article_names_its_original(client, article):
    page = client.get("/a/alphakey/alpha/").text
    assert '<link rel="original" href="https://tidewater.example/alpha/">' in page
