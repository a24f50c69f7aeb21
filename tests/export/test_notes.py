"""Notes out as jsonl and in again; private ones stay with the keeper, and no import loses any."""

import json

import pytest
from django.core.management import call_command

from archive.export.jsonl import jsonl_lines
from archive.intake.runs import Options, take_in
from archive.models import Article, Comment, Note, Person, Site
from archive.models.visibility import KEEPER, STRANGER
from tests.drafts import captured, piece, said, store, sums
from tests.factories import make_note

pytestmark = pytest.mark.django_db


@pytest.fixture
def bridge():
    store(captured(piece(said("One.", number=1), said("Two.", number=2)), 1))
    article = Article.objects.get()
    make_note(article, "On the piece.\n\nSee https://ledger.example/3.", writer_name="Ada")
    make_note(article, "For us.", is_public=False)
    make_note(comment(2), "On the second.", is_public=False)
    make_note(comment(1), "On the first.")
    return article


def comment(number: int) -> Comment:
    return Comment.objects.get(identities__value=str(number))


def kept() -> list[tuple[object, ...]]:
    columns = ("article__key", "comment__key", "text", "body_html", "is_public", "writer_name")
    return sorted(map(str, Note.objects.values_list(*columns, "written_at", "edited_at")))


def empty_the_archive():
    for model in (Article, Comment, Person):
        model.objects.update(merged_into=None)
    for model in (Article, Person, Site):
        model.objects.all().delete()


def exported(user) -> list[dict]:
    return [json.loads(line) for line in jsonl_lines(user)][1:]


def test_a_round_trip_brings_the_notes_back_and_gives_the_same_sums(tmp_path, bridge):
    before, notes, out = sums(), kept(), tmp_path / "archive.jsonl"
    call_command("export", "--to", str(out))
    empty_the_archive()
    assert kept() == []
    run = take_in([str(out)], Options())
    assert run.receipt.count("refused") == 0
    assert (sums(), kept()) == (before, notes)
    take_in([str(out)], Options())
    assert (sums(), kept()) == (before, notes)


def test_a_note_that_was_changed_here_is_not_brought_back_by_an_older_export(tmp_path, bridge):
    out = tmp_path / "archive.jsonl"
    call_command("export", "--to", str(out))
    Note.objects.exclude(text="For us.").delete()
    take_in([str(out)], Options())
    assert [note.text for note in Note.objects.all()] == ["For us."]


def test_the_digest_hears_of_a_note(bridge):
    before = sums()
    make_note(comment(1), "Another.")
    assert sums() != before


def test_notes_of_joined_rows_go_out_with_the_one_they_became(bridge):
    Comment.objects.filter(pk=comment(2).pk).update(merged_into=comment(1))
    [record] = exported(KEEPER)
    [one] = record["comments"]
    assert [note["text"] for note in one["keeper"]["notes"]] == ["On the first.", "On the second."]


def test_others_get_public_notes_alone_and_not_who_wrote_them(bridge):
    [record] = exported(STRANGER)
    assert [note["text"][:13] for note in record["keeper"]["notes"]] == ["On the piece."]
    assert record["comments"][0]["keeper"]["notes"][0]["text"] == "On the first."
    assert record["comments"][1]["keeper"] == {}
    text = json.dumps(record)
    assert "For us." not in text
    assert "Ada" not in text


def test_a_join_by_an_import_loses_no_note(client, bridge):
    other = store(
        piece(said("Three.", number=3), canonical_url="https://tidewater.example/?p=9", title="B")
    ).article
    make_note(other, "On the copy.")
    make_note(comment(3), "On the third.")
    both = piece(
        said("One.", number=1), canonical_url="https://tidewater.example/bridge/",
        url="https://tidewater.example/?p=9",
    )  # fmt: skip
    store(both)
    other.refresh_from_db()
    bridge.refresh_from_db()
    joined = other.merged_into or bridge.merged_into
    assert joined is not None
    assert Note.objects.count() == 6
    text = client.get(joined.get_absolute_url()).text
    for words in ("On the piece.", "On the copy.", "On the first.", "On the third."):
        assert words in text, words


def line_with(notes: object) -> str:
    record = {"kind": "article", "title": "A", "url": "https://tidewater.example/a/"}
    return json.dumps({**record, "body_html": "<p>A</p>", "keeper": {"notes": notes}})


@pytest.mark.parametrize(
    "notes",
    ["x", [1, None, "x", []], [{}], [{"text": 1, "written_at": "2026-03-12T09:00:00+00:00"}],
     [{"text": "No time."}], [{"text": "x", "written_at": "soon"}],
     [{"text": " \x00 ", "written_at": "2026-03-12T09:00:00+00:00"}]],
)  # fmt: skip
def test_notes_that_are_none_are_passed_over(tmp_path, notes):
    file = tmp_path / "odd.jsonl"
    file.write_text(line_with(notes))
    assert take_in([str(file)], Options()).receipt.count("refused") == 0
    assert Article.objects.exists()
    assert not Note.objects.exists()


def test_a_note_from_a_strange_file_is_bounded_and_only_text(tmp_path):
    file = tmp_path / "odd.jsonl"
    told = {"text": "<script>x</script>" + "y" * 30_000, "written_at": "2026-03-12T09:00:00Z",
            "is_public": "yes", "writer": ["x" * 400]}  # fmt: skip
    file.write_text(line_with([told]))
    take_in([str(file)], Options())
    note = Note.objects.get()
    assert len(note.text) == 20_000
    assert note.body_html.startswith("<p>&lt;script&gt;")
    assert (note.is_public, len(note.writer_name)) == (False, 150)
