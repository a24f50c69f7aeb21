"""People, sites, tags and the timeline."""

from datetime import UTC, date, datetime

import pytest

from archive.models import Person
from tests.factories import make_article, make_comment, make_person, make_site

pytestmark = pytest.mark.django_db


def text_of(client, address, status=200):
    page = client.get(address)
    assert page.status_code == status
    return page.content.decode()


def rows_on(client, address="/people/"):
    return {row.person.name: (row.wrote, row.said) for row in client.get(address).context["rows"]}


def test_people_are_listed_with_what_they_left(client):
    ingrid, tomasz = make_person("Ingrid Halloway"), make_person("Tomasz Wren")
    merged = make_person("T. Wren", merged_into=tomasz)
    article = make_article(authors=[ingrid])
    make_comment(article, person=tomasz)
    make_comment(article, person=merged)
    make_comment(article, person=ingrid)
    make_person("Nobody")
    assert rows_on(client) == {"Ingrid Halloway": (1, 1), "Tomasz Wren": (0, 2)}
    assert rows_on(client, "/people/?name=wren") == {"Tomasz Wren": (0, 2)}
    assert "Nobody here has" in text_of(client, "/people/?name=zzz")


def test_a_persons_page_tells_what_was_written_and_said(client):
    ingrid = make_person("Ingrid Halloway", profile_url="https://tidewater.example/ingrid")
    merged = make_person("I. H.", merged_into=ingrid)
    make_article(title="Her own", authors=[ingrid], published_at=datetime(2010, 1, 2, tzinfo=UTC))
    other = make_article(title="Another's")
    make_comment(other, person=ingrid, body_text="said under the name itself")
    make_comment(other, person=merged, body_text="said under another")
    text = text_of(client, f"/people/{ingrid.key}/")
    for told in (
        "Her own", "said under the name itself", "said under another", "Also signed as", "I. H.",
        "1 article and 2 comments beneath <a ", "the first on 2 January 2010",
        'href="https://tidewater.example/ingrid"',
    ):  # fmt: skip
        assert told in text, told


def test_a_merged_person_leads_to_whom_it_was_merged_into(client):
    ingrid = make_person("Ingrid Halloway")
    merged = make_person("I. H.", merged_into=ingrid)
    make_comment(make_article(), person=merged)
    moved = client.get(f"/people/{merged.key}/")
    assert (moved.status_code, moved.headers["Location"]) == (302, f"/people/{ingrid.key}/")


def test_a_persons_comments_come_in_pages_newest_first(client):
    tomasz = make_person("Tomasz Wren")
    article = make_article()
    for number in range(31):
        make_comment(article, person=tomasz, body_text=f"word{number:02}.")
    first = text_of(client, f"/people/{tomasz.key}/")
    assert first.index("word30.") < first.index("word29.")
    assert "word00." not in first
    assert "word00." in text_of(client, f"/people/{tomasz.key}/?page=2")


def test_sites_are_listed_with_what_is_kept_of_them(client, keeper_client):
    article = make_article(make_site("tidewater.example"), comments=2)
    make_comment(article, visibility="hidden")
    make_article(make_site("tidewater.example"), comments=1)
    make_article(make_site("hidden.example"), visibility="hidden")
    make_article(make_site("tidewater.example"), state="draft", comments=5)
    seen = [
        (s.host, s.article_count, s.response_count)
        for s in client.get("/sites/").context["page"].items
    ]
    assert seen == [("tidewater.example", 2, 3)]
    seen = [(s.host, s.response_count) for s in keeper_client.get("/sites/").context["page"].items]
    assert seen == [("hidden.example", 0), ("tidewater.example", 9)]


def test_a_sites_page_lists_its_articles(client):
    make_article(make_site("tidewater.example"), title="Ours")
    make_article(make_site("courier.example"), title="Theirs")
    text = text_of(client, "/sites/tidewater.example/?sort=title")
    assert "Ours" in text
    assert "Theirs" not in text


def test_what_names_no_host_stands_under_the_unknown_site(client):
    make_article(make_site("unknown.invalid", name=""))
    text = text_of(client, "/sites/unknown.invalid/")
    assert "unknown site" in text
    assert "1 article kept, with 0 responses beneath" in text
    assert ">unknown.invalid<" not in text  # nobody's address: it is told to no reader


def test_a_site_that_has_a_name_tells_its_host_too(client):
    make_article(make_site("tidewater.example", name="Tidewater Notes"))
    assert ">tidewater.example<" in text_of(client, "/sites/tidewater.example/")


def test_tags_are_listed_most_used_first_and_lead_to_their_articles(client):
    make_article(title="One", terms=["bridge"])
    make_article(title="Two", terms=["bridge", "harbour"])
    make_article(title="Three", terms=["harbour", "secret"], visibility="hidden")
    terms = [(t.slug, t.article_count) for t in client.get("/tags/").context["page"].items]
    assert terms == [("bridge", 2), ("harbour", 1)]
    text = text_of(client, "/tags/harbour/")
    assert "Two" in text
    assert "Three" not in text


@pytest.mark.parametrize(
    "address",
    ["/people/none/", "/people/%00/", "/sites/none.example/", "/sites/%00/", "/tags/none/",
     "/tags/%00/", "/timeline/2012/13/", "/timeline/0000/01/", "/timeline/12/1/"],
)  # fmt: skip
def test_what_does_not_exist_is_not_found(client, address):
    text_of(client, address, 404)


def test_someone_without_anything_to_see_has_no_page(client, keeper_client):
    person = make_person("Canary")
    make_comment(make_article(), person=person, visibility="hidden")
    text_of(client, f"/people/{person.key}/", 404)
    assert "Canary" in text_of(keeper_client, f"/people/{person.key}/")


