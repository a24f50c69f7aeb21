"""What was taken out of a text and what was put in, word by word, in bounded time.

The words that stay are found by rapidfuzz, bit-parallel: 20,000 against 20,000 take a tenth of
a second and 50 MB, whatever they are. Longer texts are compared by paragraphs first, and what is
longer still stands as replaced whole.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from rapidfuzz.distance import Indel

Kind = Literal["same", "out", "in", "gap"]

MOST_CELLS = 400_000_000  # words before times words after: 50 MB of bits
MOST_CHARACTERS = 500_000
CONTEXT = 12  # words shown on either side of a change
MOST_WORDS = 1_000  # shown of one stretch
# So few words that stay amid so many more that changed are read as changed with them.
FEWEST_KEPT = 3
MUCH_MORE = 8

# Scripts that part no words by spaces are compared by character, with the marks upon it.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u17b6-\u17d3"
SIGNS = r"!-/:-@\[-`{-~\u00a1-\u00bf\u2010-\u206f\u3000-\u303f\uff00-\uff0f\uff1a-\uff20"
LETTERS = rf"[^\s{SIGNS}{UNSPACED}]+"
WORD = re.compile(rf"([{UNSPACED}][{MARKS}]*|{LETTERS}(?:['\u2019-]{LETTERS})*|\S)(\s*)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: in both, taken out, or put in; `space` is what follows its last word.

    Between what was taken out and what was put in its place there is none, but a line's end. A
    gap tells how many words it skips.
    """

    kind: Kind
    text: str = ""
    space: str = ""
    skipped: int = 0


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is compared, and as it is shown: with the space behind it.

    `was` is the space behind the last word that stayed as it was before.
    """

    said: str
    shown: str
    was: str = ""


Run = tuple[Kind, list[Word]]
Unit = Sequence[Word]


def pieces(before: str, after: str) -> list[Piece]:
    """Both texts woven into one; empty where no word differs. What was taken out comes first."""
    runs = list(_joined(_runs(words(before), words(after))))
    if all(kind == "same" for kind, _ in runs):
        return []
    smoothed = list(_joined(_smoothed(runs)))
    return [piece for place in range(len(smoothed)) for piece in _shown(smoothed, place)]


def words(text: str) -> list[Word]:
    """The words of a text, signs apart; of its first 500,000 characters."""
    return [Word(said, said + space) for said, space in WORD.findall(text[:MOST_CHARACTERS])]


def _runs(old: list[Word], new: list[Word]) -> Iterator[Run]:
    head = _alike(old, new)
    tail = _alike(old[head:][::-1], new[head:][::-1])
    yield "same", _stayed(old[:head], new[:head])
    yield from _changes(old[head : len(old) - tail], new[head : len(new) - tail])
    yield "same", new[len(new) - tail :]


def _alike(old: list[Word], new: list[Word]) -> int:
    """How many words at the beginning are the same."""
    pairs = enumerate(zip(old, new, strict=False))
    differing = (place for place, (one, other) in pairs if one.said != other.said)
    return next(differing, min(len(old), len(new)))


def _changes(old: list[Word], new: list[Word]) -> Iterator[Run]:
    if len(old) * len(new) <= MOST_CELLS:
        yield from _aligned([(one,) for one in old], [(one,) for one in new])
        return
    before, after = _paragraphs(old), _paragraphs(new)
    if len(before) * len(after) > MOST_CELLS:
        yield from (("out", old), ("in", new))
        return
    left = MOST_CELLS
    runs = list(_joined(_aligned(before, after)))
    for place, (kind, part) in enumerate(runs):
        put = runs[place + 1][1] if kind == "out" and runs[place + 1 : place + 2] else []
        is_pair = bool(put) and runs[place + 1][0] == "in"
        if is_pair and len(part) * len(put) <= left:
            left -= len(part) * len(put)
            yield from _aligned([(one,) for one in part], [(one,) for one in put])
            runs[place + 1] = ("in", [])
        else:
            yield kind, part


def _paragraphs(found: list[Word]) -> list[Unit]:
    parts: list[list[Word]] = [[]]
    for one in found:
        parts[-1].append(one)
        if one.shown.endswith("\n"):
            parts.append([])
    return [*parts]


def _aligned(old: list[Unit], new: list[Unit]) -> Iterator[Run]:
    """Units of words, aligned so that as many as can stay do."""
    # By numbers of our own: rapidfuzz takes items for equal whose hashes are.
    numbers: dict[tuple[str, ...], int] = {}
    coded = [
        [numbers.setdefault(tuple(one.said for one in unit), len(numbers)) for unit in units]
        for units in (old, new)
    ]
    for step in Indel.opcodes(coded[0], coded[1]):
        gone, come = old[step.src_start : step.src_end], new[step.dest_start : step.dest_end]
        if step.tag == "equal":
            yield "same", _stayed(_flat(gone), _flat(come))
        else:
            yield from (("out", _flat(gone)), ("in", _flat(come)))


def _stayed(old: list[Word], new: list[Word]) -> list[Word]:
    """Words that stayed, as they stand now."""
    if not new:
        return new
    last = replace(new[-1], was=old[-1].shown[len(old[-1].said) :])
    return [*new[:-1], last]


def _flat(units: Iterable[Unit]) -> list[Word]:
    return [one for unit in units for one in unit]


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    """The runs, each kind once between words that stayed, and no empty ones."""
    out: list[Word] = []
    put: list[Word] = []
    same: list[Word] = []
    for kind, found in runs:
        if kind == "same" and found:
            yield from _filled(("out", out), ("in", put))
            out, put = [], []
            same += found
        elif found:
            yield from _filled(("same", same))
            same = []
            (out if kind == "out" else put).extend(found)
    yield from _filled(("out", out), ("in", put), ("same", same))


def _filled(*runs: Run) -> Iterator[Run]:
    return (run for run in runs if run[1])


def _smoothed(runs: list[Run]) -> Iterator[Run]:
    for place, (kind, found) in enumerate(runs):
        beside = [run for run in runs[max(place - 2, 0) : place + 3] if run[0] != "same"]
        is_amid = 0 < place < len(runs) - 1 and kind == "same" and len(found) < FEWEST_KEPT
        if is_amid and sum(len(run[1]) for run in beside) >= MUCH_MORE * len(found):
            yield from (("out", found), ("in", found))
        else:
            yield kind, found


def _shown(runs: list[Run], place: int) -> Iterator[Piece]:
    """A run as pieces: of what stayed only what stands beside a change."""
    kind, found = runs[place]
    is_first, is_last = place == 0, place == len(runs) - 1
    if kind == "same":
        head, tail = 0 if is_first else CONTEXT, 0 if is_last else CONTEXT
    else:
        head, tail = MOST_WORDS, 0
    if len(found) <= head + tail + 1:
        yield _spaced(_piece(kind, found), found[-1], "" if is_last else runs[place + 1][0])
        return
    if head:
        yield _piece(kind, found[:head])
    yield Piece("gap", skipped=len(found) - head - tail)
    if tail:
        yield _spaced(_piece(kind, found[-tail:]), found[-1], runs[place + 1][0])


def _spaced(piece: Piece, last: Word, following: str) -> Piece:
    """The piece with the space that parts it from what follows."""
    if piece.kind == "out" and following == "in" and "\n" not in piece.space:
        return replace(piece, space="")
    if piece.kind == "same" and following == "out" and not piece.space:
        return replace(piece, space=last.was)
    return piece


def _piece(kind: Kind, found: list[Word]) -> Piece:
    shown = "".join(one.shown for one in found)
    text = shown.rstrip()
    return Piece(kind, text, shown[len(text) :])
