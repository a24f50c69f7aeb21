"""One run over one or more inputs: every record read, stored or refused, and accounted for."""

import hashlib
import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from archive.intake.batches import Batch, Pending
from archive.intake.collections import import_collection
from archive.intake.duplicates import ArticlesSeen, part_articles
from archive.intake.importer import Stored, import_articles
from archive.intake.leases import begin, held
from archive.intake.ongoing import Options, Run, end_of, finish
from archive.intake.prepare import prepare
from archive.intake.spool import Spool
from archive.lib.text import clean_characters, truncate
from archive.models import ImportRun
from archive.models.choices import RunState
from archive.parsing.companions import PART_OF_PAGE, is_part_of_page
from archive.parsing.drafts import (
    ArticleDraft,
    CollectionDraft,
    CommentDraft,
    Context,
    Identity,
    LeftOut,
    Problem,
    Record,
)
from archive.parsing.formats import UnknownFormatError, choose, load, refusal
from archive.parsing.packed import unpacked
from archive.parsing.sources import Source, SourceError, source_for

__all__ = ["Options", "Run", "take_in"]

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Input:
    """One input while it is read: what its records say of one another.

    `hosts` is where the articles named so far stand, for comments that come apart; `seen` tells
    articles apart that share a name.
    """

    source: Source
    format: str
    context: Context
    digest: str
    size_bytes: int
    spool: Spool
    hosts: dict[Identity, str] = field(default_factory=dict)
    batch: Batch = field(default_factory=Batch)
    collections: list[CollectionDraft] = field(default_factory=list)
    seen: ArticlesSeen = field(default_factory=dict)


def _silent(_: str) -> None:
    """Tell nobody."""


def take_in(
    inputs: Iterable[str | Source],
    options: Options,
    tell: Callable[[str], None] = _silent,
    row: ImportRun | None = None,
) -> Run:
    """Read every input and store what is in it; `tell` hears of each problem as it comes.

    Inputs are paths, or sources that have their names already. `row` is a run claimed for this
    process; without one it is made here, but for a dry run, which then leaves none.

    Gives the finished run; one that the keeper stopped, or that has to end with its process, ends
    between two records. Inputs and records that cannot be read are problems, never exceptions.
    Raises UnbalancedReceiptError if the account does not add up, and UnknownFormatError at once
    where `options.format` is no format.
    """
    wanted = list(inputs)
    if options.format:
        load(options.format)
    is_resumed = row is not None and row.heartbeat_at is not None
    if row is None and not options.dry_run:
        row = begin(
            ImportRun(
                input_name=clean_characters(", ".join(_name_of(one) for one in wanted)),
                format=options.format,
                site_host=options.site_host,
                started_by=options.started_by,
            )
        )
    run = Run(options, row, tell, is_resumed)
    try:
        with held(row, run.progress) as run.lease:
            _take_sources(_sources(wanted, run), run)
        run.receipt.check()
    except BaseException as error:
        is_fault = isinstance(error, Exception)
        finish(run, RunState.FAILED, str(error) or repr(error) if is_fault else "interrupted")
        raise
    finish(run, end_of(run))
    return run


def _name_of(one: str | Source) -> str:
    return one if isinstance(one, str) else one.name


def _sources(inputs: list[str | Source], run: Run) -> Iterator[Source]:
    for one in inputs:
        try:
            source = source_for(one) if isinstance(one, str) else one
            yield from unpacked(source)
        except SourceError as error:
            run.keep(_name_of(one), Problem(str(error), _name_of(one)))
            run.receipt.saw("others")
            run.receipt.add("others", "refused", "no such input")


def _take_sources(sources: Iterable[Source], run: Run) -> None:
    for source in sources:
        if not run.may_go_on():
            return
        _take_source(source, run)
        run.files_done += not run.was_cut


def _take_source(source: Source, run: Run) -> None:
    """Read one file to its end. What goes wrong with a record costs that record alone."""
    try:
        name = run.options.format or choose(source)
        if not run.options.format and is_part_of_page(source, name):
            run.receipt.saw("others")
            run.receipt.add("others", "left out", PART_OF_PAGE)
            return
        if name is None:
            raise UnknownFormatError(refusal(source))
        run.formats.add(name)
        with Spool() as spool:
            context = Context(site_host=run.options.site_host)
            entry = Input(source, name, context, *_digest_and_size(source), spool)
            _read(entry, run)
            _flush(entry, run)
            _take_apart_comments(entry, run)
            _flush(entry, run)
            _take_collections(entry, run)
            run.bytes_done += entry.size_bytes
    except (UnknownFormatError, SourceError) as error:
        run.note(source, [Problem(str(error), source.name)])
    except Exception as error:
        # The outermost boundary of one input: the rest of the run goes on, and the log has all.
        _note_stop(source, run, error)


