"""The row that a record belongs to, and what is known of it before they are merged."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from archive.intake.candidates import Json
from archive.intake.identities import Name
from archive.intake.merging import Ledger
from archive.intake.people import People
from archive.intake.prepare import PreparedArticle
from archive.intake.receipts import Line
from archive.models import Article, Capture
from archive.models.choices import ArticleState


@dataclass(slots=True)
class Found:
    """The row of a record, stored or about to be.

    `others` are stored articles that the record shows to be this one; `authors` the byline.
    """

    article: Article
    prepared: PreparedArticle
    people: People
    is_new: bool = False
    others: list[Article] = field(default_factory=list)
    ledger: Ledger = field(default_factory=Ledger)
    authors: list[Name] = field(default_factory=list)
    captures: list[Capture] = field(default_factory=list)
    before: dict[str, Json] = field(default_factory=dict)
    byline_before: list[Name] = field(default_factory=list)
    says_more: bool = False

    @property
    def line(self) -> Line:
        """What the receipt says of the article record."""
        if self.is_new:
            return "created"
        return "updated" if self.says_more else "unchanged"

    @property
    def narrows(self) -> bool:
        """Whether fewer people may read it than before."""
        was_open = self.before.get("state") == ArticleState.PUBLISHED
        return bool(self.others) or (was_open and self.article.state != ArticleState.PUBLISHED)


def stored_among(found: Iterable[Found]) -> list[Article]:
    """The articles that were there before."""
    return [one.article for one in found if not one.is_new]
