import pytest

from archive.templatetags.archive_words import counted, grouped, is_web, language_name, sized


@pytest.mark.parametrize(
    ("number", "noun", "words"),
    [
        (0, "response", "0 responses"),
        (1, "response", "1 response"),
        (14000, "response", "14,000 responses"),
        (1, "person,people", "1 person"),
        (2, "person,people", "2 people"),
        (None, "response", "0 responses"),
    ],
)
def test_numbers_come_with_their_noun(number, noun, words):
    assert counted(number, noun) == words


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
    assert language_name(code) == name


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//host/", "", "ftp://a"]
)
def test_only_web_addresses_may_stand_in_links(url):
    assert not is_web(url)
    assert is_web("https://tidewater.example/")
