import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from archive.search.query import (
    MAX_LENGTH,
    And,
    Everything,
    Filter,
    Not,
    Or,
    Words,
    parse,
    parts_of,
    to_text,
)

QUOTES = ["“”", "„“", "»«", "«»", "\uff02\uff02", "「」", "『』"]
A, B, C = Words("a"), Words("b"), Words("c")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", Everything()),
        ("  \n ", Everything()),
        ("a", A),
        ("a b", And((A, B))),
        ("a AND b", And((A, B))),
        ("a OR b", Or((A, B))),
        ("a b OR c", Or((And((A, B)), C))),
        ("a (b OR c)", And((A, Or((B, C))))),
        ("a -b", And((A, Not(B)))),
        ("a NOT b", And((A, Not(B)))),
        ("NOT NOT a", A),
        ("-(a OR b)", Not(Or((A, B)))),
        ("((a))", A),
        ('"swing  bridge"', Words("swing bridge")),
        *((f"{o}swing bridge{c}", Words("swing bridge")) for o, c in QUOTES),
        ("a \uff08b OR c\uff09", And((A, Or((B, C))))),
        ("tag\uff1abri", Filter("tag", "bri")),
        ("a \u2212b", And((A, Not(B)))),
        ("site:bücher.example", Filter("site", "xn--bcher-kva.example")),
        ("site:www.www.x.example:8080", Filter("site", "x.example:8080")),
        ('"a"', A),
        ("bri*", Words("bri", is_prefix=True)),
        ('"swing bri"*', Words("swing bri", is_prefix=True)),
        ("c++", Words("c++")),
        ("well-known", Words("well-known")),
        ("--force", Words("--force")),
        ("author:ann", Words("ann", "author")),
        ('by:"Ann Lee"', Words("Ann Lee", "author")),
        ("TITLE:bri*", Words("bri", "title", is_prefix=True)),
        ("in:Comment", Filter("in", "comments")),
        ("site:https://www.Example.org/x?y", Filter("site", "example.org")),
        ('tag:"Été  long"', Filter("tag", "ete long")),
        ("lang:pt_BR", Filter("lang", "pt-br")),
        ("year:2012", Filter("year", "2012")),
        ("year:2014..2012", Filter("year", "2012..2014")),
        ("year:..2012", Filter("year", "..2012")),
        ("before:2012-6", Filter("before", "2012-06")),
        ("-after:2012-06-15", Not(Filter("after", "2012-06-15"))),
        ("or and not", And((Words("or"), Words("and"), Words("not")))),
    ],
)
def test_reads(text, tree):
    query = parse(text)
    assert query.tree == tree
    assert query.notes == ()


@pytest.mark.parametrize(
    ("text", "tree", "told"),
    [
        ("AND", Words("AND"), "AND had nothing to join"),
        ("a OR", And((A, Words("OR"))), "OR had nothing to join"),
        ("a NOT", And((A, Words("NOT"))), "NOT had nothing to join"),
        ("(a", A, "opening bracket"),
        ("a)", A, "closing bracket"),
        ('12" a', And((Words("12"), A)), "quotation mark"),
        ('-" a', A, "quotation mark"),
        ("a OR ???", A, "“???” holds no letter or digit"),
        ("-??? a", A, "“???” holds no letter or digit"),
        ("a *", A, "* needs the beginning of a word"),
        ('site:"two words"', Words("site:two words"), "site: needs a host"),
        ("foo:bar", Words("foo:bar"), "There is no operator foo:"),
        ("year:soon", Words("year:soon"), "year: needs a year"),
        ("before:2012-13", Words("before:2012-13"), "before: needs a date"),
        ("after:2011-02-29", Words("after:2011-02-29"), "after: needs a date"),
        ("in:books", Words("in:books"), "in: needs articles or comments"),
        ("author: ann", And((Words("author:"), Words("ann"))), "author: needs a word"),
        ("(" * 30 + "a" + ")" * 30, A, "more than 20 deep"),
        ("a " * 400, And((A,) * 300), "first 300 words"),
        ("a" * 9_000, Words("a" * MAX_LENGTH), "first 4,000 characters"),
    ],
)
def test_mistakes_are_read_somehow_and_told(text, tree, told):
    query = parse(text)
    assert query.tree == tree
    assert [note for note in query.notes if told in note]


