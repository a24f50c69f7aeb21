"""Notes where one reads: at what they are about, to whom they are for, merged or not."""

import pytest
from django.urls import reverse

from tests.factories import make_article, make_comment, make_note

pytestmark = pytest.mark.django_db


def page_of(client, article) -> str:
    return client.get(article.get_absolute_url()).text


def notes_by_row(client, article) -> dict[str, list[str]]:
    page = client.get(article.get_absolute_url()).context["page"]
    rows = {row.key: [note.text for note in row.notes] for row in page.thread.rows}
    return {"": [note.text for note in page.notes], **rows}


@pytest.fixture
def bridge():
    return make_article(title="A bridge", slug="a-bridge", comments=2)


def test_public_notes_stand_at_what_they_are_about(client, bridge):
    first, second = bridge.comments.all()
    make_note(bridge, "On the piece.")
    make_note(second, "On the reply.")
    make_note(make_article(comments=1), "On another.")
    assert notes_by_row(client, bridge) == {
        "": ["On the piece."], first.key: [], second.key: ["On the reply."],
    }  # fmt: skip
    assert page_of(client, bridge).count("Note of this archive") == 2


def test_a_note_kept_to_staff_is_shown_to_keepers_and_called_so(
    client, reader_client, keeper_client, bridge
):
    for row in (bridge, bridge.comments.first()):
        make_note(row, "Ask Ingrid.", is_public=False)
    for visitor in (client, reader_client):
        assert "Ask Ingrid." not in page_of(visitor, bridge)
        assert "Note of this archive" not in page_of(visitor, bridge)
    text = page_of(keeper_client, bridge)
    assert text.count("Ask Ingrid.") == text.count("kept to staff") == 2


def test_only_keepers_are_told_who_wrote_a_note_and_shown_the_way_to_the_desk(
    client, reader_client, keeper_client, bridge
):
    note = make_note(bridge, writer_name="adas-account")
    for visitor in (client, reader_client):
        text = page_of(visitor, bridge)
        assert "adas-account" not in text
        assert "/desk/" not in text
    text = page_of(keeper_client, bridge)
    ways = [reverse("desk-note", args=[note.pk]), reverse("desk-article", args=[bridge.key])]
    ways += [reverse("desk-comment", args=[comment.key]) for comment in bridge.comments.all()]
    assert "adas-account" in text
    assert all(f'href="{way}"' in text for way in ways)


def test_a_note_on_what_is_not_public_is_seen_by_keepers_alone(client, keeper_client, bridge):
    hidden = make_comment(bridge, visibility="hidden")
    make_note(hidden, "On the hidden one.")
    make_comment(bridge, hidden)
    assert "On the hidden one." not in page_of(client, bridge)
    assert "On the hidden one." in page_of(keeper_client, bridge)


def test_what_was_noted_on_a_merged_row_stands_at_the_one_it_became(client, bridge):
    first, second = bridge.comments.all()
    make_note(make_comment(bridge, merged_into=second), "On the twin.")
    other = make_article(title="The same bridge")
    make_note(other, "On the copy.")
    moved = make_comment(other, author_name="Moved")
    make_note(moved, "On what moved.")
    other.merged_into = bridge
    other.save()
    moved.article = bridge
    moved.save()
    assert notes_by_row(client, bridge) == {
        "": ["On the copy."], first.key: [], second.key: ["On the twin."],
        moved.key: ["On what moved."],
    }  # fmt: skip


def test_a_merge_undone_gives_the_notes_back(client, bridge):
    first, second = bridge.comments.all()
    make_note(second, "On the second.")
    second.merged_into = first
    second.save()
    assert notes_by_row(client, bridge) == {"": [], first.key: ["On the second."]}
    second.merged_into = None
    second.save()
    assert notes_by_row(client, bridge)[second.key] == ["On the second."]


def test_a_merged_row_that_was_hidden_does_not_hide_its_note_at_the_public_one(client, bridge):
    first = bridge.comments.first()
    make_note(make_comment(bridge, merged_into=first, visibility="hidden"), "Stays readable.")
    assert notes_by_row(client, bridge)[first.key] == ["Stays readable."]


def test_notes_run_from_the_side_of_their_own_words(client, bridge):
    make_note(bridge, "ملاحظة")
    assert '<div class="note-words" dir="auto"><p>ملاحظة</p></div>' in page_of(client, bridge)
