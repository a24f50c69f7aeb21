import pytest

from archive.lib.dates import moment_from_iso
from archive.parsing.pages.published import in_zone_of
from tests.parsing.pages.drafting import PROSE, draft

TIME = "<meta property='article:published_time' content='{}'>"


@pytest.mark.parametrize(
    ("stated", "shown", "expected"),
    [
        # What machines are told in UTC or without a zone, readers are told in that of the place.
        ("2012-05-03T10:00:00Z", "2012-05-03T12:00", "2012-05-03T12:00:00+02:00"),
        ("2012-05-03T23:30:00Z", "2012-05-04T01:30", "2012-05-04T01:30:00+02:00"),
        ("2012-05-04T03:05:48", "2012-05-03T21:05", "2012-05-03T21:05"),
        ("2012-05-03T10:21:10Z", "2012-05-03T06:21:10-04:00", "2012-05-03T06:21:10-04:00"),
        ("2012-05-03T23:30:00Z", "2012-05-04", "2012-05-04"),
        ("2012-05-03", "2012-05-03T12:10", "2012-05-03T12:10"),
        # Else they are two moments.
        ("2012-05-03T10:00:00Z", "2012-05-03T12:07", "2012-05-03T10:00:00+00:00"),
        ("2012-05-03T10:00:00Z", "2012-05-09T12:00", "2012-05-03T10:00:00+00:00"),
        ("2012-05-03T10:00:00+02:00", "2012-05-03T10:00", "2012-05-03T10:00:00+02:00"),
        ("2012-05-03T10:00:00Z", "2012-05-03", "2012-05-03T10:00:00+00:00"),
        ("2012-05-03", "2012-05-04T12:10", "2012-05-03"),
    ],
)
def test_a_stated_moment_is_told_as_readers_see_it(stated, shown, expected):
    moments = moment_from_iso(stated), moment_from_iso(shown)
    assert in_zone_of(*moments).isoformat() == expected


@pytest.mark.parametrize(
    ("meta", "expected"),
    [
        ("<p>Updated 4 May 2012, first posted 3 May 2012</p>", "2012-05-03"),
        ("<p>Mis à jour le 4 mai 2012</p>", None),
        ("<p>Member since 4 May 2009</p>", None),
        ("<span class=updated>4 May 2012</span>", None),
        ("<p>Ada<span class=updated>2012-05-04</span>3 May 2012</p>", "2012-05-03"),
        ("<p class=date>Thu <b>May</b> <b>3</b> <b>2012</b></p>", "2012-05-03"),
        ("<div><b>May</b> <b>3</b> <b>Thu</b> <b>2012</b></div>", "2012-05-03"),
        ("<span title='2012-05-03 07:58:20 -0500'>years ago</span>", "2012-05-03T07:58:20-05:00"),
        ("<x-ago datetime='2012-05-03T07:58:20Z'>years ago</x-ago>", "2012-05-03T07:58:20+00:00"),
        ("<p>1399/2/14</p>", None),
    ],
)
def test_the_date_by_the_headline_is_that_of_the_article(meta, expected):
    moment = draft(f"<div><h1>The quay</h1>{meta}<div class=entry>{PROSE}</div></div>").published
    assert (moment.isoformat() if moment else None) == expected


def test_a_date_told_of_in_the_text_is_none_of_the_article():
    table = "<table><tr><td class=date>7 June 2012</td><td>The regatta of the harbour.</td></table>"
    text = f"<div class=entry>{PROSE}{table}{PROSE}</div>"
    assert draft(f"<div><h1>The quay</h1>{text}</div>").published is None
    byline = "<p class=signature>Ada Lark, 3 May 2012</p>"
    found = draft(f"<div><h1>The quay</h1>{byline}{text}</div>")
    assert found.published.isoformat() == "2012-05-03"


def test_an_announcement_above_the_headline_dates_nothing():
    notice = "<div>Open day of the old mills, 17.05.2014, from ten until dusk</div>"
    assert draft(f"{notice}<h1>The quay</h1><div class=entry>{PROSE}</div>").published is None


def test_dates_of_the_persian_calendar_are_read():
    page = f"<div><h1>The quay</h1><p>2 تير 1399 - 12:09</p><div class=entry>{PROSE}</div></div>"
    assert draft(page, lang="fa").published.isoformat() == "2020-06-22T12:09"


def test_a_page_made_today_says_so_only_where_nothing_better_does():
    head = "<meta name=date content='2020-01-01'>"
    shown = "<p class=date>3 May 2012</p>"
    body = f"<div><h1>The quay</h1>{{}}<div class=entry>{PROSE}</div></div>"
    assert draft(body.format(shown), head).published.isoformat() == "2012-05-03"
    assert draft(body.format(""), head).published.isoformat() == "2020-01-01"


def test_the_zone_of_the_place_is_lent_to_a_stated_moment():
    shown = "<time datetime='2012-05-03T12:00:00+02:00'>3 May</time>"
    body = f"<div><h1>The quay</h1>{shown}<div class=entry>{PROSE}</div></div>"
    found = draft(body, TIME.format("2012-05-03T10:00:00Z"))
    assert found.published.isoformat() == "2012-05-03T12:00:00+02:00"


def test_an_element_named_for_a_date_tells_it_amid_a_line_too():
    clock = "<div id=date>Friday, 18.05.2013, 09:51</div>"
    own = "<p>Filed: Boats | Added: <b>Ada</b> (<span class=e-date>06.10.2012</span>)</p>"
    body = f"<div><h1>The quay</h1><div class=entry>{PROSE}</div>{own}</div>"
    menu = "".join(f"<p><a href=/{n}>Boats {n}</a></p>" for n in range(12))
    assert draft(f"{clock}{menu}{body}").published.isoformat() == "2012-10-06"


def test_dated_teasers_below_the_text_give_way_to_the_date_above_it():
    own = "<span class=news-date>25.11.2014 13:05:00</span>"
    teasers = "".join(
        f"<p><span class=news-date>{day}.11.2014</span> <a href=/{day}>Sluice {day}</a></p>"
        for day in (14, 21)
    )
    text = f"<div class=news-detail>\n{own}\n<img src=x>{PROSE}</div>"
    found = draft(f"<h1>The quay</h1>{text}<h3>Read also</h3><div>{teasers}</div>")
    assert found.published.isoformat() == "2014-11-25T13:05:00"


def test_what_machines_are_told_goes_before_the_line_that_readers_see():
    line = "<p class=infos>Posted <time class=infos datetime=2012-05-03T22:10:00>3 May 2012</time>"
    found = draft(f"<div><h1>The quay</h1>{line}<div class=entry>{PROSE}</div></div>")
    assert found.published.isoformat() == "2012-05-03T22:10:00"
