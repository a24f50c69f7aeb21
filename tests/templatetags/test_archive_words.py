import re
from pathlib import Path
from urllib.parse import quote_plus

import pytest

from archive.templatetags.archive_words import (
    counted,
    grouped,
    in_query,
    is_web,
    language_called,
    sized,
)


@pytest.mark.parametrize(
    ("number", "noun", "words"),
    [
        (0, "response", "0 responses"),
        (1, "response", "1 response"),
        (14000, "response", "14,000 responses"),
        (1, "person", "1 person"),
        (2, "person", "2 people"),
        (None, "response", "0 responses"),
    ],
)
def test_numbers_come_with_their_noun(number, noun, words):
    assert counted(number, noun) == words


def test_every_noun_of_templates_and_code_is_known():
    templates = [path.read_text() for path in Path("templates").rglob("*.html")]
    code = [path.read_text() for path in Path("archive").rglob("*.py")]
    nouns = set(re.findall(r"""counted:["']([^"']+)""", "".join(templates)))
    nouns |= set(re.findall(r'counted\([^\n]*, "([^"]+)"\)', "".join(code)))
    assert {"response", "word", "second"} <= nouns
    assert [noun for noun in nouns if not counted(2, noun).startswith("2 ")] == []


def test_thousands_stand_apart():
    assert grouped(1234567) == "1,234,567"
    assert grouped(None) == ""


@pytest.mark.parametrize(
    ("size_bytes", "words"),
    [
        (None, "0 bytes"),
        (1, "1 byte"),
        (999, "999 bytes"),
        (1_000, "1 kB"),
        (640_400, "640 kB"),
        (2_000_000, "2 MB"),
        (2_460_000, "2.5 MB"),
        (2_000_000_000, "2,000 MB"),
    ],
)
def test_sizes_are_told_as_file_managers_tell_them(size_bytes, words):
    assert sized(size_bytes) == words


@pytest.mark.parametrize(
    ("code", "name"),
    [("ja", "Japanese"), ("en-GB", "British English"), ("de_DE", "German"), ("x-tide", "x-tide")],
)
def test_languages_have_names_where_they_are_known(code, name):
    assert language_called(code) == name


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//host/", "", "ftp://a"]
)
def test_only_web_addresses_may_stand_in_links(url):
    assert not is_web(url)
    assert is_web("https://tidewater.example/")


def test_values_stand_in_an_address_as_browsers_send_them():
    assert in_query('a b "c" é&\udc80') == "a+b+%22c%22+%C3%A9%26%3F"
    ascii_signs = "".join(map(chr, range(128)))
    assert in_query(ascii_signs) == quote_plus(ascii_signs)
