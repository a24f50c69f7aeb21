"""Bytes read as characters, piece by piece: the same text as from the whole."""

import hashlib
import json
from pathlib import Path

import pytest

from archive.lib.text import decode
from archive.parsing.characters import characters_of
from archive.parsing.sources import BytesSource, source_for

SHARED = Path(__file__).parents[2].parent / "shared" / "imports"
# Of what declares nothing only a guess is to be had; these are the guesses that are right today.
FEWEST_GUESSED = 25


def documents():
    """The documents of known encoding: path, what is declared, the SHA-1 of their text."""
    expected = SHARED / "EXPECTED.json"
    if not expected.is_file():
        return []
    found = json.loads(expected.read_text()).items()
    return [
        (SHARED / path, one["expected"])
        for path, one in found
        if one["expected"].get("sha1_of_utf8_text") and one["expected"].get("decodes")
    ]


# The WHATWG standard reads the label tis-620 as windows-874, which has quotation marks where
# TIS-620 has control characters: this one's authors used them.
BY_ANOTHER_STANDARD = {"pharmacy.kku.ac.th.healthinfo-ne.xml"}


def sha1_of_text(path: Path) -> str:
    content = path.read_bytes()
    if b"<html" in content[:1000].lower():
        text = decode(content, html=True).text
    else:
        text = "".join(characters_of(source_for(path)).pieces())
    return hashlib.sha1(text.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()


@pytest.fixture
def known():
    found = documents()
    if not found:
        pytest.skip("needs ../shared/imports, which is not here")
    return found


def test_what_is_declared_is_read_as_it_says(known):
    declared = [(path, one) for path, one in known if one.get("declared_matches")]
    assert len(declared) > 100
    wrong = {path.name for path, one in declared if sha1_of_text(path) != one["sha1_of_utf8_text"]}
    assert wrong == BY_ANOTHER_STANDARD


def test_what_declares_nothing_is_guessed(known):
    silent = [(path, one) for path, one in known if not one.get("declared")]
    right = [path for path, one in silent if sha1_of_text(path) == one["sha1_of_utf8_text"]]
    assert len(right) >= FEWEST_GUESSED


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"\xef\xbb\xbf", b"\xc3", b"\xff\xfea"])
def test_too_few_bytes_are_no_error(content):
    assert isinstance("".join(characters_of(BytesSource(content, "x")).pieces()), str)
