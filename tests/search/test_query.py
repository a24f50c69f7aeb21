from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from archive.search.query import (
    FILTERS,
    MAX_LENGTH,
    OPERATORS,
    And,
    Everything,
    Filter,
    Not,
    Or,
    Words,
    Writer,
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
        ('by:"Ann Lee"', Words("Ann Lee", "by")),
        ("Reply-To:ann", Words("ann", "reply-to")),
        ("own:a -quoted:b", And((Words("a", "own"), Not(Words("b", "quoted"))))),
        ("w?rd", Words("w?rd", is_pattern=True)),
        ("ha*bo?r*", Words("ha*bo?r*", is_pattern=True)),
        ("title:ha*r", Words("ha*r", "title", is_pattern=True)),
        ('"w?rd"', Words("w?rd")),
        ("really?", Words("really?")),
        ("bri*?", Words("bri", is_prefix=True)),
        ("x.example/a?b", Words("x.example/a?b")),
        ("東?都", Words("東?都")),
        ("bridge~", Words("bridge", edits=2)),
        ("toll~", Words("toll", edits=1)),
        ("bridge~1", Words("bridge", edits=1)),
        ("bridge~0", Words("bridge")),
        ("wren~?", Words("wren", edits=1)),
        ('author:"wren"~', Words("wren", "author", edits=1)),
        ('"swing bridge"~3', Words("swing bridge", within=3)),
        ('"swing bri"*~3', Words("swing bri", is_prefix=True, within=3)),
        ('title:"swing bridge"~0', Words("swing bridge", "title", within=0)),
        ("TITLE:bri*", Words("bri", "title", is_prefix=True)),
        ("in:Comment", Filter("in", "comments")),
        ("site:https://www.Example.org/x?y", Filter("site", "example.org")),
        ('tag:"Été  long"', Filter("tag", "ete long")),
        ("lang:pt_BR", Filter("lang", "pt-br")),
        ("year:2012", Filter("year", "2012")),
        ("year:2014..2012", Filter("year", "2012..2014")),
        ("year:..2012", Filter("year", "..2012")),
        ("before:2012-6", Filter("before", "2012-06")),
        ("on:2012-6", Filter("on", "2012-06")),
        ("on:2013..2012-6", Filter("on", "2012-06..2013")),
        ("on:2012..2012", Filter("on", "2012")),
        ("comments:>10", Filter("comments", ">10")),
        ("comments:=010", Filter("comments", "10")),
        ("replies:20..5", Filter("replies", "5..20")),
        ("replies:5..", Filter("replies", ">=5")),
        ("replies:..5", Filter("replies", "<=5")),
        ("declared:≠Kept", Filter("declared", "!=kept")),
        ('declared:"> 3"', Filter("declared", ">3")),
        ("has:Images", Filter("has", "image")),
        ("kind:Stories", Filter("kind", "story")),
        ("link:https://www.far.example/x", Filter("link", "far.example")),
        ("thread:k1", Filter("thread", "k1")),
        ("thread:/a/k1/the-quay/", Filter("thread", "k1")),
        ("thread:HTTP://www.x.example/q/?utm_source=a#c", Filter("thread", "https://x.example/q/")),
        ("thread:x.example/q", Filter("thread", "https://x.example/q")),
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
        ("*bridge", Words("bridge"), "* at the beginning of a word"),
        ("ab~", Words("ab"), "no single word of three letters"),
        ("well-known~", Words("well-known"), "no single word of three letters"),
        ("toll~2", Words("toll", edits=1), "misspelled once at most"),
        ("bri*~", Words("bri", is_prefix=True), "the ~ was left out"),
        ('"a b"~', Words("a b", within=5), "read as ~5"),
        ('"a b"~5000', Words("a b", within=100), "at most 100 others"),
        ('"' + "a " * 21 + '"~3', Words(("a " * 21).strip()), "more than 20 words"),
        ("comments:many", Words("comments:many"), "comments: needs a number"),
        ("comments:!=kept", Words("comments:!=kept"), "comments: needs a number"),
        ("has:wings", Words("has:wings"), "has: needs image, link or quote"),
        ("on:yesterday", Words("on:yesterday"), "on: needs a date"),
        ("state:draft", Words("state:draft"), "state: is for the keeper"),
        ("thread:/b/c/", Words("thread:/b/c/"), "thread: needs the address"),
        ("autor:ann", Words("autor:ann"), "Did you mean author:?"),
        ("before:2012 a before:2010-5", And((A, Filter("before", "2010-05"))), "the earlier one"),
        ("after:2012 after:2013 after:2011", Filter("after", "2013"), "Three after: dates"),
        (
            "in:articles in:comments",
            And((Filter("in", "articles"), Filter("in", "comments"))),
            "two values of in:",
        ),
        (
            "after:2014 before:2012",
            And((Filter("after", "2014"), Filter("before", "2012"))),
            "No day lies after 2014",
        ),
        (
            "c?c " * 45,
            And((Words("c?c", is_pattern=True),) * 40 + (Words("c?c"),) * 5),
            "Only the first 40 words with",
        ),
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
        ("before:2012-03..2013", None, 20120229),
        ("on:2012", 20120101, 20121231),
        ("on:2012-06-15", 20120615, 20120615),
        ("on:2012-06-15..2013", 20120615, 20131231),
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
        ("after:2011..2012-07", 20120731, 20120801),
    ],
)
def test_after_begins_when_the_named_period_has_ended(text, outside, inside):
    first, last = parse(text).tree.days()
    assert outside < first <= inside
    assert last is None


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("today", "2026-03-01"),
        ("Yesterday", "2026-02-28"),
        ("this-week", "2026-02-23..2026-03-01"),
        ("last-week", "2026-02-16..2026-02-22"),
        ("this-month", "2026-03"),
        ("last-month", "2026-02"),
        ("last-year", "2025"),
        ('"last year"', "2025"),
        ("30-days-ago", "2026-01-30"),
        ("2-weeks-ago", "2026-02-09..2026-02-15"),
        ("14-months-ago", "2025-01"),
        ("1-year-ago", "2025"),
        ("last-year..today", "2025..2026-03-01"),
    ],
)
def test_words_for_dates_count_from_the_day_that_is_told(typed, value):
    query = parse(f"on:{typed}", today=date(2026, 3, 1))
    assert query.tree == Filter("on", value)
    assert parse(to_text(query)) == query


