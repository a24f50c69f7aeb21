"""One run over one or more inputs: every record read, stored or refused, and accounted for."""

import hashlib
import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from django.contrib.auth.models import User
from django.utils import timezone

from archive.intake.collections import import_collection
from archive.intake.duplicates import ArticlesSeen, part_articles
from archive.intake.importer import import_article
from archive.intake.prepare import prepare
from archive.intake.receipts import Receipt
from archive.intake.spool import Spool
from archive.lib.text import clean_characters, truncate
from archive.models import ImportProblem, ImportRun
from archive.models.choices import RunState
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
from archive.parsing.sources import Source, SourceError, source_for

logger = logging.getLogger(__name__)

MAX_MESSAGE_LENGTH = 2_000
MAX_STORED_PROBLEMS = 10_000
"""Problems kept per run; the receipt counts all of them."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the caller of a run may choose. `site_host` is for what names no host itself."""

    format: str = ""
    site_host: str = ""
    dry_run: bool = False
    started_by: User | None = None


@dataclass(slots=True)
class Run:
    """A run in progress, and what came of it. `row` is None for a dry run."""

    options: Options
    row: ImportRun | None
    tell: Callable[[str], None]
    receipt: Receipt = field(default_factory=Receipt)
    formats: set[str] = field(default_factory=set)
    problems: list[tuple[str, Problem]] = field(default_factory=list)

    def keep(self, input_name: str, problem: Problem) -> None:
        """Tell a problem and keep it with its input's name, bounded and without odd characters."""
        name, place = truncate(input_name, 500), truncate(problem.place, 500)
        message = truncate(problem.message, MAX_MESSAGE_LENGTH)
        self.tell(f"{name}: {place}: {problem.severity}: {message}")
        if len(self.problems) < MAX_STORED_PROBLEMS:
            self.problems.append((name, Problem(message, place, problem.severity)))

    def note(self, source: Source, problems: Iterable[Problem]) -> None:
        """Keep problems with the input they came from; refused ones are records."""
        for problem in problems:
            self.keep(source.name, problem)
            if problem.severity == "refused":
                self.receipt.saw("others")
                self.receipt.add("others", "refused", truncate(problem.message, 200))
            else:
                self.receipt.repairs += 1


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
    spool: Spool
    hosts: dict[Identity, str] = field(default_factory=dict)
    collections: list[CollectionDraft] = field(default_factory=list)
    seen: ArticlesSeen = field(default_factory=dict)


def _silent(_: str) -> None:
    """Tell nobody."""


def take_in(paths: Iterable[str], options: Options, tell: Callable[[str], None] = _silent) -> Run:
    """Read every input and store what is in it; `tell` hears of each problem as it comes.

    Gives the finished run. Inputs and records that cannot be read are problems, never
    exceptions. Raises UnbalancedReceiptError if the account does not add up, and
    UnknownFormatError at once where `options.format` is no format.
    """
    wanted = list(paths)
    if options.format:
        load(options.format)
    row = None
    if not options.dry_run:
        row = ImportRun.objects.create(
            input_name=clean_characters(", ".join(wanted)),
            format=options.format,
            started_by=options.started_by,
        )
    run = Run(options, row, tell)
    try:
        for source in _sources(wanted, run):
            _take_source(source, run)
        run.receipt.check()
    except BaseException:
        _finish(run, RunState.FAILED)
        raise
    _finish(run, RunState.DONE)
    return run


def _finish(run: Run, state: RunState) -> None:
    if run.row is None:
        return
    run.row.state, run.row.finished_at = state, timezone.now()
    run.row.receipt, run.row.format = run.receipt.as_json(), ", ".join(sorted(run.formats))[:40]
    run.row.save(update_fields=["state", "finished_at", "receipt", "format"])
    ImportProblem.objects.bulk_create(
        (
            ImportProblem(
                run=run.row,
                severity=problem.severity,
                input_name=name,
                place=problem.place,
                message=problem.message,
            )
            for name, problem in run.problems
        ),
        batch_size=500,
    )


def _sources(paths: list[str], run: Run) -> Iterator[Source]:
    for path in paths:
        try:
            yield from source_for(path).members()
        except SourceError as error:
            run.keep(path, Problem(str(error), path))
            run.receipt.saw("others")
            run.receipt.add("others", "refused", "no such input")


def _take_source(source: Source, run: Run) -> None:
    """Read one file to its end. What goes wrong with a record costs that record alone."""
    try:
        name = run.options.format or choose(source)
        if name is None:
            raise UnknownFormatError(refusal(source))
        run.formats.add(name)
        with Spool() as spool:
            context = Context(site_host=run.options.site_host)
            entry = Input(source, name, context, _digest(source), spool)
            _read(entry, run)
            _take_apart_comments(entry, run)
            _take_collections(entry, run)
    except (UnknownFormatError, SourceError) as error:
        run.note(source, [Problem(str(error), source.name)])
    except Exception as error:
        # The outermost boundary of one input: the rest of the run goes on, and the log has all.
        _note_stop(source, run, error)


def _read(entry: Input, run: Run) -> None:
    """Take every record that the parser gives; where it fails, what it gave before stays."""
    try:
        for record in load(entry.format).parse(entry.source, entry.context):
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
    run.receipt.saw("articles", int(is_article))
    run.receipt.saw("comments", len(draft.comments))
    try:
        prepared = prepare(draft, entry.context, entry.digest)
        if is_article:
            entry.hosts.update(dict.fromkeys(draft.identities, prepared.host))
            if draft.rank == "export":
                prepared = part_articles(prepared, entry.seen)
        stored = import_article(prepared, run.row, dry_run=run.options.dry_run)
    except Exception as error:
        # One record's fault must not cost the others; nothing of it was stored.
        logger.exception(
            "%s: %s could not be stored", truncate(entry.source.name, 500), draft.place
        )
        reason = truncate(f"could not be stored: {error!r}", 200)
        run.receipt.add("articles", "refused", reason, int(is_article))
        run.receipt.add("comments", "refused", reason, len(draft.comments))
        run.keep(entry.source.name, Problem(reason, draft.place or entry.source.name))
        return
    if not is_article:
        stored.receipt.lines = Counter(
            {place: n for place, n in stored.receipt.lines.items() if place[0] != "articles"}
        )
    run.receipt.join(stored.receipt)
    run.note(entry.source, stored.problems)


def _digest(source: Source) -> str:
    digest = hashlib.sha256()
    with source.open() as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
