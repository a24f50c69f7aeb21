"""When each comment was written: of a record's dates, the one that is the post's own."""

import pytest

from tests.parsing.pages.threads.mined import AT_NINE, AT_NOON, AT_TEN, texts_in, times_in

NAMES = ["Ada Lindqvist", "Bo", "Cem Aydin"]
DATES = [AT_NINE, AT_TEN, AT_NOON]
TIMES = ["2012-05-03T09:15", "2012-05-03T10:40", "2012-05-04T12:05"]
WORDS = [
    "The gulls went with it as far as the mole.",
    "My father sold the tickets for thirty years.",
    "Nine minutes, and never once on time.",
]


def each(form: str, dates: list[str] = DATES) -> str:
    """Give a thread of three comments in this form, with {when}."""
    posts = (
        f'<div class="c"><b class="author">{who}</b> '
        + form.format(when=when, what=f"<p>{what}</p>", n=n)
        + "</div>"
        for n, (who, when, what) in enumerate(zip(NAMES, dates, WORDS, strict=True), 1)
    )
    return f'<div id="comments"><h2>Comments</h2>{"".join(posts)}</div>'


FORMS = {
    "beside the day the author joined": "<small>Joined: {n} March 2009</small> <i>{when}</i>{what}",
    "after the day the author joined, by class": (
        '<span class="joined">{n} March 2009</span> <i>{when}</i>{what}'
    ),
    "above the time of the last change": (
        "<i>{when}</i>{what}<small>Last edited on {n} June 2012, 11:00</small>"
    ),
    "above a date in the text": "<i>{when}</i>{what}<p>It sank on {n} June 1974, in fog.</p>",
    "above the date of a quotation": (
        "<i>{when}</i><blockquote><cite>Zoe, {n} January 2012, 08:00</cite><p>No.</p></blockquote>"
        "{what}"
    ),
    "below the text": "{what}<i>{when}</i>",
    "in words with a name": "<small>on {when} from Marsa</small>{what}",
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_the_date_of_a_comment_is_found(form):
    assert times_in(each(form)) == TIMES


MACHINES = {
    "time": '<time datetime="{when}">then</time>{what}',
    "title": '<span title="{when}">a while ago</span>{what}',
    "tooltip": '<span data-tooltip="{when}">a while ago</span>{what}',
    "itemprop": '<meta itemprop="dateCreated" content="{when}"><i>a while ago</i>{what}',
    "data": '<span data-posted-at="{when}">a while ago</span>{what}',
}
STATED = ["2012-05-03T09:15:20+02:00", "2012-05-03T10:40:00+02:00", "2012-05-04T12:05:59+02:00"]


@pytest.mark.parametrize("form", MACHINES.values(), ids=MACHINES)
def test_a_date_for_machines_goes_before_what_is_shown(form):
    assert times_in(each(form, STATED)) == STATED


def test_seconds_since_1970_are_a_time():
    seconds = ["1336036500", "1336041600000", "1336133100"]
    markup = each('<span data-timestamp="{when}">earlier</span>{what}', seconds)
    assert times_in(markup) == [
        "2012-05-03T09:15:00+00:00",
        "2012-05-03T10:40:00+00:00",
        "2012-05-04T12:05:00+00:00",
    ]


AGO = ["2 hours ago", "an hour ago", "5 minutes ago"]


def test_times_since_count_only_where_the_page_says_when_it_was_saved():
    markup = each("<i>{when}</i>{what}", AGO)
    assert times_in(markup) == [None, None, None]
    assert texts_in(markup) == WORDS
    saved = (
        "<!-- Page saved with SingleFile\n url: https://quay.example/ferry\n"
        " saved date: Fri May 04 2012 12:00:00 GMT+0000\n-->"
    )
    assert [time[:10] for time in times_in(markup, head=saved)] == ["2012-05-04"] * 3


def test_of_two_dates_in_every_comment_the_one_that_runs_in_order_is_the_comment_s():
    markup = each("<i>{n}{n} May 2010</i> <u>{when}</u>{what}").replace("22 May 2010", "1 May 2001")
    assert times_in(markup) == TIMES


def test_a_comment_without_a_date_has_none():
    assert times_in(each("<i>{when}</i>{what}", [AT_NINE, "", AT_NOON])) == [
        TIMES[0],
        None,
        TIMES[2],
    ]


def test_the_order_of_day_and_month_is_that_of_all_dates_of_the_page():
    dates = ["3/5/2012", "4/5/2012", "23/5/2012"]
    assert times_in(each("<i>{when}</i>{what}", dates)) == [
        "2012-05-03",
        "2012-05-04",
        "2012-05-23",
    ]


def test_dates_are_read_by_the_page_s_language():
    dates = ["3 maja 2012, 09:15", "3 maja 2012, 10:40", "4 maja 2012, 12:05"]
    assert times_in(each("<i>{when}</i>{what}", dates), lang="pl") == TIMES
