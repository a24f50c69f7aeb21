"""What changed of an article and its thread between captures: which values, and when.

Only what the user may read now: earlier words of what is hidden, or was ever anything but
published at its source, are the keeper's alone.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy

from archive.intake.candidates import RANKS, unpack
from archive.models import Article, Comment, Revision
from archive.models.visibility import User, is_keeper

OF_ARTICLE = {
    "title": gettext_lazy("Headline"),
    "standfirst": gettext_lazy("Standfirst"),
    "authors": gettext_lazy("Byline"),
    "published": gettext_lazy("Date"),
    "language": gettext_lazy("Language"),
    "lead_image": gettext_lazy("Lead image"),
    "body": gettext_lazy("Text"),
    "comments_state": gettext_lazy("Whether comments were open"),
    "declared_comment_count": gettext_lazy("Responses declared"),
    "state": gettext_lazy("State at the source"),
}
OF_COMMENT = {
    "author": gettext_lazy("Name"),
    "posted": gettext_lazy("Date"),
    "title": gettext_lazy("Heading"),
    "body": gettext_lazy("Text"),
    "state": gettext_lazy("State at the source"),
}
"""The fields whose changes are shown, and what they are called."""
WORDS = frozenset({"title", "body"})
_NEVER = datetime.min.replace(tzinfo=UTC)
_COLUMNS = ("field", "pk", "rank", "modified_at", "captured_at", "value_digest")


@dataclass(frozen=True, slots=True)
class Version:
    """A value that a field had: `revision` is its row number, 0 for the one that the row holds.

    `at` is when its source last said so: when it changed there, else when it was captured.
    """

    revision: int
    rank: str
    at: datetime | None
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A field that came to say something else. `comment` is 0 for the article's own."""

    comment: int
    position: int
    field: str
    old: Version
    new: Version

    @property
    def at(self) -> datetime | None:
        """When the new value was said; None where nobody recorded it."""
        return self.new.at


@dataclass(frozen=True, slots=True)
class Summary:
    """How many changes there are to look at, and in the words of which comments."""

    changes: int = 0
    edited: frozenset[int] = frozenset()


def summary_of(user: User, article: Article) -> Summary:
    """The changes of an article and its thread, counted. One query."""
    own, said = _versions(user, article)
    edited = {comment for (comment, field) in said if field in WORDS}
    changes = sum(len(found) for found in (*own.values(), *said.values()))
    return Summary(changes, frozenset(edited))


def steps_of(user: User, article: Article, key: str = "") -> list[Step]:
    """Every change, oldest first, those of no known time before all; of one comment by its key.

    Two queries; O(changes), and no value is read.
    """
    steps: list[Step] = []
    own, said = _versions(user, article, key)
    for field, found in own.items():
        steps += _steps((0, -1, field), found, article.origins)
    current = {pk: (position, origins) for pk, position, origins in _changed(user, article, said)}
    for (comment, field), found in said.items():
        position, origins = current[comment]
        steps += _steps((comment, position, field), found, origins)
    order = [*OF_ARTICLE, *OF_COMMENT]
    return sorted(
        steps, key=lambda step: (step.at or _NEVER, step.position, order.index(step.field))
    )


def readable_comments(user: User, article: Article) -> QuerySet[Comment]:
    """The article's comments that the user may read."""
    return Comment.objects.visible_to(user).filter(article=article)


def _steps(
    of: tuple[int, int, str], found: list[Version], origins: Mapping[str, list[str | None]]
) -> Iterator[Step]:
    """From each value of a field to the next, the one that the row holds among them."""
    packed = origins.get(of[2])
    if packed is None:
        return
    origin = unpack(packed)
    held = Version(0, origin.rank, origin.modified_at or origin.captured_at)
    versions = sorted([*found, held], key=_age)
    for old, new in pairwise(versions):
        yield Step(*of, old, new)


def _age(version: Version) -> tuple[datetime, int, bool, str]:
    """What values of a field are put in order by; of equal ones the one that holds stands last."""
    rank = RANKS[version.rank]  # type: ignore[index]
    return (version.at or _NEVER, rank, not version.revision, version.digest)


def _versions(
    user: User, article: Article, key: str = ""
) -> tuple[dict[str, list[Version]], dict[tuple[int, str], list[Version]]]:
    """The earlier values that the user may see, of the article's fields and of its comments'.

    With a key of that comment's alone. One query.
    """
    rows = _of_comments(user, article, key).values_list("comment", *_COLUMNS)
    if not key:
        its_own = article.revisions.filter(field__in=OF_ARTICLE)
        rows = its_own.values_list("comment", *_COLUMNS).union(rows, all=True)
    own: dict[str, list[Version]] = defaultdict(list)
    said: dict[tuple[int, str], list[Version]] = defaultdict(list)
    for comment, field, *rest in rows:
        found = said[comment, field] if comment else own[field]
        found.append(_version(*rest))
    return _readable(user, article, own), said


def _readable(
    user: User, article: Article, found: dict[str, list[Version]]
) -> dict[str, list[Version]]:
    if is_keeper(user):
        return found
    if "state" in found:
        return {}
    corrected = {"title": article.keeper_title, "standfirst": article.keeper_standfirst}
    return {field: rest for field, rest in found.items() if not corrected.get(field)}


def _of_comments(user: User, article: Article, key: str) -> QuerySet[Revision]:
    comments = readable_comments(user, article)
    if key:
        comments = comments.filter(key=key)
    rows = Revision.objects.filter(comment__in=comments, field__in=OF_COMMENT)
    if is_keeper(user):
        return rows
    # Asked of the few revisions, not of the many comments.
    told = Revision.objects.filter(comment=OuterRef("comment"), field="state")
    return rows.exclude(Exists(told))


def _changed(
    user: User, article: Article, said: dict[tuple[int, str], list[Version]]
) -> Iterator[tuple[int, int, Any]]:
    """Row number, position and origins of the comments that changed. One query."""
    if not said:
        return
    revisions = Revision.objects.filter(comment=OuterRef("pk"), field__in=OF_COMMENT)
    rows = readable_comments(user, article).filter(Exists(revisions))
    yield from rows.values_list("pk", "position", "origins")


def _version(
    pk: int, rank: str, modified_at: datetime | None, captured_at: datetime | None, digest: str
) -> Version:
    return Version(pk, rank, modified_at or captured_at, digest)
