"""Notes: written, put right and taken away, each with its line in the log."""

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from archive.curation.logbook import ADDITION, CHANGE, DELETION, log, named
from archive.models import Article, Comment, Note


@transaction.atomic
def write_note(user: User, row: Article | Comment, text: str, *, is_public: bool) -> Note:
    """A new note on the article or comment, signed by the user."""
    about = {"article": row} if isinstance(row, Article) else {"comment": row}
    note = Note(
        **about,
        is_public=is_public,
        written_by=user,
        writer_name=user.get_username(),
        written_at=timezone.now(),
    )
    note.say(text)
    note.save()
    log(user, note, ADDITION, f"Wrote a note on {named(row)}.")
    return note


@transaction.atomic
def edit_note(user: User, note: Note, text: str, *, is_public: bool) -> None:
    """Lets the note say something else, or be shown to others; it stays its first writer's."""
    before = note.text, note.is_public
    note.is_public = is_public
    reword(note, text)
    if (note.text, note.is_public) != before:
        log(user, note, CHANGE, f"Changed a note on {named(note.place)}.")


def reword(note: Note, text: str) -> None:
    """Stores the note with this text; where that is another, it counts as edited now."""
    before = note.text
    note.say(text)
    if note.text != before:
        note.edited_at = timezone.now()
    note.save()


@transaction.atomic
def remove_note(user: User, note: Note) -> None:
    """Takes the note away; the log keeps its words."""
    log(user, note, DELETION, f"Removed a note on {named(note.place)}: {note.text}")
    note.delete()
