"""What counts as a word, and when two words are the same: the one rule of searching.

Index, query, highlighting and the tests' oracle all read text through here, so that what is
found is what is marked. Words are runs of letters, digits and their combining marks. They are
compared after NFKC, case folding and the removal of accents (Latin, Greek, Cyrillic, Hebrew,
Arabic, Devanagari); nothing is a stop word, and stems are archive.search.languages' affair. C++ and
C# are words of their own.
Scripts written without spaces are cut into overlapping pairs of characters (Lucene's
CJKBigramFilter does the same), the last character of a run standing alone as well, so that a
search finds any part of a run.

`tokens` is the definition, with places. To index, `raw_tokens` and `pieces` give the same words
several times as fast, since each different raw token needs to be looked at only once.

Pure: text in, words out. Cost is linear in the text.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from archive.search.spelling import WILDCARDS, fits_pattern, is_near

# A longer run of letters is cut: nobody types it, and the index must not carry it whole.
MAX_WORD_LENGTH = 64
# Put between texts that stand in one field but do not follow on each other (two authors).
SEPARATOR = "\x1f"
SEPARATOR_GAP = 100
_LONGEST_HELD = 100  # characters of a part of a question whose words are remembered

# Zero-width joiners and the soft hyphen are inside words and mean nothing for comparison.
_INVISIBLE = "\u00ad\u200c\u200d\u2060"
_TATWEEL = "\u0640"
# Signs of transliteration that Unicode calls letters (soft and hard sign, okina, hamza, ayn);
# few type them.
_LETTER_SIGNS = "\u02b9-\u02bb\u02be\u02bf"
# Unicode calls it a letter, but it is typed like any other apostrophe, so it parts as they do.
_LETTER_APOSTROPHE = "\u02bc"
_MIDDLE_DOT = "\u00b7"

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
    (0x093C, 0x093C),  # the nukta of Devanagari, often left out
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF),
    (0x20D0, 0x20FF),
    (0xFE20, 0xFE2F),
)

# Written without spaces between words, or with particles joined on (Hangul).
_PAIRED_RANGES = (
    (0x0E01, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Myanmar
    (0x1100, 0x11FF),  # Hangul by its parts: ㅋㅋㅋ
    (0x1780, 0x17FF),  # Khmer
    (0x1950, 0x19DF),  # Tai Le, New Tai Lue
    (0x1A20, 0x1AAF),  # Tai Tham
    (0x3005, 0x3007),
    (0x3041, 0x312F),  # Hiragana, Katakana, Bopomofo
    (0x31A0, 0x31BF),
    (0x31F0, 0x31FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xA960, 0xA97F),
    (0xA9E0, 0xA9FF),  # Myanmar
    (0xAA60, 0xAADF),  # Myanmar, Tai Viet
    (0xAC00, 0xD7FF),  # Hangul
    (0xF900, 0xFAFF),
    (0x20000, 0x323AF),
)

# Letters that have no decomposition, yet are typed as these; and letters of one word that are
# written in several ways.
_LETTERS = {
    **{"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"},
    **{"\u0131": "i", "ħ": "h", "ŧ": "t", "ŋ": "n", "ə": "e"},
    **{"ɓ": "b", "ɗ": "d", "ɖ": "d", "ƙ": "k", "ƴ": "y", "ɛ": "e", "ɔ": "o"},
    # Arabic: alef wasla; alef maksura, Farsi and Urdu yeh; teh marbuta, heh goal; keheh.
    **{"\u0671": "\u0627", "\u0649": "\u064a", "\u06cc": "\u064a", "\u06d2": "\u064a"},
    **{"\u0629": "\u0647", "\u06c1": "\u0647", "\u06d5": "\u0647", "\u06a9": "\u0643"},
    # Hebrew: final kaf, mem, nun, pe, tsadi, so that a beginning is found in longer words.
    **{"\u05da": "\u05db", "\u05dd": "\u05de", "\u05df": "\u05e0"},
    **{"\u05e3": "\u05e4", "\u05e5": "\u05e6"},
    # Devanagari: candrabindu, for which anusvara is as usual.
    "\u0901": "\u0902",
}
_DIGITS = {
    point: str(unicodedata.decimal(chr(point)))
    for point in range(0x80, 0x20000)
    if unicodedata.category(chr(point)) == "Nd"
}
_LETTERS_AND_DIGITS = str.maketrans(_LETTERS) | _DIGITS


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


_LETTER = rf"[^\W_{_LETTER_APOSTROPHE}]"
# A mark, or the dot between two l of Catalan.
_INNER = rf"[{_all_marks()}{_INVISIBLE}]+|(?<=[lL]){_MIDDLE_DOT}(?=[lL])"
# C++ and C#, F# and g++: a letter by itself is another word with these signs behind it.
_WITH_SIGNS = rf"(?<!{_LETTER})[A-Za-z](?:\+\+|\#)(?![^\W\d]|[+#])"
_RUN = re.compile(rf"{_WITH_SIGNS}|{_LETTER}+(?:(?:{_INNER}){_LETTER}*)*|{SEPARATOR}")
_SIGNED = re.compile(_WITH_SIGNS)
_ACCENTS = re.compile(
    # Letters of their own, which none types without the mark: й ў, ї, ѓ ќ.
    "(?<![иу])\u0306|(?<!\u0456)\u0308|(?<![гк])\u0301"
    f"|(?![\u0301\u0306\u0308])[{_char_class(_ACCENT_RANGES)}]"
    f"|(?<=l){_MIDDLE_DOT}(?=[{_char_class(_ACCENT_RANGES)}]*l)"
)
_IGNORED = re.compile(f"[{_INVISIBLE}{_TATWEEL}{_LETTER_SIGNS}\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_PAIRED_RUN = re.compile(f"[{_char_class(_PAIRED_RANGES)}]+")
_ONE_WORD = re.compile(rf"(?:(?![{_char_class(_PAIRED_RANGES)}]){_LETTER})+")
# Of ASCII, what is no letter or digit parts words.
_ASCII = {n: chr(n).lower() if chr(n).isalnum() else " " for n in range(0x80)}
# Quotation marks, dashes, ellipsis, no-break space: often all that keeps a text from being ASCII,
# which is read six times as fast.
_SIGNS = "\u2019\u2018\u201c\u201d\u2013\u2014\u2026\u00a0"


class Token(NamedTuple):
    """One word of a text: folded, its rank among the words, and where in the text it stands."""

    text: str
    position: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Asked:
    """One word that must stand `offset` places after the first of its phrase.

    `is_prefix`: any word that begins so will do. `edits`: so will one that is misspelled so
    often. `is_pattern`: the text has * and ? in it, for any letters and for one.
    """

    text: str
    offset: int
    is_prefix: bool = False
    edits: int = 0
    is_pattern: bool = False

    @property
    def is_exact(self) -> bool:
        """Whether one word alone will do."""
        return not (self.is_prefix or self.edits or self.is_pattern)

    @property
    def stem(self) -> str:
        """What every word that will do begins with."""
        if self.is_pattern:
            return WILDCARDS.split(self.text, maxsplit=1)[0]
        return self.text[:1] if self.edits else self.text

    def fits(self, word: str) -> bool:
        """Whether a folded word of a text is what is asked."""
        if self.is_pattern:
            return fits_pattern(word, self.text)
        if self.is_prefix:
            return word.startswith(self.text)
        return is_near(self.text, word, self.edits) if self.edits else word == self.text


def fold(text: str) -> str:
    """The form in which texts are compared: same words, whatever their case and accents."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    bare = _ACCENTS.sub("", _IGNORED.sub("", unicodedata.normalize("NFKD", decomposed)))
    return unicodedata.normalize("NFC", bare).translate(_LETTERS_AND_DIGITS)


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


