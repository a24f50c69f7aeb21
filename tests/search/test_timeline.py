"""Which bars a search's timeline has, and where they lead."""

import pytest
from django.utils.translation import override

from archive.search.query import parse
from archive.search.timeline import timeline_of


def drawn(text, dates, total=99):
    found = timeline_of(parse(text), dates, total)
    return found and (found.unit, {bar.name: bar.total for bar in found.bars}, found.beside)


@pytest.mark.parametrize(
    ("dates", "unit", "bars", "beside"),
    [
        ({20120601: 2, 20120604: 3}, "day", ["1 June 2012", "2 June 2012", "3 June 2012",
                                             "4 June 2012"], 5),
        ({20120630: 2, 20120701: 3, 20120700: 1}, "month", ["June 2012", "July 2012"], 4),
        ({20120601: 2, 20120000: 2, 20120602: 1}, "day", ["1 June 2012", "2 June 2012"], 7),
        ({20121231: 2, 20130101: 3}, "month", ["December 2012", "January 2013"], 5),
        ({20120000: 2, 20130101: 1}, "year", ["2012", "2013"], 7),
        ({20101231: 2, 20130101: 3}, "year", ["2010", "2011", "2012", "2013"], 5),
        ({19551231: 4, 20130101: 3}, "decade", ["1950 to 1959", "1960 to 1969", "1970 to 1979",
                                    "1980 to 1989", "1990 to 1999", "2000 to 2009", "2010 to 2019"],
         3),
        ({90101: 1, 20130101: 3, 20130201: 1}, "decade", None, 6),
        ({10000: 1, 210000: 3}, "year", [f"{year}" for year in range(1, 22)], 6),
    ],
)  # fmt: skip
def test_the_unit_follows_the_span(dates, unit, bars, beside):
    found = timeline_of(parse(""), dates, 10)
    assert (found.unit, found.beside) == (unit, beside)
    assert sum(bar.total for bar in found.bars) == 10 - beside
    if bars:
        assert [bar.name for bar in found.bars] == bars
    assert len(found.bars) <= 31


@pytest.mark.parametrize("dates", [{}, {20120601: 5}, {20120000: 7}, {20120600: 1, 20120601: 1}])
def test_one_time_alone_is_no_timeline(dates):
    assert timeline_of(parse("bridge"), dates, 10) is None


@pytest.mark.parametrize(
    ("asked", "dates", "links"),
    [
        ("bridge", {20100101: 1, 20130101: 1}, ["bridge year:2010", "bridge year:2011"]),
        ("bridge year:2012", {20120101: 1, 20120201: 1}, ["bridge on:2012-01"]),
        ("on:2012-06 bridge", {20120601: 1, 20120602: 1}, ["bridge on:2012-06-01"]),
        ("on:2012-06-10..2012-07-20", {20120611: 1, 20120701: 1},
         ["on:2012-06-10..2012-07-20 on:2012-06"]),
        ("year:1955..", {19551231: 1, 20130101: 1}, ["year:1955.. year:1950..1959",
                                                      "year:1960..1969"]),
        ("before:2014", {20120601: 1, 20130601: 1}, ["before:2014 on:2012-06"]),
    ],
)  # fmt: skip
def test_a_bar_leads_to_what_was_written_then(asked, dates, links):
    bars = timeline_of(parse(asked), dates, 2).bars
    assert [bar.text for bar in bars[: len(links)]] == links
    assert not parse(bars[0].text).notes


def test_the_months_are_those_of_the_reader():
    with override("de"):
        found = timeline_of(parse(""), {20120301: 1, 20120501: 1}, 2)
    assert [(bar.label, bar.name) for bar in found.bars] == [
        ("Mär", "März 2012"),
        ("Apr", "April 2012"),
        ("Mai", "Mai 2012"),
    ]
