"""The whole archive in Afterword's own format, a line an article."""

import json
from collections.abc import Iterator

from archive.export.records import article_records
from archive.models.visibility import User

VERSION = 1


def jsonl_lines(user: User) -> Iterator[str]:
    """The header and one line per article the user may see, without line ends. Streams."""
    yield json.dumps({"afterword": VERSION, "kind": "header"})
    for record in article_records(user):
        yield json.dumps(record, ensure_ascii=False, separators=(",", ":"))
