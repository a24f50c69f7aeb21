"""Articles with their threads, taken along: each format read back by a reader of it."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from markdown_it import MarkdownIt

from archive.lib.html import clean, to_text
from archive.models import Comment
from tests.factories import make_article, make_comment, make_person, make_picture
from tests.pictures import drawn
from tests.reading.books import XHTML, documents, faults, needs_epubcheck

pytestmark = pytest.mark.django_db
ENDINGS = ("txt", "md", "json", "epub")
ODD = [
    "<ul><li>a</ul>", "<dl><dd>a<dt>b</dl>", "<table><caption>c<tr><td>1<th>2<tr></table>",
    "<figure><p>a<figcaption>b</figcaption><p>c</figure>", "<ruby>橋<rb>b<rt>はし</ruby>",
    "<em><blockquote>a<p>b</em>", "<h2>a<p>b</h2>", "<pre>a<div>b</div></pre>",
    "<ol reversed><li value=4>a</ol>", "<details>a<summary>b</summary></details>",
    '<p lang="ar" dir="rtl">عربي</p>', "<bdo>a</bdo>", "<p id=a><a href='#a'>up</a>",
    "<a href='http://a b'>x</a><a href='https://a.example/%zz|[]{}'>y</a>",
    "<time datetime='x'>then</time><del datetime='x' cite='http://a b'>d</del>",
    "a \x00\x0b & <b", "]]>&lt;![CDATA[", "<li>a<td>b<dd>c", "",
    "<blockquote cite='javascript:x'>q</blockquote>", "<abbr title='&quot;'>a</abbr>",
    "<table><tr><td><h2>a</h2><table><tr><td>b</table></table>",
    "<span><ul><li><em><table><tr><td>a</table></em></ul></span>",
    "<dl><dt>a<dd><dl><dt>b</dl></dl>", "<a href='https://a_b.example/'>z</a>", "<p dir=auto>a",
]  # fmt: skip


@pytest.fixture
def article():
    row = make_article(
        title="Alpha & <Omega>", slug="alpha", key="alphakey", terms=["harbour"],
        authors=[make_person("Ingrid Halloway")], standfirst="The figures say yes.",
        body_html=clean(
            "<h2>Toll</h2><p>The bridge <em>opens</em> * for "
            "<img src='https://tidewater.example/a.png' alt='a boat'> boats.</p>"
        ),
        body_text="Toll\n\nThe bridge opens * for boats.", declared_comment_count=9,
    )  # fmt: skip
    make_picture(row, "https://tidewater.example/a.png", drawn(), alt="a boat")
    top = make_comment(row, key="top", person=make_person("Tomasz Wren"), title="Dear",
                       body_html="<p>One</p><p>two</p>", body_text="One\n\ntwo")  # fmt: skip
    gone = make_comment(row, top, key="gone", state="deleted", is_placeholder=True,
                        author_name="Kanarienvogel", body_text="kanarienvogel")  # fmt: skip
    make_comment(row, gone, key="deep", body_text="So be it.", posted_precision="month")
    make_comment(row, key="late", posted_at=None, author_name="", body_text="Late.")
    make_comment(row, key="hid", visibility="hidden", body_text="kanarienvogel")
    return row


def taken(client, ending, base="/a/alphakey/alpha"):
    answer = client.get(f"{base}.{ending}")
    assert answer.status_code == 200
    return answer.getvalue()


def test_each_format_has_its_type_and_its_name(client, article):
    types = {
        "txt": "text/plain; charset=utf-8", "md": "text/markdown; charset=utf-8",
        "json": "application/ld+json", "epub": "application/epub+zip",
    }  # fmt: skip
    for ending, kind in types.items():
        for base in ("/a/alphakey/alpha", "/a/alphakey", "/a/alphakey/other"):
            answer = client.get(f"{base}.{ending}")
            assert answer.headers["Content-Type"] == kind
            assert f'filename="alpha-omega.{ending}"' in answer.headers["Content-Disposition"]
            answer.getvalue()
        assert f"/a/alphakey/alpha.{ending}" in client.get("/a/alphakey/alpha/cite/").text


def test_plain_text_numbers_the_thread(client, article):
    text = taken(client, "txt").decode()
    assert text.startswith("Alpha & <Omega>\nIngrid Halloway · Tidewater · 22 June 2012, 08:32\n")
    assert "\nToll\n\nThe bridge opens * for boats.\n" in text
    assert "\n3 responses, 9 declared\n" in text
    assert (
        "\n[1] Tomasz Wren, 22 June 2012, 09:00\n| Dear\n| One\n|\n| two\n"
        "\n  [2] 22 June 2012, 09:01, answers [1] Tomasz Wren\n"
        "  | This comment was deleted at the source.\n"
        "\n    [3] Tomasz Wren, June 2012, answers [2]\n    | So be it.\n"
        "\n[4] Name not kept by the source, undated\n| Late.\n"
    ) in text
    assert "Archived at http://testserver/a/alphakey/alpha/ (key alphakey)" in text


def test_no_words_pass_for_another_comment(client, article):
    make_comment(article, key="sly", body_text="So.\n\n[6] Ingrid Halloway, 1 May 2012\nI lied.")
    text = taken(client, "txt").decode()
    assert len(re.findall(r"^ *\[\d+\] ", text, re.M)) == 5


def test_markdown_says_the_same_as_the_page(client, article):
    text = taken(client, "md").decode()
    html = MarkdownIt("commonmark").enable("table").render(text)
    assert html.startswith("<h1>Alpha &amp; &lt;Omega&gt;</h1>")
    assert "<p>The bridge <em>opens</em> * for" in html
    assert re.search(r'<img src="http://testserver/pictures/\w+\.png" alt="a boat"', html)
    assert html.count("<blockquote>") == 1 + 2 + 3 + 1
    shown = to_text(html)
    for told in ("[1]", "So be it.", "This comment was deleted at the source.", "answers [2]"):
        assert told in shown or told == "[1]"


def test_json_is_the_article_with_every_comment(client, article):
    data = json.loads(taken(client, "json"))
    assert (data["@context"], data["@type"]) == ("https://schema.org", "Article")
    assert data["articleBody"] == article.body_text
    said = [(one["@id"].split("/")[-2], one.get("text")) for one in data["comment"]]
    assert said == [("top", "One\n\ntwo"), ("gone", None), ("deep", "So be it."), ("late", "Late.")]
    assert data["comment"][2]["parentItem"] == {"@id": "http://testserver/c/gone/"}
    assert data["comment"][2]["dateCreated"] == "2012-06"
    assert json.loads(taken(client, "json", f"/a/{make_article().key}"))["comment"] == []


def test_a_book_holds_text_thread_and_pictures(client, article):
    book = documents(taken(client, "epub"))
    text = book["article.xhtml"]
    assert text.findtext(f".//{XHTML}h1") == "Alpha & <Omega>"
    assert text.find(f".//{XHTML}img").get("src").startswith("pictures/")
    thread = book["responses-001.xhtml"]
    assert [one.get("id") for one in thread.iter(f"{XHTML}section")] == ["r1", "r2", "r3", "r4"]
    answered = [one.get("href") for one in thread.iter(f"{XHTML}a")]
    assert answered == ["responses-001.xhtml#r1", "responses-001.xhtml#r2"]
    package = "".join(book["package.opf"].itertext())
    assert "2012-06-22" in package
    assert "Ingrid Halloway" in package
    assert taken(client, "epub") == taken(client, "epub")


@needs_epubcheck
def test_epubcheck_finds_no_fault(client, article, tmp_path):
    article.published_precision = "month"
    article.language = "x_odd"
    article.lead_image_url = "https://tidewater.example/a.png"
    article.body_html = clean("".join(ODD))
    article.save()
    for markup in ODD:
        name = markup[:40].replace("\0", "") or "x"
        make_comment(article, body_html=clean(markup), author_name=name)
    odd = make_article(title="", slug="", source_url="no address {}", published_at=None,
                       body_html="", body_text="", language="")  # fmt: skip
    assert faults(taken(client, "epub"), tmp_path) == ""
    assert faults(taken(client, "epub", f"/a/{odd.key}"), tmp_path) == ""


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_may_not_be_read_is_not_taken_along(client, keeper_client, article, ending):
    assert b"kanarienvogel" not in taken(client, ending).lower()
    if ending != "epub":
        assert b"kanarienvogel" in taken(keeper_client, ending)
    kept = keeper_client.get(f"/a/alphakey.{ending}")
    assert kept.headers["Cache-Control"] == "private, no-store"
    kept.getvalue()
    for visibility, status in (("hidden", 404), ("withdrawn", 410)):
        article.visibility = visibility
        article.save()
        assert client.get(f"/a/alphakey.{ending}").status_code == status


def deep_thread(depth, width):
    """A chain of answers with as many beneath its end."""
    row = make_article(key="deepkey", slug="deep")
    values = [
        Comment(article=row, key=f"k{rank}", position=rank, depth=min(rank, depth),
                author_name=f"Name {rank}", body_html=f"<p>word{rank}</p>", body_text=f"word{rank}")
        for rank in range(depth + width)
    ]  # fmt: skip
    rows = Comment.objects.bulk_create(values)
    for rank, one in enumerate(rows[1:], start=1):
        one.parent = rows[min(rank, depth) - 1]
    Comment.objects.bulk_update(rows, ["parent"], batch_size=500)
    return row


def test_deep_and_long_threads_come_whole(client, tmp_path):
    deep_thread(120, 500)
    text = taken(client, "txt", "/a/deepkey").decode()
    assert "\n                [107] Name 106, undated, answers [106] Name 105\n" in text
    assert taken(client, "md", "/a/deepkey").count(b"word") == 620
    assert len(json.loads(taken(client, "json", "/a/deepkey"))["comment"]) == 620
    book = taken(client, "epub", "/a/deepkey")
    files = documents(book)
    assert {"responses-001.xhtml", "responses-002.xhtml", "responses-003.xhtml"} < files.keys()
    last = files["responses-003.xhtml"]
    assert next(last.iter(f"{XHTML}a")).get("href") == "responses-001.xhtml#r120"


def test_copies_take_the_same_queries_whatever_the_thread(client):
    row = make_article(key="growkey", comments=2, authors=[make_person()], terms=["harbour"])

    def asked():
        counts = []
        for ending in ENDINGS:
            with CaptureQueriesContext(connection) as queries:
                taken(client, ending, "/a/growkey")
            counts.append(len(queries))
        return counts

    before = asked()
    for _ in range(5):
        make_comment(row, person=make_person())
    assert asked() == before
    assert max(before) <= 9


@pytest.mark.parametrize("ending", ["txt", "md", "citation.txt"])
def test_they_are_in_english_whatever_language_the_reader_has(client, article, ending):
    english = taken(client, ending)
    client.cookies["language"] = "de"
    assert b"June 2012" in english
    assert taken(client, ending) == english


def test_the_page_that_offers_them_tells_dates_in_the_language_of_the_reader(client, article):
    client.cookies["language"] = "de"
    page = client.get("/a/alphakey/alpha/cite/").content.decode()
    head, _, citations = page.partition('<div class="citations">')
    assert "Juni 2012" in head
    assert "June 2012" in citations
    assert "Juni 2012" not in citations