def raw_tokens(text: str) -> list[str]:
    """The runs of letters in a text, as written or in lower case, with each SEPARATOR.

    Of all of them together, in order, `pieces` makes the words that `tokens` gives.
    """
    text = _without_signs(text)
    if not text.isascii() or _holds_signed(text):
        return _RUN.findall(text)
    found: list[str] = []
    for number, part in enumerate(text.split(SEPARATOR)):
        if number:
            found.append(SEPARATOR)
        found += part.translate(_ASCII).split()
    return found


def plain(text: str) -> str | None:
    """A text in lower case, with blanks for what is no letter or digit; it stays as long.

    Split at its blanks it gives the words of `tokens`, uncut, in a sixth of the time. None where
    it holds other letters than those of ASCII, a SEPARATOR, or a word such as C++.
    """
    text = _without_signs(text)
    is_plain = text.isascii() and SEPARATOR not in text and not _holds_signed(text)
    return text.translate(_ASCII) if is_plain else None


def _holds_signed(text: str) -> bool:
    """Whether a word such as C++ is in it; nearly no text has the signs."""
    return ("++" in text or "#" in text) and _SIGNED.search(text) is not None


def _without_signs(text: str) -> str:
    if not text.isascii():
        for sign in _SIGNS:
            text = text.replace(sign, " ")
    return text


