"""The page of an article: what it tells, where it leads, who sees it."""

from datetime import UTC, datetime

import pytest

from archive.models import Address, Capture
from tests.factories import make_article, make_comment, make_person

pytestmark = pytest.mark.django_db


def text_of(client, article, status=200):
    page = client.get(article.get_absolute_url())
    assert page.status_code == status
    return page.content.decode()


def test_it_tells_who_wrote_what_when_and_where(client):
    article = make_article(
        title="A bridge & a gate",
        standfirst="The figures say yes.",
        authors=[make_person("Ingrid Halloway"), make_person("Marit Solberg")],
        terms=["harbour"],
        published_at=datetime(2019, 3, 12, 17, 2, tzinfo=UTC),
        published_offset_minutes=60,
    )
    text = text_of(client, article)
    for told in (
        "A bridge &amp; a gate</h1>", "The figures say yes.", "Ingrid Halloway", "Marit Solberg",
        "12 March 2019, 18:02 (UTC+1)", 'href="/sites/tidewater.example/"', 'href="/tags/harbour/"',
        "<p>The bridge opens for the herring boats.</p>", "html/wordpress", article.source_url,
    ):  # fmt: skip
        assert told in text, told


def test_the_keepers_words_stand_before_the_sources(client):
    article = make_article(
        title="Sic", keeper_title="Corrected", standfirst="Old.", keeper_standfirst="New."
    )
    text = text_of(client, article)
    assert "Corrected</h1>" in text
    assert "New." in text
    assert "Old." not in text


def test_declared_and_kept_are_told_apart(client, keeper_client):
    article = make_article(comments=3, declared_comment_count=4, comments_state="closed")
    make_comment(article, visibility="hidden")
    text = text_of(client, article)
    assert "4 responses declared, 3 kept." in text
    assert "Comments were closed at the source." in text
    assert "responses declared, " not in text_of(keeper_client, article)


def test_a_dump_without_authors_is_called_so(client):
    article = make_article(comments=1, thread_caveat="unattributed")
    assert "neither authors nor certain boundaries" in text_of(client, article)


def test_a_conversation_without_its_text_is_called_so(client):
    article = make_article(body_html="", body_text="", comments=1)
    assert "only the conversation beneath it" in text_of(client, article)


def test_text_without_markup_is_escaped(client):
    article = make_article(body_html="", body_text="a < b\n\nand <script>")
    text = text_of(client, article)
    assert "<p>a &lt; b</p>" in text
    assert "<script>" not in text


def test_where_it_comes_from_is_told(client):
    article = make_article(
        canonical_url="https://elsewhere.example/same",
        modified_at=datetime(2013, 5, 6, tzinfo=UTC),
        modified_precision="day",
    )
    Capture.objects.create(
        article=article,
        sha256="ab" * 32,
        size_bytes=88412,
        media_type="text/html",
        url="https://tidewater.example/captured",
        captured_at=datetime(2022, 11, 4, 3, 12, tzinfo=UTC),
    )
    Address.objects.create(article=article, url="https://tidewater.example/?p=412", lookup="x")
    text = text_of(client, article)
    for told in ("ab" * 32, "88,412 bytes", "4 November 2022, 03:12", "/captured", "/?p=412",
                 article.source_url, "elsewhere.example/same", "6 May 2013"):  # fmt: skip
        assert told in text, told


def test_an_undated_article_is_given_no_date(client):
    assert "undated" in text_of(client, make_article(published_at=None))


@pytest.mark.parametrize(("language", "side"), [("ar", "rtl"), ("he-IL", "rtl"), ("ja", "ltr")])
def test_a_text_from_the_right_is_laid_out_from_the_right(client, language, side):
    text = text_of(client, make_article(language=language))
    assert f'class="leaf article-leaf" dir="{side}"' in text
    assert f'lang="{language}"' in text


@pytest.mark.parametrize("slug", ["ساعي-البريد", "橋の時刻表", "a%20b", "50%"])
def test_a_wrong_slug_leads_to_the_right_one(client, slug):
    article = make_article(slug=slug)
    for wrong in (f"/a/{article.key}/", f"/a/{article.key}/wrong/"):
        moved = client.get(wrong)
        assert moved.status_code == 301
        assert client.get(moved.headers["Location"]).status_code == 200