def _read(entry: Input, run: Run) -> None:
    """Take every record that the parser gives; where it fails, what it gave before stays."""
    try:
        for record in load(entry.format).parse(entry.source, entry.context):
            if not run.may_go_on():
                return
            _take_record(record, entry, run)
    except SourceError as error:
        run.note(entry.source, [Problem(str(error), entry.source.name)])
    except Exception as error:
        _note_stop(entry.source, run, error)


def _note_stop(source: Source, run: Run, error: Exception) -> None:
    logger.error("reading %s failed", truncate(source.name, 500), exc_info=error)
    run.note(source, [Problem(f"reading stopped here: {error!r}", source.name)])


def _take_apart_comments(entry: Input, run: Run) -> None:
    """Store comments that came apart, thread by thread, beneath the articles that they name."""
    for identity, drafts in entry.spool.threads():
        if not run.may_go_on():
            return
        article = ArticleDraft(
            rank="export",
            # The comments say nothing of the article but its name and where it stands.
            parser="",
            kind="",
            state="",
            identities=(identity,),
            site_host=entry.hosts.get(identity, ""),
            comments=tuple(drafts),
        )
        _store(article, entry, run, is_article=False)


def _take_collections(entry: Input, run: Run) -> None:
    """Store what the keeper of another archive put together, now that what it names is here."""
    for draft in entry.collections:
        run.receipt.saw("others")
        line, problems = import_collection(draft, dry_run=run.options.dry_run)
        run.receipt.add("others", line)
        run.note(entry.source, problems)


def _take_record(record: Record, entry: Input, run: Run) -> None:
    if isinstance(record, ArticleDraft):
        _store(record, entry, run, is_article=True)
    elif isinstance(record, CommentDraft) and record.article is not None:
        entry.spool.add(record, record.article)
    elif isinstance(record, CollectionDraft):
        entry.collections.append(record)
    elif isinstance(record, LeftOut):
        run.receipt.saw("others")
        run.receipt.add("others", "left out", truncate(record.reason, 200))
    elif isinstance(record, Problem):
        run.note(entry.source, [record])
    else:
        run.note(entry.source, [Problem("a comment that names no article", record.place)])


def _store(draft: ArticleDraft, entry: Input, run: Run, *, is_article: bool) -> None:
    """Make a record ready, and store it with the next ones."""
    run.receipt.saw("articles", int(is_article))
    run.receipt.saw("comments", len(draft.comments))
    try:
        prepared = prepare(draft, entry.context, entry.digest)
    except Exception as error:
        _refuse(draft, entry, run, error, is_article=is_article)
        return
    if is_article:
        entry.hosts.update(dict.fromkeys(draft.identities, prepared.host))
        if draft.rank == "export":
            prepared = part_articles(prepared, entry.seen)
    if not entry.batch.takes(prepared):
        _flush(entry, run)
    entry.batch.add(Pending(draft, prepared, is_article))


def _flush(entry: Input, run: Run) -> None:
    """Store what waits, all at once where that goes, else each by itself."""
    pending, entry.batch = entry.batch.pending, Batch()
    if pending and not _import(pending, entry, run):
        for one in pending:
            _import([one], entry, run)


def _import(pending: list[Pending], entry: Input, run: Run) -> bool:
    """Store records and account for them; false where several cannot be stored at once."""
    prepared = [one.prepared for one in pending]
    try:
        results = import_articles(prepared, run.row, dry_run=run.options.dry_run)
    except Exception as error:
        # One record's fault must not cost the others; nothing of it was stored.
        if len(pending) == 1:
            _refuse(pending[0].draft, entry, run, error, is_article=pending[0].is_article)
        return len(pending) == 1
    for one, stored in zip(pending, results, strict=True):
        if run.is_resumed:
            _credit(stored, run, is_article=one.is_article)
        if not one.is_article:
            stored.receipt.lines = Counter(
                {place: n for place, n in stored.receipt.lines.items() if place[0] != "articles"}
            )
        run.receipt.join(stored.receipt)
        run.note(entry.source, stored.problems)
    return True


def _refuse(
    draft: ArticleDraft, entry: Input, run: Run, error: Exception, *, is_article: bool
) -> None:
    name = truncate(entry.source.name, 500)
    logger.error("%s: %s could not be stored", name, draft.place, exc_info=error)
    reason = truncate(f"could not be stored: {error!r}", 200)
    run.receipt.add("articles", "refused", reason, int(is_article))
    run.receipt.add("comments", "refused", reason, len(draft.comments))
    run.keep(entry.source.name, Problem(reason, draft.place or entry.source.name))


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


def _digest_and_size(source: Source) -> tuple[str, int]:
    digest, size_bytes = hashlib.sha256(), 0
    with source.open() as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
            size_bytes += len(block)
    return digest.hexdigest(), size_bytes
