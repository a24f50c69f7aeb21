"""Putting a candidate beside what a row already holds: the stronger stays, the other is kept.

Works on rows in memory; `Ledger` says what is to be written. No order of calls changes where it
ends: the row holds the strongest value and every other distinct value is a revision.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from archive.intake.candidates import (
    Candidate,
    beats,
    digest_of,
    gives_way,
    is_none,
    is_same,
    pack,
    stronger_origin,
    unpack,
)
from archive.intake.fields import Field, Row
from archive.models import Revision
from archive.parsing.drafts import Origin


@dataclass(slots=True)
class Ledger:
    """A row's revisions by field and value, and what changed since they were loaded."""

    revisions: dict[tuple[str, str], Revision] = field(default_factory=dict)
    new: set[tuple[str, str]] = field(default_factory=set)
    changed: set[tuple[str, str]] = field(default_factory=set)
    gone: list[Revision] = field(default_factory=list)

    @classmethod
    def of(cls, stored: list[Revision]) -> "Ledger":
        """A ledger of stored revisions."""
        return cls({(one.field, one.value_digest): one for one in stored})

    def keep(self, name: str, candidate: Candidate) -> None:
        """Keep a value that does not hold the row."""
        place = (name, digest_of(candidate.value))
        known = self.revisions.get(place)
        if known is None:
            self.revisions[place] = _revision(name, place[1], candidate)
            self.new.add(place)
            return
        best = stronger_origin(name, candidate.origin, origin_of(known))
        if best != origin_of(known):
            known.rank, known.modified_at, known.captured_at = (
                best.rank,
                best.modified_at,
                best.captured_at,
            )
            self.changed.add(place)

    def forget(self, name: str, reread: Candidate) -> None:
        """Let go of what was once read where this was read now."""
        for place, known in list(self.revisions.items()):
            is_of_same = place[0] == name and origin_of(known) == reread.origin
            if is_of_same and place[1] != digest_of(reread.value):
                del self.revisions[place]
                if place in self.new:
                    self.new.discard(place)
                else:
                    self.changed.discard(place)
                    self.gone.append(known)

    def take(self, name: str, candidate: Candidate) -> Candidate:
        """The candidate as it comes to hold the row: its revision goes, its best origin stays."""
        if not self.revisions:
            return candidate
        place = (name, digest_of(candidate.value))
        known = self.revisions.pop(place, None)
        if known is None:
            return candidate
        if place in self.new:
            self.new.discard(place)
        else:
            self.changed.discard(place)
            self.gone.append(known)
        return Candidate(candidate.value, stronger_origin(name, candidate.origin, origin_of(known)))


def origin_of(revision: Revision) -> Origin:
    """What a revision's value is compared by."""
    return Origin(revision.rank, revision.modified_at, revision.captured_at)  # type: ignore[arg-type]


def merge(row: Row, name: str, spec: Field, candidate: Candidate, ledger: Ledger) -> None:
    """Put the candidate beside the row's value: the stronger holds it, the other is kept.

    But for one that gives way: it holds a row as long as nothing else does.
    """
    if is_none(candidate.value):
        return
    packed = row.origins.get(name)
    if packed is None:
        _hold(row, name, spec, ledger.take(name, candidate))
        return
    holder = Candidate(spec.read(row), unpack(packed))
    if candidate.is_reread:
        ledger.forget(name, candidate)
        if holder.origin == candidate.origin:
            _hold(row, name, spec, ledger.take(name, candidate))
            return
    if is_same(holder.value, candidate.value):
        row.origins[name] = pack(stronger_origin(name, holder.origin, candidate.origin))
    elif beats(name, _best_known(name, candidate, ledger), holder):
        if not gives_way(holder.origin):
            ledger.keep(name, holder)
        _hold(row, name, spec, ledger.take(name, candidate))
    elif not gives_way(candidate.origin):
        ledger.keep(name, candidate)


def forget(
    row: Row, specs: Mapping[str, Field], given: Collection[str], origin: Origin, ledger: Ledger
) -> None:
    """Let go of what an earlier reading of the same bytes said and this one does not.

    `given` are the fields that were read now. Where another source spoke, the best takes its place.
    """
    packed = pack(origin)
    for name in [one for one, of in row.origins.items() if of == packed and one in specs]:
        if name in given:
            continue
        del row.origins[name]
        specs[name].clear(row)
        for (kept, _), one in list(ledger.revisions.items()):
            if kept == name:
                merge(row, name, specs[name], Candidate(one.value, origin_of(one)), ledger)


def given_in(candidates: Iterable[tuple[str, Candidate]]) -> set[str]:
    """The fields for which there is a value."""
    return {name for name, candidate in candidates if not is_none(candidate.value)}


def _best_known(name: str, candidate: Candidate, ledger: Ledger) -> Candidate:
    known = ledger.revisions.get((name, digest_of(candidate.value)))
    if known is None:
        return candidate
    return Candidate(candidate.value, stronger_origin(name, candidate.origin, origin_of(known)))


def _hold(row: Row, name: str, spec: Field, candidate: Candidate) -> None:
    row.origins[name] = pack(candidate.origin)
    spec.write(row, candidate.value)


def _revision(name: str, digest: str, candidate: Candidate) -> Revision:
    return Revision(
        field=name,
        value=candidate.value,
        value_digest=digest,
        rank=candidate.origin.rank,
        modified_at=candidate.origin.modified_at,
        captured_at=candidate.origin.captured_at,
    )
