"""Storing articles and threads: created once, unchanged the second time, nothing lost."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.intake.importer import import_article
from archive.intake.prepare import prepare
from archive.models import Article, Comment, ImportRun, Person, StaleDocument
from archive.parsing.drafts import Context, Identity, PersonDraft, TermDraft
from tests.drafts import at, captured, on, piece, said, store, sums, thread

pytestmark = pytest.mark.django_db


def test_an_article_and_its_thread_are_kept():
    stored = store(
        piece(
            said("First.", number=1),
            said("Answer.", "Dele Okafor", number=2, parent_ref="1"),
            authors=(PersonDraft("Ingrid Halloway"),),
            terms=(TermDraft("Harbours"), TermDraft("Letters", "category")),
        )
    )
    article = stored.article
    assert thread(article) == [(0, "First."), (1, "Answer.")]
    assert (article.kept_count, article.comment_count) == (2, 2)
    assert article.last_comment_at == at(9, 2).at
    assert article.thread_shape == "01"
    assert article.body_text == "The bridge opens for the herring boats."
    assert article.slug == "a-bridge-is-also-a-gate"
    assert article.site.host == "tidewater.example"
    assert [one.name for one in article.authors.all()] == ["Ingrid Halloway"]
    assert set(article.terms.values_list("slug", flat=True)) == {"harbours", "letters"}
    assert Comment.objects.get(body_text="Answer.").person.name == "Dele Okafor"


def test_the_same_page_twice_writes_nothing():
    draft = captured(
        piece(
            said("First.", number=1),
            said("Answer.", number=2, parent_ref="1"),
            said("No id.", by=""),
            authors=(PersonDraft("Ingrid Halloway"),),
            terms=(TermDraft("Harbours"),),
        ),
        3,
    )
    store(draft)
    before = sums()
    StaleDocument.objects.all().delete()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        again = store(draft)
    written = [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert written == []
    assert sums() == before
    assert again.receipt.lines == {("articles", "unchanged"): 1, ("comments", "unchanged"): 3}


def test_a_newer_capture_updates_and_keeps_the_earlier_words():
    old = captured(piece(said("I was wrong.", number=1), title="A bridge is a gate"), 1)
    new = captured(piece(said("I was right.", number=1), said("Who?", number=2)), 2)
    store(old)
    stored = store(new)
    article = stored.article
    assert stored.receipt.lines == {
        ("articles", "updated"): 1,
        ("comments", "updated"): 1,
        ("comments", "created"): 1,
    }
    comment = article.comments.get(body_text="I was right.")
    revision = comment.revisions.get()
    assert (revision.field, revision.value) == ("body", "<p>I was wrong.</p>")
    assert revision.captured_at == on(1)
    assert revision.capture.captured_at == on(1)
    assert article.revisions.get(field="title").value == "A bridge is a gate"


def test_a_comment_missing_from_a_later_complete_capture_is_gone_but_readable():
    store(captured(piece(said("Stays.", number=1), said("Goes.", number=2)), 1))
    article = store(captured(piece(said("Stays.", number=1)), 5)).article
    store(captured(piece(said("Stays.", number=1)), 3))
    gone = {row.body_text: row.gone_at for row in article.comments.all()}
    assert gone == {"Stays.": None, "Goes.": on(3)}


def test_a_capture_of_part_of_the_thread_makes_nothing_gone():
    store(captured(piece(said("Stays.", number=1), said("Other page.", number=2)), 1))
    article = store(captured(piece(said("Stays.", number=1)), 5, complete=False)).article
    assert not article.comments.filter(gone_at__isnull=False).exists()


def test_comments_without_ids_go_with_captures_that_give_none():
    def seen(day, *texts, namespace="general"):
        draft = captured(piece(*(said(text, ref=text) for text in texts)), day)
        capture = replace(draft.capture, thread_namespace=namespace)
        return replace(draft, capture=capture)

    store(seen(1, "Stays.", "Goes."))
    store(seen(3, "Stays.", namespace="schema.org"))
    article = store(seen(5, "Stays.")).article
    gone = {row.body_text: row.gone_at for row in article.comments.all()}
    assert gone == {"Stays.": None, "Goes.": on(3)}


def test_comments_without_ids_outlast_captures_of_a_system_that_numbers_its_own():
    store(captured(piece(said("Numbered.", number=1), said("Plain.", ref="x")), 1, complete=False))
    article = store(captured(piece(said("Numbered.", number=1)), 5)).article
    assert not article.comments.filter(gone_at__isnull=False).exists()


def test_a_reply_to_nobody_known_hangs_under_a_tombstone_until_the_parent_comes():
    stored = store(piece(said("Answer.", number=2, parent_ref="1")))
    article = stored.article
    assert thread(article) == [(0, ""), (1, "Answer.")]
    assert stored.receipt.lines["comments", "re-attached"] == 1
    assert any("is nowhere" in one.message for one in stored.problems)
    assert article.comments.get(state="missing").identities.filter(value="1").exists()
    store(piece(said("First.", number=1), said("Answer.", number=2, parent_ref="1")))
    assert thread(article) == [(0, "First."), (1, "Answer.")]


def test_replies_in_a_circle_are_broken_at_the_latest_and_told():
    draft = piece(
        said("One.", number=1, parent_ref="3"),
        said("Two.", number=2, parent_ref="1"),
        said("Three.", number=3, parent_ref="2"),
    )
    stored = store(draft)
    assert thread(stored.article) == [(0, "Three."), (1, "One."), (2, "Two.")]
    assert any("circle" in one.message for one in stored.problems)
    before = sums()
    again = store(draft)
    assert again.receipt.lines["comments", "unchanged"] == 3
    assert sums() == before


def test_one_id_with_two_texts_is_two_comments_and_a_problem():
    stored = store(
        piece(said("One.", number=1), said("Another.", number=1), said("One.", number=1))
    )
    assert sorted(thread(stored.article)) == [(0, "Another."), (0, "One.")]
    assert stored.receipt.lines == {
        ("articles", "created"): 1,
        ("comments", "created"): 2,
        ("comments", "duplicate"): 1,
    }
    assert any("share the id" in one.message for one in stored.problems)


def test_the_same_words_of_one_person_twice_stay_two_comments():
    draft = piece(said("+1", number=None, ref="a"), said("+1", number=None, ref="b", rank=1))
    article = store(draft).article
    store(draft)
    assert thread(article) == [(0, "+1"), (0, "+1")]


def test_two_systems_ids_of_one_comment_meet_by_author_text_and_time():
    store(piece(said("The same.", number=7)))
    disqus = said(
        "The  same.", ref="d1", rank=3, identities=(Identity("disqus", "99"),), posted=at(9, 7)
    )
    article = store(piece(disqus, rank="export", parser="disqus")).article
    comment = article.comments.get()
    names = set(comment.identities.values_list("namespace", "value"))
    assert {("wordpress", "7"), ("disqus", "99")} <= names


def test_a_record_that_knows_two_rows_joins_them():
    store(piece(said("Same words.", number=7)))
    other = said("Not quite the same words.", ref="d1", identities=(Identity("disqus", "99"),))
    store(piece(other, said("Child.", number=8, ref="8", parent_ref="d1")))
    both = said(
        "Same words.", number=7, identities=(Identity("wordpress", "7"), Identity("disqus", "99"))
    )
    article = store(piece(both)).article
    alive = article.comments.filter(merged_into__isnull=True).order_by("position")
    assert [row.body_text for row in alive] == ["Not quite the same words.", "Child."]
    assert alive[0].revisions.get(field="body").value == "<p>Same words.</p>"
    assert alive[1].depth == 1
    assert article.comments.get(merged_into__isnull=False).merged_into == alive[0]
    assert article.comment_count == 2


def test_the_keepers_word_outlives_every_import():
    draft = captured(piece(said("One.", number=1), said("Two.", number=2)), 1)
    article = store(draft).article
    Article.objects.filter(pk=article.pk).update(keeper_title="The gate", visibility="hidden")
    first, second = article.comments.order_by("position")
    Comment.objects.filter(pk=second.pk).update(
        keeper_parent=first, keeper_parent_is_set=True, visibility="withdrawn"
    )
    store(
        captured(
            replace(draft, title="Renamed", comments=(*draft.comments, said("3", number=3))), 2
        )
    )
    article.refresh_from_db()
    assert (article.shown_title, article.title, article.visibility) == (
        "The gate",
        "Renamed",
        "hidden",
    )
    second.refresh_from_db()
    assert (second.keeper_parent, second.depth, second.visibility) == (first, 1, "withdrawn")
    assert (article.kept_count, article.comment_count) == (3, 2)


def test_people_are_found_by_the_strongest_name_of_the_record():
    store(
        piece(
            said("a", "Dele", number=1),
            said("b", "dele ", number=2),
            said("c", number=3, author=PersonDraft("Dele", email="dele@mail.example")),
            said("d", number=4, author=PersonDraft("D. Okafor", email="Dele@mail.example ")),
            said("e", number=5, author=PersonDraft("Dele", user_id="9")),
            said("f", number=6, author=PersonDraft("Okafor", user_id="9")),
            said(
                "g", number=7, author=PersonDraft("G", profile_url="https://tidewater.example/u/g")
            ),
        )
    )
    by_text = {row.body_text: row.person_id for row in Comment.objects.all()}
    assert by_text["a"] == by_text["b"]
    assert by_text["e"] == by_text["f"]
    assert len(set(by_text.values())) == 5
    assert not Person.objects.filter(identities__value__contains="mail.example").exists()


def test_a_withheld_state_marks_the_document_as_narrowed():
    store(captured(piece(said("Open.", number=1)), 1))
    StaleDocument.objects.all().delete()
    store(captured(piece(said("Open.", number=1, state="spam")), 2))
    assert StaleDocument.objects.get().narrows


def test_an_article_that_is_withdrawn_at_its_source_is_masked_at_once():
    store(captured(piece(said("Open.", number=1)), 1))
    StaleDocument.objects.all().delete()
    store(captured(piece(said("Open.", number=1), state="private"), 2))
    assert StaleDocument.objects.get().narrows


def test_a_better_name_of_a_term_marks_every_article_that_carries_it():
    first = store(piece(terms=(TermDraft("sea"),))).article
    StaleDocument.objects.all().delete()
    store(piece(canonical_url="https://tidewater.example/2/", terms=(TermDraft("Sea"),)))
    assert StaleDocument.objects.filter(key=first.key).exists()


def test_equal_records_of_one_id_are_one_whatever_they_answer_to():
    draft = piece(
        said("One.", number=1),
        said("Another.", number=1, ref="b"),
        said("Another.", number=1, ref="c"),
        said("Answer.", number=2, parent_ref="c"),
    )
    stored = store(draft)
    assert thread(stored.article) == [(0, "One."), (0, "Another."), (1, "Answer.")]
    assert stored.receipt.lines["comments", "duplicate"] == 1
    before = sums()
    store(draft)
    assert sums() == before


def test_the_same_record_twice_joins_no_more_than_once():
    told = {"by": "Ana", "rank": 3, "ref": "b"}
    store(piece(said("+1", "Ana", ref="a", posted=at(9, 3)), said("+1", posted=at(9, 40), **told)))
    draft = piece(said("+1", "Ana", ref="d", identities=(Identity("disqus", "9"),), posted=None))
    article = store(draft).article
    assert store(draft).receipt.lines["comments", "unchanged"] == 1
    assert thread(article) == [(0, "+1"), (0, "+1")]


def test_two_threads_of_a_thousand_equal_comments_are_joined_with_few_statements(
    django_assert_max_num_queries,
):
    count = 1_000
    by_id = {"identities": (Identity("wordpress", "77"),), "site_host": "tidewater.example"}
    same = [said("Same.", number=n, posted=None) for n in range(count)]
    store(piece(*same, canonical_url="", published=None, **by_id))
    names = [(Identity("disqus", str(n)),) for n in range(count)]
    store(piece(*(said("Same.", ref=f"d{n}", identities=one) for n, one in enumerate(names))))
    with django_assert_max_num_queries(count // 5):
        article = store(piece(**by_id)).article
    assert article.comments.filter(merged_into__isnull=True).count() == count


def test_an_unknown_state_is_kept_pending_and_told():
    stored = store(piece(said("?", number=1, state="quarantined"), state="inherit"))
    assert stored.article.state == "pending"
    assert stored.article.comments.get().state == "pending"
    assert [one.severity for one in stored.problems] == ["repaired", "repaired"]
    assert stored.article.comment_count == 0


def test_a_dry_run_leaves_nothing():
    from_draft = piece(said("One.", number=1))
    result = import_article(prepare(from_draft, Context(), "0" * 64), dry_run=True)
    assert result.receipt.lines["comments", "created"] == 1
    assert not Article.objects.exists()
    assert not ImportRun.objects.exists()


def test_a_thread_of_14000_comments_is_stored_with_few_statements(django_assert_max_num_queries):
    comments = [
        said(f"Number {n}.", number=n, parent_ref=str(n - 1) if n % 100 else None, posted=None)
        for n in range(14_000)
    ]
    # SQLite takes 999 values a statement, and a comment has some thirty columns.
    with django_assert_max_num_queries(14_000 // 18):
        article = store(piece(*comments)).article
    assert article.comment_count == 14_000
    assert max(depth for depth, _ in thread(article)) == 99


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("the-gate", "the-gate"),
        ("../../admin", "admin"),
        ("a/b?c#d", "a-b-c-d"),
        ("%D8%AE%D8%A8%D8%B2", "خبز"),
        ("", "a-bridge-is-also-a-gate"),
    ],
)
def test_a_slug_is_one_plain_piece_of_an_address(given, kept):
    assert store(piece(slug=given)).article.slug == kept


@pytest.mark.parametrize("ref", ["x" * 3000, "a\x00b\ud800", " "])
def test_a_parent_of_any_name_hangs_its_reply_under_a_tombstone(ref):
    draft = piece(said("Answer.", number=2, parent_ref=ref))
    assert thread(store(draft).article) == [(0, ""), (1, "Answer.")]
    assert store(draft).receipt.lines["comments", "unchanged"] == 1
