"""What an answer can be narrowed by, with every string that its page shows: facets, and a plot."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext, gettext_lazy

from archive.lib.printed import Printed
from archive.search.results import Facet, FacetValue
from archive.search.timeline import Bar, Timeline
from archive.templatetags.archive_plots import across, standing_bar
from archive.templatetags.archive_search import of_operator, phrased
from archive.templatetags.archive_words import counted, grouped, in_query

_LABELS = {
    "in": gettext_lazy("Where"),
    "site": gettext_lazy("Site"),
    "person": gettext_lazy("Written by"),
    "year": gettext_lazy("Year"),
    "tag": gettext_lazy("Tag"),
    "lang": gettext_lazy("Language"),
}
_CAPTIONS = {
    "day": gettext_lazy("Matches by day, %(month)s"),
    "month": gettext_lazy("Matches by month"),
    "year": gettext_lazy("Matches by year"),
    "decade": gettext_lazy("Matches by decade"),
}
_MANY = 20  # bars, beyond which they stand closer


@dataclass(frozen=True, slots=True)
class ValueRow(Printed):
    """A value to choose: `question` asks for it too, or no more where it is chosen already."""

    question: str
    label: str
    count: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class FacetRow(Printed):
    """The values of an operator `name`; `more` tells of those that are not shown, if any."""

    name: str
    label: str
    values: tuple[ValueRow, ...]
    more: str
    is_opened: bool


@dataclass(frozen=True, slots=True)
class BarRow(Printed):
    """The matches of one time, `told` in words. `question` finds them; "" where there are none.

    `century` are the first figures of a year, for which a narrow screen has no room; `group` is
    what stands below the first label of several: the year of months.
    """

    told: str
    question: str
    drawn: str
    century: str
    label: str
    group: str
    name: str
    count: str


@dataclass(frozen=True, slots=True)
class MatchPlot(Printed):
    """Bars by day, month, year or decade, as its `caption` says.

    `beside` is how many matches stand in none of them.
    """

    caption: str
    classes: str
    bars: tuple[BarRow, ...]
    beside: str


def facet_rows(facets: Iterable[Facet]) -> list[FacetRow]:
    """Facets as they stand beside an answer."""
    return [
        FacetRow(
            name=facet.name,
            label=str(_LABELS.get(facet.name, facet.name)),
            values=tuple(_value(facet, each) for each in facet.values),
            more=phrased(facet.more, "and more") if facet.more > 0 else "",
            is_opened=facet.is_opened,
        )
        for facet in facets
    ]


def match_plot(timeline: Timeline | None) -> MatchPlot | None:
    """A timeline as it stands above an answer."""
    if timeline is None:
        return None
    bars, most = timeline.bars, timeline.most
    groups = [bar.group if timeline.unit == "month" else "" for bar in bars]
    begun = ["" if group == before else group for before, group in pairwise(["", *groups])]
    return MatchPlot(
        caption=_CAPTIONS[timeline.unit] % {"month": bars[0].group},
        classes=f"plot{' many' if len(bars) > _MANY else ''} across-{across(len(bars))}",
        bars=tuple(
            _bar(timeline.unit, bar, most, group) for bar, group in zip(bars, begun, strict=True)
        ),
        beside=grouped(timeline.beside) if timeline.beside else "",
    )


def _value(facet: Facet, value: FacetValue) -> ValueRow:
    label, count = of_operator(value.label, facet.name), grouped(value.count)
    return ValueRow(in_query(value.text), label, count, value.is_chosen)


def _bar(unit: str, bar: Bar, most: int, group: str) -> BarRow:
    matches = counted(bar.count, "match") if bar.count else gettext("no match")
    is_year = unit == "year"
    return BarRow(
        told=f"{bar.name}: {matches}",
        question=in_query(bar.text) if bar.count else "",
        drawn=standing_bar(bar.count, most),
        century=bar.label[:-2] if is_year else "",
        label=bar.label[-2:] if is_year else bar.label,
        group=group,
        name=bar.name,
        count=grouped(bar.count) if bar.count else "",
    )
