"""What `manage.py extract` prints for one file: a plain object, whatever the file holds."""

import logging
from collections.abc import Callable
from typing import Any

from archive.lib.dates import Moment
from archive.lib.html import clean, to_text
from archive.lib.text import collapse
from archive.parsing import formats
from archive.parsing.drafts import (
    ArticleDraft,
    CollectionDraft,
    CommentDraft,
    Context,
    LeftOut,
    PersonDraft,
    Problem,
)
from archive.parsing.sources import SourceError, source_for

logger = logging.getLogger(__name__)

Say = Callable[[str], object]
NOTHING = ArticleDraft(rank="page", parser="", confidence=0.0)


def unheard(_line: str) -> None:
    """Say nothing to nobody."""


def extract(
    path: str, name: str = "", context: Context | None = None, say: Say = unheard
) -> dict[str, Any]:
    """Give the first article in the file at `path`, read as format `name` or as found.

    Raises nothing: where there is no file, or no article in it, all values are empty. What could
    not be read or is not shown is said, a line each.
    """
    try:
        return as_object(first_article(path, name, context or Context(), say))
    except (SourceError, formats.UnknownFormatError) as error:
        say(str(error))
    except Exception as error:  # the boundary: one file nobody foresaw must not end the others
        logger.exception("Reading %s failed", path)
        say(f"{path}: reading failed: {error!r}")
    return as_object(NOTHING)


def first_article(path: str, name: str, context: Context, say: Say) -> ArticleDraft:
    """Give the first article in the file, and say all else met on the way to a second one.

    Raises SourceError and UnknownFormatError.
    """
    draft, apart = NOTHING, 0
    for record in formats.parse(source_for(path), context, name):
        if isinstance(record, Problem):
            say(f"{at(path, record.place)}: {record.message} ({record.severity})")
        elif isinstance(record, LeftOut):
            say(f"{at(path, record.place)}: {record.reason} (left out)")
        elif isinstance(record, CommentDraft):
            apart += 1
        elif isinstance(record, CollectionDraft):
            continue
        elif draft is NOTHING:
            draft = record
        else:
            say(f"{path}: more than one article; the first is shown")
            break
    if draft is NOTHING:
        say(f"{path}: no article in it")
    if apart:
        say(f"{path}: comments apart from their articles, not shown: {apart}")
    return draft


def at(path: str, place: str) -> str:
    """Say which file a place is in, where it does not itself."""
    return place if path in place else f"{path}: {place}"


def as_object(draft: ArticleDraft) -> dict[str, Any]:
    """Give the object for one article: see docs/formats.md, extract."""
    base = draft.url or draft.canonical_url
    places = {comment.ref: place for place, comment in enumerate(draft.comments, 1)}
    return {
        "parser": draft.parser,
        "confidence": round(draft.confidence, 3),
        "article": {
            "title": draft.title,
            "author": ", ".join(author.name for author in draft.authors),
            "published": shown(draft.published),
            "body_text": plain(draft.body_html, base),
            "standfirst": draft.standfirst,
            "language": draft.language,
            "terms": [term.name for term in draft.terms],
            "declared_comment_count": draft.declared_comment_count,
            "comments_state": draft.comments_state,
            "url": base,
        },
        "comments": [comment_object(comment, places, base) for comment in draft.comments],
    }


def comment_object(comment: CommentDraft, places: dict[str, int], base: str) -> dict[str, Any]:
    """Give the object for one comment; `parent` counts from 1 in the list of comments."""
    return {
        "author": named(comment.author),
        "posted": shown(comment.posted),
        "parent": places.get(comment.parent_ref) if comment.parent_ref is not None else None,
        "kind": comment.kind,
        "text": plain(comment.body_html, base),
    }


def plain(markup: str, base: str) -> str:
    """Give the text of markup as it would be stored."""
    return to_text(clean(markup, base)) if markup else ""


def named(person: PersonDraft | None) -> str:
    """Give a person's name, empty for nobody."""
    return collapse(person.name) if person else ""


def shown(moment: Moment | None) -> str:
    """Give a moment as ISO 8601, empty for none."""
    return moment.isoformat() if moment else ""
