"""Isso's comments: its SQLite database, or the JSON that `isso import -t generic` reads.

Tables and modes after isso's own `isso/db/comments.py` and `threads.py`; the JSON after
"Advanced Migration" of its documentation (https://isso-comments.de/). Isso stores Markdown.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from archive.lib.dates import Moment
from archive.lib.text import clean_characters
from archive.parsing.drafts import (
    ArticleDraft,
    CommentDraft,
    Context,
    Identity,
    LeftOut,
    PersonDraft,
    Problem,
    Record,
)
from archive.parsing.formats import isso_database
from archive.parsing.formats.conversations import NO_COMMENTS, address_of, article_of
from archive.parsing.formats.json_values import Values, members
from archive.parsing.formats.jsonl_fields import Report, Value
from archive.parsing.formats.written_markup import from_markdown
from archive.parsing.sources import Source, SourceError

STATES = {1: "published", 2: "pending", 4: "deleted"}
THREAD = ("id", "uri", "title")
COMMENT = (
    *("tid", "id", "parent", "created", "modified", "mode", "text", "author", "email"),
    *("website", "likes", "dislikes"),
)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Threads = dict[Any, tuple[Identity, str]]
"""Identity and title of each thread, by what its comments name it by."""

_GENERIC = re.compile(rb"\s*\[\s*\{")


def sniff(source: Source) -> float:
    """How sure it is that this is Isso's: the SQL of its tables, or the keys of its JSON."""
    head = source.head()
    if head.startswith(isso_database.MAGIC):
        names = (b"threads", b"comments", b"remote_addr", b"voters")
        return 0.95 if all(name in head for name in names) else 0.0
    keys = (b'"comments"', b'"id"', b'"title"', b'"created"', b'"author"')
    return 0.8 if _GENERIC.match(head) and all(key in head for key in keys) else 0.0


def parse(source: Source, context: Context) -> Iterator[Record]:
    """Yield comments apart, and an ArticleDraft for each thread that has some."""
    is_database = source.head(16).startswith(isso_database.MAGIC)
    try:
        yield from (_of_database if is_database else _of_json)(source, context)
    except SourceError as error:
        yield Problem(str(error), source.name)


def _of_database(source: Source, context: Context) -> Iterator[Record]:
    with isso_database.opened(source) as database:
        for table in ("threads", "comments"):
            database.columns(table)
            if harm := database.damage(table):
                yield Problem(f"{table}: {harm}; what can be read is", source.name, "repaired")
        report = Report(source.name)
        threads: Threads = {}
        for key, uri, title in database.rows("threads", THREAD):
            report.place = f"thread {_shown(key)}"
            name = _text(uri, "uri", report) or f"#{_shown(key)}"
            threads[key] = Identity("isso", name), _text(title, "title", report)
            yield from report.taken()
        spoken: set[Any] = set()
        try:
            for rank, row in enumerate(database.rows("comments", COMMENT)):
                said = dict(zip(COMMENT, row, strict=True))
                spoken.add(said["tid"])
                yield _comment(said, rank, threads, report, context)
                yield from report.taken()
        except SourceError as error:
            yield Problem(str(error), source.name)
        for key, (identity, title) in threads.items():
            if key in spoken:
                yield _article(identity, title, context)
            else:
                yield LeftOut(NO_COMMENTS, f"thread {_shown(key)}", title or identity.value)


