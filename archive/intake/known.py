"""Records that came in before: the same once more says nothing new, and need not be read again.

What importing a record does follows from the record and the program alone, and doing it twice is
doing it once, whatever came in between: docs/adr/0009-records-are-known-again.md.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import blake2b, sha256
from pathlib import Path

from django.conf import settings

from archive.intake.found import Found
from archive.intake.identities import host_for
from archive.intake.spool import pickled
from archive.intake.threads import Thread
from archive.models import UNKNOWN_HOST, KnownRecord
from archive.parsing.drafts import ArticleDraft, Context

_ROOM = Path(__file__).parent


def mark_of(
    draft: ArticleDraft, bodies: Iterable[bytes], context: Context, input_digest: str
) -> str:
    """What a record is known again by; empty for one that is always read.

    That is a page, whose bytes may be read anew, or a record of an archive's own export. `bodies`
    are comments that came apart, as their spool has them. The key keeps whoever has only the
    database from trying out what e-mail addresses were in a record.
    """
    if draft.capture is not None or draft.pictures or draft.own is not None:
        return ""
    host = host_for(draft, context)
    inside = input_digest if host == UNKNOWN_HOST else ""
    told = blake2b(
        repr((_program(), host, inside)).encode(),
        digest_size=16,
        key=sha256(settings.ARCHIVE_HMAC_KEY).digest(),
    )
    told.update(pickled(draft))
    for body in bodies:
        told.update(body)
    return told.hexdigest()


def known_among(marks: Iterable[str]) -> dict[str, KnownRecord]:
    """Those that were met before, by mark. One query."""
    asked = {mark for mark in marks if mark}
    rows = (
        KnownRecord.objects.filter(mark__in=asked)
        .select_related("article")
        .only(
            *("mark", "text_digest", "unchanged_count", "duplicate_count"), "article__archived_at"
        )
    )
    return {one.mark: one for one in rows} if asked else {}


def remember(found: Sequence[Found], threads: Sequence[Thread]) -> None:
    """Take note of records that would say nothing new, and meet no problem, if they came again."""
    rows = []
    for one, thread in zip(found, threads, strict=True):
        prepared = one.prepared
        if prepared.mark and not prepared.problems and not thread.lasting_problems:
            duplicates = sum(outcome == "duplicate" for outcome, *_ in thread.outcomes)
            rows.append(
                KnownRecord(
                    mark=prepared.mark,
                    article=one.article,
                    text_digest=prepared.digest,
                    unchanged_count=len(thread.outcomes) - duplicates,
                    duplicate_count=duplicates,
                )
            )
    KnownRecord.objects.bulk_create(rows, ignore_conflicts=True)


@cache
def _program() -> str:
    """The digest of the code that makes rows of drafts: after a change all is read again."""
    files = sorted([*_ROOM.glob("*.py"), *_ROOM.with_name("lib").glob("*.py")])
    return sha256(b"\0".join(path.read_bytes() for path in files)).hexdigest()
