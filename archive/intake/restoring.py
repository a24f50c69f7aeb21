"""What only Afterword's own export says of a record: names, people and captures as they stood.

All of it comes from a file that anybody may have written, so wrong types are passed over.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from archive.intake.candidates import RANKS, Candidate, Json
from archive.intake.earlier import is_address, is_text
from archive.intake.identities import MAX_NAME_LENGTH, MAX_URL_LENGTH, Name, PersonRef, named
from archive.lib.addresses import resolve
from archive.lib.text import collapse
from archive.models import Note
from archive.models.notes import MAX_WRITER_LENGTH
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
_KEY = re.compile(r"[0-9a-zA-Z]{1,20}")


def own_names(identities: tuple[Identity, ...]) -> list[Name]:
    """The identities as they stood, made-up ones included."""
    return [named(one.namespace, one.value) for one in identities]


def is_as_it_stood(draft: ArticleDraft) -> bool:
    """Whether the record says under which names and addresses the article stood in an archive."""
    return bool(draft.identities) and isinstance(_facts(draft).get("addresses"), list)


def own_urls(draft: ArticleDraft) -> list[str]:
    """Every address at which the article was known."""
    urls = _facts(draft).get("addresses")
    return [url for one in _list(urls) if isinstance(one, str) and (url := resolve("", one))]


def own_people(draft: ArticleDraft) -> Told:
    """The people the record speaks of: per person the claims on name and on profile address."""
    people: Told = {}
    told = _facts(draft).get("people")
    for one in _list(told):
        name = _name(one.get("identity")) if isinstance(one, dict) else None
        if name is None or not collapse(str(one.get("name") or "")):
            continue
        origins = one.get("origins")
        shown = collapse(str(one["name"]))[:MAX_NAME_LENGTH]
        profile = resolve("", str(one.get("profile_url") or ""))[:MAX_URL_LENGTH]
        people[name] = [
            (PersonRef(*name, shown, ""), _origin(origins, "name", draft)),
            (PersonRef(*name, "", profile), _origin(origins, "profile_url", draft)),
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
        if one.field == "author" and _is_author(one.value) and _name(one.value[2:]) in told
    ]


def _is_author(value: Json) -> bool:
    return (
        len(_list(value)) == 4
        and is_text(value[0], MAX_NAME_LENGTH)
        and (value[1] == "" or is_address(value[1]))
    )


def own_earlier_bylines(draft: ArticleDraft, told: Told) -> list[Candidate]:
    """Other bylines that sources gave the article, of people told of in the same record."""
    return [
        Candidate(one.value, one.origin)
        for one in (draft.own.revisions if draft.own else ())
        if one.field == "authors"
        and isinstance(one.value, list)
        and all(_name(name) in told for name in one.value)
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
            media_type=collapse(str(one.get("media_type") or "")),
            url=resolve("", str(one.get("url") or "")),
            captured_at=own_time(one.get("captured_at")),
            sha256=digest,
            size_bytes=size if isinstance(size, int) and 0 <= size < 2**62 else 0,
            thread_namespace=collapse(str(one.get("thread_namespace") or "")),
            thread_is_complete=one.get("thread_is_complete") is True,
        )


def own_key(own: Own | None) -> str:
    """The key under which the row was known; empty where none is told."""
    told = own.facts.get("key") if own else None
    return str(told) if _is_key(told) else ""


def own_merged_keys(own: Own | None) -> list[str]:
    """Keys of rows that had been joined with this one and keep resolving."""
    told = _list(own.facts.get("merged_keys")) if own else []
    return [key for key in told if _is_key(key)]


def own_keepers_text(own: Own | None, column: str) -> str:
    """A text of the keeper's; empty where none is told."""
    told = own.keeper.get(column) if own else None
    return collapse(told) if isinstance(told, str) else ""


def own_keepers_terms(own: Own | None) -> list[str]:
    """The names of terms that the keeper gave the article."""
    told = _list(own.keeper.get("terms")) if own else []
    return [name for one in told if isinstance(one, str) and (name := collapse(one)[:300])]


def own_keepers_authors(own: Own | None) -> list[Name]:
    """The byline that the keeper gave the article."""
    told = _list(own.keeper.get("authors")) if own else []
    return [name for one in told if (name := _name(one)) is not None]


def own_notes(own: Own | None) -> list[dict[str, Any]]:
    """The keeper's notes on a record, each as the columns of a Note; without a time it is none."""
    told = _list(own.keeper.get("notes")) if own else []
    return [note for one in told if isinstance(one, dict) and (note := _note(one))]


def _note(told: dict[str, Json]) -> dict[str, Any]:
    text, written_at = told.get("text"), own_time(told.get("written_at"))
    said = Note()
    said.say(text if isinstance(text, str) else "")
    if not said.text or written_at is None:
        return {}
    return {
        "text": said.text,
        "body_html": said.body_html,
        "cleaned_with": said.cleaned_with,
        "is_public": told.get("is_public") is True,
        "writer_name": collapse(str(told.get("writer") or ""))[:MAX_WRITER_LENGTH],
        "written_at": written_at,
        "edited_at": own_time(told.get("edited_at")),
    }


def own_time(text: Json) -> datetime | None:
    """An aware time from ISO 8601, in UTC; None for anything else."""
    try:
        time = datetime.fromisoformat(text) if isinstance(text, str) else None
        return time.astimezone(UTC) if time is not None and time.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None


def _is_key(value: Json) -> bool:
    return isinstance(value, str) and bool(_KEY.fullmatch(value))


def _facts(draft: ArticleDraft) -> dict[str, Json]:
    return dict(draft.own.facts) if draft.own else {}


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _name(value: Json) -> Name | None:
    pair = _list(value)
    if len(pair) == 2 and all(isinstance(one, str) and one for one in pair):
        return named(*pair)
    return None


def _origin(origins: Json, field: str, draft: ArticleDraft) -> Origin:
    told = origins.get(field) if isinstance(origins, dict) else None
    if not isinstance(told, dict) or str(told.get("rank")) not in RANKS:
        return Origin(draft.rank)
    return Origin(
        told["rank"], own_time(told.get("modified_at")), own_time(told.get("captured_at"))
    )
