"""The page of an answer, with every string that it shows."""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.translation import gettext, gettext_lazy, pgettext

from archive.reading.finding import Results
from archive.reading.found_rows import ConversationRow, FoundRow, Thread
from archive.reading.narrowing import FacetRow, MatchPlot, facet_rows, match_plot
from archive.search.query import Part
from archive.templatetags.archive_links import (
    Changed,
    Link,
    Orders,
    Turns,
    links_to_orders,
    turns_with,
)
from archive.templatetags.archive_search import leave_out, phrased, told
from archive.templatetags.archive_words import counted, in_query

_MOST_PARTS = 60
_SORTS = {
    "relevance": gettext_lazy("Best match"),
    "newest": gettext_lazy("Newest"),
    "oldest": gettext_lazy("Oldest"),
    "discussed": gettext_lazy("Most discussed"),
}


class PartRow(NamedTuple):
    """A condition of a question, and the address `at` of all the rest.

    `negated` is the word before what is not to be found, `label` what the value is, where it does
    not stand for itself.
    """

    negated: str
    label: str
    value: str
    at: str
    leave_out: str


class ReadRow(NamedTuple):
    """How a question was read: its first parts, how many follow, what was done about mistakes.

    `notice` is what else was done than a search, where anything was.
    """

    parts: list[PartRow]
    more: str
    notes: list[str]
    notice: str


class OrderRow(NamedTuple):
    """That words nobody asked for had a say in the order, or had none; `at` is the other `way`."""

    told: str
    at: str
    way: str


class NearestRow(NamedTuple):
    """What comes nearest to a question, and the address `at` of all that says any of its words."""

    heading: str
    at: str
    rows: list[ConversationRow]


class AnswerRow(NamedTuple):
    """An answer as the template prints it; empty or None is what has nothing to say.

    `thread` is where all of it stands, where one was asked, and `beneath` the word before its
    title. `other` is the other view. Of `hits`, comments alone, and `rows` one is empty. At
    `keep_at` the search can be kept.
    """

    heading: str
    beneath: str
    thread: Thread | None
    other: Link | None
    plot: MatchPlot | None
    facets: list[FacetRow]
    orders: Orders | None
    order: OrderRow | None
    hits: list[FoundRow]
    rows: list[ConversationRow]
    turns: Turns | None
    nearest: NearestRow | None
    keep_at: str


class Asked(NamedTuple):
    """What a page was asked: a question, and gives the rest with some of it changed.

    `may_expand`: whether words of the best hits may have a say in the order.
    """

    question: str
    changed: Changed
    may_expand: bool = True


def read_row(results: Results, changed: Changed) -> ReadRow:
    """How a question was read, as far as its sixtieth part."""
    answer = results.answer
    more = len(answer.parts) - _MOST_PARTS
    return ReadRow(
        parts=[_part(part, changed) for part in answer.parts[:_MOST_PARTS]],
        more=phrased(more, "and more") if more > 0 else "",
        notes=[told(note) for note in answer.query.notes],
        notice=told(answer.notice),
    )


def answer_row(
    results: Results, asked: Asked, feed: str, files: Sequence[tuple[str, str]], keep_at: str = ""
) -> AnswerRow:
    """An answer and the ways on from it, which keep what else the page was asked for.

    `feed` and `files`, each its label and address, are other forms of it; at `keep_at` the search
    can be kept.
    """
    answer, items, changed = results.answer, results.page.items, asked.changed
    others = changed(q=None, page=None, more=None).removeprefix("?")
    beside = f"&{others}" if others else ""
    facets = facet_rows(answer.facets, in_query(asked.question), beside)
    orders = Orders(links_to_orders(changed, _sorts(results)), feed, files, bool(facets))
    return AnswerRow(
        heading=_heading(results),
        beneath=pgettext("a comment on an article", "on"),
        thread=results.thread,
        other=_other_view(results, changed),
        plot=match_plot(answer.timeline, beside),
        facets=facets,
        orders=None if answer.unavailable else orders,
        order=_order(results, asked),
        hits=items if results.is_flat else [],
        rows=[] if results.is_flat else items,
        turns=turns_with(changed, results.page),
        nearest=_nearest(results, changed),
        keep_at=keep_at,
    )


def _part(part: Part, changed: Changed) -> PartRow:
    return PartRow(
        negated=gettext("without") if part.is_negated else "",
        label=told(part.label) if part.label != "words" else "",
        value=part.value,
        at=changed(q=part.without, page=None),
        leave_out=leave_out(part.value),
    )


def _heading(results: Results) -> str:
    total = results.page.total
    if results.is_flat:
        return counted(total, "comment")
    if results.answer.unavailable:
        return counted(total, "article")
    return gettext("%(matches)s in %(conversations)s") % {
        "matches": counted(results.answer.total_documents, "match"),
        "conversations": counted(total, "conversation"),
    }


def _other_view(results: Results, changed: Changed) -> Link | None:
    if results.is_flat:
        return Link(changed(view="conversations", page=None), gettext("As conversations"))
    if results.answer.unavailable:
        return None
    return Link(changed(view="comments", page=None), gettext("Comments alone"))


def _sorts(results: Results) -> list[tuple[str, str, bool]]:
    return [
        (name, str(label), name == results.answer.sort)
        for name, label in _SORTS.items()
        if not results.is_flat or name != "discussed"
    ]


def _order(results: Results, asked: Asked) -> OrderRow | None:
    changed = asked.changed
    if results.answer.is_expanded:
        says = gettext("In the order of your words, and of others that the best answers share.")
        return OrderRow(says, changed(expand="no", page=None), gettext("By your words alone"))
    if not asked.may_expand:
        says = gettext("In the order of your words alone.")
        return OrderRow(says, changed(expand=None, page=None), gettext("As it is usually done"))
    return None


def _nearest(results: Results, changed: Changed) -> NearestRow | None:
    if not results.nearest:
        return None
    heading = gettext("Nearly that") if results.page.total else gettext("What comes nearest")
    at = changed(q=results.answer.any_of, page=None)
    return NearestRow(heading, at, results.nearest)
