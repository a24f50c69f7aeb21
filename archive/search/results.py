"""What a search answers, as values for pages, feeds and commands. Never markup."""

from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from archive.search.engines.base import Sort
from archive.search.query import Part, Query
from archive.search.shown import ShownArticle, ShownComment
from archive.search.timeline import Timeline

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
class Answered:
    """The comment that another answers: by whom, and its first words."""

    key: str
    name: str
    words: str


class Found(NamedTuple):
    """A found comment and the passage that answers.

    `answered` is None at the top of a thread, and where it may not be seen.
    """

    comment: ShownComment
    passage: Snippet
    score: float
    answered: Answered | None = None


class Conversation(NamedTuple):
    """An article with what was found in it and beneath it.

    `passage` is empty where the article itself does not answer, `score` is that of its best hit.
    `comments` are the best few of the `comment_total` comments that answer, `within` is the query
    for this conversation alone.
    """

    article: ShownArticle
    title: Snippet
    passage: Snippet
    comments: tuple[Found, ...]
    comment_total: int
    score: float
    article_score: float | None
    within: str = ""

    @property
    def more(self) -> int:
        """How many further comments of the thread answer."""
        return self.comment_total - len(self.comments)


class FacetValue(NamedTuple):
    """One value one can narrow by, with the number of conversations that leaves.

    `text` is the query with this value added, or without it where it is chosen already.
    """

    value: str
    label: str
    total: int
    is_chosen: bool
    text: str


class Facet(NamedTuple):
    """A way to narrow: its operator's name, its most frequent values, how many more there are.

    `is_opened`: as many as there may be are among the values already.
    """

    name: str
    values: tuple[FacetValue, ...]
    more: int
    is_opened: bool = False


@dataclass(frozen=True)  # with slots, making one by its alias fails (Python 3.11)
class Answer(Generic[Item]):
    """Everything that a page of search results shows.

    `text` is the query in its normal form and `parts` its conditions; `query.notes` tell how
    mistakes were read. `notice` is a sentence where something else than a search was done:
    `unavailable` means that the index could not be asked and titles were looked through,
    `is_given_up` that the search took too long and nothing was.

    Where few conversations answer, `nearest` are others that hold some of the words, and `any_of`
    is the question for all of them. `is_expanded`: words of the best hits had a say in the order.
    """

    query: Query
    text: str
    parts: tuple[Part, ...]
    page: Page[Item]
    facets: tuple[Facet, ...]
    total_documents: int
    sort: Sort
    timeline: Timeline | None = None
    unavailable: bool = False
    is_given_up: bool = False
    notice: str = ""
    nearest: tuple[Item, ...] = ()
    any_of: str = ""
    is_expanded: bool = False


SearchAnswer = Answer[Conversation]
