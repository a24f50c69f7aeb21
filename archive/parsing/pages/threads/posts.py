"""The posts of a thread: records read together, one after another being like the others."""

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from html import unescape
from itertools import islice

from archive.parsing.drafts import CommentDraft, Identity, PersonDraft
from archive.parsing.pages.outline import NO_LETTERS, Outline
from archive.parsing.pages.page import Page
from archive.parsing.pages.threads import kinds, what
from archive.parsing.pages.threads.dating import Dated, dated
from archive.parsing.pages.threads.loose import span_of
from archive.parsing.pages.threads.opening import has_opening
from archive.parsing.pages.threads.parents import parents_of
from archive.parsing.pages.threads.reading import Reading
from archive.parsing.pages.threads.records import Record
from archive.parsing.pages.threads.slots import furniture, slots_of
from archive.parsing.pages.threads.thread import Thread
from archive.parsing.pages.threads.whens import When, line_about
from archive.parsing.pages.threads.who import Who, who
from archive.parsing.pages.threads.words import ANSWERING, DELETED, EMPTY, SECRET

OWNER = re.compile(
    r"(?:^|[\s_-])(?:by-?(?:post-?)?author|bypostauthor|blog-?author|post-?author|is-?author|is-?op|op"
    r"|owner|author-?comment|comment-by-author|topic-?starter|thread-?starter|blogauthor)(?=[\s_-]|$)"
)
MOST_OWNERS = 2  # articles of more authors are few
SCORE = re.compile(r"vote|karma|score|like|points?|rating|recommend|upvote")
SCORED = re.compile(r"[+\u2212-]?\d{1,6}(?:\s*(?:points?|votes?|likes?|Punkte?|♥|👍))?")
REFERRED = frozenset({"id", "name", "data-id", "data-comment-id", "data-post-id", "data-cid"})
NUMBER = re.compile(r"\d{2,}")
LONGEST_LABEL = 60
ENOUGH = 400  # so much of a long text mostly tells whether it says anything
MOSTLY = 0.6
TAGS = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known beforehand of records: elements of who, when and what, and what is none.

    `undated` are the records that are known to say nowhere when.
    """

    author: dict[int, int] = field(default_factory=dict)
    posted: dict[int, int] = field(default_factory=dict)
    text: dict[int, int] = field(default_factory=dict)
    unsaid: dict[int, list[int]] = field(default_factory=dict)
    undated: frozenset[int] = frozenset()


NO_HINTS = Hints()


@dataclass(slots=True)
class Post:
    """What one record tells."""

    record: Record
    who: Who | None
    when: Dated
    body_html: str
    names: set[str]
    kind: str = kinds.COMMENT
    awaits: bool = False  # is not yet let through
    counts: bool = False  # says something, and is not said twice
    ref: str = ""
    identities: tuple[Identity, ...] = ()
    parent: int | None = None


def in_order(page: Page, groups: list[list[Post]]) -> list[Post]:
    """Give the posts of one thread in page order, which of them count, and what each answers.

    The posts of one group are alike; those of several, such as answers and the comments on them,
    were read each by their own kind.
    """
    posts = sorted((post for group in groups for post in group), key=lambda one: one.record.start)
    outer_of(posts)
    told = said_once(posts, page.outline)
    for place in told:
        posts[place].counts = True
    # Pings answer the article, and nobody answers them, whatever list they stand in.
    places = [place for place in told if posts[place].kind == kinds.COMMENT]
    counted = [posts[place] for place in places]
    outer_of(counted)
    records = [post.record for post in counted]
    parents = parents_of(page.outline, records, [post.names for post in counted])
    for post, parent in zip(counted, parents, strict=True):
        post.parent = None if parent is None else places[parent]
    known: set[str] = set()
    for place, post in enumerate(posts, 1):
        if not post.ref or post.ref in known:  # some pages number two posts alike
            post.ref = f"#{place}"
        known.add(post.ref)
    return posts


def outer_of(posts: list[Post]) -> None:
    """Tell the records of these posts, in page order, which of them each stands in."""
    path: list[int] = []
    for place, post in enumerate(posts):
        while path and posts[path[-1]].record.end <= post.record.start:
            path.pop()
        post.record.outer = path[-1] if path else None
        path.append(place)


def read_posts(reading: Reading, records: list[Record], hints: Hints = NO_HINTS) -> list[Post]:
    """Read records that are alike. The cost is in proportion to their elements."""
    outline = reading.page.outline
    found_kinds = [kinds.kind_of(outline, record) for record in records]
    given = hints.author | pages_linked(outline, records, found_kinds, hints)
    is_dated = len(hints.posted) + len(hints.undated) == len(records)
    is_known = is_dated and len(given) == len(hints.text) == len(records)
    slots = slots_of(reading.forms, records, hints.text, only_texts=is_known)
    found = [] if is_dated else besides(reading, hints.text)
    moments = dated(slots, found, reading.page.setting, hints.posted)
    repeated = furniture(slots)
    authors = who(slots, [one.when for one in moments], repeated, given)
    found_by = list(zip(records, authors, moments, strict=True))
    spans = [span_of(outline, one, author, at.when) for one, author, at in found_by]
    about = [about_of(*three) for three in zip(authors, moments, spans, strict=True)]
    awaiting = {
        place: numbers
        for place, record in enumerate(records)
        if (numbers := kinds.notices(outline, record))
    }
    for place, numbers in (*hints.unsaid.items(), *awaiting.items()):
        about[place].update(numbers)
    bodies = what.said_in(slots, about, spans, repeated, hints.text)
    names = [names_of(outline, record) for record in records]
    posts = [Post(*one) for one in zip(records, authors, moments, bodies, names, strict=True)]
    for place, post in enumerate(posts):
        tell_kind(outline, post, found_kinds[place])
        post.awaits = place in awaiting
    return posts


def besides(reading: Reading, texts: dict[int, int]) -> list[When]:
    """Give where the page says when, besides what posts are known to say."""
    if not texts:
        return reading.moments
    mask = reading.page.outline.covered(texts.values())
    return [when for when in reading.moments if not mask[when.number]]


def pages_linked(
    outline: Outline, records: list[Record], found: list[str], hints: Hints
) -> dict[int, int]:
    """Give for each ping the link to the page that it comes from, where its author is not known."""
    pings = (place for place, kind in enumerate(found) if kind != kinds.COMMENT)
    linked = (
        (place, kinds.page_linked(outline, records[place]))
        for place in pings
        if place not in hints.author
    )
    return {place: number for place, number in linked if number is not None}


def tell_kind(outline: Outline, post: Post, kind: str) -> None:
    """Let a post tell its kind; a ping's label is nothing that it says."""
    number = post.who.number if post.who else None
    if kind == kinds.COMMENT and number is not None:
        kind = kinds.kind_in_line(outline, number)
    post.kind = kind
    if kind != kinds.COMMENT:
        post.body_html = kinds.without_label(post.body_html)


