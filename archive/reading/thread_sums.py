"""What a thread comes to: who said how much, and when."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext, ngettext

from archive.lib.printed import Printed
from archive.models import Outline, ThreadComment
from archive.models.threads import NOWHERE
from archive.reading.thread_looks import PAGE_ROWS, Look, Places
from archive.templatetags.archive_dates import shown
from archive.templatetags.archive_words import counted

MOST_VOICES = 12
LEAST_FOR_LIFE = 6
"""Dated comments from which on their times are drawn."""
BARS, TICKS_A_BAR = 8, 4
"""Links side by side, each wide enough for a finger in the narrowest column; and ticks in each."""
TICK_STEP, TICK_WIDTH = 6, 4.4


@dataclass(frozen=True, slots=True)
class Voice(Printed):
    """Somebody who speaks, how often, where first, and where theirs stand alone ("" nowhere)."""

    name: str
    count: int
    at: str
    alone: str
    is_alone: bool

    @property
    def words(self) -> str:
        """What a way to theirs alone says after the number of them."""
        words = ngettext(
            "response of %(name)s: show these alone",
            "responses of %(name)s: show these alone",
            self.count,
        )
        return words % {"name": self.name}


@dataclass(frozen=True, slots=True)
class LifeBar(Printed):
    """A part of a thread's time: `day` is that of its first comment, `at` where that is read."""

    path: str
    count: int
    day: str
    at: str

    @property
    def words(self) -> str:
        """What it holds."""
        return gettext("%(responses)s from %(day)s on") % {
            "responses": counted(self.count, "response"),
            "day": self.day,
        }


@dataclass(frozen=True, slots=True)
class Life:
    """When replies came, and the days of the first and the last."""

    bars: list[LifeBar]
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Count:
    """How many comments somebody has in a thread, and the rank of the first."""

    first: int
    count: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A part of the time that a thread lasted: what was said in it.

    `place` is that of its first comment among all dated ones, the oldest first; `first` is that
    comment's rank. `path` is path data, 24 units wide.
    """

    place: int
    first: int
    count: int
    path: str


@dataclass(frozen=True, slots=True)
class Sums:
    """Numbers that an outline alone gives; `last` is the rank of the latest dated comment."""

    counts: list[Count]
    named: list[Count]
    bars: list[Bar]
    last: int

    @property
    def ranks(self) -> list[int]:
        """The rows whose words they are told with."""
        parts = [bar.first for bar in self.bars if bar.count]
        return [one.first for one in self.named] + parts + ([self.last] if parts else [])


def sums_of(outline: Outline, look: Look) -> Sums:
    """Who said how much and when. O(rows)."""
    oldest = [rank for rank in by_time(outline, range(len(outline))) if outline.times[rank]]
    counts = counts_of(outline)
    return Sums(
        counts=counts,
        named=counts if look.voices else counts[:MOST_VOICES],
        bars=bars_of(outline, oldest),
        last=oldest[-1] if oldest else NOWHERE,
    )


def voices_of(
    sums: Sums, comments: Mapping[int, ThreadComment], places: Places, look: Look
) -> list[Voice]:
    """Who speaks, those who said most first; nobody where there is but one."""
    told = []
    for one in sums.named if len(sums.counts) > 1 else []:
        if comment := comments.get(one.first):
            key = comment.person_key or ""
            alone = f"{places.base}{look.changed(by=key).query()}#responses" if key else ""
            at = places.at(one.first, comment.key)
            is_alone = bool(key) and look.by == key
            told.append(Voice(comment.author_name, one.count, at, alone, is_alone))
    return told


def life_of(sums: Sums, comments: Mapping[int, ThreadComment], places: Places) -> Life | None:
    """When the comments came; each bar leads to its first, among all in order of time."""
    if not sums.bars:
        return None
    told, days = [], []
    for bar in sums.bars:
        comment = comments.get(bar.first)
        if comment is None:
            told.append(LifeBar("", 0, "", ""))
            continue
        look = Look(order="oldest", page=str(bar.place // PAGE_ROWS + 1))
        days.append(_day(comment))
        told.append(
            LifeBar(bar.path, bar.count, days[-1], f"{places.base}{look.query()}#c-{comment.key}")
        )
    last = comments.get(sums.last)
    return Life(told, days[0] if days else "", _day(last) if last else "")


def _day(comment: ThreadComment) -> str:
    parts = shown(comment.posted_at, comment.posted_precision, comment.posted_offset_minutes)
    return parts.short_day if parts else ""


def counts_of(outline: Outline) -> list[Count]:
    """Everybody who has a name or is a person, who said most first, then who spoke first.

    O(rows).
    """
    counts = Counter[int | str]()
    firsts: dict[int | str, int] = {}
    for rank, (person, name) in enumerate(zip(outline.people, outline.names, strict=True)):
        if who := person or name:
            counts[who] += 1
            firsts.setdefault(who, rank)
    told = [Count(firsts[who], count) for who, count in counts.items()]
    return sorted(told, key=lambda one: (-one.count, one.first))


def by_time(outline: Outline, ranks: Sequence[int] | range) -> list[int]:
    """The ranks that have words, the oldest first; undated ones, in their order, last."""
    dated = sorted((rank for rank in ranks if outline.times[rank]), key=outline.times.__getitem__)
    undated = [rank for rank in ranks if not outline.times[rank] and not outline.whys[rank]]
    return [rank for rank in dated if not outline.whys[rank]] + undated


def newest_first(outline: Outline, ranks: list[int]) -> list[int]:
    """What `by_time` gave the other way round; undated ones last all the same."""
    dated = [rank for rank in ranks if outline.times[rank]]
    return dated[::-1] + ranks[len(dated) :]


def bars_of(outline: Outline, ranks: list[int]) -> list[Bar]:
    """The life of a thread in parts of equal length; none where it has too few times for that.

    `ranks` are all dated ones of the outline `by_time`.
    """
    times = [outline.times[rank] for rank in ranks]
    if len(times) < LEAST_FOR_LIFE or times[0] == times[-1]:
        return []
    edges = [bisect_left(times, edge) for edge in _edges(times[0], times[-1])]
    counts = [end - start for start, end in zip(edges, [*edges[1:], len(times)], strict=True)]
    most = max(counts)
    bars = []
    for start in range(0, BARS * TICKS_A_BAR, TICKS_A_BAR):
        part, place = counts[start : start + TICKS_A_BAR], edges[start]
        first = ranks[place] if sum(part) else NOWHERE
        bars.append(Bar(place, first, sum(part), "".join(_ticks(part, most))))
    return bars


def _edges(first: str, last: str) -> Iterator[str]:
    """Where each tick begins, as text; the last one takes the last comment in."""
    start = datetime.fromisoformat(first[:19])
    span = datetime.fromisoformat(last[:19]) - start
    for place in range(BARS * TICKS_A_BAR):
        yield str(start + span * place / (BARS * TICKS_A_BAR))[:19] if place else ""


def _ticks(counts: Sequence[int], most: int) -> Iterator[str]:
    for place, count in enumerate(counts):
        if count:
            height = 8 + 46 * (count / most) ** 0.5  # a single reply is still seen
            yield f"M{place * TICK_STEP} 2h{TICK_WIDTH}v{height:.1f}h-{TICK_WIDTH}z"
