"""The Cranfield collection: 1,400 abstracts on aerodynamics, 225 questions, and what answers them.

Its files mark each record by `.I` and each field by a line of a dot and a letter. Questions are
known by their order, whatever their own number is; of the judgements, 1 to 4 are relevant.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.relevance.searcher import Item

ABSTRACTS, QUESTIONS, JUDGEMENTS = "cran.all.1400", "cran.qry", "cranqrel"
RELEVANT = range(1, 5)


@dataclass(frozen=True, slots=True)
class Collection:
    """Documents, questions by number from 1, and the keys of what is relevant to each."""

    items: list[Item]
    questions: dict[int, str]
    relevant: Mapping[int, set[str]]


def collection(folder: Path) -> Collection | None:
    """Read the collection; None where it is not there."""
    if not (folder / ABSTRACTS).is_file():
        return None
    items = [
        Item(number, fields.get("T", ""), fields.get("W", ""))
        for number, fields in _records(folder / ABSTRACTS)
    ]
    asked = [fields.get("W", "") for _number, fields in _records(folder / QUESTIONS)]
    return Collection(items, dict(enumerate(asked, 1)), _judged(folder / JUDGEMENTS))


def _records(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Each record's number and its fields, lines joined."""
    for record in f"\n{path.read_text(encoding='latin-1')}".split("\n.I ")[1:]:
        number, *lines = record.splitlines()
        fields: dict[str, list[str]] = {}
        name = ""
        for line in lines:
            if len(line) == 2 and line[0] == "." and line[1] in "TABW":
                name = line[1]
            else:
                fields.setdefault(name, []).append(line.strip())
        yield number.strip(), {name: " ".join(said) for name, said in fields.items()}


def _judged(path: Path) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for line in path.read_text(encoding="ascii").splitlines():
        question, document, code = line.split()[:3]
        if int(code) in RELEVANT:
            found.setdefault(int(question), set()).add(document)
    return found
