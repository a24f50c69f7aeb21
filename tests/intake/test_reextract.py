"""Kept captures read again: as if they had first come in today, but for the keeper's word."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.curation import actions
from archive.curation.actions import ActionError
from archive.intake.importer import import_article, reextract
from archive.intake.prepare import prepare, reread
from archive.lib.digests import sha256_hex
from archive.models import Article, Capture, Revision, thread_for
from archive.models.visibility import STRANGER
from archive.parsing.drafts import Context
from archive.parsing.formats import html
from archive.parsing.sources import BytesSource, source_for
from tests.drafts import sums
from tests.factories import make_article, make_site

pytestmark = pytest.mark.django_db
PAGES = Path(__file__).parents[2] / "fixtures" / "pages"
BLIND = frozenset({"wordpress", "structured", "phpbb", "spip", "drupal"})
NAMES = ["wordpress-astra", "phpbb3-prosilver", "spip", "drupal7-bartik"]


def bring_in(name: str, without: frozenset[str] = frozenset()) -> Article:
    """A fixture page as it is read without some recognisers."""
    source = source_for(PAGES / f"{name}.html")
    (draft,) = html.parse(source, Context(without=without))
    return import_article(prepare(draft, Context(), "")).article


def shown(article: Article) -> list[tuple[object, ...]]:
    return [
        (row.depth, row.author_name, row.posted_at, row.body_html)
        for row in thread_for(STRANGER, article)
    ]


def words(article: Article) -> tuple[object, ...]:
    names = [one.person.name for one in article.article_authors.shown()]
    return (article.title, article.body_html, article.published_at, article.parser, names)


@pytest.mark.parametrize("name", NAMES)
def test_read_again_it_is_as_if_it_had_been_read_so_at_first(name):
    today = bring_in(name)
    expected = shown(today), words(today), today.comment_count
    Article.objects.all().delete()
    before = bring_in(name, BLIND)
    assert before.parser == "html/general"
    stored = reextract(before.captures.get())
    article = Article.objects.get()
    assert (shown(article), words(article), article.comment_count) == expected
    assert stored.article == article
    assert not Revision.objects.filter(article=article).exists()


@pytest.mark.parametrize("name", NAMES)
def test_read_again_by_the_same_reader_nothing_changes(name):
    article = bring_in(name)
    before = sums()
    reextract(article.captures.get())
    assert sums() == before


def test_the_keepers_word_outlives_another_reading(keeper):
    article = bring_in("wordpress-astra", BLIND)
    actions.set_title(article, "The keeper's", keeper)
    actions.hide(article.comments.order_by("position")[0], keeper)
    actions.reextract(article, keeper)
    article.refresh_from_db()
    assert article.shown_title == "The keeper's"
    assert article.comments.filter(visibility="hidden").count() == 1


def test_what_another_capture_said_stays(keeper):
    article = bring_in("phpbb3-prosilver", BLIND)
    other = article.captures.get()
    depths = [row.depth for row in article.comments.order_by("position")]
    Capture.objects.create(article=article, sha256="0" * 64, captured_at=other.captured_at)
    reextract(other)
    assert [row.depth for row in article.comments.order_by("position")] == depths


def test_what_an_earlier_reading_took_for_a_comment_is_there_no_more_and_can_come_back(keeper):
    article = bring_in("spip")
    capture, before = article.captures.get(), len(shown(article))
    source = source_for(PAGES / "spip.html")
    (draft,) = html.parse(source, Context())
    fewer = replace(draft, comments=draft.comments[:-1])
    import_article(reread(prepare(fewer, Context(), "")))
    assert len(shown(article)) == before - 1
    reextract(capture)
    assert len(shown(article)) == before


def test_a_moved_article_is_found_again_and_stays_where_the_keeper_moved_it(keeper):
    article = bring_in("phpbb3-prosilver", BLIND)
    host = article.site.host
    actions.move(article, make_site("elsewhere.example"), keeper)
    stored = reextract(article.captures.get())
    article.refresh_from_db()
    assert stored.article == article
    assert (article.parser, article.site.host) == ("html/family/phpbb", "elsewhere.example")
    assert Article.objects.count() == 1
    assert set(article.identities.values_list("site__host", flat=True)) == {host}


@pytest.mark.parametrize("is_moved", [False, True], ids=["where it was", "moved"])
def test_a_page_of_an_unknown_site_is_found_again(keeper, is_moved):
    page = (PAGES / "phpbb3-prosilver.html").read_text()
    nowhere = page.replace('<link rel="canonical"', '<link rel="nothing"').encode()
    (draft,) = html.parse(BytesSource(nowhere, "somewhere.html"), Context(without=BLIND))
    article = import_article(prepare(draft, Context(), sha256_hex(nowhere))).article
    assert article.site.host == "unknown.invalid"
    if is_moved:
        actions.move(article, make_site("elsewhere.example"), keeper)
    assert reextract(article.captures.get()).article == article
    assert Article.objects.get().parser == "html/family/phpbb"


@pytest.mark.parametrize("harm", ["gone", "damaged", "none"])
def test_a_capture_that_cannot_be_read_changes_nothing_and_says_so(keeper, harm, settings):
    article = bring_in("spip")
    capture = article.captures.get()
    before = sums()
    if harm == "gone":
        Capture.objects.update(stored_as="00/00/nowhere.gz")
    elif harm == "damaged":
        Capture.objects.update(sha256="1" * 64)
        before = sums()
    else:
        Capture.objects.update(stored_as="")
        before = sums()
    with pytest.raises(ActionError, match=r"bytes|read"):
        actions.reextract(article, keeper)
    assert sums() == before
    assert capture.article == article


def test_an_article_without_any_capture_is_not_read_again(keeper):
    with pytest.raises(ActionError, match=r"no bytes of it|no bytes are kept"):
        actions.reextract(make_article(), keeper)


def test_what_a_server_said_of_a_page_is_remembered_for_reading_it_again():
    """Its address, its time and its encoding stand nowhere in the bytes."""
    markup = """<!doctype html><html lang=pl><h1>Most</h1><p>Słowa o moście, ile ich trzeba.</p>
    <ol class=commentlist><li class="comment depth-1" id=comment-11><div class=comment-author>
    <cite class=fn>Ana</cite></div><div class=comment-meta><a href="#comment-11">3 days ago</a>
    </div><p>Za moich czasów było inaczej, i głośniej.</p></li></ol></html>"""
    taken = Context(
        url="https://tidewater.example/most/",
        captured_at=datetime(2014, 1, 15, tzinfo=UTC),
        charset="iso-8859-2",
    )
    (draft,) = html.parse(BytesSource(markup.encode("iso-8859-2"), "crawl"), taken)
    article = import_article(prepare(draft, taken, "")).article
    before = shown(article), words(article), sums()
    assert before[0][0][2].isoformat() == "2014-01-12T00:00:00+00:00"
    assert "Słowa o moście" in article.body_html
    reextract(article.captures.get())
    article.refresh_from_db()
    assert (shown(article), words(article), sums()) == before
