"""What an article's page costs, beside a plain recursive template over the same rows.

`make bench-pages`. Threads of 100, 1,000 and 14,475 comments, the longest 106 deep, come in through
the real intake into an empty archive in ARCHIVE_DATA. Seconds are the processor's, the median of
some rounds: the machine may be shared. Bounds are those of the reading room (docs/reading.md).
"""

import gzip
import json
import random
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402 -- after setup
from django.db import connection  # noqa: E402
from django.template import Context, Engine  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from archive.curation.serving import settle  # noqa: E402
from archive.intake.runs import Options, take_in  # noqa: E402
from archive.models import Article, ThreadComment, thread_for  # noqa: E402
from archive.models.visibility import STRANGER  # noqa: E402

ROUNDS = 7
THREADS = {"small": (8, 3), "hundred": (100, 9), "thousand": (1_000, 30), "longest": (14_475, 106)}
"""Comments and levels of each; those of the longest are of the longest thread known to us."""
WORDS = (
    "the", "tide", "was", "late", "again", "and", "nobody", "at", "harbour", "office", "could",
    "say", "why", "bridge", "bus", "ferry", "council", "vote", "motor", "stop", "flood", "paper",
    "bell", "keeper", "minutes", "argue", "figure", "year", "town", "water", "rail", "crowd",
)  # fmt: skip
BOUNDS = {
    "thousand": (0.060, 12, None),
    "longest": (0.120, 12, None),
    "hundred": (None, 12, 60_000),
    "small": (None, 12, 20_000),
}
"""Seconds, queries, and bytes compressed: of the page, of a small one with its style sheets."""

RECURSIVE = """{% for row in rows %}<article class="comment" id="c-{{ row.comment.key }}">
<header><a href="/people/{{ row.comment.person_key }}/"><bdi>{{ row.comment.author_name }}</bdi></a>
<a href="#c-{{ row.comment.key }}"><time>{{ row.comment.posted_at|date:"j M Y, H:i" }}</time></a>
{% if row.comment.score is not None %}<span>{{ row.comment.score }}</span>{% endif %}
{% if row.comment.parent_key %}<a href="#c-{{ row.comment.parent_key }}">
{{ row.comment.parent_name }}</a>{% endif %}</header>
<div class="comment-body">{{ row.comment.body_html|safe }}</div>
{% if row.replies %}<div>{% include "rows.html" with rows=row.replies %}</div>{% endif %}
</article>{% endfor %}"""


def lines() -> Iterator[str]:
    """The articles in Afterword's own format, always the same."""
    chance = random.Random(14_475)  # noqa: S311 -- no secret
    yield json.dumps({"afterword": 1, "kind": "header"})
    for name, (count, levels) in THREADS.items():
        url = f"https://tidewater.example/{name}/"
        article = {
            "kind": "article", "identities": [["address", url]], "url": url, "slug": name,
            "site": {"host": "tidewater.example"}, "title": f"A thread: {name}",
            "authors": [{"name": "Person 0"}], "published": "2012-06-18T09:00", "language": "en",
            "body_html": f"<p>{said(chance, 60)}</p>",
            "comments": list(thread(chance, count, levels)),
        }  # fmt: skip
        yield json.dumps(article)


def thread(chance: random.Random, count: int, levels: int) -> Iterator[dict[str, Any]]:
    """Conversations as they are, mostly shallow, and one as deep as there are levels."""
    path: list[int] = []
    start, deep = datetime(2012, 6, 18, 10, tzinfo=UTC), count // 2
    for number in range(count):
        depth = min(len(path), chance.choice((0, 0, 0, 1, 1, 2, 3, 5, 8)), levels - 1)
        if deep <= number < deep + levels:
            depth = number - deep
        path[depth:] = [number]
        yield {
            "ref": str(number), "parent_ref": str(path[depth - 1]) if depth else None,
            "identities": [["wordpress", str(number)]],
            "author": {"name": f"Person {int(140 * chance.random() ** 2)}"},
            "posted": f"{start + timedelta(minutes=15 * number):%Y-%m-%dT%H:%M}",
            "body_html": f"<p>{said(chance, chance.randrange(8, 90))}</p>",
        }  # fmt: skip


def said(chance: random.Random, count: int) -> str:
    """So many words."""
    return " ".join(chance.choice(WORDS) for _ in range(count))


def seconds(work: Callable[[], object]) -> float:
    """The processor's, the median of some rounds; one before them warms what is kept."""
    work()
    taken = []
    for _ in range(ROUNDS):
        start = process_time()
        work()
        taken.append(process_time() - start)
    return median(taken)


def plain(article: Article) -> str:
    """The same rows, whole, through a template that includes itself."""
    rows: list[dict[str, Any]] = []
    path: list[tuple[ThreadComment, list[dict[str, Any]]]] = []
    for comment in thread_for(STRANGER, article):
        while path and path[-1][0].depth >= comment.depth:
            path.pop()
        replies: list[dict[str, Any]] = []
        (path[-1][1] if path else rows).append({"comment": comment, "replies": replies})
        path.append((comment, replies))
    loader = ("django.template.loaders.locmem.Loader", {"rows.html": RECURSIVE})
    engine = Engine(loaders=[("django.template.loaders.cached.Loader", [loader])])
    return engine.get_template("rows.html").render(Context({"rows": rows}))


def compressed(content: bytes) -> int:
    """Bytes as servers send them, by gzip at its usual level."""
    return len(gzip.compress(content, 6, mtime=0))


def sheets(client: Client, content: bytes) -> Iterator[int]:
    """The bytes of the style sheets that a page asks for, as they are sent."""
    for address in re.findall(r'<link rel="stylesheet" href="([^"]+)"', content.decode()):
        yield len(client.get(address, headers={"accept-encoding": "gzip"}).getvalue())


def measured(client: Client, name: str) -> bool:
    """Print a thread's line; whether it is within its bounds."""
    article = Article.objects.get(slug=name)
    url = article.get_absolute_url()
    with CaptureQueriesContext(connection) as asked:
        content = client.get(url).content
    queries = len(asked)
    page, whole = seconds(lambda: client.get(url)), seconds(lambda: client.get(f"{url}?page=all"))
    try:
        other = f"{seconds(lambda: plain(article)) * 1_000:8.0f} ms"
    except RecursionError:
        other = "  too deep"
    size = compressed(content) + (sum(sheets(client, content)) if name == "small" else 0)
    sys.stdout.write(
        f"{name:9} {THREADS[name][0]:6,} comments {page * 1_000:6.0f} ms {queries:3} queries "
        f"{size / 1_000:6.1f} kB, all on one page {whole * 1_000:6.0f} ms, recursive {other}\n"
    )
    figures = page, queries, size
    return all(most is None or one <= most for one, most in zip(figures, BOUNDS[name], strict=True))


def main() -> None:
    """Print the table; exit 1 where a bound is broken."""
    call_command("migrate", verbosity=0)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "threads.jsonl")
        path.write_text("\n".join(lines()), encoding="utf-8")
        take_in([str(path)], Options())
    settle()  # as the server does
    client = Client(headers={"host": "127.0.0.1"})
    held = [measured(client, name) for name in THREADS]
    if not all(held):
        sys.exit("A bound is broken: 60 ms for 1,000 comments, 120 ms for the longest, 12 queries.")


if __name__ == "__main__":
    main()
