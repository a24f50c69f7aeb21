"""Which value wins where sources disagree: one comparison, independent of the order of arrival.

The rule is DESIGN section 3, "Which value wins": a value before none; then the rank of the
source; then the source-modified time, else the capture time, newest first, none last; then what
says more, part by part; then the lexically smaller value. Observations of a moment (score, declared
count, comments state) put time before rank.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from archive.lib.digests import canonical_json, sha256_hex
from archive.parsing.drafts import Origin, SourceRank

Json = Any  # what json.loads gives

RANKS: Mapping[SourceRank, int] = {
    "export": 5,
    "api": 4,
    "page": 3,
    "feed": 2,
    "dump": 1,
    "part": 0,
}
OBSERVATIONS = frozenset({"score", "declared_comment_count", "comments_state"})
_NEVER = datetime.min.replace(tzinfo=UTC)


class Candidate(NamedTuple):
    """A value for one field, as JSON, and what it is compared by.

    `is_reread`: it was read again from the same bytes, so what was read before is forgotten.
    """

    value: Json
    origin: Origin
    is_reread: bool = False


def is_none(value: Json) -> bool:
    """Whether a field's value says nothing: null, empty text, an empty list."""
    return value is None or value == "" or value == []


def digest_of(value: Json) -> str:
    """SHA-256 of the value's canonical JSON, in hex."""
    return sha256_hex(canonical_json(value))


def is_same(one: Json, other: Json) -> bool:
    """Whether two values are one; as JSON, where 1 is not true."""
    if isinstance(one, str) and one == other:
        return True
    return digest_of(one) == digest_of(other)


def strength(field: str, origin: Origin) -> tuple[Any, ...]:
    """What two origins are compared by for this field; the greater wins."""
    rank = RANKS[origin.rank]
    time = origin.modified_at or origin.captured_at or _NEVER
    return (time, rank) if field in OBSERVATIONS else (rank, time)


def gives_way(origin: Origin) -> bool:
    """Whether a value of this origin leaves no trace where there is another.

    What a later page of a thread shows of its article is at best what the first page says.
    """
    return origin.rank == "part"


def stronger_origin(field: str, one: Origin, other: Origin) -> Origin:
    """The origin that weighs more for the field; of equal ones a whole order decides."""
    return max(one, other, key=lambda origin: (strength(field, origin), _whole(origin)))


def beats(field: str, challenger: Candidate, holder: Candidate) -> bool:
    """Whether the challenger's value takes the place of the holder's."""
    mine, theirs = strength(field, challenger.origin), strength(field, holder.origin)
    if mine != theirs:
        return mine > theirs
    return _reticence(challenger.value) < _reticence(holder.value)


def _reticence(value: Json) -> tuple[int, bytes]:
    """What equally strong values are compared by; the smaller wins.

    First how many of its parts say nothing: an author without an address, a time without a zone.
    UTC counts as none, for it is what services write that do not know the zone.
    """
    silent = sum(not part for part in value) if isinstance(value, list) else 0
    return silent, canonical_json(value)


def pack(origin: Origin) -> list[str | None]:
    """The origin as `origins` columns keep it: rank, modified_at, captured_at."""
    return [origin.rank, _iso(origin.modified_at), _iso(origin.captured_at)]


def unpack(packed: list[str | None]) -> Origin:
    """The inverse of `pack`."""
    rank, modified_at, captured_at = packed
    return Origin(rank, _time(modified_at), _time(captured_at))  # type: ignore[arg-type]


def _whole(origin: Origin) -> tuple[datetime, datetime]:
    return (origin.modified_at or _NEVER, origin.captured_at or _NEVER)


def _iso(time: datetime | None) -> str | None:
    return time.astimezone(UTC).isoformat() if time else None


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