def about_of(who: Who | None, at: Dated, span: tuple[int, int] | None) -> set[int]:
    """Give the elements that say who and when; what says it in a line of its own is none."""
    numbers = (who.number if who else None, at.when.number if at.when and not span else None)
    return {number for number in numbers if number is not None}


def names_of(outline: Outline, record: Record) -> set[str]:
    """Give the ids and anchors in a record's head, with their numbers: what links may refer to."""
    found = set()
    own = list(islice(record.numbers(), 24))
    if record.start > 0 and not record.is_run:
        before = outline.nodes[record.start].getprevious()
        number = outline.numbers.get(before) if before is not None else None
        if number is not None and outline.tags[number] == "a" and not outline.size(number):
            own.append(number)
    for number in own:
        node = outline.nodes[number]
        for name, value in node.items():
            if name in REFERRED and value and (name != "name" or outline.tags[number] == "a"):
                found.add(value)
                found.update(NUMBER.findall(value)[-1:])
    return found


def drafts_of(posts: list[Post], page: Page) -> list[CommentDraft]:
    """Give the drafts of posts, in page order; what says nothing by nobody is left out."""
    told = (place for place, post in enumerate(posts) if post.counts)
    kept = {place: rank for rank, place in enumerate(told)}
    drafts = [draft_of(posts, place, rank, kept, page) for place, rank in kept.items()]
    owners = {draft.author for draft in drafts if draft.by_article_author}
    if len(owners) > MOST_OWNERS:  # a class of all authors', whatever it is called
        drafts = [replace(draft, by_article_author=False) for draft in drafts]
    return drafts


