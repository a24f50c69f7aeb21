"""Platforms of blogs: how each writes the comments below a post."""

from archive.parsing.pages.threads.family import Family

FAMILIES: tuple[Family, ...] = (
    # Blogger before 2011: pairs of dt and dd in one list, a second dd for the date.
    Family(
        "blogger",
        items="dl#comments-block > dt, .comments > dl > dt.comment-author",
        author="dt.comment-author > a[href], dt.comment-author > span",
        posted=".comment-timestamp a, .comment-timestamp",
        text="dd.comment-body",
        number=r"c(\d+)",
        is_run=True,
    ),
    # Blogger with replies, on the server or after scripts: li.comment > .comment-block.
    Family(
        "blogger",
        items=".comment-thread li.comment",
        signs=".comment-block .comment-header",
        author=".comment-header cite.user",
        posted=".comment-header .datetime",
        text=".comment-content",
        number=r"c(\d+)",
    ),
)
