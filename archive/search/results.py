"""What a search answers, as values for pages, feeds and commands. Never markup."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from archive.models import Article, Comment
from archive.search.engines.base import Sort
from archive.search.query import Part, Query

# A text in pieces; True marks those that were searched for.
Snippet = tuple[tuple[str, bool], ...]

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """A slice of a longer list. `number` counts from 1; the total is exact."""

    items: tuple[Item, ...]
    number: int
    per_page: int
    total: int

    @property
    def last_number(self) -> int:
        """The number of the last page, 1 where there is nothing."""
        return max(1, -(-self.total // self.per_page))


@dataclass(frozen=True, slots=True)
class Found:
    """A found comment and the passage that answers. `comment.person` is loaded."""

    comment: Comment
    passage: Snippet
    score: float


@dataclass(frozen=True, slots=True)
class Conversation:
    """An article with what was found in it and beneath it.

    `passage` is empty where the article itself does not answer, `score` is that of its best hit.
    `comments` are the best few of `comment_hits`, the keys of all comments that answer, best
    first. `article.site` is loaded.
    """

    article: Article
    title: Snippet
    passage: Snippet
    comments: tuple[Found, ...]
    comment_hits: tuple[str, ...]
    score: float
    article_score: float | None

    @property
    def more(self) -> int:
        """How many further comments of the thread answer."""
        return len(self.comment_hits) - len(self.comments)


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value one can narrow by, with the number of conversations that leaves.

    `text` is the query with this value added, or without it where it is chosen already.
    """

    value: str
    label: str
    count: int
    is_chosen: bool
    text: str


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to narrow: its operator's name, its most frequent values, how many more there are."""

    name: str
    values: tuple[FacetValue, ...]
    more: int


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """Everything that a page of search results shows.

    `text` is the query in its normal form and `parts` its conditions; `query.notes` tell how
    mistakes were read. `notice` is a sentence where something else than a search was done:
    `unavailable` means that the index could not be asked and titles were looked through.
    """

    query: Query
    text: str
    parts: tuple[Part, ...]
    page: Page[Conversation]
    facets: tuple[Facet, ...]
    total_documents: int
    sort: Sort
    unavailable: bool = False
    notice: str = ""
