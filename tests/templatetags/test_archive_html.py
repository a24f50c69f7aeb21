import re
from pathlib import Path

import pytest
from django.utils.safestring import SafeString

from archive.templatetags.archive_html import cleaned, with_marks

TEMPLATES = sorted((Path(__file__).parents[2] / "templates").rglob("*.html"))
STORED_AND_CLEANED = {"article.body_html", "row.html", "note.body_html"}


def test_cleaned_markup_is_not_escaped_again():
    assert isinstance(cleaned("<p>The bridge.</p>"), SafeString)


def test_marks_stand_around_what_was_searched_and_all_is_escaped():
    pieces = (("a <b> ", False), ("to&ll", True), ("x", True), (" gate", False), ("!", False))
    assert with_marks(pieces) == "a &lt;b&gt; <mark>to&amp;ll</mark><mark>x</mark> gate!"
    assert with_marks(()) == ""


def test_only_stored_and_cleaned_columns_are_called_clean():
    used = [
        name
        for path in TEMPLATES
        for name in re.findall(r"([\w.]+)\|(?:cleaned|illustrated)\b", path.read_text())
    ]
    assert used
    assert set(used) == STORED_AND_CLEANED


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_holds_styles_or_scripts_of_its_own(path):
    text = path.read_text()
    assert not re.search(r"\sstyle=|<style|<script(?![^>]*\ssrc=)|\son[a-z]+=", text)
    assert text.count("\n") <= 300


@pytest.mark.parametrize(
    "path", [path for path in TEMPLATES if path.parent.name == "shared"], ids=lambda path: path.name
)
def test_every_partial_says_what_it_takes(path):
    first = path.read_text().lstrip().splitlines()[0]
    assert first.startswith("{#")
    assert "Takes" in first or "Takes nothing" in first
