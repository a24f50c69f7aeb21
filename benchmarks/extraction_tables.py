"""How the figures of extraction are shown: plain text, a column a tool, for one or more folders."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import mean, median

from benchmarks.extraction_floors import Floors
from benchmarks.extraction_running import OURS, READERS, THEIR_METADATA, THEIRS, WORKS, Readings
from benchmarks.extraction_scoring import LOWER_IS_BETTER, Figures, figures

LABEL, NARROW, WIDE = 24, 13, 18
ROWS = {
    "p": "comments: precision",
    "r": "  recall",
    "f1": "  F1",
    "f1_page": "  F1, mean of pages",
    "any_order": "  recall in any order",
    "author": "  author",
    "posted": "  posted",
    "posted_unstated": "  posted where none is",
    "parent": "  parent",
    "threaded": "  parent of replies",
    "exact_count": "  exact count",
    "false_pages": "  false on pages",
    "false_comments": "  false comments",
    "words_p": "words: precision",
    "words_r": "  recall",
    "words_f1": "  F1",
    "words_false_pages": "  false on pages",
    "title": "article: title",
    "authors": "  author",
    "published": "  published",
    "start": "  start",
    "end": "  end",
    "must": "  must",
    "must_not": "  must not",
}
# What follows from what a page's line says anyway.
FOLLOWING = frozenset({"p", "r", "f1", "f1_page", "any_order", "exact_count"}) | {
    key for key in ROWS if key.startswith("words_")
}


@dataclass(frozen=True)
class Measured:
    """All that was measured on one folder; what was not asked for is empty."""

    folder: str
    readings: Readings
    now: Floors
    figures: dict[str, Figures]
    cpu_seconds: dict[str, list[float]] = field(default_factory=dict)
    off: dict[str, tuple[int, Figures]] = field(default_factory=dict)

    def ratios(self, to: str = THEIRS) -> list[float]:
        """Our CPU time by another's, page by page."""
        pairs = zip(self.cpu_seconds[OURS], self.cpu_seconds[to], strict=True)
        return [ours / theirs for ours, theirs in pairs]


def line(label: str, cells: Sequence[str], width: int = WIDE) -> str:
    """One line of a table."""
    return f"{label:{LABEL}}" + "".join(f"{cell:>{width}}" for cell in cells)


def shown(figure: float | None, digits: int = 3) -> str:
    """A share with three digits, a count as it is, a dash for none."""
    if figure is None:
        return "-"
    return str(figure) if isinstance(figure, int) else f"{figure:.{digits}f}"


def figure_table(measured: Sequence[Measured]) -> Iterator[str]:
    """The figures of every tool on every folder."""
    heads = [f"{one.folder}, {len(one.readings)} pages" for one in measured]
    yield line("", heads, NARROW * len(READERS))
    yield line("", [name for _ in measured for name in READERS], NARROW)
    for key, label in ROWS.items():
        cells = [shown(one.figures[tool].get(key)) for one in measured for tool in READERS]
        yield line(label, cells, NARROW)


def cpu_table(measured: Sequence[Measured]) -> Iterator[str]:
    """Mean CPU time a page, and how many times another's ours is."""
    yield line("CPU, ms a page", [one.folder for one in measured])
    for name in WORKS:
        cells = [shown(1000 * mean(one.cpu_seconds[name]), 1) for one in measured]
        yield line(f"  {name}", cells)
    for name, how in (("median", median), ("mean", mean)):
        yield line(f"  ratio, {name}", [shown(how(one.ratios()), 2) for one in measured])
    cells = [shown(median(one.ratios(THEIR_METADATA)), 2) for one in measured]
    yield line("  to +metadata, median", cells)


def off_table(measured: Sequence[Measured]) -> Iterator[str]:
    """F1 of comments with one name after another switched off, and pages that depend on it."""
    yield line("comments F1 (pages)", [one.folder for one in measured])
    yield line("  with all", [shown(one.figures[OURS]["f1"]) + " " * 6 for one in measured])
    for case in sorted({case for one in measured for case in one.off}):
        yield line(f"  {case}", [off_cell(one, case) for one in measured])


def off_cell(one: Measured, case: str) -> str:
    """F1 of one case on one folder, and the number of pages that were read by what is off."""
    if case not in one.off:
        return ""
    lost, figures = one.off[case]
    return f"{shown(figures['f1'])} {f'({lost})':>5}"


def page_table(one: Measured) -> Iterator[str]:
    """A line for each page, the weakest first, and what of it is less than it could be."""
    rows = []
    ratios = one.ratios() if one.cpu_seconds else [0.0] * len(one.readings)
    for (name, reading), ratio in zip(one.readings.items(), ratios, strict=True):
        hits, wanted = reading.tally.hits, reading.tally.chances["matched"]
        seen = figures(reading.tally)
        weak = [short(key) for key, value in seen.items() if is_weak(key, value)]
        counts = f"{hits['matched']}/{hits['predicted']}/{wanted}"
        shown_line = f"{name:24}{counts:>14}  {reading.parser:28}{ratio:4.1f} {', '.join(weak)}"
        rows.append((seen["f1"] or 0.0, shown_line))
    yield f"{one.folder}: found right/found/there, read by, CPU ratio, less than it could be"
    yield from (shown_line for _, shown_line in sorted(rows))


def short(key: str) -> str:
    """A figure's name where no heading stands above it."""
    return "byline" if key == "authors" else ROWS[key].split(": ")[-1].strip()


def is_weak(name: str, value: float | None) -> bool:
    """Whether a page's figure is less than it could be, the ones it follows from left out."""
    if value is None or name in FOLLOWING:
        return False
    return value > 0 if name in LOWER_IS_BETTER else value < 1
