"""Facets and the plot of an answer, as their page prints them."""

import pytest

from archive.reading.narrowing import facet_rows, match_plot
from archive.search.query import parse
from archive.search.results import Facet, FacetValue
from archive.search.timeline import timeline_of


def plot_of(dates, total=None):
    return match_plot(timeline_of(parse("bridge"), dates, total or sum(dates.values())))


def facet(name, *values, more=0):
    found = (
        FacetValue(value, label, 1_204, is_chosen=False, text=f"{name}:{value}")
        for value, label in values
    )
    return Facet(name, tuple(found), more)


@pytest.mark.parametrize(("name", "value", "label", "shown"), [
    ("lang", "ja", "ja", "Japanese"),
    ("in", "comments", "comments", "Comments"),
    ("site", "tide.example", "Tidewater Notes", "Tidewater Notes"),
])  # fmt: skip
def test_a_value_is_told_in_words(name, value, label, shown):
    (row,) = facet_rows([facet(name, (value, label))])
    assert [(each.label, each.total) for each in row.values] == [(shown, "1,204")]
    assert row.more == ""


def test_a_value_asks_its_question_as_it_stands_in_an_address():
    (row,) = facet_rows([facet("tag", ('a "b" & c', "Tag"), more=3)], "a+b", "&sort=newest")
    assert row.values[0].at == "?q=tag%3Aa+%22b%22+%26+c&sort=newest"
    assert (row.label, row.more) == ("Tag", "and 3 more")
    assert row.more_at == "?q=a+b&sort=newest&more=tag#narrow"


def test_values_that_are_shown_as_many_as_may_be_lead_no_further():
    opened = facet("tag", ("quay", "Quay"), more=3)._replace(is_opened=True)
    (row,) = facet_rows([opened], "a+b")
    assert (row.more, row.more_at) == ("and 3 more", "")


def test_there_is_no_plot_of_one_time():
    assert plot_of({20120300: 4}) is None


def test_a_bar_tells_its_matches_and_asks_for_them():
    plot = plot_of({20120300: 1, 20120500: 1_200}, 1_301)
    march, april, may = plot.bars
    assert (march.told, march.total) == ("March 2012: 1 match", "1")
    assert march.at == "?q=bridge+on%3A2012-03"
    assert (april.told, april.at, april.drawn, april.total) == (
        "April 2012: no match", "", "", "")  # fmt: skip
    assert may.told == "May 2012: 1,200 matches"
    assert (plot.caption, plot.beside) == ("Matches by month", "100")


def test_the_year_of_months_stands_below_its_first():
    plot = plot_of({20111200: 1, 20120200: 1})
    assert [(bar.label, bar.group) for bar in plot.bars] == [
        ("Dec", "2011"), ("Jan", "2012"), ("Feb", "")]  # fmt: skip


def test_a_year_has_its_century_apart():
    plot = plot_of({20090000: 1, 20130000: 1})
    assert [(bar.century, bar.label) for bar in plot.bars][:2] == [("20", "09"), ("20", "10")]
    assert not any(bar.group for bar in plot.bars)
    assert plot.classes == "plot across-6"


def test_days_tell_their_month_once():
    plot = plot_of({20120301: 1, 20120303: 1})
    assert plot.caption == "Matches by day, March 2012"
    assert [(bar.label, bar.group) for bar in plot.bars] == [("1", ""), ("2", ""), ("3", "")]


def test_many_bars_stand_closer():
    assert plot_of({20100300: 1, 20120200: 1}).classes == "plot many across-12"
