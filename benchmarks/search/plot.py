"""The times as a picture: a row a class, a dot an engine, on a logarithmic scale. Plain SVG."""

from collections.abc import Iterator
from math import ceil, floor, log10
from xml.sax.saxutils import escape

from benchmarks.search.outcome import Stage
from benchmarks.search.peers import FTS5, HAYSTACK, OURS, TANTIVY, WHOOSH
from benchmarks.search.queries import CLASSES

WIDTH, LEFT, RIGHT, TOP, ROW, FOOT = 860, 150, 20, 56, 24, 30
COLOURS = {
    OURS: "#c2410c",
    FTS5: "#2563eb",
    TANTIVY: "#15803d",
    WHOOSH: "#7c3aed",
    HAYSTACK: "#64748b",
}


def plot(stage: Stage) -> str:
    """The picture of one stage; without a time there is no dot."""
    shown = [one.median for times in stage.times.values() for one in times.values() if one]
    first = floor(log10(max(min(shown, default=0.1), 0.001)))
    last = max(ceil(log10(max(shown, default=1))), first + 1)
    height = TOP + ROW * len(stage.times) + FOOT
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        'font-family="sans-serif" font-size="12" role="img">',
        f"<title>CPU time a query, median, {stage.documents:,} documents</title>",
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
        *_legend(stage),
        *_scale(first, last, height),
        *_rows(stage, first, last),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _place(milliseconds: float, first: int, last: int) -> float:
    share = (log10(max(milliseconds, 10**first)) - first) / (last - first)
    return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)


def _legend(stage: Stage) -> Iterator[str]:
    for number, name in enumerate(stage.engines()):
        left = LEFT + number * 110
        yield f'<circle cx="{left}" cy="18" r="5" fill="{COLOURS[name]}"/>'
        yield _text(left + 10, 22, name)


def _scale(first: int, last: int, height: int) -> Iterator[str]:
    for power in range(first, last + 1):
        left = _place(10**power, first, last)
        yield (
            f'<line x1="{left}" x2="{left}" y1="{TOP - 12}" y2="{height - FOOT}" stroke="#d4d4d4"/>'
        )
        yield _text(left, height - FOOT + 18, f"{10**power:g} ms", "middle")


def _rows(stage: Stage, first: int, last: int) -> Iterator[str]:
    for number, (name, times) in enumerate(stage.times.items()):
        top = TOP + number * ROW
        yield _text(LEFT - 14, top + 4, CLASSES[name], "end")
        for engine, found in times.items():
            if found:
                left = _place(found.median, first, last)
                yield (
                    f'<circle cx="{left}" cy="{top}" r="5" fill="{COLOURS[engine]}">'
                    f"<title>{engine}: {found.median:.2f} ms</title></circle>"
                )


def _text(left: float, top: float, said: str, anchor: str = "start") -> str:
    return f'<text x="{left}" y="{top}" text-anchor="{anchor}" fill="#262626">{escape(said)}</text>'
