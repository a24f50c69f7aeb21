"""What everyone may have of an article's record: the rule of `thread_for`, in a file.

No e-mail HMACs, no captures, no other values that sources gave, no words of what is withheld;
a branch without one public comment is left out whole.
"""

from typing import Any

Record = dict[str, Any]


def public_record(record: Record) -> Record:
    """The record of a public article as a stranger may have it. Pure; O(comments)."""
    kept = _living(record["comments"])
    refs = {one["ref"]: _public_ref(one) for one in kept}
    comments = [_comment(one, refs) for one in kept]
    facts = record["facts"]
    authors = facts["authors"] if all(map(_is_open_name, facts["authors"])) else []
    keeper = {**record["keeper"]}
    chosen = keeper.pop("authors", [])
    if chosen and all(map(_is_open_name, chosen)):
        keeper["authors"] = chosen
    speakers = [one["facts"]["person"] for one in comments if "person" in one.get("facts", {})]
    named = [*authors, *keeper.get("authors", []), *speakers]
    people = [one for one in facts["people"] if one["identity"] in named]
    return {
        **record,
        "revisions": [],
        "captures": [],
        "keeper": {**_without_notes(keeper), **_public_notes(record)},
        "facts": {**facts, "authors": authors, "people": people},
        "comments": comments,
    }


def _living(comments: list[Record]) -> list[Record]:
    """The public ones, what they hang under, and placeholders that the source itself showed."""
    needed: set[str | None] = set()
    kept = []
    for one in reversed(comments):
        if _is_public(one) or _is_placeholder(one) or one["ref"] in needed:
            kept.append(one)
            needed.add(_parent(one))
    return kept[::-1]


def _is_public(one: Record) -> bool:
    return one["state"] == "published" and "visibility" not in one["keeper"]


def _is_placeholder(one: Record) -> bool:
    origin = one["origins"].get("state", {})
    is_shown = one["state"] == "deleted" and "visibility" not in one["keeper"]
    return is_shown and origin.get("rank") not in (None, "export")


def _parent(one: Record) -> str | None:
    return one["keeper"].get("parent_ref", one["parent_ref"]) or None


def _comment(one: Record, refs: dict[str, str]) -> Record:
    place = {"ref": refs[one["ref"]], "parent_ref": refs.get(_parent(one) or "")}
    if not _is_public(one):
        return {
            **place,
            "rank": one["rank"],
            "key": one["key"],
            "identities": [name for name in one["identities"] if name[0] != "content"],
            "state": "missing",
        }
    facts = one["facts"]
    if not _is_open_name(facts.get("person", [""])):
        facts = {name: value for name, value in facts.items() if name != "person"}
    return {**one, **place, "revisions": [], "keeper": _public_notes(one), "facts": facts}


def _without_notes(keeper: Record) -> Record:
    return {name: value for name, value in keeper.items() if name != "notes"}


def _public_notes(one: Record) -> Record:
    """The notes that are for everyone, without the account that wrote them."""
    notes = [note for note in one["keeper"].get("notes", ()) if note["is_public"]]
    return {"notes": [{**note, "writer": ""} for note in notes]} if notes else {}


def _public_ref(one: Record) -> str:
    """A made-up name is a digest of the words: what is withheld goes by its key instead."""
    is_telling = not _is_public(one) and str(one["ref"]).startswith("content:")
    return str(one["key"] if is_telling else one["ref"])


def _is_open_name(identity: list[str]) -> bool:
    """Whether the identity of a person holds no HMAC."""
    return identity[0] != "name-email"
