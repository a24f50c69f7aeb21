"""Which value wins, and what becomes of the others."""

from datetime import UTC, datetime
from itertools import permutations

import pytest

from archive.intake.candidates import Candidate, beats, pack, unpack
from archive.intake.fields import plain
from archive.intake.merging import Ledger, merge
from archive.models import Article
from archive.parsing.drafts import Origin

EARLY, LATE = datetime(2012, 1, 1, tzinfo=UTC), datetime(2020, 1, 1, tzinfo=UTC)
TITLE = plain("title")


@pytest.mark.parametrize(
    ("winner", "loser"),
    [
        (Origin("export"), Origin("api", LATE)),
        (Origin("api"), Origin("page", LATE)),
        (Origin("page"), Origin("feed", LATE)),
        (Origin("feed"), Origin("dump", LATE)),
        (Origin("page", LATE), Origin("page", EARLY)),
        (Origin("page", None, LATE), Origin("page", EARLY)),
        (Origin("page", None, EARLY), Origin("page")),
        (Origin("page", EARLY, LATE), Origin("page", None, EARLY.replace(year=2011))),
    ],
)
def test_rank_then_time_decide(winner, loser):
    assert beats("title", Candidate("z", winner), Candidate("a", loser))
    assert not beats("title", Candidate("a", loser), Candidate("z", winner))


def test_the_lexically_smaller_value_decides_last():
    assert beats("title", Candidate("a", Origin("page")), Candidate("b", Origin("page")))


@pytest.mark.parametrize(
    ("field", "fuller", "barer"),
    [
        ("author", ["Ada", "https://a.example/", "name", "ada"], ["Ada", "", "name", "ada"]),
        (
            "posted",
            ["2012-06-22T09:05:10+00:00", "second", 120],
            ["2012-06-22T09:05:10+00:00", "second", 0],
        ),
        (
            "posted",
            ["2012-06-22T09:05:10+00:00", "second", 120],
            ["2012-06-22T09:05:10+00:00", "second", None],
        ),
    ],
)
def test_between_equals_wins_what_says_more(field, fuller, barer):
    one, other = Candidate(fuller, Origin("export")), Candidate(barer, Origin("export"))
    assert beats(field, one, other)
    assert not beats(field, other, one)


@pytest.mark.parametrize("field", ["score", "declared_comment_count", "comments_state"])
def test_observations_of_a_moment_put_time_before_rank(field):
    newer = Candidate(1, Origin("page", None, LATE))
    older = Candidate(2, Origin("export", None, EARLY))
    assert beats(field, newer, older)


def test_origins_survive_packing():
    origin = Origin("feed", EARLY, LATE)
    assert unpack(pack(origin)) == origin


def test_every_order_of_candidates_ends_with_one_value_and_the_same_revisions():
    candidates = [
        Candidate("A", Origin("page", None, EARLY)),
        Candidate("B", Origin("page", None, LATE)),
        Candidate("A", Origin("export")),
        Candidate("C", Origin("dump")),
        Candidate("", Origin("export", LATE)),
    ]
    ends = set()
    for order in permutations(candidates):
        article, ledger = Article(), Ledger()
        for candidate in order:
            merge(article, "title", TITLE, candidate, ledger)
        kept = sorted((one.value, one.rank) for one in ledger.revisions.values())
        ends.add((article.title, str(article.origins), str(kept)))
    assert ends == {
        ("A", "{'title': ['export', None, None]}", "[('B', 'page'), ('C', 'dump')]"),
    }


def test_a_stored_revision_that_comes_to_hold_the_row_goes():
    article, ledger = Article(), Ledger()
    for value, rank in (("A", "page"), ("B", "dump")):
        merge(article, "title", TITLE, Candidate(value, Origin(rank)), ledger)
    stored = list(ledger.revisions.values())
    again = Ledger.of(stored)
    merge(article, "title", TITLE, Candidate("B", Origin("export")), again)
    assert article.title == "B"
    assert again.gone == stored
    assert [one.value for one in again.revisions.values()] == ["A"]
