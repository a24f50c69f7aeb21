from datetime import UTC, date, datetime

import pytest
from django.conf import settings
from django.utils import dateformat, translation

from archive import days
from archive.templatetags.archive_dates import calendar_day, calendar_month, day, moment, shown

AT = datetime(2019, 3, 12, 23, 30, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("precision", "offset", "machine", "whole"),
    [
        ("year", 60, "2019", "2019"),
        ("month", None, "2019-03", "March 2019"),
        ("day", None, "2019-03-12", "12 March 2019"),
        ("minute", None, "2019-03-12T23:30", "12 March 2019, 23:30"),
        ("minute", 0, "2019-03-12T23:30Z", "12 March 2019, 23:30 (UTC)"),
        ("minute", 60, "2019-03-13T00:30+01:00", "13 March 2019, 00:30 (UTC+1)"),
        ("second", -210, "2019-03-12T20:00:05-03:30", "12 March 2019, 20:00 (UTC−3:30)"),  # noqa: RUF001
    ],
)
def test_a_time_is_shown_as_its_source_gave_it(precision, offset, machine, whole):
    parts = shown(AT, precision, offset)
    assert parts is not None
    assert (parts.machine, parts.whole) == (machine, whole)


def test_what_has_no_time_shows_none():
    assert shown(None, "", None) is None
    assert moment(None, "", None) == ""


def test_the_edges_of_the_calendar_are_shown_without_their_zone():
    parts = shown(datetime(1, 1, 1, tzinfo=UTC), "minute", -60)
    assert parts is not None
    assert parts.day == "1 January 0001"


def test_tags_give_the_machine_its_own_form():
    assert moment(AT, "day", None) == '<time datetime="2019-03-12">12 March 2019</time>'
    assert day(AT, "minute", 60) == '<time datetime="2019-03-13T00:30+01:00">13 Mar 2019</time>'


def test_dates_are_told_in_words():
    assert calendar_day(date(2012, 6, 2)) == "2 June 2012"
    assert calendar_month(date(2012, 6, 2)) == "June 2012"
    assert calendar_day(None) == calendar_month(None) == ""


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
@pytest.mark.parametrize("form", days._FORMATS)
def test_dates_are_written_as_django_writes_them(language, form):
    with translation.override(language):
        for value in (date(2019, 3, 1), date(2019, 3, 31), date(2020, 2, 29), date(987, 12, 9)):
            expected = dateformat.format(value, str(days._FORMATS[form]))
            assert days.written(value, form) == expected
