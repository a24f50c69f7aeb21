from datetime import UTC, date, datetime

import pytest

from archive.lib.html import clean
from archive.models import Address
from archive.models.choices import ArticleState, CommentState, Visibility
from archive.search.documents import Named
from archive.search.query.values import STATES
from archive.search.rows import (
    all_documents,
    document_keys,
    documents_of_articles,
    documents_of_comments,
)
from tests.factories import make_article, make_comment, make_person, make_site

pytestmark = pytest.mark.django_db


def by_key(documents):
    return {document.key: document for document in documents}


def test_an_article_is_found_by_everything_it_says():
    person = make_person("Ann Lee")
    article = make_article(
        make_site("one.example"),
        key="k1",
        title="Source",
        keeper_title="Keeper's",
        standfirst="In short",
        body_text="At length",
        language="en",
        authors=[person],
        terms=["harbour"],
        published_at=datetime(2012, 6, 22, 23, 30, tzinfo=UTC),
        published_on=date(2012, 6, 23),
        comment_count=7,
    )
    (document,) = all_documents()
    assert document.key == "a:k1"
    assert document.title == "Keeper's"
    assert document.body.split("\x1f") == ["In short", "At length"]
    assert document.people == (Named(person.key, "Ann Lee"),)
    assert document.terms == (Named("harbour", "Harbour"),)
    assert (document.site, document.language) == ("one.example", "en")
    assert (document.first_day, document.last_day) == (20120623, 20120623)
    assert document.sort_at == int(article.published_at.timestamp())
    assert (document.comment_count, document.is_public) == (7, True)


@pytest.mark.parametrize(
    ("precision", "days"),
    [("year", (20120101, 20121231)), ("month", (20120201, 20120229)), ("day", (20120203,) * 2)],
)
def test_a_date_covers_what_its_precision_leaves_open(precision, days):
    make_article(
        published_at=datetime(2012, 2, 3, tzinfo=UTC),
        published_precision=precision,
    )
    (document,) = all_documents()
    assert (document.first_day, document.last_day) == days


def test_the_undated_have_no_day():
    make_article(published_at=None)
    (document,) = all_documents()
    assert (document.first_day, document.last_day, document.sort_at) == (None, None, None)


def test_a_comment_carries_its_articles_facts_and_its_own_writer():
    person = make_person("Ann Lee", merged_into=make_person("Ann Lee-Jones", key="p2"))
    article = make_article(key="k1", terms=["harbour"])
    make_comment(article, key="c1", person=person, author_name="ann", body_text="Aye")
    document = by_key(all_documents())["c:c1"]
    assert (document.article_key, document.title) == ("k1", article.title)
    assert document.terms == (Named("harbour", "Harbour"),)
    assert document.people == (
        Named("p2", "ann"),
        Named("p2", "Ann Lee"),
        Named("p2", "Ann Lee-Jones"),
    )


def test_an_article_says_what_its_thread_is_asked_by():
    article = make_article(
        key="k1", kind="page", state="draft", visibility="hidden", declared_comment_count=9,
        kept_count=3, comment_count=2, source_url="http://www.x.example/q?utm_source=a",
        lead_image_url="https://x.example/i.jpg", lead_image_caption="A quay", standfirst="Short",
        body_html='<blockquote>Theirs</blockquote><a href="https://far.example/">Ours</a>',
    )  # fmt: skip
    make_article(key="k0", merged_into=article)
    Address.objects.create(article=article, url="https://x.example/old", lookup="x")
    said = make_comment(article, key="c1")
    Address.objects.create(article=article, comment=said, url="https://x.example/c", lookup="x")
    document = by_key(all_documents())["a:k1"]
    assert (document.source_kind, document.states) == ("page", ("draft", "hidden"))
    assert (document.declared_count, document.kept_count, document.comment_count) == (9, 4, 3)
    assert document.addresses == ("https://x.example/old", "https://x.example/q", "k0")
    assert document.quoted == "Theirs"
    assert document.own.split("\x1f") == ["Short", "A quay", "Ours"]
    assert (document.link_hosts, document.has_image) == (("far.example",), True)


def test_a_comment_says_what_it_answers_and_beneath_whose_article_it_stands():
    article = make_article(key="k1", authors=[make_person("Ann Lee", key="ann")])
    first = make_comment(article, key="c1")
    joined = make_comment(article, key="c2", merged_into=first)
    make_comment(article, joined, key="c3", kind="pingback", visibility="spam")
    make_comment(article, first, key="c4", keeper_parent=None, keeper_parent_is_set=True)
    elsewhere = make_comment(make_article(key="k2"), key="c5")
    make_comment(article, first, key="c6", keeper_parent=elsewhere, keeper_parent_is_set=True)
    found = by_key(all_documents())
    parents = {key[2:]: one.parent for key, one in found.items() if one.kind == "comment"}
    assert parents == {"c1": "", "c3": "c:c1", "c4": "", "c5": "", "c6": "c:c1"}
    assert (found["c:c3"].source_kind, found["c:c3"].states) == ("pingback", ("published", "spam"))
    assert found["c:c3"].article_people == (Named("ann", "Ann Lee"),)


def test_the_language_knows_every_state_of_the_store():
    known = {*ArticleState.values, *CommentState.values, *Visibility.values}
    assert known - {"public"} == STATES


PICTURE = clean('<p><img src="https://x.example/quay.jpg"></p>')


@pytest.mark.parametrize(
    ("of_article", "of_comment", "are_public"),
    [
        ({}, {}, (True, True)),
        ({"state": "draft"}, {}, (False, False)),
        ({"visibility": "hidden"}, {}, (False, False)),
        ({}, {"state": "pending"}, (True, False)),
        ({}, {"state": "missing", "body_text": ""}, (True, False)),
        ({}, {"visibility": "withdrawn"}, (True, False)),
        ({}, {"body_text": " "}, (True, False)),
        ({}, {"body_text": "", "body_html": PICTURE}, (True, True)),
    ],
)
def test_only_what_everyone_may_read_is_public(of_article, of_comment, are_public):
    article = make_article(key="k1", **of_article)
    make_comment(article, key="c1", **of_comment)
    assert dict(document_keys()) == dict(zip(("a:k1", "c:c1"), are_public, strict=True))


def test_merged_rows_have_no_document():
    kept = make_article(key="k1")
    gone = make_article(key="k2", merged_into=kept)
    make_comment(gone, key="c2")
    first = make_comment(kept, key="c1")
    make_comment(kept, key="c3", merged_into=first)
    assert set(dict(document_keys())) == {"a:k1", "c:c1"}


def test_some_documents_are_those_among_all():
    articles = [make_article(key=f"k{number}", comments=2) for number in range(3)]
    every = by_key(all_documents())
    assert len(every) == 9
    of_one = by_key(documents_of_articles(["k1", "gone"]))
    assert of_one == {key: each for key, each in every.items() if each.article_key == "k1"}
    comments = [comment.key for comment in articles[2].comments.all()]
    assert by_key(documents_of_comments([*comments, "gone"])) == {
        f"c:{key}": every[f"c:{key}"] for key in comments
    }


def test_queries_do_not_grow_with_rows(django_assert_max_num_queries):
    for number in range(12):
        person = make_person(f"Person {number}")
        article = make_article(authors=[person], terms=[f"term-{number}"])
        make_comment(article, person=person)
    with django_assert_max_num_queries(8):
        assert len(list(all_documents())) == 24
