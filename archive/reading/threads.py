"""A thread made ready for its page: every string that a row shows, in one pass over the rows.

The template is one flat loop over these: no include and no computation stands in it, for a thread
may have 14,000 rows, and recursion would end at depth 84 (STYLE.md).
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from archive.models import Article, Outline, Person, ThreadComment, comments_at, outline_of
from archive.models.choices import ThreadCaveat
from archive.models.threads import NOWHERE
from archive.models.visibility import User, is_keeper
from archive.reading.addresses import addresses_on
from archive.reading.notes import NotesByComment
from archive.reading.thread_looks import (
    EVERYTHING,
    Look,
    Pages,
    Places,
    Way,
    orders_of,
    pages_of_list,
    pages_of_tree,
    shows_of,
)
from archive.reading.thread_rows import (
    PAST_FROM,
    UNNAMED,
    Above,
    Row,
    Writer,
    above_of,
)
from archive.reading.thread_sums import (
    Life,
    Voice,
    by_time,
    life_of,
    newest_first,
    sums_of,
    voices_of,
)

LONG_FROM = 500
"""Rows from which on browsers are asked to lay out only those in sight."""
FIND_FROM = 30
"""Comments from which on a thread has a search box of its own."""
FOLDED_ABOVE = slice(1, -5)
"""What is folded of all that a page's first row hangs beneath: the top and the nearest are not."""
Read = Callable[[Sequence[int]], Mapping[int, ThreadComment]]
"""Gives the rows at some ranks, by rank; those that are not there any more are left out."""
NO_NOTES: NotesByComment = {}
NO_AUTHORS: Mapping[int, str] = {}


@dataclass(slots=True)
class Thread:
    """A thread, or the part of it that is shown.

    `lost` counts tombstones; `classes` dress the list. `above` is what its first row hangs
    beneath, from the top. `only` is the name of the person whose comments alone are shown, `whole`
    leads to all on one page where there are more, `voices_url` to all who speak where there are.
    """

    look: Look
    pages: Pages
    rows: list[Row] = field(default_factory=list)
    above: list[Above] = field(default_factory=list)
    voices: list[Voice] = field(default_factory=list)
    voice_count: int = 0
    voices_url: str = ""
    life: Life | None = None
    orders: list[Way] = field(default_factory=list)
    shows: list[Way] = field(default_factory=list)
    only: str = ""
    whole: str = ""
    lost: int = 0
    classes: str = "thread"
    has_finder: bool = False

    @property
    def above_parts(self) -> tuple[list[Above], list[Above], list[Above]]:
        """What the first row hangs beneath: the top, what is folded, and the nearest."""
        start, stop = FOLDED_ABOVE.start, max(FOLDED_ABOVE.start, len(self.above) - 5)
        return self.above[:start], self.above[start:stop], self.above[stop:]


@dataclass(frozen=True, slots=True)
class _Part:
    """What of an outline is shown: the ranks in order, cut into pages."""

    ranks: list[int] | range
    pages: Pages
    only: Person | None = None

    @property
    def shown(self) -> list[int] | range:
        return self.ranks[self.pages.span]


def thread_page(
    user: User,
    article: Article,
    authors: Mapping[int, str] = NO_AUTHORS,
    edited: Collection[int] = (),
    notes: NotesByComment = NO_NOTES,
    look: Look = Look(),  # noqa: B008 -- frozen
) -> Thread:
    """The article's thread as the user may see it. Two queries, three for one person's comments.

    `authors` are the article's authors, merged ones by whom they were merged into, with their
    keys; a comment is marked as the author's where it is one of theirs, or where the source marked
    it so. `edited` are the comments of which earlier words are kept, `notes` what the user may see
    of the archive's own. Time linear in the rows, most of it in those shown.
    """
    outline = outline_of(user, article)
    writer = Writer(authors, frozenset(edited), notes, is_keeper(user), addresses_on("person"))
    return made(
        article, outline, lambda ranks: comments_at(user, article, outline, ranks), writer, look
    )


