"""One word, phrase or named value of a text, made a leaf of the tree."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from archive.search.query.marks import ENDS_IN_SIGN, NAMED, PUNCTUATION, SIGNED
from archive.search.query.operators import FILTERS, OPERATORS, SCOPES, Operator
from archive.search.query.relative import dated
from archive.search.query.tree import Filter, Node, Words
from archive.search.spelling import WILDCARDS, is_near, most_edits
from archive.search.telling import either, gettext_noop
from archive.search.words import asked, asked_as_pattern, asked_near

MAX_SPREAD = 40  # words with *, ? or ~: each asks for many words of the index
MAX_WITHIN = 100
MAX_NEAR = 20
DEFAULT_WITHIN = 5

_MOST_NOTES = 8
_MOST_QUOTED = 60  # characters of the question, in a note


class Nothing:
    """Stands where something was left out, so that its operators go with it."""


NOTHING = Nothing()


@dataclass(slots=True)
class Reader:
    """For whom a text is read, and what is to be told.

    `today` is what words such as "yesterday" count from; None where it is not known. `is_keepers`:
    the keeper's own operators are understood.
    """

    today: date | None = None
    is_keepers: bool = False
    spread: int = 0
    notes: list[str] = field(default_factory=list)

    def note(self, sentence: str) -> None:
        """Remember a sentence for the notes, once, and no more than can be read."""
        if sentence not in self.notes and len(self.notes) < _MOST_NOTES:
            self.notes.append(sentence)


@dataclass(frozen=True, slots=True)
class _Written:
    """A word or a quotation, and the signs behind it; `reach` is None without a ~."""

    text: str
    has_star: bool
    reach: str | None
    is_quoted: bool


def leaf_of(reader: Reader, match: re.Match[str]) -> Node | Nothing:
    """What an item of the text asks."""
    if match["quoted"] is not None:
        text = " ".join(match["quoted"].split())
        tilde = match["tilde"]
        written = _Written(text, bool(match["star"]), tilde and tilde[1:], is_quoted=True)
        name: str | None = match["name"]
        return _named(reader, name, written) if name else _words(reader, written)
    named = NAMED.fullmatch(match["word"])
    if named:
        return _named(reader, named[1], _signed(named[2]), named[2])
    return _words(reader, _signed(match["word"]))


def is_plain(word: str) -> bool:
    """Whether a word that stands without quotation marks is read as it is, with no sign in it."""
    is_signed = word.startswith("*") or _signed(word).text != word
    return not is_signed and not _pattern_in(word)


def _signed(word: str) -> _Written:
    bare = word.rstrip(PUNCTUATION)
    signs = SIGNED.fullmatch(bare if ENDS_IN_SIGN.search(bare) else word)
    if signs is None:  # cannot be: everything in it may be empty
        return _Written(word, has_star=False, reach=None, is_quoted=False)
    tilde = signs["tilde"]
    return _Written(signs["core"], bool(signs["star"]), tilde and tilde[1:], is_quoted=False)


def _named(
    reader: Reader, name: str, written: _Written, typed: str | None = None
) -> Node | Nothing:
    """What a name with a value asks; `typed` is the value with its signs, outside quotation."""
    name = name.lower()
    value = written.text if typed is None else typed.rstrip("*")
    if name in SCOPES and asked(written.text):
        return _words(reader, written, name)
    operator = FILTERS.get(name)
    if operator and operator.normal and (reader.is_keepers or not operator.is_keepers):
        normal = operator.normal(dated(value, reader.today) if operator.is_dated else value)
        if normal is not None:
            return Filter(name, normal)
    as_words = f"{name}:{value}"
    if why := _why_words(reader, name, value, _short(as_words)):
        reader.note(why)
    return _words(reader, _Written(as_words, written.has_star, None, is_quoted=True))


def _why_words(reader: Reader, name: str, value: str, text: str) -> str:
    """Why a named value is read as words; empty where there is nothing to wonder at."""
    operator = FILTERS.get(name) or SCOPES.get(name)
    if operator is None:
        if value.startswith("//"):
            return ""
        return _unknown(name, text, either(list(_alike(name, reader))))
    if operator.is_keepers and not reader.is_keepers:
        return gettext_noop(
            "%(name)s: is for the keeper, so “%(text)s” was read as words.", name=name, text=text
        )
    needed = operator.needs
    if name in SCOPES:
        return gettext_noop(
            "%(name)s: needs %(needed)s, so it was read as a word itself.", name=name, needed=needed
        )
    return gettext_noop(
        "%(name)s: needs %(needed)s, so “%(text)s” was read as words.",
        name=name, needed=needed, text=text,
    )  # fmt: skip


def _unknown(name: str, text: str, meant: str) -> str:
    if not meant:
        return gettext_noop(
            "There is no operator %(name)s:, so “%(text)s” was read as words.", name=name, text=text
        )
    return gettext_noop(
        "There is no operator %(name)s:, so “%(text)s” was read as words. "
        "Did you mean %(meant)s?",
        name=name, text=text, meant=meant,
    )  # fmt: skip


def _alike(name: str, reader: Reader) -> Iterator[str]:
    known: tuple[Operator, ...] = OPERATORS if len(name) < _MOST_QUOTED else ()
    for each in known:
        is_known = reader.is_keepers or not each.is_keepers
        if is_known and is_near(name, each.name, most_edits(len(name))):
            yield f"{each.name}:"


def _words(reader: Reader, written: _Written, scope: str = "") -> Node | Nothing:
    text = " ".join(written.text.split())
    if not asked(text):
        _note_empty(reader, text, written)
        return NOTHING
    if text.startswith("*") and not written.is_quoted:
        reader.note(gettext_noop("* at the beginning of a word was left out."))
        text = text.lstrip("*")
    pattern = "" if written.is_quoted else _pattern_in(text)
    if pattern and _may_spread(reader):
        star = "*" if written.has_star and not pattern.endswith("*") else ""
        _note_surplus(reader, written)
        return Words(pattern + star, scope, is_pattern=True)
    is_prefix = written.has_star and _may_spread(reader)
    if written.reach is None:
        return Words(text, scope, is_prefix)
    if len(asked_near(text)) > 1:
        may_be_near = _may_be_near(reader, text) and _may_spread(reader)
        within = _within(reader, written.reach, text) if may_be_near else None
        return Words(text, scope, is_prefix, within=within)
    if is_prefix:
        _note_surplus(reader, written)
        return Words(text, scope, is_prefix)
    return Words(text, scope, edits=_edits(reader, written.reach, text))


def _note_empty(reader: Reader, text: str, written: _Written) -> None:
    if not text and written.has_star:
        reader.note(
            gettext_noop("* needs the beginning of a word right before it, so it was left out.")
        )
    elif text:
        reader.note(
            gettext_noop("“%(text)s” holds no letter or digit and was left out.", text=_short(text))
        )


def _note_surplus(reader: Reader, written: _Written) -> None:
    if written.reach is not None:
        text = _short(written.text)
        reader.note(gettext_noop("“%(text)s” has * and ~: the ~ was left out.", text=text))


def _pattern_in(text: str) -> str:
    """The word with * or ? within that this is, without the punctuation behind it; else nothing."""
    pattern = text.rstrip(PUNCTUATION)
    is_within = WILDCARDS.search(pattern.rstrip("*"))
    return pattern if is_within and asked_as_pattern(pattern) else ""


def _may_spread(reader: Reader) -> bool:
    reader.spread += 1
    if reader.spread <= MAX_SPREAD:
        return True
    reader.note(
        gettext_noop(
            "Only the first %(count)s words with *, ? or ~ were read so, others as words.",
            count=MAX_SPREAD,
        )
    )
    return False


def _may_be_near(reader: Reader, text: str) -> bool:
    if len(asked_near(text)) <= MAX_NEAR:
        return True
    reader.note(
        gettext_noop(
            "“%(text)s” has more than %(count)s words: they were read as a phrase.",
            text=_short(text), count=MAX_NEAR,
        )
    )  # fmt: skip
    return False


def _within(reader: Reader, reach: str, text: str) -> int:
    if not reach:
        reader.note(
            gettext_noop(
                "“%(text)s”~ says no number, so it was read as ~%(count)s.",
                text=_short(text), count=DEFAULT_WITHIN,
            )
        )  # fmt: skip
        return DEFAULT_WITHIN
    number = _number(reach)
    if number > MAX_WITHIN:
        reader.note(
            gettext_noop(
                "Words are near each other with at most %(count)s others between them.",
                count=MAX_WITHIN,
            )
        )
    return min(number, MAX_WITHIN)


def _edits(reader: Reader, reach: str, text: str) -> int:
    wanted = asked(text, edits=1)
    most = most_edits(len(wanted[0].text)) if wanted[0].edits else 0
    if not most:
        reader.note(
            gettext_noop(
                "“%(text)s” is no single word of three letters or more: ~ was left out.",
                text=_short(text),
            )
        )
        return 0
    if _number(reach) > most:
        reader.note(_misspelled(_short(text), most))
    edits = min(_number(reach), most) if reach else most
    return edits if edits and _may_spread(reader) else 0


def _misspelled(text: str, most: int) -> str:
    if most == 1:
        return gettext_noop("“%(text)s” may be misspelled once at most.", text=text)
    return gettext_noop("“%(text)s” may be misspelled twice at most.", text=text)


def _number(reach: str) -> int:
    return int(reach.lstrip("0")[:4] or 0)


def _short(text: str) -> str:
    return text if len(text) <= _MOST_QUOTED else text[:_MOST_QUOTED] + "…"
