"""The only writer of imported rows: one prepared article and its thread, one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from random import random
from time import sleep

from django.db import IntegrityError, OperationalError, transaction

from archive.intake.arranging import arrange, count, tell_gone
from archive.intake.articles import (
    entries_of_others,
    find_or_make,
    merge_articles,
    save_articles,
)
from archive.intake.captures import digest_of, keep_captures, read_bytes, store_bytes
from archive.intake.errors import NotTogetherError, ReextractError
from archive.intake.fields import text_of
from archive.intake.found import Found
from archive.intake.joining import Group, apart, together
from archive.intake.known import remember
from archive.intake.matching import Entry
from archive.intake.months import save_months
from archive.intake.people import articles_of
from archive.intake.pictures import ReadyPictures, beside, keep_pictures, ready_pictures
from archive.intake.prepare import PreparedArticle, prepare, reread
from archive.intake.receipts import Receipt
from archive.intake.saving import save_threads
from archive.intake.sites import people_of
from archive.intake.threads import Thread, begin_threads
from archive.lib.text import charset_in
from archive.models import Article, Capture, Comment, ImportRun
from archive.models.choices import CommentState, IdentityOf
from archive.parsing import formats
from archive.parsing.drafts import ArticleDraft, Context, Problem
from archive.parsing.sources import BytesSource
from archive.search.tasks import mark_stale

ATTEMPTS = 4
_OF_PLACE_AND_TIME = frozenset(
    {"position", "depth", "first_seen_at", "last_seen_at", "gone_at", "origins"}
)


@dataclass(slots=True)
class Stored:
    """What became of one prepared article: its row, its account, and what had to be repaired."""

    article: Article
    receipt: Receipt = field(default_factory=Receipt)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Ready:
    """What is stored before the transaction: names of captured bytes by digest; pictures."""

    bytes: dict[str, str]
    pictures: list[ReadyPictures]


def import_article(
    prepared: PreparedArticle, run: ImportRun | None = None, *, dry_run: bool = False
) -> Stored:
    """Store the article and its comments, or find that nothing is new.

    One transaction; the same record twice writes nothing. Where another writer was in the way
    (one identity, a lock) it is tried again, at last raising IntegrityError or OperationalError.
    With `dry_run` everything happens and is rolled back.
    """
    [stored] = import_articles([prepared], run, dry_run=dry_run)
    return stored


def import_articles(
    batch: Sequence[PreparedArticle], run: ImportRun | None = None, *, dry_run: bool = False
) -> list[Stored]:
    """Store several articles as `import_article` does each, in one transaction.

    No two may share a name, or title and day. Raises NotTogetherError where one of several leads
    to more than one stored article: then nothing is stored, and each has to come alone.
    """
    drafts = [one.draft for one in batch]
    ready = Ready(
        {} if dry_run else _store_captures(batch),
        [ready_pictures(one.pictures, one.place, dry_run=dry_run) for one in drafts],
    )
    try:
        for attempt in range(1, ATTEMPTS):
            try:
                return _import(batch, ready, run, dry_run=dry_run)
            except (IntegrityError, OperationalError):
                sleep(random() * 0.1 * attempt)  # noqa: S311 -- so that two writers part, no secret
        return _import(batch, ready, run, dry_run=dry_run)
    finally:
        text_of.cache_clear()  # it serves these records: what it holds of them is in the way


def reextract(capture: Capture) -> Stored:
    """Read a kept capture again, and store what is read now in the place of what was read then.

    What other inputs said stays. Where another capture of the article cannot be told from this
    one (both of an unknown time), what is read is merged like any other's. Raises ReextractError
    where the bytes are lost or show no article, or another one.
    """
    article = capture.article
    if article is None or not capture.stored_as:
        raise ReextractError(f"Of {capture} no bytes are kept: there is nothing to read.")
    try:
        content = read_bytes(capture)
    except OSError as error:
        raise ReextractError(f"{capture} cannot be read: {error}") from error
    named = article.identities.filter(what=IdentityOf.ARTICLE).select_related("site").first()
    # Where its source had it, wherever the keeper moved it; an id of an unknown site counts
    # within its own input, which for a page is the page itself.
    context = Context(
        site_host=named.site.host if named else article.site.host,
        url=capture.url,
        captured_at=capture.captured_at,
        charset=charset_in(capture.media_type),
    )
    draft = first_article(BytesSource(content, str(capture), *beside(capture)), context)
    if draft is None:
        raise ReextractError(f"In {capture} no article is found any more: all stays as it was.")
    prepared = prepare(with_capture_of(draft, capture), context, capture.sha256)
    alike = article.captures.filter(captured_at=capture.captured_at).exclude(pk=capture.pk)
    with transaction.atomic():
        stored = import_article(prepared if alike.exists() else reread(prepared))
        if stored.article.pk != article.pk:
            raise ReextractError(f"{capture} now reads as another article: all stays as it was.")
    return stored


def first_article(source: BytesSource, context: Context) -> ArticleDraft | None:
    """The first article that the bytes show, as whatever format they are; None for none."""
    try:
        return next(
            (one for one in formats.parse(source, context) if isinstance(one, ArticleDraft)), None
        )
    except formats.UnknownFormatError:
        return None


def with_capture_of(draft: ArticleDraft, capture: Capture) -> ArticleDraft:
    """The draft as of the capture's own time and address, which its bytes need not tell."""
    if draft.capture is None:
        return draft
    at, url = capture.captured_at, capture.url
    return replace(draft, capture=replace(draft.capture, captured_at=at, url=url))


