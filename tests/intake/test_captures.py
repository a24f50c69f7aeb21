"""Captures of different days against what DESIGN says of them, told anew from the captures."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.models import Article
from tests.drafts import captured, on, piece, said, store

pytestmark = pytest.mark.django_db
WORDS = ["Yes.", "No.", "Why?"]


@st.composite
def days(draw):
    """Per day, whether the whole thread is shown, the title, and the words of each comment."""
    found = {}
    for day in draw(st.lists(st.integers(1, 9), min_size=1, max_size=4, unique=True)):
        shown = {
            number: draw(st.sampled_from(WORDS)) for number in range(1, 4) if draw(st.booleans())
        }
        found[day] = (draw(st.booleans()), draw(st.sampled_from(["A gate", "The gate"])), shown)
    return found


def drafts_of(found):
    return [
        captured(
            piece(
                *(said(words, number=number) for number, words in shown.items()),
                title=title,
                comments_state="open",
            ),
            day,
            complete=is_complete,
        )
        for day, (is_complete, title, shown) in found.items()
    ]


def expected(found):
    """Per comment: the words shown, the earlier ones, when first and last seen, and gone."""
    told = {}
    for number in {number for _, _, shown in found.values() for number in shown}:
        seen = sorted(day for day, (_, _, shown) in found.items() if number in shown)
        latest = {found[day][2][number]: day for day in seen}
        now = found[seen[-1]][2][number]
        earlier = {(words, on(day)) for words, day in latest.items() if words != now}
        gone = [day for day, (is_complete, _, _) in found.items() if is_complete and day > seen[-1]]
        gone_at = on(min(gone)) if gone else None
        told[str(number)] = (now, earlier, on(seen[0]), on(seen[-1]), gone_at)
    return told


def kept(article):
    told = {}
    for row in article.comments.all():
        earlier = {
            (one.value.removeprefix("<p>").removesuffix("</p>"), one.captured_at)
            for one in row.revisions.filter(field="body")
        }
        number = row.identities.get(namespace="wordpress").value
        times = row.first_seen_at, row.last_seen_at, row.gone_at
        told[number] = (row.body_text, earlier, *times)
    return told


@given(days(), st.randoms(use_true_random=False))
@settings(
    max_examples=50,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_words_revisions_and_times_are_what_the_captures_say(found, chance):
    drafts = drafts_of(found)
    chance.shuffle(drafts)
    with transaction.atomic():
        for draft in drafts:
            store(draft)
        article = Article.objects.get()
        last = max(found)
        assert kept(article) == expected(found)
        assert article.title == found[last][1]
        titles = {title for _, title, _ in found.values()} - {article.title}
        assert set(article.revisions.values_list("value", flat=True)) == titles
        for revision in article.revisions.all():
            assert revision.capture.captured_at == revision.captured_at
        assert article.captures.count() == len(found)
        transaction.set_rollback(True)


def test_of_captures_without_a_time_the_smaller_words_stand_whatever_came_first():
    drafts = [piece(said(words, number=1), title=words) for words in ("B", "A")]
    for order in (drafts, drafts[::-1]):
        with transaction.atomic():
            article = [store(draft) for draft in order][-1].article
            article.refresh_from_db()
            row = article.comments.get()
            assert (article.title, row.body_text) == ("A", "A")
            assert (row.first_seen_at, row.last_seen_at, row.gone_at) == (None, None, None)
            assert row.revisions.get().captured_at is None
            transaction.set_rollback(True)
