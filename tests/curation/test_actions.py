from dataclasses import replace

import pytest
from django.contrib.admin.models import LogEntry

from archive.curation import actions
from archive.lib.dates import moment_from_iso
from archive.models import Article, StaleDocument, thread_for
from archive.parsing.drafts import PersonDraft
from tests.drafts import piece, said, store, sums
from tests.factories import make_article, make_site

pytestmark = pytest.mark.django_db


def marks() -> set[tuple[str, str, bool]]:
    return set(StaleDocument.objects.values_list("kind", "key", "narrows"))


def test_hiding_a_comment_changes_what_others_count_and_not_what_is_kept(keeper):
    article = make_article(comments=3)
    comment = article.comments.last()
    actions.hide(comment, keeper)
    article.refresh_from_db()
    assert (article.kept_count, article.comment_count) == (3, 2)
    assert article.last_comment_at < comment.posted_at


def test_showing_it_again_brings_it_back_into_the_count(keeper):
    article = make_article(comments=1)
    comment = article.comments.get()
    actions.hide(comment, keeper)
    actions.show(comment, keeper)
    article.refresh_from_db()
    assert article.comment_count == 1
    assert article.last_comment_at == comment.posted_at


def test_hiding_marks_the_document_as_narrowed_so_that_search_forgets_it_at_once(keeper):
    article = make_article(comments=1)
    StaleDocument.objects.all().delete()
    comment = article.comments.get()
    actions.withdraw(comment, keeper)
    assert marks() == {("comment", comment.key, True), ("article", article.key, False)}


def test_a_new_title_marks_the_article_and_hides_nothing(keeper):
    article = make_article()
    StaleDocument.objects.all().delete()
    actions.set_title(article, "Put right", keeper)
    assert marks() == {("article", article.key, False)}


def test_a_mark_that_narrows_stays_narrowing_until_the_index_has_learned(keeper):
    article = make_article()
    actions.hide(article, keeper)
    actions.show(article, keeper)
    assert marks() == {("article", article.key, True)}


def test_what_changes_nothing_writes_nothing(keeper):
    article = make_article()
    StaleDocument.objects.all().delete()
    actions.show(article, keeper)
    actions.set_title(article, "", keeper)
    actions.set_date(article, None, keeper)
    actions.set_authors(article, [], keeper)
    actions.untag(article, "nowhere", keeper)
    actions.move(article, article.site, keeper)
    assert marks() == set()
    assert not LogEntry.objects.exists()


def test_every_verb_leaves_who_did_what_in_the_log(keeper):
    article = make_article(title="Teh lamp", comments=1)
    actions.set_title(article, "The lamp", keeper)
    actions.mark_spam(article.comments.get(), keeper)
    told = list(LogEntry.objects.order_by("pk").values_list("user", "change_message"))
    assert told == [
        (keeper.pk, "title: “” → “The lamp”"),
        (keeper.pk, "visibility: public → spam"),
    ]


BRIDGE = piece(
    said("First of all.", "Ada", number=1),
    said("Buy cheap lamps.", "Lamps4U", number=2),
    authors=(PersonDraft("Ingrid Halloway"),),
)
# Each verb, and what a stranger sees of it afterwards.
DONE = {
    "hide": (lambda a, c, by: actions.hide(c, by), lambda a: a.comment_count, 1),
    "withdraw": (lambda a, c, by: actions.withdraw(a, by), lambda a: a.is_public, False),
    "mark spam": (lambda a, c, by: actions.mark_spam(c, by), lambda a: a.comment_count, 1),
    "title": (
        lambda a, c, by: actions.set_title(a, "The gate", by),
        lambda a: a.shown_title,
        "The gate",
    ),
    "standfirst": (
        lambda a, c, by: actions.set_standfirst(a, "In short.", by),
        lambda a: a.shown_standfirst,
        "In short.",
    ),
    "date": (
        lambda a, c, by: actions.set_date(a, moment_from_iso("2011-05"), by),
        lambda a: (str(a.shown_published_on), a.shown_published_precision),
        ("2011-05-01", "month"),
    ),
    "authors": (
        lambda a, c, by: actions.set_authors(a, ["Bo", "Ada"], by),
        lambda a: [str(one.person) for one in a.article_authors.shown()],
        ["Bo", "Ada"],
    ),
    "tag": (
        lambda a, c, by: actions.tag(a, "Harbour", by),
        lambda a: [str(term) for term in a.terms.all()],
        ["Harbour"],
    ),
    "move": (
        lambda a, c, by: actions.move(a, make_site("elsewhere.example"), by),
        lambda a: a.site.host,
        "elsewhere.example",
    ),
    "hang": (
        lambda a, c, by: actions.hang(c, a.comments.get(position=0), by),
        lambda a: [row.depth for row in thread_for(None, a)],
        [0, 1],
    ),
}


@pytest.mark.parametrize("verb", DONE)
def test_the_keepers_word_holds_when_the_same_comes_in_again(verb, keeper):
    do, seen, expected = DONE[verb]
    article = store(BRIDGE).article
    do(article, article.comments.get(position=1), keeper)
    before = sums()
    assert seen(Article.objects.get(pk=article.pk)) == expected
    store(BRIDGE)
    newer = replace(BRIDGE, title="Another headline", authors=(PersonDraft("Someone else"),))
    assert Article.objects.count() == 1
    assert seen(Article.objects.get(pk=article.pk)) == expected
    assert sums() == before
    store(newer)
    assert seen(Article.objects.get(pk=article.pk)) == expected


def test_the_sources_word_comes_back_where_the_keeper_takes_his_away(keeper):
    article = store(BRIDGE).article
    before = sums()
    actions.set_date(article, moment_from_iso("2011"), keeper)
    actions.set_authors(article, ["Bo"], keeper)
    actions.tag(article, "harbour", keeper)
    actions.set_date(article, None, keeper)
    actions.set_authors(article, [], keeper)
    actions.untag(article, "harbour", keeper)
    assert sums() == before
    assert [str(one.person) for one in article.article_authors.shown()] == ["Ingrid Halloway"]


def test_a_tag_of_the_source_stays_whatever_the_keeper_takes_away(keeper):
    article = make_article(terms=["bridge"])
    actions.untag(article, "bridge", keeper)
    assert [term.slug for term in article.terms.all()] == ["bridge"]
