"""Where a page says when: the points around which posts are looked for."""

import pytest

from archive.parsing.pages.page import parse_page
from archive.parsing.pages.threads.whens import whens

PROSE = (
    "The ferry was built in the yard of Marsa by men whose names nobody has kept, and on 9 June "
    "1974, a day of fog, she ran onto the mole with eighty people aboard, of whom all were saved "
    "by the baker and his two sons before the lifeboat had left its shed on the other side."
)


def found(markup: str) -> list[tuple[str, str]]:
    """Give the kinds of elements that say when on a page with this body, and what they say."""
    outline = parse_page(f"<html><body>{markup}</body></html>".encode()).outline
    return [
        (outline.tags[one.number], " ".join(outline.text[one.start : one.stop].split()))
        for one in whens(outline)
    ]


SEEN = [
    "3 May 2012",
    "3 May 2012, 09:15",
    "May 3rd, 2012 at 9:15 am",
    "3.5.2012",
    "03/05/12 09:15",
    "2012-05-03",
    "2012年5月3日",
    "3 мая 2012",
    "3 de mayo de 2012",
    "09:15",
    "9:15 pm",
    "2 hours ago",
    "an hour ago",
    "vor 2 Stunden",
    "il y a 3 jours",
    "hace 5 minutos",
    "3 часа назад",
    "5分钟前",
    "2시간 전",
    "yesterday",
    "heute",
    "5m",
    "3 hrs",
]


@pytest.mark.parametrize("shown", SEEN)
def test_an_element_that_says_when_is_seen(shown):
    assert found(f"<p>Words.</p><span>{shown}</span><p>Words.</p>") == [("span", shown)]


@pytest.mark.parametrize("shown", ["12", "Ada", "Reply", "1.2.3", "Chapter 12", "20:1 against"])
def test_an_element_that_says_something_else_is_not(shown):
    assert found(f"<p>Words.</p><span>{shown}</span>") == []


def test_a_date_in_a_line_of_its_own_is_seen():
    assert found("<div>Ada<br>3 May 2012<br>Words.</div>") == [("div", "3 May 2012")]


def test_a_short_line_with_a_date_is_seen():
    assert found("<p>Posted by Ada on 3 May 2012 | 4 points</p>") == [
        ("p", "Posted by Ada on 3 May 2012 | 4 points")
    ]


def test_a_date_in_running_prose_is_not():
    assert found(f"<p>{PROSE}</p>") == []


def test_an_element_of_its_own_in_prose_is_seen():
    assert found(f"<p>{PROSE} <i>3 May 2012</i></p>") == [("i", "3 May 2012")]


def test_words_of_days_in_prose_are_not():
    assert found("<p>I was there yesterday, and it was the same as on every other day.</p>") == []


MACHINES = [
    '<time datetime="2012-05-03T09:15">then</time>',
    '<span title="2012-05-03 09:15">then</span>',
    '<span title="Thursday, 3 May 2012">then</span>',
    '<span data-timestamp="1336036500">then</span>',
    '<span data-created="2012-05-03">then</span>',
    '<span itemprop="dateCreated">then</span>',
    '<span aria-label="3 May 2012">then</span>',
]


@pytest.mark.parametrize("markup", MACHINES)
def test_what_machines_may_read_is_seen(markup):
    assert [shown for _, shown in found(f"<p>Words.</p>{markup}")] == ["then"]


def test_what_says_when_twice_is_seen_once():
    assert found('<span class="at"><time datetime="2012-05-03">3 May 2012</time></span>') == [
        ("time", "3 May 2012")
    ]


def test_places_stand_in_the_order_of_the_page():
    markup = '<i>4 May 2012</i><time datetime="2012-05-03">then</time><i>3 May 2012</i>'
    assert [shown for _, shown in found(markup)] == ["4 May 2012", "then", "3 May 2012"]


def test_scripts_and_styles_say_nothing():
    assert found("<script>'3 May 2012'</script><style>/* 3 May 2012 */</style>") == []
