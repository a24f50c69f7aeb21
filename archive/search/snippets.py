"""The passage of a text that answers a query best, in pieces, with the found words marked."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice

from archive.search.languages import asked_forms, beginnings_of, common_words, stemmed_term
from archive.search.query import Query, Words
from archive.search.results import Snippet
from archive.search.words import MAX_WORD_LENGTH, Asked, Token, fold, plain, tokens

_WORD = re.compile("[^ ]+")
# Beyond this the text is not looked at: a snippet has to be made for every hit of a page.
_MOST_CHARACTERS = 200_000
_MOST_SPANS = 2_000
_LEAD_CHARACTERS = 40  # at most, shown before the first marked word
_MOST_BEGINNINGS = 16  # that are told apart by more than their first letters


@dataclass(frozen=True, slots=True)
class AskedStem:
    """Any word that has this stemmed term in this language; it stands where Asked may."""

    term: str
    language: str
    offset: int = 0
    is_prefix: bool = False

    @property
    def text(self) -> str:
        """The term."""
        return self.term

    def fits(self, word: str) -> bool:
        """Whether a folded word of a text is what is asked."""
        return stemmed_term(word, self.language) == self.term


Phrase = tuple[Asked | AskedStem, ...]
Begun = Sequence[tuple[int, Phrase]]  # phrases, each with the number of what it was asked for
At = Callable[[int], Token | None]  # gives the word of a text at a position
Span = tuple[int, int, int]  # start, end, and which of the query's words it is


class Wanted:
    """What to mark in texts of one language: for each of the query's words phrases, any will do.

    Remembers the words it was shown, so let go of it with the texts.
    """

    def __init__(self, asked: Iterable[Iterable[Phrase]], language: str = "") -> None:
        """`language` is that of the texts, by which words of it are stemmed."""
        self._language = language
        self._exact: dict[str, list[tuple[int, Phrase]]] = {}
        self._stems: dict[str, list[tuple[int, Phrase]]] = {}
        self._loose: list[tuple[int, Phrase]] = []
        self._known: dict[str, Begun] = {}
        for which, phrases in enumerate(asked):
            for phrase in filter(None, phrases):
                self._place_of(phrase[0]).append((which, phrase))
        self._words_that_may_do = self._begun_with()

    def _place_of(self, first: Asked | AskedStem) -> list[tuple[int, Phrase]]:
        if isinstance(first, AskedStem):
            return self._stems.setdefault(first.term, [])
        return self._exact.setdefault(first.text, []) if first.is_exact else self._loose

    def _begun_with(self) -> re.Pattern[str]:
        """Finds, where a blank stands before each word, those that may do by how they begin.

        With the blank itself as its first sign it takes a fifth of the time of other patterns.
        """
        firsts = (phrase[0] for _which, phrase in self._loose)
        loose = (first.stem for first in firsts if isinstance(first, Asked))
        terms = (term.partition(":")[2] for term in self._stems)
        stems = (one for term in terms for one in beginnings_of(term, self._language))
        beginnings = _shortest({*self._exact, *stems, *loose})
        if beginnings in ([], [""]):
            return re.compile(" ([^ ]+)")
        if len(beginnings) > _MOST_BEGINNINGS:
            beginnings = sorted({each[0] for each in beginnings})
        return re.compile(f" ((?:{'|'.join(map(re.escape, beginnings))})[^ ]*)")

    def __bool__(self) -> bool:
        return bool(self._exact or self._stems or self._loose)

    def beginning(self, spaced: str) -> Mapping[str, Begun]:
        """The phrases that words may begin, by those words that begin any.

        `spaced`: the words, a blank before each. Each different one is compared but once.
        """
        known, found = self._known, {}
        for word in set(self._words_that_may_do.findall(spaced)):
            if word not in known:
                known[word] = self._begun_by(word[:MAX_WORD_LENGTH])
            if known[word]:
                found[word] = known[word]
        return found

    def _begun_by(self, word: str) -> Begun:
        exact = self._exact.get(word, ())
        stems = self._stems.get(stemmed_term(word, self._language), ()) if self._stems else ()
        loose = [each for each in self._loose if each[1][0].fits(word)] if self._loose else ()
        return (*exact, *stems, *loose) if exact or stems or loose else ()


def _shortest(beginnings: Iterable[str]) -> list[str]:
    """Those of some beginnings that begin with no other, sorted."""
    kept: list[str] = []
    for each in sorted(beginnings):
        if not (kept and each.startswith(kept[-1])):
            kept.append(each)
    return kept


def marker_of(
    query: Query, *, scopes: Iterable[str] = ("", "own", "quoted"), language: str = ""
) -> Wanted:
    """The words to mark in a text: exact ones and, in a language with a stemmer, their forms.

    `language` is the text's, a code of archive.search.languages.LANGUAGES. Its small words are
    left out where other words are asked: in a long question they would mark every line.
    """
    small = common_words(language)
    asked = [words for words in query.wanted_words if words.scope in scopes]
    telling = [words for words in asked if not (words.is_plain and fold(words.text) in small)]
    wanted = dict.fromkeys(
        phrases for words in telling or asked for phrases in _phrases(words, language)
    )
    return Wanted(wanted, language)


def _phrases(words: Words, language: str) -> Iterator[tuple[Phrase, ...]]:
    if words.is_plain and language:
        stems = asked_forms(words.text, (language,)).stems
        yield (words.asked(), *(((AskedStem(term, language),)) for term in stems))
    else:
        yield from ((item,) for item in words.items())


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
    return _even([*before, *pieces, *after], text[start:end])


def marked(text: str, wanted: Wanted) -> Snippet:
    """The whole text, white space made single, with the wanted words marked."""
    text = text.strip()
    return _even(_pieces(text, _spans(text, wanted), 0, len(text)), text)


def _spans(text: str, wanted: Wanted) -> list[Span]:
    """Where the wanted words stand, in order and without overlap; the longest first."""
    if not wanted:
        return []
    letters = plain(text)
    found = _among(text, wanted) if letters is None else _among_plain(letters, wanted)
    spans: list[Span] = []
    for span in islice(filter(None, found), _MOST_SPANS):
        if spans and span[0] < spans[-1][1]:
            # Pairs of characters overlap, and so may phrases: one mark covers them.
            spans[-1] = (spans[-1][0], max(spans[-1][1], span[1]), spans[-1][2])
        else:
            spans.append(span)
    return spans


def _among(text: str, wanted: Wanted) -> Iterator[Span | None]:
    """The places of phrases in a text of any script, None where but their first word stands."""
    words = list(tokens(text))
    at = {word.position: word for word in words}
    beginning = wanted.beginning("".join(f" {word.text}" for word in words))
    for word in words:
        if word.text in beginning:
            yield _span_at(word, lambda: at.get, beginning[word.text])


def _among_plain(letters: str, wanted: Wanted) -> Iterator[Span | None]:
    """The same in a text that was made plain; in a tenth of the time."""
    spaced = f" {letters} "
    beginning = wanted.beginning(spaced)
    for start, word in sorted(_places(spaced, beginning)):
        first = Token(word[:MAX_WORD_LENGTH], 0, start, start + len(word))
        yield _span_at(first, partial(_from, first, letters), beginning[word])


def _places(spaced: str, words: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Where words stand in a text with a blank on either side of each, and before it all."""
    for word in words:
        sought = f" {word} "
        at = spaced.find(sought)
        while at >= 0:
            yield at, word
            at = spaced.find(sought, at + 1)


