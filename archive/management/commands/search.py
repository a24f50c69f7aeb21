import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.search.engines.base import IndexUnavailable
from archive.search.query import parse
from archive.search.service import best_hits


class Command(BaseCommand):
    help = "Print a JSON line for each of the best hits, as everyone may find them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("query", nargs="+", help="as in the search box: docs/query-language.md")
        parser.add_argument("--limit", type=int, default=20, help="at most so many (20)")
        parser.add_argument("--json", action="store_true", help="no remarks on stderr")

    def handle(self, *, query: list[str], limit: int, **options: Any) -> None:
        text = " ".join(query)
        if not options["json"]:
            for note in parse(text).notes:
                self.stderr.write(note)
        try:
            for hit in best_hits(text, None, limit):
                line = {
                    "key": hit.key,
                    "kind": hit.kind,
                    "article": hit.article_key,
                    "url": hit.url,
                    "score": hit.score,
                }
                self.stdout.write(json.dumps(line, ensure_ascii=False))
        except IndexUnavailable as error:
            raise CommandError(str(error)) from error