def _store_captures(batch: Sequence[PreparedArticle]) -> dict[str, str]:
    return {
        digest_of(one): store_bytes(one.content)
        for prepared in batch
        for one in prepared.captures
        if one.content is not None
    }


def _import(
    batch: Sequence[PreparedArticle], ready: Ready, run: ImportRun | None, *, dry_run: bool
) -> list[Stored]:
    with transaction.atomic():
        people = people_of(batch)
        found = find_or_make(list(zip(batch, people, strict=True)))
        merge_articles(found)
        group = _apart(found)
        threads = begin_threads(found)
        for one, thread in zip(found, threads, strict=True):
            for entries in entries_of_others(one):
                thread.adopt(entries)
            thread.take(one.prepared)
            arrange(thread)
        added = [keep_captures(one, ready.bytes, run) for one in found]
        for one, pictures in zip(found, ready.pictures, strict=True):
            keep_pictures(one.article, pictures, one.prepared.origin.captured_at)
        for one, thread in zip(found, threads, strict=True):
            tell_gone(thread, one.captures)
        rewritten = save_threads(threads, [one.captures for one in found])
        for one, thread in zip(found, threads, strict=True):
            count(one.article, _rows(thread))
        retired = [(other, ()) for one in found for other in one.others]
        save_months([*((one.article, _rows(one)) for one in threads), *retired])
        saved = save_articles(found)
        changed = [any(told) for told in zip(rewritten, saved, added, strict=True)]
        if group is not None:
            # Places and counts were written as of the article alone, and are put right here.
            news = found[0].says_more or added[0] or _has_news(threads[0])
            changed = [together(group) or news]
        _mark_stale(found, threads, changed)
        renamed = [person for one in dict.fromkeys(people) for person in one.renamed]
        if renamed:
            mark_stale(articles=sorted(articles_of(renamed)))
        remember(found, threads)
        results = list(map(_result, found, ready.pictures, threads))
        transaction.set_rollback(dry_run)
    return results


def _rows(thread: Thread) -> list[Comment]:
    return [entry.row for entry in thread.entries]


def _apart(found: Sequence[Found]) -> Group | None:
    """Bring home what the keeper joined with any of them; a group, like a join, takes one alone."""
    articles = [row for one in found if not one.is_new for row in (one.article, *one.others)]
    group = apart(articles) if articles else None
    if len(found) > 1 and (group is not None or any(one.others for one in found)):
        raise NotTogetherError("One of these articles is joined with another: take it in alone.")
    return group


def _mark_stale(found: Sequence[Found], threads: Sequence[Thread], changed: Sequence[bool]) -> None:
    for narrows in (False, True):
        marked = [
            one
            for one, thread, is_changed in zip(found, threads, changed, strict=True)
            if (is_changed or one.is_new) and narrows == (_narrows(thread) or one.narrows)
        ]
        ids = [row.pk for one in marked for row in (one.article, *one.others)]
        shown = [one.article.merged_into_id for one in marked if one.article.merged_into_id]
        mark_stale(articles=[*ids, *shown], narrows=narrows)


def _result(found: Found, pictures: ReadyPictures, thread: Thread) -> Stored:
    problems = [*found.prepared.problems, *pictures.problems, *thread.problems]
    result = Stored(found.article, problems=problems)
    result.receipt.add("articles", found.line)
    _account(thread, result.receipt)
    return result


def _narrows(thread: Thread) -> bool:
    """Whether fewer people may read some row than before."""
    return bool(thread.absorbed) or any(
        entry.before.get("state") == CommentState.PUBLISHED
        and entry.row.state != CommentState.PUBLISHED
        for entry in thread.entries
    )


def _has_news(thread: Thread) -> bool:
    """Whether a comment is new, was joined, or says something else than before."""
    news = (not entry.before or _says_more(entry) for entry in thread.entries)
    return bool(thread.absorbed) or any(news)


def _account(thread: Thread, receipt: Receipt) -> None:
    """Put every comment record into its line of the receipt."""
    for outcome, entry, one in thread.outcomes:
        if outcome == "duplicate":
            receipt.add("comments", "duplicate")
        elif outcome == "stored":
            receipt.add("comments", "updated" if _says_more(entry) else "unchanged")
        elif one.draft.state in (CommentState.DELETED, CommentState.MISSING):
            receipt.add("comments", "tombstone")
        else:
            orphaned = id(entry) in thread.orphans
            receipt.add("comments", "re-attached" if orphaned else "created")


def _says_more(entry: Entry) -> bool:
    """Whether a stored comment changed in what it shows, not only in its place."""
    now = entry.columns()
    return any(
        now[name] != was for name, was in entry.before.items() if name not in _OF_PLACE_AND_TIME
    )
