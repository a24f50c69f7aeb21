"""Writing to a Whoosh index, so that one bad document costs only itself.

After a failing `add_document` Whoosh's writer refuses the rest of its batch. So a batch that
fails is cancelled whole and written again in halves, until the culprit stands alone.
"""

import logging
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from archive.search.documents import Document
from archive.search.engines.base import Changes, Culprit, WriteReport
from archive.search.engines.whoosh_schema import fields_of

_log = logging.getLogger(__name__)

# Whoosh merges small segments by itself, but drops deleted documents only where it merges.
_MOST_DELETED_SHARE = 0.1
_SMALL_INDEX = 1_000
# Files of their own can be mapped; one compound file would be copied into memory at opening.
_WRITER_OPTIONS = {"limitmb": 64, "compound": False}

Fields = dict[str, str]


def write_changes(index: Any, changes: Changes) -> WriteReport:  # noqa: ANN401 -- untyped Whoosh
    """Make the changes in one commit, or in several where a document fails.

    In the second case the removals come first: a document that fails is then missing, which is
    better than one that says what is no longer so.
    """
    culprits: list[Culprit] = []
    ready = list(_ready(changes.documents, culprits))
    gone = changes.remove_documents | {culprit.key for culprit in culprits}
    try:
        _commit(index, ready, gone, changes.remove_articles)
        return WriteReport(len(ready), tuple(culprits))
    except Exception:
        _log.exception("A batch of %d documents failed; writing it in halves", len(ready))
    _commit(index, [], gone | {fields["key"] for fields in ready}, changes.remove_articles)
    culprits += _write_in_halves(index, ready)
    return WriteReport(len(changes.documents) - len(culprits), tuple(culprits))


def _ready(documents: Iterable[Document], culprits: list[Culprit]) -> Iterator[Fields]:
    for document in {document.key: document for document in documents}.values():
        try:
            yield fields_of(document)
        except (ValueError, TypeError) as error:
            culprits.append(Culprit(document.key, str(error)))


def _write_in_halves(index: Any, ready: Sequence[Fields]) -> list[Culprit]:  # noqa: ANN401
    culprits: list[Culprit] = []
    waiting = [ready]
    while waiting:
        batch = waiting.pop()
        try:
            _commit(index, batch, frozenset(), frozenset())
        except Exception as error:
            _log.exception("A batch of %d documents failed", len(batch))
            if len(batch) == 1:
                culprits.append(Culprit(batch[0]["key"], f"{type(error).__name__}: {error}"))
            else:
                half = len(batch) // 2
                waiting += [batch[:half], batch[half:]]
    return culprits


def _commit(
    index: Any,  # noqa: ANN401 -- untyped Whoosh
    ready: Sequence[Fields],
    remove_documents: Iterable[str],
    remove_articles: Iterable[str],
) -> None:
    writer = index.writer(**_WRITER_OPTIONS)
    try:
        with writer.reader() as reader:
            doomed = _numbers(reader, "article", remove_articles)
            doomed |= _numbers(reader, "key", remove_documents)
            doomed |= _numbers(reader, "key", (fields["key"] for fields in ready))
            deleted = reader.doc_count_all() - reader.doc_count() + len(doomed)
            total = reader.doc_count_all()
        for number in doomed:
            writer.delete_document(number)
        for fields in ready:
            writer.add_document(**fields)
    except BaseException:
        writer.cancel()
        raise
    is_sparse = total > _SMALL_INDEX and deleted > total * _MOST_DELETED_SHARE
    writer.commit(optimize=is_sparse)


def _numbers(reader: Any, field: str, values: Iterable[str]) -> set[int]:  # noqa: ANN401
    """The numbers of live documents whose key field has one of the values."""
    found: set[int] = set()
    for value in values:
        if (field, value) in reader:
            found.update(reader.postings(field, value).all_ids())
    return found
