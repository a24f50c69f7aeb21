"""Whether the first of a thread's posts is the article, or the article stands apart from it.

Who finds a thread sees the posts alone. Here both are seen: where nothing else on a page can be
the article, the first post is, as in forums; where an article stands above the first post, that is
an answer like the others.
"""

import re
from dataclasses import replace
from itertools import islice

from archive.parsing.drafts import CommentDraft
from archive.parsing.pages import body
from archive.parsing.pages.ground import Ground, cut_of, first_letters
from archive.parsing.pages.outline import NO_LETTERS
from archive.parsing.pages.threads.thread import Thread

# So named, posts answer an article that stands elsewhere, if only on another page.
COMMENTS = re.compile(
    r"comment|coment|koment|komment|kommentar|repl(?:y|ies)|answer|antwort|respon|r[eé]ac|reakt"
    r"|leser|yorum|opinion|cmt|feedback|talkback|ugc|disqus|dsq|reageer|guestbook"
)
LEVELS = 3
# With less running text than this, and than the first post has, nothing else is the article.
LITTLE = 250
SHORTEST_TOLD = 30
# The article is what stands above the posts where it is so much longer than the first.
LONGER = 2
MOSTLY_LINKS = 0.5


def settled(ground: Ground, thread: Thread | None, stated: str) -> Thread | None:
    """Give the thread with its opening post told from the answers, or with none.

    `stated` is what the page says of its article's text: its teaser, or the whole of it.
    """
    if thread is None:
        return None
    if thread.opening is not None and is_post(ground, thread.opening_draft):
        return answered(thread) if stands_above(ground) else thread
    if thread.opening is not None:
        thread = replace(thread, opening=None, opening_draft=None)
    first = next(iter(thread.comments), None)
    if first is None or first.kind != "comment" or first.parent_ref is not None:
        return thread
    place = element_of(ground, thread, first)
    if place is None or not is_below_headline(ground, place):
        return thread
    is_told, is_all = is_told_by(ground, place, stated), is_all_there_is(ground, place)
    is_opening = (is_told and is_all) or (
        (is_told or is_all) and not is_called_comment(ground, place)
    )
    return opened(ground, thread, first, place) if is_opening else thread


def is_post(ground: Ground, opening: CommentDraft | None) -> bool:
    """Whether what was taken for an opening post is one: someone wrote it, and it is no menu."""
    if opening is None or ground.opening is None or not opening.author:
        return False
    outline, lines = ground.outline, ground.lines
    span = lines.between(outline.starts[ground.opening], outline.stops[ground.opening])
    linked = sum(lines.linked[line] for line in span)
    size = sum(lines.sizes[line] for line in span)
    return opening.posted is not None or linked <= MOSTLY_LINKS * size


def stands_above(ground: Ground) -> bool:
    """Whether an article stands above the opening post, and is longer than that."""
    outline, opening = ground.outline, ground.opening
    if opening is None:
        return True
    apart = ground.lines.without(outline, outline.covered([opening]))
    core = body.core_of(outline, apart, ground.headline)
    if core is None or core.number > opening:
        return False
    start, stop = outline.starts[opening], outline.stops[opening]
    before = apart.prose_in(outline.starts[core.number], start)
    return before > max(LITTLE, LONGER * ground.lines.prose_in(start, stop))


def answered(thread: Thread) -> Thread:
    """Give a thread whose opening post is an answer like the others."""
    first = () if thread.opening_draft is None else (thread.opening_draft,)
    comments = (*first, *thread.comments)
    cut = thread.cut
    if thread.opening is not None and thread.opening not in cut:
        cut = (thread.opening, *cut)
    return replace(
        thread,
        comments=tuple(replace(one, rank=rank) for rank, one in enumerate(comments)),
        cut=cut,
        opening=None,
        opening_draft=None,
    )


def opened(ground: Ground, thread: Thread, first: CommentDraft, place: int) -> Thread:
    """Give a thread without its first post, which the others answer."""
    rest = (
        replace(one, rank=rank, parent_ref=None if one.parent_ref == first.ref else one.parent_ref)
        for rank, one in enumerate(thread.comments[1:])
    )
    outline = ground.outline
    cut = tuple(
        node
        for node in thread.cut
        if not outline.holds(place, outline.numbers.get(node, -1))
        and not outline.holds(outline.numbers.get(node, 0), place)
    )
    return replace(
        thread,
        comments=tuple(rest),
        cut=cut,
        opening=outline.nodes[place],
        opening_draft=first,
    )


def element_of(ground: Ground, thread: Thread, comment: CommentDraft) -> int | None:
    """Give the element of a thread that holds a comment, or None where the page shows none."""
    letters = first_letters(comment)
    if not letters:
        return None
    held = ground.outline.letters_of
    return next((one for one in cut_of(ground.outline, thread) if letters in held(one)), None)


def is_below_headline(ground: Ground, place: int) -> bool:
    """Whether a post follows the headline, or holds it."""
    return ground.headline is not None and ground.headline < ground.outline.ends[place]


def is_called_comment(ground: Ground, place: int) -> bool:
    """Whether the names of a post, or of what it stands in, say that it answers something."""
    outline = ground.outline
    labels = (outline.labels[one] for one in (place, *islice(outline.above(place), LEVELS)))
    return any(COMMENTS.search(label) for label in labels)


def is_told_by(ground: Ground, place: int, stated: str) -> bool:
    """Whether what the page states of its article's text stands in a post, and nowhere above."""
    letters = NO_LETTERS.sub("", stated.casefold())[:SHORTEST_TOLD]
    outline = ground.outline
    if len(letters) < SHORTEST_TOLD or letters not in outline.letters_of(place):
        return False
    return outline.letters.find(letters) >= outline.first[place]


def is_all_there_is(ground: Ground, place: int) -> bool:
    """Whether the page holds hardly any running text but its posts."""
    outline, lines = ground.outline, ground.lines
    core = body.core_of(outline, lines, ground.headline)
    if core is None:
        return True
    return core.prose < min(LITTLE, outline.size(place))
