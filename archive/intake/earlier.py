"""Earlier values that Afterword's own export brings along, checked: anybody may have written it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import TextChoices

from archive.intake.candidates import Json
from archive.intake.fields import MAX_NUMBER, MAX_SHORT_LENGTH, MAX_URL_LENGTH, moment_value
from archive.lib.addresses import is_web
from archive.lib.dates import Moment
from archive.lib.text import clean_characters
from archive.models.choices import (
    ArticleKind,
    ArticleState,
    CommentsState,
    CommentState,
    Precision,
    ThreadCaveat,
)

Check = Callable[[Any], bool]
_ANY_LENGTH = 10_000_000
_MAX_KIND_LENGTH, _MAX_LANGUAGE_LENGTH = 40, 35
_MAX_OFFSET_MINUTES = 24 * 60


def is_text(value: Json, limit: int = _ANY_LENGTH) -> bool:
    """Whether it is a text that a database takes, of at most `limit` characters."""
    return isinstance(value, str) and len(value) <= limit and clean_characters(value) == value


def is_address(value: Json) -> bool:
    """Whether it is a web address that fits its column."""
    return is_text(value, MAX_URL_LENGTH) and is_web(value)


def _short(limit: int) -> Check:
    return lambda value: is_text(value, limit)


def _one_of(choices: type[TextChoices]) -> Check:
    return lambda value: isinstance(value, str) and value in choices.values


def _whole(least: int) -> Check:
    return lambda value: type(value) is int and least <= value <= MAX_NUMBER


def _is_moment(value: Json) -> bool:
    if not (isinstance(value, list) and len(value) == 3 and isinstance(value[0], str)):
        return False
    text, precision, offset = value
    is_offset = type(offset) is int and abs(offset) <= _MAX_OFFSET_MINUTES
    if precision not in Precision.values or not (offset is None or is_offset):
        return False
    try:
        at = datetime.fromisoformat(text)
        return at.tzinfo is not None and moment_value(Moment(at, precision, offset)) == value
    except (ValueError, OverflowError):
        return False


def _is_image(value: Json) -> bool:
    return (
        isinstance(value, list) and len(value) == 2 and is_address(value[0]) and is_text(value[1])
    )


_ARTICLE: Mapping[str, Check] = {
    "kind": _one_of(ArticleKind),
    "state": _one_of(ArticleState),
    "url": is_address,
    "canonical_url": is_address,
    "slug": _short(MAX_SHORT_LENGTH),
    "title": is_text,
    "standfirst": is_text,
    "language": _short(_MAX_LANGUAGE_LENGTH),
    "published": _is_moment,
    "modified": _is_moment,
    "body": is_text,
    "lead_image": _is_image,
    "comments_state": _one_of(CommentsState),
    "declared_comment_count": _whole(0),
    "thread_caveat": _one_of(ThreadCaveat),
}
_COMMENT: Mapping[str, Check] = {
    "kind": _short(_MAX_KIND_LENGTH),
    "state": _one_of(CommentState),
    "posted": _is_moment,
    "title": is_text,
    "body": is_text,
    "score": _whole(-MAX_NUMBER),
    "permalink": is_address,
}


def is_value(field: str, value: Json, *, of_comment: bool) -> bool:
    """Whether the field of a comment, or of an article, can have had this value."""
    check = (_COMMENT if of_comment else _ARTICLE).get(field)
    return check is not None and check(value)
