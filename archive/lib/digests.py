"""Digests, short keys and canonical bytes: the same value gives the same bytes, anywhere."""

import hashlib
import hmac
import json
import unicodedata
from datetime import UTC, date, datetime
from typing import Any

from archive.lib.text import collapse, fold

# Crockford's base32 in lower case (https://www.crockford.com/base32.html): no i, l, o, u.
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_KEY_CHARACTERS = 12  # 60 bits: a collision is unlikely (p < 1 %) below 150 million keys


def sha256_hex(data: bytes) -> str:
    """SHA-256 of the bytes, 64 lower-case hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def text_digest(text: str) -> str:
    """SHA-256 of what `fold` leaves of the text, so that spacing and punctuation do not count.

    Of a text without letters and digits (":-)", "👍") the collapsed text itself is taken, or
    all such replies would be one.
    """
    compared = fold(text) or collapse(unicodedata.normalize("NFKC", text))
    return sha256_hex(_encoded(compared))


def canonical_json(value: Any) -> bytes:  # noqa: ANN401  # whatever JSON can hold
    """The value as JSON with sorted keys and no spaces, UTF-8; times as ISO 8601.

    Aware times are given in UTC, so equal instants are equal bytes. Lone surrogates become "?".
    Raises TypeError for what JSON cannot hold, ValueError for NaN and infinities.
    """
    text = json.dumps(
        value,
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
        allow_nan=False,
        default=_plain,
    )
    return text.encode("utf-8", "replace")


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return (value.astimezone(UTC) if value.tzinfo else value).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    kind = type(value).__name__
    raise TypeError(f"{value!r} ({kind}) has no canonical JSON form: convert it before")


def short_key(*parts: str) -> str:
    """Twelve characters of Crockford base32 from the parts and where each ends."""
    joined = b"".join(b"%d:%b" % (len(part), part) for part in map(_encoded, parts))
    number = int.from_bytes(hashlib.sha256(joined).digest(), "big") >> (256 - 5 * _KEY_CHARACTERS)
    places = range(5 * (_KEY_CHARACTERS - 1), -1, -5)
    return "".join(_ALPHABET[number >> place & 31] for place in places)


def hmac_hex(key: bytes, value: str) -> str:
    """HMAC-SHA-256 of the value under the key, 64 lower-case hexadecimal digits."""
    return hmac.new(key, _encoded(value), hashlib.sha256).hexdigest()


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")  # any str has bytes, different ones differ
