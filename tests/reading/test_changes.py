"""The page of what changed between captures: what it tells, in which order, and to whom."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from archive.models import Article, Comment
from archive.parsing.drafts import PersonDraft
from archive.reading import changed_values
from archive.reading.articles import changes_url
from tests.drafts import captured, on, piece, said, store

pytestmark = pytest.mark.django_db
MOST_QUERIES = 16


def capture(day, *comments, **values):
    return store(captured(piece(*comments, **values), day)).article


@pytest.fixture
def article():
    """Three captures: the title, the text and a comment changed; one came, one went."""
    first = said("I was wrong.", number=1), said("Goes.", "Dele", number=2)
    last = said("I was right.", number=1), said("Comes.", "Ana", number=3)
    capture(1, *first, title="A bridge is a gate", authors=(PersonDraft("Ingrid"),))
    capture(3, *first, title="A bridge is a gate", authors=(PersonDraft("Ingrid"),))
    body = "<p>The bridge opens for nobody.</p>"
    return capture(9, *last, body_html=body, authors=(PersonDraft("Ingrid"), PersonDraft("Marit")))


def page_of(client, article, query="", status=200):
    page = client.get(changes_url(article) + query)
    assert page.status_code == status
    return page.content.decode()


def told(html):
    """The page's main part as one line of text, with marks for what went and what came."""
    main = html.partition('<main id="main">')[2].partition("</main>")[0]
    for tag, mark in (("<del>", "[-"), ("</del>", "-]"), ("<ins>", "{+"), ("</ins>", "+}")):
        main = main.replace(tag, mark)
    main = re.sub(r'<bdi class="vh".*?</bdi>', "", main)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def test_captures_stand_in_order_with_what_each_changed(client, article):
    found = told(page_of(client, article))
    for line in (
        "3 captures, 4 changes.",
        "Captured 1 January 2020, 00:00 (UTC) Nothing before it to compare with.",
        "Captured 3 January 2020, 00:00 (UTC) No change of words.",
        "Captured 9 January 2020, 00:00 (UTC) Headline A bridge is {+also+} a gate",
        "Byline Ingrid{+, Marit+}",
        "The bridge opens for [-the herring boats-]{+nobody+}.",
        "Tomasz Wren Text I was [-wrong-]{+right+}.",
        "1 response first seen here Ana",
        "1 response no longer there Dele",
    ):
        assert line in found, line
    assert found.index("1 January") < found.index("3 January") < found.index("9 January")


def test_the_articles_page_leads_there_quietly(client, article):
    text = client.get(article.get_absolute_url()).content.decode()
    assert f'<a href="{changes_url(article)}"><bdi>3 captures, 4 changes</bdi></a>' in text
    edited = re.findall(r'<a class="comment-edited" href="([^"]+)">', text)
    key = Comment.objects.get(body_text="I was right.").key
    assert edited == [f"{changes_url(article)}?comment={key}"]


def test_one_comments_changes_have_an_address(client, article):
    comment = Comment.objects.get(body_text="I was right.")
    found = told(page_of(client, article, f"?comment={comment.key}"))
    assert "1 change in what was said by Tomasz Wren" in found
    assert "I was [-wrong-]{+right+}." in found
    assert "Headline" not in found
    assert "Captured 1 January" not in found
    page_of(client, article, "?comment=nobody", status=404)


def test_with_a_single_capture_there_is_nothing_to_lead_to(client):
    article = capture(1, said("One.", number=1))
    text = client.get(article.get_absolute_url()).content.decode()
    assert "changes/" not in text
    found = told(page_of(client, article))
    assert "1 capture, no change of words." in found
    assert "first seen" not in found


def test_what_has_no_time_stands_first_and_other_sources_are_named(client):
    store(piece(title="Undated", published=None))
    store(piece(title="Exported", rank="export", modified_at=on(4)))
    article = capture(2, title="Captured")
    found = told(page_of(client, article))
    assert article.title == "Exported"
    steps = re.findall(r"Headline(?:, ([a-z ]+))? \[-(\w+)-\]\{\+(\w+)\+\}", found)
    assert steps == [("", "Undated", "Captured"), ("from an export", "Captured", "Exported")]
    assert "As of 4 January 2020" in found


def test_changes_that_leave_every_word_are_told_as_such(client):
    capture(1, body_html="<p>The bridge <b>opens</b>.</p>")
    article = capture(2, body_html="<p>The <i>bridge</i> opens.</p>")
    assert "The words stayed" in told(page_of(client, article))


def test_values_of_other_fields_are_told_as_readers_see_them(client):
    image = "https://tidewater.example/a.jpg"
    capture(1, language="en", comments_state="open", lead_image_url=image, published=None)
    article = capture(
        2, said("x", number=1), language="fr", comments_state="closed", lead_image_url=image,
        lead_image_caption="The quay", declared_comment_count=3,
    )  # fmt: skip
    capture(3, said("x", "Ana", number=1), declared_comment_count=5, language="fr")
    found = told(page_of(client, article))
    for line in ("Language [-English-]{+French+}", "comments were open [-open-]{+closed+}",
                 "Lead image {+The quay+}", "Responses declared [-3-]{+5+}",
                 "Name [-Tomasz Wren-]{+Ana+}"):  # fmt: skip
        assert line in found, line


