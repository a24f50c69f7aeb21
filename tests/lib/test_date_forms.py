"""Dates as the pages of each country write them: read right, found whole, and none made up."""

from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.lib.date_tokens import _ASCII_TOKEN, _TOKEN, signs_of, tokens_of
from archive.lib.dates import find_dates, moment_from_text, moments_in

WRITTEN = [
    line.split("\t") for line in Path("fixtures/dates/written.tsv").read_text("utf-8").splitlines()
]
LANGUAGES = sorted({language for language, _, _ in WRITTEN})


def read(text, language=""):
    moment = moment_from_text(text, language=language)
    return moment and moment.isoformat()


@pytest.mark.parametrize("language", LANGUAGES)
def test_dates_are_read_as_pages_in_a_language_write_them(language):
    missed = {
        text: (read(text, language), says)
        for written_in, says, text in WRITTEN
        if written_in == language and read(text, language) != says
    }
    assert missed == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_read_of_a_date_is_found_in_a_line_whole(language):
    missed = {}
    for written_in, says, text in WRITTEN:
        if written_in != language or len(says) < len("2014-03-03") or "T140506Z" in text:
            continue
        line = f"Ada | {text} | 2 x"
        found = [line[start:stop] for start, stop in find_dates(line)]
        if len(found) != 1 or read(found[0], language) != says:
            missed[text] = found
    assert missed == {}


@pytest.mark.parametrize("declared", ["", "en-US"])
def test_names_of_months_are_read_on_pages_that_declare_another_language(declared):
    missed = {
        text: (read(text, declared), says)
        for _, says, text in WRITTEN
        if any(map(str.isalpha, text)) and len(read(text, declared) or "") not in (4, len(says))
    }
    assert len(missed) < 0.02 * len(WRITTEN), missed


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Version 1.2.13",
            "v1.2.14",
            "Python 3.11.12 released",
            "Firefox 3.6.12",
            "kernel 2.6.32",
        ),
        *("iOS 9.3.15 beta", "build 2014.3.1", "Ubuntu 14.04.12", "Release 10.4.22", "4.05.06b"),
        *("$12.10.14", "€ 3.14", "1.234.567,89", "12.50 EUR", "Price: 3.99", "EUR 12/10"),
        *("2-1 (1-0)", "won 6-4, 6-3, 7-5", "6-4-10", "the 3-11-12 record", "90:00+3", "ratio 4:3"),
        *("24/7", "24/7/365", "15:30", "kick-off 15:30", "20:45 Uhr", "12/15", "page 3 of 2014"),
        *("10.11.12.13", "192.168.1.14", "IP 10.1.2.12", "2001:db8:85a3::8a2e:370:7334"),
        *("ISBN 978-3-16-148410-0", "ISBN 0-19-85-3453-1", "ISSN 2049-3630", "SKU 12-03-14-88"),
        *("Tel. 01.02.03.04.05", "Tel: 01-02-03", "+49 171 12 34 56", "0171-12-34-56"),
        *("Route 66", "Windows 10 2004", "Flug LH 2014", "room 2014b", "janvier2014", "4K 2160"),
        *(
            "chapter 3.4.5",
            "§ 3.4.12",
            "No. 12/2014/77",
            "rev. 3.11.12",
            "#12.10.14",
            "id=12.10.14",
        ),
        *("2014-2015", "1939-45", "10 people 2014", "2014 likes", "(c) 2014", "1 2 3 2014"),
        *("31/02/2014", "30 February 2014", "00/00/0000", "2014-13-45", "13/13/2014", "14.15.16"),
        *("Psalm 3:16", "Mt 5, 3 2014", "10 des 20 candidats", "pro 2014 lidí", "5. 6. 7. 8."),
        *("Monday", "12 Mar", "10 March at 5", "April May June", "1. 2. 3.", "3 of 5 stars 2014"),
        *(
            "/2014/03/03/a-title",
            "https://a.example/2014/03/03/x",
            "12345/6/7",
            "version 2014.99.99",
        ),
    ],
)
def test_what_only_looks_like_a_date_is_none(text):
    assert find_dates(text) == []
    for language in ("", "en-US", "de", "ko"):
        assert [one for one in moments_in(text, language=language) if one.precision != "year"] == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("by Ada on March 24, 2014 at 10:30 am | Reply", ["March 24, 2014 at 10:30 am"]),
        ("Ada, lundi 24 mars 2014 à 10h30", ["lundi 24 mars 2014 à 10h30"]),
        ("Lundi, Marie, 24 mars 2014", ["24 mars 2014"]),
        ("24.03.2014 / 14:05 / Ada", ["24.03.2014 / 14:05"]),
        ("24.03.2014 14:05 5 Kommentare", ["24.03.2014 14:05"]),
        ("March 24, 2014 Ada 10:30", ["March 24, 2014"]),
        ("24 March 2014 12.50 €", ["24 March 2014"]),
        ("Joined: 24 Mar 2010 Posts: 125", ["24 Mar 2010"]),
        ("10:30 24.03.2014 Bo 11:45 25.03.2014", ["10:30 24.03.2014", "11:45 25.03.2014"]),
        ("24.03.2014 14:05 25.03.2014 15:05", ["24.03.2014 14:05", "25.03.2014 15:05"]),
        ("14:05 24.03.2014 15:05 25.03.2014", ["14:05 24.03.2014", "15:05 25.03.2014"]),
        ("May 3, 2014 and June 4, 2015", ["May 3, 2014", "June 4, 2015"]),
        ("24-25 March 2014", ["25 March 2014"]),
        ("Level 3 Mar 14, 2014", ["Mar 14, 2014"]),
        ("2013 March 3, 2014", ["March 3, 2014"]),
        ("#4 12-Mar-2014 10:30 Quote", ["12-Mar-2014 10:30"]),
        (
            "x " * 300 + "3 March 2014 " + "y " * 300 + "4 March 2014",
            ["3 March 2014", "4 March 2014"],
        ),
    ],
)
def test_a_date_is_found_with_its_day_and_time_and_without_what_stands_about_it(line, found):
    assert [line[start:stop] for start, stop in find_dates(line)] == found


