"""A record that came in before is known again: nothing of it is read, and nothing is written."""

from dataclasses import replace

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as settings_for
from hypothesis import strategies as st

from archive.curation import actions
from archive.intake import arrivals, known
from archive.intake.runs import Options, take_in
from archive.models import Article, Comment, KnownRecord
from archive.parsing.drafts import Identity, Own
from archive.parsing.sources import BytesSource
from tests.drafts import captured, piece, said, sums

pytestmark = pytest.mark.django_db
settings_of_hypothesis = settings_for(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def thread(number, *, title="The bell", body="Rings.", answers="1", **values):
    """A thread as Disqus lists it: the article, then its comments apart, one of them twice."""
    name = Identity("disqus:forum", f"t{number}")
    article = piece(
        rank="export", title=title, body_html=f"<p>{body}</p>", identities=(name,),
        canonical_url=f"https://tidewater.example/{number}/", published=None,
    )  # fmt: skip
    first, answer = (
        said(text, ref=ref, article=name, identities=(Identity("disqus:forum", f"{number}{ref}"),))
        for text, ref in (("First.", "1"), ("Answer.", "2"))
    )
    answer = replace(answer, parent_ref=answers)
    return [replace(article, **values), first, answer, answer]


@pytest.fixture
def take(tmp_path, monkeypatch):
    def taken(*records):
        path = tmp_path / "records"
        path.write_text(repr(records))
        with monkeypatch.context() as patch:
            patch.setattr("archive.parsing.formats.text.parse", lambda *_: iter(records))
            return take_in([str(path)], Options(format="text"))

    return taken


@pytest.fixture
def reading(monkeypatch):
    """How many records were read, not known again."""
    read = []
    prepare = arrivals.prepare

    def prepared(draft, *args):
        read.append(draft)
        return prepare(draft, *args)

    monkeypatch.setattr(arrivals, "prepare", prepared)
    return read


def the_long_way(monkeypatch, take, *records):
    with monkeypatch.context() as patch:
        patch.setattr(arrivals, "known_among", lambda marks: {})
        return take(*records)


def kept():
    return sums(), list(KnownRecord.objects.values())


def test_the_same_once_more_is_not_read_and_accounted_for_as_if_it_was(
    take, reading, monkeypatch, django_assert_max_num_queries
):
    records = [*thread(1), *thread(2)]
    take(*records)
    before = kept()
    long_way = the_long_way(monkeypatch, take, *records)
    reading.clear()
    with django_assert_max_num_queries(9):  # the run's own, and one for each batch
        run = take(*records)
    assert reading == []
    assert run.receipt.as_json() == long_way.receipt.as_json()
    assert run.receipt.lines["comments", "duplicate"] == 2
    assert kept() == before


def test_what_lacks_a_parent_once_is_known_the_next_time(take, reading):
    run = take(*thread(1, answers="77"))
    assert len(run.problems) == 1
    before = kept()
    reading.clear()
    run = take(*thread(1, answers="77"))
    assert (reading, run.problems) == ([], [])
    assert kept() == before


def test_what_meets_a_problem_every_time_is_read_every_time(take, reading):
    first = take(*thread(1, answers="2"))
    before = kept()
    reading.clear()
    again = take(*thread(1, answers="2"))
    assert len(reading) == 1
    assert len(first.problems) == len(again.problems) == 1
    assert kept() == before


def test_a_record_that_says_something_else_is_read(take, reading):
    take(*thread(1))
    reading.clear()
    take(*thread(1, body="Rings twice."))
    assert len(reading) == 1
    assert Article.objects.get().revisions.filter(field="body").exists()


@pytest.mark.parametrize("other", ["another source", "the keeper", "both"])
def test_what_came_in_between_stays_as_if_all_were_read(take, monkeypatch, keeper, other):
    records = [*thread(1), *thread(2, title="The gong")]
    take(*records)
    if other != "the keeper":
        article, first, *_ = thread(1, title="The great bell", body="Rings four times.")
        take(article, replace(first, body_html="<p>First, I say.</p>"))
    if other != "another source":
        one, two = Article.objects.order_by("pk")
        actions.merge_articles(two, one, keeper)
        actions.hide(Comment.objects.filter(article=one).first(), keeper)
    before = sums()
    take(*records)
    assert sums() == before
    the_long_way(monkeypatch, take, *records)
    assert sums() == before


def test_one_that_shares_its_id_with_a_known_one_is_still_another(take, monkeypatch):
    one, other = thread(1)[0], thread(1, title="The gong", body="Is struck.")[0]
    take(one, other)
    before = sums()
    run = take(one, other)
    assert run.receipt.lines == {("articles", "unchanged"): 2}
    assert sums() == before
    take(other, one)
    turned = sums()
    the_long_way(monkeypatch, take, other, one)
    assert sums() == turned


@pytest.mark.parametrize("change", ["program", "key", "file of an unknown site"])
def test_what_may_come_out_otherwise_is_read_again(take, reading, monkeypatch, settings, change):
    records = thread(1)
    if change == "file of an unknown site":
        records[0] = replace(records[0], canonical_url="")
    take(*records)
    reading.clear()
    if change == "program":
        monkeypatch.setattr(known, "_program", lambda: "another")
    elif change == "key":
        settings.ARCHIVE_HMAC_KEY = b"another"
    else:
        records += thread(3)[:1]
    take(*records)
    assert len(reading) >= 2


@pytest.mark.parametrize("what", ["a page", "an own export"])
def test_what_has_bytes_or_an_archive_of_its_own_is_always_read(take, reading, what):
    own = Own(keeper={"title": "My bell"}) if what == "an own export" else None
    article = replace(thread(1)[0], own=own)
    record = captured(article, 1) if what == "a page" else article
    take(record)
    take(record)
    assert len(reading) == 2
    assert not KnownRecord.objects.exists()


@given(st.lists(st.integers(0, 7), min_size=1, max_size=6), st.lists(st.booleans(), max_size=6))
@settings_of_hypothesis
def test_what_is_known_never_makes_a_difference(order, again):
    """Any records in any order, some of them once more: the same store with and without."""
    drafts = [
        thread(number % 3, title=("The bell", "The gong")[number // 3 % 2], answers=answers)
        for number, answers in zip(range(8), "12177121", strict=True)
    ]
    given_now = [drafts[number] for number in order]
    repeated = [one for one, is_again in zip(given_now, again, strict=False) if is_again]
    assert outcome([*given_now, *repeated], is_known=True) == outcome(
        [*given_now, *repeated], is_known=False
    )


def outcome(inputs, *, is_known):
    """The sums and the accounts of taking these in, one after the other, into an empty archive."""
    with pytest.MonkeyPatch.context() as patch, transaction.atomic():
        if not is_known:
            patch.setattr(arrivals, "known_among", lambda marks: {})
        accounts = []
        for records in inputs:
            patch.setattr("archive.parsing.formats.text.parse", lambda *_, r=records: iter(r))
            run = take_in([BytesSource(repr(records).encode(), "x")], Options(format="text"))
            accounts.append((run.receipt.as_json(), run.problems))
        result = sums(), accounts
        transaction.set_rollback(True)
    return result
