"""Afterword, trafilatura and readability-lxml on pages with gold. `make bench-extract`.

Prints figures, CPU time and what the rest reads with one recogniser switched off; writes them to
benchmarks/results/extraction.json. `--check` and `--update` hold and lift the floors instead.
docs/extraction.md says what each figure means.
"""

import argparse
import json
import platform
import sys
from importlib import metadata
from pathlib import Path
from statistics import mean, median
from typing import Any

from benchmarks import extraction_floors as floors
from benchmarks import extraction_running as running
from benchmarks import extraction_tables as tables
from benchmarks.extraction_scoring import figures, total
from benchmarks.extraction_tables import Measured

ROOT = Path(__file__).parent.parent
FOLDERS = ("fixtures/pages", "../shared/pages")
RESULTS = ROOT / "benchmarks/results/extraction.json"


def options(arguments: list[str] | None = None) -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(prog="benchmarks.extraction", description=__doc__)
    parser.add_argument("folders", nargs="*", help=f"instead of {' and '.join(FOLDERS)}")
    parser.add_argument("--rounds", type=int, default=3, help="of timing; 0 for none")
    parser.add_argument("--pages", action="store_true", help="a line for each page as well")
    parser.add_argument("--thorough", action="store_true", help="read all pages for each name off")
    parser.add_argument("--check", action="store_true", help="exit 1 beneath a floor")
    parser.add_argument("--update", action="store_true", help="lift the floors to the figures")
    parser.add_argument("--new-corpus", action="store_true", help="and take other pages for new")
    parser.add_argument("--allow-regression", action="store_true", help="and lower what has fallen")
    return parser.parse_args(arguments)


def folders(named: list[str]) -> dict[str, Path]:
    """The folders to read by what they are called; the project's own where none is named."""
    if named:
        return {name: Path(name) for name in named}
    return {name: ROOT / name for name in FOLDERS if (ROOT / name).is_dir()}


def scored(folder: str, path: Path, reader: running.Reader = running.by_us) -> Measured:
    """Our figures alone on one folder: one pass over its pages."""
    readings = running.read(running.gold_pages(path), reader)
    found = figures(total(running.outcome(readings)))
    now = floors.pinned(floors.corpus_digest(path), found)
    return Measured(folder, readings, now, {running.OURS: found})


def measured(folder: str, path: Path, asked: argparse.Namespace) -> Measured:
    """Everything about one folder."""
    pages, one = running.gold_pages(path), scored(folder, path)
    for name, reader in running.READERS.items():
        if name != running.OURS:
            found = figures(total(running.outcome(running.read(pages, reader))))
            blind = running.BLIND_TO.get(name, frozenset())
            one.figures[name] = {key: found[key] for key in found.keys() - blind}
    if asked.rounds:
        one.cpu_seconds.update(running.timed(pages, asked.rounds))
    off = running.switched_off(pages, one.readings, thorough=asked.thorough)
    for case, (lost, readings) in off.items():
        one.off[case] = (lost, figures(total(running.outcome(readings))))
    return one


def as_object(one: Measured) -> dict[str, Any]:
    """What is written of one folder: its figures, and nothing of its pages."""
    found: dict[str, Any] = {
        "pages": len(one.readings),
        "digest": one.now.digest,
        "figures": {name: rounded(values) for name, values in one.figures.items()},
        "off": {case: {"pages": lost, **rounded(seen)} for case, (lost, seen) in one.off.items()},
    }
    if one.cpu_seconds:
        found["cpu_ms_a_page"] = {
            name: round(1000 * mean(taken), 1) for name, taken in one.cpu_seconds.items()
        }
        found["cpu_ratio"] = {
            "median": round(median(one.ratios()), 2),
            "mean": round(mean(one.ratios()), 2),
        }
    return found


def rounded(values: dict[str, float | None]) -> dict[str, float | None]:
    """Four places of each figure."""
    return {name: None if one is None else round(one, 4) for name, one in values.items()}


def versions() -> dict[str, str]:
    """Whom the figures are of."""
    packages = ("trafilatura", "readability-lxml", "lxml")
    return {"python": platform.python_version()} | {one: metadata.version(one) for one in packages}


def hold(asked: argparse.Namespace, file: Path = floors.FILE) -> int:
    """Check or lift the floors; 1 where they do not hold, and then nothing is written."""
    stored, said = floors.load(file), []
    wish = floors.Wish(asked.new_corpus, asked.allow_regression)
    for name, path in folders(asked.folders).items():
        one = scored(name, path)
        if asked.update:
            try:
                stored[name] = floors.raised(name, stored.get(name), one.now, wish)
            except floors.FloorError as error:
                said.append(str(error))
        else:
            found = one.figures[running.OURS]
            said += floors.complaints(name, stored.get(name), one.now.digest, found)
    if asked.update and not said:
        floors.save(stored, file)
    sys.stdout.write("\n".join(said or ["Every figure stands on its floor."]) + "\n")
    return int(bool(said))


def main(arguments: list[str] | None = None) -> int:
    """Print the tables, or hold the floors."""
    asked = options(arguments)
    running.quiet()
    if asked.check or asked.update:
        return hold(asked)
    found = [measured(name, path, asked) for name, path in folders(asked.folders).items()]
    parts = [tables.figure_table(found)]
    if asked.rounds:
        parts.append(tables.cpu_table(found))
    parts.append(tables.off_table(found))
    if asked.pages:
        parts += [tables.page_table(one) for one in found]
    sys.stdout.write("\n\n".join("\n".join(lines) for lines in parts) + "\n")
    if not asked.folders:
        RESULTS.parent.mkdir(exist_ok=True)
        result = {"versions": versions(), "folders": {one.folder: as_object(one) for one in found}}
        RESULTS.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
