import json
from argparse import ArgumentParser, BooleanOptionalAction
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.search.engines.base import IndexUnavailable
from archive.search.service import SORTS, SourceHit, best_hits, parse_for


class Command(BaseCommand):
    help = "Print a JSON line for each of the best hits, as everyone may find them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("query", nargs="*", help="as in the search box: docs/query-language.md")
        parser.add_argument("--limit", type=int, default=20, help="at most so many (20)")
        parser.add_argument("--sort", choices=SORTS, default="relevance", help="(relevance)")
        parser.add_argument("--json", action="store_true", help="no remarks on stderr")
        parser.add_argument("--queries", metavar="FILE", help="a query a line, a JSON line each")
        parser.add_argument(
            "--expand", action=BooleanOptionalAction, default=True,
            help="sort questions in plain words by words of their best hits too, as the page does",
        )  # fmt: skip

    def handle(self, *, query: list[str], queries: str | None, **options: Any) -> None:
        if bool(query) == (queries is not None):
            raise CommandError("Give a query, or --queries FILE with a query a line.")
        try:
            for line in self._one(query, options) if query else self._many(queries or "", options):
                self.stdout.write(json.dumps(line))
        except IndexUnavailable as error:
            raise CommandError(str(error)) from error

    def _one(self, query: list[str], options: dict[str, Any]) -> Iterator[dict[str, object]]:
        text = " ".join(query)
        if not options["json"]:
            for note in parse_for(text, None).notes:
                self.stderr.write(note)
        found = self._found(text, options)
        if not options["json"]:
            self.stderr.write(f"{found.total} answer.")
        yield from map(_told, found.hits)

    def _many(self, path: str, options: dict[str, Any]) -> Iterator[dict[str, object]]:
        try:
            with Path(path).open(encoding="utf-8", errors="replace") as lines:
                for line in lines:
                    text = line.rstrip("\r\n")
                    found = self._found(text, options)
                    hits = [_told(hit) for hit in found.hits]
                    yield {"query": text, "total": found.total, "hits": hits}
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from error

    def _found(self, text: str, options: dict[str, Any]) -> Any:
        wish = {name: options[name] for name in ("limit", "sort", "expand")}
        return best_hits(text, None, wish.pop("limit"), **wish)


def _told(hit: SourceHit) -> dict[str, object]:
    told = asdict(hit)
    told["article"] = told.pop("article_key")
    return {name: told[name] for name in ("key", "kind", "article", "url", "score")}
