"""What a recogniser gives: the thread of one page, and how much of it is certain."""

from dataclasses import dataclass

from lxml.html import HtmlElement

from archive.parsing.drafts import CommentDraft


@dataclass(frozen=True, slots=True)
class Thread:
    """The comments one recogniser found, in page order.

    `namespace` is the system whose ids the comments carry. `cut` are the elements of the page's
    own tree that hold the thread, so that its text never counts as the article's. Where the first
    of the repeated posts is what all others answer, `opening` is its element, and `opening_draft`
    who wrote it, when, and what it says; it is none of the comments.
    """

    namespace: str
    comments: tuple[CommentDraft, ...]
    cut: tuple[HtmlElement, ...] = ()
    is_complete: bool = True
    opening: HtmlElement | None = None
    opening_draft: CommentDraft | None = None

    @property
    def told(self) -> tuple[CommentDraft, ...]:
        """The posts by which a thread is known: its comments, else what nobody has answered yet."""
        if self.comments or self.opening_draft is None:
            return self.comments
        return (self.opening_draft,)

    @property
    def evidence(self) -> float:
        """Posts found, each counted by how much of who, when and what is known of it."""
        return sum(
            (bool(post.author) + bool(post.posted) + 2 * bool(post.body_html)) / 4
            for post in self.told
        )

    @property
    def confidence(self) -> float:
        """The share of who, when and what that is known, 0 to 1."""
        return self.evidence / len(self.told) if self.told else 0.0
