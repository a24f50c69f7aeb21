"""The list of articles: filters that combine, orders, facets, pages."""

import re
from datetime import UTC, datetime

import pytest

from archive.models import Person
from tests.factories import make_article, make_comment, make_person, make_site

pytestmark = pytest.mark.django_db


def at(year, month=1, day=1):
    return datetime(year, month, day, 12, tzinfo=UTC)


@pytest.fixture
def shelf():
    """Four articles that differ in everything one can filter by."""
    courier = make_site("courier.example", name="The Courier")
    ingrid = make_person("Ingrid Halloway")
    make_article(title="Alpha", published_at=at(2012, 6), terms=["harbour"], authors=[ingrid],
                 comments=2, declared_comment_count=5)  # fmt: skip
    make_article(title="beta", published_at=at(2012, 7), terms=["harbour", "bridge"], comments=1)
    make_article(courier, title="Gamma", published_at=at(2014, 6), terms=["bridge"], language="ar")
    make_article(courier, title="Delta", published_at=None, comments=3, language="ar")
    return ingrid


def titles(client, query=""):
    content = client.get(f"/articles/?{query}").content.decode()
    return re.findall(r'<h2><a class="title[^>]*>([^<]*)</a>', content)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Gamma", "beta", "Alpha", "Delta"]),
        ("site=courier.example", ["Gamma", "Delta"]),
        ("term=bridge", ["Gamma", "beta"]),
        ("year=2012", ["beta", "Alpha"]),
        ("year=2012&month=6", ["Alpha"]),
        ("year=undated", ["Delta"]),
        ("language=ar", ["Gamma", "Delta"]),
        ("comments=with", ["beta", "Alpha", "Delta"]),
        ("comments=without", ["Gamma"]),
        ("declared=differs", ["Alpha"]),
        ("term=harbour&year=2012&comments=with&declared=differs", ["Alpha"]),
        ("term=harbour&site=courier.example", []),
        ("sort=oldest", ["Alpha", "beta", "Gamma", "Delta"]),
        ("sort=discussed", ["Delta", "Alpha", "beta", "Gamma"]),
        ("sort=title", ["Alpha", "beta", "Delta", "Gamma"]),
        ("sort=latest-comment&comments=with&year=2012", ["Alpha", "beta"]),
    ],
)
def test_filters_combine_and_orders_hold(client, shelf, query, found):
    assert titles(client, query) == found


def test_articles_of_a_person_are_found_under_the_names_merged_into_it(client, shelf):
    other = make_person("I. Halloway", merged_into=shelf)
    make_article(title="Epsilon", authors=[other])
    assert sorted(titles(client, f"person={shelf.key}")) == ["Alpha", "Epsilon"]
    written_by = facet(client.get("/articles/"), "person").options
    assert [(option.label, option.count) for option in written_by] == [("Ingrid Halloway", 2)]


def test_articles_with_words_of_a_person_are_found_as_far_as_they_may_be_seen(
    client, keeper_client, shelf
):
    said = make_comment(make_article(title="Epsilon"), person=shelf)
    make_comment(said.article, person=make_person("I. H.", merged_into=shelf))
    make_comment(make_article(title="Zeta"), person=shelf, visibility="hidden")
    page = client.get(f"/articles/?voice={shelf.key}")
    assert titles(client, f"voice={shelf.key}") == ["Epsilon"]
    assert sorted(titles(keeper_client, f"voice={shelf.key}")) == ["Epsilon", "Zeta"]
    assert [(one.label, one.value, one.query) for one in page.context["chosen"]] == [
        ("with words of", "Ingrid Halloway", "")
    ]
    canary = make_person("Canary", key="canary")
    make_comment(said.article, person=canary, visibility="hidden")
    assert "Canary" not in client.get("/articles/?voice=canary").text


def test_an_article_with_a_term_twice_is_listed_once(client):
    article = make_article(terms=["harbour"])
    article.article_terms.create(term=article.terms.get(), kind="category")
    page = client.get("/articles/?term=harbour")
    assert page.context["page"].total == 1
    options = {option.label: option.count for option in facet(page, "term").options}
    assert options == {"Harbour": 1}


def facet(page, name):
    return next(facet for facet in page.context["facets"] if facet.name == name)


def test_facets_count_with_all_filters_but_their_own(client, shelf):
    page = client.get("/articles/?term=harbour&site=tidewater.example")
    counts = {option.label: option.count for option in facet(page, "term").options}
    assert counts == {"Harbour": 2, "Bridge": 1}
    assert {option.label for option in facet(page, "site").options} == {"Tidewater"}
    assert [option.label for option in facet(page, "year").options] == ["2012"]


