"""How well does the search find what is meant? `make bench-relevance`.

Asks the questions of the Cranfield collection as they are, and once more with feedback expansion
where the search has it; and for comments of the sample archive by three of their words. Writes
benchmarks/results/relevance.json; exits 1 where a figure is below its floor.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.relevance.by_service import ServiceSearcher
from benchmarks.relevance.cranfield import Collection, collection
from benchmarks.relevance.known_items import FIRST, lost, remembered
from benchmarks.relevance.metrics import DEPTH, FIGURES, figures
from benchmarks.relevance.searcher import Searcher

ROOT = Path(__file__).parents[2]
CRANFIELD = ROOT / "../shared/relevance"
RESULTS = ROOT / "benchmarks/results/relevance.json"
# What the plan for search asks for.
FLOORS = {
    "as asked": {"nDCG@10": 0.40, "MAP@100": 0.31},
    "with feedback": {"nDCG@10": 0.43, "MAP@100": 0.34},
}
Found = dict[str, dict[str, float]]


def on_collection(searcher: Searcher, cranfield: Collection) -> Found:
    """The figures on the collection, without expansion and with it."""
    searcher.index(cranfield.items)
    found = {}
    for name in FLOORS:
        expand = name != "as asked"
        if expand <= searcher.can_expand:
            rankings = {
                number: searcher.search(text, expand=expand, limit=DEPTH)
                for number, text in cranfield.questions.items()
            }
            found[name] = figures(rankings, cranfield.relevant)
    return found


def on_sample(searcher: Searcher) -> dict[str, object]:
    """How many comments of the sample are found again, and the questions that lost theirs."""
    asked = list(remembered(searcher.index_sample(ROOT / "fixtures")))
    missed = lost(searcher, asked)
    share = round(1 - len(missed) / len(asked), 4)
    return {"questions": len(asked), "share": share, "lost": missed}


def table(found: Found | None, known: Mapping[str, object]) -> Iterator[str]:
    """The figures, a line each."""
    if found is None:
        yield f"The Cranfield collection is not at {CRANFIELD}: left out."
    else:
        yield f"{'Cranfield':16}" + "".join(f"{name:>10}" for name in FIGURES)
        for name in FLOORS:
            shown = found.get(name, {})
            cells = (f"{shown[one]:.4f}" if one in shown else "-" for one in FIGURES)
            yield f"{name:16}" + "".join(f"{cell:>10}" for cell in cells)
    yield (
        f"Comments of the sample found by three of their words, among the first {FIRST}: "
        f"{known['share']:.1%} of {known['questions']}"
    )


def missed(found: Found | None) -> list[str]:
    """What is below its floor, a line each; nothing without the collection."""
    if found is None:
        return []
    return [
        f"MISSED {name}: {figure} {found.get(name, {}).get(figure, 0):.4f}, at least {floor}"
        for name, floors in FLOORS.items()
        for figure, floor in floors.items()
        if found.get(name, {}).get(figure, 0) < floor
    ]


def main() -> int:
    """Measure, print, write; 1 where something is below its floor."""
    searcher = ServiceSearcher()
    known = on_sample(searcher)
    cranfield = collection(CRANFIELD)
    found = None if cranfield is None else on_collection(searcher, cranfield)
    sys.stdout.write("\n".join([*table(found, known), *missed(found)]) + "\n")
    rounded = {
        name: {one: round(figure, 4) for one, figure in each.items()}
        for name, each in (found or {}).items()
    }
    RESULTS.parent.mkdir(exist_ok=True)
    text = json.dumps({"cranfield": rounded, "sample": known}, indent=1, ensure_ascii=False)
    RESULTS.write_text(f"{text}\n", encoding="utf-8")
    return int(bool(missed(found)))


if __name__ == "__main__":
    sys.exit(main())
