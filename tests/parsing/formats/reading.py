"""What tests of formats share: records of bytes, and the shared files with their true counts."""

import json
from pathlib import Path

import pytest

from archive.parsing.drafts import ArticleDraft, CommentDraft, Context, LeftOut, Problem
from archive.parsing.formats import load
from archive.parsing.sources import BytesSource, source_for

SHARED = Path(__file__).parents[4] / "shared" / "imports"


def records(format_name, content, *, site=""):
    """Everything that a format yields of these bytes."""
    source = BytesSource(content, "export")
    return list(load(format_name).parse(source, Context(site_host=site)))


def articles(found):
    return [one for one in found if isinstance(one, ArticleDraft)]


def comments(found):
    """Comments within their articles, and those that come apart."""
    within = [comment for article in articles(found) for comment in article.comments]
    return within + [one for one in found if isinstance(one, CommentDraft)]


def problems(found):
    return [(one.place, one.severity) for one in found if isinstance(one, Problem)]


def left_out(found):
    return [one.title for one in found if isinstance(one, LeftOut)]


def shared_file(name):
    """A real file with its expected counts; skips the test where it is not at hand."""
    if not (SHARED / name).is_file():
        pytest.skip(f"{SHARED / name} is absent")
    expected = json.loads((SHARED / "EXPECTED.json").read_text(encoding="utf-8"))
    return source_for(SHARED / name), expected[name]["expected"]


def damaged(content, cut, place, byte):
    """Bytes cut short, with one of them another."""
    harmed = bytearray(content[: max(len(content) - cut, 0)])
    if harmed:
        harmed[place % len(harmed)] = byte
    return bytes(harmed)
