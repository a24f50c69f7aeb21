"""Guessing passwords is slow: few tries at each door, then a pause.

Two doors stand before the sign-in page: a name as tried from one network, and the network with
any name. No door is for a name alone, or a stranger could lock its owner out from everywhere.
Tries are counted before the password is looked at, so many at once gain nothing, and kept in the
database, so that all servers of an archive count together. A success counts as no try.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from archive.lib.digests import canonical_json, hmac_hex
from archive.models import SignInTries

PAUSE = timedelta(minutes=15)
"""From the first try at a door: what it counted is forgotten then."""
MOST_BY_NAME = 5
MOST_BY_NETWORK = 50
"""Readers of one house share an address: wide enough for all of them, too few to guess with."""
_IPV6_NETWORK_BITS = 64  # what one connection gets: its addresses beyond are the user's to choose

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Door:
    """What tries are counted by, and how many it bears before it is closed."""

    digest: str
    most: int


def doors_of_sign_in(name: str, address: str) -> list[Door]:
    """The doors before the sign-in page; `address` is the client's, as the server saw it."""
    network = network_of(address)
    return [
        Door(_digest("network", network), MOST_BY_NETWORK),
        Door(_digest("name", name.casefold(), network), MOST_BY_NAME),
    ]


def doors_of_own_password(name: str) -> list[Door]:
    """The door before the password of an account that is signed in: asked again to change it."""
    return [Door(_digest("own", name), MOST_BY_NAME)]


def network_of(address: str) -> str:
    """Where a client comes from: an IPv4 address, an IPv6 network; what is neither as it is."""
    try:
        known = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if not isinstance(known, IPv6Address):
        return str(known)
    if known.ipv4_mapped:
        return str(known.ipv4_mapped)
    return str(ip_network((known, _IPV6_NETWORK_BITS), strict=False))


def take_try(doors: Sequence[Door]) -> timedelta | None:
    """Count a try at each door; where one is closed, count nothing and give how long it stays so.

    Six statements, in two short transactions.
    """
    _forget_old(timezone.now() - PAUSE)
    with transaction.atomic():
        now = timezone.now()
        rows = _locked(doors, now)
        for door in doors:
            row = rows[door.digest]
            if row.since <= now - PAUSE:
                row.count, row.since = 0, now
            if row.count >= door.most:
                return row.since + PAUSE - now
        for door in doors:
            row = rows[door.digest]
            row.count += 1
            if row.count == door.most:
                _log.warning("A door of the sign-in page is closed for %s minutes", minutes(PAUSE))
        SignInTries.objects.bulk_update(rows.values(), ["count", "since"])
    return None


def forgive(doors: Sequence[Door]) -> None:
    """Take back the try just counted, for it succeeded; the narrowest door forgets all."""
    *wide, narrow = (door.digest for door in doors)
    SignInTries.objects.filter(door=narrow).delete()
    SignInTries.objects.filter(door__in=wide, count__gt=0).update(count=F("count") - 1)


def forget_all() -> int:
    """Open every door; the number of those that had counted something."""
    return SignInTries.objects.all().delete()[0]


def minutes(span: timedelta) -> int:
    """Whole minutes, rounded up."""
    return ceil(span / timedelta(minutes=1))


def _locked(doors: Sequence[Door], now: datetime) -> dict[str, SignInTries]:
    """The rows of the doors, made where they lack and locked in one order for everybody."""
    digests = sorted(door.digest for door in doors)
    SignInTries.objects.bulk_create(
        [SignInTries(door=digest, since=now) for digest in digests], ignore_conflicts=True
    )
    rows = SignInTries.objects.select_for_update().filter(door__in=digests).order_by("door")
    return {row.door: row for row in rows}


def _forget_old(before: datetime) -> None:
    # Those that another try holds are left to it: waiting for them could go round in circles.
    old = SignInTries.objects.filter(since__lte=before)
    with transaction.atomic():
        ids = old.select_for_update(skip_locked=True).order_by("pk").values_list("pk", flat=True)
        SignInTries.objects.filter(pk__in=list(ids[:500])).delete()


def _digest(*parts: str) -> str:
    return hmac_hex(settings.ARCHIVE_HMAC_KEY, canonical_json(parts).decode())
