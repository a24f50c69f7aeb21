"""Whatever comes first, the archive ends the same."""

from dataclasses import replace
from itertools import permutations

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.models import Address, Term
from archive.parsing.drafts import Identity, PersonDraft, TermDraft
from tests.drafts import ADDRESS, at, captured, on, piece, said, store, sums, sums_after, thread

pytestmark = pytest.mark.django_db


def wordpress_export():
    return piece(
        said("One.", number=1, author=PersonDraft("Tomasz", user_id="4")),
        said("Two, revised.", number=2, parent_ref="1"),
        said("Buy now", number=3, state="spam"),
        rank="export",
        parser="wxr",
        identities=(Identity("wordpress", "77"),),
        modified_at=on(9),
        terms=(TermDraft("Harbours", "category"),),
    )


def disqus_export():
    names = [(Identity("disqus", str(number)),) for number in (901, 902, 903)]
    return piece(
        said("One.", ref="901", identities=names[0], posted=at(9, 1)),
        said("Two.", ref="902", identities=names[1], parent_ref="901", posted=at(9, 2)),
        said("Only here.", "Dele", ref="903", identities=names[2], posted=at(12)),
        rank="export",
        parser="disqus",
        title="A bridge is also a gate - Tidewater",
        body_html="",
        published=None,
    )


def saved_page(day: int, second: str = "Two."):
    comments = (said("One.", number=1), said(second, number=2, parent_ref="1"))
    return captured(piece(*comments, declared_comment_count=day, comments_state="open"), day)


def text_dump():
    return piece(
        said("One.", by="", posted=None, ref="x"),
        rank="dump",
        parser="text",
        canonical_url="",
        site_host="tidewater.example",
        body_html="<p>The bridge opens for the herring boats!</p>",
    )


def test_export_export_page_and_newer_page_in_every_order_are_one_archive():
    drafts = [wordpress_export(), disqus_export(), saved_page(1), saved_page(2, "Two, revised.")]
    results = {tuple(sums_after(order)) for order in permutations(drafts)}
    assert len(results) == 1


def test_a_dump_of_the_same_title_and_day_joins_the_page_in_either_order():
    drafts = [text_dump(), saved_page(1)]
    one, other = (sums_after(order) for order in permutations(drafts))
    assert one == other
    assert one[0].split()[:2] == ["articles", "1"]


def test_a_circle_that_a_later_record_unties_is_no_circle_in_any_order():
    drafts = [
        captured(piece(said("One.", number=1, parent_ref="2"), said("Two.", number=2)), 1),
        captured(piece(said("Two.", number=2, parent_ref="1")), 2),
        captured(piece(said("One.", number=1, parent_ref="3"), said("Three.", number=3)), 3),
    ]
    ends = set()
    for order in permutations(drafts):
        with transaction.atomic():
            articles = [store(draft).article for draft in order]
            ends.add((*thread(articles[0]), *sums()))
            transaction.set_rollback(True)
    assert len(ends) == 1
    assert next(iter(ends))[:3] == ((0, "Three."), (1, "One."), (2, "Two."))


def test_what_nobody_is_named_for_pairs_first_with_what_nobody_is_named_for():
    unnamed = piece(said("+1", "", ref="x", posted=None))
    both = piece(
        said("+1", "Ana", ref="a", posted=None), said("+1", "", ref="b", posted=None, rank=1)
    )
    one, two = (sums_after(order) for order in permutations([unnamed, both]))
    assert one == two


def test_names_of_a_term_and_addresses_of_a_comment_end_the_same_in_any_order():
    drafts = [
        captured(piece(said("One.", number=1, permalink=link), terms=(TermDraft(name),)), day)
        for day, link, name in ((1, "#b", "sea"), (2, "#a", "Sea"), (3, "", "SEA"))
    ]
    ends = set()
    for order in permutations(drafts):
        with transaction.atomic():
            for draft in order:
                store(draft)
            addresses = Address.objects.filter(comment__isnull=False)
            fragments = tuple(sorted(addresses.values_list("fragment", flat=True)))
            ends.add((Term.objects.get().name, fragments, *sums()))
            transaction.set_rollback(True)
    assert len(ends) == 1
    assert next(iter(ends))[:2] == ("SEA", ("a", "b"))


def test_a_page_that_claims_anothers_address_stays_apart_in_either_order():
    other = "https://tidewater.example/other/"
    claims = replace(piece(canonical_url=other), url=ADDRESS)
    owner = piece(canonical_url=other, title="Quite another", body_html="<p>Other words.</p>")
    one, two = (sums_after(order) for order in permutations([claims, owner]))
    assert one == two
    assert one[0].split()[:2] == ["articles", "2"]


def test_threads_that_a_later_record_joins_end_as_if_they_had_been_one():
    by_id = {"identities": (Identity("wordpress", "77"),), "site_host": "tidewater.example"}
    exported = piece(
        said("One.", number=1), said("Two.", "Dele", number=2, parent_ref="1"),
        canonical_url="", published=None, rank="export", **by_id,
    )  # fmt: skip
    names = [(Identity("disqus", str(number)),) for number in (901, 902)]
    page = piece(
        said("One.", ref="901", identities=names[0], posted=at(9, 1)),
        said("Two.", "Dele", ref="902", identities=names[1], parent_ref="901", posted=at(9, 2)),
    )
    both = piece(said("Three.", number=3), rank="feed", **by_id)
    results = {tuple(sums_after(order)) for order in permutations([exported, page, both])}
    assert len(results) == 1
    assert next(iter(results))[1].split()[:2] == ["comments", "3"]


def test_people_of_earlier_words_are_known_when_a_record_joins_two_rows():
    first = piece(said("Same words.", "Ana", number=7))
    edited = captured(piece(said("Same words.", "Bea", number=7)), 2)
    other = piece(said("Others.", "Cy", ref="d", identities=(Identity("disqus", "99"),)))
    names = (Identity("wordpress", "7"), Identity("disqus", "99"))
    both = piece(said("Same words.", "Ana", number=7, identities=names))
    results = {tuple(sums_after(order)) for order in permutations([first, edited, other, both])}
    assert len(results) == 1


words = st.sampled_from(["Yes.", "No.", "Why?", "The tide."])
names = st.sampled_from(["Ana", "Ben", ""])


@st.composite
def captures(draw):
    """A few captures of one thread: ids keep their parents, words and presence change."""
    size = draw(st.integers(1, 5))
    authors = [draw(names) for _ in range(size)]
    drafts = []
    for day in draw(st.lists(st.integers(1, 9), min_size=2, max_size=3, unique=True)):
        shown = [n for n in range(size) if draw(st.booleans())]
        comments = [
            said(
                draw(words),
                authors[n],
                number=n,
                parent_ref=str(n // 2) if n > 1 else None,
                score=draw(st.none() | st.integers(-2, 2)),
            )
            for n in shown
        ]
        title = draw(st.sampled_from(["A bridge", "The bridge", ""]))
        drafts.append(captured(piece(*comments, title=title), day, complete=draw(st.booleans())))
    return drafts


@given(captures())
@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_captures_in_any_order_are_one_archive(drafts):
    results = {tuple(sums_after(order)) for order in permutations(drafts)}
    assert len(results) == 1
