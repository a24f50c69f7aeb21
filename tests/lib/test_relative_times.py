"""Times told from the day a page was seen."""

# ruff: noqa: RUF001  # letters of other scripts are what this is about

from datetime import UTC, datetime
from time import process_time

import pytest

from archive.lib.dates import moment_from_text
from archive.lib.relative_times import HINTS, find_relative

SEEN = datetime(2020, 5, 5, 12, 0, tzinfo=UTC)  # a Tuesday


def read(text, language, seen=SEEN):
    moment = moment_from_text(text, language=language, captured_at=seen)
    return moment and moment.isoformat()


@pytest.mark.parametrize(
    ("text", "language", "says"),
    [
        ("just now", "en", "2020-05-05T12:00+00:00"),
        ("5 minutes ago", "en", "2020-05-05T11:55+00:00"),
        ("1 hour, 5 minutes ago", "en", "2020-05-05T10:55+00:00"),
        ("an hour ago", "en", "2020-05-05"),
        ("3 hours ago by Ada", "en", "2020-05-05"),
        ("about 3 years ago", "en", "2017"),
        ("two weeks ago", "en", "2020-04"),
        ("5m", "en", "2020-05-05T11:55+00:00"),
        ("3 hrs", "en", "2020-05-05"),
        ("vor 2 Tagen", "de", "2020-05-03"),
        ("vor etwa einer Stunde", "de", "2020-05-05"),
        ("il y a 5 min", "fr", "2020-05-05T11:55+00:00"),
        ("il y a environ une heure", "fr", "2020-05-05"),
        ("hace 2 semanas", "es", "2020-04"),
        ("há 3 dias", "pt", "2020-05-02"),
        ("3 giorni fa", "it", "2020-05-02"),
        ("2 dagen geleden", "nl", "2020-05-03"),
        ("för 2 timmar sedan", "sv", "2020-05-05"),
        ("2 timer siden", "da", "2020-05-05"),
        ("for to timer siden", "nb", "2020-05-05"),
        ("3 päivää sitten", "fi", "2020-05-02"),
        ("3 päeva eest", "et", "2020-05-02"),
        ("pirms 3 dienām", "lv", "2020-05-02"),
        ("prieš 3 dienas", "lt", "2020-05-02"),
        ("2 godziny temu", "pl", "2020-05-05"),
        ("tydzień temu", "pl", "2020-04"),
        ("před 2 dny", "cs", "2020-05-03"),
        ("před hodinou", "cs", "2020-05-05"),
        ("pred 3 dňami", "sk", "2020-05-02"),
        ("3 napja", "hu", "2020-05-02"),
        ("2 órával ezelőtt", "hu", "2020-05-05"),
        ("acum 20 de minute", "ro", "2020-05-05T11:40+00:00"),
        ("преди 3 дни", "bg", "2020-05-02"),
        ("пре 3 дана", "sr", "2020-05-02"),
        ("prije 3 dana", "hr", "2020-05-02"),
        ("pred 3 dnevi", "sl", "2020-05-02"),
        ("3 дні тому", "uk", "2020-05-02"),
        ("5 часов назад", "ru", "2020-05-05"),
        ("минуту назад", "ru", "2020-05-05T11:59+00:00"),
        ("πριν από 3 ώρες", "el", "2020-05-05"),
        ("3 gün önce", "tr", "2020-05-02"),
        ("منذ 3 أيام", "ar", "2020-05-02"),
        ("قبل يومين", "ar", "2020-05-03"),
        ("לפני 3 ימים", "he", "2020-05-02"),
        ("לפני יומיים", "he", "2020-05-03"),
        ("۲ روز پیش", "fa", "2020-05-03"),
        ("2 दिन पहले", "hi", "2020-05-03"),
        ("২ দিন আগে", "bn", "2020-05-03"),
        ("2 நாட்களுக்கு முன்", "ta", "2020-05-03"),
        ("2 ปีที่แล้ว", "th", "2018"),
        ("5 phút trước", "vi", "2020-05-05T11:55+00:00"),
        ("3 hari yang lalu", "id", "2020-05-02"),
        ("3 hari lalu", "ms", "2020-05-02"),
        ("3日前", "ja", "2020-05-02"),
        ("1ヶ月前", "ja", "2020-04"),
        ("3天前", "zh-CN", "2020-05-02"),
        ("5 分鐘前", "zh-TW", "2020-05-05T11:55+00:00"),
        ("5분 전", "ko", "2020-05-05T11:55+00:00"),
        ("fa 3 dies", "ca", "2020-05-02"),
        ("duela 3 egun", "eu", "2020-05-02"),
        ("3 დღის წინ", "ka", "2020-05-02"),
        ("3 օր առաջ", "hy", "2020-05-02"),
        ("3 gün öncə", "az", "2020-05-02"),
        ("3 күн бұрын", "kk", "2020-05-02"),
        ("hace 3 días", "en-US", "2020-05-02"),
    ],
)
def test_how_long_ago_it_was_is_told_as_precisely_as_its_unit(text, language, says):
    assert read(text, language) == says
    assert read(text, language, None) is None


