"""Citations as BibTeX: `@misc`, which both BibTeX and biblatex know, with what each asks for.

Names stand in braces of their own: they are what people signed with, not to be parted into given
and family names, nor at an "and" in them (https://www.bibtex.com/f/author-field/).
"""

import re

from archive.export.citations.cited import Cited, When

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# Braces count for BibTeX even behind a backslash, so they go by their names.
_SIGNS = {
    "\\": r"{\textbackslash}", "{": r"{\textbraceleft}", "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}", "^": r"{\textasciicircum}",
    **{sign: f"\\{sign}" for sign in "#$%&_"},
}  # fmt: skip
_SIGN = re.compile("[{}]".format("".join(map(re.escape, _SIGNS))))


def bibtex(cited: Cited) -> str:
    """One entry, its key the archive's own."""
    fields = {
        "author": " and ".join(f"{{{_escaped(name)}}}" for name in cited.authors),
        "title": f"{{{_escaped(cited.full_title)}}}",
        "howpublished": _escaped(cited.site),
        **_date(cited.published),
        "url": cited.address,
        "urldate": cited.captured.day if cited.captured else "",
        "langid": _escaped(cited.language),
        "note": _escaped(cited.provenance),
    }
    # A month is a macro of every style, and no text.
    known = {
        name: value if name == "month" else f"{{{value}}}"
        for name, value in fields.items()
        if value
    }
    body = ",\n".join(f"  {name} = {value}" for name, value in known.items())
    return f"@misc{{{cited.id},\n{body}\n}}\n"


def _date(when: When | None) -> dict[str, str]:
    """BibTeX reads year and month, biblatex the date; either no more exactly than it is known."""
    if when is None:
        return {}
    year, *rest = when.day.split("-")
    month = {"month": _MONTHS[int(rest[0]) - 1]} if rest else {}
    return {"year": year, **month, "date": when.day}


def _escaped(text: str) -> str:
    return _SIGN.sub(lambda match: _SIGNS[match[0]], text)