@pytest.mark.parametrize(
    ("slug", "segment"),
    [("a/b", "a-b"), ("../../admin", "..-..-admin"), ("..", "-"), (".", "-"), ("/", "-"),
     ("<script>alert(1)</script>", "%3Cscript%3Ealert(1)%3C-script%3E"), ("a?b#c", "a%3Fb%23c")],
)  # fmt: skip
def test_whatever_a_source_calls_its_slug_stands_in_one_segment(client, slug, segment):
    article = make_article(slug=slug)
    assert article.get_absolute_url() == f"/a/{article.key}/{segment}/"
    assert client.get(article.get_absolute_url()).status_code == 200
    for address in ("/", "/articles/", "/articles.atom", f"/a/{article.key}/{segment}.atom"):
        assert client.get(address).status_code == 200


def test_without_a_slug_the_key_alone_is_the_address(client):
    article = make_article(slug="")
    assert client.get(f"/a/{article.key}/").status_code == 200
    assert client.get(f"/a/{article.key}/some-slug/").headers["Location"] == f"/a/{article.key}/"


def test_a_merged_article_leads_to_the_one_it_was_merged_into(client):
    kept = make_article()
    merged = make_article(merged_into=kept)
    moved = client.get(f"/a/{merged.key}/")
    assert (moved.status_code, moved.headers["Location"]) == (302, kept.get_absolute_url())


@pytest.mark.parametrize(
    ("state", "visibility", "status"),
    [
        ("published", "hidden", 404), ("published", "withdrawn", 410), ("draft", "public", 404),
        ("draft", "withdrawn", 404), ("private", "public", 404), ("password", "public", 404),
    ],
)  # fmt: skip
def test_only_keepers_see_what_is_not_public(
    client, reader_client, keeper_client, state, visibility, status
):
    article = make_article(title="Canary", state=state, visibility=visibility, comments=1)
    merged = make_article(merged_into=article)
    comment = article.comments.get()
    for address in (
        article.get_absolute_url(),
        f"/a/{article.key}/x/",
        f"/a/{merged.key}/",
        f"/c/{comment.key}/",
    ):
        for visitor in (client, reader_client):
            page = visitor.get(address)
            assert page.status_code == status, address
            assert "Canary" not in page.content.decode()
    assert "Only keepers see this page" in text_of(keeper_client, article)


def test_what_was_withdrawn_is_told_neutrally(client):
    text = text_of(client, make_article(visibility="withdrawn"), status=410)
    assert "This is no longer available." in text


@pytest.mark.parametrize("key", ["none", "%00", "x" * 500])
def test_an_unknown_key_is_not_found(client, key):
    assert client.get(f"/a/{key}/").status_code == 404
    assert client.get(f"/c/{key}/").status_code == 404


def test_a_comments_address_leads_to_its_place_in_the_thread(client):
    article = make_article()
    comment = make_comment(article)
    merged = make_comment(article, merged_into=comment)
    for row in (comment, merged):
        moved = client.get(f"/c/{row.key}/")
        assert moved.status_code == 302
        assert moved.headers["Location"] == f"{article.get_absolute_url()}#c-{comment.key}"


@pytest.mark.parametrize(
    ("values", "status"),
    [
        ({"visibility": "hidden"}, 404), ({"visibility": "withdrawn"}, 410),
        ({"state": "pending"}, 404), ({"state": "spam", "visibility": "withdrawn"}, 404),
        ({"state": "deleted"}, 404),
    ],
)  # fmt: skip
def test_a_comment_that_is_not_public_has_no_address_for_others(
    client, keeper_client, values, status
):
    comment = make_comment(make_article(), **values)
    assert client.get(f"/c/{comment.key}/").status_code == status
    assert keeper_client.get(f"/c/{comment.key}/").status_code == 302


def test_a_comment_of_an_article_merged_into_a_hidden_one_leads_nowhere(client):
    hidden = make_article(slug="canary", visibility="hidden")
    comment = make_comment(make_article(merged_into=hidden))
    page = client.get(f"/c/{comment.key}/")
    assert page.status_code == 404
