"""Out as jsonl and in again: the same archive, keeper's word included."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.curation import actions
from archive.export.jsonl import jsonl_lines
from archive.intake.runs import Options, take_in
from archive.lib.dates import moment_from_iso
from archive.models import (
    Address,
    Article,
    ArticleTerm,
    Capture,
    Comment,
    Person,
    Site,
    SourceIdentity,
    Term,
)
from archive.models.visibility import KEEPER
from archive.parsing.drafts import PersonDraft, TermDraft
from tests.drafts import at, captured, on, piece, said, store, sums, sums_after
from tests.factories import make_site

pytestmark = pytest.mark.django_db

MODELS = (SourceIdentity, Address, Capture, Comment, Article, Person, Site)


def empty_the_archive():
    for model in (Article, Comment, Person):
        model.objects.update(merged_into=None, joined_to=None)
    for model in MODELS:
        model.objects.all().delete()


def fill():
    store(
        captured(
            piece(
                said(
                    "One.",
                    number=1,
                    score=3,
                    permalink="#comment-1",
                    author_url="http://a.example",
                    by_article_author=True,
                ),
                said("Two.", "Dele", number=2, parent_ref="1", posted=at(9, 2, offset=120)),
                said("", "", number=3, state="deleted", posted=None),
                said("Orphan.", number=5, parent_ref="4"),
                said("Mail.", number=6, author=PersonDraft("Eve", email="eve@mail.example")),
                said("No id.", by="", posted=None),
                said("Round.", number=8, parent_ref="9"),
                said("And round.", number=9, parent_ref="8"),
                site_name="Tidewater Notes",
                authors=(PersonDraft("Ingrid"), PersonDraft("Marit", user_id="2")),
                terms=(TermDraft("Harbours", "category"), TermDraft("橋")),
                declared_comment_count=7,
                comments_state="closed",
                language="en",
                standfirst="On opening.",
            ),
            1,
        )
    )
    store(captured(piece(said("One, changed.", number=1), title="The gate"), 2))
    article = Article.objects.get()
    Article.objects.update(keeper_title="Kept", visibility="hidden")
    first = article.comments.get(identities__value="1")
    Comment.objects.filter(identities__value="6").update(
        keeper_parent=first, keeper_parent_is_set=True, visibility="withdrawn"
    )
    store(piece(canonical_url="https://other.example/x", title="Alone", body_html=""))


def test_a_round_trip_gives_the_same_sums(tmp_path):
    fill()
    before, out = sums(), tmp_path / "archive.jsonl"
    keys = set(Comment.objects.values_list("key", flat=True))
    call_command("export", "--to", str(out))
    empty_the_archive()
    assert sums() != before
    run = take_in([str(out)], Options())
    assert run.receipt.count("refused") == 0
    assert sums() == before
    assert set(Comment.objects.values_list("key", flat=True)) == keys
    assert Article.objects.filter(keeper_title="Kept", visibility="hidden").exists()
    again = take_in([str(out)], Options())
    assert again.receipt.count("unchanged") == sum(again.receipt.read.values())


def test_queries_do_not_grow_with_rows():
    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            list(jsonl_lines(KEEPER))
        return len(caught)

    for number in range(3):
        store(piece(said("x", number=1), canonical_url=f"https://x.example/{number}"))
    few = queries()
    for number in range(3, 12):
        comments = [said(f"{n}", number=n) for n in range(5)]
        store(piece(*comments, canonical_url=f"https://x.example/{number}"))
    assert queries() == few


def test_the_digest_does_not_depend_on_keys_rows_or_captured_bytes():
    fill()
    before = sums()
    for comment in Comment.objects.all():
        Comment.objects.filter(pk=comment.pk).update(key=f"k{comment.pk}")
    Capture.objects.update(stored_as="")
    assert sums() == before


def test_every_word_of_the_keeper_comes_back(tmp_path, keeper):
    article = store(piece(said("One.", "Ada", number=1), authors=(PersonDraft("Ingrid"),))).article
    actions.set_date(article, moment_from_iso("2011-05"), keeper)
    actions.set_authors(article, ["Bo", "Ada"], keeper)
    actions.move(article, make_site("elsewhere.example"), keeper)
    actions.mark_spam(article, keeper)
    before, out = sums(), tmp_path / "archive.jsonl"
    call_command("export", "--to", str(out))
    empty_the_archive()
    take_in([str(out)], Options())
    assert sums() == before
    back = Article.objects.get()
    assert [str(one.person) for one in back.article_authors.shown()] == ["Bo", "Ada"]
    assert (back.site.host, back.visibility) == ("elsewhere.example", "spam")
    assert str(back.shown_published_on) == "2011-05-01"


def test_keys_of_joined_rows_and_the_keepers_terms_come_back(tmp_path):
    article = store(piece(said("One.", number=1), said("Two.", number=2))).article
    one, two = article.comments.order_by("position")
    other = store(piece(canonical_url="https://other.example/x", title="Alone")).article
    Comment.objects.filter(pk=two.pk).update(merged_into=one, joined_to=one)
    Article.objects.filter(pk=other.pk).update(merged_into=article, joined_to=article)
    term = Term.objects.create(slug="shelf", name="Shelf")
    ArticleTerm.objects.create(article=article, term=term, is_keepers=True)
    out = tmp_path / "archive.jsonl"
    call_command("export", "--to", str(out))
    empty_the_archive()
    take_in([str(out)], Options())
    assert Article.objects.get(key=other.key).merged_into.key == article.key
    assert Comment.objects.get(key=two.key).merged_into.key == one.key
    assert ArticleTerm.objects.get(is_keepers=True).term.name == "Shelf"


def test_the_digest_does_not_depend_on_the_key_of_hmacs(settings):
    eve, mallory = (PersonDraft(name, email=f"{name}@mail.example") for name in ("Eve", "Mallory"))
    drafts = [
        captured(piece(said("One.", number=1, author=one), authors=(one,)), day)
        for day, one in enumerate((eve, mallory), 1)
    ]
    results = set()
    for key in (b"one key", b"another"):
        settings.ARCHIVE_HMAC_KEY = key
        results.add(tuple(sums_after(drafts)))
    assert len(results) == 1


@pytest.mark.parametrize(
    ("model", "change"),
    [
        (Article, {"body_html": "<p>x</p>"}),
        (Article, {"declared_comment_count": 1}),
        (Article, {"keeper_standfirst": "x"}),
        (Comment, {"body_html": "<p>x</p>"}),
        (Comment, {"parent": None}),
        (Comment, {"state": "spam"}),
        (Comment, {"posted_precision": "day"}),
        (Comment, {"first_seen_at": on(30)}),
        (Comment, {"last_seen_at": on(30)}),
        (Capture, {"sha256": "f" * 64}),
        (Person, {"name": "Somebody else"}),
    ],
)
def test_the_digest_hears_of_every_change_of_content(model, change):
    fill()
    before = sums()
    rows = model.objects
    if model is Comment:
        rows = rows.filter(parent__isnull=False, posted_at__isnull=False)
    model.objects.filter(pk=rows.order_by("-pk")[0].pk).update(**change)
    assert sums() != before


def test_the_digest_command_prints_a_line_a_kind(capsys):
    fill()
    call_command("digest")
    kinds = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert kinds == ["articles", "comments", "revisions", "captures", "people", "archive"]
