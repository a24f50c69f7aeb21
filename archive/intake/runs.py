"""One run over one or more inputs: every record read, stored or refused, and accounted for."""

import hashlib
import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext, suppress
from pathlib import Path

from archive.intake.arrivals import Arrival, Input, arrive, store_arrivals
from archive.intake.collections import import_collection
from archive.intake.leases import begin, held
from archive.intake.ongoing import Options, Run, end_of, finish
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
    LeftOut,
    Problem,
    Record,
)
from archive.parsing.formats import UnknownFormatError, choose, load, refusal
from archive.parsing.packed import packing_of, unpacked
from archive.parsing.sources import Source, SourceError, source_for

__all__ = ["Options", "Run", "take_in"]

logger = logging.getLogger(__name__)


def _silent(_: str) -> None:
    """Tell nobody."""


def take_in(
    inputs: Iterable[str | Source],
    options: Options,
    tell: Callable[[str], None] = _silent,
    row: ImportRun | None = None,
    watch: Callable[[Run], AbstractContextManager[object]] = nullcontext,
) -> Run:
    """Read every input and store what is in it; `tell` hears of each problem as it comes.

    Inputs are paths, or sources that have their names already. `row` is a run claimed for this
    process; without one it is made here, but for a dry run, which then leaves none. `watch` is
    entered while the run goes on.

    Gives the finished run; one that the keeper pauses or cancels, or that has to end with its
    process, ends between two records. Inputs and records that cannot be read are problems, never
    exceptions. Raises UnbalancedReceiptError if the account does not add up, and
    UnknownFormatError at once where `options.format` is no format.
    """
    wanted = list(inputs)
    if options.format:
        load(options.format)
    is_resumed = row is not None and row.heartbeat_at is not None
    if row is None:
        row = _new_row(wanted, options)
        if not options.dry_run:
            begin(row)
    run = Run(options, row if row.pk else None, tell, is_resumed, bytes_total=row.bytes_total)
    try:
        with held(run.row, run.progress) as run.lease, watch(run):
            _take_sources(_sources(wanted, run), run)
        run.receipt.check()
    except BaseException as error:
        is_fault = isinstance(error, Exception)
        finish(run, RunState.FAILED, str(error) or repr(error) if is_fault else "interrupted")
        raise
    finish(run, end_of(run))
    return run


def _new_row(inputs: list[str | Source], options: Options) -> ImportRun:
    paths = [one for one in inputs if isinstance(one, str)]
    files_total, bytes_total = _totals(paths)
    names = [_name_of(one) for one in inputs]
    return ImportRun(
        input_name=clean_characters(", ".join(names)),
        # Whoever resumes it may stand elsewhere. A name that is no text is no JSON either.
        inputs=[str(Path(one).absolute()) for one in paths if clean_characters(one) == one],
        format=options.format,
        chosen_format=options.format,
        site_host=options.site_host,
        started_by=options.started_by,
        files_total=files_total if len(paths) == len(inputs) else None,
        bytes_total=bytes_total if len(paths) == len(inputs) else None,
    )


def _name_of(one: str | Source) -> str:
    return one if isinstance(one, str) else one.name


def _sources(inputs: list[str | Source], run: Run) -> Iterator[Source]:
    for one in inputs:
        try:
            source = source_for(one) if isinstance(one, str) else one
            for member in source.members():
                yield from _contents(member, run)
                if run.may_go_on():
                    run.files_done += 1
                    run.meter.end(_size_of(member))
        except SourceError as error:
            run.keep(_name_of(one), Problem(str(error), _name_of(one)))
            run.receipt.saw("others")
            run.receipt.add("others", "refused", "no such input")


def _contents(source: Source, run: Run) -> Iterator[Source]:
    """What is packed in a file, or the file itself, watched as it is read."""
    try:
        is_packed = bool(packing_of(source))
    except SourceError:  # its reader meets it again, and tells
        is_packed = False
    if is_packed:
        yield from unpacked(source)
    else:
        yield run.meter.watched(source)


def _size_of(source: Source) -> int:
    try:
        return source.local_path().stat().st_size
    except (OSError, SourceError):
        return 0


def _totals(paths: list[str]) -> tuple[int, int]:
    """How many files there are, and their bytes; what is not there counts nothing."""
    sizes = []
    for path in paths:
        with suppress(SourceError):
            sizes += [_size_of(one) for one in source_for(path).members()]
    return len(sizes), sum(sizes)


def _take_sources(sources: Iterable[Source], run: Run) -> None:
    for source in sources:
        if not run.may_go_on():
            return
        _take_source(source, run)


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
            store_arrivals(entry, run)
            _take_apart_comments(entry, run)
            store_arrivals(entry, run)
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
    for identity, bodies in entry.spool.threads():
        if not run.may_go_on():
            return
        host, rank = entry.standing.get(identity, ("", "export"))
        article = ArticleDraft(
            rank=rank,
            # The comments say nothing of the article but its name and where it stands.
            parser="",
            kind="",
            state="",
            identities=(identity,),
            site_host=host,
        )
        arrive(Arrival(article, bodies, is_article=False), entry, run)
        run.meter.stored += len(bodies)


def _take_collections(entry: Input, run: Run) -> None:
    """Store what the keeper of another archive put together, now that what it names is here."""
    for draft in entry.collections:
        run.receipt.saw("others")
        line, problems = import_collection(draft, dry_run=run.options.dry_run)
        run.receipt.add("others", line)
        run.note(entry.source, problems)


def _take_record(record: Record, entry: Input, run: Run) -> None:
    is_apart = isinstance(record, CommentDraft) and record.article is not None
    run.meter.pass_record(is_apart=is_apart)
    if isinstance(record, ArticleDraft):
        arrive(Arrival(record), entry, run)
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


def _digest_and_size(source: Source) -> tuple[str, int]:
    digest, size_bytes = hashlib.sha256(), 0
    with source.open() as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
            size_bytes += len(block)
    return digest.hexdigest(), size_bytes
