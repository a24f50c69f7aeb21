"""The front page: what lies open, what was on this day, and what an empty archive says."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.models.visibility import KEEPER
from archive.reading import front
from archive.reading.this_day import days_like, voices_of
from tests.factories import make_article, make_collection, make_comment, make_person, make_site

pytestmark = pytest.mark.django_db
STRANGER = AnonymousUser()
TODAY = date(2026, 11, 21)
SAID = "The view was never for sale. Only the window was, and that was long ago."


def on(year, month=11, day=21):
    return datetime(year, month, day, 9, tzinfo=UTC)


def shelf(user=STRANGER, today=TODAY):
    found = front.shelf_for(user, today, date(2004, 1, 1))
    return [row.title for row in found.of_day], [row.body_text for row in found.voices]


def test_the_newest_and_the_most_discussed_lie_open():
    for year in range(2005, 2015):
        make_article(title=f"Of {year}", published_at=on(year), comments=year % 4)
    make_article(title="Undated", published_at=None, comments=9)
    make_article(title="Canary", published_at=on(2020), comments=20, visibility="hidden")
    found = front.shelf_for(STRANGER, TODAY, None)
    assert [row.title for row in found.newest] == [f"Of {year}" for year in range(2014, 2008, -1)]
    assert [(row.title, row.shown_count) for row in found.discussed] == [
        ("Undated", 9), ("Of 2011", 3), ("Of 2007", 3), ("Of 2014", 2), ("Of 2010", 2),
    ]  # fmt: skip


def test_on_this_day_shows_articles_and_voices_of_earlier_years():
    for year in (2009, 2011, 2026):
        make_article(title=f"Of {year}", published_at=on(year))
    make_article(title="Canary", published_at=on(2012), visibility="hidden")
    article = make_article(title="Of the day before", published_at=on(2011, 11, 20))
    make_comment(article, posted_at=on(2013), body_text=SAID)
    make_comment(article, posted_at=on(2013), body_text="Short.")
    make_comment(article, posted_at=on(2014), body_text=f"{SAID} Canary.", visibility="hidden")
    make_comment(article, posted_at=on(2026), body_text=f"{SAID} This year.")
    assert shelf() == (["Of 2009", "Of 2011"], [SAID])
    assert shelf(KEEPER) == (["Of 2009", "Of 2011", "Canary"], [SAID, f"{SAID} Canary."])
    assert shelf(today=TODAY + timedelta(days=1)) == ([], [])


def test_one_voice_of_a_year_the_best_that_fits():
    article = make_article()
    make_comment(article, posted_at=on(2012), body_text=SAID, score=3)
    make_comment(article, posted_at=on(2012), body_text=f"{SAID} Louder.", score=9)
    make_comment(article, posted_at=on(2012), body_text=SAID * 9, score=99)
    for year in (2013, 2014, 2015):
        make_comment(article, posted_at=on(year), body_text=f"{SAID} {year}.", score=year)
    told = [row.body_text for row in voices_of(STRANGER, days_like(TODAY, 2010))]
    assert told == [f"{SAID} {year}." for year in (2013, 2014, 2015)]
    assert voices_of(STRANGER, [date(2012, 11, 21)])[0].score == 9


@pytest.mark.parametrize(
    ("today", "first", "years"),
    [
        (date(2024, 2, 29), 2015, [2016, 2020]),
        (date(2026, 2, 28), 2023, [2023, 2024, 2025]),
        (date(2026, 1, 1), 2026, []),
        (date(2026, 1, 1), 1, list(range(1926, 2026))),
    ],
)
def test_earlier_years_are_those_that_have_the_day(today, first, years):
    assert [day.year for day in days_like(today, first)] == years


def test_the_front_page_asks_no_more_than_twelve_times(client, keeper_client):
    for year in (2010, 2011, 2012):
        article = make_article(
            make_site(f"s{year}.example"), published_at=datetime.now(UTC).replace(year=year, day=5)
        )
        article.published_on = datetime.now(UTC).date().replace(year=year, day=5)
        article.save()
        make_comment(article, posted_at=on(year), body_text=SAID, person=make_person(f"P {year}"))
        make_collection(f"C {year}", article)
    for visitor in (client, keeper_client):
        with CaptureQueriesContext(connection) as asked:
            assert visitor.get("/").status_code == 200
        assert len(asked) <= 12


def test_very_many_people_are_told_of_roughly(client, monkeypatch):
    article = make_article()
    for number in range(3):
        make_comment(article, person=make_person(f"P {number}"))
    assert ">3 people</a>" in client.get("/").text
    monkeypatch.setattr(front, "MOST_COUNTED", 2)
    assert ">2 people or more</a>" in client.get("/").text


def test_an_empty_archive_says_what_to_do(client, keeper_client):
    empty = client.get("/").text
    assert "This room is still empty" in empty
    assert "manage.py intake" in empty
    assert "On this day" not in empty
    assert 'href="/imports/"' in keeper_client.get("/").text
    for address in ("/articles/", "/people/", "/sites/", "/timeline/", "/tags/"):
        told = client.get(address).text
        assert "Nothing is kept here yet" in told
        assert 'href="/sign-in/?next=/imports/"' in told
    make_article()
    assert "carries a tag" in client.get("/tags/").text