def test_dates_before_all_years_are_words():
    today = date(2026, 3, 1)
    for text in ("on:99999-years-ago", "on:99999-months-ago", "on:3000-years-ago"):
        assert parse(text, today=today).tree == Words(text)
    assert parse("year:last-year", today=today).tree == Filter("year", "2025")
    assert parse("year:last-week", today=today).notes


def test_the_keepers_operators_are_the_keepers():
    assert parse("state:Draft", is_keepers=True).tree == Filter("state", "draft")
    assert parse("state:none", is_keepers=True).notes
    assert "state" not in "".join(parse("stat:x").notes).replace("stat:x", "")


@pytest.mark.parametrize(
    ("value", "held"),
    [
        ("2", {2}),
        ("!=2", {0, 1, 3, 4}),
        (">2", {3, 4}),
        (">=2", {2, 3, 4}),
        ("<2", {0, 1}),
        ("<=2", {0, 1, 2}),
        ("1..3", {1, 2, 3}),
    ],
)
def test_counts_are_bounds(value, held):
    bounds = parse(f"comments:{value}").tree.bounds()
    assert {number for number in range(5) if bounds.hold(number)} == held


def test_what_is_compared_with_the_kept_is_a_difference():
    bounds = parse("declared:<kept").tree.bounds()
    assert (bounds.low, bounds.high, bounds.is_difference) == (None, -1, True)
    assert parse("declared:!=kept").tree.bounds().is_outside


def test_what_stands_near_each_other_is_parted_by_blanks_alone():
    words = Words("well-known bri", is_prefix=True, within=4)
    first, second = words.items()
    assert [one.text for one in first] == ["well", "known"]
    assert (second[0].text, second[0].is_prefix) == ("bri", True)
    assert words.width == 7


@pytest.mark.parametrize("operator", OPERATORS, ids=lambda one: one.name)
def test_every_operator_is_read_as_its_example_says(operator):
    query = parse(operator.example, today=date(2026, 3, 1), is_keepers=True)
    (condition,) = query.conditions
    assert not query.notes
    assert getattr(condition, "name", None) or condition.scope == operator.name


def test_choices_are_understood():
    for operator in FILTERS.values():
        for choice in operator.choices:
            assert operator.normal(choice) == choice


# fmt: off
PIECES = st.sampled_from([
    "(", ")", '"', "-", "*", ":", ".", "a", "é", "東", "½", "“", "AND", "OR", "NOT", "title:",
    "author:", "site:", "tag:", "in:", "year:", "before:", "lang:", "person:", "2012", "..",
    "by:", "2012-6", "comments", "www.", "//", "??", "en", "x:", "?", "~", "~2", "bridge", "on:",
    "own:", "reply-to:", "thread:", "has:", "link", "comments:", ">1", "5..2", "!=", "kept",
    "declared:", "state:", "draft", "after:", "last-week",
])
# fmt: on
PIECES = st.one_of(st.just(" "), PIECES)


@settings(deadline=None)
@given(st.one_of(st.text(), st.lists(PIECES).map("".join)))
@example('-"--a" OR (b -(c OR AND))')
@example('"*a" title:"*a"')
@example('"a" OR "(" tag:"x*" tag:x* a"b"*')
def test_every_text_parses_and_comes_back_equal(text):
    query = parse(text)
    again = parse(to_text(query))
    assert again == query
    assert not [note for note in again.notes if not note.startswith(("Nothing has", "No day lies"))]
    keepers = parse(text, today=date(2026, 3, 1), is_keepers=True)
    assert parse(to_text(keepers), is_keepers=True) == keepers


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
    assert [(p.label, p.value) for p in parts_of(parse('"a b"~3 wren~ title:t?l by:an*'))] == [
        ("near", "a b~3"),
        ("words", "wren~"),
        ("title", "t?l"),
        ("by", "an*"),
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


@given(st.lists(st.sampled_from(["a", '"a b"', "(a OR b)", "-c", "site:a.example", "NOT (c d)"])))
def test_a_writer_writes_what_the_changed_query_says(pieces):
    query = parse(" ".join(pieces))
    writer = Writer(query)
    for piece in ("a", "(a OR b)", "-c", "site:b.example", "x"):
        condition = parse(piece).tree
        assert writer.adding(condition) == to_text(query.adding(condition))
        assert writer.without(condition) == to_text(query.without(condition))
