"""The sites of records, and the people they speak of."""

from collections.abc import Iterator, Sequence

from archive.intake.candidates import Candidate
from archive.intake.fields import plain
from archive.intake.identities import PersonRef
from archive.intake.merging import Ledger, merge
from archive.intake.people import People
from archive.intake.prepare import PreparedArticle
from archive.lib.text import collapse
from archive.models import UNKNOWN_HOST, Site
from archive.parsing.drafts import Origin

_NAME = plain("name")


def people_of(batch: Sequence[PreparedArticle]) -> list[People]:
    """For each record the people of its site, met; one for all records of a site."""
    people: dict[str, People] = {}
    for host in sorted({one.host for one in batch}):
        records = [one for one in batch if one.host == host]
        people[host] = People(_site_for(host, records))
        people[host].meet(pair for one in records for pair in _spoken_of(one))
    return [people[one.host] for one in batch]


def _site_for(host: str, records: Sequence[PreparedArticle]) -> Site:
    """The records' site, made where it is new; its name competes like any other value.

    The row is locked until the transaction ends (PostgreSQL; SQLite has one writer anyway): two
    writers of one site take turns, or each would make the people and articles of the other.
    """
    site, _ = Site.objects.select_for_update(no_key=True).get_or_create(host=host)
    before = (site.name, dict(site.origins))
    for one in records if host != UNKNOWN_HOST else ():
        own = one.draft.own
        origin = (own.origins.get("site_name") if own else None) or one.origin
        name = Candidate(collapse(one.draft.site_name)[:300], origin)
        merge(site, "name", _NAME, name, Ledger())
    if before != (site.name, site.origins):
        site.save(update_fields=["name", "origins"])
    return site


def _spoken_of(prepared: PreparedArticle) -> Iterator[tuple[PersonRef, Origin]]:
    """Everyone the record names: in an own export's people, the byline, the comments."""
    for claims in prepared.told.values():
        yield from claims
    for person in prepared.authors:
        yield person, prepared.origin
    for one in prepared.comments:
        if one.person is not None:
            yield one.person, one.origin
