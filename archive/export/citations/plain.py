"""Citations as a sentence or two that anyone can read."""

from archive.export.citations.cited import Cited

MOST_NAMES = 6
"""Of more authors the first ones are named, and that there are others."""


def plain_citation(cited: Cited) -> str:
    """Who, what, where, when, and where it is kept; one line."""
    who = _names(cited.authors)
    what = _what(cited)
    when = cited.published.words if cited.published else "undated"
    opening = f"{who}: {what}" if who else what[0].upper() + what[1:]
    where = f"{cited.site}, {when}" if cited.site else when[0].upper() + when[1:]
    parts = [f"{opening}.", f"{where}."]
    if cited.url:
        parts.append(f"{cited.address}.")
    return " ".join([*parts, f"{cited.provenance}."]) + "\n"


def _what(cited: Cited) -> str:
    if cited.beneath is None:
        return f"“{cited.full_title}”"
    by = _names(cited.beneath.authors)
    on = f"comment on “{cited.beneath.full_title}”" + (f" by {by}" if by else "")
    return f"“{cited.title}”, {on}" if cited.title else on


def _names(names: tuple[str, ...]) -> str:
    if len(names) > MOST_NAMES:
        return f"{', '.join(names[:MOST_NAMES])} and others"
    *first, last = names or ("",)
    return f"{', '.join(first)} and {last}" if first else last
