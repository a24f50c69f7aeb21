"""Which articles and comments are one: addresses, titles, ids, times."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from archive.intake.identities import Name
from archive.intake.matching import conflict, same_time
from archive.models import UNKNOWN_HOST, Article
from archive.parsing.drafts import Identity
from tests.drafts import ADDRESS, at, captured, piece, said, store


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ((9, "minute", None), (9, "second", None), True),
        ((9, "minute", 60), (9, "minute", 120), True),
        ((9, "minute", 60), (10, "minute", None), True),
        ((9, "minute", None), (10, "minute", None), False),
        ((9, "day", None), (23, "minute", None), True),
        ((9, "minute", 0), (10, "minute", 60), False),
    ],
)
def test_times_compare_at_the_coarser_precision(one, other, same):
    moments = [(datetime(2012, 6, 22, hour, tzinfo=UTC), p, o) for hour, p, o in (one, other)]
    assert same_time(*moments) is same
    assert same_time(*reversed(moments)) is same


@pytest.mark.parametrize(
    ("coarse", "fine", "month"), [("year", "month", 5), ("year", "day", 5), ("month", "day", 6)]
)
def test_a_year_or_month_holds_every_day_in_it(coarse, fine, month):
    one = (datetime(2012, 6, 1, tzinfo=UTC), coarse, None)
    assert same_time(one, (datetime(2012, month, 30, tzinfo=UTC), fine, None))
    assert not same_time(one, (datetime(2013, month, 30, tzinfo=UTC), fine, None))


def test_one_system_with_two_ids_is_a_conflict_and_several_addresses_are_none():
    wordpress, other = Name("wordpress", "1"), Name("wordpress", "2")
    assert conflict([wordpress], [other])
    assert not conflict([wordpress], [Name("disqus", "2")])
    assert not conflict([Name("address", "a")], [Name("address", "b")])
    assert conflict([Name("content", "abc-1")], [Name("content", "abc-2")])
    assert not conflict([Name("content", "abc-1")], [Name("content", "def-2")])


@pytest.mark.django_db
@pytest.mark.parametrize(
    "spelling",
    [
        "http://www.tidewater.example/bridge/",
        "https://tidewater.example:443/bridge/?utm_source=letter#respond",
    ],
)
def test_one_address_in_two_spellings_is_one_article(spelling):
    store(piece())
    assert store(piece(canonical_url=spelling)).article == Article.objects.get()


@pytest.mark.django_db
def test_another_query_is_another_article():
    store(piece())
    store(piece(canonical_url=f"{ADDRESS}?p=2"))
    assert Article.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    "claimed", ["https://elsewhere.example/bridge/", "https://tidewater.example/"]
)
def test_a_canonical_address_elsewhere_or_at_the_root_is_recorded_and_not_merged_on(claimed):
    store(piece(canonical_url=claimed, title="Home"))
    article = store(replace(piece(canonical_url=claimed), url=ADDRESS)).article
    assert Article.objects.count() == 2
    assert article.canonical_url == claimed
    assert article.source_url == ADDRESS


@pytest.mark.django_db
def test_a_canonical_address_of_an_article_that_differs_is_not_merged_on():
    other = "https://tidewater.example/other/"
    store(piece(canonical_url=other, title="Quite another", body_html="<p>Other words.</p>"))
    article = store(replace(piece(canonical_url=other), url=ADDRESS)).article
    assert Article.objects.count() == 2
    assert article.title == "A bridge is also a gate"


@pytest.mark.django_db
def test_ids_of_inputs_that_name_no_site_count_only_within_their_input():
    draft = piece(canonical_url="", published=None, identities=(Identity("wordpress", "5"),))
    one = store(draft, input_digest="a" * 64).article
    assert store(draft, input_digest="b" * 64).article != one
    assert store(draft, input_digest="a" * 64).article == one
    assert one.site.host == UNKNOWN_HOST


@pytest.mark.django_db
def test_what_names_no_site_goes_to_the_site_that_the_caller_names():
    draft = piece(canonical_url="", identities=(Identity("wordpress", "5"),))
    assert store(draft, site_host="www.Tidewater.example").article.site.host == "tidewater.example"


@pytest.mark.django_db
def test_text_without_address_or_date_goes_by_its_digest():
    draft = piece(canonical_url="", published=None, rank="dump")
    assert store(draft).article == store(draft).article
    store(replace(draft, body_html="<p>Other words.</p>"))
    assert Article.objects.count() == 2


@pytest.mark.django_db
def test_two_articles_that_a_record_knows_as_one_are_joined_with_their_threads():
    by_id = piece(
        said("One.", number=1), canonical_url="", site_host="tidewater.example",
        identities=(Identity("wordpress", "77"),), title="By its id", published=at(8, day=1),
    )  # fmt: skip
    first = store(by_id).article
    second = store(captured(piece(said("Two.", number=2, parent_ref="1")), 1)).article
    assert first != second
    both = piece(said("Three.", number=3), identities=(Identity("wordpress", "77"),))
    article = store(both).article
    second.refresh_from_db()
    assert article == first
    assert second.merged_into == first
    live = article.comments.filter(merged_into__isnull=True)
    texts = [(row.depth, row.body_text) for row in live.order_by("position")]
    assert texts == [(0, "One."), (1, "Two."), (0, "Three.")]
    assert article.comment_count == 3
    assert article.captures.count() == 1
    assert store(both).receipt.lines["articles", "unchanged"] == 1


@pytest.mark.django_db
def test_a_very_long_address_is_left_out_and_told():
    stored = store(piece(canonical_url=f"https://tidewater.example/{'x' * 3000}"))
    assert stored.article.source_url == ""
    assert any("3026 characters" in one.message for one in stored.problems)


@pytest.mark.django_db
def test_a_join_keeps_what_the_keeper_said_of_either_article():
    first = store(piece(canonical_url="", site_host="tidewater.example",
        identities=(Identity("wordpress", "77"),), title="By its id")).article  # fmt: skip
    second = store(captured(piece(), 1)).article
    Article.objects.filter(pk=second.pk).update(keeper_title="The gate", visibility="withdrawn")
    store(piece(identities=(Identity("wordpress", "77"),)))
    first.refresh_from_db()
    assert (first.shown_title, first.visibility) == ("The gate", "withdrawn")
