"""What counts as a word, and when two words are the same: the one rule of searching.

Index, query, highlighting and the tests' oracle all read text through here, so that what is
found is what is marked. Words are runs of letters, digits and their combining marks. They are
compared after NFKC, case folding and the removal of accents (Latin, Greek, Cyrillic, Hebrew,
Arabic); nothing is stemmed and nothing is a stop word. Scripts written without spaces are cut
into overlapping pairs of characters (Lucene's CJKBigramFilter does the same), the last
character of a run standing alone as well, so that a search finds any part of a run.

Pure: text in, words out. Cost is linear in the text.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

# A longer run of letters is cut: nobody types it, and the index must not carry it whole.
MAX_WORD_LENGTH = 64
# Put between texts that stand in one field but do not follow on each other (two authors).
SEPARATOR = "\x1f"
SEPARATOR_GAP = 100

# Zero-width joiners and the soft hyphen are inside words and mean nothing for comparison.
_INVISIBLE = "\u00ad\u200c\u200d\u2060"
_TATWEEL = "\u0640"

# Marks that are decoration on their letter, by block: they go. Other scripts' marks (dakuten,
# Indic vowel signs) tell words apart: they stay.
_ACCENT_RANGES = (
    (0x0300, 0x036F),
    (0x0483, 0x0487),
    (0x0591, 0x05C7),
    (0x0610, 0x061A),
    (0x064B, 0x065F),
    (0x0670, 0x0670),
    (0x06D6, 0x06ED),
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF),
    (0x20D0, 0x20FF),
    (0xFE20, 0xFE2F),
)

# Written without spaces between words, or with particles joined on (Hangul).
_PAIRED_RANGES = (
    (0x0E01, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0x3005, 0x3007),
    (0x3041, 0x30FF),  # Hiragana, Katakana
    (0x31F0, 0x31FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xAC00, 0xD7AF),  # Hangul
    (0xF900, 0xFAFF),
    (0x20000, 0x323AF),
)

# Letters that have no decomposition, yet are typed as these.
_LETTERS = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "\u0131": "i",
        "ħ": "h",
    }
)


def _char_class(ranges: tuple[tuple[int, int], ...]) -> str:
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)


def _all_marks() -> str:
    """Every combining mark, as the inside of a regular expression's character class."""
    points = [n for n in range(0x300, 0x1F000) if unicodedata.category(chr(n))[0] == "M"]
    points += range(0xE0100, 0xE01F0)
    ranges: list[tuple[int, int]] = []
    for point in points:
        if ranges and ranges[-1][1] == point - 1:
            ranges[-1] = (ranges[-1][0], point)
        else:
            ranges.append((point, point))
    return _char_class(tuple(ranges))


_RUN = re.compile(rf"[^\W_](?:[^\W_]|[{_all_marks()}{_INVISIBLE}])*|{SEPARATOR}")
_ACCENTS = re.compile(f"[{_char_class(_ACCENT_RANGES)}]")
_IGNORED = re.compile(f"[{_INVISIBLE}{_TATWEEL}\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_PAIRED_RUN = re.compile(f"[{_char_class(_PAIRED_RANGES)}]+")


class Token(NamedTuple):
    """One word of a text: folded, its rank among the words, and where in the text it stands."""

    text: str
    position: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Asked:
    """One word that must stand `offset` places after the first of its phrase.

    `is_prefix`: any word that begins so will do.
    """

    text: str
    offset: int
    is_prefix: bool = False

    def fits(self, word: str) -> bool:
        """Whether a folded word of a text is what is asked."""
        return word.startswith(self.text) if self.is_prefix else word == self.text


def fold(text: str) -> str:
    """The form in which texts are compared: same words, whatever their case and accents."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", _IGNORED.sub("", text)).casefold()
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", decomposed))
    return unicodedata.normalize("NFC", bare).translate(_LETTERS)


def tokens(text: str) -> Iterator[Token]:
    """The words of a text in order, as the index keeps them."""
    position = 0
    for match in _RUN.finditer(text):
        run = match.group()
        if run == SEPARATOR:
            position += SEPARATOR_GAP
        elif run.isascii():
            # Nearly every word of most archives; the general way costs four times as much.
            yield Token(run[:MAX_WORD_LENGTH].lower(), position, match.start(), match.end())
            position += 1
        else:
            for word, start, end in _words_of(run):
                for piece, at, until in _index_pieces(word, start, end):
                    yield Token(piece, position, match.start() + at, match.start() + until)
                    position += 1


def asked(text: str, *, is_prefix: bool = False) -> tuple[Asked, ...]:
    """The words that a query's text asks for, one after the other; empty where it holds none."""
    found: list[Asked] = []
    offset = 0
    for run in _RUN.finditer(text.replace(SEPARATOR, " ")):
        for word, _start, _end in _words_of(run.group()):
            if not _PAIRED_RUN.match(word):
                found.append(Asked(word[:MAX_WORD_LENGTH], offset))
                offset += 1
                continue
            pairs = [word[at : at + 2] for at in range(len(word) - 1)]
            found += [Asked(pair, offset + at) for at, pair in enumerate(pairs)]
            # The index keeps a run's last character alone, so one character asks for a prefix.
            found += [] if pairs else [Asked(word, offset, is_prefix=True)]
            offset += len(word)
    if is_prefix and found and not _PAIRED_RUN.match(found[-1].text):
        found[-1] = Asked(found[-1].text, found[-1].offset, is_prefix=True)
    return tuple(found)


def _words_of(run: str) -> Iterator[tuple[str, int, int]]:
    """The folded words in one run of letters, with their place in the run.

    Folding may make several words of one run ("½" is a 1 and a 2), and changes lengths; then
    each of its words is given the place of the whole run.
    """
    folded = fold(run)
    same_length = len(folded) == len(run)
    for part in re.finditer(r"\w+", folded) if folded.isascii() else _RUN.finditer(folded):
        yield from _by_script(part.group(), part.start() if same_length else None, len(run))


def _by_script(part: str, base: int | None, length: int) -> Iterator[tuple[str, int, int]]:
    at = 0
    for paired in [*_PAIRED_RUN.finditer(part), None]:
        start, end = paired.span() if paired else (len(part), len(part))
        for low, high in ((at, start), (start, end)):
            if low < high:
                place = (0, length) if base is None else (base + low, base + high)
                yield part[low:high], *place
        at = end


def _index_pieces(word: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    if not _PAIRED_RUN.match(word):
        yield word[:MAX_WORD_LENGTH], start, end
        return
    has_places = end - start == len(word)
    for at in range(len(word)):
        if has_places:
            yield word[at : at + 2], start + at, min(start + at + 2, end)
        else:
            yield word[at : at + 2], start, end
