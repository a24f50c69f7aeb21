"""The archive's own search, measured through the very service its page uses.

Documents come in through the real intake, into the archive of ARCHIVE_DATA, which is emptied.
"""

import json
import tempfile
from collections.abc import Iterable
from html import escape
from pathlib import Path

import django

django.setup()

from django.core.management import call_command  # noqa: E402 -- after setup

from archive.curation.first_run import sample_pieces  # noqa: E402
from archive.intake.runs import Options, take_in  # noqa: E402
from archive.models import Comment  # noqa: E402
from archive.search.service import best_hits  # noqa: E402
from archive.search.tasks import rebuild  # noqa: E402
from benchmarks.relevance.searcher import Item, Said  # noqa: E402

HOST = "https://collection.example/"


class ServiceSearcher:
    """The service, asked as somebody who is not signed in."""

    can_expand = True

    def __init__(self) -> None:
        """Make the tables."""
        call_command("migrate", interactive=False, verbosity=0)

    def index(self, documents: Iterable[Item]) -> None:
        """Take in a document as an article; its address says which it is."""
        call_command("flush", interactive=False, verbosity=0)
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
            file.writelines(f"{json.dumps(_article(one))}\n" for one in documents)
            file.flush()
            take_in([file.name], Options())
        rebuild()

    def index_sample(self, folder: Path) -> list[Said]:
        """Take in the sample as a first run does."""
        call_command("flush", interactive=False, verbosity=0)
        take_in([str(piece) for piece in sample_pieces(folder)], Options())
        rebuild()
        shown = Comment.objects.visible_to(None).order_by("article__source_url", "position")
        return [Said(key, text) for key, text in shown.values_list("key", "body_text")]

    def search(self, text: str, *, expand: bool, limit: int) -> list[str]:
        """The best hits: a comment by its key, an article by the end of its address."""
        return [
            hit.key if hit.kind == "comment" else hit.url.removeprefix(HOST)
            for hit in best_hits(text, None, limit, expand=expand).hits
        ]


def _article(one: Item) -> dict[str, object]:
    address = f"{HOST}{one.key}"
    return {
        "kind": "article",
        "identities": [["address", address]],
        "site": {"host": "collection.example"},
        "url": address,
        "title": one.title or f"Number {one.key}",
        "body_html": f"<p>{escape(one.text)}</p>",
        "language": "en",
    }
