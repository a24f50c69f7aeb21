import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.lib import word_diff
from archive.lib.word_diff import pieces, words


def woven(before, after):
    """The pieces in one line: [-taken out-], {+put in+}, … for what is skipped."""
    marks = {"same": "{}", "out": "[-{}-]", "in": "{{+{}+}}", "gap": "…{}"}
    return "".join(
        marks[one.kind].format(one.text or one.skipped) + one.space for one in pieces(before, after)
    )


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("", "", ""),
        ("The same  words.", "The same words.", ""),
        ("", "All new.", "{+All new.+}"),
        ("All gone.", "", "[-All gone.-]"),
        ("I was wrong.", "I was right.", "I was [-wrong-]{+right+}."),
        ("One, two.", "One two.", "One [-,-] two."),
        ("For itself within years, if", "For itself, if", "For itself [-within years-], if"),
        ("The ferry about", "The ferry, about", "The ferry{+,+} about"),
        ("Don't go", "Do go", "[-Don't-]{+Do+} go"),
        ("一千人が来た", "二千人が来た", "[-一-]{+二+}千人が来た"),
        ("כתבתי טעות כאן", "כתבתי אמת כאן", "כתבתי [-טעות-]{+אמת+} כאן"),
        ("ที่นี่ดี", "ที่นั่นดี", "ที่[-นี่-]{+นั่น+}ดี"),
    ],
)
def test_words_taken_out_stand_before_words_put_in(before, after, found):
    assert woven(before, after) == found


def test_of_what_stayed_only_what_stands_beside_a_change_is_shown():
    text = " ".join(f"w{n}" for n in range(100))
    found = woven(f"{text} old {text}", f"{text} new {text}")
    head = " ".join(f"w{n}" for n in range(88, 100))
    tail = " ".join(f"w{n}" for n in range(12))
    assert found == f"…88{head} [-old-]{{+new+}} {tail} …88"


def test_a_word_kept_amid_a_passage_written_anew_is_read_with_it():
    before = "Nobody had ever seen the like of it in our harbour"
    after = "Once, long ago, they told me of a storm that took three boats"
    assert woven(before, after) == f"[-{before}-]{{+{after}+}}"


def test_a_long_passage_is_cut_with_its_count():
    found = pieces("", "word " * 5000)
    assert [(one.kind, one.skipped) for one in found] == [("in", 0), ("gap", 4000)]


@given(st.text(), st.text())
def test_pieces_hold_both_texts(before, after):
    found = pieces(before, after)
    told = {kind: "".join(one.text + one.space for one in found if one.kind in ("same", kind))
            for kind in ("out", "in")}  # fmt: skip
    if found and not any(one.kind == "gap" for one in found):
        assert told["in"].split() == after.split()
        assert "".join(told["out"].split()) == "".join(before.split())
    if not found:
        assert [one.said for one in words(before)] == [one.said for one in words(after)]


def test_texts_beyond_the_bound_are_compared_by_paragraph(monkeypatch):
    monkeypatch.setattr(word_diff, "MOST_CELLS", 100)
    before = "\n".join(["First old.", *(f"Paragraph {n}." for n in range(5)), "Last old."])
    after = "\n".join(["First new.", *(f"Paragraph {n}." for n in range(5)), "Last new."])
    found = woven(before, after)
    assert "First [-old-]{+new+}." in found
    assert "Last [-old-]{+new+}." in found


def test_beyond_that_too_the_whole_is_replaced(monkeypatch):
    monkeypatch.setattr(word_diff, "MOST_CELLS", 3)
    assert woven("a b c\nd e f", "x b y\nz e w") == "[-a b c\nd e f-]{+x b y\nz e w+}"


@pytest.mark.parametrize("number", range(4))
def test_hostile_texts_end_soon(number):
    chance = random.Random(number)  # noqa: S311 -- the same texts every time
    texts = [
        ("a " * 1_000_000, "b " * 1_000_000),
        tuple(" ".join(chance.choices("ab", k=20_000)) for _ in range(2)),
        ("a\n" * 200_000, "a\nb\n" * 200_000),
        tuple(" ".join(f"w{n}" for n in chance.sample(range(19_000), 19_000)) for _ in range(2)),
    ]
    start = time.process_time()
    pieces(*texts[number])
    assert time.process_time() - start < 8