def test_notes_stay_short_whatever_is_asked():
    for text in ("x:" + "y" * 3_000, " ".join(f"{'x' * n}:y" for n in range(1, 80)), "-" * 3_000):
        notes = parse(text).notes
        assert 1 <= len(notes) < 12
        assert max(map(len, notes)) < 200


def test_an_address_is_words_without_a_remark():
    query = parse("http://example.org/a")
    assert query.tree == Words("http://example.org/a")
    assert query.notes == ()


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("year:2012", 20120101, 20121231),
        ("year:2012..2014", 20120101, 20141231),
        ("year:2012..", 20120101, None),
        ("year:..2012", None, 20121231),
        ("before:2012", None, 20111231),
        ("before:2012-03", None, 20120229),
        ("before:2012-03-02", None, 20120301),
        ("before:0001", None, 0),
    ],
)
def test_dates_are_spans_of_days(text, first, last):
    assert parse(text).tree.days() == (first, last)


@pytest.mark.parametrize(
    ("text", "outside", "inside"),
    [
        ("after:2012", 20121231, 20130101),
        ("after:2012-06", 20120630, 20120701),
        ("after:2012-07", 20120731, 20120801),
        ("after:2012-06-15", 20120615, 20120616),
    ],
)
def test_after_begins_when_the_named_period_has_ended(text, outside, inside):
    first, last = parse(text).tree.days()
    assert outside < first <= inside
    assert last is None


# fmt: off
PIECES = st.sampled_from([
    "(", ")", '"', "-", "*", ":", ".", "a", "é", "東", "½", "“", "AND", "OR", "NOT", "title:",
    "author:", "site:", "tag:", "in:", "year:", "before:", "lang:", "person:", "2012", "..",
    "by:", "2012-6", "comments", "www.", "//", "??", "en", "x:",
])
# fmt: on
PIECES = st.one_of(st.just(" "), PIECES)


@settings(deadline=None)
@given(st.one_of(st.text(), st.lists(PIECES).map("".join)))
@example('-"--a" OR (b -(c OR AND))')
@example('"a" OR "(" tag:"x*" tag:x* a"b"*')
def test_every_text_parses_and_comes_back_equal(text):
    query = parse(text)
    again = parse(to_text(query))
    assert again == query
    assert again.notes == ()


@settings(max_examples=20, deadline=None)
@given(st.lists(PIECES, min_size=900, max_size=1500).map("".join))
def test_long_texts_come_back_equal_too(text):
    query = parse(text)
    assert len(to_text(query)) <= MAX_LENGTH
    assert parse(to_text(query)) == query


@settings(deadline=None)
@given(st.lists(PIECES).map("".join))
def test_each_part_can_be_left_out(text):
    query = parse(text)
    parts = parts_of(query)
    assert len(parts) == len(query.conditions)
    for part, condition in zip(parts, query.conditions, strict=True):
        assert condition not in parse(part.without).conditions


def test_parts_say_what_was_read():
    parts = parts_of(parse('tol "swing bridge" year:2012..2024 -ferry (a OR b)'))
    assert [(p.label, p.value, p.is_negated) for p in parts] == [
        ("words", "tol", False),
        ("phrase", "swing bridge", False),
        ("year", "2012..2024", False),
        ("words", "ferry", True),
        ("any of", "a OR b", False),
    ]
    assert parts[3].without == 'tol "swing bridge" year:2012..2024 (a OR b)'


def test_conditions_are_added_once_and_taken_away():
    query = parse("a OR b")
    narrowed = query.adding(Filter("in", "comments"))
    assert to_text(narrowed) == "(a OR b) in:comments"
    assert narrowed.adding(Filter("in", "comments")) == narrowed
    assert narrowed.without(Filter("in", "comments")) == query


def test_only_words_that_are_wanted_are_marked():
    query = parse("a -b (c OR -d) NOT (e f)")
    assert [words.text for words in query.wanted_words] == ["a", "c"]
