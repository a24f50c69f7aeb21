import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.search.words import (
    MAX_WORD_LENGTH,
    SEPARATOR,
    SEPARATOR_GAP,
    asked,
    fold,
    is_cut_in_pairs,
    pieces,
    plain,
    raw_tokens,
    tokens,
)

# ruff: noqa: RUF001  # words of many scripts are what this is about


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # Latin.
        ("Café", "CAFE\u0301"),
        ("STRASSE", "straße"),
        ("STRAẞE", "strasse"),
        ("Mädchen", "madchen"),
        ("İstanbul", "istanbul"),
        ("ISPARTA", "ısparta"),
        ("çalışığı", "calisigi"),
        ("Łódź", "lodz"),
        ("Þórður", "thordur"),
        ("smørrebrød", "smorrebrod"),
        ("cœur", "coeur"),
        ("Əliyev", "eliyev"),
        ("Đường", "duong"),
        ("tiếng Việt", "tieng viet"),
        ("col·lecció", "colleccio"),
        ("coŀlecció", "colleccio"),
        ("ﬁne", "fine"),
        ("ｗｉｄｅ", "wide"),
        ("co\u00adoperate", "cooperate"),
        ("Hawai\u02bbi", "hawaii"),
        # Greek and Cyrillic.
        ("ὀδός", "ΟΔΟΣ"),
        ("άνθρωπος", "ανθρωπος"),
        ("ёлка", "ЕЛКА"),
        ("за́мок", "замок"),
        # Arabic: vowel signs, tatweel, hamza on its seat, alef maksura, teh marbuta.
        ("كِتَاب", "كتاب"),
        ("كتـــاب", "كتاب"),
        ("أحمد", "احمد"),
        ("إسلام", "اسلام"),
        ("آخر", "اخر"),
        ("ٱلله", "الله"),
        ("مستشفى", "مستشفي"),
        ("مدرسة", "مدرسه"),
        ("مسؤول", "مسوول"),
        # Persian: its own yeh and keheh, the joiner between a word and its ending.
        ("ایرانی", "ايراني"),
        ("کتاب", "كتاب"),
        ("کتاب\u200cها", "کتابها"),
        # Hebrew: points, and letters in their final form.
        ("שָׁלוֹם", "שלום"),
        ("ספרים", "ספרימ"),
        # Devanagari: nukta, candrabindu.
        ("ज़रूरत", "जरूरत"),
        ("हँसना", "हंसना"),
        # Kana in half width, Hangul by its parts.
        ("ｶﾞ", "ガ"),
        ("ﾃﾚﾋﾞ", "テレビ"),
        ("한국", "\u1112\u1161\u11ab\u1100\u116e\u11a8"),
        # Digits.
        ("٢٠١٤", "2014"),
        ("۲۰۱۴", "2014"),
        ("२०१४", "2014"),
        ("２０１４", "2014"),
    ],
)
def test_forms_of_one_word_are_folded_alike(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("が", "か"),
        ("कि", "क"),
        ("мой", "мои"),
        ("її", "іі"),
        ("ў", "у"),
        ("ќе", "ке"),
        ("น้ำ", "นา"),
        ("خان", "خانه"),
    ],
)
def test_marks_and_letters_that_tell_words_apart_stay(one, other):
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("don't", "don t"),
        ("don’t", "don t"),
        ("l'homme d’affaires", "l homme d affaires"),
        ("the city's", "the city s"),
        ("п'ять п’ять п\u02bcять", "п ять п ять п ять"),
        ("well-known", "well known"),
        ("snake_case", "snake case"),
        ("1,000.5 is 1.000,5", "1 000 5 is 1 000 5"),
        ("ann@mill.example", "ann mill example"),
        ("https://mill.example/a?b=c#d", "https mill example a b c d"),
        ("½", "1 2"),
        ("צה״ל", "צה ל"),
        ("東京都", "東京 京都 都"),
        ("2014年", "2014 年"),
        ("ﾃﾚﾋﾞ", "テレ レビ ビ"),
        ("데이터베이스", "데이 이터 터베 베이 이스 스"),
        ("ㅋㅋㅋ", "ᄏᄏ ᄏᄏ ᄏ"),
        ("กา๒๕๕๗", "กา า 2557"),
        ("ຂ່າວ", "ຂ່ ່າ າວ ວ"),
        ("ខ្មែរ", "ខ្ ្ម មែ ែរ រ"),
        ("မြန်", "မြ ြန န် ်"),
        ("Wi-Fi網路", "wi fi 網路 路"),
        ("བོད་ཡིག", "བོད ཡིག"),
        ("C++, C# or F#?", "c++ c# or f#"),
        ("in C++11 and C#7, the g++'s", "in c++ 11 and c# 7 the g++ s"),
        ("#c c+ c+++ c## x#y a++b go++ 1++", "c c c c x y a b go 1"),
        ("Größe von C++", "grosse von c++"),
    ],
)
def test_what_parts_words(text, words):
    assert [token.text for token in tokens(text)] == words.split()


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("ประชุม", "การประชุมใหญ่"),
        ("한국", "한국에서는"),
        ("ព្រះ", "ព្រះរាជា"),
        ("မြန်မာ", "မြန်မာစာ"),
        ("ひらがな", "これはひらがなです"),
        ("l’homme", "de l'homme"),
        ("1.000", "1,000 times"),
        ("mill.example", "https://www.mill.example/"),
    ],
)
def test_a_part_is_found_in_the_whole(query, text):
    assert occurs(query, text)


