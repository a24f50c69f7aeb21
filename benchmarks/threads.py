"""A thread of 14,000 comments, 100 deep, from export to page. `make bench`.

Writes it as jsonl, takes it in through the real intake into an empty archive in ARCHIVE_DATA,
and opens its page; CPU and wall-clock seconds of each step, and the page's queries.
"""

import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time

import django

django.setup()

from django.core.management import call_command  # noqa: E402 -- after setup
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from archive.intake.runs import Options, take_in  # noqa: E402
from archive.models import Article  # noqa: E402

COMMENTS, DEPTH, ROUNDS = 14_000, 100, 5
COMMENT_MARK = b'id="c-'


def line() -> str:
    """The article and its thread as one line of Afterword's own format."""
    comments = [
        {
            "ref": str(number),
            "parent_ref": str(number - 1) if number % (DEPTH + 1) else None,
            "identities": [["wordpress", str(number)]],
            "author": {"name": f"Person {number % 900}"},
            "posted": f"2012-06-{1 + number % 28:02}T{number % 24:02}:{number % 60:02}",
            "body_html": f"<p>Number {number}: the tide was <em>late</em> again, as it is "
            f"every {number % 31} days, and nobody at the harbour office could say why.</p>",
        }
        for number in range(COMMENTS)
    ]
    article = {
        "kind": "article",
        "identities": [["address", "https://tidewater.example/long/"]],
        "site": {"host": "tidewater.example"},
        "url": "https://tidewater.example/long/",
        "title": "The longest thread",
        "body_html": "<p>It began with a question about the tide.</p>",
        "comments": comments,
    }
    return json.dumps(article)


def told(name: str, work: Callable[[], object]) -> None:
    """Run the work and print what it took."""
    wall, cpu = perf_counter(), process_time()
    work()
    wall, cpu = perf_counter() - wall, process_time() - cpu
    sys.stdout.write(f"{name:44}{cpu:>9.2f} s CPU{wall:>9.2f} s\n")


def main() -> None:
    """Print the table."""
    call_command("migrate", verbosity=0)
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", delete=False) as file:
        file.write(line())
    told(f"take in {COMMENTS:,} comments", lambda: take_in([file.name], Options()))
    told("the same again", lambda: take_in([file.name], Options()))
    Path(file.name).unlink()
    client, article = Client(headers={"host": "127.0.0.1"}), Article.objects.get()
    for number in range(ROUNDS):
        told(f"open the page ({number + 1})", lambda: client.get(article.get_absolute_url()))
    with CaptureQueriesContext(connection) as queries:
        response = client.get(article.get_absolute_url())
    size = len(response.content)
    sys.stdout.write(
        f"HTTP {response.status_code}, {size / 1e6:.1f} MB, {len(queries)} queries, "
        f"{response.content.count(COMMENT_MARK)} comments\n"
    )


if __name__ == "__main__":
    main()
