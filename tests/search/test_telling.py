"""Sentences that are said in the reader's language only where they are shown."""

from copy import deepcopy

import pytest

from archive.search.query import parse, parts_of
from archive.search.query.help import all_told
from archive.search.telling import Note, either, gettext_noop


def test_a_note_is_its_english_and_knows_what_it_was_made_of():
    note = gettext_noop(
        "Only the first %(count)s words of “%(text)s”.", count=4_000, text="50 %(a)s"
    )
    assert note == "Only the first 4,000 words of “50 %(a)s”."
    assert note.message == "Only the first %(count)s words of “%(text)s”."
    assert note.values == {"count": 4_000, "text": "50 %(a)s"}
    assert deepcopy(note).values == note.values
    assert gettext_noop("100 % of it") == "100 % of it"


@pytest.mark.parametrize(
    ("choices", "row"), [([], ""), (["a:"], "a:"), (["a:", "b:", "c:"], "a: or b: or c:")]
)
def test_choices_stand_in_a_row(choices, row):
    assert either(choices) == row


@pytest.mark.parametrize(
    "text",
    [
        "foo:x autor:b site: title: state:draft ~~",
        "* x*y~ *bla ?a ab~ harbour~9 ) a (b",
        '"a b"~ "c d"~900 "a b* "~ OR " AND',
        "before:2001 before:2003 after:2010 after:2011 after:2012",
        "site:a.example site:b.example before:2001 after:2002",
        f'"{"word " * 30}"~5',
        "a* " * 50,
        "a " * 400,
        "(" * 40,
        "ab " * 3_000,
        '"' + "()" * 4_000,
    ],
)
def test_all_that_is_told_of_a_question_can_be_translated(text):
    notes = parse(text).notes
    assert notes
    assert [note for note in notes if not isinstance(note, Note)] == []


def test_what_is_told_beside_a_question_can_be_translated():
    parts = parts_of(parse('"a b" "c d"~3 (e OR f) -(g h)'))
    assert [type(part.label) for part in parts] == [Note] * 4
    for heading, examples in all_told(is_keepers=True):
        assert isinstance(heading, Note)
        assert examples
        assert all(isinstance(one.says, Note) for one in examples)
