"""Captured bytes, content-addressed and compressed; and the rows that say where they came from."""

import gzip
from io import SEEK_END
from struct import Struct
from zlib import crc32

from django.core.files.base import ContentFile
from django.core.files.storage import storages

from archive.intake.found import Found
from archive.lib.digests import sha256_hex
from archive.models import Capture, ImportRun
from archive.parsing.drafts import CaptureDraft

_TRAILER = Struct("<II")


def digest_of(draft: CaptureDraft) -> str:
    """The SHA-256 of the captured bytes, in hex."""
    return sha256_hex(draft.content) if draft.content is not None else draft.sha256


def store_bytes(content: bytes) -> str:
    """Keep the bytes; the name under which the captures storage has them. Idempotent."""
    digest = sha256_hex(content)
    name = f"{digest[:2]}/{digest[2:4]}/{digest}.gz"
    storage = storages["captures"]
    if storage.exists(name):
        if _is_whole(name, content):
            return name
        storage.delete(name)
    return storage.save(name, ContentFile(gzip.compress(content, 6, mtime=0)))


def read_bytes(capture: Capture) -> bytes:
    """The captured bytes. Raises OSError where they are not to be had, or are damaged."""
    return read_stored(capture.stored_as, capture.sha256)


def read_stored(name: str, digest: str) -> bytes:
    """What the captures storage has under a name. Raises OSError where it is lost or damaged."""
    with storages["captures"].open(name) as file, gzip.open(file) as stream:
        content = bytes(stream.read())
    if sha256_hex(content) != digest:
        raise OSError(f"the bytes kept of capture {digest[:12]} are not what was captured")
    return content


def _is_whole(name: str, content: bytes) -> bool:
    """Whether the stored file was written to its end: its last bytes are the content's CRC and
    length (RFC 1952). A process may have died while it wrote."""
    with storages["captures"].open(name) as file:
        if file.size < _TRAILER.size:
            return False
        file.seek(-_TRAILER.size, SEEK_END)
        return bool(_TRAILER.unpack(file.read()) == (crc32(content), len(content) % 2**32))


def keep_captures(found: Found, stored: dict[str, str], run: ImportRun | None) -> bool:
    """Add the captures the article does not have yet; whether any was added.

    `stored` maps digests to storage names, for bytes that were kept before the transaction.
    """
    known = {(one.sha256, one.url, one.captured_at): one for one in found.captures}
    added = False
    for draft in found.prepared.captures:
        digest = digest_of(draft)
        old = known.get((digest, draft.url[:2000], draft.captured_at))
        if old is not None and (old.stored_as or digest not in stored):
            continue
        if old is not None:
            old.stored_as = stored[digest]
            old.save(update_fields=["stored_as"])
            continue
        added = True
        known[digest, draft.url[:2000], draft.captured_at] = Capture.objects.create(
            article=found.article,
            run=run,
            sha256=digest,
            stored_as=stored.get(digest, ""),
            size_bytes=len(draft.content) if draft.content is not None else draft.size_bytes,
            media_type=draft.media_type[:100],
            url=draft.url[:2000],
            captured_at=draft.captured_at,
            thread_namespace=draft.thread_namespace[:100],
            thread_is_complete=draft.thread_is_complete,
        )
    if added:
        found.captures = list(found.article.captures.all())
    return added
