"""Values that fields once had, as text to be compared: from revisions, and from rows."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db.models import TextField
from django.db.models.functions import Cast, Length

from archive.intake.candidates import Json
from archive.intake.fields import ARTICLE_FIELDS, COMMENT_FIELDS
from archive.lib.dates import moment_from_iso
from archive.lib.html import to_text
from archive.models import Article, Comment, Revision, SourceIdentity
from archive.models.choices import IdentityOf
from archive.reading.history import Step, Version
from archive.templatetags.archive_dates import shown
from archive.templatetags.archive_states import in_a_row, state_word
from archive.templatetags.archive_words import language_called

MOST_CHARACTERS = 1_500_000
"""Of all earlier values on one page: what takes longer to compare is not compared."""
"""Row of either kind: the tables of fields are asked for the columns of the one at hand."""
Row = Any


def _moment(value: Json) -> str:
    moment = moment_from_iso(value[0]) if value else None
    parts = shown(moment.at, value[1], value[2]) if moment else None
    return parts.whole if parts else ""


def _image(value: Json) -> str:
    return " ".join(part for part in reversed(value) if part) if value else ""


TEXTS: Mapping[str, Callable[[Json], str]] = {
    "body": to_text,
    "published": _moment,
    "posted": _moment,
    "lead_image": _image,
    "author": lambda value: str(value[0]),
    "language": language_called,
    "state": state_word,
    "comments_state": state_word,
}


class Values:
    """The values of some steps, fetched at once: six queries at most, whatever their number."""

    def __init__(self, article: Article, steps: Iterable[Step]) -> None:
        """Fetch what the steps speak of, up to MOST_CHARACTERS of earlier values."""
        wanted = list(steps)
        self.article = article
        self.comments = Comment.objects.in_bulk({one.comment for one in wanted if one.comment})
        self.earlier = _earlier(
            version.revision for one in wanted for version in (one.old, one.new) if version.revision
        )
        bylines = [one.value for one in self.earlier.values() if one.field == "authors"]
        self.names = _names(article, bylines)
        self.byline = ""
        if any(one.field == "authors" for one in wanted):
            authors = article.article_authors.of_source().select_related("person")
            self.byline = in_a_row(one.person.name for one in authors)

    def text(self, step: Step, version: Version) -> str | None:
        """A value as text; None where it was too long to be fetched."""
        if not version.revision:
            return self._held(step)
        revision = self.earlier.get(version.revision)
        if revision is None:
            return None
        if step.field == "authors":
            names = (self.names.get((space, value), "") for space, value in revision.value)
            return in_a_row(name for name in names if name)
        return TEXTS.get(step.field, str)(revision.value)

    def _held(self, step: Step) -> str:
        row: Row = self.comments[step.comment] if step.comment else self.article
        if step.field == "body":
            return str(row.body_text)
        if step.field == "author":
            return str(row.author_name)
        if step.field == "authors":
            return self.byline
        fields = COMMENT_FIELDS if step.comment else ARTICLE_FIELDS
        value = fields[step.field].read(row)
        return "" if value is None else TEXTS.get(step.field, str)(value)


def _earlier(pks: Iterable[int]) -> dict[int, Revision]:
    wanted = list(dict.fromkeys(pks))
    sizes = dict(
        Revision.objects.filter(pk__in=wanted)
        .annotate(size=Length(Cast("value", TextField())))
        .values_list("pk", "size")
    )
    left, short = MOST_CHARACTERS, []
    for pk in wanted:
        left -= sizes.get(pk, 0)
        if left >= 0:
            short.append(pk)
    return Revision.objects.in_bulk(short)


def _names(article: Article, bylines: list[Json]) -> dict[tuple[str, str], str]:
    """The names of the people whom earlier bylines speak of. One query, or none."""
    named = {(space, value) for byline in bylines for space, value in byline}
    if not named:
        return {}
    rows = SourceIdentity.objects.filter(
        what=IdentityOf.PERSON, value__in={value for _, value in named}, person__isnull=False
    ).select_related("person")
    own = sorted(rows, key=lambda one: one.site_id == article.site_id)
    return {(one.namespace, one.value): one.person.name for one in own if one.person}
