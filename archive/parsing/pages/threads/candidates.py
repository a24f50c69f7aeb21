"""Where a page repeats itself: sets of records, each of which holds one of the page's dates.

The general miner's first step. Around every anchor, a place that says when (or who), the elements
above it are asked by what they are alike with others; what is alike and holds one anchor each is
a candidate. Of candidates that part the anchors in the same way the outermost is kept.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from archive.parsing.pages.outline import Outline
from archive.parsing.pages.threads import records
from archive.parsing.pages.threads.records import MOST_READ, Record
from archive.parsing.pages.threads.signatures import Forms, Key

# How far above an anchor its record is looked for: saved pages of scripts nest deeply.
LEVELS = 24
TEXTS = frozenset({"p", "blockquote", "ul", "ol", "br", "pre", "i", "b", "em", "a"})
# More anchors than this in one record, and it is not one.
MOST_ANCHORS = 8
FEWEST_LETTERS = 2
MOST_CANDIDATES = 12
MOST_OF_PAGE = 0.9
MOST_FOR_FEW = 0.5
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "hr", "form", "header"})
# Of so few records the outermost elements may be anything; each form of theirs is looked at.
FEW = 2
LIFTED = 4
SAYS_MORE = 1.2
MOST_WITH_HEADLINE = 5


@dataclass(slots=True)
class Candidate:
    """Records alike, and how many of them hold an anchor and something said."""

    key: Key
    records: list[Record]
    fitting: int
    anchored: tuple[int, ...]  # each fitting record's first anchor
    letters: int  # in the fitting records


def candidates(forms: Forms, anchors: list[int], beside: bytearray) -> list[Candidate]:
    """Give the sets of records about these elements, most fitting first."""
    outline = forms.outline
    found: dict[tuple[object, ...], Candidate] = {}
    anchors = [anchor for anchor in anchors if not beside[anchor]]
    for key, members in groups(forms, anchors):
        kept = [number for number in members if not beside[number]][:MOST_READ]
        if not kept or is_too_much(outline, kept):
            continue
        if not key[1]:
            kept = together(outline, kept, anchors)
        one = assessed(key, records.of_elements(outline, kept), anchors)
        form = one.anchored if one.fitting > FEW else (key, *one.anchored)
        if one.fitting and is_better(one, found.get(form)):
            found[form] = one
    for run in runs(forms, anchors):
        if len(run) <= MOST_WITH_HEADLINE and any(
            outline.tagged_in("h1", one.start, one.end) for one in run
        ):
            continue
        one = assessed(("run", ""), run, anchors)
        held = found.get(one.anchored)
        if one.fitting > 1 and (held is None or needs_more(held, one)):
            found[one.anchored] = one
    lifted = [higher(outline, one, anchors, beside) for one in found.values()]
    return sorted(lifted, key=value, reverse=True)[:MOST_CANDIDATES]


def together(outline: Outline, numbers: list[int], anchors: list[int]) -> list[int]:
    """Give those of these elements that stand within what is around all that hold anchors.

    Items of lists without classes are alike in nothing but that: those of teasers elsewhere too.
    """
    held = [
        number
        for number in numbers
        if bisect_left(anchors, outline.ends[number]) > bisect_left(anchors, number)
    ]
    if len(held) <= FEW:
        return numbers
    end = max(outline.ends[number] for number in held)
    around = next(one for one in outline.above(held[0]) if outline.ends[one] >= end)
    return numbers[bisect_left(numbers, around) : bisect_left(numbers, outline.ends[around])]


def higher(outline: Outline, one: Candidate, anchors: list[int], beside: bytearray) -> Candidate:
    """Give the records around these, while each stands in one of its own and that says more.

    So replies that are called otherwise than what they answer are told to be alike with them.
    """
    for _ in range(LIFTED):
        above = sorted({outline.parents[record.start] for record in one.records})
        is_apart = len(above) == len(one.records) > FEW and not one.records[0].is_run
        if not is_apart or is_too_much(outline, above) or any(beside[number] for number in above):
            break
        around = assessed(one.key, records.of_elements(outline, above), anchors)
        if around.anchored != one.anchored or around.letters < SAYS_MORE * one.letters:
            break
        one = around
    return one


def is_too_much(outline: Outline, numbers: list[int]) -> bool:
    """Whether elements hold the page or its article, not a part of its thread."""
    first, is_few = numbers[0], len(numbers) <= FEW
    if outline.tags[first] in ("html", "body", "main"):
        return True
    most = (MOST_FOR_FEW if is_few else MOST_OF_PAGE) * len(outline.letters)
    if own_size(outline, numbers) > most:
        return True
    return len(numbers) <= MOST_WITH_HEADLINE and any(outline.tagged("h1", one) for one in numbers)


def own_size(outline: Outline, numbers: list[int]) -> int:
    """Give how many letters the first of these elements holds, those of others in it left out."""
    first, place = numbers[0], numbers[0] + 1
    size = outline.size(first)
    for number in numbers[1:]:
        if number >= outline.ends[first]:
            break
        if number >= place:
            size -= outline.size(number)
            place = outline.ends[number]
    return size


def groups(forms: Forms, anchors: list[int]) -> Iterator[tuple[Key, list[int]]]:
    """Yield each thing in common that elements above anchors have, with all that have it."""
    outline, keys = forms.outline, forms.keys
    seen: set[int] = set()
    done: set[Key] = set()
    parted: dict[int, dict[str, list[int]]] = {}
    for anchor in anchors:
        for number in islice((anchor, *outline.above(anchor)), LEVELS):
            if number in seen:
                break
            seen.add(number)
            for key in forms.keys_of(number):
                if key not in done:
                    done.add(key)
                    yield key, keys[key]
            parent, own = outline.parents[number], forms.signature(number)
            plain = ("child", f"{parent} {own}")
            if parent >= 0 and plain not in done:
                done.add(plain)
                if parent not in parted:
                    parted[parent] = by_form(outline.children(parent), forms.signature)
                if len(alike := parted[parent][own]) > 1:
                    yield plain, alike


def by_form(numbers: Iterable[int], form: Callable[[int], str]) -> dict[str, list[int]]:
    """Part elements by their forms, each part in the order of the whole."""
    parts: dict[str, list[int]] = {}
    for number in numbers:
        parts.setdefault(form(number), []).append(number)
    return parts


def assessed(key: Key, found: list[Record], anchors: list[int]) -> Candidate:
    """Count the records that hold one anchor, or few, and more text than that."""
    counts = [bisect_left(anchors, one.end) - bisect_left(anchors, one.start) for one in found]
    own = counts.copy()
    for place, one in enumerate(found):
        if one.outer is not None:
            own[one.outer] -= counts[place]
    fitting = [
        one
        for one, count in zip(found, own, strict=True)
        if 1 <= count <= MOST_ANCHORS and one.letters >= FEWEST_LETTERS
    ]
    anchored = tuple(anchors[bisect_left(anchors, one.start)] for one in fitting)
    return Candidate(key, found, len(fitting), anchored, sum(one.letters for one in fitting))


def is_better(one: Candidate, other: Candidate | None) -> bool:
    """Whether a candidate is to stand for another that parts the anchors as it does."""
    if other is None:
        return True
    if one.letters != other.letters:
        return one.letters > other.letters
    if len(one.records) != len(other.records):
        return len(one.records) < len(other.records)
    return one.records[0].start < other.records[0].start


def needs_more(held: Candidate, run: Candidate) -> bool:
    """Whether elements hold much less than the runs of neighbours that begin with them."""
    if held.key == run.key:
        return (value(run), -run.records[0].start) > (value(held), -held.records[0].start)
    if run.letters >= held.letters and value(run) > value(held) + 1:
        return True
    return run.letters > 1.5 * held.letters


def value(one: Candidate) -> float:
    """Give how well a candidate fits: fitting records count, others of its kind count against."""
    return one.fitting - 0.5 * (len(one.records) - one.fitting)


def runs(forms: Forms, anchors: list[int]) -> Iterator[list[Record]]:
    """Yield runs of neighbours with one anchor each, from like child to like child or up to it."""
    outline = forms.outline
    by_parent: dict[int, set[int]] = {}
    for anchor in anchors:
        below = anchor
        for number in islice(outline.above(anchor), LEVELS):
            by_parent.setdefault(number, set()).add(below)
            below = number
    for parent, holders in by_parent.items():
        if len(holders) < FEW:
            continue
        children = list(outline.children(parent))
        alike = by_form(children, forms.signature) | by_form(children, outline.tags.__getitem__)
        for starters in (sorted(holders), *alike.values()):
            if 0.7 * len(holders) <= len(starters) <= 1.5 * len(holders):
                yield records.of_runs(outline, starters[:MOST_READ])
        yield from signed(outline, parent, sorted(holders))


def signed(outline: Outline, parent: int, holders: list[int]) -> Iterator[list[Record]]:
    """Yield the runs that end with their anchor: a text, and below it who wrote it and when.

    That they end with it the first one shows: between a heading and its anchor stands a text.
    """
    children = list(outline.children(parent))
    place = bisect_left(children, holders[0])
    first = place
    while first > 0 and outline.tags[children[first - 1]] in TEXTS:
        first -= 1
    said = sum(outline.size(child) for child in children[first:place])
    if not said or (first > 0 and outline.tags[children[first - 1]] not in HEADINGS):
        return
    following = [children[bisect_left(children, one) + 1] for one in holders[:-1]]
    starters = [children[first], *following][:MOST_READ]
    runs = records.of_runs(outline, starters)
    end = holders[len(starters) - 1]
    runs[-1] = replace(
        runs[-1],
        end=outline.ends[end],
        text_stop=outline.stops[end],
        last=outline.last[end],
    )
    yield runs
