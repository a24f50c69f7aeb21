"""The conversation in a plain-text dump: where it starts, who says what, where it ends."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from archive.lib.dates import Moment
from archive.lib.html import text_to_html
from archive.lib.text import collapse
from archive.parsing.drafts import CommentDraft, PersonDraft
from archive.parsing.pages import timestamps
from archive.parsing.pages.count_words import CLOSED, count_in

VERB = (
    r"(?:says?|said|wrote|writes|commented|replied|responded|meint|sagte?|schreibt|schrieb|"
    r"a dit|dit|a écrit|écrit|dice|dijo|escribió|disse|diz|scrive|ha scritto|пишет|говорит|يقول"
    r"|قال)"
)
# "1. Name says:", "• Name on 3 May 2012 at 10:11 said:", and the same without a mark.
HEADER = re.compile(
    rf"^(?P<indent>\s*)(?:(?P<mark>(?:#?\d{{1,5}}[.)]|[•*·◦▪‣\u2013-]))\s+)?(?P<name>\S.{{0,79}}?)"
    rf"(?:\s+(?P<before>(?:on|am|le"
    rf"|el)\s+[^:]*\d[^a-z]*(?:[ap]m)?))?,?\s+{VERB}(?P<after>[^:]{{0,60}}(?:\d:\d\d[^:]{{0,12}})?)\s*:\s*$",
    re.I,
)
DISQUS = re.compile(
    r"^\W*(?:disqus\b.{0,40}|.{0,40}\bnoscript\b.{0,20}disqus|(?:blog )?comments powered by"
    r" disqus\.?"
    r"|please enable javascript to view the comments(?: powered by disqus)?\.?.{0,40}"
    r"|view the (?:entire )?discussion thread\.?)\W*$",
    re.I,
)
HEADING = re.compile(
    r"^\W*(?:reader |user )?(?:comments|responses|replies|discussion|kommentare|commentaires"
    r"|comentarios|comentários|commenti|комментарии|التعليقات|תגובות|コメント)\W*$",
    re.I,
)
FORM = re.compile(
    r"^\W*(?:leave a (?:reply|comment)|post a (?:new )?comment|add (?:a |your )?comment|schreibe"
    r" einen kommentar|kommentar verfassen|laisser un commentaire|deja un comentario|deixe um"
    r" comentário|lascia un commento)\b.{0,60}$",
    re.I,
)
REPLY_LINK = re.compile(
    r"^\W*(?:reply|antworten?|répondre|responder|rispondi|ответить|رد|like|permalink|log in to"
    r" reply)(?:\s*[↓↑])?\W*$",
    re.I,
)
# A heading of this line's length at most announces a thread.
LONGEST_HEADING = 250


@dataclass
class Entry:
    """One comment while it is being read: its lines, and how far it is indented."""

    indent: int
    name: str = ""
    posted: Moment | None = None
    parent: int | None = None
    lines: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Conversation:
    """What a dump holds of a thread; `rest` are lines behind its end."""

    comments: tuple[CommentDraft, ...] = ()
    declared: int | None = None
    state: Literal["open", "closed", "unknown"] = "unknown"
    is_attributed: bool = True
    rest: tuple[str, ...] = ()


def header_in(line: str) -> re.Match[str] | None:
    """Who says what follows, where a line is that alone; a long one is none and is not tried."""
    return HEADER.match(line) if len(line) <= LONGEST_HEADING else None


def split(lines: list[str]) -> tuple[list[str], Conversation]:
    """Part a dump into the article's lines and its conversation."""
    for place in range(1, len(lines)):
        if not is_start(lines[place]):
            continue
        conversation = read(lines[place], lines[place + 1 :], is_below=has_text_above(lines, place))
        if conversation is not None:
            return lines[:place], conversation
    state, article = state_of(lines)
    return article, Conversation(state=state)


def is_start(line: str) -> bool:
    """Whether a line announces comments: a count, a heading, or what stands for Disqus."""
    shown = collapse(line)
    if not shown or len(shown) > LONGEST_HEADING:
        return False
    is_counted = count_in(shown) is not None and re.match(
        r"^\W*(?:\d|one\b|ein|un|no\b|[^\W\d]+\W*[(:\uff1a])", shown, re.I
    )
    return bool(
        DISQUS.match(shown)
        or HEADING.match(shown)
        or (is_counted and not shown.endswith((".", ",")))
    )


def has_text_above(lines: list[str], place: int) -> bool:
    """Whether enough stands above a heading for it to be below an article, not in its head."""
    above = sum(len(line) for line in lines[1:place])
    return above > 200 and above > 0.2 * sum(len(line) for line in lines)


