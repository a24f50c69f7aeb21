import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.search.words import MAX_WORD_LENGTH, SEPARATOR, asked, fold, tokens


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Café", "CAFE\u0301"),
        ("STRASSE", "straße"),
        ("İstanbul", "istanbul"),
        ("Łódź", "lodz"),
        ("ὀδός", "ΟΔΟΣ"),
        ("ﬁne", "fine"),
        ("كِتَاب", "كتاب"),
        ("שָׁלוֹם", "שלום"),
        ("ｶﾞ", "ガ"),
        ("co\u00adoperate", "cooperate"),
    ],
)
def test_forms_of_one_word_are_folded_alike(one, other):
    assert fold(one) == fold(other)


def test_marks_that_tell_words_apart_stay():
    assert fold("が") != fold("か")
    assert fold("कि") != fold("क")


def test_words_carry_their_place_in_the_text():
    text = "The Café, at 10"
    assert [(t.text, t.position, text[t.start : t.end]) for t in tokens(text)] == [
        ("the", 0, "The"),
        ("cafe", 1, "Café"),
        ("at", 2, "at"),
        ("10", 3, "10"),
    ]


def test_a_script_without_spaces_is_cut_into_pairs():
    assert [t.text for t in tokens("東京都")] == ["東京", "京都", "都"]


def test_texts_put_together_are_not_read_as_one():
    first, second = tokens(f"ann{SEPARATOR}lee")
    assert second.position - first.position > 1


def test_a_word_without_end_is_cut():
    assert [t.text for t in tokens("a" * 5_000_000)] == ["a" * MAX_WORD_LENGTH]
    assert asked("a" * 5_000)[0].text == "a" * MAX_WORD_LENGTH


def test_lone_surrogates_are_no_words():
    assert [t.text for t in tokens("\ud800ab\udfffc")] == ["ab", "c"]


def occurs(query: str, text: str) -> bool:
    """Phrase search by the definition: every asked word at its place."""
    words = {t.position: t.text for t in tokens(text)}
    wanted = asked(query)
    return bool(wanted) and any(
        all(w.fits(words.get(at + w.offset, "")) for w in wanted) for at in words
    )


@pytest.mark.parametrize("query", ["都", "京都", "東京都", "東京都 tower", "tower"])
def test_any_part_of_a_run_without_spaces_is_found(query):
    assert occurs(query, "at 東京都 tower")


def test_other_characters_between_are_not_passed_over():
    assert not occurs("東京 tower", "東京都 tower")


@settings(deadline=None)
@given(st.text().filter(lambda text: SEPARATOR not in text))
def test_a_text_is_found_by_itself(text):
    assert occurs(text, text) == bool(list(tokens(text)))


@settings(deadline=None)
@given(st.text())
def test_places_lie_within_the_text_and_in_order(text):
    found = list(tokens(text))
    assert all(0 <= t.start < t.end <= len(text) for t in found)
    assert [t.position for t in found] == sorted({t.position for t in found})
    assert [t.start for t in found] == sorted(t.start for t in found)
