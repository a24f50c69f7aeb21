"""What an article links to of what the archive keeps, and what links to it."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.curation.actions import merge_articles, part_article, set_visibility
from archive.models import Address, Article
from archive.models.visibility import KEEPER
from archive.reading.articles import page_of
from archive.reading.citations import Citations, citations_of
from archive.reading.thread_looks import Look
from tests.factories import make_article, make_comment, make_person, make_user

pytestmark = pytest.mark.django_db
STRANGER = AnonymousUser()
LINKS = (
    '<p>As <a href="https://www.tidewater.example/quay/?utm_source=x&amp;p=1#c">the quay</a> and '
    '<a rel="nofollow" href="http://ledger.example/">the ledger</a> have it.</p>'
)


def citations_of_one(user, article):
    """As its page has them."""
    return page_of(user, article, Look.read({})).citations


def known_at(article, url):
    lookup = url.replace("http:", "https:")
    Address.objects.create(article=article, url=url, lookup=lookup)
    return article


@pytest.fixture
def citing():
    return known_at(make_article(title="Citing", body_html=LINKS), "https://tidewater.example/me/")


def test_kept_articles_are_named_however_their_address_is_spelt(citing, client):
    quay = known_at(make_article(title="The quay"), "https://tidewater.example/quay/?p=1")
    known_at(make_article(title="Another"), "https://tidewater.example/quay/?p=2")
    assert citations_of_one(STRANGER, citing).cited == [quay]
    page = client.get(citing.get_absolute_url()).content.decode()
    assert f'<a class="title" href="{quay.get_absolute_url()}"' in page
    second = client.get(citing.get_absolute_url(), {"by": "nobody"}).content.decode()
    assert quay.get_absolute_url() not in second


def test_it_does_not_name_itself_nor_what_the_user_may_not_see(citing):
    known_at(citing, "https://ledger.example/")
    hidden = known_at(
        make_article(title="Canary", visibility="hidden"), "https://tidewater.example/quay/?p=1"
    )
    assert citations_of_one(STRANGER, citing).cited == []
    assert citations_of_one(KEEPER, citing).cited == [hidden]


def test_what_was_merged_is_named_by_what_it_is_part_of(citing):
    whole = make_article(title="Whole")
    part = known_at(make_article(title="Part"), "https://ledger.example/")
    Article.objects.filter(pk=part.pk).update(merged_into=whole)
    assert citations_of_one(STRANGER, citing).cited == [whole]


CITING = 'It began with <a href="http://www.tidewater.example/quay/#c-7">the quay</a>.'


@pytest.fixture
def quay():
    return known_at(make_article(title="The quay"), "https://tidewater.example/quay/")


def citing_of(user, article):
    found = citations_of_one(user, article).citing
    return [(one.article.title, one.is_in_text, one.comment_count) for one in found]


def test_articles_and_comments_that_link_to_one_are_named_on_its_page(quay, client):
    text = make_article(title="In the text", body_html=CITING)
    talk = make_article(title="In the talk", published_at=datetime(2011, 1, 1, tzinfo=UTC))
    said = make_comment(talk, body_html=CITING, person=make_person("Dele <b>"))
    both = make_article(title="In both", body_html=CITING, published_at=None)
    first = make_comment(both, body_html=CITING)
    make_comment(both, body_html=CITING)
    make_comment(quay, body_html=CITING)  # in its own thread: no news to who reads it
    make_article(title="Elsewhere", body_html=CITING.replace("quay/", "quay/2"))
    told = [("In the text", True, 0), ("In the talk", False, 1), ("In both", True, 2)]
    assert citing_of(STRANGER, quay) == told
    page = client.get(quay.get_absolute_url()).content.decode()
    assert f'href="{text.get_absolute_url()}"' in page
    assert f'<a href="/c/{said.key}/">in a comment by <bdi>Dele &lt;b&gt;</bdi> beneath it' in page
    assert f'<a href="/c/{first.key}/">also in 2 comments beneath it</a>' in page
    second = client.get(quay.get_absolute_url(), {"by": "nobody"}).content.decode()
    assert text.get_absolute_url() not in second


@pytest.mark.parametrize("of", ["article", "comment"])
@pytest.mark.parametrize("visibility", ["hidden", "withdrawn", "spam"])
def test_what_the_user_may_not_see_cites_nothing(quay, of, visibility):
    article = make_article(title="Canary", body_html=CITING if of == "article" else "")
    comment = make_comment(article, body_html=CITING)
    assert citing_of(STRANGER, quay) == [("Canary", of == "article", 1)]
    by = make_user("keeper", is_staff=True)
    set_visibility(comment, visibility, by)
    assert citing_of(STRANGER, quay) == ([("Canary", True, 0)] if of == "article" else [])
    set_visibility(comment, "public", by)
    set_visibility(article, visibility, by)
    assert citing_of(STRANGER, quay) == []
    assert citing_of(KEEPER, quay) == [("Canary", of == "article", 1)]


def test_what_was_merged_cites_as_what_it_is_part_of(quay):
    whole, part = make_article(title="Whole"), make_article(title="Part", body_html=CITING)
    make_comment(part, body_html=CITING)
    by = make_user("keeper", is_staff=True)
    merge_articles(part, whole, by)
    assert citing_of(STRANGER, quay) == [("Whole", False, 1)]
    part_article(part, by)
    assert citing_of(STRANGER, quay) == [("Part", True, 1)]


def test_links_to_what_was_merged_cite_what_it_is_part_of(quay):
    make_article(title="Citing", body_html=CITING)
    whole = make_article(title="Whole")
    merge_articles(quay, whole, make_user("keeper", is_staff=True))
    assert citing_of(STRANGER, whole) == [("Citing", True, 0)]


def test_many_that_cite_are_told_of_by_the_latest(quay, client):
    for day in range(1, 23):
        at = datetime(2012, 5, day, tzinfo=UTC)
        make_article(title=f"Day {day}", body_html=CITING, published_at=at)
    found = citations_of_one(STRANGER, quay)
    assert [one.article.title for one in found.citing] == [f"Day {day}" for day in range(22, 2, -1)]
    assert found.is_more
    page = client.get(quay.get_absolute_url()).content.decode()
    assert f'href="/articles/?cites={quay.key}"' in page
    assert client.get(f"/articles/?cites={quay.key}").context["page"].total == 22


def test_citations_are_asked_for_once(quay):
    for number in range(4):
        make_comment(make_article(body_html=CITING), body_html=CITING, body_text=str(number))
    with CaptureQueriesContext(connection) as asked:
        citations_of(STRANGER, quay, ["https://tidewater.example/quay/"])
    assert len(asked) == 1


def test_what_is_known_nowhere_and_links_to_nothing_asks_nothing():
    with CaptureQueriesContext(connection) as asked:
        assert citations_of(STRANGER, Article(body_html="<p>none</p>"), []) == Citations()
    assert not asked.captured_queries
