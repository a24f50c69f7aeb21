"""From a parser's records to stored ones: known again, or made ready, and stored together."""

import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from archive.intake.batches import MOST_COMMENTS, MOST_RECORDS, Batch, Pending
from archive.intake.duplicates import ArticlesSeen, is_apart, part_articles
from archive.intake.identities import host_for
from archive.intake.importer import Stored, import_articles
from archive.intake.known import known_among, mark_of
from archive.intake.ongoing import Run
from archive.intake.prepare import names_of, prepare
from archive.intake.spool import Spool, unpickled
from archive.lib.text import truncate
from archive.models import KnownRecord
from archive.parsing.drafts import (
    ArticleDraft,
    CollectionDraft,
    Context,
    Identity,
    Problem,
    SourceRank,
)
from archive.parsing.sources import Source

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Arrival:
    """An article as its parser gave it; or, not `is_article`, what it was told about by others.

    Then `bodies` are its comments as their spool gave them.
    """

    draft: ArticleDraft
    bodies: Sequence[bytes] = ()
    is_article: bool = True
    mark: str = ""

    @property
    def comment_count(self) -> int:
        """How many comments came with it."""
        return len(self.bodies) + len(self.draft.comments)

    def whole(self) -> ArticleDraft:
        """The article with its comments."""
        return replace(self.draft, comments=unpickled(self.bodies)) if self.bodies else self.draft


@dataclass(slots=True)
class Input:
    """One input while it is read: what its records say of one another.

    `standing` is where the articles named so far stand, and by what rank, for comments that come
    apart; `seen` tells articles apart that share a name.
    """

    source: Source
    format: str
    context: Context
    digest: str
    size_bytes: int
    spool: Spool
    standing: dict[Identity, tuple[str, SourceRank]] = field(default_factory=dict)
    arrivals: list[Arrival] = field(default_factory=list)
    batch: Batch[Arrival] = field(default_factory=Batch)
    collections: list[CollectionDraft] = field(default_factory=list)
    seen: ArticlesSeen = field(default_factory=dict)

    def names(self, draft: ArticleDraft, host: str) -> None:
        """Learn of an article, for the comments that name it."""
        standing = (host, draft.comments_rank or draft.rank)
        self.standing.update(dict.fromkeys(draft.identities, standing))


def arrive(arrival: Arrival, entry: Input, run: Run) -> None:
    """Take a record in, with the next ones; `store_arrivals` takes in the last."""
    run.receipt.saw("articles", int(arrival.is_article))
    run.receipt.saw("comments", arrival.comment_count)
    try:
        arrival.mark = mark_of(arrival.draft, arrival.bodies, entry.context, entry.digest)
    except Exception as error:
        _refuse(arrival, entry, run, error)
        return
    entry.arrivals.append(arrival)
    comments = sum(one.comment_count for one in entry.arrivals)
    is_enough = len(entry.arrivals) >= MOST_RECORDS or comments >= MOST_COMMENTS
    if is_enough or not arrival.mark:
        store_arrivals(entry, run)


def store_arrivals(entry: Input, run: Run) -> None:
    """Account for what is known, and store the rest."""
    arrivals, entry.arrivals = entry.arrivals, []
    known = known_among(one.mark for one in arrivals)
    for one in arrivals:
        record = known.get(one.mark)
        if record is None or not _is_still_itself(one, record, entry):
            _store(one, entry, run)
        else:
            _account(one, _as_known(record), entry, run)
    _flush(entry, run)


def _is_still_itself(arrival: Arrival, record: KnownRecord, entry: Input) -> bool:
    """Whether no earlier record of this input has its name for something else."""
    draft = arrival.draft
    if arrival.is_article:
        host = host_for(draft, entry.context)
        if draft.rank == "export":
            names = names_of(draft, entry.context, record.text_digest, entry.digest)
            if not is_apart(host, names, draft.title, record.text_digest, entry.seen):
                return False
        entry.names(draft, host)
    return True


def _as_known(record: KnownRecord) -> Stored:
    """What importing the record again would give."""
    stored = Stored(record.article)
    stored.receipt.add("articles", "unchanged")
    stored.receipt.add("comments", "unchanged", count=record.unchanged_count)
    stored.receipt.add("comments", "duplicate", count=record.duplicate_count)
    return stored


def _store(arrival: Arrival, entry: Input, run: Run) -> None:
    """Make a record ready, and store it with the next ones."""
    try:
        draft = arrival.whole()
        prepared = prepare(draft, entry.context, entry.digest)
    except Exception as error:
        _refuse(arrival, entry, run, error)
        return
    prepared.mark = arrival.mark
    if arrival.is_article:
        entry.names(draft, prepared.host)
        if draft.rank == "export":
            prepared = part_articles(prepared, entry.seen)
    if not entry.batch.takes(prepared):
        _flush(entry, run)
    entry.batch.add(Pending(arrival, prepared))


def _flush(entry: Input, run: Run) -> None:
    """Store what waits, all at once where that goes, else each by itself."""
    pending, entry.batch = entry.batch.pending, Batch()
    if pending and not _import(pending, entry, run):
        for one in pending:
            _import([one], entry, run)


def _import(pending: list[Pending[Arrival]], entry: Input, run: Run) -> bool:
    """Store records and account for them; false where several cannot be stored at once."""
    prepared = [one.prepared for one in pending]
    try:
        results = import_articles(prepared, run.row, dry_run=run.options.dry_run)
    except Exception as error:
        # One record's fault must not cost the others; nothing of it was stored.
        if len(pending) == 1:
            _refuse(pending[0].arrival, entry, run, error)
        return len(pending) == 1
    for one, stored in zip(pending, results, strict=True):
        _account(one.arrival, stored, entry, run)
    return True


def _account(arrival: Arrival, stored: Stored, entry: Input, run: Run) -> None:
    if run.is_resumed:
        _credit(stored, run, is_article=arrival.is_article)
    if not arrival.is_article:
        stored.receipt.lines = Counter(
            {place: n for place, n in stored.receipt.lines.items() if place[0] != "articles"}
        )
    run.receipt.join(stored.receipt)
    run.note(entry.source, stored.problems)


def _refuse(arrival: Arrival, entry: Input, run: Run, error: Exception) -> None:
    name, place = entry.source.name, arrival.draft.place
    logger.error("%s: %s could not be stored", truncate(name, 500), place, exc_info=error)
    reason = truncate(f"could not be stored: {error!r}", 200)
    run.receipt.add("articles", "refused", reason, int(arrival.is_article))
    run.receipt.add("comments", "refused", reason, arrival.comment_count)
    run.keep(name, Problem(reason, place or name))


def _credit(stored: Stored, run: Run, *, is_article: bool) -> None:
    """Count as created what the worker that died had created: nothing but this run brought it in.

    It is met again unchanged. Where an article was there before the run, what the dead worker
    added to it stays unchanged in the account: nothing tells it from what was there.
    """
    article, row = stored.article, run.row
    if row is None or article.archived_at < row.started_at:
        return
    is_first = (article.pk, is_article) not in run.credited
    run.credited.add((article.pk, is_article))
    lines = stored.receipt.lines
    if not is_first or ("articles", "created") in lines:
        return
    if article.captures.exclude(run=row).exists():
        return
    for what in ("articles", "comments"):
        lines[what, "created"] += lines.pop((what, "unchanged"), 0)
    stored.receipt.lines = +lines
