"""Plain text: tidying, comparing, shortening, and reading bytes as characters.

Every function is pure, never raises on any string or bytes, and costs time linear in its input.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

import webencodings
from charset_normalizer import from_bytes

# Not characters of a text: C0 and C1 controls but tab, line feed and carriage return (NEL is
# white space and is turned into a line feed first), lone surrogates, noncharacters.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028]|\u2029")
_VARIATION_SELECTORS = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))

_LATIN_SIGNS = bytes(code for code in range(256) if not chr(code).isalnum())

_META_SPAN_BYTES = 4096  # how far a declaration in the markup itself is looked for
_META_CHARSET = re.compile(rb"<meta\b[^>]{0,500}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.I)
_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.I | re.A)
_NOT_ASCII = re.compile(b"[\x80-\xff]")
_DETECTION_BYTES = 32_768  # charset_normalizer takes about a second per megabyte
_FEWEST_TELLING_BYTES = 16
_MAX_BAD_SHARE = 0.01  # of characters: a declaration that fails more often is not believed

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
# Markup in two bytes a character, without a mark: https://www.w3.org/TR/xml/ appendix F.
_WIDE = tuple(
    (f"<{letter}".encode(encoding), encoding)
    for encoding in ("utf-16-le", "utf-16-be")
    for letter in "?!hH"
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """Bytes read as text: with what codec (a Python name) and on what grounds."""

    text: str
    encoding: str
    how: Literal["bom", "declared", "detected", "utf-8"]


def clean_characters(text: str) -> str:
    """The text without characters that no text has; every line end becomes a line feed."""
    # What is not a character, or ends a line, is not printable either: most texts need no more.
    if text.replace("\n", "").isprintable():
        return text
    return _ILLEGAL.sub("", _LINE_ENDS.sub("\n", text))


def collapse(text: str) -> str:
    """The text on one line: runs of white space are one space, none at the ends."""
    return " ".join(clean_characters(text).split())


def _is_mark(character: str) -> bool:
    # Marks are kept: without its vowel signs a Devanagari or Thai word is another word.
    return unicodedata.category(character) in ("Mn", "Mc") and character not in _VARIATION_SELECTORS


def _folded(text: str) -> str:
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def _runs(text: str) -> Iterator[str]:
    run: list[str] = []
    for character in _folded(text):
        # A mark on nothing (NFKC parts U+00B8 so) would join the letter before it.
        if character.isalnum() or (run and _is_mark(character)):
            run.append(character)
        elif run:
            yield "".join(run)
            run.clear()
    if run:
        yield "".join(run)


def fold(text: str) -> str:
    """What is compared when two texts are compared: letters and digits, NFKC, case-folded.

    Nothing stands between words. Empty where the text has neither letters nor digits.
    """
    folded = _folded(text)
    try:
        return folded.encode("latin-1").translate(None, _LATIN_SIGNS).decode("latin-1")
    except UnicodeEncodeError:
        pass  # only then there may be marks
    kept = _runs(text) if any(map(_is_mark, set(folded))) else filter(str.isalnum, folded)
    return unicodedata.normalize("NFC", "".join(kept))  # parts of letters may have met


def slugify(text: str, limit: int = 80) -> str:
    """A piece of an address: lower-case letters (of any script) and digits, joined by hyphens.

    At most `limit` characters, cut between words where one ends in reach; may be empty.
    """
    return _joined(_runs(text), limit)


def _joined(words: Iterable[str], limit: int) -> str:
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word
        if len(longer) > limit:
            return slug or word[:limit]
        slug = longer
    return slug


def truncate(text: str, limit: int) -> str:
    """At most `limit` characters of the collapsed text, ended by "…" where some are left out.

    It is cut between words unless that would lose half of it (scripts without spaces).
    """
    line = collapse(text) if limit > 0 else ""
    if len(line) <= limit or not line:
        return line
    cut = line[: limit - 1]
    edge = cut.rfind(" ") if line[len(cut)] != " " else len(cut)
    if edge >= len(cut) // 2:
        cut = cut[:edge]
    return cut.rstrip(" ,;:.-\u2013\u2014(") + "…"


def decode(data: bytes, declared: str = "", *, html: bool = False) -> Decoded:
    """Read bytes as text; what cannot be read becomes U+FFFD, and nothing is raised.

    In order: byte order mark, markup that begins in two bytes a character, `declared` label, the
    label in the markup's own `<meta>` (only with `html`), UTF-8 where the bytes are that, and last
    a guess from a bounded sample. Labels are those of the WHATWG Encoding Standard, so `latin-1`
    means windows-1252. A declaration that plainly does not fit the bytes is passed over.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return Decoded(data[len(mark) :].decode(encoding, "replace"), encoding, "bom")
    if wide := next((encoding for start, encoding in _WIDE if data.startswith(start)), ""):
        return Decoded(data.decode(wide, "replace"), wide, "detected")
    strict = _as_utf8(data)
    for label in (declared, _declared_in_markup(data) if html else ""):
        found = _as_declared(data, label, strict)
        if found:
            return found
    if strict is not None:
        return Decoded(strict, "utf-8", "utf-8")
    return _guessed(data)


def charset_in(media_type: str) -> str:
    """The encoding's label in a Content-Type (RFC 9110 section 8.3); "" where it names none."""
    found = _CHARSET.search(media_type)
    return found[1] if found else ""


def _as_utf8(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _declared_in_markup(data: bytes) -> str:
    found = _META_CHARSET.search(data[:_META_SPAN_BYTES])
    label = found[1].decode("ascii", "replace") if found else ""
    # Readable as ASCII it cannot be UTF-16: the standard reads such a declaration as UTF-8.
    return "utf-8" if label.lower().startswith("utf-16") else label


def _as_declared(data: bytes, label: str, strict_utf8: str | None) -> Decoded | None:
    label = clean_characters(label)
    known = webencodings.lookup(label) or webencodings.lookup(re.sub("[-_]", "", label))
    if known is None:
        return None
    codec = known.codec_info.name
    if codec == "utf-8" and strict_utf8 is not None:
        return Decoded(strict_utf8, codec, "declared")
    if strict_utf8 is not None and not data.isascii() and _is_single_byte(codec):
        # Servers declare latin-1 by default; text in it is next to never valid UTF-8 by chance.
        return Decoded(strict_utf8, "utf-8", "utf-8")
    text = data.decode(codec, "replace")
    if text.count("\ufffd") > _MAX_BAD_SHARE * len(text):
        return None
    return Decoded(text, codec, "declared")


def _is_single_byte(codec: str) -> bool:
    return codec.startswith(("cp125", "iso8859", "koi8", "mac"))


def _guessed(data: bytes) -> Decoded:
    first = _NOT_ASCII.search(data)
    start = max(first.start() - 1024, 0) if first else 0
    sample = data[start : start + _DETECTION_BYTES]
    # Of a few characters every guess is as good, and charset_normalizer's are Chinese.
    is_enough = sum(byte > 0x7F for byte in sample) >= _FEWEST_TELLING_BYTES
    best = from_bytes(sample).best() if is_enough else None
    encoding = best.encoding if best else "cp1252"
    try:
        return Decoded(data.decode(encoding, "replace"), encoding, "detected")
    except (LookupError, UnicodeError):  # not every codec knows "replace"
        return Decoded(data.decode("cp1252", "replace"), "cp1252", "detected")
