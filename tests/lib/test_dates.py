from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.lib.dates import Moment, format_moment, moment_from_iso, moment_from_text

SEEN = datetime(2020, 5, 5, 12, 0, tzinfo=UTC)


def read(text, **knowing):
    moment = moment_from_text(text, **knowing)
    return moment and moment.isoformat()


@pytest.mark.parametrize(
    ("precision", "offset", "shown"),
    [
        ("year", None, "2014"),
        ("month", None, "2014-01"),
        ("day", None, "2014-01-15"),
        ("day", 120, "2014-01-16"),
        ("minute", None, "2014-01-15T22:30"),
        ("second", None, "2014-01-15T22:30:05"),
        ("second", 0, "2014-01-15T22:30:05+00:00"),
        ("minute", 120, "2014-01-16T00:30+02:00"),
        ("minute", -210, "2014-01-15T19:00-03:30"),
    ],
)
def test_a_moment_is_shown_as_its_source_told_it(precision, offset, shown):
    at = datetime(2014, 1, 15, 22, 30, 5, tzinfo=UTC)
    assert (
        format_moment(at, precision, offset) == Moment(at, precision, offset).isoformat() == shown
    )


def test_a_moment_is_kept_in_utc_and_printed_on_the_clock_of_its_source():
    moment = moment_from_iso("2014-01-15T23:30:00-05:00")
    assert moment.at == datetime(2014, 1, 16, 4, 30, tzinfo=UTC)
    assert moment.isoformat() == "2014-01-15T23:30:00-05:00"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2014", "2014"),
        ("2014-01", "2014-01"),
        ("2014-01-15", "2014-01-15"),
        ("20140115", "2014-01-15"),
        ("20140115T1030Z", "2014-01-15T10:30+00:00"),
        ("2014-01-15T10:30:05.123456789+02", "2014-01-15T10:30:05+02:00"),
        ("2014-01-15 10:30:05,5 -0330", "2014-01-15T10:30:05-03:30"),
        ("2014-01-15t10:30z", "2014-01-15T10:30+00:00"),
        ("2014-12-31T24:00", "2015-01-01T00:00"),
        ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59+00:00"),
    ],
)
def test_iso_dates_are_read_as_far_as_they_go(text, shown):
    assert moment_from_iso(text).isoformat() == shown


@pytest.mark.parametrize(
    "text",
    [
        *("", "15", "201", "2014-1-5", "2014-13-01", "2014-02-30", "2014-01-15T25:00"),
        *("2014-01-15T24:01", "2014-01-15T10:60", "2014-01-15T10:30+25:00", "0000-01-01"),
        *("0001-01-01T00:00+10:00", "9999-12-31T23:00-10:00", "2014-01-15T10:30:05x", "٢٠١٤"),
    ],
)
def test_what_is_no_iso_date_or_does_not_exist_gives_none(text):
    assert moment_from_iso(text) is None


@given(
    st.datetimes(datetime(1600, 1, 1), datetime(2199, 1, 1)),  # noqa: DTZ001  # as asked for
    st.sampled_from(["year", "month", "day", "minute", "second"]),
    st.none() | st.integers(-840, 840),
)
def test_what_is_printed_is_read_back(when, precision, offset):
    shown = format_moment(when.replace(tzinfo=UTC), precision, offset)
    assert moment_from_iso(shown).isoformat() == moment_from_text(shown).isoformat() == shown


@pytest.mark.parametrize(
    ("text", "language", "shown"),
    [
        ("Wed, 15 Jan 2014 10:30:00 +0200", "", "2014-01-15T10:30:00+02:00"),
        ("Wed Jan 15 10:30:00 +0000 2014", "", "2014-01-15T10:30:00+00:00"),
        ("Wednesday, 15-Jan-14 10:30:00 GMT", "", "2014-01-15T10:30:00+00:00"),
        ("Jan 15, 2014", "", "2014-01-15"),
        ("Posted on January 3rd, 2014 at 3:00 pm EST |", "en", "2014-01-03T15:00-05:00"),
        ("2012/06/22 at 8:32 am", "", "2012-06-22T08:32"),
        ("22 June 2012 12:05 a.m.", "en", "2012-06-22T00:05"),
        ("8 pm, 22 June 2012", "en", "2012-06-22T20:00"),
        ("15 Jan 2014 at 10.30am", "en-GB", "2014-01-15T10:30"),
        ("10 May 2012 14:05 (GMT+2)", "en", "2012-05-10T14:05+02:00"),
        ("15 janvier 2014 à 10h30", "fr", "2014-01-15T10:30"),
        ("1er août 2014 à 8 h 05", "fr", "2014-08-01T08:05"),
        ("12. März 2019, 18:40 Uhr", "de", "2019-03-12T18:40"),
        ("um 18.40 Uhr am 12. März 2019", "de", "2019-03-12T18:40"),
        ("12.03.2019 18.40", "fi", "2019-03-12T18:40"),
        ("12. 3. 2019", "cs", "2019-03-12"),
        ("kl. 18.40, 12 mars 2019", "sv", "2019-03-12T18:40"),
        ("15 de enero de 2014 a las 10:30", "es", "2014-01-15T10:30"),
        ("2014. január 15. 10:30", "hu", "2014-01-15T10:30"),
        ("15 января 2014, 10:30", "ru", "2014-01-15T10:30"),
        ("12 listopada 2014", "pl", "2014-11-12"),
        ("12. listopada 2014", "hr", "2014-10-12"),
        ("15 ינואר 2014 בשעה 10:30", "he", "2014-01-15T10:30"),
        ("\u0661\u0665 يناير \u0662\u0660\u0661\u0664", "ar", "2014-01-15"),
        ("15η Ιανουαρίου 2014 3:05 μ.μ.", "el", "2014-01-15T15:05"),
        ("Thứ hai, 15 tháng 1, 2014", "vi", "2014-01-15"),
        ("15 มกราคม 2557", "th", "2014-01-15"),
        ("15 กันยายน พ.ศ. 2557", "th", "2014-09-15"),
        ("15 मार्च 2014", "hi", "2014-03-15"),
        ("15 জানুয়ারী, 2014", "bn", "2014-01-15"),
        ("15 جنوری، 2014", "ur", "2014-01-15"),
        ("2014. gada 15. janvāris", "lv", "2014-01-15"),
        ("15 thg 1, 2014", "vi", "2014-01-15"),
        ("5 maggio 2014 alle 15.30", "it", "2014-05-05T15:30"),
        ("5 May 2014 14:05-15:00", "en", "2014-05-05T14:05"),
        ("2014年1月15日", "ja", "2014-01-15"),
        ("平成26年1月15日 午後3時05分", "ja", "2014-01-15T15:05"),
        ("2014年1月15日 下午3:05", "zh-CN", "2014-01-15T15:05"),
        ("2014년 1월 15일 오전 9:05", "ko", "2014-01-15T09:05"),
        ("janvier 2014", "fr", "2014-01"),
        ("2014年1月", "ja", "2014-01"),
        ("01/2014", "", "2014-01"),
        ("- 2014 |", "", "2014"),
        ("15 janvier 2014", "en-US", "2014-01-15"),
        ("15 janvier 2014", "x-klingon", "2014-01-15"),
        ("2 تير 1399 - 12:09:08 ب.ظ", "fa", "2020-06-22T12:09:08"),
        ("1399/4/2 - 10:20 ق.ظ", "fa", "2020-06-22T10:20"),
    ],
)
def test_dates_are_read_as_people_write_them(text, language, shown):
    assert read(text, language=language) == shown