def _from(first: Token, letters: str) -> At:
    """Gives a word of the text and those after it, by how many places after it they stand."""
    held, others = [first], _after(first, letters)

    def at(position: int) -> Token | None:
        while len(held) <= position:
            other = next(others, None)
            if other is None:
                return None
            held.append(other)
        return held[position]

    return at


def _after(first: Token, letters: str) -> Iterator[Token]:
    for position, other in enumerate(_WORD.finditer(letters, first.end), 1):
        yield Token(other[0][:MAX_WORD_LENGTH], position, *other.span())


def _span_at(word: Token, others: Callable[[], At], phrases: Begun) -> Span | None:
    """The longest phrase that begins with this word; `others` are looked for where one is asked."""
    best: Span | None = None
    for which, phrase in phrases:
        # That the first word of a phrase fits is known, and most are of one.
        is_one = len(phrase) == 1
        end = _end_of(word, phrase[0]) if is_one else _end_at(word.position, others(), phrase)
        if end and (best is None or end > best[1]):
            best = (word.start, end, which)
    return best


def _end_at(position: int, at: At, phrase: Phrase) -> int:
    """Where a phrase ends that begins at this position; 0 where it does not stand there."""
    ends = [0]
    for part in phrase:
        there = at(position + part.offset)
        if there is None or not part.fits(there.text):
            return 0
        ends.append(_end_of(there, part))
    return max(ends)


def _end_of(word: Token, part: Asked | AskedStem) -> int:
    # One character of a script written without spaces is found by the pair it begins.
    is_part_of_pair = part.is_prefix and len(part.text) == 1 and word.end - word.start == 2
    return word.end - 1 if is_part_of_pair else word.end


def _window(text: str, spans: Sequence[Span], width: int) -> tuple[int, int]:
    """The stretch of `width` characters with most different words, then most words, then first."""
    if not spans:
        return 0, _word_edge(text, width)
    lead = min(_LEAD_CHARACTERS, width // 3)
    best = _densest(spans, width - lead)
    start = max(0, spans[best][0] - lead)
    if start:
        space = text.find(" ", start, spans[best][0])
        start = space + 1 if space >= 0 else start
    return start, _word_edge(text, start + width)


def _densest(spans: Sequence[Span], width: int) -> int:
    """The span from which on `width` characters hold most different words, then most words."""
    if len(spans) == 1:
        return 0
    inside: Counter[int] = Counter()
    best, most, after = 0, (0, 0), 0
    for first, (start, _end, which) in enumerate(spans):
        while after < len(spans) and (after == first or spans[after][0] < start + width):
            inside[spans[after][2]] += 1
            after += 1
        worth = (len(inside), after - first)
        if worth > most:
            best, most = first, worth
        inside[which] -= 1
        if not inside[which]:
            del inside[which]
    return best


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


def _even(pieces: Sequence[tuple[str, bool]], stretch: str) -> Snippet:
    """The pieces of a stretch of text, white space made single, those that are empty left out."""
    # Of white space a single blank alone is printable: most texts have no other.
    if stretch.isprintable() and "  " not in stretch:
        return tuple(piece for piece in pieces if piece[0])
    return tuple(_merged(pieces))


def _merged(pieces: Iterable[tuple[str, bool]]) -> Iterator[tuple[str, bool]]:
    for text, is_match in pieces:
        core = " ".join(text.split())
        if not core and not text:
            continue
        left = " " if text[:1].isspace() else ""
        right = " " if core and text[-1:].isspace() else ""
        yield left + core + right, is_match
