from datetime import date

import pytest

from archive.reading.filters import Filters, last_day


@pytest.mark.parametrize(
    "params",
    [
        {"year": "0"}, {"year": "20x2"}, {"year": "99999"}, {"year": "٢٠١٢"}, {"year": "-1"},
        {"month": "6"}, {"year": "x", "month": "6"}, {"comments": "maybe"}, {"declared": "yes"},
        {"sort": "random"}, {"unknown": "thing"}, {"site": "\x00"},
    ],
)  # fmt: skip
def test_what_cannot_be_is_dropped(params):
    assert Filters.read(params) == Filters()


def test_what_is_read_is_written_back():
    asked = {
        "site": "tidewater.example", "person": "p1", "term": "harbour", "year": "2012",
        "month": "6", "language": "en", "comments": "with", "declared": "differs",
        "sort": "oldest",
    }  # fmt: skip
    filters = Filters.read(asked)
    assert dict(pair.split("=") for pair in filters.query().split("&")) == asked


def test_the_usual_order_is_not_written():
    assert Filters.read({"sort": "newest"}).query() == ""


def test_a_month_goes_with_its_year():
    filters = Filters(year="2012", month="6")
    assert filters.changed(year="").month == ""
    assert filters.changed(month="").year == "2012"


def test_spans_are_whole_months_and_years():
    assert Filters(year="2012", month="2").span() == (date(2012, 2, 1), date(2012, 2, 29))
    assert Filters(year="9999").span() == (date(9999, 1, 1), date(9999, 12, 31))
    assert Filters(year="undated").span() is None
    assert last_day(2013, 2) == date(2013, 2, 28)


def test_a_value_is_bounded():
    assert len(Filters.read({"site": "x" * 10_000}).site) == 300
