"""The pages and files that cite an article or a comment."""

from datetime import UTC, datetime

import pytest

from archive.export.citations import CITATION_FORMATS
from archive.models import Capture
from tests.factories import make_article, make_comment, make_person

pytestmark = pytest.mark.django_db
AT = datetime(2020, 1, 9, 10, 0, tzinfo=UTC)
FROM_PAGE = ["page", None, AT.isoformat()]


@pytest.fixture
def article():
    row = make_article(
        title="Alpha", slug="alpha", key="alphakey", authors=[make_person("Ingrid Halloway")],
        origins={"body": FROM_PAGE}, source_url="https://tidewater.example/alpha/",
    )  # fmt: skip
    Capture.objects.create(article=row, sha256="cd" * 32, captured_at=AT)
    Capture.objects.create(
        article=row, sha256="ef" * 32, captured_at=datetime(2021, 1, 1, tzinfo=UTC)
    )
    return row


@pytest.fixture
def comment(article):
    return make_comment(
        article, key="saidkey", person=make_person("Tomasz Wren"), origins={"body": FROM_PAGE},
        permalink="https://tidewater.example/alpha/#comment-7",
    )  # fmt: skip


def test_every_format_is_served_by_its_name(client, article, comment):
    for base, ending in (
        (base, ending)
        for base in ("/a/alphakey/alpha", "/a/alphakey", "/c/saidkey")
        for ending in CITATION_FORMATS
    ):
        page = client.get(f"{base}.{ending}")
        assert page.status_code == 200, (base, ending)
        assert page.headers["Content-Type"] == CITATION_FORMATS[ending].media_type
        key = base.split("/")[2]
        assert f'filename="afterword-{key}.{ending}"' in page.headers["Content-Disposition"]
        assert ("cd" * 32) in page.text
        assert ("ef" * 32) not in page.text
        assert "read from a saved page" in page.text


def test_the_page_shows_every_citation_and_leads_to_its_file(client, article, comment):
    for address, key in (("/a/alphakey/alpha/cite/", "alphakey"), ("/c/saidkey/cite/", "saidkey")):
        page = client.get(address)
        assert page.status_code == 200
        assert f"@misc{{afterword-{key}," in page.text
        assert "TY  - ELEC" in page.text
        for citation in page.context["citations"]:
            assert citation.url in page.text
            assert client.get(citation.url).text.strip() == citation.text


def test_article_and_comments_lead_to_their_citations(client, article, comment):
    page = client.get("/a/alphakey/alpha/").text
    assert 'href="/a/alphakey/alpha/cite/"' in page
    assert 'href="/c/saidkey/cite/"' in page
    assert client.get("/a/alphakey/other/cite/").url == "/a/alphakey/alpha/cite/"
    bare = make_article(slug="")
    assert client.get(f"/a/{bare.key}/-/cite/").status_code == 200


def test_a_comment_is_cited_at_its_own_address(client, comment):
    text = client.get("/c/saidkey.citation.txt").text
    assert "Tomasz Wren: comment on “Alpha” by Ingrid Halloway." in text
    assert "https://tidewater.example/alpha/#comment-7." in text
    assert "Archived at http://testserver/c/saidkey/ (key saidkey)" in text


def test_a_digest_is_told_only_where_it_is_certain(client, article, comment):
    article.origins = comment.origins = {"body": ["export", None, None]}
    article.save()
    comment.save()
    for address in ("/a/alphakey.citation.txt", "/c/saidkey.citation.txt"):
        assert "sha256" not in client.get(address).text
        assert "read from an export." in client.get(address).text
    article.captures.get(sha256="ef" * 32).delete()
    assert "sha256 " + "cd" * 32 in client.get("/a/alphakey.citation.txt").text


@pytest.mark.parametrize(
    ("change", "status"),
    [({"visibility": "hidden"}, 404), ({"visibility": "withdrawn"}, 410), ({"state": "spam"}, 404),
     ({"state": "missing"}, 404)],
)  # fmt: skip
def test_what_may_not_be_read_is_not_cited(client, keeper_client, comment, change, status):
    make_comment(comment.article, comment)
    for name, value in change.items():
        setattr(comment, name, value)
    comment.save()
    for address in ("/c/saidkey/cite/", *(f"/c/saidkey.{one}" for one in CITATION_FORMATS)):
        page = client.get(address)
        assert page.status_code == status
        assert "Tomasz" not in page.text
        kept = keeper_client.get(address)
        assert kept.status_code == (404 if change == {"state": "missing"} else 200)
    assert 'href="/c/saidkey/cite/"' not in client.get("/a/alphakey/alpha/").text


def test_a_merged_comment_is_cited_as_what_it_became(client, article, comment):
    other = make_comment(article, merged_into=comment)
    assert client.get(f"/c/{other.key}/cite/").url == "/c/saidkey/cite/"
    assert "saidkey" in client.get(f"/c/{other.key}.bib").text


def test_a_comment_beneath_what_was_merged_is_not_cited(client, article, comment):
    left = make_article(merged_into=article)
    said = make_comment(left, body_text="Left behind.")
    assert client.get(f"/c/{said.key}/cite/").status_code == 404
    assert client.get(f"/c/{said.key}.bib").status_code == 404
