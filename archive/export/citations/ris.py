"""Citations as RIS: two letters, two spaces, a hyphen and a space, then the value to the line's end
(https://en.wikipedia.org/wiki/RIS_(file_format), after Reference Manager's specification)."""

from archive.export.citations.cited import Cited, When

_END = "\r\n"


def ris(cited: Cited) -> str:
    """One record of the type `ELEC`, a page on the web."""
    lines = [
        ("TY", "ELEC"),
        ("ID", cited.id),
        *(("AU", name) for name in cited.authors),
        ("TI", cited.full_title),
        ("T2", cited.site),
        ("PY", f"{cited.published.parts[0]:04d}" if cited.published else ""),
        ("DA", _date(cited.published)),
        ("Y2", _date(cited.captured)),
        ("LA", cited.language),
        ("UR", cited.address),
        ("DB", "Afterword"),
        ("AN", cited.key),
        ("N1", cited.provenance),
    ]
    written = [f"{tag}  - {value}{_END}" for tag, value in lines if value]
    return f"{''.join(written)}ER  - {_END}"


def _date(when: When | None) -> str:
    """Year, month, day and a rest in words, parted by slashes; empty as far as not known."""
    if when is None:
        return ""
    parts = when.day.split("-")
    return "/".join([*parts, *[""] * (4 - len(parts))])
