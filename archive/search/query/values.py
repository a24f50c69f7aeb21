"""The values of filters: what each may be, and the one form in which it is compared.

Each function gives the normal form of a value as typed, or None where it is not understood.
"""

import re

from archive.lib.addresses import host_of, is_web, normalise
from archive.search.words import fold

# The states of articles and comments as sources call them, and the keeper's ways of hiding;
# a test holds them to be those of the store.
STATES = frozenset(
    {
        *("published", "draft", "pending", "private", "password", "scheduled", "trashed"),
        *("spam", "deleted", "missing", "hidden", "withdrawn"),
    }
)
PROPERTIES = ("image", "link", "quote")

_SCHEMES = re.compile(r"(?:https?:)?(?://)+", re.IGNORECASE)
_OWN_PAGE = re.compile(r"/a/([^/\s]+)(?:/.*)?")
_ON_SOME_HOST = re.compile(r"https://[^/]+(/a/.*)")
_PLURALS = {"stories": "story"} | {
    f"{kind}s": kind
    for kind in ("article", "comment", "post", "page", "topic", "pingback", "trackback")
}


def normal_place(value: str) -> str | None:
    """`articles` or `comments`."""
    places = {"article": "articles", "comment": "comments"}
    value = value.lower()
    value = places.get(value, value)
    return value if value in places.values() else None


def normal_host(value: str) -> str | None:
    """The host as sites have it, of a host as typed or an address pasted for one."""
    typed = _SCHEMES.sub("", value)
    while (host := host_of(f"https://{typed}")) != typed:
        typed = host
    return host or None


def normal_tag(value: str) -> str | None:
    """A tag's name as it is compared."""
    return " ".join(fold(value).split()) or None


def normal_language(value: str) -> str | None:
    """A language tag in lower case with hyphens."""
    tag = value.casefold().replace("_", "-").strip("-")
    return tag if tag.replace("-", "").isalnum() else None


def normal_key(value: str) -> str | None:
    """A key as it is."""
    return value or None


def normal_thread(value: str) -> str | None:
    """A key, the key in an address of this archive, or an address in its one spelling."""
    own = _OWN_PAGE.fullmatch(value)
    if own:
        return own[1]
    if is_web(value):
        return normalise(value)
    if "/" in value and is_web(f"https://{value}"):
        return normalise(f"https://{value}")
    return None if "/" in value else value or None


def thread_names(value: str) -> tuple[str, ...]:
    """What a value of `thread:` may name: itself, and the key where it looks like our own page.

    At which address this archive is read is not known here.
    """
    on_host = _ON_SOME_HOST.fullmatch(value)
    own = _OWN_PAGE.fullmatch(on_host[1]) if on_host else None
    return (value, own[1]) if own else (value,)


def normal_kind(value: str) -> str | None:
    """What a source calls a piece, in the singular."""
    kind = value.casefold()
    return _PLURALS.get(kind, kind) or None


def normal_state(value: str) -> str | None:
    """One of STATES."""
    state = value.lower()
    return state if state in STATES else None


def normal_property(value: str) -> str | None:
    """One of PROPERTIES."""
    singular = value.lower().removesuffix("s")
    return singular if singular in PROPERTIES else None
