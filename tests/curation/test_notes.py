"""Notes: written, edited and removed by keepers alone, logged, and safe whatever they say."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from archive.curation import notes
from archive.models import Note
from tests.factories import make_article, make_comment, make_note

pytestmark = pytest.mark.django_db


def desk_of(row) -> str:
    kind = "comment" if hasattr(row, "author_name") else "article"
    return reverse(f"desk-{kind}", args=[row.key])


def logged() -> list[str]:
    return list(LogEntry.objects.order_by("pk").values_list("change_message", flat=True))


@pytest.fixture
def bridge():
    return make_article(title="A bridge", slug="a-bridge", comments=1)


def test_a_note_is_written_at_an_article_and_the_keeper_comes_back_to_it(keeper_client, bridge):
    fields = {"do": "note", "text": " Printed twice.\r\n\r\nSee https://ledger.example/3. "}
    response = keeper_client.post(desk_of(bridge), fields)
    assert response.url == bridge.get_absolute_url()
    note = Note.objects.get()
    assert (note.article, note.comment, note.is_public) == (bridge, None, False)
    assert (note.written_by.username, note.writer_name) == ("keeper", "keeper")
    assert note.text == "Printed twice.\n\nSee https://ledger.example/3."
    assert note.body_html.startswith("<p>Printed twice.</p>\n<p>See <a href=")
    assert logged() == [f"Wrote a note on the article {bridge.key} (A bridge)."]


def test_a_note_is_written_at_a_comment_and_shown_there(keeper_client, client, bridge):
    comment = bridge.comments.get()
    keeper_client.post(desk_of(comment), {"do": "note", "text": "Her sister.", "is_public": "on"})
    assert Note.objects.get().comment == comment
    assert "Her sister." in client.get(bridge.get_absolute_url()).text


def test_markup_in_a_note_is_text(keeper_client, client, bridge):
    keeper_client.post(
        desk_of(bridge),
        {"do": "note", "text": "<script>alert(1)</script> & <b>", "is_public": "on"},
    )
    page = client.get(bridge.get_absolute_url()).text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;" in page


def test_an_edited_note_says_so_and_keeps_its_writer(keeper_client, keeper, bridge):
    note = make_note(bridge, "Old words.", writer_name="Ada")
    address = reverse("desk-note", args=[note.pk])
    assert "Old words." in keeper_client.get(address).text
    keeper_client.post(address, {"text": "New words."})
    note.refresh_from_db()
    assert (note.text, note.is_public, note.writer_name) == ("New words.", False, "Ada")
    assert note.body_html == "<p>New words.</p>"
    assert note.edited_at is not None
    assert logged() == [f"Changed a note on the article {bridge.key} (A bridge)."]


def test_sending_a_note_unchanged_does_not_make_it_edited(keeper, bridge):
    note = make_note(bridge, "Words.")
    notes.edit_note(keeper, note, "Words. ", is_public=True)
    assert note.edited_at is None
    assert logged() == []


def test_a_removed_note_leaves_its_words_in_the_log(keeper_client, bridge):
    note = make_note(bridge, "Gone " + "very " * 99 + "soon.")
    response = keeper_client.post(reverse("desk-note", args=[note.pk]), {"do": "remove"})
    assert response.url == bridge.get_absolute_url()
    assert not Note.objects.exists()
    assert logged()[0].endswith(note.text)


@pytest.mark.parametrize("text", ["", " \n ", "x" * 20_001, "a\x00b"])
def test_what_is_no_note_is_refused_with_the_words_still_there(keeper_client, bridge, text):
    page = keeper_client.post(desk_of(bridge), {"do": "note", "text": text})
    assert page.status_code == 200
    assert 'class="error"' in page.text
    assert not Note.objects.exists()


def test_the_desk_of_a_merged_article_is_that_of_the_one_it_became(keeper_client, bridge):
    merged = make_article(merged_into=bridge)
    keeper_client.post(desk_of(merged), {"do": "note", "text": "Seen."})
    assert Note.objects.get().article == bridge


def test_the_desk_shows_the_notes_of_what_was_merged_and_lets_them_be_edited(keeper_client, bridge):
    first = bridge.comments.get()
    second = make_comment(bridge, merged_into=first)
    note = make_note(second, "On the twin.", is_public=False)
    assert "On the twin." in keeper_client.get(desk_of(first)).text
    response = keeper_client.post(reverse("desk-note", args=[note.pk]), {"text": "Still."})
    assert response.url == first.get_absolute_url()


def test_the_admin_makes_the_markup_of_what_it_stores(keeper_client, bridge):
    note = make_note(bridge, "Old.")
    address = reverse("admin:archive_note_change", args=[note.pk])
    response = keeper_client.post(address, {"text": "<i>New</i>.", "is_public": "on"})
    assert response.status_code == 302
    note.refresh_from_db()
    assert note.body_html == "<p>&lt;i&gt;New&lt;/i&gt;.</p>"
    assert note.edited_at is not None


def test_whoever_looks_for_what_is_not_there_is_told_so(keeper_client):
    for address in ("/desk/articles/none/", "/desk/comments/none/", "/desk/notes/77/",
                    "/desk/articles/%00/"):  # fmt: skip
        assert keeper_client.get(address).status_code == 404


def test_nobody_but_keepers_comes_to_the_desk_or_changes_anything(
    stranger_client, reader_client, bridge
):
    note = make_note(bridge, "Stays.")
    for address in (desk_of(bridge), desk_of(bridge.comments.get()),
                    reverse("desk-note", args=[note.pk])):  # fmt: skip
        for send in ("get", "post"):
            fields = {"do": "note", "text": "Mine."}
            to_sign_in = getattr(stranger_client, send)(address, fields)
            assert to_sign_in.url.startswith("/sign-in/?next=")
            assert getattr(reader_client, send)(address, fields).status_code == 403
    assert [one.text for one in Note.objects.all()] == ["Stays."]