def read(heading: str, lines: list[str], *, is_below: bool) -> Conversation | None:
    """Give the conversation behind its heading, or None where none follows."""
    shown = collapse(heading)
    is_disqus = bool(DISQUS.match(shown))
    state, said, rest = bounded(lines)
    entries = attributed(said)
    if entries:
        comments = tuple(draft_of(entry, rank) for rank, entry in enumerate(entries))
        return Conversation(comments, count_in(shown), state, rest=rest)
    if not (is_disqus or is_below):
        return None
    comments = tuple(
        CommentDraft(ref=str(rank + 1), rank=rank, body_html=paragraph, place=f"comment {rank + 1}")
        for rank, paragraph in enumerate(markup_of(said))
    )
    return Conversation(comments, count_in(shown), state, is_attributed=not comments, rest=rest)


def bounded(
    lines: list[str],
) -> tuple[Literal["open", "closed", "unknown"], list[str], tuple[str, ...]]:
    """Give the thread's state, its lines up to where it ends, and those behind."""
    for place, line in enumerate(lines):
        shown = collapse(line)
        if len(shown) <= LONGEST_HEADING and CLOSED.search(shown):
            return "closed", lines[:place], behind(lines[place + 1 :])
        if FORM.match(shown):
            return "open", lines[:place], behind(lines[place + 1 :])
    return "unknown", lines, ()


def state_of(lines: list[str]) -> tuple[Literal["open", "closed", "unknown"], list[str]]:
    """Give the state stated in a dump without comments, and its lines without that notice."""
    for place, line in enumerate(lines[1:], 1):
        shown = collapse(line)
        if len(shown) <= 80 and CLOSED.search(shown):
            return "closed", lines[:place] + lines[place + 1 :]
    return "unknown", lines


def behind(lines: list[str]) -> tuple[str, ...]:
    """Give the lines with text."""
    return tuple(line.strip() for line in lines if line.strip())


def attributed(lines: list[str]) -> list[Entry]:
    """Give the entries that a line names the author of, with replies by mark and indentation."""
    entries: list[Entry] = []
    first = next((match for line in lines if (match := header_in(line))), None)
    is_marked = bool(first and first["mark"])
    path: list[int] = []
    for line in lines:
        header = header_in(line)
        if header and bool(header["mark"]) >= is_marked:
            entry = entry_of(header)
            while path and entries[path[-1]].indent >= entry.indent:
                path.pop()
            entry.parent = path[-1] if path else None
            path.append(len(entries))
            entries.append(entry)
        elif entries and not REPLY_LINK.match(line):
            entries[-1].lines.append(line)
    for entry in entries:
        take_date(entry)
    return entries


def entry_of(header: re.Match[str]) -> Entry:
    """Give the entry that a header line opens. A bullet counts as deeper than a number."""
    mark = header["mark"] or ""
    indent = 2 * len(header["indent"].expandtabs(4)) + (
        1 if mark and not re.search(r"\d", mark) else 0
    )
    when = f"{header['before'] or ''} {header['after'] or ''}"
    return Entry(indent, collapse(header["name"]), timestamps.of_text(when, timestamps.Setting()))


def take_date(entry: Entry) -> None:
    """Move a date that stands alone on the first line of an entry to where it belongs."""
    for place, line in enumerate(entry.lines):
        shown = collapse(line)
        if not shown:
            continue
        if entry.posted is None and len(shown) <= 60 and timestamps.tells_date(shown):
            left = timestamps.without_dates(shown)
            if not re.search(r"[^\W\d]{4,}", left):
                entry.posted = timestamps.of_text(shown, timestamps.Setting())
                del entry.lines[place]
        return


def draft_of(entry: Entry, rank: int) -> CommentDraft:
    """Give the draft of an entry that was read to its end."""
    return CommentDraft(
        ref=str(rank + 1),
        rank=rank,
        parent_ref=None if entry.parent is None else str(entry.parent + 1),
        author=PersonDraft(entry.name),
        posted=entry.posted,
        body_html="".join(markup_of(entry.lines)),
        place=f"comment {rank + 1}",
    )


def markup_of(lines: list[str]) -> list[str]:
    """Give the markup of each paragraph in these lines."""
    return [text_to_html(paragraph) for paragraph in paragraphs(lines)]


def paragraphs(lines: list[str]) -> Iterator[str]:
    """Yield the paragraphs: runs of lines between empty ones."""
    run: list[str] = []
    for line in [*lines, ""]:
        if line.strip():
            run.append(line.strip())
        elif run:
            yield "\n".join(run)
            run = []
