"""Conditions that cannot all be meant: said, and where one of them says it all, made one."""

from collections.abc import Iterable

from archive.search.query.operators import FILTERS
from archive.search.query.tree import And, Filter, Node, conditions_of, joined
from archive.search.telling import Note, gettext_noop

# What is said of two, of three and of more dates of an operator.
_SEVERAL = {
    "before": (
        gettext_noop("Two before: dates; the earlier one, %(date)s, is used."),
        gettext_noop("Three before: dates; the earlier one, %(date)s, is used."),
        gettext_noop("Several before: dates; the earlier one, %(date)s, is used."),
    ),
    "after": (
        gettext_noop("Two after: dates; the later one, %(date)s, is used."),
        gettext_noop("Three after: dates; the later one, %(date)s, is used."),
        gettext_noop("Several after: dates; the later one, %(date)s, is used."),
    ),
}


def made_sensible(tree: Node) -> tuple[Node, tuple[str, ...]]:
    """The tree without conditions that say nothing beside others, and what to tell of it."""
    notes: list[str] = []
    kept = list(conditions_of(tree))
    for name, is_later in (("before", False), ("after", True)):
        dates = _of(kept, name)
        if len(dates) > 1:
            strictest = sorted(dates, key=lambda one: one.days()[0] or one.days()[1] or 0)
            chosen = strictest[-1 if is_later else 0]
            notes.append(Note(_SEVERAL[name][min(len(dates), 4) - 2], date=chosen.value))
            first = kept.index(chosen)
            kept = [one for at, one in enumerate(kept) if one not in dates or at == first]
    notes += _contradictions(kept)
    return joined(And, kept), tuple(notes)


def _of(conditions: Iterable[Node], name: str) -> list[Filter]:
    """The filters of a name, each once."""
    found = (one for one in conditions if isinstance(one, Filter) and one.name == name)
    return list(dict.fromkeys(found))


def _contradictions(conditions: list[Node]) -> list[str]:
    """What no document can be at once."""
    notes: list[str] = [
        gettext_noop(
            "Nothing has two values of %(name)s: at once; put OR between them to find either.",
            name=name,
        )
        for name, operator in FILTERS.items()
        if operator.is_single and len(_of(conditions, name)) > 1
    ]
    before, after = _of(conditions, "before"), _of(conditions, "after")
    if before and after and (after[0].days()[0] or 0) > (before[0].days()[1] or 0):
        told = gettext_noop(
            "No day lies after %(after)s and before %(before)s.",
            after=after[0].value, before=before[0].value,
        )  # fmt: skip
        notes.append(told)
    return notes
