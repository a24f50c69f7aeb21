"""The page of a person: when they wrote, whom they answer and who answers them."""

from datetime import UTC, datetime

import pytest

from archive.curation.actions import hang, hide, merge_articles, merge_people
from tests.factories import make_article, make_comment, make_person, make_user

pytestmark = pytest.mark.django_db


def at(year, month=6):
    return datetime(year, month, 1, 9, tzinfo=UTC)


@pytest.fixture
def talk():
    """Tomasz answers Dele twice, in two years, and Ingrid once; Dele answers Tomasz once."""
    tomasz, dele, ingrid = (
        make_person(name, key=name.lower()) for name in ("Tomasz", "Dele", "Ingrid")
    )
    article = make_article(published_at=at(2010))
    first = make_comment(article, person=dele, posted_at=at(2011), body_text="Dele begins.")
    second = make_comment(article, person=ingrid, posted_at=at(2011), body_text="Ingrid begins.")
    for above, year in ((first, 2011), (first, 2013), (second, 2013)):
        said = make_comment(
            article, above, person=tomasz, posted_at=at(year), body_text=f"T {year}"
        )
    make_comment(article, said, person=dele, posted_at=at(2013), body_text="Dele ends.")
    make_comment(article, said, person=tomasz, posted_at=None, body_text="To myself.")
    return article


def page(client, query="", key="tomasz"):
    answer = client.get(f"/people/{key}/?{query}")
    assert answer.status_code == 200
    return answer


def facets(answer):
    return {
        facet.label: [(one.label, one.count) for one in facet.options]
        for facet in answer.context["facets"]
    }


def words(answer):
    return [row.comment.body_text for row in answer.context["of"].said]


def test_whom_they_answer_and_who_answers_them_is_told_with_counts(client, talk):
    found = page(client)
    assert facets(found) == {
        "Answers": [("Dele", 2), ("Ingrid", 1)],
        "Answered by": [("Dele", 1)],
        "Year": [("2013", 2), ("2011", 1)],
    }
    text = found.text
    assert 'Most often answers <a href="/people/dele/"><bdi>Dele</bdi></a>' in text
    assert 'is most often answered by <a href="/people/dele/"><bdi>Dele</bdi></a>' in text
    assert "Ingrid begins." in text  # what is answered


def test_each_count_is_what_its_link_leads_to(client, talk):
    for query in ("", "year=2013", "to=dele"):
        for facet in page(client, query).context["facets"]:
            for one in facet.options:
                if not one.is_chosen:
                    led_to = client.get(f"{one.at or '/people/tomasz/'}?{one.query}")
                    assert led_to.context["page"].total == one.count, (query, one)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("year=2011", ["T 2011"]),
        ("year=undated", ["To myself."]),
        ("to=ingrid", ["T 2013"]),
        ("to=dele&sort=oldest", ["T 2011", "T 2013"]),
        ("to=dele&year=2013", ["T 2013"]),
        ("year=1999", []),
        ("to=nobody&year=x&sort=y&page=9", ["T 2013", "T 2013", "T 2011", "To myself."]),
    ],
)
def test_comments_can_be_narrowed(client, talk, query, found):
    assert words(page(client, query)) == found


def test_what_is_chosen_can_be_taken_away_one_by_one(client, talk):
    chosen = page(client, "year=2013&to=dele&sort=oldest").context["chosen"]
    assert [(one.label, one.value, one.query) for one in chosen] == [
        ("year", "2013", "to=dele&sort=oldest"),
        ("answers to", "Dele", "year=2013&sort=oldest"),
    ]
    assert "No comment is all of that" in page(client, "year=1999").text


def test_each_bar_leads_to_what_was_said_or_written_then(client, talk):
    tomasz = talk.comments.get(body_text="T 2011").person
    make_article(authors=[make_person("T.", merged_into=tomasz)], published_at=at(2009))
    columns = page(client).context["of"].plot.columns
    assert [(one.name, one.url) for one in columns] == [
        ("2009", "/articles/?person=tomasz&year=2009"), ("2010", ""), ("2011", "?year=2011#said"),
        ("2012", ""), ("2013", "?year=2013#said"),
    ]  # fmt: skip
    current = [one.name for one in page(client, "year=2013").context["of"].plot.columns
               if one.is_current]  # fmt: skip
    assert current == ["2013"]


@pytest.mark.parametrize("text", ["Dele begins.", "T 2013", "Dele ends."])
def test_what_is_hidden_counts_in_no_conversation(client, keeper_client, talk, text):
    by = make_user("keeper", is_staff=True)
    before = facets(page(keeper_client))
    for row in talk.comments.filter(body_text=text):
        hide(row, by)
    answers, answered_by = {
        "Dele begins.": ([("Ingrid", 1)], [("Dele", 1)]),
        "T 2013": ([("Dele", 1)], None),
        "Dele ends.": ([("Dele", 2), ("Ingrid", 1)], None),
    }[text]
    found = facets(page(client))
    assert (found["Answers"], found.get("Answered by")) == (answers, answered_by)
    assert facets(page(keeper_client)) == before
    assert text not in page(client).text


def test_someone_whose_words_are_hidden_is_nobody_to_ask_for(client, talk):
    canary = make_person("Canary", key="canary")
    hidden = make_comment(talk, person=canary, visibility="hidden")
    make_comment(talk, hidden, person=talk.comments.get(body_text="T 2011").person)
    assert page(client, "to=canary").text == page(client, "to=nobody").text.replace(
        "to=nobody", "to=canary"
    )


def test_where_the_keeper_hung_a_comment_is_what_it_answers(client, talk):
    first, second = (
        talk.comments.get(body_text="Dele begins."),
        talk.comments.get(body_text="Ingrid begins."),
    )
    by = make_user("keeper", is_staff=True)
    hang(talk.comments.get(body_text="T 2011"), second, by)
    assert facets(page(client))["Answers"] == [("Ingrid", 2), ("Dele", 1)]
    hang(first, talk.comments.get(body_text="To myself."), by)
    assert facets(page(client))["Answered by"] == [("Dele", 2)]


def test_merged_people_and_articles_answer_as_one(client, talk):
    by = make_user("keeper", is_staff=True)
    other = make_article(title="The same elsewhere")
    twin = make_comment(other, person=make_person("D. O.", key="do"), body_text="Elsewhere.")
    make_comment(other, twin, person=talk.comments.get(body_text="T 2011").person)
    merge_articles(other, talk, by)
    merge_people(twin.person, talk.comments.get(body_text="Dele begins.").person, by)
    assert facets(page(client))["Answers"] == [("Dele", 3), ("Ingrid", 1)]
    assert client.get("/people/do/?to=tomasz").url == "/people/dele/?to=tomasz"
