"""Our search engine beside others, on one corpus and in one run. `make bench-search`.

Prints a table, writes everything to benchmarks/results/search.json and a picture beside it, and
exits 1 where a figure that has to be reached is missed or, in a whole run, missing.
docs/search-figures.md says what is measured and how.
"""

import argparse
import json
import os
import platform
import sqlite3
import sys
import tempfile
from collections.abc import Sequence
from contextlib import nullcontext
from importlib import metadata
from pathlib import Path

from benchmarks.search import gates, running
from benchmarks.search.asking import ROUNDS
from benchmarks.search.corpus import Corpus
from benchmarks.search.outcome import Outcome
from benchmarks.search.peers import ENGINES
from benchmarks.search.plot import plot
from benchmarks.search.queries import CLASSES
from benchmarks.search.running import Plan, Run
from benchmarks.search.table import table

RESULTS = Path(__file__).parent.parent / "results"
PACKAGES = ("numpy", "tantivy", "Whoosh", "django-haystack")
DOCUMENTS = 200_000


def options(arguments: list[str] | None = None) -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(prog="benchmarks.search", description=__doc__)
    parser.add_argument("--documents", type=int, default=DOCUMENTS, help=f"{DOCUMENTS:,}")
    parser.add_argument("--million", action="store_true", help="1,000,000, ours and tantivy alone")
    parser.add_argument("--only", nargs="+", choices=CLASSES, default=[*CLASSES], metavar="CLASS")
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=[*ENGINES])
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"after the first; {ROUNDS}")
    parser.add_argument("--folder", type=Path, help="keep indexes there, and take up earlier ones")
    return parser.parse_args(arguments)


def planned(asked: argparse.Namespace) -> list[Plan]:
    """The stages with the engines asked for; those without any are left out."""

    def kept(names: Sequence[str]) -> tuple[str, ...]:
        return tuple(name for name in names if name in asked.engines)

    found = running.plans(asked.documents, million=asked.million)
    return [
        Plan(one.name, one.documents, kept(one.asked), kept(one.changed), kept(one.built))
        for one in found
        if kept(one.asked)
    ]


def run(asked: argparse.Namespace) -> Outcome:
    """Run the stages, in a folder that stays or one that does not."""
    place = nullcontext(asked.folder) if asked.folder else tempfile.TemporaryDirectory()
    with place as folder:
        found = Run(Path(folder), asked.only, asked.rounds, Outcome())
        stages = planned(asked)
        for plan in stages:
            found.begin(plan)
        for plan in stages:
            found.stage(plan, Corpus(plan.documents))
    return found.outcome


def about() -> dict[str, str | int | None]:
    """Where the figures come from."""
    versions = {"python": platform.python_version(), "sqlite": sqlite3.sqlite_version}
    for name in PACKAGES:
        try:
            versions[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            versions[name] = "missing"
    return {"machine": platform.machine(), "cores": os.cpu_count(), **versions}


def written(outcome: Outcome, verdicts: Sequence[gates.Judged], name: str) -> None:
    """Write figures and picture."""
    found = {
        "about": about(),
        **outcome.as_object(),
        "figures": [
            {
                "number": one.gate.number,
                "name": one.gate.name,
                "limit": one.gate.limit,
                "figure": None if one.figure is None else round(one.figure, 4),
            }
            for one in verdicts
        ],
    }
    RESULTS.mkdir(exist_ok=True)
    text = json.dumps(found, indent=1) + "\n"
    (RESULTS / f"{name}.json").write_text(text, encoding="utf-8")
    stage = next(iter(outcome.stages.values()))
    (RESULTS / f"{name}.svg").write_text(plot(stage), encoding="utf-8")


def main(arguments: list[str] | None = None) -> int:
    """Run, print, write; 1 where a figure is missed."""
    asked = options(arguments)
    outcome = run(asked)
    verdicts = gates.judged(outcome)
    sys.stdout.write("\n".join(table(outcome, verdicts)) + "\n")
    is_whole = len(asked.only) == len(CLASSES) and len(asked.engines) == len(ENGINES)
    if is_whole:
        written(outcome, verdicts, "search-million" if asked.million else "search")
    missing = is_whole and any(one.figure is None for one in verdicts)
    return int(missing or any(one.is_missed for one in verdicts))


if __name__ == "__main__":
    sys.exit(main())