@pytest.mark.parametrize(
    ("text", "language", "says"),
    [
        ("Today, 08:15", "en", "2020-05-05T08:15"),
        ("yesterday at 10:30", "en", "2020-05-04T10:30"),
        ("Yesterday", "en", "2020-05-04"),
        ("gestern, 14:05 Uhr", "de", "2020-05-04T14:05"),
        ("avant-hier à 10h30", "fr", "2020-05-03T10:30"),
        ("Aujourd\u2019hui à 10h30", "fr", "2020-05-05T10:30"),
        ("ayer a las 10:30", "es", "2020-05-04T10:30"),
        ("ontem às 10:30", "pt", "2020-05-04T10:30"),
        ("ieri alle 10:30", "it", "2020-05-04T10:30"),
        ("vandaag om 10:30", "nl", "2020-05-05T10:30"),
        ("i går kl. 14.05", "sv", "2020-05-04T14:05"),
        ("eilen klo 10.30", "fi", "2020-05-04T10:30"),
        ("wczoraj, 10:30", "pl", "2020-05-04T10:30"),
        ("včera v 10:30", "cs", "2020-05-04T10:30"),
        ("tegnap, 10:30", "hu", "2020-05-04T10:30"),
        ("вчера в 18:40", "ru", "2020-05-04T18:40"),
        ("dün saat 14:05", "tr", "2020-05-04T14:05"),
        ("אתמול בשעה 10:30", "he", "2020-05-04T10:30"),
        ("امروز ساعت ۱۰:۳۰", "fa", "2020-05-05T10:30"),
        ("hôm qua lúc 07:02", "vi", "2020-05-04T07:02"),
        ("昨天下午2:05", "zh-CN", "2020-05-04T14:05"),
        ("今日 14:05", "ja", "2020-05-05T14:05"),
        ("어제 오후 2:05", "ko", "2020-05-04T14:05"),
        ("Monday at 9:14 PM", "en", "2020-05-04T21:14"),
        ("Tuesday at 9:14 PM", "en", "2020-04-28T21:14"),
        ("Letzten Montag um 14:05 Uhr", "de", "2020-05-04T14:05"),
        ("mardi à 10h30", "fr", "2020-04-28T10:30"),
    ],
)
def test_days_near_are_counted_from_the_day_seen_on_the_pages_own_clock(text, language, says):
    assert read(text, language) == says
    assert read(text, language, None) is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        *(("in 2 hours", "en"), ("for 5 minutes", "en"), ("5 min read", "en"), ("5 min", "en")),
        *(("9999999 years ago", "en"), ("9999 years ago", "en"), ("Monday", "en"), ("ago", "en")),
        *(("some days ago", "en"), ("many hours ago", "en"), ("hier 10:30", "de"), ("10:30", "en")),
        *(("Ada, yesterday 10:30", "en"), ("yesterday was fine", "en"), ("two hours", "en")),
        *(("fa 3 giorni", "it"), ("vor Ort", "de"), ("hace frío", "es"), ("3 fans ago", "en")),
    ],
)
def test_no_time_is_made_up(text, language):
    assert read(text, language) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ada 3 hours ago | reply", "3 hours ago"),
        ("posted vor 3 Tagen von Ada", "vor 3 Tagen"),
        ("10 roky 7 měsíce zpět", "10 roky 7 měsíce zpět"),
        ("4 months 2 weeks ago", "4 months 2 weeks ago"),
        ("by Ada yesterday at 10:30 in Notes", "yesterday"),
        ("Hoy", "Hoy"),
        ("今日", "今日"),
        ("Monday at 9:14 PM", "Monday at 9:14 PM"),
        ("Monday", None),
        ("Vor Ort", None),
        ("Gaur", None),
        ("some days ago", None),
        ("May", None),
    ],
)
def test_where_a_text_tells_a_time_from_the_day_it_was_seen(text, found):
    span = find_relative(text)
    assert (span and text[slice(*span)]) == found


@pytest.mark.parametrize("text", ["3 hari yang lalu", "il y a 2 jours", "2 ปีที่แล้ว", "3 napja"])
def test_what_is_found_has_a_word_to_look_for_first(text):
    assert any(hint in text for hint in HINTS)


@pytest.mark.parametrize("piece", ["2 hours ", "3 ", "ago ", "vor ", "a ", "Monday ", "و "])
def test_no_text_costs_much(piece):
    start = process_time()
    for length in (390, 100_000):
        find_relative((piece * length)[:length])
    assert process_time() - start < 0.5
