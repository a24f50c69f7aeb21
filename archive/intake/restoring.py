"""What only Afterword's own export says of a record: names, people and captures as they stood.

All of it comes from a file that anybody may have written, so wrong types are passed over.
"""

from collections.abc import Iterator
from datetime import datetime

from archive.intake.candidates import RANKS, Candidate, Json
from archive.intake.identities import Name, PersonRef
from archive.lib.addresses import is_web
from archive.lib.text import collapse
from archive.models.provenance import bounded
from archive.parsing.drafts import (
    ArticleDraft,
    CaptureDraft,
    CommentDraft,
    Identity,
    Origin,
    Own,
)

Told = dict[Name, list[tuple[PersonRef, Origin]]]
"""People of a record, with the claims on their name and on their profile address."""
_HEX = frozenset("0123456789abcdef")


def own_names(identities: tuple[Identity, ...]) -> list[Name]:
    """The identities as they stood, made-up ones included."""
    return [Name(one.namespace[:100], bounded(one.value)) for one in identities]


def own_urls(draft: ArticleDraft) -> list[str]:
    """Every address at which the article was known."""
    urls = _facts(draft).get("addresses")
    return [url for url in _list(urls) if isinstance(url, str) and is_web(url)]


def own_people(draft: ArticleDraft) -> Told:
    """The people the record speaks of: per person the claims on name and on profile address."""
    people: Told = {}
    told = _facts(draft).get("people")
    for one in _list(told):
        name = _name(one.get("identity")) if isinstance(one, dict) else None
        if name is None or not collapse(str(one.get("name") or "")):
            continue
        origins = one.get("origins")
        shown, profile = collapse(str(one["name"]))[:500], str(one.get("profile_url") or "")
        people[name] = [
            (PersonRef(*name, shown, ""), _origin(origins, "name", draft)),
            (PersonRef(*name, "", profile[:2000]), _origin(origins, "profile_url", draft)),
        ]
    return people


def own_authors(draft: ArticleDraft, people: Told) -> list[PersonRef]:
    """The byline, of people told of in the same record; what they are called is told there."""
    told = _facts(draft).get("authors")
    names = [_name(one) for one in _list(told)]
    return [PersonRef(*name, "", "") for name in names if name is not None and name in people]


def own_person(draft: CommentDraft, people: Told) -> PersonRef | None:
    """Who wrote the comment, if told of in the same record."""
    name = _name(draft.own.facts.get("person")) if draft.own else None
    return PersonRef(*name, "", "") if name is not None and name in people else None


def own_earlier_authors(draft: CommentDraft, told: Told) -> list[Candidate]:
    """Other authors that sources gave the comment, each told of in the same record."""
    return [
        Candidate(one.value, one.origin)
        for one in (draft.own.revisions if draft.own else ())
        if one.field == "author" and len(_list(one.value)) == 4 and _name(one.value[2:]) in told
    ]


def own_earlier_bylines(draft: ArticleDraft, told: Told) -> list[Candidate]:
    """Other bylines that sources gave the article, of people told of in the same record."""
    return [
        Candidate(one.value, one.origin)
        for one in (draft.own.revisions if draft.own else ())
        if one.field == "authors" and all(_name(name) in told for name in _list(one.value))
    ]


def own_captures(draft: ArticleDraft) -> Iterator[CaptureDraft]:
    """The captures, of which only the digests came along."""
    told = _facts(draft).get("captures")
    for one in _list(told):
        digest = one.get("sha256") if isinstance(one, dict) else None
        if not (isinstance(digest, str) and len(digest) == 64 and set(digest) <= _HEX):
            continue
        size = one.get("size_bytes")
        yield CaptureDraft(
            content=None,
            media_type=str(one.get("media_type") or ""),
            url=str(one.get("url") or ""),
            captured_at=own_time(one.get("captured_at")),
            sha256=digest,
            size_bytes=size if isinstance(size, int) and 0 <= size < 2**62 else 0,
            thread_namespace=str(one.get("thread_namespace") or ""),
            thread_is_complete=one.get("thread_is_complete") is True,
        )


def own_merged_keys(own: Own | None) -> list[str]:
    """Keys of rows that had been joined with this one and keep resolving."""
    told = _list(own.facts.get("merged_keys")) if own else []
    return [key for key in told if isinstance(key, str) and key.isalnum() and len(key) <= 20]


def own_keepers_terms(own: Own | None) -> list[str]:
    """The names of terms that the keeper gave the article."""
    told = _list(own.keeper.get("terms")) if own else []
    return [name for one in told if isinstance(one, str) and (name := collapse(one)[:300])]


def own_time(text: Json) -> datetime | None:
    """An aware time from ISO 8601; None for anything else."""
    try:
        time = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return time if time is not None and time.tzinfo is not None else None


def _facts(draft: ArticleDraft) -> dict[str, Json]:
    return dict(draft.own.facts) if draft.own else {}


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _name(value: Json) -> Name | None:
    pair = _list(value)
    if len(pair) == 2 and all(isinstance(one, str) and one for one in pair):
        return Name(pair[0][:100], bounded(pair[1]))
    return None


def _origin(origins: Json, field: str, draft: ArticleDraft) -> Origin:
    told = origins.get(field) if isinstance(origins, dict) else None
    if not isinstance(told, dict) or told.get("rank") not in RANKS:
        return Origin(draft.rank)
    return Origin(
        told["rank"], own_time(told.get("modified_at")), own_time(told.get("captured_at"))
    )
