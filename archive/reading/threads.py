"""A thread made ready for its page: every string that a row shows, in one pass over the rows.

The template is one flat loop over these: no include and no computation stands in it, for a thread
may have 14,000 rows, and recursion would end at depth 84 (STYLE.md).
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from django.urls import reverse

from archive.lib.addresses import is_web
from archive.models import Article, Note, ThreadComment, thread_for
from archive.models.choices import CommentState, ThreadCaveat, Visibility
from archive.models.visibility import User, is_keeper
from archive.reading.notes import NotesByComment
from archive.templatetags.archive_dates import shown

DEEPEST_CLASS = 8
"""Beyond it rows are not indented further, and say their level."""
LEVEL_FROM = 6
PAST_FROM = 3
"""Replies beneath a comment from which on it offers a way past them."""
LONG_FROM = 500
MOST_VOICES = 12
LIFE_BINS = 30
NO_NOTES: NotesByComment = {}

LINKS_BACK = frozenset({"pingback", "trackback"})
UNNAMED = "Name not kept by the source"
WHY = {
    "deleted": "This comment was deleted at the source.",
    "missing": "This comment is in none of our captures; only its replies name it.",
    "withheld": "This comment is not shown here.",
}


@dataclass(slots=True)
class Row:
    """One row as the template prints it; empty strings where there is nothing to say.

    `html` is the stored, cleaned markup. `past_key` is where a way past the replies leads,
    `level` the depth in words where indentation does not show it, `marks` what only keepers see.
    `person_url` is where the name leads: the person's page, or the page that a pingback speaks for.
    `notes` are the archive's own, `desk_url` is where keepers write them.
    """

    key: str
    depth: int
    classes: str
    name: str
    person_url: str
    web_url: str
    is_author: bool
    machine: str
    day: str
    clock: str
    whole: str
    score: str
    level: int
    replies: int
    past_key: str
    parent_key: str
    parent_name: str
    is_near: bool
    title: str
    html: str
    text: str
    why: str
    gone: str
    marks: str
    is_edited: bool = False
    notes: Sequence[Note] = ()
    desk_url: str = ""


@dataclass(slots=True)
class Voice:
    """A name of the thread, its first comment's key, and how many comments bear it."""

    name: str
    key: str
    count: int


@dataclass(slots=True)
class Life:
    """When replies came, as path data 180 units wide, and the days of the first and last."""

    path: str
    first: str
    last: str


@dataclass(slots=True)
class Thread:
    """A whole thread for its page. `lost` counts tombstones; `classes` dress the list."""

    rows: list[Row] = field(default_factory=list)
    voices: list[Voice] = field(default_factory=list)
    life: Life | None = None
    lost: int = 0
    classes: str = "thread"


def thread_page(
    user: User,
    article: Article,
    author_ids: Collection[int],
    edited: Collection[int] = (),
    notes: NotesByComment = NO_NOTES,
) -> Thread:
    """The article's thread as the user may see it. One query; time linear in the rows.

    `author_ids` are the article's authors, merged ones by whom they were merged into; a comment
    is marked as the author's where it is one of theirs, or where the source marked it so.
    `edited` are the comments of which earlier words are kept, `notes` what the user may see of the
    archive's own.
    """
    comments = thread_for(user, article)
    is_kept = is_keeper(user)
    urls = _PersonUrls()
    rows = []
    previous = ""
    for comment in comments:
        is_author = comment.by_article_author or comment.person_id in author_ids
        row = _row(comment, previous, urls, is_author=is_author)
        row.is_edited = comment.id in edited and not comment.why
        row.notes = notes.get(comment.id, ())
        row.desk_url = reverse("desk-comment", args=[comment.key]) if is_kept else ""
        rows.append(row)
        previous = comment.key
    if article.thread_caveat == ThreadCaveat.UNATTRIBUTED:
        for row in rows:  # said once above the thread, not beside every comment
            row.name = "" if row.name == UNNAMED else row.name
    return Thread(
        rows=rows,
        voices=_voices(rows),
        life=_life(comments),
        lost=sum(1 for row in rows if row.why),
        classes=_classes_of_thread(comments),
    )


