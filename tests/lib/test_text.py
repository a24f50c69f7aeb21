import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.lib.text import (
    _runs,
    charset_in,
    clean_characters,
    collapse,
    decode,
    fold,
    slugify,
    truncate,
)


def test_collapse_puts_text_on_one_line_without_controls():
    assert collapse("  a\r\n\tb\x00c\xa0 d\ud800\x1b ") == "a bc d"


def test_clean_characters_keeps_lines_and_drops_what_no_text_holds():
    assert clean_characters("a\r\nb\rc\u2028d\te\x00\x07\ud834\ufdd0\uffff") == "a\nb\nc\nd\te"


def test_clean_characters_keeps_what_scripts_and_emoji_need():
    needed = "می\u200cشود \u202bא\u202c 👩\u200d👧 \U0010fffb"
    assert clean_characters(needed) == needed


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Straße, №5!", "strasseno5"),
        ("\uff21\uff22\uff23 ①", "abc1"),
        ("e\u0301te\u0301", "été"),
        ("राम", "राम"),
        ("K\u00b8 \u1100 \u1161", "k\uac00"),
        ("❤\ufe0f ok", "ok"),
        (":-)", ""),
    ],
)
def test_fold_keeps_letters_digits_and_their_marks(text, folded):
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


def test_slugs_keep_the_letters_of_all_scripts():
    assert slugify("Größe & Maß: Тест 日本") == "grösse-mass-тест-日本"


def test_slugs_end_between_words_or_cut_a_word_too_long():
    assert slugify("one two three", limit=8) == "one-two"
    assert slugify("extraordinary", limit=5) == "extra"


@given(st.text(), st.integers(min_value=-2, max_value=40))
def test_truncated_text_never_exceeds_its_limit(text, limit):
    assert len(truncate(text, limit)) <= max(limit, 0)


def test_truncate_cuts_between_words_and_says_so():
    assert truncate("The quick brown fox", 16) == "The quick brown…"
    assert truncate("The quick brown fox", 15) == "The quick…"
    assert truncate("The quick", 9) == "The quick"


def test_truncate_cuts_a_script_without_spaces_anywhere():
    assert truncate("序文 " + "字" * 30, 12) == "序文 " + "字" * 8 + "…"


GREEK = "Καλημέρα κόσμε, αυτό είναι ένα κείμενο στα ελληνικά. " * 5


@pytest.mark.parametrize(
    ("data", "declared", "encoding", "how"),
    [
        (b"\xef\xbb\xbf" + GREEK.encode(), "latin-1", "utf-8", "bom"),
        (b"\xff\xfe" + GREEK.encode("utf-16-le"), "", "utf-16-le", "bom"),
        (GREEK.encode("iso8859-7"), "iso-8859-7", "iso8859-7", "declared"),
        (GREEK.encode(), "utf8", "utf-8", "declared"),
        (GREEK.encode(), "", "utf-8", "utf-8"),
        (GREEK.encode(), "latin-1", "utf-8", "utf-8"),
        (GREEK.encode(), "no-such-label", "utf-8", "utf-8"),
    ],
)
def test_bytes_are_read_by_mark_label_or_as_utf8(data, declared, encoding, how):
    decoded = decode(data, declared)
    assert (decoded.text, decoded.encoding, decoded.how) == (GREEK, encoding, how)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("start", ["<html>", "<!DOCTYPE html>", "<?xml version='1.0'?>"])
def test_wide_markup_needs_no_mark(encoding, start):
    found = decode((start + "Тихая бухта").encode(encoding), html=True)
    assert (found.text, found.encoding) == (start + "Тихая бухта", encoding)


def test_latin_1_means_windows_1252_as_on_the_web():
    assert decode(b"\x93caf\xe9\x94", "latin-1").text == "“café”"


@pytest.mark.parametrize(
    "head",
    [
        b"<meta charset=iso-8859-7>",
        b"<meta http-equiv='Content-Type' content='text/html; charset=iso-8859-7'>",
    ],
)
def test_markup_may_declare_its_own_encoding(head):
    data = head + GREEK.encode("iso8859-7")
    assert decode(data, html=True).text.endswith(GREEK)
    assert decode(data, html=True).how == "declared"
    assert decode(data).how == "detected"


def test_a_declaration_that_does_not_fit_is_passed_over():
    data = GREEK.encode("iso8859-7")
    assert decode(data, "utf-8").how == "detected"
    assert decode(data, "utf-8").text == GREEK


def test_bytes_of_a_declared_many_byte_encoding_are_not_taken_for_utf8():
    assert decode("模".encode("gbk"), "gbk").text == "模"  # C4 A3 is a letter in UTF-8, too


def test_one_broken_byte_does_not_unseat_a_declaration():
    decoded = decode(GREEK.encode() + b"\xff", "utf-8")
    assert decoded.text == GREEK + "\ufffd"
    assert decoded.encoding == "utf-8"


@given(st.binary(max_size=300), st.text(max_size=12), st.booleans())
def test_no_bytes_and_no_label_make_decoding_fail(data, declared, html):
    assert isinstance(decode(data, declared, html=html).text, str)


@given(st.text() | st.text(alphabet="aé \u2019\u201c\u0301\u0903İ_²ﬁ-\ufe0f—"))
def test_folding_keeps_letters_digits_and_the_marks_on_them(text):
    one_by_one = unicodedata.normalize("NFC", "".join(_runs(text)))
    assert fold(text) == one_by_one


@pytest.mark.parametrize(
    ("media_type", "label"),
    [
        ("text/html; charset=UTF-8", "UTF-8"),
        ('text/html;Charset="koi8-r"', "koi8-r"),
        ("text/html; boundary=x; charset = 'gbk'", "gbk"),
        ("text/html", ""),
        ("text/html; charset=", ""),
        ("", ""),
    ],
)
def test_the_charset_of_a_media_type(media_type, label):
    assert charset_in(media_type) == label
