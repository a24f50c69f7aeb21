"""What an `<img>` of a page stands for: its words, and where the picture is.

A picture that came in a page's own file, or in the folder beside it, has no address on the web; it
goes by the digest of its bytes (RFC 6920): `ni:///sha-256;…`.
"""

import re
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from archive.lib.text import collapse

# Where pages that load pictures late keep the address; the first that is no placeholder counts.
_LATE_SOURCES = ("data-src", "data-lazy-src", "data-original", "data-orig-file", "data-lazy")
_SIGN_CLASSES = frozenset({"emoji", "wp-smiley", "smiley", "smilies", "emoticon", "inlineimg"})
_NAME = re.compile(r"ni:///sha-256;([A-Za-z0-9_-]{43})")
_TINY = re.compile(r"\s*[01](?:px)?\s*")


def name_of(content: bytes) -> str:
    """The name of a picture of these bytes."""
    digest = urlsafe_b64encode(sha256(content).digest()).decode("ascii")
    return f"ni:///sha-256;{digest.rstrip('=')}"


def is_name(address: str) -> bool:
    """Whether an address is the name of a picture by its bytes."""
    return _NAME.fullmatch(address) is not None


def is_loaded_late(attributes: Mapping[str, str]) -> bool:
    """Whether a script would put another picture in the place of the one in `src`."""
    return any(attributes.get(name) for name in _LATE_SOURCES)


@dataclass(frozen=True, slots=True)
class Picture:
    """`source` is as written, perhaps relative; `is_sign` where the words stand in the text."""

    alt: str
    source: str
    is_sign: bool


def picture_of(attributes: Mapping[str, str]) -> Picture:
    """Both parts are empty for what shows nothing: tracking pixels, spacers.

    A picture in a `data:` address has no source. An emoticon is its alt text alone.
    """
    if any(_TINY.fullmatch(attributes.get(side, "")) for side in ("width", "height")):
        return Picture("", "", is_sign=False)
    alt = collapse(attributes.get("alt", ""))
    if alt and not _SIGN_CLASSES.isdisjoint(attributes.get("class", "").lower().split()):
        return Picture(alt, "", is_sign=True)
    return Picture(alt, _source(attributes), is_sign=False)


def _source(attributes: Mapping[str, str]) -> str:
    written = [attributes.get(name, "").strip() for name in ("src", *_LATE_SOURCES)]
    for name in ("srcset", "data-srcset"):
        written.extend(attributes.get(name, "").split()[:1])
    usable = [source for source in written if source and not source.lower().startswith("data:")]
    return usable[0] if usable else ""
