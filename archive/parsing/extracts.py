"""What `manage.py extract` prints for one file: a plain object, whatever the file holds."""

from typing import Any

from archive.lib.dates import Moment
from archive.lib.html import clean, to_text
from archive.lib.text import collapse
from archive.parsing import formats
from archive.parsing.drafts import ArticleDraft, CommentDraft, Context, PersonDraft
from archive.parsing.sources import SourceError, source_for


def extract(path: str, name: str = "") -> dict[str, Any]:
    """Give the first article in the file at `path`, read as format `name` or as found.

    Raises nothing: where there is no file, or no article in it, all values are empty.
    """
    try:
        records = formats.parse(source_for(path), Context(), name)
        draft = next((record for record in records if isinstance(record, ArticleDraft)), None)
    except (SourceError, formats.UnknownFormatError):
        draft = None
    return as_object(draft if draft is not None else ArticleDraft(rank="page", parser=""))


def as_object(draft: ArticleDraft) -> dict[str, Any]:
    """Give the object for one article: see docs/formats.md, extract."""
    base = draft.url or draft.canonical_url
    places = {comment.ref: place for place, comment in enumerate(draft.comments, 1)}
    return {
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
