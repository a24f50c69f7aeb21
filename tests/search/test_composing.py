"""The fields of the form, made one question and back."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from archive.search.query import OPERATORS, parse, to_text
from archive.search.query.composing import BESIDE_OPERATORS, composed, fields_of
from archive.search.query.help import GROUPS, SIGNS, all_told
from tests.search.test_query import PIECES


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({}, ""),
        ({"words": "swing bri*", "title": "  "}, "swing bri*"),
        ({"words": "a OR b", "phrase": "c d"}, '(a OR b) "c d"'),
        ({"words": 'a (b "c', "phrase": "d"}, 'a b c "d"'),
        ({"phrase": 'say "hi" there'}, '"say hi there"'),
        ({"near": "swing toll"}, '"swing toll"~5'),
        ({"near": "swing toll", "within": "9"}, '"swing toll"~9'),
        ({"within": "9"}, ""),
        ({"any": 'ferry "swing bridge" -x'}, '(ferry OR "swing bridge" OR "-x")'),
        ({"any": "ferry"}, "ferry"),
        ({"none": 'toll "swing bridge" tag:x'}, '-toll -"swing bridge" -"tag:x"'),
        ({"title": 'swing "old bridge"'}, 'title:swing title:"old bridge"'),
        ({"author": "( Ann"}, 'author:"(" author:Ann'),
        ({"tag": "harbour works", "site": "x.example"}, 'site:x.example tag:"harbour works"'),
        ({"before": "last-month", "comments": ">10"}, "before:last-month comments:>10"),
    ],
)
def test_fields_make_one_question(fields, text):
    assert " ".join(composed(fields).split()) == text


def test_a_question_fills_the_fields():
    query = parse(
        'swing bri* "old quay" "a b"~3 (x OR "y z") -toll title:t title:"u v" by:ann tag:one'
        " tag:two -in:comments comments:>10"
    )
    assert fields_of(query) == {
        "words": "swing bri* tag:two -in:comments",
        "phrase": "old quay",
        "near": "a b",
        "within": "3",
        "any": 'x "y z"',
        "none": "toll",
        "title": 't "u v"',
        "by": "ann",
        "tag": "one",
        "comments": ">10",
    }


@settings(deadline=None)
@given(st.lists(PIECES, max_size=20).map("".join))
def test_the_fields_of_a_question_ask_the_same(text):
    query = parse(text, is_keepers=True)
    assume(len(query.conditions) < 40)
    again = parse(composed(fields_of(query)), is_keepers=True)
    assert set(again.conditions) == set(query.conditions)


@settings(deadline=None)
@given(
    st.dictionaries(
        st.sampled_from([*BESIDE_OPERATORS, *(one.name for one in OPERATORS)]),
        st.lists(PIECES, max_size=6).map("".join),
    )
)
def test_whatever_is_filled_in_makes_a_question(fields):
    query = parse(composed(fields), is_keepers=True)
    assert parse(to_text(query), is_keepers=True) == query


def test_help_tells_of_every_operator_and_its_examples_work():
    told = dict(all_told(is_keepers=True))
    examples = [one.example for group in told.values() for one in group]
    assert set(told) == {"Words", *GROUPS.values()}
    for operator in OPERATORS:
        assert operator.example in examples
        assert operator.example.startswith(f"{operator.name}:")
    for sign in SIGNS:
        assert parse(sign.example).notes == ()
    others = [one.example for _heading, group in all_told(is_keepers=False) for one in group]
    assert set(examples) - set(others) == {"state:draft"}
