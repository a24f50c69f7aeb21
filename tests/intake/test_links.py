"""Where texts link to, and how much was said when: kept with them, and as they change."""

from datetime import UTC, datetime
from importlib import import_module

import pytest
from django.apps import apps
from django.core.management import call_command

from archive.curation.actions import hide, merge_articles, part_article
from archive.intake.links import MOST_LINKS, lookups_in
from archive.models import Article, Comment, Link, ThreadMonth, UnreadLinks
from tests.drafts import at, captured, piece, said, store
from tests.factories import make_article, make_comment, make_user

pytestmark = pytest.mark.django_db


def links():
    return {
        (row.comment.body_text if row.comment else "", row.lookup) for row in Link.objects.all()
    }


def months(article):
    rows = article.thread_months.order_by("month")
    return [(f"{row.month}", row.kept_count, row.comment_count) for row in rows]


@pytest.mark.parametrize(
    ("markup", "lookups"),
    [
        ('<a href="http://www.x.example/y?utm_source=z#c">', ["https://x.example/y"]),
        ('<a rel="nofollow" href="https://x.example/?a=1&amp;b=2">', ["https://x.example/?a=1&b=2"]),
        ('<a href="https://x.example/">1</a><a href="http://x.example">2</a>', ["https://x.example/"]),
        ('<a href="/y">', []),
        ('<a href="javascript:1">', []),
        ('<a href="https://[/">', []),
        ('<a title="a" ' * 20_000, []),
        ("href", []),
    ],
)  # fmt: skip
def test_links_are_read_from_markup_as_addresses_are_looked_up(markup, lookups):
    assert lookups_in(markup) == lookups


def test_long_addresses_are_kept_and_not_too_many():
    assert len(lookups_in(f'<a href="https://x.example/{"y" * 900}">')[0]) < 100
    many = "".join(f'<a href="https://x.example/{n}">' for n in range(MOST_LINKS + 9))
    assert len(lookups_in(many)) == MOST_LINKS


def test_links_of_articles_and_comments_change_with_their_texts():
    to = '<a href="https://{}.example/">x</a>'.format
    comment = said("One.", number=1, body_html=f"<p>One. {to('b')}</p>")
    plain = said("Two.", number=2)
    old = captured(piece(comment, plain, body_html=f"<p>Text {to('a')}</p>"), 1)
    store(old)
    assert links() == {("", "https://a.example/"), ("One. x", "https://b.example/")}
    numbers = sorted(Link.objects.values_list("pk", flat=True))
    store(old)
    assert sorted(Link.objects.values_list("pk", flat=True)) == numbers
    changed = said("Three.", number=1, body_html=f"<p>Three. {to('d')}</p>")
    store(captured(piece(changed, plain, body_html=f"<p>Text {to('c')}</p>"), 2))
    assert links() == {("", "https://c.example/"), ("Three. x", "https://d.example/")}


@pytest.mark.django_db(transaction=True)
def test_what_came_in_before_is_read_by_the_worker():
    to = '<a href="https://a.example/">x</a>'
    articles = [make_article(body_html=to) for _ in range(45)]
    make_comment(articles[0], body_html=to)
    Link.objects.all().delete()
    UnreadLinks.objects.bulk_create(UnreadLinks(article=one) for one in articles)
    call_command("work", "--once")
    assert Link.objects.count() == 46
    assert not UnreadLinks.objects.exists()


def test_how_much_was_said_when_is_kept_with_the_thread():
    early, late = said("Early.", number=1, posted=at(8)), said("Late.", number=2, posted=at(9))
    spam = said("Spam.", number=3, state="spam")
    undated = said("When?", number=4, posted=None)
    article = store(piece(early, late, spam, undated)).article
    assert months(article) == [("2012-06-01", 2, 2)]
    hide(Comment.objects.get(body_text="Late."), make_user("keeper", is_staff=True))
    assert months(article) == [("2012-06-01", 2, 1)]
    store(piece(early, late, spam, undated, said("More.", number=5, posted=at(9, day=1))))
    assert months(article) == [("2012-06-01", 3, 2)]


def test_an_archive_of_before_is_brought_up_to_date():
    spoken = make_article(comments=3)
    for day, state in ((1, "published"), (30, "published"), (30, "spam")):
        at = datetime(2013, 4, day, tzinfo=UTC)
        make_comment(spoken, posted_at=at, state=state)
    make_comment(spoken, visibility="hidden")
    make_comment(spoken, posted_at=None)
    silent = make_article()
    before = months(spoken)
    assert before == [("2012-06-01", 4, 3), ("2013-04-01", 2, 2)]
    ThreadMonth.objects.all().delete()
    import_module("archive.migrations.0017_fill_links_and_sums_of_months").fill(apps, None)
    assert (months(spoken), months(silent)) == (before, [])
    assert set(UnreadLinks.objects.values_list("article", flat=True)) == {spoken.pk, silent.pk}


def test_how_much_was_said_when_goes_with_what_the_keeper_merges():
    one, other = (store(piece(said(f"{n}.", number=n), canonical_url=f"https://{n}.example/",
                              title=f"Number {n}", body_html=f"<p>{n}</p>")).article
                  for n in (1, 2))  # fmt: skip
    by = make_user("keeper", is_staff=True)
    merge_articles(Article.objects.get(pk=other.pk), Article.objects.get(pk=one.pk), by)
    assert (months(one), months(other)) == ([("2012-06-01", 2, 2)], [])
    part_article(Article.objects.get(pk=other.pk), by)
    assert (months(one), months(other)) == ([("2012-06-01", 1, 1)], [("2012-06-01", 1, 1)])
    assert ThreadMonth.objects.count() == 2
