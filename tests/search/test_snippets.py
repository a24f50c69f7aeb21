import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.search.query import parse
from archive.search.snippets import excerpt, marked, marker_of


def shown(text: str, query: str, width: int = 240) -> str:
    pieces = excerpt(text, marker_of(parse(query)), width)
    return "".join(f"[{piece}]" if is_match else piece for piece, is_match in pieces)


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("The Bridge opens", "bridge", "The [Bridge] opens"),
        ("Un CAFÉ noir", "cafe", "Un [CAFÉ] noir"),
        ("the swing bridge, a bridge", '"swing bridge"', "the [swing bridge], a bridge"),
        ("bridges and bridging", "bridg*", "[bridges] and [bridging]"),
        ("brigde, br\u00eddge and bride", "bridge~", "[brigde], [br\u00eddge] and [bride]"),
        ("gray or grey", "gr?y", "[gray] or [grey]"),
        ("toll at the gate", '"gate toll"~3', "[toll] at the [gate]"),
        ("> toll\nmine", "quoted:toll own:mine", "> [toll] [mine]"),
        ("toll", "by:toll reply-to:toll", "toll"),
        ("東京都に住む", "京都", "東[京都]に住む"),
        ("東京都に住む", "京", "東[京]都に住む"),
        ("東京都に住む", "東京都", "[東京都]に住む"),
        ("toll or not", "toll -bridge", "[toll] or not"),
        ("a bridge", "in:articles", "a bridge"),
        ("two\n\n  lines", "lines", "two [lines]"),
        ("<b>bold</b>", "b", "<[b]>bold</[b]>"),
        ("", "bridge", ""),
        ("C, C++ and C#", "c++", "C, [C++] and C#"),
        ("C, C++ and C#", "c", "[C], C++ and C#"),
    ],
)
def test_marks_what_was_asked(text, query, expected):
    assert shown(text, query) == expected


def test_the_passage_is_where_most_different_words_stand():
    text = "bridge bridge bridge " + "filler " * 100 + "the toll of the bridge " + "filler " * 100
    passage = shown(text, "bridge toll", 120)
    assert "[toll] of the [bridge]" in passage
    assert passage.startswith("… ")
    assert passage.endswith(" …")
    assert len(passage) < 140


def test_without_a_match_the_beginning_is_shown():
    assert shown("word " * 100, "bridge", 20) == "word word word word …"


def test_a_title_is_marked_whole():
    wanted = marker_of(parse("title:gate bridge"), scopes=("", "title"))
    assert marked("A bridge is also a gate", wanted) == (
        ("A ", False),
        ("bridge", True),
        (" is also a ", False),
        ("gate", True),
    )


def all_shown(text, query, language):
    pieces = marked(text, marker_of(parse(query), language=language))
    return "".join(f"[{piece}]" if is_match else piece for piece, is_match in pieces)


@pytest.mark.parametrize(
    ("text", "query", "language", "expected"),
    [
        ("They argued, arguing on", "argues", "en", "They [argued], [arguing] on"),
        ("They argued", "argues", "", "They argued"),
        ("They argued", "argues", "fr", "They argued"),
        ("des HOMMES", "l'homme", "fr", "des [HOMMES]"),
        ("Elle a étudié", "etudiee", "fr", "Elle a [étudié]"),
        ("alte Häuser", "Haus", "de", "alte [Häuser]"),
        ("toll bridges", '"toll bridge"', "en", "toll bridges"),
        ("argued", "argues*", "en", "argued"),
    ],
)
def test_marks_other_forms_of_a_word_in_the_language_of_the_text(text, query, language, expected):
    assert all_shown(text, query, language) == expected


@pytest.mark.parametrize(
    ("text", "query", "language", "expected"),
    [
        ("The toll of the bridge", "The toll", "en", "The [toll] of the bridge"),
        ("to be or not to be", "to be", "en", "[to] [be] or not [to] [be]"),
        ("The toll of the bridge", '"of the" toll', "en", "The [toll] [of the] bridge"),
        ("Die Brücke, die trägt", "die Brücke", "de", "Die [Brücke], die trägt"),
        ("to die on the bridge", "die bridge", "en", "to [die] on the [bridge]"),
    ],
)
def test_small_words_are_marked_where_nothing_else_is_asked(text, query, language, expected):
    assert all_shown(text, query, language) == expected


def test_forms_of_one_word_count_as_one_word():
    text = "argues argued arguing " + "filler " * 100 + "a toll is argued " + "filler " * 100
    passage = excerpt(text, marker_of(parse("arguing toll"), language="en"), 120)
    assert ("toll", True) in passage


def test_many_matches_in_a_long_text_take_no_time():
    assert "[a]" in shown("a " * 1_000_000, "a")


@pytest.mark.parametrize(
    ("text", "query"),
    [("x" * 9_000, "x*"), ("to be " * 900, f'"{"to be " * 90}"'), ("東京" * 900, "東京" * 200)],
)
def test_a_passage_is_no_longer_than_asked_however_long_the_match(text, query):
    passage = shown(text, query, 100)
    assert "[" in passage
    assert len(passage) <= len("[] … …") + 100


@settings(deadline=None)
@given(st.text(), st.text(), st.integers(10, 60))
def test_the_pieces_are_words_of_the_text_in_order(text, query, width):
    pieces = "".join(piece for piece, _ in excerpt(text, marker_of(parse(query)), width))
    bare = pieces.removeprefix("… ").removesuffix(" …")
    assert "".join(bare.split()) in "".join(text.split())


WORDS = st.text(st.sampled_from("abzAZ09 -_'.\u2019\u2014\n"), max_size=60)


@settings(max_examples=60)
@given(text=WORDS, query=st.sampled_from(["a", "ab*", '"a b"', "ab~", "a?b", '"a b"~3', "a b z"]))
def test_plain_texts_are_marked_like_those_of_any_script(text, query):
    wanted = marker_of(parse(query), language="en")
    found = [
        [piece for piece, is_match in marked(one, wanted) if is_match]
        for one in (text, f"{text} \u03c9")
    ]
    assert found[0] == found[1]


@pytest.mark.parametrize(
    ("word", "language", "query"),
    [
        ("dying", "en", "die"),
        ("Goebel", "de", "gobel"),
        ("gelezen", "nl", "lezen"),
        ("argues", "en", "arguing"),
        ("Tageszeitungen", "de", "Tageszeitung"),
        ("continuellement", "fr", "continuelle"),
    ],
)
def test_forms_are_marked_however_unlike_their_stems(word, language, query):
    assert all_shown(f"there is {word} here", query, language) == f"there is [{word}] here"


def test_words_are_found_among_many_that_are_asked():
    asked = " ".join(f"{first}{second}word" for first in "bcdfg" for second in "aeiou")
    assert all_shown("a biwordy text of duwords", asked, "en") == "a biwordy text of [duwords]"
