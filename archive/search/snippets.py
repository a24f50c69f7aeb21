"""The passage of a text that answers a query best, in pieces, with the found words marked."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import islice

from archive.search.query import Query
from archive.search.results import Snippet
from archive.search.words import Asked, Token, asked, tokens

# Beyond this the text is not looked at: a snippet has to be made for every hit of a page.
_MOST_CHARACTERS = 200_000
_MOST_SPANS = 2_000
_LEAD_CHARACTERS = 40  # at most, shown before the first marked word

# What to mark: each phrase as its folded words.
Wanted = tuple[tuple[Asked, ...], ...]
Span = tuple[int, int, int]  # start, end, and which of the query's words it is


def marker_of(query: Query, *, scopes: Iterable[str] = ("",)) -> Wanted:
    """The words to mark, each as the folded words it is made of."""
    wanted = dict.fromkeys(
        asked(words.text, is_prefix=words.is_prefix)
        for words in query.wanted_words
        if words.scope in scopes
    )
    return tuple(wanted)


def excerpt(text: str, wanted: Wanted, width: int = 240) -> Snippet:
    """At most `width` characters around most of the wanted words; the beginning where none occurs.

    White space is made single; an ellipsis stands where text is left out.
    """
    text = text[:_MOST_CHARACTERS].strip()
    spans = _spans(text, wanted)
    start, end = _window(text, spans, width)
    end = start + len(text[start:end].rstrip())
    inside = [(first, min(last, end), which) for first, last, which in spans if first < end]
    pieces = _pieces(text, [span for span in inside if span[0] >= start], start, end)
    before = [("… ", False)] if text[:start].strip() else []
    after = [(" …", False)] if text[end:].strip() else []
    return tuple(_merged([*before, *pieces, *after]))


def marked(text: str, wanted: Wanted) -> Snippet:
    """The whole text, white space made single, with the wanted words marked."""
    text = text.strip()
    return tuple(_merged(_pieces(text, _spans(text, wanted), 0, len(text))))


def _spans(text: str, wanted: Wanted) -> list[Span]:
    """Where the wanted words stand, in order and without overlap; the longest first."""
    words = list(tokens(text)) if wanted else []
    at = {word.position: word for word in words}
    found = (span for word in words if (span := _span_at(word, at, wanted)))
    spans: list[Span] = []
    for span in islice(found, _MOST_SPANS):
        if spans and span[0] < spans[-1][1]:
            # Pairs of characters overlap, and so may phrases: one mark covers them.
            spans[-1] = (spans[-1][0], max(spans[-1][1], span[1]), spans[-1][2])
        else:
            spans.append(span)
    return spans


def _span_at(word: Token, at: dict[int, Token], wanted: Wanted) -> Span | None:
    best: Span | None = None
    for which, phrase in enumerate(wanted):
        ends = []
        for part in phrase:
            there = at.get(word.position + part.offset)
            if there is None or not part.fits(there.text):
                break
            ends.append(_end_of(there, part))
        else:
            span = (word.start, max(ends), which)
            best = span if best is None or span[1] > best[1] else best
    return best


def _end_of(word: Token, part: Asked) -> int:
    # One character of a script written without spaces is found by the pair it begins.
    is_part_of_pair = part.is_prefix and len(part.text) == 1 and word.end - word.start == 2
    return word.end - 1 if is_part_of_pair else word.end


def _window(text: str, spans: Sequence[Span], width: int) -> tuple[int, int]:
    """The stretch of `width` characters with most different words, then most words, then first."""
    if not spans:
        return 0, _word_edge(text, width)
    starts = [span[0] for span in spans]
    lead = min(_LEAD_CHARACTERS, width // 3)

    def worth(first: int) -> tuple[int, int]:
        room = spans[first][0] - lead + width
        inside = spans[first : max(first + 1, bisect_left(starts, room))]
        return len({span[2] for span in inside}), len(inside)

    best = max(range(len(spans)), key=lambda first: (*worth(first), -first))
    start = max(0, spans[best][0] - lead)
    if start:
        space = text.find(" ", start, spans[best][0])
        start = space + 1 if space >= 0 else start
    return start, _word_edge(text, start + width)


def _word_edge(text: str, end: int) -> int:
    """An end not past `end` that cuts no word, where one is near."""
    if end >= len(text):
        return len(text)
    space = text.rfind(" ", max(0, end - 30), end + 1)
    return space if space > 0 else end


def _pieces(text: str, spans: Sequence[Span], start: int, end: int) -> list[tuple[str, bool]]:
    pieces = []
    at = start
    for first, last, _which in spans:
        pieces += [(text[at:first], False), (text[first:last], True)]
        at = last
    return [*pieces, (text[at:end], False)]


def _merged(pieces: Iterable[tuple[str, bool]]) -> Iterable[tuple[str, bool]]:
    for text, is_match in pieces:
        core = " ".join(text.split())
        if not core and not text:
            continue
        left = " " if text[:1].isspace() else ""
        right = " " if core and text[-1:].isspace() else ""
        yield left + core + right, is_match
