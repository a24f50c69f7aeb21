"""What "the same store" means: sums over the archive's content, by kind.

Independent of row numbers, keys, runs, the clock, HMACs and capture bytes (their SHA-256
counts): two archives that hold the same things print the same sums, whatever came first.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from archive.export.records import Record, article_records
from archive.lib.digests import canonical_json, sha256_hex
from archive.models.visibility import User

_MODULUS = 2**256


@dataclass(slots=True)
class Sums:
    """Per kind, how many and the sum of their SHA-256 modulo 2^256."""

    counts: Counter[str] = field(default_factory=Counter)
    sums: Counter[str] = field(default_factory=Counter)
    _people: set[str] = field(default_factory=set)

    def add(self, kind: str, content: object) -> None:
        """Add one thing."""
        number = int(sha256_hex(canonical_json(content)), 16)
        self.counts[kind] += 1
        self.sums[kind] = (self.sums[kind] + number) % _MODULUS

    def add_person(self, host: str, person: Record) -> None:
        """Add a person once, however many articles speak of them."""
        content = [host, *_nameless(person["identity"]), person["name"], person["profile_url"]]
        mark = sha256_hex(canonical_json([host, person["identity"]]))
        if mark not in self._people:
            self._people.add(mark)
            self.add("people", content)

    def lines(self) -> Iterator[str]:
        """A line per kind, and last the sum over them."""
        for kind in ("articles", "comments", "revisions", "captures", "people"):
            yield f"{kind:10} {self.counts[kind]:>9} {self.sums[kind]:064x}"
        whole = sha256_hex(canonical_json([sorted(self.counts.items()), sorted(self.sums.items())]))
        yield f"{'archive':10} {sum(self.counts.values()):>9} {whole}"


def digest_of_archive(keeper: User) -> Sums:
    """The sums over everything the keeper sees. Streams; O(rows)."""
    sums = Sums()
    for record in article_records(keeper):
        _add_article(sums, record)
    return sums


def _add_article(sums: Sums, record: Record) -> None:
    host = record["site"]["host"]
    mine = record["identities"][0] if record["identities"] else []
    for one in record.pop("comments"):
        for revision in one.get("revisions", ()):
            sums.add("revisions", [host, mine, one["ref"], _revision(revision)])
        sums.add("comments", [host, mine, _content(one)])
    for revision in record["revisions"]:
        sums.add("revisions", [host, mine, _revision(revision)])
    for capture in record["captures"]:
        sums.add("captures", [host, mine, capture])
    for person in record["facts"]["people"]:
        sums.add_person(host, person)
    sums.add("articles", _content(record))


def _content(record: Record) -> dict[str, Any]:
    facts = {**record.get("facts", {})}
    for name in ("people", "merged_keys"):
        facts.pop(name, None)
    if "authors" in facts:
        facts["authors"] = [_nameless(one) for one in facts["authors"]]
    if "person" in facts:
        facts["person"] = _nameless(facts["person"])
    left_out = ("key", "revisions", "captures")
    content = {name: value for name, value in record.items() if name not in left_out}
    return {**content, "facts": facts}


def _revision(record: Record) -> Record:
    value = record["value"]
    if record["field"] == "author":
        value = [*value[:2], *_nameless(value[2:])]
    elif record["field"] == "authors":
        value = [_nameless(one) for one in value]
    return {**record, "value": value}


def _nameless(identity: list[str]) -> list[str]:
    """A person's identity without the HMAC, which is of this machine's key."""
    namespace, value = identity
    return [namespace, value.partition(":")[0] if namespace == "name-email" else value]