@pytest.mark.parametrize(
    ("query", "name", "labels"),
    [
        ("site=courier.example", "site", {"Tidewater", "The Courier"}),
        ("year=2012", "year", {"2012", "2014", "undated"}),
        ("year=2012&month=6", "month", {"June", "July"}),
        ("term=bridge", "term", {"Harbour", "Bridge"}),
        ("language=ar", "language", {"Arabic", "English"}),
        ("comments=without", "comments", {"Has responses", "None"}),
        ("declared=differs", "comments", {"Has responses", "Declared ≠ kept"}),
    ],
)
def test_a_chosen_filter_shows_what_else_could_be_chosen(client, shelf, query, name, labels):
    options = facet(client.get(f"/articles/?{query}"), name).options
    assert {option.label for option in options} == labels
    assert sum(option.is_chosen for option in options) == 1


@pytest.mark.parametrize("query", ["", "comments=with", "declared=differs", "term=harbour",
                                   "year=2012&comments=with", "language=ar"])  # fmt: skip
def test_each_count_is_what_its_link_leads_to(client, shelf, query):
    make_article(title="Canary", terms=["harbour"], language="ar", visibility="hidden")
    options = [
        option
        for facet in client.get(f"/articles/?{query}").context["facets"]
        for option in facet.options
        if not option.is_chosen
    ]
    assert options
    for option in options:
        found = client.get(f"/articles/?{option.query}").context["page"].total
        assert found == option.count, option


def test_a_chosen_value_leads_to_the_list_without_it(client, shelf):
    page = client.get("/articles/?term=harbour&year=2012&month=6")
    removed = {one.label: one.query for one in page.context["chosen"]}
    assert removed == {
        "tag": "year=2012&month=6",
        "year": "term=harbour",
        "month": "term=harbour&year=2012",
    }
    chosen = next(option for option in facet(page, "term").options if option.is_chosen)
    assert chosen.query == "year=2012&month=6"


def test_a_filter_shows_ten_values_and_more_when_asked(client):
    for number in range(12):
        make_article(terms=[f"t{number:02}"])
    short = facet(client.get("/articles/?sort=title"), "term")
    assert (len(short.options), short.more) == (10, "sort=title&more=term")
    long = facet(client.get("/articles/?sort=title&more=term"), "term")
    assert (len(long.options), long.more) == (12, "")


def test_a_chosen_value_is_shown_though_others_are_more_frequent(client):
    for number in range(11):
        make_article(terms=[f"t{number:02}"])
        make_article(terms=[f"t{number:02}"])
    make_article(terms=["rare"])
    values = facet(client.get("/articles/?term=rare"), "term").options
    assert [option.label for option in values if option.is_chosen] == ["Rare"]


def test_filters_survive_paging(client):
    for _ in range(31):
        make_article(terms=["harbour"])
    content = client.get("/articles/?term=harbour&sort=title").content.decode()
    assert 'href="?term=harbour&amp;sort=title&amp;page=2" rel="next"' in content
    assert len(titles(client, "term=harbour&sort=title&page=2")) == 1
    assert len(titles(client, "page=999")) == 1


def test_a_staff_reader_compares_with_all_that_is_kept(client, keeper_client):
    article = make_article(title="Alpha", declared_comment_count=1, comments=1)
    make_comment(article, visibility="hidden")
    assert titles(client, "declared=differs") == []
    assert titles(keeper_client, "declared=differs") == ["Alpha"]


def test_a_row_counts_the_responses_that_its_reader_may_see(client, keeper_client):
    make_comment(make_article(comments=1, declared_comment_count=9), visibility="hidden")
    assert "1 response</a>" in client.get("/articles/").content.decode()
    text = keeper_client.get("/articles/").content.decode()
    assert '2 responses</a> <span class="short">of 9</span>' in text


def test_the_keepers_title_is_listed_and_ordered_by(client, shelf):
    make_article(title="Zeta", keeper_title="Aardvark", published_at=at(2010))
    assert titles(client, "sort=title")[0] == "Aardvark"


def test_a_list_without_an_answer_says_what_to_do(client, shelf):
    page = client.get("/articles/?year=1999")
    assert "No article is all of that" in page.content.decode()
    assert page.status_code == 200


def test_an_empty_archive_says_how_to_bring_something_in(client):
    for address in ("/", "/articles/", "/sites/", "/people/", "/timeline/"):
        assert "manage.py intake" in client.get(address).content.decode(), address
    assert Person.objects.count() == 0


@pytest.mark.parametrize(
    "query",
    [
        "year=0000&month=99", "page=x", "page=99999999999999999999999", "site=%00", "person=%00",
        "term=%00&language=%00", "sort=%F0%9F%8C%89", "more=nothing", "comments=&declared=1",
        "year=9999&month=12", "year=0001&month=01",
    ],
)  # fmt: skip
def test_no_parameter_breaks_the_list(client, shelf, query):
    assert client.get(f"/articles/?{query}").status_code == 200