def test_the_timeline_counts_by_the_sources_own_calendar(client):
    article = make_article(
        published_at=datetime(2012, 12, 31, 23, 30, tzinfo=UTC), published_on=date(2013, 1, 1)
    )
    make_comment(article, posted_at=datetime(2012, 11, 3, tzinfo=UTC))
    make_comment(article, posted_at=None)
    make_article(published_at=None)
    page = client.get("/timeline/")
    years = {
        year: [(month.month, month.articles, month.comments) for month in months]
        for year, months in page.context["years"]
    }
    assert years == {2013: [(1, 1, 0)], 2012: [(11, 0, 1)]}
    assert page.context["undated"] == 1
    assert [(c.name, c.articles, c.comments) for c in page.context["plot"].columns] == [
        ("2012", 0, 1), ("2013", 1, 0),
    ]  # fmt: skip
    assert 'href="/timeline/2012/11/"' in page.content.decode()


def test_years_far_apart_are_drawn_without_the_gap_between(client):
    for year in (800, 2012, 2013):
        make_article(published_at=datetime(year, 5, 1, tzinfo=UTC))
    plot = client.get("/timeline/").context["plot"]
    assert [column.name for column in plot.columns] == ["0800", "2012", "2013"]


def test_a_month_lists_its_articles_and_leads_to_its_neighbours(client):
    make_article(title="March", published_at=datetime(2012, 3, 1, tzinfo=UTC))
    make_article(title="May", published_at=datetime(2012, 5, 31, tzinfo=UTC))
    article = make_article(title="June", published_at=datetime(2012, 6, 1, tzinfo=UTC))
    make_comment(article, posted_at=datetime(2012, 9, 1, tzinfo=UTC))
    page = client.get("/timeline/2012/06/")
    text = page.content.decode()
    assert 'dir="auto">June</a>' in text
    assert 'dir="auto">May</a>' not in text
    assert (page.context["before"], page.context["after"]) == ((2012, 5), (2012, 9))
    assert "in%3Acomments+after%3A2012-05-31+before%3A2012-07-01" in page.context["said_query"]


@pytest.mark.parametrize("month", ["0001/01", "9999/12"])
def test_the_first_and_the_last_month_have_pages(client, month):
    assert "No article that is kept here" in text_of(client, f"/timeline/{month}/")


def test_the_front_page_tells_what_is_held(client, keeper_client):
    article = make_article(title="Loud", comments=3, authors=[make_person("Ingrid")])
    make_comment(article, visibility="hidden", person=make_person("Hidden One"))
    make_article(make_site("courier.example"), title="Quiet")
    make_article(make_site("hidden.example"), visibility="hidden")
    page = client.get("/")
    held = page.context["holdings"]
    assert (held.articles, held.sites, held.responses, page.context["people"].count) == (2, 2, 3, 1)
    assert [row.title for row in page.context["shelf"].discussed] == ["Loud"]
    page = keeper_client.get("/")
    held = page.context["holdings"]
    assert (held.articles, held.sites, held.responses, page.context["people"].count) == (3, 3, 4, 2)
    assert Person.objects.count() == 2


@pytest.mark.parametrize("address", ["/sites/tidewater.example/", "/tags/bridge/"])
def test_sites_and_tags_tell_figures_years_and_ways_onward(client, address):
    early = make_article(
        terms=["bridge", "harbour"], published_at=datetime(2010, 5, 1, tzinfo=UTC), comments=2
    )
    make_comment(early, posted_at=datetime(2011, 3, 1, tzinfo=UTC), visibility="hidden")
    make_article(terms=["bridge"], published_at=datetime(2012, 5, 1, tzinfo=UTC), language="ar")
    canary = make_article(terms=["bridge", "secret"], comments=7, visibility="hidden")
    page = client.get(address)
    figures, text = page.context["figures"], page.text
    assert (figures.articles, figures.responses) == (2, 2)
    assert "the first of 1 May 2010, the last of 1 May 2012" in text
    columns = page.context["plot"].columns
    assert [(one.name, one.articles, one.comments) for one in columns] == [
        ("2010", 1, 0), ("2011", 0, 0), ("2012", 1, 2),
    ]  # fmt: skip
    assert [one.url.endswith(f"&year={one.name}") for one in columns] == [True, False, True]
    assert "secret" not in text
    assert canary.title not in text
    for facet in page.context["facets"]:
        for option in facet.options:
            if facet.name != "beside":
                led_to = client.get(f"{option.at}?{option.query}")
                assert led_to.context["page"].total == option.count
    beside = [facet for facet in page.context["facets"] if facet.name == "beside"]
    assert [(one.label, one.at) for facet in beside for one in facet.options] == (
        [("Harbour", "/tags/harbour/")] if "tags" in address else []
    )


def test_a_month_draws_its_year_and_leads_to_the_other_months(client):
    article = make_article(published_at=datetime(2012, 3, 1, tzinfo=UTC), terms=["bridge"])
    make_comment(article, posted_at=datetime(2012, 9, 1, tzinfo=UTC))
    make_article(make_site("courier.example"), published_at=datetime(2012, 3, 9, tzinfo=UTC))
    page = client.get("/timeline/2012/03/")
    told = [(one.name, one.url, one.is_current) for one in page.context["plot"].columns if one.url]
    assert told == [("Mar", "/timeline/2012/03/", True), ("Sep", "/timeline/2012/09/", False)]
    labels = {facet.name for facet in page.context["facets"]}
    assert labels == {"site", "term", "comments"}
    assert "see the comments" in client.get("/timeline/2012/09/").text
