"""What an answer can be narrowed by, with every string that its page shows: facets, and a plot."""

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from django.utils.translation import gettext, gettext_lazy

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


class ValueRow(NamedTuple):
    """A value to choose: at `at` it is asked for too, or no more where it is chosen already."""

    at: str
    label: str
    total: str
    is_chosen: bool


class FacetRow(NamedTuple):
    """The values of an operator; `more` tells of those that are not shown, if any.

    They are at `more_at`, which is empty where there are too many.
    """

    label: str
    values: tuple[ValueRow, ...]
    more: str
    more_at: str


class BarRow(NamedTuple):
    """The matches of one time, `told` in words. They are at `at`; "" where there are none.

    `century` are the first figures of a year, for which a narrow screen has no room; `group` is
    what stands below the first label of several: the year of months.
    """

    told: str
    at: str
    drawn: str
    century: str
    label: str
    group: str
    name: str
    total: str


class MatchPlot(NamedTuple):
    """Bars by day, month, year or decade, as its `caption` says.

    `beside` is how many matches stand in none of them.
    """

    caption: str
    classes: str
    bars: tuple[BarRow, ...]
    beside: str


def facet_rows(facets: Iterable[Facet], asked: str = "", beside: str = "") -> list[FacetRow]:
    """Facets as they stand beside an answer.

    `asked` is the question and `beside` what else the page was asked, both as in an address.
    """
    return [
        FacetRow(
            label=str(_LABELS.get(facet.name, facet.name)),
            values=tuple(_value(facet, each, beside) for each in facet.values),
            more=phrased(facet.more, "and more") if facet.more > 0 else "",
            more_at="" if facet.is_opened else f"?q={asked}{beside}&more={facet.name}#narrow",
        )
        for facet in facets
    ]


def match_plot(timeline: Timeline | None, beside: str = "") -> MatchPlot | None:
    """A timeline as it stands above an answer; `beside` as for facets."""
    if timeline is None:
        return None
    bars, most = timeline.bars, timeline.most
    groups = [bar.group if timeline.unit == "month" else "" for bar in bars]
    begun = ["" if group == before else group for before, group in pairwise(["", *groups])]
    return MatchPlot(
        caption=_CAPTIONS[timeline.unit] % {"month": bars[0].group},
        classes=f"plot{' many' if len(bars) > _MANY else ''} across-{across(len(bars))}",
        bars=tuple(
            _bar(bar, _at(bar.text, beside), most, group, is_year=timeline.unit == "year")
            for bar, group in zip(bars, begun, strict=True)
        ),
        beside=grouped(timeline.beside) if timeline.beside else "",
    )


def _at(question: str, beside: str) -> str:
    return f"?q={in_query(question)}{beside}"


def _value(facet: Facet, value: FacetValue, beside: str) -> ValueRow:
    label, total = of_operator(value.label, facet.name), grouped(value.total)
    return ValueRow(_at(value.text, beside), label, total, value.is_chosen)


def _bar(bar: Bar, at: str, most: int, group: str, *, is_year: bool) -> BarRow:
    matches = counted(bar.total, "match") if bar.total else gettext("no match")
    return BarRow(
        told=f"{bar.name}: {matches}",
        at=at if bar.total else "",
        drawn=standing_bar(bar.total, most),
        century=bar.label[:-2] if is_year else "",
        label=bar.label[-2:] if is_year else bar.label,
        group=group,
        name=bar.name,
        total=grouped(bar.total) if bar.total else "",
    )
