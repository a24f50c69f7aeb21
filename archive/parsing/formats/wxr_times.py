"""When something happened, as WordPress writes it: once on its own clock, once in UTC."""

from datetime import timedelta

from archive.lib.dates import Moment, moment_from_iso

FURTHEST = timedelta(hours=14)
"""From UTC, of any zone there is (tz database: Pacific/Kiritimati)."""
STEP_MINUTES = 15


def moment_of(local: str, utc: str) -> Moment | None:
    """The moment of a pair such as `wp:post_date` and `wp:post_date_gmt`; zeros say nothing.

    The difference of the two is the zone, where it can be one; of a clock alone none is known.
    """
    here, there = moment_from_iso(local), moment_from_iso(utc)
    if there is None:
        return here
    if here is None:
        return Moment(there.at, there.precision, 0)
    apart = here.at - there.at
    minutes = round(apart / timedelta(minutes=1))
    is_zone = abs(apart) <= FURTHEST and minutes % STEP_MINUTES == 0
    return Moment(there.at, there.precision, minutes if is_zone else 0)
