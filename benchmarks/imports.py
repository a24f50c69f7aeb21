"""What becomes of each export and archive of ../shared/imports, beside what is known of it.

`make table-imports` prints a row a file: what it was read as, its articles and comments as the
account has them, what is known of it, and where the two differ. Each file is taken in by itself
into an archive of its own, which is thrown away.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402 -- after the set-up it needs
from django.db import transaction  # noqa: E402

from archive.intake.runs import Options, Run, take_in  # noqa: E402
from archive.parsing.formats import choose  # noqa: E402
from archive.parsing.sources import source_for  # noqa: E402

SHARED = Path(__file__).parents[1].parent / "shared" / "imports"
# What the account counts, and the keys of EXPECTED.json that tell the same.
ARTICLES = (("posts", "pages"), ("threads_with_posts",), ("html_200_responses",), ("threads",))


def main(folders: list[str]) -> int:
    """Print the table; 1 where the data is not here."""
    known = SHARED / "EXPECTED.json"
    if not known.is_file():
        sys.stderr.write(f"{known} is not here: there is nothing to tell of.\n")
        return 1
    call_command("migrate", verbosity=0)
    totals: Counter[str] = Counter()
    for path, one in json.loads(known.read_text()).items():
        if not folders or path.startswith(tuple(folders)):
            row, outcome = row_of(path, one["expected"])
            totals[outcome] += 1
            if folders or outcome != "as known":
                sys.stdout.write(row + "\n")
    sys.stdout.write("\n" + ", ".join(f"{n} {name}" for name, n in totals.most_common()) + "\n")
    return 0


def row_of(path: str, expected: Mapping[str, Any]) -> tuple[str, str]:
    """The row of one file, and its outcome in a word or two."""
    source = source_for(SHARED / path)
    name = choose(source)
    if name is None:
        return f"{path}: {expected['format']}, refused by name", "refused by name"
    with transaction.atomic():
        run = take_in([str(SHARED / path)], Options())
        problems = list(run.row.problems.values_list("severity", flat=True)) if run.row else []
        transaction.set_rollback(True)
    found = account(run)
    wanted = dict(known_counts(expected))
    differs = {key: value for key, value in wanted.items() if found.get(key, 0) != value}
    told = ", ".join(f"{value} {key}" for key, value in found.items() if value)
    faults = Counter(problems)
    row = f"{path}: {name}: {told or 'nothing'}"
    if faults:
        row += f" ({', '.join(f'{n} {severity}' for severity, n in faults.items())})"
    if differs:
        row += f" -- known: {', '.join(f'{value} {key}' for key, value in differs.items())}"
    if not wanted:
        return row, "read, nothing known to compare with"
    return row, "differs" if differs else "as known"


def account(run: Run) -> dict[str, int]:
    """What was read and what was left out, as the receipt counts it."""
    lines = run.receipt.lines
    left_out = sum(
        n for (what, line), n in lines.items() if line == "left out" and what == "others"
    )
    return {
        "articles": run.receipt.read["articles"],
        "comments": run.receipt.read["comments"],
        "left out": left_out,
    }


def known_counts(expected: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    """What is known of the file that the account tells too."""
    for keys in ARTICLES:
        if all(isinstance(expected.get(key), int) for key in keys):
            yield "articles", sum(expected[key] for key in keys)
            break
    if isinstance(expected.get("comments"), int):
        yield "comments", expected["comments"]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