def _comment(
    said: dict[str, Any], rank: int, threads: Threads, report: Report, context: Context
) -> CommentDraft:
    """The draft of a row; what of it is of a wrong type is told."""
    key, number, parent = said["tid"], said["id"], said["parent"]
    report.place = f"comment {_shown(number)}"
    if key not in threads:
        report.repaired(f"its thread {_shown(key)!r} is nowhere")
        threads[key] = Identity("isso", f"#{_shown(key)}"), ""
    state = STATES.get(said["mode"]) if isinstance(said["mode"], int) else None
    if state is None:
        report.repaired(f"its mode {_shown(said['mode'])!r} is not known and counts as pending")
    author = _text(said["author"], "author", report)
    modified = _moment(said["modified"], "modified", report)
    ups, downs = (_number(said[name], name, report) for name in ("likes", "dislikes"))
    return CommentDraft(
        ref=str(number) if isinstance(number, int) else f"#{rank + 1}",
        rank=rank,
        parent_ref=str(parent) if isinstance(parent, int) and parent else None,
        identities=(Identity("isso", str(number)),) if isinstance(number, int) else (),
        state=state or "pending",
        author=PersonDraft(author, email=_text(said["email"], "email", report)) if author else None,
        author_url=_text(said["website"], "website", report),
        posted=_moment(said["created"], "created", report),
        body_html=from_markdown(_text(said["text"], "text", report)),
        score=ups - downs,
        modified_at=modified.at if modified else None,
        permalink=_permalink(threads[key][0], number, context),
        article=threads[key][0],
        place=report.place,
    )


def _article(identity: Identity, title: str, context: Context) -> ArticleDraft:
    url = address_of(identity.value, context.site_host)
    return article_of(identity, "isso", url=url, title=title, host=context.site_host)


def _permalink(thread: Identity, number: Value, context: Context) -> str:
    url = address_of(thread.value, context.site_host)
    return f"{url}#isso-{number}" if url and isinstance(number, int) else ""


def _shown(value: Value) -> str:
    return clean_characters(str(value)[:60])


def _text(value: Value, name: str, report: Report) -> str:
    if isinstance(value, str):
        return clean_characters(value).strip()
    if value is not None:
        report.repaired(f"its {name} is no text ({type(value).__name__}) and was left out")
    return ""


def _number(value: Value, name: str, report: Report) -> int:
    if isinstance(value, int):
        return value
    if value is not None:
        report.repaired(f"its {name} is no whole number and was left out")
    return 0


def _moment(value: Value, name: str, report: Report) -> Moment | None:
    """Seconds since 1970, UTC."""
    if value is None:
        return None
    try:
        return Moment(EPOCH + timedelta(seconds=int(value)), "second", 0)
    except (TypeError, ValueError, OverflowError):
        report.repaired(f"its {name} {_shown(value)!r} is no time and was left out")
        return None


def _of_json(source: Source, context: Context) -> Iterator[Record]:
    report = Report(source.name)
    for _, place, value in members(source, report):
        report.place = f"thread {place + 1}"
        thread = Values(value, "thread", report)
        name, title = thread.name("id"), thread.text("title")
        given = thread.get("comments", list, [])
        thread.done()
        if not name and not given:
            yield Problem("a thread without id and comments", report.place)
            yield from report.taken()
            continue
        identity = Identity("isso", name or f"#{place + 1}")
        comments = (_given_comment(one, rank, identity, report) for rank, one in enumerate(given))
        yield from comments
        if given:
            yield _article(identity, title, context)
        else:
            yield LeftOut(NO_COMMENTS, f"thread {place + 1}", title or name)
        yield from report.taken()
    yield from report.taken()


def _given_comment(
    value: Value, rank: int, thread: Identity, report: Report
) -> CommentDraft | Problem:
    """The draft of a comment in the JSON; its id counts within its thread."""
    place = report.place = f"{report.place.partition(',')[0]}, comment {rank + 1}"
    if not isinstance(value, dict):
        return Problem(f"a comment that is {type(value).__name__}, not an object", place)
    fields = Values(value, "comment", report)
    number, author = fields.name("id"), fields.text("author")
    fields.passed("remote_addr")
    draft = CommentDraft(
        ref=number or f"#{rank + 1}",
        rank=rank,
        identities=(Identity("isso:generic", number),) if number else (),
        author=PersonDraft(author, email=fields.text("email")) if author else None,
        author_url=fields.text("website"),
        posted=fields.moment("created"),
        body_html=from_markdown(fields.text("text")),
        article=thread,
        place=place,
    )
    fields.passed("email")
    fields.done()
    return draft