@pytest.mark.parametrize(
    ("text", "language", "says"),
    [
        ("12 listopada 2014", "", "2014"),
        ("12 listopada 2014", "pl", "2014-11-12"),
        ("12 listopada 2014", "hr", "2014-10-12"),
        ("5 lip 2014", "pl", "2014-07-05"),
        ("5 lip 2014", "hr", "2014-06-05"),
        ("3/4/2014", "ja", "2014"),
        ("14/3/24", "ko", "2014-03-24"),
        ("14/3/24", "fr", "2024-03-14"),
        ("1/4/1393", "fr", None),
        ("24/03/2557", "fr", None),
        ("mac 2014", "en", None),
        ("mac 2014", "ms", "2014-03"),
    ],
)
def test_what_a_text_does_not_tell_stays_untold(text, language, says):
    assert read(text, language) == says


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "1",
            "1/",
            "1.",
            "2014 ",
            "2014-",
            "12.03.2014 ",
            "12:30 ",
            "3 Mar 2014 ",
            "Mar ",
            "'14 ",
        ),
        *(
            "a",
            "a.",
            "A. B. ",
            "th ",
            "tháng ",
            "年",
            "平成",
            "三月",
            "2014年3月",
            "\u0663",
            "ม.ค. ",
        ),
        *(
            "- - ",
            "10:30 at at ",
            "(",
            " ",
            "de ",
            "3. 3. ",
            "\u200f",
            "3\u200f",
            "3 III ",
            "12:30am",
        ),
    ],
)
def test_a_line_of_any_length_costs_no_more_than_its_length(piece):
    line = (piece * (100_000 // len(piece) + 1))[:100_000]
    start = process_time()
    find_dates(line)
    assert process_time() - start < 2


@given(st.text(max_size=60))
def test_tokens_are_the_text_and_each_has_one_sign(text):
    tokens = tokens_of(text)
    assert "".join(tokens) == text
    assert len(signs_of(tokens)) == len(tokens)


@given(st.text(alphabet=st.characters(max_codepoint=127), max_size=60))
def test_plain_text_is_read_alike_by_both_expressions(text):
    if "hg " not in text:
        assert _ASCII_TOKEN.findall(text) == _TOKEN.findall(text)


@given(st.lists(st.sampled_from([text for _, _, text in WRITTEN]), min_size=1, max_size=4))
def test_dates_are_found_in_order_and_within_the_text(texts):
    line = " x ".join(texts)
    ends = [end for span in find_dates(line) for end in span]
    assert ends == sorted(ends)
    assert all(0 <= end <= len(line) for end in ends)