def made(article: Article, outline: Outline, read: Read, writer: Writer, look: Look) -> Thread:
    """A thread of its outline and of what `read` gives of its rows. O(rows), most in those shown.

    One query where one person's comments are asked for, and those of `read`.
    """
    part = _part_of(outline, look)
    tree = part.pages if look.is_tree else pages_of_tree(outline.depths, Look())
    places = Places(article.get_absolute_url(), tree, tree.number if look.is_tree else 0)
    above = outline.above(part.shown[0]) if look.is_tree and part.shown else []
    sums = sums_of(outline, look)
    comments = read([*part.shown, *above, *sums.ranks])
    rows = list(_rows(outline, part, comments, writer, places))
    if article.thread_caveat == ThreadCaveat.UNATTRIBUTED:
        for row in rows:  # said once above the thread, not beside every comment
            row.name = "" if row.name == str(UNNAMED) else row.name
    is_cut = part.pages.last > 1
    return Thread(
        rows=rows,
        look=look,
        pages=part.pages,
        above=[above_of(one, places.at(rank, one.key)) for rank in above
               if (one := comments.get(rank))],
        voices=voices_of(sums, comments, places, look),
        voice_count=len(sums.counts),
        voices_url=places.base + look.changed(voices=EVERYTHING).query(),
        life=life_of(sums, comments, places),
        orders=orders_of(places.base, look),
        shows=shows_of(places.base, look, _authors_here(outline, comments, writer.authors)),
        only=part.only.name if part.only else "",
        whole=places.base + look.changed(page=EVERYTHING).query() if is_cut else "",
        lost=sum(1 for why in outline.whys if why),
        classes=_classes(rows, look),
        has_finder=len(outline) >= FIND_FROM,
    )  # fmt: skip


def page_of_comment(user: User, article: Article, comment_id: int) -> Look:
    """The page of the article's thread on which a comment stands. One query; O(rows)."""
    outline = outline_of(user, article)
    if comment_id not in outline.ids:
        return Look()
    pages = pages_of_tree(outline.depths, Look())
    return Look(page=str(pages.of(outline.ids.index(comment_id))))


def _authors_here(
    outline: Outline, comments: Mapping[int, ThreadComment], authors: Mapping[int, str]
) -> list[tuple[str, int]]:
    """The keys of the article's authors, marked by a source or ours, and how much each said."""
    said = Counter(outline.people)
    marked = {
        row.person_id: row.person_key
        for row in comments.values()
        if row.by_article_author and row.person_id and row.person_key
    }
    return [(key, said[pk]) for pk, key in {**marked, **authors}.items() if said[pk]]


def _part_of(outline: Outline, look: Look) -> _Part:
    if look.is_tree:
        return _Part(range(len(outline)), pages_of_tree(outline.depths, look))
    only = _person(look.by) if look.by else None
    ranks = list(range(len(outline)))
    if look.by:
        ranks = [rank for rank in ranks if only and outline.people[rank] == only.pk]
    if look.order != "thread":
        ranks = by_time(outline, ranks)
    if look.order == "newest":
        ranks = newest_first(outline, ranks)
    # Whoever says nothing here that this user may see is not named either.
    return _Part(ranks, pages_of_list(len(ranks), look), only if ranks else None)


def _person(key: str) -> Person | None:
    person = Person.objects.select_related("merged_into").filter(key=key).first()
    return (person.merged_into or person) if person else None


def _rows(
    outline: Outline,
    part: _Part,
    comments: Mapping[int, ThreadComment],
    writer: Writer,
    places: Places,
) -> Iterator[Row]:
    previous = NOWHERE
    is_listed = not places.here
    for rank in part.shown:
        comment = comments.get(rank)
        if comment is None:
            continue
        parent, following = outline.parents[rank], outline.nexts[rank]
        to_parent = places.at(parent, comment.parent_key) if comment.parent_key else ""
        past = ""
        if comment.descendant_count >= PAST_FROM and comment.next_key and not is_listed:
            past = places.at(following, comment.next_key)
        is_near = parent == previous and not is_listed
        at = (places.at(rank, comment.key), to_parent, past)
        yield writer.row(comment, at, is_near=is_near, is_listed=is_listed)
        previous = rank


def _classes(rows: list[Row], look: Look) -> str:
    classes = ["thread"]
    if not any(row.depth for row in rows):
        classes.append("flat")
    if not look.is_tree:
        classes.append("listed")
    if len(rows) >= LONG_FROM:
        classes.append("long")
    return " ".join(classes)
