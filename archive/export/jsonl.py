"""The whole archive in Afterword's own format, a line an article or collection."""

import json
from collections.abc import Iterator
from itertools import chain

from archive.export.collections import collection_records
from archive.export.records import article_records
from archive.models.visibility import User

VERSION = 1


def jsonl_lines(user: User) -> Iterator[str]:
    """The header, a line per article and then one per collection, as the user may see them.

    Without line ends. Streams.
    """
    yield json.dumps({"afterword": VERSION, "kind": "header"})
    for record in chain(article_records(user), collection_records(user)):
        yield json.dumps(record, ensure_ascii=False, separators=(",", ":"))
