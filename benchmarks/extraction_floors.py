"""Floors beneath the figures of extraction, which may only rise.

One file holds them per folder of gold pages, with a digest of the folder: floors belong to the
pages they were measured on. A figure may be better than its floor at any time; `raised` lifts the
floors to the figures, and lowers one only where that is wished for.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from benchmarks.extraction_scoring import LOWER_IS_BETTER, Figures

FILE = Path(__file__).with_name("extraction_floors.json")
TOLERANCE = 0.0005
PIN = "make bench-extract ARGS='--update --new-corpus'"


@dataclass(frozen=True)
class Floors:
    """The floors of one folder, and the digest of the pages they were measured on."""

    digest: str
    figures: Mapping[str, float]


@dataclass(frozen=True)
class Wish:
    """What an update of floors may do beyond raising them."""

    new_corpus: bool = False
    regression: bool = False


class FloorError(Exception):
    """Floors that must not be set so; the message says which and why, a line each."""


def corpus_digest(folder: Path) -> str:
    """Give the SHA-256 over names and bytes of the pages and their gold."""
    digest = sha256()
    for path in sorted([*folder.glob("*.html"), *folder.glob("*.json")]):
        content = path.read_bytes()
        digest.update(f"{path.name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def load(file: Path = FILE) -> dict[str, Floors]:
    """Read the floors by folder; none where the file is not there yet."""
    if not file.exists():
        return {}
    stored = json.loads(file.read_text(encoding="utf-8"))
    return {folder: Floors(one["digest"], one["figures"]) for folder, one in stored.items()}


def save(floors: Mapping[str, Floors], file: Path = FILE) -> None:
    """Write the floors, sorted, so that a change shows as little as it is."""
    stored = {
        folder: {"digest": one.digest, "figures": dict(sorted(one.figures.items()))}
        for folder, one in sorted(floors.items())
    }
    file.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")


def is_worse(name: str, figure: float | None, floor: float) -> bool:
    """Whether a figure lies beneath its floor, or above where less is better."""
    if figure is None:
        return True
    fallen = figure - floor if name in LOWER_IS_BETTER else floor - figure
    return fallen > TOLERANCE


def complaints(folder: str, floors: Floors | None, digest: str, figures: Figures) -> list[str]:
    """Say what does not hold, a line each: no floors, other pages, or figures beneath them."""
    if floors is None:
        return [f"{folder}: has no floors yet; set them with {PIN}"]
    if floors.digest != digest:
        return [f"{folder}: the pages are others than the floors' own; pin them with {PIN}"]
    return [
        f"{folder}: {name} is {said(figures.get(name))}, its floor {said(floor)}"
        for name, floor in floors.figures.items()
        if is_worse(name, figures.get(name), floor)
    ]


def raised(folder: str, floors: Floors | None, now: Floors, wish: Wish) -> Floors:
    """Give the floors lifted to the figures of `now`.

    Raises FloorError where that is not what was wished for: the pages are others, or a figure has
    fallen.
    """
    is_new = floors is None or floors.digest != now.digest
    allowed = wish.new_corpus if is_new else wish.regression
    found = complaints(folder, floors, now.digest, dict(now.figures))
    if found and not allowed:
        raise FloorError("\n".join(found))
    if floors is None or is_new or wish.regression:
        return now
    better = {name: best(name, one, now.figures[name]) for name, one in floors.figures.items()}
    return Floors(now.digest, {**now.figures, **better})


def best(name: str, one: float, other: float) -> float:
    """Give the better of two values of a figure."""
    return min(one, other) if name in LOWER_IS_BETTER else max(one, other)


def pinned(digest: str, figures: Figures) -> Floors:
    """Give the figures as floors."""
    return Floors(digest, {name: round(one, 4) for name, one in figures.items() if one is not None})


def said(figure: float | None) -> str:
    """Show a figure."""
    return "missing" if figure is None else f"{figure:.4f}"
