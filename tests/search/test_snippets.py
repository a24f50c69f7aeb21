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
        ("東京都に住む", "京都", "東[京都]に住む"),
        ("東京都に住む", "京", "東[京]都に住む"),
        ("東京都に住む", "東京都", "[東京都]に住む"),
        ("toll or not", "toll -bridge", "[toll] or not"),
        ("a bridge", "in:articles", "a bridge"),
        ("two\n\n  lines", "lines", "two [lines]"),
        ("<b>bold</b>", "b", "<[b]>bold</[b]>"),
        ("", "bridge", ""),
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
