"""Ways in, in a browser: filters chosen and taken away, years followed, without scripts too."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from tests.browser.steps import follow
from tests.factories import make_article, make_comment, make_person, make_site

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = "Averylongname" * 16
ARABIC = "ساعي البريد الذي لا يقرأ العناوين"
WIDTHS = pytest.mark.parametrize("width", [360, 768, 1280])
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def shelf():
    """Forty-eight articles of two sites, with long names and names from the right."""
    courier = make_site("courier.example", name=ARABIC)
    ingrid = make_person(LONG[:200], key="long")
    huda = make_person("هدى القاسم", key="huda", site=courier)
    for number in range(48):
        article = make_article(
            courier if number % 4 == 0 else None,
            title=f"Number {number:02}" if number % 3 else f"{ARABIC} {number:02}",
            terms=["harbour"] if number % 2 else ["bridge", LONG[:100]],
            authors=[huda if number % 4 == 0 else ingrid],
            language="en" if number % 3 else "ar",
            published_at=datetime(2010 + number % 3, 1 + number % 12, 5, tzinfo=UTC),
            comments=number % 3,
        )
    said = make_comment(article, person=huda, body_text=f"{ARABIC}. " * 3)
    make_comment(article, said, person=ingrid, body_text=LONG)
    make_comment(article, said, person=ingrid, posted_at=datetime(2014, 1, 1, tzinfo=UTC))
    return article


def choose(page, label):
    """A filter as it is chosen: on a narrow screen it is to be brought out first."""
    narrow = page.locator(".sort .narrow")
    if narrow.is_visible():
        narrow.click()
    link = page.locator(".facets a", has_text=label).first
    count = int(link.locator(".count").inner_text())
    follow(link)
    return count


def total(page):
    return int(page.locator(".list-head .total").inner_text().split()[0])


@WIDTHS
def test_filters_are_chosen_and_taken_away_one_by_one(reader, shelf, width):
    def work(page):
        told = [total(page)]
        for label in (ARABIC, "Bridge", "2011"):
            count = choose(page, label)
            assert (count, page.locator(".facets").is_visible()) == (total(page), width > 1023)
            told.append(total(page))
        follow(page.locator(".sort .by a", has_text="Title"))
        told.append(page.locator(".chosen a:not(.clear)").count())
        follow(page.locator(".chosen a", has_text="Bridge"))
        follow(page.locator(".chosen a", has_text="2011"))
        told.append(total(page))
        told.append(page.locator('.sort [aria-current="true"]').inner_text())
        follow(page.get_by_role("link", name="Show everything"))
        told.append(total(page))
        return told, page.evaluate(SIDEWAYS)

    view = {"width": width, "height": 800}
    assert reader("/articles/", work, viewport=view) == ([48, 12, 12, 4, 3, 12, "Title", 48], 0)


def test_pages_and_the_way_back_keep_what_was_chosen(reader, shelf):
    def work(page):
        choose(page, "Tidewater")
        first = page.locator(".row h2").all_inner_texts()
        follow(page.get_by_role("link", name="Oldest"))
        follow(page.get_by_role("link", name="On", exact=True))
        told = [page.url.partition("?")[2], total(page), page.locator(".row").count()]
        page.go_back()
        page.go_back()
        return [*told, page.locator(".row h2").all_inner_texts() == first]

    found = reader("/articles/", work, viewport={"width": 1280, "height": 800})
    assert found == ["site=tidewater.example&sort=oldest&page=2", 36, 6, True]


def test_a_choice_without_articles_says_what_to_do(reader, shelf):
    def work(page):
        follow(page.get_by_role("link", name="show everything", exact=True))
        return total(page)

    assert reader("/articles/?term=harbour&year=1999", work) == 48


@WIDTHS
def test_no_way_in_is_wider_than_its_screen(reader, live_server, shelf, width):
    def work(page):
        wide = []
        for address in (
            "/", "/sites/courier.example/", "/tags/bridge/", "/tags/", "/people/long/",
            "/people/long/?year=2014&to=huda", "/people/huda/", "/timeline/2011/02/",
            "/articles/?person=long#narrow", shelf.get_absolute_url(),
        ):  # fmt: skip
            page.goto(live_server.url + address)
            if page.evaluate(SIDEWAYS):
                wide.append(address)
        return wide

    assert reader("/", work, viewport={"width": width, "height": 800}) == []


def test_bars_and_names_of_a_person_lead_to_what_they_said(reader, shelf):
    def work(page):
        follow(page.locator(".plot a", has_text="14"))
        told = [page.locator(".said").count(), page.locator(".chosen b").all_inner_texts()]
        follow(page.locator(".chosen a", has_text="2014"))
        choose(page, "هدى")
        told += [page.locator(".said").count(), page.locator(".said .to").count()]
        choose(page, "2014")
        told.append(page.locator(".said").count())
        return told

    view = {"width": 1280, "height": 800}
    assert reader("/people/long/", work, viewport=view) == [1, ["2014"], 2, 2, 1]


def test_each_bar_of_a_months_year_and_of_the_front_page_is_a_link(reader, shelf):
    def work(page):
        follow(page.locator(".plot a").nth(1))
        at = page.url.rpartition("/")[2]
        follow(page.locator("#y2011 .months a").first)
        follow(page.locator(".plot a").last)
        return at, page.locator("h1").inner_text()

    assert reader("/", work) == ("#y2011", "November 2011")


def test_the_front_page_asks_first_and_tells_of_this_day(reader, shelf):
    today = timezone.localdate()
    day = today.replace(year=today.year - 4)
    said = "A voice of this very day, four years ago, on the bridge."
    make_comment(shelf, posted_on=day, body_text=said, person=make_person("Dele"))

    def work(page):
        first = page.locator("main :is(input, a, button)").first.get_attribute("id")
        follow(page.locator(".that-day blockquote a"))
        return first, page.locator(".comment:target .comment-body").inner_text()

    assert reader("/", work) == ("q-big", said)