def pieces(raw: str) -> tuple[str, ...]:
    """The words that one raw token is made of, folded; nearly always one.

    Each takes one position. SEPARATOR has none, and takes SEPARATOR_GAP positions.
    """
    if raw == SEPARATOR:
        return ()
    if raw.isascii():
        return (raw[:MAX_WORD_LENGTH].lower(),)
    folded = fold(raw)
    if _ONE_WORD.fullmatch(folded):
        # Most words of most scripts; the general way costs twice as much.
        return (folded[:MAX_WORD_LENGTH],)
    return tuple(
        piece
        for word, start, end in _words_of(raw)
        for piece, _start, _end in _index_pieces(word, start, end)
    )


def is_cut_in_pairs(word: str) -> bool:
    """Whether a folded word is of a script written without spaces, of which pairs are indexed."""
    return _PAIRED_RUN.match(word) is not None


def asked(text: str, *, is_prefix: bool = False, edits: int = 0) -> tuple[Asked, ...]:
    """The words that a query's text asks for, one after the other; empty where it holds none.

    `is_prefix` is of the last word, `edits` of a single one; pairs of characters have neither.
    """
    # A page looks at each part of its question a hundred times. A long one is not held for that.
    read = _asked_lately if len(text) <= _LONGEST_HELD else _asked
    return read(text, is_prefix, edits)


def _asked(text: str, is_prefix: bool, edits: int) -> tuple[Asked, ...]:  # noqa: FBT001 -- as above
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
    if found and not _PAIRED_RUN.match(found[-1].text):
        last = found[-1]
        edits = edits if len(found) == 1 else 0
        found[-1] = Asked(last.text, last.offset, is_prefix=is_prefix, edits=edits)
    return tuple(found)


_asked_lately = lru_cache(maxsize=1_000)(_asked)


def asked_near(text: str, *, is_prefix: bool = False) -> tuple[tuple[Asked, ...], ...]:
    """The words of a query's text one by one, for what stands near each other in any order.

    What no blank parts stays together: the words of `well-known`, the pairs of one run.
    """
    pieces = text.split()
    last = len(pieces) - 1
    found = (asked(one, is_prefix=is_prefix and at == last) for at, one in enumerate(pieces))
    return tuple(item for item in found if item)


def asked_as_pattern(text: str) -> tuple[Asked, ...]:
    """The one word that a text with * and ? within it asks for; empty where it is no such text.

    What stands between those signs must each be one word, or letters of one, and not of a script
    whose words are cut into pairs.
    """
    folded = fold(text)
    first, *others = WILDCARDS.split(folded)
    letters = [first, *others[:-1], *filter(None, others[-1:])]
    are_plain = all(one.isalnum() and not _PAIRED_RUN.search(one) for one in letters)
    if not others or not are_plain or len(folded) > MAX_WORD_LENGTH:
        return ()
    return (Asked(folded, 0, is_pattern=True),)


def _words_of(run: str) -> Iterator[tuple[str, int, int]]:
    """The folded words in one run of letters, with their place in the run.

    Folding may make several words of one run ("½" is a 1 and a 2), and changes lengths; then
    each of its words is given the place of the whole run.
    """
    folded = fold(run)
    if _SIGNED.fullmatch(folded):
        yield folded, 0, len(run)
        return
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