def thread_of_posts(page: Page, posts: list[Post], namespace: str) -> Thread | None:
    """Give the thread of these posts; a forum's opening post is the article, not one of them."""
    is_opened = has_opening(page, [post.record for post in posts])
    return thread_of_topic(page, posts, namespace, posts[0] if is_opened else None)


def thread_of_topic(
    page: Page, posts: list[Post], namespace: str, opening: Post | None
) -> Thread | None:
    """Give the thread of posts, in page order; `opening` is that of them which the others answer.

    An opening post that nobody answered makes a thread without comments.
    """
    drafts, nodes = drafts_of(posts, page), page.outline.nodes
    first = next((one for one in drafts if opening is not None and one.ref == opening.ref), None)
    rest = [one for one in drafts if one is not first]
    cut = tuple(
        nodes[number]
        for post in posts
        if first is None or post is not opening
        for number in elements_of(page.outline, post)
    )
    if opening is None or first is None:
        return Thread(namespace, tuple(rest), cut) if rest else None
    replies = tuple(
        replace(one, rank=rank, parent_ref=None if one.parent_ref == first.ref else one.parent_ref)
        for rank, one in enumerate(rest)
    )
    return Thread(namespace, replies, cut, opening=nodes[opening.record.start], opening_draft=first)


def elements_of(outline: Outline, post: Post) -> list[int]:
    """Give the elements that a post's record consists of: one, or the neighbours of a run."""
    record, found = post.record, []
    number = record.start
    while number < record.end:
        found.append(number)
        number = outline.ends[number]
    return found


def said_once(posts: list[Post], outline: Outline) -> list[int]:
    """Give the places of posts that say something, an editor's choice of them left out.

    That is a short list of posts which all stand in a longer one too.
    """
    homes = homes_of(posts, outline)
    told = [place for place in of_thread(posts, homes) if holds_any(posts[place], outline)]
    sizes = Counter(homes[place] for place in told)
    most: dict[tuple[object, ...], int] = {}
    for place in told:
        own = content_of(posts[place])
        most[own] = max(most.get(own, 0), sizes[homes[place]])
    return [place for place in told if 2 * sizes[homes[place]] > most[content_of(posts[place])]]


def homes_of(posts: list[Post], outline: Outline) -> list[int]:
    """Give for each post the element that holds its list: of a reply, that of what it is within."""
    homes: list[int] = []
    for post in posts:
        outer = post.record.outer
        homes.append(outline.parents[post.record.start] if outer is None else homes[outer])
    return homes


def of_thread(posts: list[Post], homes: list[int]) -> list[int]:
    """Leave out elements like posts that stand in other places than those.

    What shows no date where the others do is one of them, deleted perhaps, only among them; and
    where most show who and when, a list in which nothing shows both is another list. A list of
    pings is the thread's all the same: many templates date none.
    """
    pings = {place for place, post in enumerate(posts) if post.kind != kinds.COMMENT}
    comments = thread_of_comments(posts, homes, [n for n in range(len(posts)) if n not in pings])
    return sorted(pings.union(comments))


def thread_of_comments(posts: list[Post], homes: list[int], places: list[int]) -> list[int]:
    """Give those of the posts in these places that stand where the thread's do."""
    full = [place for place in places if posts[place].who and posts[place].when.when]
    kept = places
    if len(full) > MOSTLY * len(places):
        told = {homes[place] for place in full}
        kept = [place for place in kept if homes[place] in told or full[0] < place < full[-1]]
    dated = [place for place in kept if posts[place].when.when]
    if len(dated) < MOSTLY * len(kept):
        dated = [place for place in kept if posts[place].who]
    if not dated:
        return kept
    known = {homes[place] for place in dated}
    return [place for place in kept if dated[0] <= place <= dated[-1] or homes[place] in known]


