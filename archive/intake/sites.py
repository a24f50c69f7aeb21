"""The site of a record, and the people it speaks of."""

from collections.abc import Iterator

from archive.intake.candidates import Candidate
from archive.intake.fields import plain
from archive.intake.identities import PersonRef
from archive.intake.merging import Ledger, merge
from archive.intake.prepare import PreparedArticle
from archive.lib.text import collapse
from archive.models import UNKNOWN_HOST, Site
from archive.parsing.drafts import Origin

_NAME = plain("name")


def site_for(prepared: PreparedArticle) -> Site:
    """The record's site, made where it is new; its name competes like any other value.

    The row is locked until the transaction ends (PostgreSQL; SQLite has one writer anyway): two
    writers of one site take turns, or each would make the people and articles of the other.
    """
    site, _ = Site.objects.select_for_update(no_key=True).get_or_create(host=prepared.host)
    before = (site.name, dict(site.origins))
    if prepared.host != UNKNOWN_HOST:
        own = prepared.draft.own
        origin = (own.origins.get("site_name") if own else None) or prepared.origin
        name = Candidate(collapse(prepared.draft.site_name)[:300], origin)
        merge(site, "name", _NAME, name, Ledger())
    if before != (site.name, site.origins):
        site.save(update_fields=["name", "origins"])
    return site


def spoken_of(prepared: PreparedArticle) -> Iterator[tuple[PersonRef, Origin]]:
    """Everyone the record names: in an own export's people, the byline, the comments."""
    for claims in prepared.told.values():
        yield from claims
    for person in prepared.authors:
        yield person, prepared.origin
    for one in prepared.comments:
        if one.person is not None:
            yield one.person, one.origin
