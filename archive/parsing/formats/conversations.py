"""Exports of comment systems: comments that come apart, and what they tell of their articles."""

from typing import Literal

from archive.lib.addresses import is_web
from archive.parsing.drafts import ArticleDraft, Identity

NO_COMMENTS = "a page without comments"


def article_of(
    identity: Identity,
    parser: str,
    *,
    url: str = "",
    title: str = "",
    host: str = "",
    comments_state: Literal["open", "closed", "unknown"] = "unknown",
) -> ArticleDraft:
    """The draft of an article of which only its conversation is told.

    What such a system knows of it, it has from the page that it stood on: so its word gives way
    to an export of the site's, and of kind and state it says nothing.
    """
    return ArticleDraft(
        rank="page",
        parser=parser,
        kind="",
        state="",
        title=title,
        identities=(identity,),
        url=url,
        site_host=host,
        comments_state=comments_state,
        place=identity.value,
    )


def address_of(path: str, host: str) -> str:
    """The address of a page that is named by its path, or whole; empty where no host is known."""
    if is_web(path):
        return path
    whole = f"https://{host}{path}" if host and path.startswith("/") else ""
    return whole if is_web(whole) else ""