def content_of(post: Post) -> tuple[object, ...]:
    """Give who, when and what of a post, to tell whether two are one."""
    moment = post.when.moment
    return post.who.name if post.who else "", moment.at if moment else None, post.body_html


def holds_any(post: Post, outline: Outline) -> bool:
    """Whether a record says anything besides who wrote it and when; of a ping, who is enough."""
    if post.kind != kinds.COMMENT and post.who:
        return True
    head = TAGS.sub("", post.body_html[:ENOUGH].rpartition("<")[0])
    if len(NO_LETTERS.sub("", head)) > 2 * LONGEST_LABEL:
        return True
    shown = unescape(TAGS.sub("", post.body_html))
    if len(shown) <= 2 * LONGEST_LABEL and EMPTY.match(shown):
        return False
    said = NO_LETTERS.sub("", shown.casefold())
    if not said:
        return bool(shown.strip()) or "<img" in post.body_html
    if len(said) > 2 * LONGEST_LABEL or DELETED.fullmatch(shown) or SECRET.fullmatch(shown):
        return True
    button = ANSWERING.match(shown)
    is_button = button is not None and button.end() == len(shown)
    name = NO_LETTERS.sub("", post.who.name.casefold()) if post.who else ""
    return not is_button and said != name and not is_line(said, post.when.when, outline)


def is_line(said: str, when: When | None, outline: Outline) -> bool:
    """Whether these letters are those of the line that says when."""
    if when is None:
        return False
    start, stop = line_about(outline.text, when.start)
    return said == NO_LETTERS.sub("", outline.text[start:stop].casefold())


def draft_of(
    posts: list[Post], place: int, rank: int, kept: dict[int, int], page: Page
) -> CommentDraft:
    """Give the draft of one post."""
    post, outline = posts[place], page.outline
    label = outline.labels[post.record.start]
    note = kinds.note_in(post.body_html)
    parent = post.parent
    while parent is not None and parent not in kept:
        parent = posts[parent].parent
    is_silent = DELETED.fullmatch(note) or SECRET.fullmatch(note)
    who = None if is_silent and post.who and post.who.name in note else post.who
    return CommentDraft(
        ref=post.ref,
        identities=post.identities,
        rank=rank,
        parent_ref=None if parent is None or parent == place else posts[parent].ref,
        kind=post.kind,
        state=kinds.state_of(post.body_html, awaits=post.awaits),
        author=PersonDraft(who.name) if who else None,
        author_url=address_of(outline, who.number) if who and who.number is not None else "",
        by_article_author=bool(OWNER.search(label)),
        posted=post.when.moment,
        body_html=post.body_html,
        score=score_of(outline, post.record),
        permalink=permalink_of(outline, post),
        place=f"comment {rank + 1}",
    )


def address_of(outline: Outline, number: int) -> str:
    """Give the address that a name links to."""
    near = [number, *outline.tagged("a", number)[:1], *islice(outline.above(number), 2)]
    hrefs = (outline.nodes[one].get("href", "") for one in near if outline.tags[one] == "a")
    return next((href for href in hrefs if href and not href.startswith(("#", "javascript:"))), "")


def permalink_of(outline: Outline, post: Post) -> str:
    """Give the address of the post itself: a link to one of its own anchors."""
    for number in post.record.numbers():
        if outline.tags[number] == "a":
            href: str = outline.nodes[number].get("href", "")
            if href.rpartition("#")[2] in post.names and "#" in href:
                return href
    return ""


def score_of(outline: Outline, record: Record) -> int | None:
    """Give the number of points shown with a post, where it stands alone in its element."""
    for number in islice(record.numbers(), 200):
        if SCORE.search(outline.labels[number]):
            shown = outline.words(number, 20)
            if SCORED.fullmatch(shown):
                return int(re.sub(r"[^\d-]", "", shown.replace("\u2212", "-")) or 0)
    return None
