"""Web archives brought in: articles with their captures, and every record accounted for."""

import pytest
from django.core.management import call_command

from archive.intake.importer import reextract
from archive.intake.runs import Options, take_in
from archive.models import Article, Capture, Revision
from tests.drafts import sums
from tests.parsing.formats.warcs import URL, http, page, per_record, warc

pytestmark = pytest.mark.django_db
RECORDS = [
    warc(b"software: ours\r\n", "warcinfo", ""),
    warc(http(page()), fields=["WARC-Payload-Digest: sha1:AA"]),
    warc(b"GET / HTTP/1.1\r\n\r\n", "request"),
    warc(http(page("The bell, mended")), at="2020-01-01T00:00:00Z"),
    warc(http(b""), "revisit", at="2021-01-01T00:00:00Z", fields=["WARC-Payload-Digest: sha1:AA"]),
    warc(http(b"GIF89a", media_type="image/gif")),
]


@pytest.fixture
def crawl(tmp_path):
    path = tmp_path / "crawl.bin"
    path.write_bytes(per_record(*RECORDS))
    return path


def test_captures_of_one_address_are_one_article(crawl):
    run = take_in([str(crawl)], Options())
    article = Article.objects.get()
    assert (article.title, article.source_url) == ("The bell, mended", URL)
    assert [one.captured_at.year for one in article.captures.all()] == [2019, 2020]
    assert Revision.objects.filter(article=article, field="title").get().value == "The bell"
    assert run.receipt.lines == {
        ("articles", "created"): 1,
        ("articles", "updated"): 1,
        ("others", "left out"): 4,
    }
    assert {reason for _, reason in run.receipt.reasons} == {
        "what the crawler says of itself",
        "what was asked, not what was answered",
        "unchanged since an earlier capture here",
        "a picture",
    }


def test_the_same_archive_twice_changes_nothing(crawl):
    take_in([str(crawl)], Options())
    before = sums()
    run = take_in([str(crawl)], Options())
    assert sums() == before
    assert run.receipt.lines == {("articles", "unchanged"): 2, ("others", "left out"): 4}


def test_the_order_of_captures_does_not_matter(crawl, tmp_path):
    take_in([str(crawl)], Options())
    before = sums()
    Article.objects.all().delete()
    Capture.objects.all().delete()
    crawl.write_bytes(b"".join(reversed(RECORDS)))
    take_in([str(crawl)], Options())
    assert sums() == before


def test_a_page_of_a_crawl_is_read_again_from_its_capture(crawl):
    take_in([str(crawl)], Options())
    before = sums()
    for capture in Capture.objects.all():
        reextract(capture)
    assert sums() == before


def test_the_command_ends_well(crawl, capsys):
    call_command("intake", str(crawl), "--no-index")
    assert Article.objects.count() == 1


def test_a_broken_archive_leaves_whole_articles(tmp_path):
    path = tmp_path / "broken.warc.gz"
    path.write_bytes(per_record(*RECORDS)[:-40] + b"\0\1\2")
    run = take_in([str(path)], Options())
    assert run.receipt.lines["others", "refused"] == 1
    assert Article.objects.get().captures.count() == 2
