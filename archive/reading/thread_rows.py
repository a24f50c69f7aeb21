"""Rows of a thread, with every string that their page shows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy, ngettext

from archive.lib.addresses import is_web
from archive.lib.printed import Printed
from archive.lib.text import truncate
from archive.models import Note, ThreadComment
from archive.templatetags.archive_dates import shown
from archive.templatetags.archive_states import marks_of

DEEPEST_CLASS = 8
"""Beyond it rows are not indented further, and say their level."""
LEVEL_FROM = 6
PAST_FROM = 3
"""Replies beneath a comment from which on it offers a way past them."""
QUOTED = 160
"""Characters of a comment that are shown beside what answers it."""

LINKS_BACK = frozenset({"pingback", "trackback"})
UNNAMED = gettext_lazy("Name not kept by the source")
WHY = {
    "deleted": gettext_lazy("This comment was deleted at the source."),
    "missing": gettext_lazy("This comment is in none of our captures; only its replies name it."),
    "withheld": gettext_lazy("This comment is not shown here."),
}

Address = Callable[[int, str], str]
"""From a row's rank and key to where it stands in the thread."""


@dataclass(slots=True)
class Row(Printed):
    """One row as the template prints it; empty strings where there is nothing to say.

    `html` is the stored, cleaned markup. `at` is where it stands in the thread, `past_at` where a
    way past its replies leads, `parent_at` to what it answers, whose first words are
    `parent_words`. `level` is the depth in words where indentation does not show it, `marks` what
    only keepers see. `person_url` is where the name leads: the person's page, or the page that a
    pingback speaks for. `past_words`, `fold_words` and `web_words` tell of the ways at it. `notes`
    are the archive's own, `desk_url` is where keepers write them.
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
    level: str
    replies: int
    at: str
    past_at: str
    parent_at: str
    parent_name: str
    parent_words: str
    is_near: bool
    title: str
    html: str
    text: str
    why: str
    gone: str
    marks: str
    parent_key: str = ""
    is_edited: bool = False
    notes: Sequence[Note] = ()
    desk_url: str = ""
    past_words: str = ""
    fold_words: str = ""
    web_words: str = ""


@dataclass(frozen=True, slots=True)
class Above(Printed):
    """What a page's first comment hangs beneath: where it stands, and its first words."""

    level: int
    name: str
    at: str
    words: str


@dataclass(slots=True)
class Writer:
    """What all rows of a page have in common. `authors` are the article's, by number.

    `edited` are the comments of which earlier words are kept; `is_kept`: a keeper reads them.
    """

    authors: Mapping[int, str]
    edited: frozenset[int]
    notes: Mapping[int, Sequence[Note]]
    is_kept: bool
    person_at: Callable[[str], str]

    def row(
        self,
        comment: ThreadComment,
        places: tuple[str, str, str],
        *,
        is_near: bool,
        is_listed: bool,
    ) -> Row:
        """One row. `places` are where it stands, where its parent does, and past its replies.

        `is_near`: its parent stands right above. `is_listed`: it stands in a list, where nothing
        hangs beneath anything.
        """
        by_author = comment.by_article_author or comment.person_id in self.authors
        row = _row(comment, self.person_at, is_author=by_author)
        row.at, row.parent_at, row.past_at = places
        # Past the deepest class indentation no longer tells: there the parent is always named.
        row.is_near = is_near and comment.depth < LEVEL_FROM
        row.parent_words = "" if is_near else _first_words(comment.parent_text)
        row.classes = _classes(comment, is_author=by_author, is_listed=is_listed)
        if is_listed:
            row.depth, row.replies, row.level = 0, 0, ""
        row.past_words = _past(row.replies) if row.past_at else ""
        row.fold_words = _fold(row.name, row.replies) if row.replies else ""
        row.is_edited = comment.id in self.edited and not comment.why
        row.notes = self.notes.get(comment.id, ())
        row.desk_url = reverse("desk-comment", args=[comment.key]) if self.is_kept else ""
        return row


def above_of(comment: ThreadComment, at: str) -> Above:
    """One of those that a page's first comment hangs beneath."""
    words = str(WHY[comment.why]) if comment.why else _first_words(comment.body_text)
    return Above(comment.depth + 1, comment.author_name, at, words)


def _first_words(text: str) -> str:
    return truncate(text[: 4 * QUOTED], QUOTED)


def _row(comment: ThreadComment, person_at: Callable[[str], str], *, is_author: bool) -> Row:
    when = shown(comment.posted_at, comment.posted_precision, comment.posted_offset_minutes)
    gone = shown(comment.gone_at, "day", 0)
    is_deep = comment.depth >= LEVEL_FROM
    web = comment.author_url if is_web(comment.author_url) else ""
    person = person_at(comment.person_key or "")
    if comment.kind in LINKS_BACK:  # what speaks here is the page that links, not a person
        person, web = web or person, ""
    name = comment.author_name or ("" if comment.why else str(UNNAMED))
    return Row(
        key=comment.key,
        depth=comment.depth,
        classes="",
        name=name,
        person_url=person,
        web_url=web,
        web_words=gettext("Address given by %(name)s") % {"name": name} if web else "",
        is_author=is_author,
        machine=when.machine if when else "",
        day=when.short_day if when else "",
        clock=when.clock if when else "",
        whole=when.whole if when else "",
        score="" if comment.score is None else f"{comment.score:+d}",
        level=gettext("level %(n)s") % {"n": comment.depth + 1} if is_deep else "",
        replies=comment.descendant_count,
        at="",
        past_at="",
        parent_at="",
        parent_name=comment.parent_name,
        parent_words="",
        is_near=False,
        title=comment.title,
        html=comment.body_html,
        text="" if comment.body_html else comment.body_text,
        why=str(WHY.get(comment.why, "")),
        gone=gettext("gone from the source by %(day)s") % {"day": gone.day} if gone else "",
        marks=_marks(comment),
        parent_key=comment.parent_key,
    )


def _classes(comment: ThreadComment, *, is_author: bool, is_listed: bool) -> str:
    depth = 0 if is_listed else min(comment.depth, DEEPEST_CLASS)
    classes = ["comment", f"depth-{depth}"]
    if comment.reply_count and not is_listed:
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
    return "" if comment.why else marks_of(comment)


def _past(replies: int) -> SafeString:
    words = ngettext(
        '<span class="vh">Go past </span>{n} <span class="word">reply</span> ↓',
        '<span class="vh">Go past </span>{n} <span class="word">replies</span> ↓',
        replies,
    )
    return format_html(words, n=replies)


def _fold(name: str, replies: int) -> str:
    if name:
        words = gettext("Fold the comment by %(name)s, replies below: %(n)s")
        return words % {"name": name, "n": replies}
    return gettext("Fold the comment, replies below: %(n)s") % {"n": replies}