def placed(text: str) -> list[tuple[str, int]]:
    """The words and positions of a text, as an index makes them of raw tokens."""
    found, position = [], 0
    for raw in raw_tokens(text):
        made = pieces(raw)
        found += [(piece, position + at) for at, piece in enumerate(made)]
        position += SEPARATOR_GAP if raw == SEPARATOR else len(made)
    return found


ANY_TEXT = st.text() | st.text("aA z1'é’߀·lŀـ\u02bc\u00ad東ガﾞกкй\u0306½_\x1f \x1c—+#+#")


@settings(deadline=None)
@given(ANY_TEXT)
def test_raw_tokens_give_the_same_words_at_the_same_positions(text):
    assert placed(text) == [(token.text, token.position) for token in tokens(text)]


@pytest.mark.parametrize(
    "text", [f"Ann{SEPARATOR}Lee", f"Änn{SEPARATOR}{SEPARATOR}Lee’s", "x" * 99]
)
def test_raw_tokens_keep_the_gap_and_the_cut(text):
    assert placed(text) == [(token.text, token.position) for token in tokens(text)]


@settings(deadline=None)
@given(st.text(" aBc1+#.—"))
def test_a_plain_text_gives_the_same_words_at_the_same_places(text):
    letters = plain(text)
    if letters is None:
        assert any("+" in token.text or "#" in token.text for token in tokens(text))
    else:
        found = [(match[0], match.start()) for match in re.finditer("[^ ]+", letters)]
        assert found == [(token.text, token.start) for token in tokens(text)]


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
@given(ANY_TEXT.filter(lambda text: SEPARATOR not in text))
def test_a_text_is_found_by_itself(text):
    assert occurs(text, text) == bool(list(tokens(text)))


@settings(deadline=None)
@given(st.text())
def test_places_lie_within_the_text_and_in_order(text):
    found = list(tokens(text))
    assert all(0 <= t.start < t.end <= len(text) for t in found)
    assert [t.position for t in found] == sorted({t.position for t in found})
    assert [t.start for t in found] == sorted(t.start for t in found)


@settings(deadline=None)
@given(ANY_TEXT)
def test_a_word_of_the_index_is_found_as_it_stands_there(text):
    words = [token.text for token in tokens(text) if not is_cut_in_pairs(token.text)]
    assert [fold(word) for word in words] == words
