"""Citations as CSL-JSON, what pandoc, Zotero and citeproc read.

Fields after https://github.com/citation-style-language/schema (csl-data.json, 1.0.2). Names are
`literal`: what people signed with is not parted into given and family names.
"""

import json
from typing import Any

from archive.export.citations.cited import Cited, When, plain_address


def csl_json(cited: Cited) -> str:
    """A list of one item."""
    item: dict[str, Any] = {
        "id": cited.id,
        "type": "webpage" if cited.beneath is None else "post",
        "title": cited.full_title,
        "author": [{"literal": name} for name in cited.authors],
        "container-title": cited.site,
        "genre": "" if cited.beneath is None else "Comment",
        "issued": _date(cited.published),
        "accessed": _date(cited.captured),
        "language": cited.language,
        "URL": cited.address,
        "archive": "Afterword",
        "archive_location": plain_address(cited.home),
        "note": cited.provenance,
        "custom": {"sha256": cited.sha256} if cited.sha256 else {},
    }
    kept = {name: value for name, value in item.items() if value}
    fields = (
        f"  {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}"
        for name, value in kept.items()
    )
    return "[{\n" + ",\n".join(fields) + "\n}]\n"  # a field a line, for people too


def _date(when: When | None) -> dict[str, list[list[int]]]:
    return {"date-parts": [list(when.parts)]} if when else {}
