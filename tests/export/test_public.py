"""What a stranger's export holds: the public words, and nothing that was withheld."""

import json
from datetime import UTC, datetime

import pytest

from archive.export.jsonl import jsonl_lines
from archive.intake.runs import Options, take_in
from archive.models import Article, Comment, Person
from archive.models.visibility import KEEPER, STRANGER
from archive.parsing.drafts import PersonDraft
from tests.drafts import captured, piece, said, store

pytestmark = pytest.mark.django_db


def public_articles():
    lines = [json.loads(line) for line in jsonl_lines(STRANGER)]
    return [line for line in lines if line["kind"] == "article"]


def test_it_holds_nothing_withheld():
    article = store(
        piece(
            said("Open.", number=1),
            said("canary", "Canary", number=2, parent_ref="1", permalink="#canary"),
            said("Answer.", number=3, parent_ref="2"),
            said("canary alone", "Canary", number=4),
        )
    ).article
    Comment.objects.filter(body_text__contains="canary").update(visibility="hidden")
    hidden = store(piece(canonical_url="https://x.example/y", title="canary article")).article
    Article.objects.filter(pk=hidden.pk).update(visibility="hidden")
    (record,) = public_articles()
    assert "canary" not in json.dumps(record).casefold()
    assert record["title"] == article.title
    states = [(one["ref"], one["parent_ref"], one["state"]) for one in record["comments"]]
    assert states == [
        ("wordpress:1", None, "published"),
        ("wordpress:2", "wordpress:1", "missing"),
        ("wordpress:3", "wordpress:2", "published"),
    ]
    assert "canary" in "".join(jsonl_lines(KEEPER))


def test_a_withheld_comment_without_an_id_is_not_named_by_a_digest_of_its_words():
    store(
        piece(
            said("canary", posted=None, ref="a"),
            said("Answer.", posted=None, ref="b", parent_ref="a"),
        )
    )
    Comment.objects.filter(body_text="canary").update(visibility="withdrawn")
    (record,) = public_articles()
    tombstone, answer = record["comments"]
    assert tombstone["identities"] == []
    assert tombstone["ref"] == tombstone["key"] == answer["parent_ref"]


def test_it_holds_no_hmac_no_capture_and_no_earlier_words():
    eve = PersonDraft("Eve", email="eve@mail.example")
    store(captured(piece(said("Regretted.", number=1, author=eve), authors=(eve,)), 1))
    store(captured(piece(said("Better.", number=1, author=eve), title="Other"), 2))
    hmac = Person.objects.get().identities.get().value.rpartition(":")[2]
    assert hmac in "".join(jsonl_lines(KEEPER))
    (record,) = public_articles()
    written = json.dumps(record)
    assert hmac not in written
    assert "Regretted" not in written
    assert record["captures"] == record["revisions"] == []
    assert record["comments"][0]["author"] == {"name": "Eve"}
    assert [one["name"] for one in record["authors"]] == ["Eve"]


def test_the_keepers_order_is_the_one_that_everybody_gets():
    article = store(piece(said("One.", number=1), said("Two.", number=2, parent_ref="1"))).article
    article.comments.filter(body_text="Two.").update(keeper_parent_is_set=True)
    (record,) = public_articles()
    assert [one["parent_ref"] for one in record["comments"]] == [None, None]


def test_it_can_be_read_again(tmp_path):
    store(captured(piece(said("One.", number=1), said("Two.", number=2, parent_ref="1")), 1))
    path = tmp_path / "public.jsonl"
    path.write_text("\n".join(jsonl_lines(STRANGER)))
    run = take_in([str(path)], Options())
    assert run.receipt.lines == {("articles", "unchanged"): 1, ("comments", "unchanged"): 2}
    assert Comment.objects.get(body_text="One.").last_seen_at == datetime(2020, 1, 1, tzinfo=UTC)