@pytest.mark.parametrize(
    "text",
    [
        *("", "15 January", "January 15, 10:30", "10:30", "31/02/2014", "30 February 2014"),
        *("2 hours ago", "yesterday", "1389781800", "1,234 comments", "99", "3.14", "1.2.3.4"),
        *(
            "2014-W03-2",
            "janvier2014",
            "room 2014b",
            "May " * 60 + "3, 2014",
            "version 2014.99.99",
            "12345/6/7",
        ),
    ],
)
def test_no_date_is_made_up(text):
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "knowing", "shown"),
    [
        ("3/4/2012", {"language": "en"}, "2012-03-04"),
        ("3/4/2012", {"language": "en-GB"}, "2012-04-03"),
        ("3/4/2012", {"language": "fr"}, "2012-04-03"),
        ("3/4/2012", {"language": "fr", "day_first": False}, "2012-03-04"),
        ("3/4/2012", {"day_first": True}, "2012-04-03"),
        ("3/4/2012 10:30", {}, "2012"),
        ("3/3/2012", {}, "2012-03-03"),
        ("13/4/2012", {"language": "en"}, "2012-04-13"),
        ("4/13/2012", {"language": "fr"}, "2012-04-13"),
        ("3.4.2012", {}, "2012-04-03"),
        ("15/01/14 10:30", {"language": "fr"}, "2014-01-15T10:30"),
        ("15/01/98", {"language": "fr"}, "1998-01-15"),
    ],
)
def test_day_and_month_are_told_apart_by_language_or_not_at_all(text, knowing, shown):
    assert read(text, **knowing) == shown


@pytest.mark.parametrize(
    ("text", "language", "shown"),
    [
        ("5 mins ago", "en", "2020-05-05T11:55+00:00"),
        ("posted 2 hours ago", "en", "2020-05-05"),
        ("il y a 2 jours", "fr", "2020-05-03"),
        ("yesterday at 10:30", "en", "2020-05-04T10:30"),
        ("hier à 15h", "fr", "2020-05-04T15:00"),
        ("2h ago", "en", "2020-05-05"),
        ("il y a 2h", "fr", "2020-05-05"),
        ("3時間前", "ja", "2020-05-05"),
        ("3 weeks ago", "en", "2020-04"),
        ("2 months ago", "en", "2020-03"),
        ("5 years ago", "en", "2015"),
    ],
)
def test_relative_times_need_a_capture_and_stay_as_coarse_as_said(text, language, shown):
    assert read(text, language=language, captured_at=SEEN) == shown
    assert read(text, language=language) is None


def test_nothing_was_written_after_its_capture():
    assert read("in 2 hours", captured_at=SEEN) is None


@given(st.text(alphabet="0123456789 :/.-+TZhapm年月日aJn,د\u0660", max_size=40), st.booleans())
def test_no_text_makes_reading_a_date_fail(text, day_first):
    moment = moment_from_text(text, day_first=day_first)
    assert moment is None or moment.at.tzinfo is UTC


@given(st.dates(date(1600, 1, 1), date(2199, 1, 1)), st.sampled_from(["%d %B %Y", "%b %d, %Y"]))
def test_english_dates_are_read_whatever_the_day(day, pattern):
    assert read(day.strftime(pattern), language="en") == day.isoformat()


@pytest.mark.parametrize("junk", ["1" * 100_000, "a " * 70, "1/" * 79, "janv " * 31, "1:" * 79])
def test_junk_of_any_length_is_no_date(junk):
    assert moment_from_text(junk, language="fr", captured_at=SEEN) is None
