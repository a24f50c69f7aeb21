"""Notes: what the keeper has to say of an article or a comment."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy

from archive.lib.html import CLEANER_VERSION, clean, text_to_html
from archive.lib.text import clean_characters
from archive.models.about import OF_ONE_THING, About, AboutQuerySet
from archive.models.visibility import User, is_keeper

MAX_NOTE_LENGTH = 20_000
MAX_WRITER_LENGTH = 150


class NoteQuerySet(AboutQuerySet):
    """Notes, with the rule of visibility."""

    def visible_to(self, user: User) -> Self:
        """Public notes at what the user may see; for keepers all."""
        notes = super().visible_to(user)
        return notes if is_keeper(user) else notes.filter(is_public=True)


class Note(About):
    """A note on one article or one comment; shown to all who may read that, or kept to staff.

    `text` is plain text, `body_html` the same as cleaned markup: `say` sets both. `writer_name`
    is what the writer was called; it stays where the account goes, and is all that is known of
    who wrote in another archive.
    """

    text = models.TextField(max_length=MAX_NOTE_LENGTH)
    body_html = models.TextField(editable=False)
    cleaned_with = models.PositiveSmallIntegerField(default=0, editable=False)
    is_public = models.BooleanField(
        gettext_lazy("public"),
        default=False,
        help_text=gettext_lazy("Shown to everyone who may read what it is about."),
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, editable=False
    )
    writer_name = models.CharField(
        max_length=MAX_WRITER_LENGTH, blank=True, default="", editable=False
    )
    written_at = models.DateTimeField(editable=False)
    edited_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = NoteQuerySet.as_manager()

    class Meta:
        """In the order they were written."""

        ordering = ("written_at", "id")
        constraints = (models.CheckConstraint(condition=OF_ONE_THING, name="note_on_one_thing"),)

    def __str__(self) -> str:
        return self.text[:60]

    def say(self, text: str) -> None:
        """Sets what the note says, its bare addresses made links; stores nothing."""
        self.text = clean_characters(text).strip()[:MAX_NOTE_LENGTH]
        self.body_html = clean(text_to_html(self.text))
        self.cleaned_with = CLEANER_VERSION