class _PersonUrls(dict[str, str]):
    """Addresses of people by key, each resolved once."""

    def __missing__(self, key: str) -> str:
        self[key] = reverse("person", args=[key])
        return self[key]


def _row(comment: ThreadComment, previous: str, urls: _PersonUrls, *, is_author: bool) -> Row:
    when = shown(comment.posted_at, comment.posted_precision, comment.posted_offset_minutes)
    gone = shown(comment.gone_at, "day", 0)
    web = comment.author_url if is_web(comment.author_url) else ""
    person = urls[comment.person_key] if comment.person_key else ""
    if comment.kind in LINKS_BACK:  # what speaks here is the page that links, not a person
        person, web = web or person, ""
    return Row(
        key=comment.key,
        depth=comment.depth,
        classes=_classes(comment, is_author=is_author),
        name=comment.author_name or ("" if comment.why else UNNAMED),
        person_url=person,
        web_url=web,
        is_author=is_author,
        machine=when.machine if when else "",
        day=when.short_day if when else "",
        clock=when.clock if when else "",
        whole=when.whole if when else "",
        score="" if comment.score is None else f"{comment.score:+d}",
        level=comment.depth + 1 if comment.depth >= LEVEL_FROM else 0,
        replies=comment.descendant_count,
        past_key=comment.next_key if comment.descendant_count >= PAST_FROM else "",
        parent_key=comment.parent_key,
        parent_name=comment.parent_name,
        # Past the deepest class indentation no longer tells: there the parent is always named.
        is_near=comment.parent_key == previous and comment.depth < LEVEL_FROM,
        title=comment.title,
        html=comment.body_html,
        text="" if comment.body_html else comment.body_text,
        why=WHY.get(comment.why, ""),
        gone=gone.day if gone else "",
        marks=_marks(comment),
    )


def _classes(comment: ThreadComment, *, is_author: bool) -> str:
    classes = ["comment", f"depth-{min(comment.depth, DEEPEST_CLASS)}"]
    if comment.reply_count:
        classes.append("has-replies")
    if is_author:
        classes.append("by-author")
    if comment.why:
        classes.append("tombstone")
    elif comment.kind in LINKS_BACK:
        classes.append("pingback")
    if comment.gone_at:
        classes.append("is-gone")
    return " ".join(classes)


def _marks(comment: ThreadComment) -> str:
    # Others never get a row for which this is not empty, but as a tombstone without words.
    if comment.why:
        return ""
    marks = [comment.state] if comment.state != CommentState.PUBLISHED else []
    if comment.visibility != Visibility.PUBLIC:
        marks.append(comment.visibility)
    return ", ".join(marks)


def _classes_of_thread(comments: list[ThreadComment]) -> str:
    classes = ["thread"]
    if not any(comment.depth for comment in comments):
        classes.append("flat")
    if len(comments) >= LONG_FROM:
        classes.append("long")
    return " ".join(classes)


def _voices(rows: list[Row]) -> list[Voice]:
    firsts: dict[str, str] = {}
    counts = Counter[str]()
    for row in rows:
        if row.name not in ("", UNNAMED):
            firsts.setdefault(row.name, row.key)
            counts[row.name] += 1
    most = sorted(counts, key=lambda name: (-counts[name], name))[:MOST_VOICES]
    return [Voice(name, firsts[name], counts[name]) for name in most] if len(most) > 1 else []


def _life(comments: list[ThreadComment]) -> Life | None:
    dated = [(one.posted_at, one) for one in comments if one.posted_at and not one.why]
    if len(dated) < LEVEL_FROM:
        return None
    dated.sort(key=lambda pair: pair[0])
    (first, earliest), (last, latest) = dated[0], dated[-1]
    span = (last - first).total_seconds()
    if not span:
        return None
    bins = Counter(int((at - first).total_seconds() / span * (LIFE_BINS - 1)) for at, _ in dated)
    most = max(bins.values())
    bars = (
        f"M{place * 6} 2h4.4v{8 + 46 * (count / most) ** 0.5:.1f}h-4.4z"
        for place, count in sorted(bins.items())
    )
    return Life("".join(bars), _day(earliest), _day(latest))


def _day(comment: ThreadComment) -> str:
    parts = shown(comment.posted_at, comment.posted_precision, comment.posted_offset_minutes)
    return parts.short_day if parts else ""
