from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.lib.digests import canonical_json, hmac_hex, sha256_hex, short_key, text_digest


def test_sha256_is_that_of_the_standard():
    assert sha256_hex(b"abc").startswith("ba7816bf8f01cfea414140de5dae2223")


def test_text_digests_ignore_case_spacing_and_punctuation():
    assert text_digest("Well,  SAID!") == text_digest("well said")
    assert text_digest("well said") != text_digest("ill said")


def test_texts_without_letters_are_not_all_one():
    assert text_digest(":-)") != text_digest("👍")
    assert text_digest(" :-) ") == text_digest(":-)")


def test_canonical_json_sorts_and_leaves_no_spaces():
    value = {"b": [1, None, True], "a": "é", "c": date(2014, 1, 15)}
    assert canonical_json(value) == '{"a":"é","b":[1,null,true],"c":"2014-01-15"}'.encode()


def test_equal_instants_are_equal_bytes():
    here = datetime(2014, 1, 15, 12, tzinfo=timezone(timedelta(hours=2)))
    assert canonical_json(here) == canonical_json(datetime(2014, 1, 15, 10, tzinfo=UTC))


def test_what_json_cannot_hold_is_named():
    with pytest.raises(TypeError, match="frozenset"):
        canonical_json({"a": frozenset({1})})


def test_short_keys_are_stable_and_readable():
    assert short_key("example.org", "wordpress", "12") == "vfg0vz1ew9kb"
    assert set("ilou").isdisjoint(short_key("a"))


@given(st.lists(st.text(), max_size=4), st.lists(st.text(), max_size=4))
def test_short_keys_tell_parts_apart(left, right):
    assert (short_key(*left) == short_key(*right)) == (left == right)
    assert len(short_key(*left)) == 12


def test_parts_do_not_run_into_each_other():
    assert short_key("ab", "c") != short_key("a", "bc")


def test_hmac_depends_on_key_and_value():
    assert hmac_hex(b"key", "a@b.example") != hmac_hex(b"other", "a@b.example")
    assert len(hmac_hex(b"key", "a@b.example")) == 64