def test_what_is_too_long_to_compare_is_said_to_be(client, article, monkeypatch):
    monkeypatch.setattr(changed_values, "MOST_CHARACTERS", 30)
    found = told(page_of(client, article))
    assert "Too long to be compared here." in found
    assert "A bridge is {+also+} a gate" in found


def test_many_changes_are_cut_into_pages(client):
    capture(1, *(said(f"Old {n}.", number=n) for n in range(30)))
    article = capture(2, *(said(f"New {n}.", number=n) for n in range(30)))
    first, second = (told(page_of(client, article, f"?page={n}")) for n in (1, 2))
    assert "30 changes" in first
    assert first.count("[-Old-]{+New+}") + second.count("[-Old-]{+New+}") == 30
    assert "Captured 2 January" in second
    assert "Nothing before it" not in second


def test_a_wrong_slug_and_a_missing_one_lead_to_the_right_place(client, article):
    wrong = reverse("article-changes", args=[article.key, "wrong"])
    assert (
        client.get(wrong + "?comment=x").headers["Location"] == changes_url(article) + "?comment=x"
    )
    Article.objects.update(slug="")
    article.refresh_from_db()
    assert changes_url(article) == f"/a/{article.key}/-/changes/"
    page_of(client, article)
    Article.objects.update(slug="changes")
    assert client.get(f"/a/{article.key}/changes/").status_code == 200


def test_it_stands_as_the_article_does(client, keeper_client, article):
    for values, status in (({"visibility": "hidden"}, 404), ({"visibility": "withdrawn"}, 410),
                           ({"visibility": "public", "state": "draft"}, 404)):  # fmt: skip
        Article.objects.update(**values)
        page_of(client, article, status=status)
        page_of(keeper_client, article)
    assert client.get("/a/nothing/x/changes/").status_code == 404


CANARY = "kanarienvogel"


@pytest.fixture
def withheld():
    """Every way in which earlier words can be nobody's but the keeper's."""
    states = ["published", "published", "spam", "pending", "deleted"]
    early = [
        *(said(f"{CANARY} {n}", f"{CANARY} {n}", number=n) for n in range(5)),
        said(f"{CANARY} was pending", number=5, state="pending"),
    ]
    late = [
        *(said(f"Now {n}", number=n, state=state) for n, state in enumerate(states)),
        said("Let through.", number=5),
    ]
    capture(1, *early, title=f"{CANARY} title", standfirst=f"{CANARY} standfirst")
    article = capture(2, *late, title="Open", standfirst="Open.")
    Article.objects.update(keeper_title="Corrected", keeper_standfirst="Corrected.")
    Comment.objects.filter(body_text="Now 0").update(visibility="hidden")
    Comment.objects.filter(body_text="Now 1").update(visibility="withdrawn")
    return article


def test_strangers_and_readers_find_no_earlier_words_of_what_is_not_public(
    client, reader_client, keeper_client, withheld
):
    comments = list(Comment.objects.all())
    for visitor in (client, reader_client):
        assert CANARY not in page_of(visitor, withheld)
        assert CANARY not in visitor.get(withheld.get_absolute_url()).content.decode()
        for one in comments:
            page = visitor.get(changes_url(withheld), {"comment": one.key})
            assert CANARY not in page.content.decode()
    found = told(page_of(keeper_client, withheld) + page_of(keeper_client, withheld, "?page=2"))
    for words in ("title", "standfirst", "was pending", *(str(number) for number in range(5))):
        assert f"[-{CANARY} {words}-]" in found or f"[-{CANARY}-]{{+Now+}} {words}" in found, words
    assert "State at the source [-pending-]{+published+}" in found


def test_of_an_article_that_was_once_a_draft_only_the_keeper_sees_earlier_words(
    client, keeper_client
):
    capture(1, title=f"{CANARY}", state="draft", body_html=f"<p>{CANARY}</p>")
    article = capture(2, title="Open")
    assert CANARY not in page_of(client, article)
    assert "<bdi>2 captures</bdi>" in client.get(article.get_absolute_url()).content.decode()
    assert CANARY in page_of(keeper_client, article)


def queries(client, address):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_twice_the_changes_take_the_same_queries(client, keeper_client):
    def grow(days, numbers):
        for day in days:
            article = capture(
                day,
                *(
                    said(f"Words of day {day}.", f"Name {day}", number=n)
                    for n in numbers
                    if n > day
                ),
                title=f"Title {day}",
                authors=(PersonDraft(f"Author {day}"),),
            )
        return article

    article = grow((1, 2, 3), range(8))
    visitors = (client, keeper_client)
    addresses = [changes_url(article), article.get_absolute_url()]
    before = [queries(visitor, address) for visitor in visitors for address in addresses]
    grow((4, 5, 6, 7), range(8, 30))
    article.refresh_from_db()
    addresses = [changes_url(article), article.get_absolute_url()]
    after = [queries(visitor, address) for visitor in visitors for address in addresses]
    assert before == after
    assert max(after) <= MOST_QUERIES
